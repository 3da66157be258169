import assert from "node:assert/strict";
import { after, test } from "node:test";
import { holdTime, server } from "./browser.js";

const time = holdTime();
let painted = () => {};
// In a browser its message comes after the frame is painted; here when the test says so.
globalThis.MessageChannel = class {
  port1 = {};
  port2 = { postMessage: () => (painted = () => this.port1.onmessage()) };
};
const drawing = await import("../../wwwroot/js/drawing.js");
const page = server();

function draw(scriptMs, paintMs) {
  drawing.rowsCame(scriptMs);
  time.pass(16);
  time.pass(paintMs);
  painted();
}

test("a browser that draws fast says nothing", () => {
  drawing.start(page);
  draw(1, 5);
  assert.deepEqual(page.take(), []);
});

test("a slow one says so, at most once a second and when it has changed by a quarter", () => {
  drawing.start(page);
  draw(10, 200);
  const [[method, cost]] = page.take();
  assert.equal(method, "OnDrawn");
  assert.ok(cost > 10);
  draw(10, 200);
  assert.deepEqual(page.take(), []);
  time.pass(1000);
  draw(10, 200);
  assert.equal(page.take().length, 1);
});

after(() => drawing.start(null));
