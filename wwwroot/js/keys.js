import { rowHeight } from "./grid.js";
import { onKey as onMenuKey, openFor } from "./menu.js";
import { waiting } from "./waiting.js";

// One capture-phase listener for all keys. It ignores keys in text fields and in MudBlazor dialogs.
const chordMs = 1200;

// Keys are queued until the server listens, so that early input is not lost.
/** @type {import("./waiting.js").Waiting<string>} */
const early = waiting(16);

/** @type {Receiver | null} */
let receiver = null;
let chordUntil = 0;

// The server moves the focus to a row, which takes a round trip. Until it arrives, the control that has the focus does not get the
// keys of rows: "j" and then the space bar selects a row, and does not press the button where "j" was typed.
const toRows = ["down", "up", "parent"];
/** @type {Element | null} */
let leaving = null;

// Between Ctrl+K and the palette's input there is a round trip: what is typed meanwhile is kept and then typed into it.
const openingMs = 10000;
const maxTyped = 200; // maxlength of the input
/** @type {{ text: string, enter: boolean, until: number } | null} */
let opening = null;

document.addEventListener("keydown", onKey, true);
document.addEventListener("focusin", stays, true);
document.addEventListener("pointerdown", stays, true);

function stays() {
  leaving = null;
}

/** @param {Receiver} target */
export function start(target) {
  receiver = target;
  early.take().forEach(pass);
}

export function stop() {
  receiver = null;
}

const palette = () => /** @type {HTMLInputElement | null} */ (document.getElementById("palette-input"));

// Called when an element gets the focus from the server: the palette's input takes what was typed before it was there.
/** @param {string} id */
export function focused(id) {
  const input = palette();
  if (id === "palette-input" && input && opening) {
    const { text, enter } = opening;
    opening = null;
    if (text) {
      input.value = text + input.value;
      input.dispatchEvent(new Event("input", { bubbles: true }));
    }

    if (enter) {
      input.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
    }
  }
}

// True when the key was kept for the palette that is about to open.
/** @param {KeyboardEvent} event */
function keepForPalette(event) {
  const { key } = event;
  if (!opening || performance.now() > opening.until || key === "Escape") {
    opening = null;
    return false;
  }

  if (event.ctrlKey || event.metaKey || event.altKey || opening.enter || !(key.length === 1 || key === "Backspace" || key === "Enter")) {
    return false;
  }

  event.preventDefault();
  event.stopPropagation();
  if (key === "Enter") {
    opening.enter = true;
  } else {
    opening.text = key === "Backspace" ? opening.text.slice(0, -1) : (opening.text + key).slice(0, maxTyped);
  }
  return true;
}

/** @param {Element} element */
function isTyping(element) {
  return (element instanceof HTMLElement && element.isContentEditable) || element.closest("textarea, select, input:not([type=checkbox], [type=radio], [type=button])") !== null;
}

/** @param {Event} event @param {string} command */
function send(event, command) {
  event.preventDefault();
  if (receiver) {
    pass(command);
  } else {
    early.add(command);
  }
}

/** @param {string} command */
function pass(command) {
  receiver?.invokeMethodAsync("OnKey", command).catch(() => {});
}

