// Queues input until the server listens; entries older than 10 s are dropped.
const maxAgeMs = 10000;

/**
 * @template T
 * @typedef {{ add(what: T): void, take(): T[] }} Waiting
 */

/**
 * @template T
 * @param {number} max entries; the oldest are dropped
 * @returns {Waiting<T>}
 */
export function waiting(max) {
  /** @type {{ what: T, at: number }[]} */
  let kept = [];
  return {
    add(what) {
      kept = [...kept, { what, at: performance.now() }].slice(-max);
    },
    take() {
      const since = performance.now() - maxAgeMs;
      const fresh = kept.filter(({ at }) => at >= since).map(({ what }) => what);
      kept = [];
      return fresh;
    },
  };
}
