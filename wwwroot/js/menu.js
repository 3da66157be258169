// The context menu of a row: right click on a cell, or the menu key (Shift+F10, or m) on the focused row. The field of a
// cell is declared in its column header, so rows need no extra attributes.
import { waiting } from "./waiting.js";

/**
 * @typedef {{ row: string, process: string | undefined, seq: number | null, storm: string | null, fields: string, text: string, x: number, y: number }} Asked
 */

/** @type {import("./waiting.js").Waiting<Asked>} */
const early = waiting(1);

/** @type {Receiver | null} */
let receiver = null;

document.addEventListener("contextmenu", onMenu);

/** @param {Receiver} target */
export function start(target) {
  receiver = target;
  early.take().forEach(ask);
}

export function stop() {
  receiver = null;
}

/** @param {Element} row */
export function openFor(row) {
  const box = row.getBoundingClientRect();
  row.dispatchEvent(new MouseEvent("contextmenu", { bubbles: true, cancelable: true, clientX: box.left + 40, clientY: box.bottom }));
}

// Up, Down, Home and End move through the items, as in the ARIA menu pattern.
/** @param {KeyboardEvent} event @param {Element} menu */
export function onKey(event, menu) {
  const items = /** @type {HTMLElement[]} */ ([...menu.querySelectorAll("[role=menuitem]")]);
  const at = items.findIndex((item) => item === document.activeElement);
  /** @type {Record<string, number>} */
  const places = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 };
  const next = places[event.key];
  if (next !== undefined) {
    event.preventDefault();
    items[(next + items.length) % items.length]?.focus();
  }
}

export function focusFirst() {
  /** @type {HTMLElement | null} */ (document.querySelector("[role=menu] [role=menuitem]"))?.focus();
}

// The visible text of a cell: without text for screen readers and without marks.
/** @param {Element | null | undefined} cell */
function textOf(cell) {
  const copy = /** @type {Element | undefined} */ ((cell?.querySelector(".comm") ?? cell)?.cloneNode(true));
  copy?.querySelectorAll(".sr-only, .mark").forEach((part) => part.remove());
  return copy?.textContent?.replace(/\s+/g, " ").trim() ?? "";
}

/** @param {MouseEvent} event */
function onMenu(event) {
  const target = event.target instanceof Element ? event.target : null;
  const row = /** @type {HTMLElement | null | undefined} */ (target?.closest("[role=row][data-process-id]"));
  const selected = document.getSelection()?.type === "Range";

  // With Shift or selected text, show the browser's own menu.
  if (!row || event.shiftKey || (selected && target !== row)) {
    return;
  }

  event.preventDefault();
  const cell = target?.closest("[role=gridcell]");
  const place = cell ? [...row.children].indexOf(cell) : -1;
  const heads = /** @type {NodeListOf<HTMLElement> | undefined} */ (row.closest("[role=grid], [role=treegrid]")?.querySelectorAll("[role=columnheader]"));
  const box = row.getBoundingClientRect();
  const asked = {
    row: row.id,
    process: row.dataset.processId,
    seq: row.dataset.seq ? Number(row.dataset.seq) : null,
    storm: row.dataset.storm ?? null,
    fields: heads?.[place]?.dataset.field ?? "",
    text: textOf(cell),
    x: event.clientX || box.left + 40,
    y: event.clientY || box.bottom,
  };
  if (receiver) {
    ask(asked);
  } else {
    early.add(asked);
  }
}

/** @param {Asked} asked */
function ask(asked) {
  receiver?.invokeMethodAsync("OnMenu", asked).catch(() => {});
}
