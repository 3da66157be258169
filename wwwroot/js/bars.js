// Positions all bars and marks of rows: elements with boot-clock times (data-s and data-e, in seconds) within a range, in
// percent of their track, as inline styles. An inherited custom property would be simpler, but makes the browser recompute the style of
// all descendants per frame: 25 ms for a screen of rows instead of 3 ms.
const minNamePixels = 26; // pixels: a narrower bar has no room for its name, which is then not laid out
const letterPixels = 7; // pixels: estimated width of a letter; measuring would force a layout
const paddingPixels = 16; // pixels: padding around the text

/** @typedef {HTMLElement & { placed?: string }} Placed */

// An element with a start only is a mark, with an end a bar; the end "now" moves.
/**
 * @param {Element} root
 * @param {import("./timeline.js").TimeRange} range
 * @param {number} now
 * @param {string} edge where a bar that begins before the range is drawn from
 */
export function place(root, { from, to }, now, pixels = Infinity, edge = "0%") {
  const span = to - from;
  const percent = (/** @type {number} */ at) => `${((at / span) * 100).toFixed(4)}%`;
  for (const element of /** @type {NodeListOf<Placed>} */ (root.querySelectorAll("[data-s]"))) {
    const { s, e } = element.dataset;
    const begins = Number(s);
    if (e === undefined) {
      const at = begins - from;
      if (element.dataset.text !== undefined) {
        // After its time, or before it if there is not enough room.
        mark(element, "data-before", (at / span) * pixels + (element.textContent ?? "").length * letterPixels + paddingPixels > pixels);
      }

      put(element, at < 0 || at > span ? null : percent(at), "");
    } else if (element.dataset.whole !== undefined) {
      put(element, percent(begins - from), percent(Number(e) - begins));
    } else {
      // Clip to the range: a bar that starts earlier has its name at the edge.
      const ends = e === "now" ? now : Number(e);
      const [first, last] = [Math.max(begins, from), Math.min(ends, to)];
      mark(element, "data-narrow", ((last - first) / span) * pixels < minNamePixels);
      put(element, ends < from || begins > to ? null : begins < from ? edge : percent(first - from), percent(Math.max(0, last - first)));
    }
  }
}

/** @param {Element} element @param {string} name @param {boolean} on */
function mark(element, name, on) {
  if (element.hasAttribute(name) !== on) {
    element.toggleAttribute(name, on);
  }
}

// Skips unchanged positions, which are most in a range without motion.
/**
 * @param {Placed} element
 * @param {string | null} left null hides it
 * @param {string} width
 */
export function put(element, left, width) {
  const placed = `${left} ${width}`;
  if (element.placed === placed) {
    return;
  }

  element.placed = placed;
  const { style } = element;
  style.display = left === null ? "none" : "";
  if (left !== null) {
    style.left = left;
    style.width = width;
  }
}
