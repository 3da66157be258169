// The events page: a range is dragged over the strip, and the facets are walked by keys. The pages' rows are grid.js's.
const dragPixels = 4;

let receiver = null;
let drag = null;

export function watchEvents(target) {
  receiver = target;
  const page = document.getElementById("events-page");
  page?.addEventListener("pointerdown", onDown);
  page?.addEventListener("keydown", onKey);
}

function onDown(event) {
  const plot = event.target.closest(".ev-plot");
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
  receiver?.invokeMethodAsync("OnStrip", first, moved ? last : first).catch(() => {});
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
  const value = event.target.closest("[data-facet]");
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
