// Virtual lists: scrolling to rows that are not rendered yet, holding rows, numbering rows.

// All rows have the same height, so the position of an unrendered row is known approximately: Virtualize measures the
// rows again on each render, and a tiny difference adds up to a screen over thousands of rows. So scroll again each
// frame until the row is rendered. Stop if the user scrolls or moves the focus.
const maxScrollMs = 10000;
let reaching = 0;

for (const name of ["wheel", "touchmove", "pointerdown"]) {
  document.addEventListener(name, () => reaching++, { capture: true, passive: true });
}

/** @param {string} gridId @param {number} index */
export function scrollToRow(gridId, index) {
  reach(gridId, index, (grid) => grid.querySelector(`[role=row][aria-rowindex="${index + 2}"]`), () => {});
}

/** @param {string} gridId @param {string} rowId @param {number} index */
export function focusRow(gridId, rowId, index) {
  reach(gridId, index, () => document.getElementById(rowId), (row) => row.focus({ preventScroll: true }));
}

/**
 * @param {string} gridId
 * @param {number} index
 * @param {(grid: HTMLElement) => HTMLElement | null} find
 * @param {(row: HTMLElement) => void} arrive
 */
function reach(gridId, index, find, arrive) {
  const mine = ++reaching;
  const until = performance.now() + maxScrollMs;
  const from = document.activeElement;
  const attempt = () => {
    const grid = document.getElementById(gridId);
    const active = document.activeElement;
    if (!grid || mine !== reaching || (active !== from && active !== document.body && active?.id !== "main")) {
      return;
    }

    bringIntoSight(grid, index);
    const row = find(grid);
    if (row) {
      arrive(row);
    } else if (performance.now() < until) {
      requestAnimationFrame(attempt);
    }
  };
  attempt();
}

/** @param {HTMLElement} grid @param {number} index */
function bringIntoSight(grid, index) {
  // Where all rows are rendered the spacers say nothing; a narrow grid has rows of two lines.
  const row = /** @type {HTMLElement | null} */ (grid.querySelector(".tree-body > [role=row]"));
  const height = heightOf(grid.lastElementChild?.firstElementChild ?? null) + heightOf(grid.lastElementChild?.lastElementChild ?? null) > 0 ? rowHeight(grid) : row?.offsetHeight || rowHeight(grid);
  const head = /** @type {HTMLElement | null} */ (grid.querySelector(".tree-head"))?.offsetHeight ?? 0;
  const top = index * height;
  const visible = grid.clientHeight - head;
  if (top < grid.scrollTop) {
    grid.scrollTop = top;
  } else if (top + height > grid.scrollTop + visible) {
    grid.scrollTop = top + height - visible;
  }
}

// Reports when a list leaves its top or returns to it, not each scroll event.
/** @param {string} gridId @param {Receiver} receiver */
export function watchScroll(gridId, receiver) {
  const grid = document.getElementById(gridId);
  let wasAtTop = true;
  grid?.addEventListener("scroll", () => {
    const atTop = grid.scrollTop < Number(grid.dataset.rowHeight);
    if (atTop !== wasAtTop) {
      wasAtTop = atTop;
      receiver.invokeMethodAsync("OnScrolled", atTop).catch(() => {});
    }
  }, { passive: true });
}

// Reports that the user reads: has scrolled away or selects text. Scrolling by the page itself is not reported.
const userScrollMs = 400;

