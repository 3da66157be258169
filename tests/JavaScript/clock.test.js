import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { afterEach, test } from "node:test";
import { holdTime, openPage } from "./browser.js";
import * as clock from "../../wwwroot/js/clock.js";

const time = holdTime();
const age = () => document.querySelector("[data-since]").textContent;

afterEach(() => clock.stop());

// Text/Durations.cs is held to the same table, by DurationsTests.
for (const [seconds, text] of Object.entries(JSON.parse(readFileSync(new URL("../Shared/ages.json", import.meta.url))))) {
  test(`an age of ${seconds} s is "${text}"`, () => {
    openPage(`<i data-since="0"> </i>`);
    clock.set(Number(seconds), false);
    assert.equal(age(), text);
  });
}

test("time that runs passes in the page, by the second", () => {
  openPage(`<i data-since="10"> </i>`);
  clock.start();
  clock.set(12, true);
  assert.equal(age(), "2 s");
  time.pass(3000);
  assert.equal(age(), "5 s");
});

test("time that stands does not pass", () => {
  openPage(`<i data-since="10"> </i>`);
  clock.start();
  clock.set(12, false);
  time.pass(3000);
  assert.deepEqual([age(), clock.now()], ["2 s", 12]);
});

test("a held clock stands, and goes on with the time that has passed", () => {
  openPage(`<i data-since="10"> </i>`);
  clock.start();
  clock.set(12, true);
  clock.hold(true);
  time.pass(3000);
  assert.equal(age(), "2 s");
  clock.hold(false);
  assert.equal(age(), "5 s");
});

test("a clock that is more than a second off is corrected, and one that stands is not", () => {
  openPage(`<i data-since="10"> </i>`);
  clock.set(12, true);
  clock.correct(12.5);
  assert.equal(clock.now(), 12);
  clock.correct(3612);
  assert.equal(clock.now(), 3612);
  clock.set(12, false);
  clock.correct(3612);
  assert.equal(clock.now(), 12);
});

test("the text node of an age stays the same: it is Blazor's", () => {
  openPage(`<i data-since="10"> </i>`);
  const node = document.querySelector("i").firstChild;
  clock.set(12, false);
  assert.equal(document.querySelector("i").firstChild, node);
});

test("bars move when that is a pixel, not before", () => {
  openPage(`<div data-span="128"><i data-s="0" data-e="now"></i></div>`);
  const width = () => document.querySelector("i").style.width;
  clock.set(10.2, true);
  assert.equal(width(), "8.5938%"); // 11 of 128
  clock.set(10.9, true);
  assert.equal(width(), "8.5938%");
  clock.set(11.1, true);
  assert.equal(width(), "9.375%");
});

test("a bar of its own life fills its track, and grows while it lives", () => {
  openPage(`<span data-from="10" data-to="now"><i data-s="10" data-e="15"></i><i data-s="15" data-e="now"></i></span>`);
  const widths = () => [...document.querySelectorAll("i")].map((bar) => bar.style.width);
  clock.set(20, false);
  assert.deepEqual(widths(), ["50%", "50%"]);
  clock.set(30, false);
  assert.deepEqual(widths(), ["25%", "75%"]);
});

test("a life outside of the range is said in words", () => {
  const bar = (/** @type {string} */ range, s, e) => {
    openPage(`<div ${range}><span class="lifebar"><i data-s="1" data-e="${s}"></i><i data-s="${s}" data-e="${e}"></i></span></div>`);
    clock.set(1000, false);
    return document.querySelector(".lifebar").dataset.outside;
  };
  assert.equal(bar(`data-span="60"`, 2, 815), "ended 3 m 05 s ago");
  assert.equal(bar(`data-span="60"`, 2, 950), undefined);
  assert.equal(bar(`data-span="60"`, 2, "now"), undefined);
  assert.equal(bar(`data-from="900" data-to="950"`, 2, 899), "before this range");
  assert.equal(bar(`data-from="0" data-to="0.5"`, 2, 899), "after this range");
  assert.equal(bar(`data-from="0" data-to="now"`, 2, 899), undefined);
});
