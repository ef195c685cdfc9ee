// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { round } from "../../../extension/content/panel/chart.js";

test("an axis has two to six round marks that hold every price", () => {
  for (const [least, most] of [[3.1, 8.8], [8.8, 8.8], [0.01, 0.01], [1e9, 1e9], [0.5, 999_999_999], [99, 101], [39, 39.5]]) {
    const ticks = round(least, most);
    assert.ok(ticks.length >= 2 && ticks.length <= 6, `${least}–${most}: ${ticks}`);
    assert.ok(ticks[0] <= least && ticks[ticks.length - 1] >= most, `${least}–${most}: ${ticks}`);
    assert.ok(ticks.every((tick) => tick >= 0));
  }
});
