// What a hand does before the server listens: it is passed on as soon as the server does, unless somebody has forgotten it by then.
const forgottenMs = 10000;

export function waiting(most) {
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
