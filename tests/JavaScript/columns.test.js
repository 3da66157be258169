import assert from "node:assert/strict";
import { test } from "node:test";
import { box, holdTime, openPage, point, press, server } from "./browser.js";

const time = holdTime();
const html = `<div id=tree role=treegrid><div role=row>
  ${["process", "pid", "exit"].map((name) => `<span role=columnheader data-column=${name}><button>${name}</button><i role=separator></i></span>`).join("")}
  </div><div role=row data-process-id="7-9"><b role=gridcell class="c-cmd">make -j2</b></div></div>`;

const head = (name) => document.querySelector(`[data-column=${name}]`);
const grip = (name) => head(name).querySelector("[role=separator]");
const button = (name) => head(name).querySelector("button");
const tree = () => document.getElementById("tree");

async function open() {
  openPage(html);
  ["process", "pid", "exit"].forEach((name, i) => {
    box(head(name), { left: i * 100, width: 100, height: 28 });
    Object.defineProperty(head(name), "offsetWidth", { value: 100 });
  });
  const page = server();
  (await import("../../wwwroot/js/columns.js")).watchColumns("tree", page);
  return page;
}

test("a drag of the line sets the width at once and reports it at its end", async () => {
  const page = await open();
  point(grip("pid"), "pointerdown", 200);
  point(document, "pointermove", 250);
  assert.equal(tree().style.getPropertyValue("--u-pid"), "150px");
  assert.deepEqual(page.take(), []);
  point(document, "pointerup", 250);
  assert.deepEqual(page.take(), [["OnColumnWidth", "pid", 150]]);
  point(document, "pointermove", 290);
  assert.equal(tree().style.getPropertyValue("--u-pid"), "150px");
});

test("a column is not dragged narrower than it can be read, and a double click forgets the width", async () => {
  const page = await open();
  point(grip("pid"), "pointerdown", 200);
  point(document, "pointermove", 20);
  point(document, "pointerup", 20);
  grip("pid").dispatchEvent(new MouseEvent("dblclick", { bubbles: true }));
  assert.deepEqual(page.take(), [["OnColumnWidth", "pid", 40], ["OnColumnWidth", "pid", null]]);
});

test("arrows on the line set the width, on a name they go to the next one, with Shift they move the column", async () => {
  const page = await open();
  button("pid").focus();
  assert.deepEqual([button("pid").tabIndex, button("process").tabIndex, grip("pid").getAttribute("tabindex")], [0, -1, "0"]);
  assert.equal(grip("pid").getAttribute("aria-valuenow"), "100");
  press(grip("pid"), "ArrowRight");
  press(grip("pid"), "Home");
  press(button("pid"), "ArrowRight", { shiftKey: true });
  assert.deepEqual(page.take(), [["OnColumnWidth", "pid", 116], ["OnColumnWidth", "pid", 40], ["OnColumnStep", "pid", 1]]);
  press(button("pid"), "ArrowRight");
  assert.equal(document.activeElement, button("exit"));
  assert.equal(grip("pid").getAttribute("tabindex"), null);
});

test("a drag of a name moves its column before another one and its click sorts nothing", async () => {
  const page = await open();
  let clicks = 0;
  button("exit").addEventListener("click", () => clicks++);
  point(button("exit"), "pointerdown", 250);
  point(document, "pointermove", 248);
  assert.ok(!head("exit").classList.contains("dragged"));
  point(document, "pointermove", 110);
  assert.ok(head("pid").classList.contains("drop-before"));
  point(document, "pointerup", 110);
  button("exit").click();
  time.pass(1);
  assert.deepEqual([page.take(), clicks], [[["OnColumnMoved", "exit", "pid"]], 0]);
  button("exit").click();
  assert.equal(clicks, 1);
});

test("the process column stays the first one", async () => {
  const page = await open();
  point(button("process"), "pointerdown", 50);
  point(document, "pointermove", 290);
  point(document, "pointerup", 290);
  time.pass(1);
  assert.deepEqual(page.take(), []);
});

test("a cell that is cut has its whole text as a title", async () => {
  await open();
  const cell = document.querySelector(".c-cmd");
  Object.defineProperty(cell, "scrollWidth", { value: 300 });
  cell.dispatchEvent(new MouseEvent("mouseover", { bubbles: true }));
  assert.equal(cell.title, "make -j2");
});

test("Shift+click on a row selects no text", async () => {
  await open();
  const down = new MouseEvent("mousedown", { bubbles: true, cancelable: true, shiftKey: true });
  document.querySelector(".c-cmd").dispatchEvent(down);
  assert.ok(down.defaultPrevented);
});
