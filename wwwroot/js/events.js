// The events page: dragging a range over the strip, and keys in the facets. The rows are handled by grid.js.
import { waiting } from "./waiting.js";

const dragPixels = 4;
/** @typedef {{ plot: HTMLElement, box: DOMRect, from: number, to: number, x: number }} Drag */

/** @type {import("./waiting.js").Waiting<[number, number]>} */
const early = waiting(1);

/** @type {HTMLElement | null} */
let page = null;
/** @type {Receiver | null} */
let receiver = null;
/** @type {Drag | null} */
let drag = null;

document.addEventListener("pointerdown", onDown);
document.addEventListener("keydown", onKey);

/** @param {Receiver} target */
export function watchEvents(target) {
  page = document.getElementById("events-page");
  receiver = target;
  early.take().forEach(choose);
}

/** @param {PointerEvent} event */
function onDown(event) {
  const plot = /** @type {HTMLElement | null} */ (event.target instanceof Element ? event.target.closest(".ev-plot") : null);
  if (event.button !== 0 || !plot) {
    return;
  }

  event.preventDefault();
  // A live strip moves during a drag: use the range from its start.
  drag = { plot, box: plot.getBoundingClientRect(), from: Number(plot.dataset.from), to: Number(plot.dataset.to), x: event.clientX };
  addEventListener("pointermove", onMove);
  addEventListener("pointerup", onUp);
  addEventListener("pointercancel", end);
}

/** @param {PointerEvent} event */
function onMove(event) {
  if (!drag || Math.abs(event.clientX - drag.x) < dragPixels) {
    return;
  }

  const [left, right] = shares(drag, event);
  const mark = markOf(drag);
  mark.hidden = false;
  mark.style.left = `${left * 100}%`;
  mark.style.width = `${(right - left) * 100}%`;
}

/** @param {PointerEvent} event */
function onUp(event) {
  if (!drag) {
    return;
  }

  const { from, to, x } = drag;
  const moved = Math.abs(event.clientX - x) >= dragPixels;
  const [first, last] = /** @type {[number, number]} */ (shares(drag, event).map((share) => from + share * (to - from)));
  end();
  choose([first, moved ? last : first]);
}

// From where the drag began to where the pointer is, as shares of the plot, the left one first.
/** @param {Drag} drag @param {PointerEvent} event @returns {[number, number]} */
function shares({ box, x }, event) {
  const share = (/** @type {number} */ at) => Math.min(1, Math.max(0, (at - box.left) / box.width));
  return x < event.clientX ? [share(x), share(event.clientX)] : [share(event.clientX), share(x)];
}

/** @param {Drag} drag */
function markOf({ plot }) {
  return /** @type {HTMLElement} */ (plot.querySelector(".ev-drag"));
}

/** @param {[number, number]} range */
function choose(range) {
  // After leaving and returning there is a new page, which the server does not watch yet.
  if (page?.isConnected) {
    receiver?.invokeMethodAsync("OnStrip", ...range).catch(() => {});
  } else {
    early.add(range);
  }
}

function end() {
  removeEventListener("pointermove", onMove);
  removeEventListener("pointerup", onUp);
  removeEventListener("pointercancel", end);
  if (drag) {
    markOf(drag).hidden = true;
  }

  drag = null;
}

// A facet is one tab stop; arrows move between its values. Enter with Alt, Ctrl or Shift acts like a click with it.
/** @param {KeyboardEvent} event */
function onKey(event) {
  const value = event.target instanceof Element ? event.target.closest("[data-facet]") : null;
  const { altKey, ctrlKey, metaKey, shiftKey } = event;
  if (!value) {
    return;
  }

  if (altKey || ctrlKey || metaKey || shiftKey) {
    if (event.key === "Enter") {
      event.preventDefault();
      value.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, altKey, ctrlKey, metaKey, shiftKey }));
    }
    return;
  }

  const all = [...(value.closest("ul")?.querySelectorAll("[data-facet]") ?? [])];
  /** @type {Record<string, number>} */
  const places = { ArrowDown: all.indexOf(value) + 1, ArrowUp: all.indexOf(value) - 1, Home: 0, End: all.length - 1 };
  const next = places[event.key];
  if (next !== undefined) {
    event.preventDefault();
    /** @type {HTMLElement} */ (all[Math.min(all.length - 1, Math.max(0, next))]).focus();
  }
}
