import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { openPage } from "./browser.js";

openPage("");
const { read, write } = await import("../../wwwroot/js/filters.js");

beforeEach(() => localStorage.clear());

test("filters are read as they were written", () => {
  const filters = { recent: ["is:failed"], saved: [{ name: "Builds", text: "comm:make" }], mine: "alice" };
  write(filters);
  assert.deepEqual(read(), filters);
});

test("content of another form is left out", () => {
  assert.deepEqual(read(), { recent: [], saved: [], mine: "" });
  for (const content of ["", "nonsense", "[]", "null", '{"recent":5,"saved":"x"}', '{"recent":[1,"",null],"saved":[{"name":"a"},{"text":"b"},null,7],"mine":7}']) {
    localStorage.setItem("lifecycle.filters", content);
    assert.deepEqual(read(), { recent: [], saved: [], mine: "" }, content);
  }

  localStorage.setItem("lifecycle.filters", JSON.stringify({ recent: ["a", "x".repeat(5000)], saved: [{ name: "n".repeat(61), text: "b" }, { name: "n", text: "b", more: 1 }], mine: "n".repeat(61) }));
  assert.deepEqual(read(), { recent: ["a"], saved: [{ name: "n", text: "b" }], mine: "" });
});

test("no more are read than are kept", () => {
  write({ recent: Array.from({ length: 20 }, (_, i) => `r${i}`), saved: Array.from({ length: 80 }, (_, i) => ({ name: `n${i}`, text: "t" })) });
  assert.equal(read().recent.length, 10);
  assert.equal(read().saved.length, 50);
});
