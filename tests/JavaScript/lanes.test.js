import assert from "node:assert/strict";
import { test } from "node:test";
import { box, holdTime, openPage, point, server } from "./browser.js";

holdTime();
openPage(`<div class="lane-lives"><a id=a data-born="1" data-died="2"></a><a id=b data-born="5" data-died="6"></a><a id=c data-born="8"></a></div>`);
const lanes = await import("../../wwwroot/js/lanes.js");
const page = server();
lanes.watchLanes(page);
const plot = document.querySelector(".lane-lives");
box(plot, { left: 0, width: 300 });
["a", "b", "c"].forEach((id, i) => box(document.getElementById(id), { left: i * 100, width: 90 }));

function drag(from, to) {
  point(plot, "pointerdown", from);
  point(plot, "pointermove", (from + to) / 2);
  const marked = plot.querySelectorAll(".ev-drag").length;
  point(plot, "pointerup", to);
  return [marked, page.take()];
}

test("a drag over lives is the time from the first one's start to the last one's end", () => {
  assert.deepEqual(drag(50, 150), [1, [["OnRange", 1, 6]]]);
  assert.deepEqual(drag(150, 50), [1, [["OnRange", 1, 6]]]);
  assert.equal(plot.querySelectorAll(".ev-drag").length, 0);
});

test("one that still runs has no end", () => {
  assert.deepEqual(drag(110, 250), [1, [["OnRange", 5, null]]]);
});

test("a click is no drag, and neither is one beside the lives", () => {
  assert.deepEqual(drag(50, 51), [0, []]);
  assert.deepEqual(drag(91, 99), [1, []]);
});
