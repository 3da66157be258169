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
  globalThis.fetch = () => Promise.reject(new TypeError("unreachable"));
  new Function(script)();
  return options.circuit.reconnectionOptions;
}

async function settle() {
  for (let i = 0; i < 10; i++) {
    await Promise.resolve();
  }
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
  globalThis.fetch = (address) => {
    asked.push(String(address));
    return new Promise(() => {});
  };
  assert.equal(becomes("rejected")[0], "gone");
  becomes("failed");
  assert.deepEqual(asked, ["http://localhost/session"]);
});

test("a browser that the server no longer knows is asked to sign in, and its page is kept", async () => {
  open();
  globalThis.fetch = () => Promise.resolve({ status: 401 });
  becomes("retrying", 1);
  await settle();
  assert.deepEqual(becomes("retrying", 2), ["signed-out", ", attempt 2"]);
  assert.equal(JSON.parse(localStorage.getItem("lifecycle.page")).page, "/");
});

test("a server that is away is not taken for one that does not know the browser", async () => {
  open();
  globalThis.fetch = () => Promise.reject(new TypeError("unreachable"));
  becomes("retrying", 1);
  await settle();
  assert.equal(becomes("retrying", 2)[0], "reconnecting");
});

test("attempts come later and later, but never more than 3 s apart", () => {
  const { retryIntervalMilliseconds: wait, maxRetries } = open();
  assert.deepEqual([0, 1, 2, 3, 4, 900].map(wait), [300, 600, 1200, 2400, 3000, 3000]);
  assert.ok(maxRetries >= 1000);
});
