import assert from "node:assert/strict";
import { test } from "node:test";
import { holdTime } from "./browser.js";
import { waiting } from "../../wwwroot/js/waiting.js";

const time = holdTime();

test("the newest are kept, in their order, and are taken once", () => {
  const kept = waiting(2);
  ["a", "b", "c"].forEach((what) => kept.add(what));
  assert.deepEqual(kept.take(), ["b", "c"]);
  assert.deepEqual(kept.take(), []);
});

test("what is older than ten seconds is dropped", () => {
  const kept = waiting(2);
  kept.add("old");
  time.pass(9000);
  kept.add("new");
  time.pass(2000);
  assert.deepEqual(kept.take(), ["new"]);
});
