// How long this browser takes to draw the rows that come. The server is told, and sends rows less often to one that can
// hardly draw them: at most once a second, and only when it has changed by a quarter.
const everyMs = 1000;
const freeMs = 10; // below, it does not matter
const channel = new MessageChannel();
/** @type {Receiver | null} */
let receiver = null;
let waiting = false;
let script = 0;
let frameAt = 0;
let cost = 0;
let told = 0;
let toldAt = -everyMs;

/** @param {Receiver} target */
export function start(target) {
  receiver = target;
  told = 0;
}

/**
 * Rows have come, and this was spent on them so far. Style, layout and paint follow the next frame's callbacks.
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
  if (now - toldAt >= everyMs && Math.max(cost, told) > freeMs && Math.abs(cost - told) > told / 4) {
    [told, toldAt] = [cost, now];
    receiver?.invokeMethodAsync("OnDrawn", cost).catch(() => {});
  }
};
