// The timeline's visible range. Bars have fixed times on the boot clock and are repositioned here, so zooming and panning
// resend no rows. The new range is sent to the server periodically, which then sends the rows of that range.
import { place, put } from "./bars.js";
import { now } from "./clock.js";

const sendMs = 100;
const glideMs = 140;
const glideFrameMs = 30; // between frames: each draws all rows and delays key events
const slowFrameMs = 70;
const minSpan = 1e-5;
const dragPixels = 4;
const maxPixels = 2000; // of a track: smaller movements are not drawn

// Position new rows and bars with a new end before the paint.
const arrivals = new MutationObserver(() => root?.dataset.drawn && draw());
const arriving = { childList: true, subtree: true, attributes: true, attributeFilter: ["data-s", "data-e"] };

// Measured on change, because measuring on demand would force a layout of the new rows.
let trackPixels = 0;
const width = new ResizeObserver(([entry]) => {
  trackPixels = entry.contentRect.width;
  if (root?.dataset.drawn) {
    draw();
  }
});

let root = null;
let receiver = null;
let range = { from: 0, to: 1 };
let motion = "Still";
let start = 0;
let end = 1;
let gesture = null;
let glide = 0;
let timer = 0;
let sentAt = 0;
let sending = 0;

const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

export function watchTimeline(target) {
  receiver = target;
  root = document.getElementById("timeline-page");
  if (!root) {
    return;
  }

  root.addEventListener("wheel", onWheel, { passive: false });
  root.addEventListener("pointerdown", onDown);
  width.disconnect();
  width.observe(root.querySelector(".tl-axis"));
  arrivals.disconnect();
  root.querySelectorAll(".tl, .tl-strip").forEach((part) => arrivals.observe(part, arriving));
  clearInterval(timer);
  timer = setInterval(onTick, still() ? 1000 : 100);
}

export function setTimeline(from, to, how, capturedFrom, capturedTo) {
  root = document.getElementById("timeline-page");
  [start, end] = [capturedFrom, capturedTo];
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

function show(next) {
  range = { from: next.from, to: Math.max(next.to, next.from + minSpan) };
  draw();
  root.dataset.drawn = "1";
}

function draw() {
  const { from, to } = range;
  const last = Math.max(end, now());
  const grid = root.querySelector(".tl");
  const strip = root.querySelector(".tl-strip");
  const share = (at, of) => `${((at / of) * 100).toFixed(4)}%`;
  place(grid, range, Math.min(to, last), trackPixels);
  put(grid.querySelector(".tl-before"), start > from ? "0" : null, share(start - from, to - from));
  put(grid.querySelector(".tl-now"), last <= to ? share(last - from, to - from) : null, "");

  const whole = Math.max(minSpan, last - start);
  const [left, right] = [Math.max(from, start), Math.min(to, start + whole)];
  place(strip, { from: start, to: start + whole }, last);
  put(strip.querySelector(".tl-brush"), `clamp(0%, ${share(left - start, whole)}, calc(100% - 10px))`, share(Math.max(0, right - left), whole));
}

// A browser too slow for the animation shows the new range at once.
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
    const between = (a, b) => (share === 1 ? b : a + (b - a) * eased);
    show({ from: between(before.from, next.from), to: between(before.to, next.to) });
    if (share < 1) {
      glide = requestAnimationFrame(step);
    }
  };
  cancelAnimationFrame(glide);
  step();
}

// Shows a pointer movement at once, and sends the range to the server at most ten times a second and at the end.
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

function sendRange(done) {
  sentAt = performance.now();
  receiver?.invokeMethodAsync("OnWindow", range.from, range.to, done).catch(() => {});
}

function onWheel(event) {
  const track = root.querySelector(".tl-axis");
  if (!track || !event.target.closest(".tl")) {
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

function onDown(event) {
  const strip = event.target.closest(".tl-strip");
  const track = event.target.closest(".tl-track, .tl-axis");
  if (event.button !== 0 || (!strip && !track)) {
    return;
  }

  const box = (strip ?? root.querySelector(".tl-axis")).getBoundingClientRect();
  const part = strip ? (event.target.closest("[data-brush]")?.dataset.brush ?? "new") : "pan";
  gesture = { part, box, x: event.clientX, before: range, moved: false };
  if (strip) {
    event.preventDefault();
  }

  addEventListener("pointermove", onDrag);
  addEventListener("pointerup", onUp);
  addEventListener("pointercancel", onUp);
}

function onDrag(event) {
  const { part, box, x, before } = gesture;
  if (!gesture.moved && Math.abs(event.clientX - x) < dragPixels) {
    return;
  }

  gesture.moved = true;
  root.classList.add("dragging");
  const whole = part === "pan" ? before.to - before.from : end - start;
  const by = ((event.clientX - x) / box.width) * whole;
  const [from, to] = {
    pan: () => [before.from - by, before.to - by],
    body: () => [before.from + by, before.to + by],
    left: () => ordered(before.from + by, before.to),
    right: () => ordered(before.from, before.to + by),
    new: () => ordered(timeAt(box, x), timeAt(box, event.clientX)),
  }[part]();
  move(from, to, false);
}

function onUp(event) {
  removeEventListener("pointermove", onDrag);
  removeEventListener("pointerup", onUp);
  removeEventListener("pointercancel", onUp);
  root.classList.remove("dragging");
  const { part, box, moved } = gesture;
  gesture = null;
  if (moved) {
    // The click at the end of a drag must not select a row.
    const swallow = (click) => click.stopPropagation();
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

const ordered = (a, b) => (a < b ? [a, b] : [b, a]);
const timeAt = (box, x) => start + Math.min(1, Math.max(0, (x - box.left) / box.width)) * (end - start);
