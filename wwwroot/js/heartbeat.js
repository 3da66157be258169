// Says on <html data-silent> when the server has not answered for 5 s, or when the connection is known to be lost. A lost network
// closes no connection, so the page asks every 2 s while it is visible.
import * as clock from "./clock.js";

const askMs = 2000;
const silentMs = 5000;

/** @type {Receiver | undefined} */
let server;
/** @type {ReturnType<typeof setInterval> | undefined} */
let timer;
let heardAt = 0;
let askedAt = 0;
let isLost = false;

/** @param {Receiver} receiver */
export function start(receiver) {
  server = receiver;
  hear();
  timer ||= setInterval(check, 1000);
  document.addEventListener("visibilitychange", hear);
  connection()?.addEventListener("components-reconnect-state-changed", onConnection);
}

export function stop() {
  clearInterval(timer);
  timer = undefined;
  document.removeEventListener("visibilitychange", hear);
  connection()?.removeEventListener("components-reconnect-state-changed", onConnection);
  isLost = false;
  hear();
}

/** Blazor reports the state of the connection on this element. */
const connection = () => document.getElementById("components-reconnect-modal");

/** @param {Event} event */
function onConnection(event) {
  isLost = /** @type {ReconnectEvent} */ (event).detail.state !== "hide";
  if (isLost) {
    show(performance.now() - heardAt);
  } else {
    // Until the answer the page says what it said.
    askedAt = -askMs;
    check();
  }
}

// A hidden page does not ask, so the time since the last answer counts from when it is visible again.
function hear() {
  heardAt = performance.now();
  show(0);
}

function check() {
  if (document.hidden) {
    return;
  }

  const now = performance.now();
  if (now - askedAt >= askMs) {
    askedAt = now;
    // Also while an answer is due: a question that was under way when the connection was lost gets none.
    server?.invokeMethodAsync("OnAlive").then(
      (seconds) => {
        hear();
        clock.correct(Number(seconds));
      },
      () => {},
    );
  }

  show(now - heardAt);
}

/** @param {number} ms since the last answer */
function show(ms) {
  const isSilent = isLost || ms >= silentMs;
  clock.hold(isSilent);
  document.documentElement.toggleAttribute("data-silent", isSilent);
  for (const button of document.querySelectorAll("button[data-needs-server]")) {
    /** @type {HTMLButtonElement} */ (button).disabled = isSilent;
  }

  // Blazor owns the text node: change it, do not replace it.
  const text = document.getElementById("silent-seconds")?.firstChild;
  if (isSilent && text) {
    text.nodeValue = String(Math.max(1, Math.floor(ms / 1000)));
  }
}
