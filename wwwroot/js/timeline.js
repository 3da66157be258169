// The timeline's visible range. Bars have fixed times on the boot clock and are repositioned here, so zooming and panning
// resend no rows. The new range is sent to the server periodically, which then sends the rows of that range.
import { place, put } from "./bars.js";
import { now } from "./clock.js";

/** @typedef {{ from: number, to: number }} TimeRange seconds of the boot clock */
/** @typedef {{ part: string, box: DOMRect, x: number, before: TimeRange, moved: boolean }} Gesture */

const sendMs = 100;
const glideMs = 140;
const glideFrameMs = 30; // between frames: each draws all rows and delays key events
const slowFrameMs = 70;
const minSpan = 1e-5;
const dragPixels = 4;
const maxPixels = 2000; // of a track: smaller movements are not drawn
const labelLetter = 6.7; // pixels: the width of a letter of a time label; measuring would force a layout
const labelSpace = 14;
const tickCycle = 1024; // TickCycle of TimelineGrid

// Position new rows and bars with a new end before the paint.
const arrivals = new MutationObserver(() => root?.dataset.drawn && draw());
const arriving = { childList: true, subtree: true, attributes: true, attributeFilter: ["data-s", "data-e"] };

// Measured on change, because measuring on demand would force a layout of the new rows.
let trackPixels = 0;
const width = new ResizeObserver((entries) => {
  trackPixels = entries[0]?.contentRect.width ?? trackPixels;
  if (root?.dataset.drawn) {
    draw();
  }
});

/** @type {HTMLElement | null} */
let root = null;
/** @type {Receiver | null} */
let receiver = null;
/** @type {TimeRange} */
let range = { from: 0, to: 1 };
let motion = "Still";
let start = 0;
let end = 1;
let grows = false;
/** @type {Gesture | null} */
let gesture = null;
let glide = 0;
/** @type {ReturnType<typeof setInterval> | undefined} */
let timer;
let sentAt = 0;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let sending;

const part = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (root?.querySelector(selector));

const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** @param {Receiver} target */
export function watchTimeline(target) {
  receiver = target;
  root = document.getElementById("timeline-page");
  if (!root) {
    return;
  }

  root.addEventListener("wheel", onWheel, { passive: false });
  root.addEventListener("pointerdown", onDown);
  width.disconnect();
  width.observe(part(".tl-axis"));
  arrivals.disconnect();
  root.querySelectorAll(".tl, .tl-strip").forEach((rows) => arrivals.observe(rows, arriving));
  clearInterval(timer);
  timer = setInterval(onTick, still() ? 1000 : 100);
}

/**
 * @param {number} from
 * @param {number} to
 * @param {string} how it moves: Still, Follows or Grows
 * @param {number} capturedFrom
 * @param {number} capturedTo
 * @param {boolean} goesOn false when no event can follow: the strip ends where the capture does
 */
export function setTimeline(from, to, how, capturedFrom, capturedTo, goesOn) {
  root = document.getElementById("timeline-page");
  [start, end, grows] = [capturedFrom, capturedTo, goesOn];
  if (!root || gesture?.moved) {
    return;
  }

  const wasStill = motion === "Still" && how === "Still";
  motion = how;
  const moves = from !== range.from || to !== range.to;
  if (wasStill && moves && root.dataset.drawn && !still()) {
    glideTo({ from, to });
  } else {
    cancelAnimationFrame(glide);
    show({ from, to });
  }
}

function onTick() {
  if (!root?.isConnected) {
    clearInterval(timer);
    arrivals.disconnect();
    width.disconnect();
  } else if (motion !== "Still" && !gesture?.moved && !document.hidden) {
    const to = now();
    if (to - range.to > (range.to - range.from) / maxPixels) {
      show({ from: motion === "Follows" ? to - (range.to - range.from) : range.from, to });
    }
  }
}

/** @param {TimeRange} next */
function show(next) {
  range = { from: next.from, to: Math.max(next.to, next.from + minSpan) };
  draw();
  if (root) {
    root.dataset.drawn = "1";
  }
}

function draw() {
  const { from, to } = range;
  const last = grows ? Math.max(end, now()) : end;
  const grid = part(".tl");
  const strip = part(".tl-strip");
  const share = (/** @type {number} */ at, /** @type {number} */ of) => `${((at / of) * 100).toFixed(4)}%`;
  place(grid, range, Math.min(to, last), trackPixels, "-2px"); // hides the rounded end of a bar that goes on before the range
  thin(grid, to - from);
  put(part(".tl .tl-before"), start > from ? "0" : null, share(start - from, to - from));
  put(part(".tl .tl-now"), last <= to ? share(last - from, to - from) : null, "");

  const whole = Math.max(minSpan, last - start);
  const [left, right] = [Math.max(from, start), Math.min(to, start + whole)];
  place(strip, { from: start, to: start + whole }, last, Infinity, "-2px");
  put(part(".tl-strip .tl-brush"), `clamp(0%, ${share(left - start, whole)}, calc(100% - 10px))`, share(Math.max(0, right - left), whole));
}

// The axis has no room for each label: every second, fourth, eighth … stays. While the range moves, its labels can be those of a much
// narrower one.
/** @param {HTMLElement} grid @param {number} span */
function thin(grid, span) {
  const ticks = /** @type {HTMLElement[]} */ ([...grid.querySelectorAll(".tl-tick")]);
  const starts = ticks.map((tick) => Number(tick.dataset.s));
  const longest = Math.max(0, ...ticks.map((tick) => (tick.textContent ?? "").length)) * labelLetter + labelSpace;
  const between = Math.min(...starts.slice(1).map((at, i) => Math.abs(at - starts[i])));
  let each = 1;
  while (each < tickCycle && (between / span) * trackPixels * each < longest) {
    each *= 2;
  }

  for (const tick of ticks) {
    const isBare = Number(tick.dataset.nth) % each !== 0;
    if (tick.hasAttribute("data-bare") !== isBare) {
      tick.toggleAttribute("data-bare", isBare);
    }
  }
}

