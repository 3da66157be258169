// Shows what a word means (its aria-description) while the pointer or the focus is on it, or on the tip itself. Escape hides it.
const delayMs = 200; // a pointer that only passes shows nothing
const maxFrames = 60; // a popup has its place after two or three
const described = "[aria-description]";

/** @type {HTMLElement | undefined} */
let tip;
/** @type {Element | null} */
let shown = null;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

export function start() {
  document.addEventListener("pointerover", onPointer);
  document.addEventListener("focusin", onFocus);
  document.addEventListener("scroll", hide, true);
  // Before the keys of the page: Escape hides the tip and does nothing else, but in a popup, which it closes as well.
  addEventListener("keydown", onKey, true);
}

export function stop() {
  document.removeEventListener("pointerover", onPointer);
  document.removeEventListener("focusin", onFocus);
  document.removeEventListener("scroll", hide, true);
  removeEventListener("keydown", onKey, true);
  hide();
}

/** @param {Event} event @returns {Element | null} */
const wordOf = (event) => (event.target instanceof Element ? event.target.closest(described) : null);

/** @param {Event} event */
function onPointer(event) {
  clearTimeout(timer);
  const word = wordOf(event);
  if (word === shown || (event.target instanceof Node && tip?.contains(event.target))) {
    return;
  }

  // What has the focus stays explained.
  const next = word ?? document.activeElement?.closest(described);
  timer = setTimeout(() => (next ? show(next) : hide()), delayMs);
}

/** @param {Event} event */
function onFocus(event) {
  clearTimeout(timer);
  const word = wordOf(event);
  if (word) {
    show(word);
  } else {
    hide();
  }
}

/** @param {KeyboardEvent} event */
function onKey(event) {
  if (event.key === "Escape" && shown) {
    if (!shown.closest(".popup-panel")) {
      event.preventDefault();
      event.stopPropagation();
    }

    hide();
  }
}

function hide() {
  clearTimeout(timer);
  shown = null;
  tip?.remove();
}

/** @param {Element} word */
function show(word) {
  if (!tip) {
    tip = document.createElement("div");
    tip.className = "tip";
    tip.setAttribute("role", "tooltip");
    tip.popover = "manual"; // in the browser's top layer: above a dialog
  }

  shown = word;
  tip.textContent = word.getAttribute("aria-description");
  document.body.append(tip);
  tip.showPopover();
  place(word, maxFrames);
}

/**
 * Beside the word. A popup that opens has its focus before its place: until it is in the window, the tip follows it.
 * @param {Element} word @param {number} frames
 */
function place(word, frames) {
  if (!tip || word !== shown) {
    return;
  }

  const at = word.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = tip;
  const { clientWidth, clientHeight } = document.documentElement;
  const below = at.bottom + height <= clientHeight || at.top < height;
  tip.style.left = `${Math.max(0, Math.min(at.left, clientWidth - width))}px`;
  tip.style.top = `${below ? at.bottom : at.top - height}px`;
  if (frames > 0 && (at.bottom < 0 || at.top > clientHeight)) {
    requestAnimationFrame(() => place(word, frames - 1));
  }
}
