// Copies a table or a grid as Markdown, as people paste it into a ticket, and a chart as a picture.

/** @param {Element} element */
function textOf(element) {
  // Words for screen readers only repeat what is shown.
  const copy = /** @type {Element} */ (element.cloneNode(true));
  copy.querySelectorAll(".sr-only, [hidden], button[aria-haspopup]").forEach((part) => part.remove());
  return (copy.textContent ?? "").replace(/\s+/g, " ").trim();
}

/** Characters of processes must not become markup. @param {string} text */
function escape(text) {
  return text.replace(/[\\`*_[\]<>|~]/g, "\\$&");
}

/** The cells of the visible columns, by row. @param {Element} table */
function rowsOf(table) {
  return [...table.querySelectorAll("tr, [role=row]")]
    .map((row) => [...row.children].filter((cell) => cell.matches("th, td, [role$=header], [role$=cell]") && getComputedStyle(cell).display !== "none"))
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
  const numbers = head.map((cell) => cell.classList.contains("num"));
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

/** What the page shows and can be copied, in its order: kind, title, element. */
function found() {
  const elements = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("main table, main [role=grid], main [role=treegrid], main .js-plotly-plot, .pane table"));
  return [...elements].filter((element) => element.offsetParent !== null).map((element) => ({ kind: element.matches(".js-plotly-plot") ? "chart" : "table", title: titleOf(element), element }));
}

/** @param {Element} element */
function titleOf(element) {
  const place = element.closest("[aria-label], section, details");
  const name = element.querySelector("caption")?.textContent ?? element.getAttribute("aria-label") ?? place?.getAttribute("aria-label") ?? place?.querySelector("h2, h3, summary")?.textContent;
  return (name ?? document.title.split(" · ")[0]).replace(/\s+/g, " ").trim();
}

/** The titles of what can be copied; the position names one. */
export const copyable = () => found().map(({ kind, title }) => ({ kind, title }));

/** Copies one of them: a table as Markdown, a chart as a picture. "copied", "saved" or "gone". @param {number} position */
export async function copyAt(position) {
  const one = found()[position];
  if (!one) {
    return "gone";
  }

  if (one.kind === "chart") {
    return copyChart(one.element, one.title);
  }

  await copyText(markdown(one.element, one.title));
  return "copied";
}

/** @param {string} text */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // The clipboard API needs https or localhost.
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
}

const drawn = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "opacity", "font-family", "font-size", "font-weight", "text-anchor"];

/** A copy of a drawing that needs no style sheet. @param {SVGElement} drawing */
function withStyles(drawing) {
  const copy = /** @type {SVGElement} */ (drawing.cloneNode(true));
  const [from, to] = [drawing.querySelectorAll("*"), copy.querySelectorAll("*")];
  from.forEach((element, i) => {
    const style = getComputedStyle(element);
    to[i].setAttribute("style", drawn.map((name) => `${name}:${style.getPropertyValue(name)}`).join(";"));
  });
  return copy;
}

/** @param {string} address @returns {Promise<HTMLImageElement>} */
function load(address) {
  return new Promise((resolve, reject) => {
    const image = new Image();
    image.onload = () => resolve(image);
    image.onerror = () => reject(new Error("The chart cannot be drawn."));
    image.src = address;
  });
}

/** @param {HTMLElement} chart @returns {Promise<Blob>} */
async function picture(chart) {
  const scale = 2;
  const canvas = document.createElement("canvas");
  canvas.width = chart.clientWidth * scale;
  canvas.height = chart.clientHeight * scale;
  const paper = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  paper.fillStyle = getComputedStyle(document.body).backgroundColor;
  paper.fillRect(0, 0, canvas.width, canvas.height);
  for (const drawing of /** @type {NodeListOf<SVGElement>} */ (chart.querySelectorAll("svg.main-svg"))) {
    const text = new XMLSerializer().serializeToString(withStyles(drawing));
    paper.drawImage(await load(`data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`), 0, 0, canvas.width, canvas.height);
  }

  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("The chart cannot be drawn."))), "image/png"));
}

/** As a PNG; saved to a file where the clipboard takes no pictures. @param {HTMLElement} chart @param {string} title */
async function copyChart(chart, title) {
  const blob = await picture(chart);
  try {
    await navigator.clipboard.write([new ClipboardItem({ "image/png": blob })]);
    return "copied";
  } catch {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = `${title}.png`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    return "saved";
  }
}
