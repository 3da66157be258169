// Updates lifetime bars and ages in the browser, so that the server sends a row only when it changes.
import { place } from "./bars.js";

const barPixels = 128; // approximate width of a lifetime bar

let captureSeconds = 0; // seconds on the capture's boot clock …
let takenAt = 0; //        … at this moment of performance.now()
let runs = false;
/** @type {number | undefined} */
let heldAt; // the time shown while the server does not answer
/** @type {ReturnType<typeof setInterval> | undefined} */
let timer;

export function start() {
  timer ||= setInterval(tick, 1000);
}

export function stop() {
  clearInterval(timer);
  timer = undefined;
}

/** @param {number} nowSeconds @param {boolean} isRunning */
export function set(nowSeconds, isRunning) {
  captureSeconds = nowSeconds;
  takenAt = performance.now();
  runs = isRunning;
  draw();
}

/** The browser's timer stops while the machine sleeps. A second is more than an answer takes. @param {number} seconds */
export function correct(seconds) {
  if (runs && Math.abs(seconds - now()) > 1) {
    set(seconds, runs);
  }
}

/** Stops the clock, or lets it go on with the time that has passed. @param {boolean} isHeld */
export function hold(isHeld) {
  if (isHeld !== (heldAt !== undefined)) {
    heldAt = isHeld ? now() : undefined;
    draw();
  }
}

export function now() {
  return heldAt ?? running();
}

function running() {
  return runs ? captureSeconds + (performance.now() - takenAt) / 1000 : captureSeconds;
}

function tick() {
  if (runs && !document.hidden) {
    draw();
  }
}

/**
 * Draws immediately, because a new row carries the age of its last change, and its bars have no place yet. The bars of
 * data-span end now and move only by whole pixels; those of data-from and data-to have a range of their own.
 */
export function draw() {
  const seconds = now();
  for (const grid of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-span]"))) {
    const range = rangeOf(grid);
    place(grid, range, range.to);
    sayOutside(grid, range, (/** @type {number} */ at) => `ended ${format(seconds - at)} ago`);
  }

  for (const track of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-from]"))) {
    const range = rangeOf(track);
    place(track, range, Math.min(range.to, seconds));
    sayOutside(track, range, () => "before this range");
  }

  // Blazor owns the text node: change it, do not replace it.
  for (const age of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-since]"))) {
    const text = age.firstChild;
    const value = format(seconds - Number(age.dataset.since));
    if (text && text.nodeValue !== value) {
      text.nodeValue = value;
    }
  }
}

/** The time that the bars of a grid span, in seconds of the boot clock. @param {HTMLElement} grid @returns {import("./timeline.js").TimeRange} */
export function rangeOf(grid) {
  const seconds = now();
  const { span, from, to } = grid.dataset;
  if (span === undefined) {
    return { from: Number(from), to: to === "now" ? seconds : Number(to) };
  }

  const step = runs ? Number(span) / barPixels : 0;
  const end = step > 0 ? Math.ceil(seconds / step) * step : seconds;
  return { from: end - Number(span), to: end };
}

// The cell of a life outside of the range would be empty, as if there were none.
/** @param {HTMLElement} grid @param {import("./timeline.js").TimeRange} range @param {(at: number) => string} before */
function sayOutside(grid, range, before) {
  for (const bar of /** @type {NodeListOf<HTMLElement>} */ (grid.querySelectorAll(".lifebar"))) {
    const pieces = /** @type {NodeListOf<HTMLElement>} */ (bar.querySelectorAll("[data-e]"));
    const end = pieces[pieces.length - 1]?.dataset.e;
    const text = end && Number(end) < range.from ? before(Number(end)) : Number(pieces[0]?.dataset.s) > range.to ? "after this range" : undefined;
    if (text === undefined) {
      delete bar.dataset.outside;
    } else if (text !== bar.dataset.outside) {
      bar.dataset.outside = text;
    }
  }
}

// Same format as Age in Shared/Text/Durations.cs.
/** @param {number} age in seconds */
function format(age) {
  const s = Math.max(0, Math.floor(age));
  const two = (/** @type {number} */ n) => String(n).padStart(2, "0");
  if (s < 60) return `${s} s`;
  if (s < 3600) return `${Math.floor(s / 60)} m ${two(s % 60)} s`;
  if (s < 86400) return `${Math.floor(s / 3600)} h ${two(Math.floor(s / 60) % 60)} m`;
  return `${Math.floor(s / 86400)} d ${Math.floor(s / 3600) % 24} h`;
}
