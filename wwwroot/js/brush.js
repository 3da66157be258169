// Dragging a range over a drawing with a time axis. A mark in it shows the range while it is dragged; a drawing of its own has one.
const dragPixels = 4;

/**
 * @typedef {object} Drag
 * @property {HTMLElement} plot
 * @property {DOMRect} box
 * @property {[number, number]} range of time that the plot shows when the drag begins: a live one moves on
 * @property {number} x
 * @property {(range: [number, number], moved: boolean, pixels: [number, number]) => void} done
 */

/** @type {Drag | null} */
let drag = null;

/** @param {PointerEvent} event @param {HTMLElement} plot @param {[number, number]} range @param {Drag["done"]} done */
export function begin(event, plot, range, done) {
  event.preventDefault();
  drag = { plot, box: plot.getBoundingClientRect(), range, x: event.clientX, done };
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
  const mark = markOf(drag) ?? ownMark(drag);
  mark.hidden = false;
  mark.style.left = `${left * 100}%`;
  mark.style.width = `${(right - left) * 100}%`;
}

/** @param {Drag} drag */
function ownMark({ plot }) {
  const mark = document.createElement("i");
  mark.className = "ev-drag";
  mark.dataset.own = "";
  plot.append(mark);
  return mark;
}

/** @param {PointerEvent} event */
function onUp(event) {
  if (!drag) {
    return;
  }

  const { range: [from, to], x, done } = drag;
  const moved = Math.abs(event.clientX - x) >= dragPixels;
  const [first, last] = /** @type {[number, number]} */ (shares(drag, event).map((share) => from + share * (to - from)));
  end();
  if (moved) {
    // The click at the end of a drag follows no link.
    const swallow = (/** @type {Event} */ click) => { click.preventDefault(); click.stopPropagation(); };
    addEventListener("click", swallow, { capture: true, once: true });
    setTimeout(() => removeEventListener("click", swallow, { capture: true }), 50);
  }

  done([first, moved ? last : first], moved, x < event.clientX ? [x, event.clientX] : [event.clientX, x]);
}

// From where the drag began to where the pointer is, as shares of the plot, the left one first.
/** @param {Drag} drag @param {PointerEvent} event @returns {[number, number]} */
function shares({ box, x }, event) {
  const share = (/** @type {number} */ at) => Math.min(1, Math.max(0, (at - box.left) / box.width));
  return x < event.clientX ? [share(x), share(event.clientX)] : [share(event.clientX), share(x)];
}

/** @param {Drag} drag */
const markOf = ({ plot }) => /** @type {HTMLElement | null} */ (plot.querySelector(".ev-drag"));

function end() {
  removeEventListener("pointermove", onMove);
  removeEventListener("pointerup", onUp);
  removeEventListener("pointercancel", end);
  const mark = drag && markOf(drag);
  if (mark) {
    mark.hidden = true;
    if (mark.dataset.own === "") {
      mark.remove();
    }
  }

  drag = null;
}
