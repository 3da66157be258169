// Measures how long this browser takes to draw new rows, and reports it to the server, which sends rows less often to a
// slow browser. Reported at most once a second, and only when it has changed by a quarter.
const everyMs = 1000;
const minReportedMs = 10; // lower costs are not reported
const channel = new MessageChannel();
/** @type {Receiver | null} */
let receiver = null;
let waiting = false;
let script = 0;
let frameAt = 0;
let cost = 0;
let reported = 0;
let reportedAt = -everyMs;

/** @param {Receiver} target */
export function start(target) {
  receiver = target;
  reported = 0;
}

// Called when rows were inserted, with the script time spent so far. Style, layout and paint follow the next frame's callbacks.
/**
 * @param {number} scriptMs
 */
export function rowsCame(scriptMs) {
  script = waiting ? script + scriptMs : scriptMs;
  if (!waiting) {
    waiting = true;
    requestAnimationFrame(() => {
      frameAt = performance.now();
      channel.port2.postMessage(0);
    });
  }
}

channel.port1.onmessage = () => {
  const now = performance.now();
  const took = script + now - frameAt;
  waiting = false;
  cost = cost === 0 ? took : cost * 0.75 + took * 0.25;
  if (now - reportedAt >= everyMs && Math.max(cost, reported) > minReportedMs && Math.abs(cost - reported) > reported / 4) {
    [reported, reportedAt] = [cost, now];
    receiver?.invokeMethodAsync("OnDrawn", cost).catch(() => {});
  }
};