// A browser too slow for the animation shows the new range at once.
/** @param {TimeRange} next */
function glideTo(next) {
  const before = range;
  const begun = performance.now();
  let last = begun;
  const step = () => {
    const at = performance.now();
    if (at > begun && at - last < glideFrameMs) {
      glide = requestAnimationFrame(step);
      return;
    }

    const share = at - last > slowFrameMs ? 1 : Math.min(1, (at - begun) / glideMs);
    last = at;
    const eased = 1 - (1 - share) ** 3;
    const between = (/** @type {number} */ a, /** @type {number} */ b) => (share === 1 ? b : a + (b - a) * eased);
    show({ from: between(before.from, next.from), to: between(before.to, next.to) });
    if (share < 1) {
      glide = requestAnimationFrame(step);
    }
  };
  cancelAnimationFrame(glide);
  step();
}

// Shows a pointer movement at once, and sends the range to the server at most ten times a second and at the end.
/** @param {number} from @param {number} to @param {boolean} done */
function move(from, to, done) {
  const span = Math.max(minSpan, to - from);
  const margin = Math.max(minSpan, (end - start) / 20);
  const at = Math.min(Math.max(from, start - margin), Math.max(start - margin, end + margin - span));
  cancelAnimationFrame(glide);
  motion = "Still";
  show({ from: at, to: at + span });
  clearTimeout(sending);
  const wait = sentAt + sendMs - performance.now();
  if (done || wait <= 0) {
    sendRange(done);
  } else {
    sending = setTimeout(() => sendRange(false), wait);
  }
}

/** @param {boolean} done */
function sendRange(done) {
  sentAt = performance.now();
  receiver?.invokeMethodAsync("OnWindow", range.from, range.to, done).catch(() => {});
}

/** @param {WheelEvent} event */
function onWheel(event) {
  const track = part(".tl-axis");
  if (!track || !(event.target instanceof Element && event.target.closest(".tl"))) {
    return;
  }

  const box = track.getBoundingClientRect();
  const span = range.to - range.from;
  const unit = event.deltaMode === 1 ? 30 : 1;
  const sideways = Math.abs(event.deltaX) > Math.abs(event.deltaY) ? event.deltaX : event.shiftKey ? event.deltaY : 0;
  if (event.ctrlKey || event.metaKey) {
    event.preventDefault();
    const share = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
    const around = range.from + span * share;
    const next = span * Math.exp((event.deltaY * unit) / 400);
    move(around - next * share, around + next * (1 - share), false);
  } else if (sideways !== 0) {
    event.preventDefault();
    const by = ((sideways * unit) / box.width) * span;
    move(range.from + by, range.to + by, false);
  }
}

/** @param {PointerEvent} event */
function onDown(event) {
  const target = event.target instanceof Element ? event.target : null;
  const strip = target?.closest(".tl-strip");
  const track = target?.closest(".tl-track, .tl-axis");
  if (event.button !== 0 || (!strip && !track)) {
    return;
  }

  const box = (strip ?? part(".tl-axis")).getBoundingClientRect();
  const brush = /** @type {HTMLElement | null | undefined} */ (target?.closest("[data-brush]"));
  gesture = { part: strip ? (brush?.dataset.brush ?? "new") : "pan", box, x: event.clientX, before: range, moved: false };
  if (strip) {
    event.preventDefault();
  }

  addEventListener("pointermove", onDrag);
  addEventListener("pointerup", onUp);
  addEventListener("pointercancel", onUp);
}

/** @param {PointerEvent} event */
function onDrag(event) {
  if (!gesture) {
    return;
  }

  const { part, box, x, before } = gesture;
  if (!gesture.moved && Math.abs(event.clientX - x) < dragPixels) {
    return;
  }

  gesture.moved = true;
  root?.classList.add("dragging");
  const whole = part === "pan" ? before.to - before.from : end - start;
  const by = ((event.clientX - x) / box.width) * whole;
  /** @type {Record<string, () => number[]>} */
  const ranges = {
    pan: () => [before.from - by, before.to - by],
    body: () => [before.from + by, before.to + by],
    left: () => ordered(before.from + by, before.to),
    right: () => ordered(before.from, before.to + by),
    new: () => ordered(timeAt(box, x), timeAt(box, event.clientX)),
  };
  const [from, to] = ranges[part]();
  move(from, to, false);
}

/** @param {PointerEvent} event */
function onUp(event) {
  removeEventListener("pointermove", onDrag);
  removeEventListener("pointerup", onUp);
  removeEventListener("pointercancel", onUp);
  root?.classList.remove("dragging");
  if (!gesture) {
    return;
  }

  const { part, box, moved } = gesture;
  gesture = null;
  if (moved) {
    // The click at the end of a drag must not select a row.
    const swallow = (/** @type {Event} */ click) => click.stopPropagation();
    addEventListener("click", swallow, { capture: true, once: true });
    setTimeout(() => removeEventListener("click", swallow, { capture: true }), 50);
    clearTimeout(sending);
    sendRange(true);
  } else if (part === "new") {
    const half = (range.to - range.from) / 2;
    const middle = timeAt(box, event.clientX);
    move(middle - half, middle + half, true);
  }
}

const ordered = (/** @type {number} */ a, /** @type {number} */ b) => (a < b ? [a, b] : [b, a]);
const timeAt = (/** @type {DOMRect} */ box, /** @type {number} */ x) => start + Math.min(1, Math.max(0, (x - box.left) / box.width)) * (end - start);
