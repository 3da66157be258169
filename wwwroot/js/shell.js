// The few things that only a browser can do for the pages. State/Browser.cs is the other side.
import * as clock from "./clock.js";
import { renumber } from "./grid.js";
import * as keys from "./keys.js";
import * as menu from "./menu.js";

export { watchEvents } from "./events.js";
export { focusRow, scrollToRow, shiftRows, watchPointer, watchReading, watchScroll } from "./grid.js";
export { focusFirst as focusMenu } from "./menu.js";
export { setTimeline, watchTimeline } from "./timeline.js";

let observer = null;
let tellVisible = null;

export function start(receiver) {
  keys.start(receiver);
  menu.start(receiver);
  clock.start();
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
function watchVisible(receiver) {
  tellVisible = () => receiver.invokeMethodAsync("OnVisible", !document.hidden).catch(() => {});
  document.addEventListener("visibilitychange", tellVisible);
  document.getElementById("components-reconnect-modal")?.addEventListener("components-reconnect-state-changed", (event) => {
    if (event.detail.state === "hide") {
      tellVisible();
    }
  });
  if (document.hidden) {
    tellVisible();
  }
}

// Rows came or went: their ages and numbers are set right before they are painted.
function onRows(changes) {
  if (changes.some((change) => change.addedNodes.length + change.removedNodes.length > 0)) {
    clock.draw();
    document.querySelectorAll("[data-row-height]").forEach(renumber);
  }
}

export const setClock = clock.set;
export const setView = (name, value) => lifecycleView.write(name, value);
export const theme = () => lifecycleTheme.choice();
export const cycleTheme = () => lifecycleTheme.cycle();

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

export function learn(name) {
  try {
    localStorage.setItem(learnKey, [...new Set([...learned(), name])].join(" "));
  } catch {
    // It holds for this page only.
  }
}

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
