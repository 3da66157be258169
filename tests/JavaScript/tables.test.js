import assert from "node:assert/strict";
import { test } from "node:test";
import { openPage } from "./browser.js";

openPage();
const { markdown } = await import("../../wwwroot/js/tables.js");

function open(html) {
  openPage(html);
  globalThis.getComputedStyle = (element) => ({ display: element.hasAttribute("data-none") ? "none" : "block" });
  return document.body.firstElementChild;
}

test("a table becomes Markdown, with its title, numbers to the right, and the address", () => {
  const table = open(
    `<table><thead><tr><th>Program</th><th class="num">Runs</th></tr></thead><tbody><tr><td>make <b>all</b></td><td class="num">1,482</td></tr></tbody></table>`,
  );
  assert.equal(
    markdown(table, "Top programs"),
    "**Top programs**\n\n| Program | Runs |\n| --- | ---: |\n| make all | 1,482 |\n\n<http://localhost/>\n",
  );
});

test("what a process is called does not become markup, and a row stays one line", () => {
  const table = open(`<table><tr><th>comm</th></tr><tr><td>a|b *c*\n<i>_d_</i> \`e\` &lt;img&gt;</td></tr></table>`);
  assert.match(markdown(table, "x"), /^\| a\\\|b \\\*c\\\* \\_d\\_ \\`e\\` \\<img\\> \|$/m);
});

test("a grid is copied by its roles, without hidden columns and words for screen readers", () => {
  const grid = open(
    `<div role="treegrid"><div role="row"><span role="columnheader">Process</span><span role="columnheader" data-none>User</span></div>
     <div role="row"><span role="gridcell"><span class="sr-only">running</span>cc1</span><span role="gridcell" data-none>root</span></div>
     <div role="presentation"></div></div>`,
  );
  assert.match(markdown(grid, "Tree"), /\| Process \|\n\| --- \|\n\| cc1 \|\n/);
});

test("parts that only a style sheet sets apart are apart", () => {
  const table = open(`<table><tr><th>Process</th></tr><tr><td><i>−</i><b>bash</b><div>Usual <u>cause</u>s</div></td></tr></table>`);
  assert.match(markdown(table, "x"), /^\| − bash Usual causes \|$/m);
});

test("a cell that spans columns leaves the ones behind it where they are", () => {
  const table = open(`<table><tr><th>Path</th><th>Call</th><th>Count</th></tr><tr><th colspan="2">ENOENT</th><td>3</td></tr></table>`);
  assert.match(markdown(table, "x"), /^\| ENOENT \|  \| 3 \|$/m);
});

test("a table without rows is nothing", () => assert.equal(markdown(open("<table></table>"), "x"), ""));
