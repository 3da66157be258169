// What a hand does before the server listens: it is passed on as soon as the server does, unless somebody has forgotten it by then.
const forgottenMs = 10000;

/**
 * @template T
 * @typedef {{ add(what: T): void, take(): T[] }} Waiting
 */

/**
 * @template T
 * @param {number} most that are kept; the oldest go
 * @returns {Waiting<T>}
 */
export function waiting(most) {
  /** @type {{ what: T, at: number }[]} */
  let kept = [];
  return {
    add(what) {
      kept = [...kept, { what, at: performance.now() }].slice(-most);
    },
    take() {
      const since = performance.now() - forgottenMs;
      const fresh = kept.filter(({ at }) => at >= since).map(({ what }) => what);
      kept = [];
      return fresh;
    },
  };
}
