// The few things that only a browser can do for the pages. Shared/Viewer/Browser.cs is the other side.
import * as clock from "./clock.js";
import * as drawing from "./drawing.js";
import { renumber } from "./grid.js";
import * as keys from "./keys.js";
import * as menu from "./menu.js";

export { watchEvents } from "./events.js";
export { focusRow, scrollToRow, shiftRows, watchPointer, watchReading, watchScroll } from "./grid.js";
export { focusFirst as focusMenu } from "./menu.js";
export { setTimeline, watchTimeline } from "./timeline.js";

/** @type {MutationObserver | undefined} */
let observer;
let tellVisible = () => {};

/** @param {Receiver} receiver */
export function start(receiver) {
  keys.start(receiver);
  menu.start(receiver);
  clock.start();
  drawing.start(receiver);
  observer ??= new MutationObserver(onRows);
  observer.observe(document.body, { childList: true, subtree: true });
  watchVisible(receiver);
  document.documentElement.dataset.hears = "keys"; // from here on: a test waits for it, as a person does without knowing
  return { utcOffsetMinutes: -new Date().getTimezoneOffset(), ...lifecycleView.read() };
}

export function stop() {
  delete document.documentElement.dataset.hears;
  keys.stop();
  menu.stop();
  clock.stop();
  observer?.disconnect();
  document.removeEventListener("visibilitychange", tellVisible);
}

// A tab that nobody can see is sent nothing. Told again when a lost connection is back: it may have changed meanwhile.
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

// Rows came or went: their ages and numbers are set right before they are painted.
/** @param {MutationRecord[]} changes */
function onRows(changes) {
  if (changes.some((change) => change.addedNodes.length + change.removedNodes.length > 0)) {
    const began = performance.now();
    clock.draw();
    /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-row-height]")).forEach((grid) => renumber(grid));
    drawing.rowsCame(performance.now() - began);
  }
}

export const setClock = clock.set;
export const setView = (/** @type {keyof View} */ name, /** @type {string} */ value) => lifecycleView.write(name, value);
export const theme = () => lifecycleTheme.choice();
export const cycleTheme = () => lifecycleTheme.cycle();

/** @param {string} id */
export function focus(id) {
  document.getElementById(id)?.focus();
}

// Which experiments this browser has done; nobody else needs to know.
const learnKey = "lifecycle.learn";

export function learned() {
  try {
    return (localStorage.getItem(learnKey) ?? "").split(" ").filter((name) => name);
  } catch {
    return []; // storage is forbidden here
  }
}

/** @param {string} name */
export function learn(name) {
  try {
    localStorage.setItem(learnKey, [...new Set([...learned(), name])].join(" "));
  } catch {
    // It holds for this page only.
  }
}

/** @param {string} text */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Plain http on another host has no clipboard API.
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
}
