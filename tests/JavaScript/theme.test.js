import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { openPage } from "./browser.js";

const script = readFileSync(new URL("../../wwwroot/js/theme.js", import.meta.url), "utf8");

// A classic script: it runs once, as the page's head runs it.
function open(stored = {}) {
  openPage();
  Object.entries(stored).forEach(([key, value]) => localStorage.setItem(key, value));
  new Function(script)();
  return document.documentElement.dataset;
}

test("without a choice it follows the system", () => {
  const { theme, themeChoice } = open();
  assert.deepEqual([theme, themeChoice], ["light", "system"]);
});

test("a choice that is stored counts, anything else does not", () => {
  assert.equal(open({ "lifecycle.theme": "dark" }).theme, "dark");
  assert.equal(open({ "lifecycle.theme": "pink" }).themeChoice, "system");
});

test("choices follow each other and are stored", () => {
  open();
  assert.deepEqual([lifecycleTheme.cycle(), lifecycleTheme.cycle(), lifecycleTheme.cycle()], ["light", "dark", "system"]);
  lifecycleTheme.cycle();
  assert.equal(localStorage.getItem("lifecycle.theme"), "light");
});

test("of the stored view only known values are taken", () => {
  const { density, letters } = open({ "lifecycle.view": `{"density":"dense","letters":"<b>","keep":5,"other":"x"}` });
  assert.deepEqual([density, letters], ["dense", "on"]);
  assert.equal(lifecycleView.read().keep, "30");
  assert.ok(!("other" in lifecycleView.read()));
});

test("of stored columns only names and widths are taken", () => {
  open({ "lifecycle.view": `{"columns":"pid,command:320"}` });
  assert.equal(lifecycleView.read().columns, "pid,command:320");
  open({ "lifecycle.view": `{"columns":"<b>"}` });
  assert.equal(lifecycleView.read().columns, "");
  lifecycleView.write("columns", "exit");
  assert.match(localStorage.getItem("lifecycle.view"), /"columns":"exit"/);
});

test("a stored view that is no JSON is none", () => assert.equal(open({ "lifecycle.view": "{" }).density, "comfortable"));

test("a value that is written is shown and stored", () => {
  const root = open();
  lifecycleView.write("density", "dense");
  assert.equal(root.density, "dense");
  assert.equal(JSON.parse(localStorage.getItem("lifecycle.view")).density, "dense");
});

test("a value that another tab has stored since stays", () => {
  open({ "lifecycle.view": `{"density":"comfortable"}` });
  localStorage.setItem("lifecycle.view", `{"density":"dense","other":"x"}`);
  lifecycleView.write("time", "utc");
  const stored = JSON.parse(localStorage.getItem("lifecycle.view"));
  assert.deepEqual([stored.density, stored.time, stored.other], ["dense", "utc", undefined]);
});

test("where storage is forbidden it works for this page", () => {
  openPage();
  const forbidden = () => {
    throw new Error("forbidden");
  };
  Object.defineProperty(globalThis, "localStorage", { value: { getItem: forbidden, setItem: forbidden }, configurable: true });
  new Function(script)();
  lifecycleView.write("density", "dense");
  assert.deepEqual([document.documentElement.dataset.density, lifecycleTheme.cycle()], ["dense", "light"]);
});
