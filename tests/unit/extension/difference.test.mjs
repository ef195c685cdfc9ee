// @ts-check
/** A title's runs as the panel shows them; which words are marked the core says (`tests/unit/fingerprint/own_words.rs`). */
import assert from "node:assert/strict";
import { test } from "node:test";
import { marked } from "../../../extension/content/panel/difference.js";

// All that is asked of a document: elements that hold text.
Object.assign(globalThis, { document: { createElement: (/** @type {string} */ tag) => ({ tag, text: "", append(/** @type {string[]} */ ...texts) { this.text += texts.join(""); } }) } });

/** Text as it is, marks in brackets. @param {string} title @param {[number, number][]} own */
const shown = (title, own) => marked(title, own).map((run) => (typeof run === "string" ? run : `[${/** @type {any} */ (run).text}]`));

test("what is marked and what is not, and nothing is lost", () => {
  assert.deepEqual(shown("茶杯 350ml 蓝", [[3, 6]]), ["茶杯 ", "[350]", "ml 蓝"]);
  assert.deepEqual(shown("茶杯", []), ["茶杯"]);
  assert.deepEqual(shown("茶杯 蓝", [[0, 2], [3, 4]]), ["[茶杯]", " ", "[蓝]"]);
});

test("ten thousand characters are cut, marks that reach beyond the cut too, and no character is cut in two", () => {
  assert.equal(shown("罐".repeat(10_000), []).join("").length, 300);
  assert.deepEqual(shown("罐".repeat(10_000), [[299, 400], [500, 600]]), ["罐".repeat(299), "[罐]"]);
  assert.deepEqual(shown(`${"罐".repeat(299)}🥄勺`, []), ["罐".repeat(299)]);
});
