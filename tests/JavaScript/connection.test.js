import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { holdTime, openPage } from "./browser.js";

holdTime();
const script = readFileSync(new URL("../../wwwroot/js/connection.js", import.meta.url), "utf8");

function open() {
  let options;
  openPage(`<i id="components-reconnect-modal"></i><div id="lost"><i id="lost-count"></i><button id="lost-reload"></button></div>`);
  globalThis.Blazor = { start: (given) => (options = given) };
  new Function(script)();
  return options.circuit.reconnectionOptions;
}

function becomes(state, currentAttempt) {
  document
    .getElementById("components-reconnect-modal")
    .dispatchEvent(new CustomEvent("components-reconnect-state-changed", { detail: { state, currentAttempt } }));
  return [document.getElementById("lost").dataset.state, document.getElementById("lost-count").textContent];
}

test("a lost connection is shown, with the attempt from the second on", () => {
  open();
  assert.deepEqual(becomes("show"), ["reconnecting", ""]);
  assert.deepEqual(becomes("retrying", 1), ["reconnecting", ""]);
  assert.deepEqual(becomes("retrying", 2), ["reconnecting", ", attempt 2"]);
  assert.deepEqual(becomes("hide"), ["connected", ""]);
});

test("a page that the server has forgotten asks for the server until it answers", async () => {
  open();
  const asked = [];
  globalThis.fetch = (address, { method }) => {
    asked.push(method);
    return new Promise(() => {});
  };
  assert.equal(becomes("rejected")[0], "gone");
  becomes("failed");
  assert.deepEqual(asked, ["HEAD"]);
});

test("attempts come later and later, but never more than 3 s apart", () => {
  const { retryIntervalMilliseconds: wait, maxRetries } = open();
  assert.deepEqual([0, 1, 2, 3, 4, 900].map(wait), [300, 600, 1200, 2400, 3000, 3000]);
  assert.ok(maxRetries >= 1000);
});
