// The lanes of the PIDs are not to scale, so that 5 ms may stand next to 5 h. A drag over lives chooses the time from the first one's
// start to the last one's end.
import { begin } from "./brush.js";

/** @type {Receiver | null} */
let receiver = null;

document.addEventListener("pointerdown", onDown);
// A link would be dragged by the browser.
document.addEventListener("dragstart", (event) => event.target instanceof Element && event.target.closest(".lane-lives") && event.preventDefault());

/** @param {Receiver} target */
export function watchLanes(target) {
  receiver = target;
}

/** @param {PointerEvent} event */
function onDown(event) {
  const lives = /** @type {HTMLElement | null} */ (event.target instanceof Element ? event.target.closest(".lane-lives") : null);
  // A finger scrolls.
  if (event.button === 0 && event.pointerType !== "touch" && lives) {
    begin(event, lives, [0, 1], (_, moved, pixels) => moved && choose(lives, pixels));
  }
}

/** @param {HTMLElement} lives @param {[number, number]} pixels */
function choose(lives, [left, right]) {
  const touched = /** @type {HTMLElement[]} */ ([...lives.querySelectorAll("[data-born]")]).filter((life) => {
    const box = life.getBoundingClientRect();
    return box.left < right && box.right > left;
  });
  const first = touched[0]?.dataset.born;
  const last = touched.at(-1)?.dataset.died;
  if (first) {
    // One that still runs has no end.
    receiver?.invokeMethodAsync("OnRange", Number(first), last ? Number(last) : null).catch(() => {});
  }
}
