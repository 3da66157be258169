import { onKey as onMenuKey, openFor } from "./menu.js";
import { waiting } from "./waiting.js";

// One capture-phase listener for all keys. It ignores keys in text fields and in MudBlazor dialogs.
const letters = { j: "down", k: "up", p: "pause", u: "parent", "?": "help" };
const moves = { ArrowDown: "down", ArrowUp: "up", ArrowLeft: "left", ArrowRight: "right", Home: "home", End: "end", Enter: "enter" };
const pages = { t: "t", e: "e", r: "r", p: "p", s: "s", i: "i", d: "d", l: "l" };
const chordMs = 1200;

// Keys are queued until the server listens, so that early input is not lost.
const early = waiting(16);

let receiver = null;
let chordUntil = 0;

document.addEventListener("keydown", onKey, true);

export function start(target) {
  receiver = target;
  early.take().forEach(pass);
}

export function stop() {
  receiver = null;
}

function isTyping(element) {
  return element.isContentEditable || element.closest("textarea, select, input:not([type=checkbox], [type=radio], [type=button])") !== null;
}

function send(event, command) {
  event.preventDefault();
  if (receiver) {
    pass(command);
  } else {
    early.add(command);
  }
}

function pass(command) {
  receiver.invokeMethodAsync("OnKey", command).catch(() => {});
}

function onKey(event) {
  const target = event.target instanceof Element ? event.target : document.body;
  if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k") {
    send(event, "palette");
    return;
  }

  if (isTyping(target)) {
    inField(event, target);
    return;
  }

  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector(".mud-dialog")) {
    return;
  }

  const key = event.key;
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
    if (pages[key]) {
      send(event, `go:${pages[key]}`);
      return;
    }
  }

  if (key === "g") {
    chordUntil = performance.now() + chordMs;
  } else if (key === "/") {
    event.preventDefault();
    const filter = document.getElementById("filter-input");
    filter?.focus();
    filter?.select();
  } else if (key === "Escape") {
    send(event, "escape");
  } else if (key === "m" && target.matches("[role=row][data-process-id]")) {
    event.preventDefault();
    openFor(target);
  } else if (letterOfPage(key)) {
    send(event, letterOfPage(key));
  } else if (letters[key]) {
    send(event, letters[key]);
  } else if (key === "[" || key === "]") {
    stepImage(event, target, key === "]" ? 1 : -1);
  } else if (moves[key] && ownsMoves(target)) {
    send(event, moves[key]);
  } else if (key.startsWith("Page") && ownsMoves(target) && document.querySelector(pagedGrid)) {
    const grid = document.querySelector(pagedGrid);
    send(event, `${key === "PageDown" ? "down" : "up"}:${rowsOf(grid)}`);
  }
}

// Page Up and Page Down move by the visible rows less one, which stays visible for orientation.
const pagedGrid = "[role=treegrid][data-row-height]";

function rowsOf(grid) {
  return Math.max(1, Math.floor(grid.clientHeight / Number(grid.dataset.rowHeight)) - 2);
}

// Moves through the images and failed execs in the details; opens the details if they are closed.
function stepImage(event, target, step) {
  event.preventDefault();
  const stations = [...document.querySelectorAll(".track .station[tabindex]")];
  if (stations.length === 0) {
    if (ownsMoves(target)) {
      send(event, "enter");
    }
    return;
  }

  const at = stations.indexOf(document.activeElement);
  const next = at < 0 ? (step > 0 ? 0 : stations.length - 1) : Math.min(stations.length - 1, Math.max(0, at + step));
  stations[next].focus();
}

// Page-specific keys are declared by the page: data-keys="w=zoom-in s=zoom-out".
function letterOfPage(key) {
  const own = document.querySelector("[data-keys]")?.dataset.keys ?? "";
  return own.split(" ").find((pair) => pair.startsWith(`${key}=`))?.slice(key.length + 1);
}

// Arrows and Enter act on rows; buttons, links and other lists keep their own behaviour.
function ownsMoves(target) {
  return target === document.body || target.id === "main" || target.matches("[role=row], [data-rows]");
}

function inField(event, target) {
  // The server moves the selection in the suggestions; caret and focus must stay in the input.
  const open = target.getAttribute("aria-expanded") === "true";
  const chosen = open && target.hasAttribute("aria-activedescendant");
  if ((open && (event.key === "ArrowDown" || event.key === "ArrowUp")) || (chosen && (event.key === "Enter" || event.key === "Tab"))) {
    event.preventDefault();
  } else if (event.key === "Escape" && !open) {
    target.blur();
    if (target.closest(".popup-panel")) {
      send(event, "escape");
    }
  }
}
