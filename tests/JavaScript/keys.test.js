import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { holdTime, openPage, press, server, box } from "./browser.js";

const time = holdTime();
let page;
let keys;
let copies = 0;

// A fresh page and a fresh module for each test.
async function open(body = "", starts = true) {
  openPage(body);
  document.documentElement.dataset.commonKeys =
    "j=down p=pause ArrowDown=down ArrowUp=up Enter=enter Escape=escape g,t=go:/ g,p=go:/pids ?=help";
  keys = await import(`../../wwwroot/js/keys.js?${++copies}`);
  page = server();
  if (starts) {
    keys.start(page);
  }
}

const sent = () => page.take().map(([, command]) => command);
const $ = (selector) => document.querySelector(selector);

beforeEach(() => time.pass(5000));

test("letters, arrows and chords become commands", async () => {
  await open();
  for (const key of ["j", "p", "ArrowDown", "Enter", "g", "t", "?"]) {
    assert.equal(press(document.body, key).defaultPrevented, key !== "g");
  }
  assert.deepEqual(sent(), ["down", "pause", "down", "enter", "go:/", "help"]);
});

test("Shift with a key, and the space bar, are commands where the page has them", async () => {
  await open(`<div data-keys="Space=mark Shift+ArrowDown=mark-down"><div role=row tabindex=0 id=row></div><button id=b></button></div>`);
  press($("#row"), "ArrowDown", { shiftKey: true });
  press($("#row"), "ArrowUp", { shiftKey: true });
  press($("#row"), " ");
  assert.ok(!press($("#b"), " ").defaultPrevented);
  assert.deepEqual(sent(), ["mark-down", "up", "mark"]);
});

test("after j on a button the keys of rows go to rows, until the focus moves", async () => {
  await open(`<div data-keys="Space=mark"><div role=row data-process-id=1-1 tabindex=0 id=row></div><button id=b></button><button id=c></button></div>`);
  $("#b").focus();
  press($("#b"), "j");
  assert.ok(press($("#b"), " ").defaultPrevented);
  $("#c").focus();
  $("#b").focus();
  assert.ok(!press($("#b"), " ").defaultPrevented);
  press($("#b"), "j");
  press($("#b"), "Tab");
  assert.ok(!press($("#b"), " ").defaultPrevented);
  assert.deepEqual(sent(), ["down", "mark", "down"]);
});

test("without rows a button keeps its keys after j", async () => {
  await open(`<div data-keys="Space=mark"><button id=b></button></div>`);
  press($("#b"), "j");
  assert.ok(!press($("#b"), " ").defaultPrevented);
  assert.deepEqual(sent(), ["down"]);
});

test("a chord ends after 1.2 s", async () => {
  await open();
  press(document.body, "g");
  time.pass(1300);
  press(document.body, "p");
  assert.deepEqual(sent(), ["pause"]);
});

test("keys pressed before the server listens are passed on when it does", async () => {
  await open("", false);
  press(document.body, "j");
  keys.start(page);
  assert.deepEqual(sent(), ["down"]);
});

test("keys that are typed are no commands, but Ctrl+K is", async () => {
  await open("<input>");
  press($("input"), "j");
  press($("input"), "ArrowDown");
  assert.deepEqual(sent(), []);
  press($("input"), "k", { ctrlKey: true });
  assert.deepEqual(sent(), ["palette"]);
});

test("a check box is no field for typing", async () => {
  await open("<input type=checkbox>");
  press($("input"), "j");
  assert.deepEqual(sent(), ["down"]);
});

test("single letters can be switched off, other keys stay", async () => {
  await open();
  document.documentElement.dataset.letters = "off";
  for (const key of ["j", "?", "g", "t", "ArrowUp", "Escape"]) {
    press(document.body, key);
  }
  assert.deepEqual(sent(), ["up", "escape"]);
});

test("with Ctrl, Alt or Meta a letter is the browser's", async () => {
  await open();
  press(document.body, "p", { ctrlKey: true });
  press(document.body, "p", { altKey: true });
  press(document.body, "p", { metaKey: true });
  assert.deepEqual(sent(), []);
});

test("a dialog has its keys for itself", async () => {
  await open(`<div class="mud-dialog"></div>`);
  press(document.body, "j");
  assert.deepEqual(sent(), []);
});

test("a button keeps arrows and Enter, a row gives them to the page", async () => {
  await open("<button></button><div role=row tabindex=0></div>");
  press($("button"), "Enter");
  assert.deepEqual(sent(), []);
  press($("[role=row]"), "Enter");
  assert.deepEqual(sent(), ["enter"]);
});

test("letters of a page stand in the page, and come before the common ones", async () => {
  await open(`<main data-keys="w=zoom-in p=previous"></main>`);
  press(document.body, "w");
  press(document.body, "p");
  assert.deepEqual(sent(), ["zoom-in", "previous"]);
});

