import assert from "node:assert/strict";
import { test } from "node:test";
import { box, holdTime, openPage, server } from "./browser.js";

const time = holdTime();
openPage();
const grid = await import("../../wwwroot/js/grid.js");

// 100 rows of 30 px, of which number 10 to 12 are there.
function open() {
  document.body.innerHTML = `<div id=g role=treegrid tabindex=0 data-row-height="30" aria-rowcount="101"><div class="tree-head"></div><div>
    <div style="height: 300px"></div>${[10, 11, 12].map((n) => `<div role=row id="r${n}" tabindex=-1 aria-rowindex="${n}"></div>`).join("")}<div style="height: 2610px"></div></div></div>`;
  const g = document.getElementById("g");
  box(g, { height: 330 });
  box(g.firstElementChild, { height: 30 });
  return g;
}

test("rows are numbered by the height of what stands in front of them", () => {
  const g = open();
  grid.renumber(g);
  assert.deepEqual([...g.querySelectorAll("[role=row]")].map((row) => row.getAttribute("aria-rowindex")), ["12", "13", "14"]);
});

test("a row below is brought to the lower edge, one above to the upper", () => {
  const g = open();
  grid.scrollToRow("g", 50);
  assert.equal(g.scrollTop, 51 * 30 - 300);
  grid.scrollToRow("g", 2);
  assert.equal(g.scrollTop, 60);
});

test("a row that comes late gets the focus when it is there", () => {
  const g = open();
  grid.focusRow("g", "r50", 50);
  time.pass(50);
  g.lastElementChild.insertAdjacentHTML("beforeend", `<div role=row id=r50 tabindex=-1></div>`);
  time.pass(50);
  assert.equal(document.activeElement.id, "r50");
});

test("a hand that scrolls is not pulled back", () => {
  const g = open();
  grid.focusRow("g", "r50", 50);
  document.dispatchEvent(new Event("wheel"));
  g.scrollTop = 7;
  time.pass(50);
  assert.equal(g.scrollTop, 7);
});

test("rows that come on top move what is looked at, but not a list at its top", () => {
  const g = open();
  grid.shiftRows("g", 2);
  assert.equal(g.scrollTop, 0);
  g.scrollTop = 90;
  grid.shiftRows("g", 2);
  assert.equal(g.scrollTop, 150);
});

function scroll(g, top) {
  g.scrollTop = top;
  g.dispatchEvent(new Event("scroll"));
}

test("leaving the top is reported once, and so is coming back", () => {
  const g = open();
  const page = server();
  grid.watchScroll("g", page);
  [10, 100, 200, 10, 0].forEach((top) => scroll(g, top));
  assert.deepEqual(page.take(), [["OnScrolled", false], ["OnScrolled", true]]);
});

test("reading is scrolling by hand, not by the page", () => {
  const g = open();
  const page = server();
  grid.watchReading("g", page);
  scroll(g, 100);
  assert.deepEqual(page.take(), []);
  g.dispatchEvent(new Event("wheel"));
  scroll(g, 200);
  scroll(g, 0);
  assert.deepEqual(page.take(), [["OnReading", "scroll", true], ["OnReading", "scroll", false]]);
});

test("a pointer that moves holds the rows, one that rests lets them go, and none holds them for more than 5 s", () => {
  const g = open();
  const page = server();
  grid.watchPointer("g", page);
  const move = () => g.dispatchEvent(new Event("pointermove"));
  move();
  time.pass(800);
  assert.deepEqual(page.take(), [["OnHold", true], ["OnHold", false]]);
  for (let n = 0; n < 12; n++) {
    move();
    time.pass(500);
  }
  assert.deepEqual(page.take(), [["OnHold", true], ["OnHold", false]]);
});
