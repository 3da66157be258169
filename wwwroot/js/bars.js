// Places what stands at moments of the boot clock (data-s and data-e, in seconds) on the range that is shown, as percent
// of its track, and straight onto the element. By a custom property of the page, which each of them would inherit, the
// browser has to compute the style of all that is below it for each frame: 25 ms of a screen of rows, and this takes 3.
const nameless = 26; // pixels: a bar of less has no room for its name, which then is not laid out at all
const letter = 7; // pixels of a small letter, or a little more: to measure a text is to lay out the page
const around = 16; // pixels: what stands around it

/** @typedef {HTMLElement & { placed?: string }} Placed */

/**
 * What has a beginning only is a mark, what has an end too is a bar, and "now" is an end that moves.
 * @param {Element} root
 * @param {import("./timeline.js").TimeRange} range
 * @param {number} now
 */
export function place(root, { from, to }, now, pixels = Infinity) {
  const span = to - from;
  const percent = (/** @type {number} */ at) => `${((at / span) * 100).toFixed(4)}%`;
  for (const element of /** @type {NodeListOf<Placed>} */ (root.querySelectorAll("[data-s]"))) {
    const { s, e } = element.dataset;
    const begins = Number(s);
    if (e === undefined) {
      const at = begins - from;
      if (element.dataset.text !== undefined) {
        // Behind its moment; before it where there is no room.
        mark(element, "data-before", (at / span) * pixels + (element.textContent ?? "").length * letter + around > pixels);
      }

      put(element, at < 0 || at > span ? null : percent(at), "");
    } else if (element.dataset.whole !== undefined) {
      put(element, percent(begins - from), percent(Number(e) - begins));
    } else {
      // Cut to the range: what begins before it has its name at the edge.
      const ends = e === "now" ? now : Number(e);
      const [first, last] = [Math.max(begins, from), Math.min(ends, to)];
      mark(element, "data-narrow", ((last - first) / span) * pixels < nameless);
      put(element, ends < from || begins > to ? null : begins < from ? "-2px" : percent(first - from), percent(Math.max(0, last - first)));
    }
  }
}

/** @param {Element} element @param {string} name @param {boolean} on */
function mark(element, name, on) {
  if (element.hasAttribute(name) !== on) {
    element.toggleAttribute(name, on);
  }
}

/**
 * Nothing is written that stands there already: most of what a quiet range shows.
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