test("Page Down moves by the rows in sight but one and the head", async () => {
  await open(`<div role=treegrid data-row-height="30"></div>`);
  box($("[role=treegrid]"), { height: 300 });
  press(document.body, "PageDown");
  press(document.body, "PageUp");
  assert.deepEqual(sent(), ["down:8", "up:8"]);
});

test("/ goes to the filter, Escape leaves it", async () => {
  await open("<input id=filter-input value=x>");
  press(document.body, "/");
  assert.equal(document.activeElement, $("input"));
  press($("input"), "Escape");
  assert.equal(document.activeElement, document.body);
});

test("while suggestions are open the arrows are theirs", async () => {
  await open("<input aria-expanded=true>");
  assert.ok(press($("input"), "ArrowDown").defaultPrevented);
  assert.ok(!press($("input"), "Enter").defaultPrevented);
  $("input").setAttribute("aria-activedescendant", "s1");
  assert.ok(press($("input"), "Enter").defaultPrevented);
});

test("[ and ] step through the images, and open the details where there are none", async () => {
  await open();
  press(document.body, "]");
  assert.deepEqual(sent(), ["enter"]);
  document.body.innerHTML = `<div class="track">${`<b class="station" tabindex="0"></b>`.repeat(3)}</div>`;
  const at = () => [...document.querySelectorAll(".station")].indexOf(document.activeElement);
  press(document.body, "]");
  assert.equal(at(), 0);
  press(document.activeElement, "]");
  press(document.activeElement, "]");
  press(document.activeElement, "]");
  assert.equal(at(), 2);
  press(document.activeElement, "[");
  assert.equal(at(), 1);
});

test("in a menu the arrows walk, Tab and Escape close", async () => {
  await open("<div role=menu><b role=menuitem tabindex=-1></b><b role=menuitem tabindex=-1></b></div>");
  const items = [...document.querySelectorAll("[role=menuitem]")];
  items[0].focus();
  press(items[0], "ArrowUp");
  assert.equal(document.activeElement, items[1]);
  press(items[1], "ArrowDown");
  assert.equal(document.activeElement, items[0]);
  press(items[0], "Tab");
  assert.deepEqual(sent(), ["escape"]);
});

test("what is typed after Ctrl+K is typed into the palette when it is there", async () => {
  await open("<input id=filter-input>");
  press($("#filter-input"), "k", { ctrlKey: true });
  for (const key of ["t", "i", "x", "Backspace", "m", "Enter", "z"]) {
    assert.equal(press($("#filter-input"), key).defaultPrevented, key !== "z");
  }
  assert.deepEqual(sent(), ["palette"]);

  document.body.insertAdjacentHTML("beforeend", "<input id=palette-input>");
  const seen = [];
  $("#palette-input").addEventListener("input", () => seen.push($("#palette-input").value));
  $("#palette-input").addEventListener("keydown", (event) => seen.push(event.key));
  keys.focused("palette-input");
  assert.deepEqual(seen, ["tim", "Enter"]);
});

test("keys are not kept after Escape, after ten seconds, or when Ctrl+K is pressed again", async () => {
  for (const end of [() => press(document.body, "Escape"), () => time.pass(11000), () => press(document.body, "k", { ctrlKey: true })]) {
    await open();
    press(document.body, "k", { ctrlKey: true });
    end();
    sent();
    press(document.body, "j");
    assert.deepEqual(sent(), ["down"]);
  }
});

test("Tab stays in the open palette", async () => {
  await open("<a href=x>x</a><input id=palette-input>");
  assert.ok(press($("a"), "Tab").defaultPrevented);
  assert.equal(document.activeElement, $("#palette-input"));
});

test("Tab takes a suggestion of the filter and stays; a second one leaves", async () => {
  await open(`<input value="comm:ma" role=combobox aria-expanded=true>`);
  assert.ok(press($("input"), "Tab").defaultPrevented);
  assert.deepEqual(sent(), ["complete"]);
  assert.equal(press($("input"), "Tab").defaultPrevented, false);
  assert.deepEqual(sent(), []);

  press($("input"), "x");
  assert.ok(press($("input"), "Tab").defaultPrevented);
  assert.deepEqual(sent(), ["complete"]);
});

test("Tab leaves a filter whose list is closed, or empty and nothing chosen, and Shift+Tab leaves always", async () => {
  for (const [input, options] of [
    [`<input value="comm:ma" aria-expanded=false>`, {}],
    [`<input value="" aria-expanded=true>`, {}],
    [`<input value="comm:ma" aria-expanded=true>`, { shiftKey: true }],
  ]) {
    await open(input);
    assert.equal(press($("input"), "Tab", options).defaultPrevented, false, input);
    assert.deepEqual(sent(), []);
  }
});

test("Tab right after an arrow takes what the empty filter offers, before the server has marked it", async () => {
  await open(`<input value="" aria-expanded=true>`);
  press($("input"), "ArrowDown");
  assert.ok(press($("input"), "Tab").defaultPrevented);
  assert.deepEqual(sent(), ["complete"]);
});
