import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { holdTime, openPage } from "./browser.js";
import * as clock from "../../wwwroot/js/clock.js";
import * as heartbeat from "../../wwwroot/js/heartbeat.js";

const time = holdTime();
const silent = () => document.documentElement.hasAttribute("data-silent");
const seconds = () => document.getElementById("silent-seconds").textContent;

afterEach(() => heartbeat.stop());

/** A server that answers only while it is there. */
function open() {
  openPage(`<i id="silent-seconds">5</i><button data-needs-server>Pause</button><button>Theme</button><i id="components-reconnect-modal"></i>`);
  const server = { isThere: true, asked: 0, answers: [] };
  heartbeat.start({
    invokeMethodAsync() {
      server.asked++;
      return server.isThere ? Promise.resolve() : new Promise((resolve, reject) => server.answers.push({ resolve, reject }));
    },
  });
  return server;
}

async function pass(ms) {
  for (let left = ms; left > 0; left -= 500) {
    time.pass(500);
    await Promise.resolve();
    await Promise.resolve();
  }
}

test("a server that answers is asked every two seconds", async () => {
  const server = open();
  await pass(20_000);
  assert.ok(server.asked >= 9 && server.asked <= 11, `${server.asked}`);
  assert.equal(silent(), false);
});

test("after five seconds without an answer the page says so, counts, and its clock stands", async () => {
  const server = open();
  clock.set(100, true);
  await pass(4_000);
  server.isThere = false;
  await pass(2_000);
  assert.equal(silent(), false);
  await pass(4_000);
  assert.equal(silent(), true);
  const shown = clock.now();
  await pass(3_000);
  assert.ok(Number(seconds()) >= 7, seconds());
  assert.equal(clock.now(), shown);
  server.answers.forEach((a) => a.resolve());
  await pass(500);
  assert.equal(silent(), false);
  assert.ok(clock.now() > shown + 5);
});

test("what only the server can do cannot be pressed meanwhile", async () => {
  const server = open();
  const buttons = () => [...document.querySelectorAll("button")].map((button) => button.disabled);
  server.isThere = false;
  await pass(8_000);
  assert.deepEqual(buttons(), [true, false]);
  server.isThere = true;
  server.answers.forEach((a) => a.resolve());
  await pass(500);
  assert.deepEqual(buttons(), [false, false]);
});

for (const [what, ends] of [
  ["fails", (answers) => answers.forEach((a) => a.reject(new Error("lost")))],
  ["gets no answer", () => {}],
]) {
  test(`a question that ${what} when the connection is lost is asked again on the next one`, async () => {
    const server = open();
    server.isThere = false;
    await pass(8_000);
    assert.equal(silent(), true);
    ends(server.answers);
    server.isThere = true;
    await pass(4_000);
    assert.equal(silent(), false);
  });
}

test("a hidden page asks nothing, and begins to count when it is seen again", async () => {
  const server = open();
  Object.defineProperty(document, "hidden", { value: true, configurable: true });
  await pass(60_000);
  const asked = server.asked;
  server.isThere = false;
  Object.defineProperty(document, "hidden", { value: false, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
  assert.equal(silent(), false);
  assert.ok(asked <= 1);
  await pass(6_000);
  assert.equal(silent(), true);
});

test("a connection that is lost is said at once, until the server has answered again", async () => {
  const server = open();
  const connection = (state) =>
    document.getElementById("components-reconnect-modal").dispatchEvent(new CustomEvent("components-reconnect-state-changed", { detail: { state } }));
  await pass(3_000);
  server.isThere = false;
  connection("show");
  assert.equal(silent(), true);
  assert.ok(Number(seconds()) >= 1, seconds());
  await pass(2_000);
  assert.equal(silent(), true);

  server.isThere = true;
  connection("hide");
  await pass(500);
  assert.equal(silent(), false);
});
