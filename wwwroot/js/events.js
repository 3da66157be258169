// The events page: dragging a range over the strip, and keys in the facets. The rows are handled by grid.js.
import { begin } from "./brush.js";
import { waiting } from "./waiting.js";

/** @type {import("./waiting.js").Waiting<[number, number]>} */
const early = waiting(1);

/** @type {HTMLElement | null} */
let page = null;
/** @type {Receiver | null} */
let receiver = null;

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
  if (event.button === 0 && plot) {
    begin(event, plot, [Number(plot.dataset.from), Number(plot.dataset.to)], choose);
  }
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
