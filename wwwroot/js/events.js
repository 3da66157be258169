// The events page: dragging a range over the strip, and keys in the facets. The rows are handled by grid.js.
import { waiting } from "./waiting.js";

const dragPixels = 4;
const early = waiting(1);

let page = null;
let receiver = null;
let drag = null;

document.addEventListener("pointerdown", onDown);
document.addEventListener("keydown", onKey);

export function watchEvents(target) {
  page = document.getElementById("events-page");
  receiver = target;
  early.take().forEach(choose);
}

function onDown(event) {
  const plot = event.target instanceof Element ? event.target.closest(".ev-plot") : null;
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

function onMove(event) {
  const { plot, box, x } = drag;
  if (Math.abs(event.clientX - x) < dragPixels) {
    return;
  }

  const [left, right] = [x, event.clientX].map((at) => Math.min(1, Math.max(0, (at - box.left) / box.width))).sort((a, b) => a - b);
  const mark = plot.querySelector(".ev-drag");
  mark.hidden = false;
  mark.style.left = `${left * 100}%`;
  mark.style.width = `${(right - left) * 100}%`;
}

function onUp(event) {
  const { box, from, to, x } = drag;
  const moved = Math.abs(event.clientX - x) >= dragPixels;
  const [first, last] = [x, event.clientX].map((at) => from + Math.min(1, Math.max(0, (at - box.left) / box.width)) * (to - from)).sort((a, b) => a - b);
  end();
  choose([first, moved ? last : first]);
}

function choose(range) {
  // After leaving and returning there is a new page, which the server does not watch yet.
  if (page?.isConnected) {
    receiver.invokeMethodAsync("OnStrip", ...range).catch(() => {});
  } else {
    early.add(range);
  }
}

function end() {
  removeEventListener("pointermove", onMove);
  removeEventListener("pointerup", onUp);
  removeEventListener("pointercancel", end);
  drag.plot.querySelector(".ev-drag").hidden = true;
  drag = null;
}

// A facet is one tab stop; arrows move between its values. Enter with Alt, Ctrl or Shift acts like a click with it.
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

  const all = [...value.closest("ul").querySelectorAll("[data-facet]")];
  const next = { ArrowDown: all.indexOf(value) + 1, ArrowUp: all.indexOf(value) - 1, Home: 0, End: all.length - 1 }[event.key];
  if (next !== undefined) {
    event.preventDefault();
    all[Math.min(all.length - 1, Math.max(0, next))].focus();
  }
}
