import assert from "node:assert/strict";
import { test } from "node:test";
import { openPage } from "./browser.js";
import { place, put } from "../../wwwroot/js/bars.js";

const range = { from: 100, to: 200 };

function placed(html, now = 200, pixels = Infinity, edge = undefined) {
  const { document } = openPage(html);
  place(document.body, range, now, pixels, edge);
  return document.querySelector("[data-s]");
}

test("a mark stands at its moment", () => assert.equal(placed(`<i data-s="125"></i>`).style.left, "25%"));

test("a mark outside of the range is hidden", () => {
  assert.equal(placed(`<i data-s="99"></i>`).style.display, "none");
  assert.equal(placed(`<i data-s="201"></i>`).style.display, "none");
});

test("the text of a mark stands before it where there is no room behind it", () => {
  const html = `<i data-s="190" data-text>a name of some length</i>`;
  assert.ok(placed(html, 200, 300).hasAttribute("data-before"));
  assert.ok(!placed(html, 200, 3000).hasAttribute("data-before"));
});

test("a bar is cut to the range, and one that began before it can hide its left edge", () => {
  const bar = `<i data-s="50" data-e="150"></i>`;
  const { left, width } = placed(bar).style;
  assert.deepEqual([left, width], ["0%", "50%"]);
  assert.equal(placed(bar, 200, Infinity, "-2px").style.left, "-2px");
});

test("a bar without an end ends now", () => assert.equal(placed(`<i data-s="100" data-e="now"></i>`, 160).style.width, "60%"));

test("a bar that does not reach the range is hidden", () => assert.equal(placed(`<i data-s="1" data-e="99"></i>`).style.display, "none"));

test("a narrow bar has no room for its name", () => {
  assert.ok(placed(`<i data-s="100" data-e="110"></i>`, 200, 250).hasAttribute("data-narrow"));
  assert.ok(!placed(`<i data-s="100" data-e="110"></i>`, 200, 270).hasAttribute("data-narrow"));
});

test("what stands there already is not written again", () => {
  const { document } = openPage("<i></i>");
  const element = document.querySelector("i");
  put(element, "1%", "2%");
  element.style.left = "9%";
  put(element, "1%", "2%");
  assert.equal(element.style.left, "9%");
  put(element, "3%", "2%");
  assert.equal(element.style.left, "3%");
});
