import { begin } from "./brush.js";
import { rangeOf } from "./clock.js";

// The head of a grid: resizes and moves its columns, by pointer and by keys, and shows the whole text of a cell that is cut.
//
// Keys on a column's name: Left and Right go to the next name, with Shift they move the column; Tab goes on to the line at its right
// edge, where Left and Right set the width and Home makes it the smallest. Only one name is in the tab order, and its line.
const step = 16;
const smallest = 40;
const dragFrom = 6;

/** @param {string} gridId @param {Receiver} receiver */
export function watchColumns(gridId, receiver) {
  const grid = document.getElementById(gridId);
  if (!grid) {
    return;
  }

  const report = (/** @type {string} */ method, /** @type {unknown[]} */ ...values) => receiver.invokeMethodAsync(method, ...values).catch(() => {});
  grid.addEventListener("focusin", (event) => enter(grid, headOf(event)));
  grid.addEventListener("keydown", (event) => onKey(event, grid, report));
  grid.addEventListener("pointerdown", (event) => onDown(event, grid, report));
  grid.addEventListener("dblclick", (event) => {
    const head = headOf(event);
    if (head && isGrip(event)) {
      report("OnColumnWidth", head.dataset.column, null);
    }
  });

  // Shift+click selects rows, not text.
  grid.addEventListener("mousedown", (event) => {
    if (event.shiftKey && event.target instanceof Element && event.target.closest("[role=row][data-process-id]")) {
      event.preventDefault();
    }
  });
  grid.addEventListener("mouseover", (event) => {
    const cell = event.target instanceof Element ? event.target.closest(".c-cmd, .c-parent, .c-user") : null;
    if (cell && cell.getAttribute("role") === "gridcell") {
      /** @type {HTMLElement} */ (cell).title = cell.scrollWidth > cell.clientWidth ? (cell.textContent ?? "") : "";
    }
  });
}

/** @param {Event} event */
function headOf(event) {
  return event.target instanceof Element ? /** @type {HTMLElement | null} */ (event.target.closest("[role=columnheader]")) : null;
}

/** @param {Event} event */
function isGrip(event) {
  return event.target instanceof Element && event.target.matches("[role=separator]");
}

/** @param {Element} head */
const gripOf = (head) => /** @type {HTMLElement | null} */ (head.querySelector("[role=separator]"));

/** @param {Element} head */
const nameOf = (head) => /** @type {HTMLElement | null} */ (head.querySelector("button"));

/** @param {HTMLElement} grid */
const headsOf = (grid) => /** @type {HTMLElement[]} */ ([...grid.querySelectorAll("[role=columnheader]")].filter((head) => /** @type {HTMLElement} */ (head).offsetWidth > 0));

// One name and its line are in the tab order.
/** @param {HTMLElement} grid @param {HTMLElement | null} head */
function enter(grid, head) {
  if (!head) {
    return;
  }

  for (const other of grid.querySelectorAll("[role=columnheader]")) {
    nameOf(other)?.setAttribute("tabindex", other === head ? "0" : "-1");
    const grip = gripOf(other);
    if (other === head) {
      grip?.setAttribute("tabindex", "0");
      grip?.setAttribute("aria-label", `Width of ${nameOf(head)?.firstChild?.textContent}`);
      grip?.setAttribute("aria-valuemin", String(smallest));
      grip?.setAttribute("aria-valuenow", String(Math.round(head.getBoundingClientRect().width)));
    } else {
      grip?.removeAttribute("tabindex");
    }
  }
}

// Shows the width at once; the server learns it when the user lets go.
/** @param {HTMLElement} grid @param {HTMLElement} head @param {number} width */
function show(grid, head, width) {
  const pixels = Math.max(smallest, Math.round(width));
  grid.style.setProperty(`--u-${head.dataset.column}`, `${pixels}px`);
  gripOf(head)?.setAttribute("aria-valuenow", String(pixels));
  return pixels;
}

/** @typedef {(method: string, ...values: unknown[]) => void} Report */

/** @param {KeyboardEvent} event @param {HTMLElement} grid @param {Report} report */
function onKey(event, grid, report) {
  const head = headOf(event);
  const way = { ArrowLeft: -1, ArrowRight: 1 }[event.key] ?? 0;
  if (!head || event.ctrlKey || event.altKey || event.metaKey) {
    return;
  }

  if (isGrip(event)) {
    if (way !== 0 || event.key === "Home") {
      event.preventDefault();
      report("OnColumnWidth", head.dataset.column, show(grid, head, way === 0 ? smallest : head.getBoundingClientRect().width + way * step));
    }
  } else if (way !== 0) {
    event.preventDefault();
    if (event.shiftKey) {
      report("OnColumnStep", head.dataset.column, way);
    } else {
      const heads = headsOf(grid);
      nameOf(heads[heads.indexOf(head) + way] ?? head)?.focus();
    }
  }
}

/** @param {PointerEvent} event @param {HTMLElement} grid @param {Report} report */
function onDown(event, grid, report) {
  const head = headOf(event);
  if (!head || event.button !== 0) {
    return;
  }

  // The time beside the name of the bars: a drag is over the whole column, as the bars are.
  if (event.target instanceof Element && event.target.closest(".axis")) {
    const { from, to } = rangeOf(grid);
    begin(event, head, [from, to], (range, moved) => moved && report("OnRange", ...range));
  } else if (isGrip(event)) {
    event.preventDefault();
    resize(event, grid, head, report);
  } else if (head.dataset.column !== "process") {
    move(event, grid, head, report);
  }
}

/** @param {PointerEvent} event @param {HTMLElement} grid @param {HTMLElement} head @param {Report} report */
function resize(event, grid, head, report) {
  const from = event.clientX;
  const width = head.getBoundingClientRect().width;
  let last = width;
  follow((at) => (last = show(grid, head, width + at.clientX - from)), () => {
    if (last !== width) {
      report("OnColumnWidth", head.dataset.column, last);
    }
  });
}

/** @param {PointerEvent} event @param {HTMLElement} grid @param {HTMLElement} head @param {Report} report */
function move(event, grid, head, report) {
  const from = event.clientX;
  /** @type {HTMLElement | null | undefined} */
  let before;
  const others = headsOf(grid).filter((other) => other !== head && other.dataset.column !== "process");
  const mark = () => others.forEach((other) => other.classList.toggle("drop-before", other === before));
  follow((at) => {
    if (before !== undefined || Math.abs(at.clientX - from) > dragFrom) {
      before = others.find((other) => at.clientX < other.getBoundingClientRect().left + other.offsetWidth / 2) ?? null;
      head.classList.add("dragged");
      mark();
    }
  }, () => {
    const wanted = before;
    before = undefined;
    head.classList.remove("dragged");
    others.forEach((other) => other.classList.remove("drop-before"));
    if (wanted !== undefined) {
      // The click that ends a drag sorts nothing.
      const swallow = (/** @type {Event} */ click) => click.stopPropagation();
      document.addEventListener("click", swallow, { capture: true });
      setTimeout(() => {
        document.removeEventListener("click", swallow, { capture: true });
        report("OnColumnMoved", head.dataset.column, wanted?.dataset.column ?? "");
      });
    }
  });
}

/** @param {(at: PointerEvent) => void} moved @param {() => void} ended */
function follow(moved, ended) {
  const end = () => {
    document.removeEventListener("pointermove", moved);
    document.removeEventListener("pointerup", end);
    document.removeEventListener("pointercancel", end);
    ended();
  };
  document.addEventListener("pointermove", moved);
  document.addEventListener("pointerup", end);
  document.addEventListener("pointercancel", end);
}
