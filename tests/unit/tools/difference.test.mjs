// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { difference } from "../../../extension/content/difference.js";

/** @param {string} title @param {string} other */
const marked = (title, other) => difference(title, other).filter(({ own }) => own).map(({ text }) => text);

test("what both say is not marked, in whatever order", () => {
  assert.deepEqual(marked("陶瓷勺子 蓝边 16.5cm", "16.5CM蓝边 批发陶瓷勺子"), []);
  assert.deepEqual(marked("Stoneware mug, 350 ml", "350 ML MUG stoneware"), []);
});

test("another number is marked whole, beside the same unit", () => {
  assert.deepEqual(marked("茶杯 350ml", "茶杯 500ml"), ["350"]);
  assert.deepEqual(marked("盘子 16.5cm", "盘子 6.5cm"), ["16.5"]);
});

test("full width is half width, and the run is shown as it is written", () => {
  assert.deepEqual(marked("ＡＢＣ马克杯", "abc马克杯"), []);
  assert.deepEqual(difference("复古ＸＹ", "复古"), [{ text: "复古", own: false }, { text: "ＸＹ", own: true }]);
});

test("signs and spaces are nobody's own; nothing is lost", () => {
  const title = "【包邮】 茶叶罐 — 500ml!";
  assert.equal(difference(title, "茶叶罐").map(({ text }) => text).join(""), title);
  assert.deepEqual(marked("【】 !", ""), []);
});

test("ten thousand characters are cut", () => {
  assert.equal(difference("罐".repeat(10_000), "罐子").map(({ text }) => text).join("").length, 300);
});
