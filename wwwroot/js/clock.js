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
 * data-span end now and move only by whole pixels; those of data-from and data-to fill their own track.
 */
export function draw() {
  const seconds = now();
  for (const grid of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-span]"))) {
    const span = Number(grid.dataset.span);
    const step = runs ? span / barPixels : 0;
    const to = step > 0 ? Math.ceil(seconds / step) * step : seconds;
    place(grid, { from: to - span, to }, to);
  }

  for (const track of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-from]"))) {
    const to = track.dataset.to === "now" ? seconds : Number(track.dataset.to);
    place(track, { from: Number(track.dataset.from), to }, to);
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
