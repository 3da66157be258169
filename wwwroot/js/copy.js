// Copies a table or a grid as Markdown, as people paste it into a ticket, or as a picture, and a chart as a picture.
import { chartPicture, tablePicture } from "./pictures.js";
import { markdown } from "./tables.js";

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

/**
 * Copies one of them, a chart always as a picture. "copied", "saved" or "gone".
 * @param {number} position @param {boolean} asPicture
 */
export async function copyAt(position, asPicture) {
  const one = found()[position];
  if (!one) {
    return "gone";
  }

  if (one.kind === "chart" || asPicture) {
    return copyPicture(one.kind === "chart" ? chartPicture(one.element) : tablePicture(one.element, one.title), one.title);
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

/** Saved to a file where the clipboard takes no pictures. @param {Promise<Blob>} picture a PNG @param {string} title */
async function copyPicture(picture, title) {
  const blob = await picture;
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