/** @param {KeyboardEvent} event */
function onKey(event) {
  const target = event.target instanceof Element ? event.target : document.body;
  if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k") {
    opening = palette() || opening ? null : { text: "", enter: false, until: performance.now() + openingMs };
    send(event, "palette");
    return;
  }

  if (keepForPalette(event)) {
    return;
  }

  const key = event.key;
  if (key === "Tab" && palette()) {
    // The palette is modal, and its input is all that takes the focus.
    event.preventDefault();
    palette()?.focus();
    return;
  }

  if (key === "Tab" || key === "Escape") {
    stays();
  }

  if (isTyping(target)) {
    inField(event, target);
    return;
  }

  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector(".mud-dialog")) {
    return;
  }

  const name = key === " " ? "Space" : key; // data-keys is separated by spaces
  const command = (event.shiftKey && commandOf(`Shift+${name}`)) || commandOf(name);
  const paged = /** @type {HTMLElement | null} */ (document.querySelector("[role=treegrid][data-row-height]"));
  const menu = target.closest("[role=menu]");
  if (menu) {
    if (key === "Escape" || key === "Tab") {
      send(event, "escape");
    } else {
      onMenuKey(event, menu);
    }
    return;
  }

  if (key.length === 1 && document.documentElement.dataset.letters === "off") {
    return; // single-letter keys are disabled (WCAG 2.1.4): speech input and tremor can trigger them accidentally
  }

  // Use the time of the key press, because a busy page handles it later.
  if (event.timeStamp < chordUntil) {
    chordUntil = 0;
    const chord = commandOf(`g,${key}`);
    if (chord) {
      send(event, chord);
      return;
    }
  }

  if (key === "g") {
    chordUntil = performance.now() + chordMs;
  } else if (key === "/") {
    event.preventDefault();
    const filter = /** @type {HTMLInputElement | null} */ (document.getElementById("filter-input"));
    filter?.focus();
    filter?.select();
  } else if (key === "m" && target.matches("[role=row][data-process-id]")) {
    event.preventDefault();
    openFor(target);
  } else if (key === "[" || key === "]") {
    stepImage(event, target, key === "]" ? 1 : -1);
  } else if (command && (name.length === 1 || key === "Escape" || ownsMoves(target))) {
    if (toRows.includes(command) && !ownsMoves(target) && document.querySelector("[role=row][data-process-id]")) {
      leaving = target;
    }
    send(event, command);
  } else if (key.startsWith("Page") && ownsMoves(target) && paged) {
    send(event, `${key === "PageDown" ? "down" : "up"}:${rowsOf(paged)}`);
  }
}

// Page Up and Page Down move by the visible rows less one, which stays visible for orientation.
/** @param {HTMLElement} grid */
function rowsOf(grid) {
  return Math.max(1, Math.floor(grid.clientHeight / rowHeight(grid)) - 2);
}

// Moves through the images and failed execs in the details; opens the details if they are closed.
/** @param {KeyboardEvent} event @param {Element} target @param {1 | -1} step */
function stepImage(event, target, step) {
  event.preventDefault();
  const stations = /** @type {Element[]} */ ([...document.querySelectorAll(".track .station[tabindex]")]);
  if (stations.length === 0) {
    if (ownsMoves(target)) {
      send(event, "enter");
    }
    return;
  }

  const at = document.activeElement ? stations.indexOf(document.activeElement) : -1;
  const next = at < 0 ? (step > 0 ? 0 : stations.length - 1) : Math.min(stations.length - 1, Math.max(0, at + step));
  /** @type {HTMLElement} */ (stations[next]).focus();
}

// The page's own keys come first, then those of all pages: data-keys="w=zoom-in s=zoom-out". Shared/Viewer/KeyTable.cs has them.
/** @param {string} key */
function commandOf(key) {
  const own = /** @type {HTMLElement | null} */ (document.querySelector("[data-keys]"))?.dataset.keys ?? "";
  const all = document.documentElement.dataset.commonKeys ?? "";
  return `${own} ${all}`.split(" ").find((pair) => pair.startsWith(`${key}=`))?.slice(key.length + 1);
}

// Arrows and Enter act on rows; buttons, links and other lists keep their own behaviour.
/** @param {Element} target */
function ownsMoves(target) {
  return target === document.body || target === leaving || target.id === "main" || target.matches("[role=row], [data-rows]");
}

// What the last key did in a field with suggestions: an arrow chose one, Tab took one.
let [hasMoved, hasTaken] = [false, false];

/** @param {KeyboardEvent} event @param {Element} target */
function inField(event, target) {
  // The server moves the selection in the suggestions; caret and focus must stay in the input.
  const open = target.getAttribute("aria-expanded") === "true";
  const chosen = open && target.hasAttribute("aria-activedescendant");
  const moves = open && (event.key === "ArrowDown" || event.key === "ArrowUp");
  // Tab takes a suggestion and stays, once: a second Tab leaves the field. What an empty field offers must be chosen first.
  const takes = open && event.key === "Tab" && !event.shiftKey && !hasTaken && (chosen || hasMoved || /** @type {HTMLInputElement} */ (target).value !== "");
  if (event.key !== "Shift") {
    [hasMoved, hasTaken] = [moves, takes];
  }

  if (takes) {
    send(event, "complete");
  } else if (moves || (chosen && event.key === "Enter")) {
    event.preventDefault();
  } else if (event.key === "Escape" && !open) {
    /** @type {HTMLElement} */ (target).blur();
    if (target.closest(".popup-panel")) {
      send(event, "escape");
    }
  }
}
