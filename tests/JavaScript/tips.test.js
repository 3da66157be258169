import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { holdTime, openPage, point, press } from "./browser.js";

const time = holdTime();
let tips;
let copies = 0;
const $ = (selector) => document.querySelector(selector);
const text = () => $(".tip")?.textContent;

async function open() {
  const page = openPage(`<a id=a>a</a><b id=comm tabindex=0 aria-description="A name.">comm</b><b id=life tabindex=0 aria-description="One process.">life</b>`);
  page.HTMLElement.prototype.showPopover = () => {};
  globalThis.Node = page.Node;
  tips = await import(`../../wwwroot/js/tips.js?${++copies}`);
  tips.start();
}

afterEach(() => tips.stop());

test("a word is explained to the pointer that stays on it, until it leaves word and tip", async () => {
  await open();
  point($("#comm"), "pointerover", 0);
  assert.equal(text(), undefined);
  time.pass(300);
  assert.equal(text(), "A name.");
  point($(".tip"), "pointerover", 0);
  time.pass(300);
  assert.equal(text(), "A name.");
  point($("#life"), "pointerover", 0);
  time.pass(300);
  assert.equal(text(), "One process.");
  point($("#a"), "pointerover", 0);
  time.pass(300);
  assert.equal(text(), undefined);
});

test("a pointer that only passes shows nothing", async () => {
  await open();
  point($("#comm"), "pointerover", 0);
  time.pass(100);
  point($("#a"), "pointerover", 0);
  time.pass(300);
  assert.equal(text(), undefined);
});

test("a word is explained while it has the focus; Escape hides that only", async () => {
  await open();
  const escaped = [];
  document.addEventListener("keydown", (event) => escaped.push(event.key));
  $("#comm").focus();
  assert.equal(text(), "A name.");
  point($("#a"), "pointerover", 0);
  time.pass(300);
  assert.equal(text(), "A name.");
  press($("#comm"), "Escape");
  assert.equal(text(), undefined);
  assert.deepEqual(escaped, []);
  press($("#comm"), "Escape");
  assert.deepEqual(escaped, ["Escape"]);
});
