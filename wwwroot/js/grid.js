// Virtual lists: scrolling to rows that are not there yet, holding rows still, numbering them.

// Rows of a virtual list have one height, so the place of a row that is not there yet is known; nearly: Virtualize measures
// them anew when others are drawn, and over thousands of rows a hair more or less is a screen. So the list is scrolled again
// each frame until the row is there, or a hand scrolls or the focus goes elsewhere: neither is taken back.
const reachMs = 10000;
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
  const until = performance.now() + reachMs;
  const from = document.activeElement;
  const attempt = () => {
    const grid = document.getElementById(gridId);
    const active = document.activeElement;
    if (!grid || mine !== reaching || (active !== from && active !== document.body)) {
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
  const height = rowHeight(grid);
  const head = /** @type {HTMLElement | null} */ (grid.querySelector(".tree-head"))?.offsetHeight ?? 0;
  const top = index * height;
  const visible = grid.clientHeight - head;
  if (top < grid.scrollTop) {
    grid.scrollTop = top;
  } else if (top + height > grid.scrollTop + visible) {
    grid.scrollTop = top + height - visible;
  }
}

// Says when a list leaves its top and when it is back, not each pixel in between.
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

// Tells that somebody reads: has scrolled away by hand, or selects text. Scrolling that the page does itself is not told.
const handMs = 400;

/** @param {string} gridId @param {Receiver} receiver */
export function watchReading(gridId, receiver) {
  const grid = document.getElementById(gridId);
  if (!grid) {
    return;
  }

  const told = { scroll: false, selection: false };
  const tell = (/** @type {keyof typeof told} */ reason, /** @type {boolean} */ on) => {
    if (told[reason] !== on) {
      told[reason] = on;
      receiver.invokeMethodAsync("OnReading", reason, on).catch(() => {});
    }
  };
  let handAt = -handMs;
  const byHand = () => (handAt = performance.now());
  for (const name of ["wheel", "touchmove", "pointerdown"]) {
    grid.addEventListener(name, byHand, { passive: true });
  }

  grid.addEventListener("keydown", (event) => {
    if (event.key.startsWith("Page") || event.key === " ") {
      byHand();
    }
  });
  grid.addEventListener("scroll", () => {
    if (grid.scrollTop < Number(grid.dataset.rowHeight)) {
      tell("scroll", false);
    } else if (performance.now() - handAt < handMs) {
      tell("scroll", true);
    }
  }, { passive: true });
  const onSelection = () => {
    if (!grid.isConnected) {
      document.removeEventListener("selectionchange", onSelection);
      return;
    }

    const selection = document.getSelection();
    tell("selection", selection?.type === "Range" && grid.contains(selection.anchorNode));
  };
  document.addEventListener("selectionchange", onSelection);
}

/** @param {string} gridId @param {number} rows */
export function shiftRows(gridId, rows) {
  const grid = document.getElementById(gridId);
  if (grid && grid.scrollTop > 0) {
    grid.scrollTop += rows * Number(grid.dataset.rowHeight);
  }
}

// Holds the rows still while somebody aims at one or selects text; a pointer that only rests holds nothing.
/** @param {string} gridId @param {Receiver} receiver */
export function watchPointer(gridId, receiver) {
  const grid = document.getElementById(gridId);
  const restMs = 700;
  const longestMs = 5000;
  let held = false;
  let since = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  const tell = (/** @type {boolean} */ value) => {
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
      tell(false);
    }
  };

  grid?.addEventListener("pointermove", () => {
    clearTimeout(timer);
    timer = setTimeout(rest, restMs);
    if (!held) {
      tell(true);
    } else if (performance.now() - since > longestMs && !selects()) {
      tell(false);
    }
  }, { passive: true });
  grid?.addEventListener("pointerleave", () => {
    clearTimeout(timer);
    rest();
  }, { passive: true });
}

// As Virtualize has written it: to measure would make the browser lay out the page, each time that rows come.
const heightOf = (/** @type {Element | null} */ spacer) => parseFloat(/** @type {HTMLElement | null} */ (spacer)?.style.height ?? "") || 0;

// The height that Virtualize gives a row: it measures them, and may find a hair more than they have, which adds up over
// thousands. What it keeps in front of the rows and behind them stands for those that are not there.
/** @param {HTMLElement} grid */
function rowHeight(grid) {
  const body = /** @type {Element} */ (grid.lastElementChild);
  const spacers = heightOf(body.firstElementChild) + heightOf(body.lastElementChild);
  const hidden = Number(grid.getAttribute("aria-rowcount")) - 1 - (body.children.length - 2);
  return hidden > 0 && spacers > 0 ? spacers / hidden : Number(grid.dataset.rowHeight);
}

// aria-rowindex of the rows that are there, from the height of what Virtualize keeps in front of them. The server sends a
// number when it draws a row; when rows come and go above it, the number is set right here.
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
