import assert from "node:assert/strict";
import { test } from "node:test";
import { holdTime, openPage, server } from "./browser.js";

holdTime();
const html = `<div role=treegrid>
  <div role=row><b role=columnheader data-field="pid"></b><b role=columnheader data-field="comm name"></b></div>
  <div role=row id=r1 data-process-id="7-9" data-seq="12"><b role=gridcell>7</b><b role=gridcell>
    <i class="comm">make <span class="sr-only">, running</span><span class="mark">!</span> </i> more</b></div></div>`;
let copies = 0;

async function open(starts = true) {
  openPage(html);
  const menu = await import(`../../wwwroot/js/menu.js?${++copies}`);
  const page = server();
  if (starts) {
    menu.start(page);
  }
  return { menu, page };
}

function rightClick(target, options = {}) {
  const event = new MouseEvent("contextmenu", { bubbles: true, cancelable: true, clientX: 5, clientY: 6, ...options });
  target.dispatchEvent(event);
  return event;
}

const cell = (n) => document.querySelectorAll("[role=gridcell]")[n];

test("a right click on a cell asks for its row, its column's fields and what it shows", async () => {
  const { page } = await open();
  assert.ok(rightClick(cell(1)).defaultPrevented);
  assert.deepEqual(page.take(), [["OnMenu", { row: "r1", process: "7-9", seq: 12, storm: null, fields: "comm name", text: "make", x: 5, y: 6 }]]);
});

test("with Shift, and beside the rows, the menu is the browser's", async () => {
  const { page } = await open();
  assert.ok(!rightClick(cell(0), { shiftKey: true }).defaultPrevented);
  assert.ok(!rightClick(document.body).defaultPrevented);
  assert.deepEqual(page.take(), []);
});

test("the last click before the server listens is passed on", async () => {
  const { menu, page } = await open(false);
  rightClick(cell(0));
  rightClick(cell(1));
  menu.start(page);
  assert.deepEqual(page.take().map(([, asked]) => asked.text), ["make"]);
});

test("the menu key asks for the row itself", async () => {
  const { menu, page } = await open();
  menu.openFor(document.getElementById("r1"));
  assert.deepEqual(page.take().map(([, { row, fields, x }]) => [row, fields, x]), [["r1", "", 40]]);
});
