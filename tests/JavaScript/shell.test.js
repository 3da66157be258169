import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { holdTime, openPage, server } from "./browser.js";

holdTime();
beforeEach(() => openPage(`<i id="components-reconnect-modal"></i>`));
globalThis.lifecycleView = { read: () => ({ density: "dense" }), write() {} };
openPage();
const shell = await import("../../wwwroot/js/shell.js");

function hide(hidden) {
  Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}

test("a start gives the server what the browser keeps, and says that keys are heard", () => {
  const stored = shell.start(server());
  assert.equal(stored.density, "dense");
  assert.equal(stored.utcOffsetMinutes, -new Date().getTimezoneOffset());
  assert.equal(document.documentElement.dataset.hears, "keys");
  shell.stop();
  assert.ok(!("hears" in document.documentElement.dataset));
});

test("a capture that follows one that this browser saw is new, once; a recording is none", () => {
  const isNew = (capture) => {
    const { isNewCapture } = shell.start(server(), capture);
    shell.stop();
    return isNewCapture;
  };
  assert.deepEqual(["1", "1", "", "2", "2"].map(isNew), [false, false, false, true, false]);
});

test("a hidden tab is reported, and again when the connection is back", () => {
  const page = server();
  shell.start(page);
  hide(true);
  assert.deepEqual(page.take(), [["OnVisible", false]]);
  document
    .getElementById("components-reconnect-modal")
    .dispatchEvent(new CustomEvent("components-reconnect-state-changed", { detail: { state: "hide" } }));
  assert.deepEqual(page.take(), [["OnVisible", false]]);
  shell.stop();
  hide(false);
  assert.deepEqual(page.take(), []);
});

test("a bar that gets another end is placed before the paint", async () => {
  document.body.innerHTML = `<div data-span="10"><i data-s="0" data-e="now"></i></div>`;
  shell.start(server());
  shell.setClock(10, false);
  const bar = document.querySelector("i");
  assert.equal(bar.style.width, "100%");
  bar.dataset.e = "5";
  await Promise.resolve();
  assert.equal(bar.style.width, "50%");
  shell.stop();
});

test("experiments that are done are remembered once each", () => {
  shell.learn("zombies");
  shell.learn("orphans");
  shell.learn("zombies");
  assert.deepEqual(shell.learned(), ["zombies", "orphans"]);
});

test("without a clipboard a text is copied by a selection", async () => {
  Object.defineProperty(globalThis, "navigator", { value: {}, configurable: true });
  let copied;
  document.execCommand = () => (copied = document.querySelector("textarea").value);
  await shell.copy("make -j2");
  assert.equal(copied, "make -j2");
  assert.equal(document.querySelector("textarea"), null);
});
