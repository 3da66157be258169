// The focus stays where the user works. A dialog returns it to where it was; when what has it is taken away, it does not fall to the body
// of the page, from where the Tab key would begin at the top again, but goes to the page's content.
const waitMs = 150; // the server often moves the focus itself, right after the change
const maxKept = 8;
const controls = "input:not([disabled]), select:not([disabled]), textarea, button:not([disabled]), a[href]";

/** @type {Element | null} */
let last = null;
/** @type {HTMLElement[]} */
let kept = [];
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/** @param {Event} event */
const onFocus = (event) => (last = event.target instanceof Element ? event.target : null);
// A click beside all controls takes the focus away on purpose.
const onPointer = () => (last = null);

export function start() {
  document.addEventListener("focusin", onFocus);
  document.addEventListener("pointerdown", onPointer, true);
}

export function stop() {
  document.removeEventListener("focusin", onFocus);
  document.removeEventListener("pointerdown", onPointer, true);
  clearTimeout(timer);
}

/** @param {Element | null | undefined} element @returns {element is HTMLElement} */
const takesFocus = (element) => element instanceof HTMLElement && element.isConnected && element.getClientRects().length > 0;

const isNowhere = () => !document.activeElement || document.activeElement === document.body;

/** @param {Element | null | undefined} element */
const give = (element) => /** @type {HTMLElement | null | undefined} */ (element)?.focus({ preventScroll: true });

const content = () => document.getElementById("main");

/** Called after a change of the page. The rows of a grid have keys of their own, which work from the body, too. */
export function changed() {
  if (last && isNowhere()) {
    clearTimeout(timer);
    timer = setTimeout(catchFocus, waitMs);
  }
}

function catchFocus() {
  if (last && isNowhere() && !takesFocus(last) && !last.closest("[role=row]")) {
    give(content());
  }
  last = null;
}

/** Before something takes the focus for a while. */
export function keepFocus() {
  const element = document.activeElement;
  kept = [...kept, element instanceof HTMLElement ? element : document.body].slice(-maxKept);
}

export function returnFocus() {
  const before = kept.pop();
  // A row that was drawn again is another element with the same id.
  const again = before?.id ? document.getElementById(before.id) : null;
  give([before, again].find(takesFocus) ?? content());
}

/** The first control of a panel; the panel where it has none. Of radio buttons the chosen one, which is their Tab stop. @param {string} id */
export function focusFirst(id) {
  const panel = document.getElementById(id);
  const first = panel?.querySelector(controls);
  const chosen = first?.matches("[type=radio]") ? panel?.querySelector("[type=radio]:checked") : null;
  give(chosen ?? first ?? panel);
}

/** Before the details of a process are closed: back to its row, or to the link that opened them. @param {string} process */
export function leavePane(process) {
  if (document.querySelector(".pane")?.contains(document.activeElement)) {
    const row = [...document.querySelectorAll("#main [role=row]")].find((one) => /** @type {HTMLElement} */ (one).dataset.processId === process);
    const link = [...document.querySelectorAll("#main a[href]")].find((one) => one.getAttribute("href")?.includes(`sel=${process}`));
    give([row, link].find(takesFocus) ?? content());
  }
}