/** @param {string} gridId @param {Receiver} receiver */
export function watchReading(gridId, receiver) {
  const grid = document.getElementById(gridId);
  if (!grid) {
    return;
  }

  const reported = { scroll: false, selection: false };
  const report = (/** @type {keyof typeof reported} */ reason, /** @type {boolean} */ on) => {
    if (reported[reason] !== on) {
      reported[reason] = on;
      receiver.invokeMethodAsync("OnReading", reason, on).catch(() => {});
    }
  };
  let userScrollAt = -userScrollMs;
  const onUserScroll = () => (userScrollAt = performance.now());
  for (const name of ["wheel", "touchmove", "pointerdown"]) {
    grid.addEventListener(name, onUserScroll, { passive: true });
  }

  grid.addEventListener("keydown", (event) => {
    if (event.key.startsWith("Page") || event.key === " ") {
      onUserScroll();
    }
  });
  grid.addEventListener("scroll", () => {
    if (grid.scrollTop < Number(grid.dataset.rowHeight)) {
      report("scroll", false);
    } else if (performance.now() - userScrollAt < userScrollMs) {
      report("scroll", true);
    }
  }, { passive: true });
  const onSelection = () => {
    if (!grid.isConnected) {
      document.removeEventListener("selectionchange", onSelection);
      return;
    }

    const selection = document.getSelection();
    report("selection", selection?.type === "Range" && grid.contains(selection.anchorNode));
  };
  document.addEventListener("selectionchange", onSelection);
}

/** @param {string} gridId @param {number} rows */
export function shiftRows(gridId, rows) {
  const grid = document.getElementById(gridId);
  if (grid && grid.scrollTop > 0) {
    grid.scrollTop += rows * rowHeight(grid);
  }
}

// Holds the rows while the pointer moves over them or text is selected; a resting pointer does not hold them.
/** @param {string} gridId @param {Receiver} receiver */
export function watchPointer(gridId, receiver) {
  const grid = document.getElementById(gridId);
  const restMs = 700;
  const maxHoldMs = 5000;
  let held = false;
  let since = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  const hold = (/** @type {boolean} */ value) => {
    if (held !== value) {
      held = value;
      since = performance.now();
      receiver.invokeMethodAsync("OnHold", value).catch(() => {});
    }
  };
  const selects = () => {
    const selection = document.getSelection();
    return selection?.type === "Range" && grid?.contains(selection.anchorNode);
  };
  const rest = () => {
    if (selects()) {
      timer = setTimeout(rest, restMs);
    } else {
      hold(false);
    }
  };

  grid?.addEventListener("pointermove", () => {
    clearTimeout(timer);
    timer = setTimeout(rest, restMs);
    if (!held) {
      hold(true);
    } else if (performance.now() - since > maxHoldMs && !selects()) {
      hold(false);
    }
  }, { passive: true });
  grid?.addEventListener("pointerleave", () => {
    clearTimeout(timer);
    rest();
  }, { passive: true });
}

// Reads the inline style set by Virtualize; measuring would force a layout on each update.
const heightOf = (/** @type {Element | null} */ spacer) => parseFloat(/** @type {HTMLElement | null} */ (spacer)?.style.height ?? "") || 0;

// The row height that Virtualize uses, computed from its two spacers, which stand for the unrendered rows. It may differ
// slightly from the real height, which adds up over thousands of rows.
/** @param {HTMLElement} grid */
export function rowHeight(grid) {
  const body = grid.lastElementChild;
  const spacers = heightOf(body?.firstElementChild ?? null) + heightOf(body?.lastElementChild ?? null);
  const hidden = Number(grid.getAttribute("aria-rowcount")) - 1 - ((body?.children.length ?? 2) - 2);
  return hidden > 0 && spacers > 0 ? spacers / hidden : Number(grid.dataset.rowHeight);
}

// Updates aria-rowindex of the rendered rows from the height of Virtualize's spacer before them. The server sends a
// number only when it renders a row, not when rows are added or removed above it.
/** @param {HTMLElement} grid */
export function renumber(grid) {
  const body = /** @type {Element} */ (grid.lastElementChild);
  const before = Math.round(heightOf(body.firstElementChild) / rowHeight(grid));
  let number = before + 2; // the head is row 1
  for (const row of body.children) {
    if (row.getAttribute("role") === "row" && row.getAttribute("aria-rowindex") !== String(number++)) {
      row.setAttribute("aria-rowindex", String(number - 1));
    }
  }
}
