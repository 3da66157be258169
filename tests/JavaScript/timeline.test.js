import assert from "node:assert/strict";
import { test } from "node:test";
import { box, holdTime, openPage, point, server } from "./browser.js";

const time = holdTime();
const html = `<main id="timeline-page"><div class="tl"><div class="tl-axis"></div><div class="tl-track"></div><i class="tl-before"></i><i class="tl-now"></i></div>
  <div class="tl-strip"><i class="tl-brush" data-brush="body"><b data-brush="left"></b><b data-brush="right"></b></i></div></main>`;
const { window } = openPage(html);
const timeline = await import("../../wwwroot/js/timeline.js");
const clock = await import("../../wwwroot/js/clock.js");
const page = server();
const $ = (selector) => document.querySelector(selector);

// Captured from 0 to 1000 s; 100 to 200 are shown, a pixel of the axis is half a second.
function open() {
  $("#timeline-page").replaceWith(document.createRange().createContextualFragment(html));
  box($(".tl-axis"), { left: 50, width: 200 });
  box($(".tl-strip"), { left: 0, width: 1000 });
  timeline.watchTimeline(page);
  timeline.setTimeline(100, 200, "Still", 0, 1000, false);
  time.pass(1000);
  page.take();
}

function wheel(target, options) {
  const event = new MouseEvent("wheel", { bubbles: true, cancelable: true, clientX: 150, ...options });
  Object.assign(event, { deltaMode: 0, deltaX: 0, deltaY: 0 }, options.wheel);
  target.dispatchEvent(event);
  return event;
}

const rounded = (calls) => calls.map(([name, from, to, done]) => [name, Math.round(from * 100) / 100, Math.round(to * 100) / 100, done]);

test("Ctrl and the wheel zoom around the pointer", () => {
  open();
  assert.ok(wheel($(".tl-axis"), { ctrlKey: true, wheel: { deltaY: -400 * Math.LN2 } }).defaultPrevented);
  assert.deepEqual(rounded(page.take()), [["OnWindow", 125, 175, false]]);
});

test("the wheel alone scrolls the page, sideways it moves the range", () => {
  open();
  assert.ok(!wheel($(".tl-axis"), { wheel: { deltaY: 100 } }).defaultPrevented);
  assert.deepEqual(page.take(), []);
  wheel($(".tl-axis"), { wheel: { deltaX: 20 } });
  assert.deepEqual(rounded(page.take()), [["OnWindow", 110, 210, false]]);
});

test("the server is asked at most ten times a second, and for the last range", () => {
  open();
  for (let n = 0; n < 10; n++) {
    wheel($(".tl-axis"), { wheel: { deltaX: 2 } });
    time.pass(10);
  }
  time.pass(200);
  const calls = rounded(page.take());
  assert.ok(calls.length <= 3, `${calls.length} calls`);
  assert.deepEqual(calls.at(-1), ["OnWindow", 110, 210, false]);
});

test("a drag moves the range with the pointer, and its end is reported", () => {
  open();
  point($(".tl-track"), "pointerdown", 150);
  point($(".tl-track"), "pointermove", 130);
  point($(".tl-track"), "pointerup", 130);
  assert.deepEqual(rounded(page.take()).at(-1), ["OnWindow", 110, 210, true]);
});

test("while a hand drags, the server moves nothing", () => {
  open();
  point($(".tl-track"), "pointerdown", 150);
  point($(".tl-track"), "pointermove", 130);
  timeline.setTimeline(500, 600, "Still", 0, 1000, false);
  point($(".tl-track"), "pointerup", 130);
  assert.deepEqual(rounded(page.take()).at(-1), ["OnWindow", 110, 210, true]);
});

test("the range leaves what was captured by a twentieth at most", () => {
  open();
  point($(".tl-track"), "pointerdown", 150);
  point($(".tl-track"), "pointermove", 1150);
  point($(".tl-track"), "pointerup", 1150);
  assert.deepEqual(rounded(page.take()).at(-1), ["OnWindow", -50, 50, true]);
});

test("a click on the strip brings the range there, a drag makes a new one", () => {
  open();
  point($(".tl-strip"), "pointerdown", 500);
  point($(".tl-strip"), "pointerup", 500);
  assert.deepEqual(rounded(page.take()).at(-1), ["OnWindow", 450, 550, true]);
  point($(".tl-strip"), "pointerdown", 900);
  point($(".tl-strip"), "pointermove", 700);
  point($(".tl-strip"), "pointerup", 700);
  assert.deepEqual(rounded(page.take()).at(-1), ["OnWindow", 700, 900, true]);
});

test("the edges of the brush change one end", () => {
  open();
  point($("[data-brush=right]"), "pointerdown", 200);
  point($("[data-brush=right]"), "pointermove", 400);
  point($("[data-brush=right]"), "pointerup", 400);
  assert.deepEqual(rounded(page.take()).at(-1), ["OnWindow", 100, 400, true]);
});

test("the strip grows with time only while events can follow", () => {
  open();
  clock.set(2000, false);
  timeline.setTimeline(0, 1000, "Still", 0, 1000, false);
  time.pass(1000);
  assert.equal($(".tl-strip .tl-brush").style.width, "100%");
  timeline.setTimeline(0, 1000, "Still", 0, 1000, true);
  time.pass(1000);
  assert.equal($(".tl-strip .tl-brush").style.width, "50%");
  clock.set(0, false);
});
