// Functions that only the browser can provide; called from Shared/Viewer/Browser.cs.
import * as clock from "./clock.js";
import * as drawing from "./drawing.js";
import * as focusing from "./focus.js";
import { renumber } from "./grid.js";
import * as heartbeat from "./heartbeat.js";
import * as keys from "./keys.js";
import * as menu from "./menu.js";
import * as tips from "./tips.js";

export { watchColumns } from "./columns.js";
export { copyable, copyAt, copyText as copy } from "./copy.js";
export { watchEvents } from "./events.js";
export { read as readFilters, write as writeFilters } from "./filters.js";
export { focusFirst, keepFocus, leavePane, returnFocus } from "./focus.js";
export { focusRow, scrollToRow, shiftRows, watchPointer, watchReading, watchScroll } from "./grid.js";
export { watchLanes } from "./lanes.js";
export { focusFirst as focusMenu } from "./menu.js";
export { setTimeline, watchTimeline } from "./timeline.js";

/** @type {MutationObserver | undefined} */
let observer;
let tellVisible = () => {};

/** @param {Receiver} receiver @param {string} [capture] what tells a capture from others; "" for a recording */
export function start(receiver, capture = "") {
  keys.start(receiver);
  menu.start(receiver);
  clock.start();
  heartbeat.start(receiver);
  drawing.start(receiver);
  focusing.start();
  tips.start();
  observer ??= new MutationObserver(onRows);
  observer.observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["data-s", "data-e", "data-span", "data-from", "data-to"] });
  watchVisible(receiver);
  document.documentElement.dataset.hears = "keys"; // keys work from here on; tests wait for this attribute
  return { utcOffsetMinutes: -new Date().getTimezoneOffset(), ...lifecycleView.read(), isNewCapture: isNewCapture(capture) };
}

export function stop() {
  delete document.documentElement.dataset.hears;
  keys.stop();
  menu.stop();
  clock.stop();
  heartbeat.stop();
  focusing.stop();
  tips.stop();
  observer?.disconnect();
  document.removeEventListener("visibilitychange", tellVisible);
}

// A hidden tab receives no updates. Reported again after a reconnect, because the visibility may have changed.
/** @param {Receiver} receiver */
function watchVisible(receiver) {
  tellVisible = () => void receiver.invokeMethodAsync("OnVisible", !document.hidden).catch(() => {});
  document.addEventListener("visibilitychange", tellVisible);
  document.getElementById("components-reconnect-modal")?.addEventListener("components-reconnect-state-changed", (event) => {
    if (/** @type {ReconnectEvent} */ (event).detail.state === "hide") {
      tellVisible();
    }
  });
  if (document.hidden) {
    tellVisible();
  }
}

// Rows were added or removed, or bars have other times: update bars, ages and row numbers before the paint.
/** @param {MutationRecord[]} changes */
function onRows(changes) {
  if (changes.some((change) => change.type === "attributes" || change.addedNodes.length + change.removedNodes.length > 0)) {
    const began = performance.now();
    clock.draw();
    /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-row-height]")).forEach((grid) => renumber(grid));
    drawing.rowsCame(performance.now() - began);
    focusing.changed();
  }
}

// The capture that this browser saw last at this address: its history ends with the dashboard, also where sessions are kept.
const captureKey = "lifecycle.capture";

/** True once for each capture, when there was another one before. @param {string} capture */
function isNewCapture(capture) {
  try {
    const before = localStorage.getItem(captureKey);
    if (capture) {
      localStorage.setItem(captureKey, capture);
    }

    return capture !== "" && before !== null && before !== capture;
  } catch {
    return false; // storage is not available
  }
}

export const setClock = clock.set;
export const setView = (/** @type {keyof View} */ name, /** @type {string} */ value) => lifecycleView.write(name, value);
export const theme = () => lifecycleTheme.choice();
export const cycleTheme = () => lifecycleTheme.cycle();

// The promise is kept until the library is there: a chart that asks earlier would be drawn into a page that may have been left.
const lookMs = 50;
export const plotly = () => new Promise((/** @type {(value?: unknown) => void} */ resolve) => {
  const look = () => ("Plotly" in window ? resolve() : setTimeout(look, lookMs));
  look();
});

/** @param {string} id */
export function focus(id) {
  document.getElementById(id)?.focus();
  keys.focused(id);
}

// Experiments completed in this browser; stored locally only.
const learnKey = "lifecycle.learn";

export function learned() {
  try {
    return (localStorage.getItem(learnKey) ?? "").split(" ").filter((name) => name);
  } catch {
    return []; // storage is not available
  }
}

/** @param {string} name */
export function learn(name) {
  try {
    localStorage.setItem(learnKey, [...new Set([...learned(), name])].join(" "));
  } catch {
    // Not stored; applies to this page only.
  }
}
