import assert from "node:assert/strict";
import { test } from "node:test";
import { box, holdTime, openPage, point, press, server } from "./browser.js";

holdTime();
const html = `<main id="events-page"><div class="ev-plot" data-from="1000" data-to="2000"><i class="ev-drag" hidden></i></div>
  <ul>${["a", "b", "c"].map((id) => `<li><button data-facet id="${id}"></button></li>`).join("")}</ul></main>`;
let copies = 0;

async function open(watches = true) {
  openPage(html);
  const events = await import(`../../wwwroot/js/events.js?${++copies}`);
  const page = server();
  box(document.querySelector(".ev-plot"), { left: 100, width: 200 });
  if (watches) {
    events.watchEvents(page);
  }
  return { events, page, plot: document.querySelector(".ev-plot"), mark: document.querySelector(".ev-drag") };
}

test("a drag over the strip is a range, in whichever direction", async () => {
  const { page, plot, mark } = await open();
  point(plot, "pointerdown", 200);
  point(plot, "pointermove", 150);
  assert.deepEqual([mark.hidden, mark.style.left, mark.style.width], [false, "25%", "25%"]);
  point(plot, "pointerup", 150);
  assert.deepEqual(page.take(), [["OnStrip", 1250, 1500]]);
  assert.ok(mark.hidden);
});

test("a drag beyond the strip ends at its edge", async () => {
  const { page, plot } = await open();
  point(plot, "pointerdown", 200);
  point(plot, "pointerup", 900);
  assert.deepEqual(page.take(), [["OnStrip", 1500, 2000]]);
});

test("a click is a moment, and another button is nothing", async () => {
  const { page, plot } = await open();
  point(plot, "pointerdown", 200, { button: 2 });
  point(plot, "pointerup", 200);
  assert.deepEqual(page.take(), []);
  point(plot, "pointerdown", 200);
  point(plot, "pointerup", 202);
  assert.deepEqual(page.take(), [["OnStrip", 1500, 1500]]);
});

test("a range chosen before the server listens is passed on", async () => {
  const { events, page, plot } = await open(false);
  point(plot, "pointerdown", 100);
  point(plot, "pointerup", 200);
  events.watchEvents(page);
  assert.deepEqual(page.take(), [["OnStrip", 1000, 1500]]);
});

test("arrows, Home and End walk through a facet and stop at its ends", async () => {
  await open();
  const walk = [["a", "ArrowDown", "b"], ["b", "End", "c"], ["c", "ArrowDown", "c"], ["c", "Home", "a"], ["a", "ArrowUp", "a"]];
  for (const [from, key, to] of walk) {
    press(document.getElementById(from), key);
    assert.equal(document.activeElement.id, to, `${from} ${key}`);
  }
});

test("Enter with Alt, Ctrl or Shift is a click with it", async () => {
  await open();
  const clicks = [];
  document.addEventListener("click", ({ altKey, ctrlKey, shiftKey }) => clicks.push({ altKey, ctrlKey, shiftKey }));
  press(document.getElementById("a"), "Enter", { altKey: true });
  assert.deepEqual(clicks, [{ altKey: true, ctrlKey: false, shiftKey: false }]);
});
