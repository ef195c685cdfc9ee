// @ts-check
// Days are the shopper's own: in a time zone far from UTC, and across midnight.
import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, beforeEach, mock, test } from "node:test";

/** @type {Record<string, any>} */
let stored = {};
const listener = () => ({ addListener: () => {}, removeListener: () => {} });
const wasm = await readFile(new URL("../../../extension/core/yuantou_bg.wasm", import.meta.url));
Object.assign(globalThis, {
  chrome: {
    storage: {
      local: { get: async (/** @type {string} */ key) => ({ [key]: structuredClone(stored[key]) }), set: async (/** @type {object} */ some) => void Object.assign(stored, structuredClone(some)) },
      session: { get: async () => ({}), set: async () => {} },
      onChanged: listener(),
    },
    permissions: { contains: async () => false, onAdded: listener(), onRemoved: listener() },
    runtime: { getURL: (/** @type {string} */ path) => `https://extension.example/${path}`, onStartup: listener(), getManifest: () => ({ version: "0" }) },
  },
  // The core itself, which compares prices; no packs.
  fetch: async (/** @type {string | URL} */ url) => (String(url).endsWith("yuantou_bg.wasm") ? new Response(wasm, { headers: { "content-type": "application/wasm" } }) : new Response("", { status: 404 })),
});
const { historyOf, keepVisit, today } = await import("../../../extension/background/history/history.js");
const { finds, keepFind } = await import("../../../extension/background/history/finds.js");

const ITEM = /** @type {any} */ ({ kind: "item", id: "1", title: "骨瓷勺子", url: "https://item.taobao.com/item.htm?id=1", price: { min: "8.80", max: "8.80", currency: "CNY" } });
const VERDICT = /** @type {any} */ ({ key: "k", state: "match", best: 0, matches: [{ class: "same", listing: {}, saving: { currency: "CNY", amount: "5.70", percent: 65 } }] });
const NONE = /** @type {any} */ ({ key: "k", state: "none", matches: [] });
const zone = process.env.TZ;

before(() => mock.timers.enable({ apis: ["Date"] }));
beforeEach(() => void (stored = {}));
after(() => {
  mock.timers.reset();
  process.env.TZ = zone;
});

/** @param {string} where @param {string} moment In UTC */
function at(where, moment) {
  process.env.TZ = where;
  mock.timers.setTime(Date.parse(moment));
}

test("a day is the shopper's own where it is another than in UTC", () => {
  at("Asia/Shanghai", "2026-11-25T17:30:00Z");
  assert.equal(today(), "2026-11-26");
  at("America/Los_Angeles", "2026-11-25T03:30:00Z");
  assert.equal(today(), "2026-11-24");
  at("Pacific/Kiritimati", "2026-12-31T11:00:00Z");
  assert.equal(today(), "2027-01-01");
});

test("visits on both sides of the shopper's midnight are two days of the history, and those on both sides of UTC's are one", async () => {
  const key = "item.taobao.com 1";
  const keys = { key, base: key };
  at("Asia/Shanghai", "2026-11-25T15:59:00Z");
  await keepVisit(ITEM, keys, NONE);
  at("Asia/Shanghai", "2026-11-25T16:01:00Z");
  await keepVisit({ ...ITEM, price: { min: "9.80", max: "9.80", currency: "CNY" } }, keys, NONE);
  assert.deepEqual((await historyOf(key))?.shop, { currency: "CNY", points: [["2026-11-25", "8.80"], ["2026-11-26", "9.80"]], last: "2026-11-26" });
  // Past UTC's midnight it is the same day here, of which the lowest price stands.
  at("Asia/Shanghai", "2026-11-26T00:01:00Z");
  await keepVisit({ ...ITEM, price: { min: "9.50", max: "9.50", currency: "CNY" } }, keys, NONE);
  assert.deepEqual((await historyOf(key))?.shop.points, [["2026-11-25", "8.80"], ["2026-11-26", "9.50"]]);
});

test("today's finds end with the shopper's day, and not with UTC's", async () => {
  at("America/Los_Angeles", "2026-11-25T23:50:00Z");
  keepFind(ITEM, VERDICT, ITEM.url, "taobao");
  // Behind the one that is being written.
  keepFind(ITEM, VERDICT, ITEM.url, "taobao");
  while (!stored.finds) await new Promise(setImmediate);
  at("America/Los_Angeles", "2026-11-26T00:10:00Z");
  assert.deepEqual((await finds()).map(({ key }) => key), ["k"]);
  at("America/Los_Angeles", "2026-11-26T08:01:00Z");
  assert.deepEqual(await finds(), []);
});
