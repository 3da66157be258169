// What a table or a grid of the page shows, as text.

/** @param {Element | null} element */
export function textOf(element) {
  // Words for screen readers only repeat what is shown; links to other pages lead nowhere in a ticket.
  const copy = /** @type {Element | undefined} */ (element?.cloneNode(true));
  copy?.querySelectorAll(".sr-only, [hidden], button[aria-haspopup], .program-link").forEach((part) => part.remove());
  // The page sets such parts apart by its style sheets.
  copy?.querySelectorAll("* + *").forEach((part) => part.previousSibling instanceof Element && part.before(" "));
  return (copy?.textContent ?? "").replace(/\s+/g, " ").trim();
}

/** Characters of processes must not become markup. @param {string} text */
function escape(text) {
  return text.replace(/[\\`*_[\]<>|~]/g, "\\$&");
}

/** How many columns a cell has. @param {Element | null} cell */
export const spanOf = (cell) => Math.max(1, /** @type {HTMLTableCellElement | null} */ (cell)?.colSpan ?? 1);

/** The cells of the visible columns, by row; null where the cell before it spans the column. @param {Element} table */
export function rowsOf(table) {
  return [...table.querySelectorAll("tr, [role=row]")]
    .map((row) => [...row.children].filter((cell) => cell.matches("th, td, [role$=header], [role$=cell]") && getComputedStyle(cell).display !== "none"))
    .map((cells) => cells.flatMap((cell) => [cell, .../** @type {null[]} */ (Array(spanOf(cell) - 1).fill(null))]))
    .filter((cells) => cells.length > 0);
}

/** A table or a grid as Markdown, with a heading and the address of the page. @param {Element} table @param {string} title */
export function markdown(table, title) {
  const rows = rowsOf(table);
  const width = Math.max(...rows.map((cells) => cells.length), 0);
  const [head, ...body] = rows;
  if (!head || width === 0) {
    return "";
  }

  const line = (/** @type {string[]} */ texts) => `| ${[...texts, ...Array(width - texts.length).fill("")].join(" | ")} |`;
  const numbers = head.map((cell) => cell?.classList.contains("num"));
  return [
    `**${escape(title)}**`,
    "",
    line(head.map((cell) => escape(textOf(cell)))),
    line(numbers.map((isNumber) => (isNumber ? "---:" : "---"))),
    ...body.map((cells) => line(cells.map((cell) => escape(textOf(cell))))),
    "",
    `<${location.href}>`,
    "",
  ].join("\n");
}
