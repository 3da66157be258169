import assert from "node:assert/strict";
import { test } from "node:test";
import { holdTime, openPage } from "./browser.js";

const time = holdTime();
openPage();
const focus = await import("../../wwwroot/js/focus.js");
focus.start();

const $ = (selector) => document.querySelector(selector);

function open(html) {
  document.body.innerHTML = `<main id=main tabindex=-1>${html}</main>`;
  // Nothing is laid out here: what is in the document is seen, unless it is hidden.
  HTMLElement.prototype.getClientRects = function () {
    return this.isConnected && !this.closest("[hidden]") ? [1] : [];
  };
}

test("what took the focus for a while gives it back", () => {
  open("<button id=a></button><input id=b>");
  $("#a").focus();
  focus.keepFocus();
  $("#b").focus();
  focus.returnFocus();
  assert.equal(document.activeElement, $("#a"));
});

test("to the same row where it was drawn again, and to the content where it is gone", () => {
  open("<div role=row id=r tabindex=0></div><button id=a></button>");
  $("#r").focus();
  focus.keepFocus();
  $("#r").outerHTML = "<div role=row id=r tabindex=0></div>";
  focus.returnFocus();
  assert.equal(document.activeElement, $("#r"));

  $("#a").focus();
  focus.keepFocus();
  $("#a").remove();
  focus.returnFocus();
  assert.equal(document.activeElement, $("#main"));
});

test("a control that goes leaves the focus in the content, a row does not, nor a click beside all", () => {
  for (const [html, expected] of [["<button id=x></button>", "#main"], ["<div role=row id=x tabindex=0></div>", "body"]]) {
    open(html);
    $("#x").focus();
    $("#x").remove();
    focus.changed();
    time.pass(200);
    assert.equal(document.activeElement, $(expected), html);
  }

  open("<button id=x></button>");
  $("#x").focus();
  document.body.dispatchEvent(new Event("pointerdown", { bubbles: true }));
  $("#x").blur();
  $("#x").remove();
  focus.changed();
  time.pass(200);
  assert.equal(document.activeElement, document.body);
});

test("a panel begins at its first control, which a word with a tip is not", () => {
  open(`<div id=p tabindex=-1><span class=term tabindex=0></span><input type=radio name=r id=one><input type=radio name=r id=two checked></div>
    <div id=q tabindex=-1><span class=term tabindex=0></span></div>`);
  focus.focusFirst("p");
  assert.equal(document.activeElement, $("#two"));
  focus.focusFirst("q");
  assert.equal(document.activeElement, $("#q"));
});

test("from the details the focus goes to the row or the link of their process", () => {
  open(`<a id=link href="/errors?sel=9-1"></a><div role=row id=row tabindex=0 data-process-id="7-1"></div><aside class=pane><button id=close></button></aside>`);
  for (const [process, expected] of [["7-1", "#row"], ["9-1", "#link"], ["8-1", "#main"]]) {
    $("#close").focus();
    focus.leavePane(process);
    assert.equal(document.activeElement, $(expected), process);
  }
});
