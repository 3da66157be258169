// Draws charts and tables as PNGs, in the colours of the page.
import { rowsOf, spanOf, textOf } from "./tables.js";

const scale = 2;

/** @param {number} width @param {number} height in CSS pixels */
function canvasOf(width, height) {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [Math.ceil(width * scale), Math.ceil(height * scale)];
  const paper = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  paper.scale(scale, scale);
  paper.fillStyle = getComputedStyle(document.body).backgroundColor;
  paper.fillRect(0, 0, width, height);
  return { paper, width, height };
}

/** @param {CanvasRenderingContext2D} paper @returns {Promise<Blob>} */
function png(paper) {
  return new Promise((resolve, reject) => paper.canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("The picture cannot be drawn."))), "image/png"));
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

/** @param {HTMLElement} chart */
export async function chartPicture(chart) {
  const { paper, width, height } = canvasOf(chart.clientWidth, chart.clientHeight);
  for (const drawing of /** @type {NodeListOf<SVGElement>} */ (chart.querySelectorAll("svg.main-svg"))) {
    const text = new XMLSerializer().serializeToString(withStyles(drawing));
    paper.drawImage(await load(`data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`), 0, 0, width, height);
  }

  return png(paper);
}

// A table of 200 rows and 20 columns at their widest is 14,400 by 10,400 pixels; browsers draw up to 16,384.
const maxRows = 200;
const maxColumns = 20;
const maxColumn = 360;
const maxText = 400;
const row = 26;
const gap = 16;

/** @typedef {{ text: string, font: string, colour: string, indent: number, span: number }} Cell */

/** The element that has a cell's first visible text: its font and colour are the cell's. @param {Element} cell */
function holderOf(cell) {
  const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const holder = walker.currentNode.parentElement;
    if (walker.currentNode.textContent?.trim() && holder && !holder.closest(".sr-only, .mark")) {
      return holder;
    }
  }

  return cell;
}

/** @param {Element | null} cell @param {number} at @returns {Cell | null} */
function read(cell, at) {
  if (!cell) {
    return null;
  }

  const style = getComputedStyle(holderOf(cell));
  const level = at === 0 ? Number(cell.parentElement?.getAttribute("aria-level") ?? 1) : 1;
  return {
    text: textOf(cell).slice(0, maxText),
    font: `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`,
    colour: style.color,
    indent: Math.min(level - 1, 12) * 12,
    span: spanOf(cell),
  };
}

/** The text, cut to a width. @param {CanvasRenderingContext2D} paper @param {string} text @param {number} width */
function fit(paper, text, width) {
  let cut = text;
  while (cut && paper.measureText(cut === text ? text : `${cut}…`).width > width) {
    cut = cut.slice(0, -1);
  }

  return cut === text ? text : `${cut}…`;
}

/** The rows that the page shows of a table or a grid, with its title, the time and the address. @param {Element} table @param {string} title */
export function tablePicture(table, title) {
  const all = rowsOf(table);
  const [head = [], ...body] = all.slice(0, maxRows + 1).map((cells) => cells.map(read));
  const places = head.map((_, i) => i).filter((i) => body.some((cells) => cells[i]?.text)).slice(0, maxColumns);
  const toRight = places.map((i) => all[0][i]?.classList.contains("num"));
  const page = getComputedStyle(document.documentElement);
  const colour = (/** @type {string} */ name) => page.getPropertyValue(name).trim();
  const family = getComputedStyle(document.body).fontFamily;
  const left = all.length - 1 - body.length;
  const foot = `${left > 0 ? `and ${left.toLocaleString("en")} more rows · ` : ""}${new Date().toISOString().slice(0, 19).replace("T", " ")} UTC · ${location.href.slice(0, maxText)}`;

  const ruler = canvasOf(1, 1).paper;
  const widths = places.map((i) => Math.min(maxColumn, Math.max(...[head, ...body].map((cells) => {
    const cell = cells[i];
    ruler.font = cell?.font ?? "";
    return cell?.span === 1 ? cell.indent + ruler.measureText(cell.text).width : 0;
  }))));
  const width = Math.max(480, widths.reduce((sum, one) => sum + one + gap, gap));
  const { paper } = canvasOf(width, (body.length + 3) * row + gap);
  paper.textBaseline = "middle";
  const write = (/** @type {string} */ text, /** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ room) => paper.fillText(fit(paper, text, room), x, y);

  [paper.font, paper.fillStyle] = [`600 15px ${family}`, colour("--ink")];
  write(title, gap, row * 0.7, width - 2 * gap);
  [head, ...body].forEach((cells, line) => {
    const top = row * (line + 1.3);
    paper.fillStyle = colour(line === 0 ? "--surface-2" : "--surface");
    paper.fillRect(0, top, width, row);
    paper.fillStyle = colour("--line");
    paper.fillRect(0, top + row - 1, width, 1);
    let x = gap;
    places.forEach((place, i) => {
      const cell = cells[place];
      if (cell) {
        [paper.font, paper.fillStyle, paper.textAlign] = [cell.font, cell.colour, toRight[i] ? "right" : "left"];
        const room = widths.filter((_, other) => places[other] >= place && places[other] < place + cell.span).reduce((sum, one) => sum + one + gap, -gap);
        write(cell.text, toRight[i] ? x + room : x + cell.indent, top + row / 2, room - cell.indent + 1);
      }

      x += widths[i] + gap;
    });
  });

  [paper.font, paper.fillStyle, paper.textAlign] = [`400 12px ${family}`, colour("--ink-3"), "left"];
  write(foot, gap, row * (body.length + 2.9), width - 2 * gap);
  return png(paper);
}
