// The events page: a range is dragged over the strip, and the facets are walked by keys. The pages' rows are grid.js's.
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
  // The strip of a live page moves on while a hand drags: what stood there at first is meant.
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
  // Who has left the page and come back has a new one, which the server does not watch at once.
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

// A facet is one stop of the Tab key; inside it the arrows go from value to value. Enter with Alt, Ctrl or Shift does
// what a click with it does.
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
