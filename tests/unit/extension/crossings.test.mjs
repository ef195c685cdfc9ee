// @ts-check
/**
 * How often one look at an item page goes through the core, and what is handed over on the way: the background's own
 * modules on the real core, in a browser that has only what they ask of it.
 */
import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { build } from "esbuild";
import * as core from "../../../extension/core/yuantou.js";

const PAGE = "https://item.taobao.com/item.htm?id=610947572360";
const CARD = { platform: "1688", id: "77", url: "https://detail.1688.com/offer/77.html", title: "骨瓷勺子 16.5cm 汤勺", currency: "CNY", tiers: [{ from: 1, price: "2.50" }] };
const ITEM = "骨瓷勺子家用汤勺 16.5cm";

/** What went into the core and came out of it, in order. @type {{ name: string, given: unknown[], got: unknown }[]} */
let crossings = [];

/** @param {string} name @param {Function} work @returns {(...given: unknown[]) => unknown} */
const counted = (name, work) =>
  function (...given) {
    // @ts-ignore the method's own
    const got = work.apply(this, given);
    crossings.push({ name, given, got });
    return got;
  };

/** The core, each of whose functions and methods is counted. */
function countedCore() {
  /** @type {Record<string, unknown>} */
  const exports = { ...core, default: async () => {} };
  for (const [name, value] of Object.entries(core)) {
    if (typeof value !== "function" || name === "default" || name === "initSync") continue;
    if (!value.prototype || !/^class\b/.test(String(value))) {
      exports[name] = counted(name, value);
      continue;
    }
    for (const method of Object.getOwnPropertyNames(value.prototype)) {
      const own = value.prototype[method];
      if (typeof own === "function" && method !== "constructor" && method !== "free" && !method.startsWith("__")) value.prototype[method] = counted(`${name}.${method}`, own);
    }
  }
  return exports;
}

/** A storage area of the browser's. */
function area() {
  /** @type {Record<string, unknown>} */
  const held = {};
  return {
    get: async (/** @type {string | null} */ key) => (key === null || key === undefined ? { ...held } : typeof key === "string" && key in held ? { [key]: structuredClone(held[key]) } : {}),
    set: async (/** @type {Record<string, unknown>} */ entries) => void Object.assign(held, structuredClone(entries)),
    remove: async (/** @type {string | string[]} */ keys) => [keys].flat().forEach((key) => delete held[key]),
    clear: async () => Object.keys(held).forEach((key) => delete held[key]),
  };
}

const listener = () => ({ addListener() {}, removeListener() {} });
const browser = {
  storage: { session: area(), local: area(), sync: area(), onChanged: listener() },
  permissions: { contains: async () => false, onAdded: listener(), onRemoved: listener() },
  runtime: { getURL: (/** @type {string} */ path) => `https://extension.example/${path}`, onStartup: listener(), onMessage: listener(), getManifest: () => ({ version: "0" }) },
  tabs: { sendMessage: async () => {}, get: async () => null },
  i18n: { getMessage: (/** @type {string} */ name) => name, getUILanguage: () => "en" },
  action: { setBadgeText: async () => {}, setBadgeBackgroundColor: async () => {} },
};
// Neither the core's file nor packs: the core is there already, and what is looked up is what a source search found.
Object.assign(globalThis, { browser, chrome: browser, fetch: async () => new Response("", { status: 404 }), countedCore: countedCore() });

core.initSync({ module: await readFile(new URL("../../../extension/core/yuantou_bg.wasm", import.meta.url)) });
const names = Object.keys(core);
const { outputFiles } = await build({
  stdin: { contents: 'export { look } from "./page/look.js"; export { keepFound } from "./session.js";', resolveDir: new URL("../../../extension/background/", import.meta.url).pathname },
  bundle: true, write: false, format: "esm",
  plugins: [
    {
      name: "counted-core",
      setup(bundle) {
        bundle.onResolve({ filter: /core\/yuantou\.js$/ }, () => ({ path: "core", namespace: "counted" }));
        bundle.onLoad({ filter: /.*/, namespace: "counted" }, () => ({ contents: names.map((name) => (name === "default" ? "export default countedCore.default;" : `export const ${name} = countedCore.${name};`)).join("\n") }));
      },
    },
  ],
});
/** @type {{ look: typeof import("../../../extension/background/page/look.js").look, keepFound: typeof import("../../../extension/background/session.js").keepFound }} */
const background = await import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`);

/** What the content script would send of a page with an item's title and price, in the shop's own structured data. */
function snapshot() {
  const data = { "@type": "Product", name: ITEM, offers: { "@type": "Offer", price: "8.80", priceCurrency: "CNY" } };
  return {
    url: PAGE,
    elements: [{ tag: "html" }, { tag: "script", parent: 0 }],
    nodes: [{ probe: "json_ld", element: 1, text: JSON.stringify(data) }],
  };
}

/** Whether an item stands anywhere in what was handed over. @param {unknown} value */
const holdsItem = (value) => JSON.stringify(value ?? null).includes(ITEM);

/** @param {number} n */
const tab = (n) => /** @type {chrome.tabs.Tab} */ ({ id: n, url: PAGE, incognito: true, index: 0 });

/** @param {number} n */
async function lookAt(n) {
  crossings = [];
  const answer = await background.look({ kind: "look", key: `mark.${n}:1`, snapshot: snapshot(), final: true }, tab(n));
  assert.equal(answer.kind, "verdict", JSON.stringify(answer));
  return { verdict: /** @type {Extract<typeof answer, { kind: "verdict" }>} */ (answer).verdict, times: (/** @type {string} */ name) => crossings.filter((one) => one.name === name).length };
}

test("the item of a page crosses once, and one lookup answers", async () => {
  const { verdict, times } = await lookAt(1);
  assert.equal(verdict.matches.length, 0);
  assert.equal(crossings.filter(({ given }) => given.some((value) => holdsItem(value) && !(/** @type {any} */ (value).nodes))).length, 0, "the item is not handed back");
  assert.equal(crossings.filter(({ got }) => holdsItem(got)).length, 1, "it comes out once");
  for (const name of ["Engine.read", "ReadPage.reading", "Engine.begin_page", "Query.verdict", "Query.answered"]) assert.equal(times(name), 1, name);
  assert.equal(times("Engine.begin"), 0);
  assert.equal(times("probes"), 0);
  // Wants of pictures, and of bytes: each asked for once, there being none.
  assert.equal(times("Query.needs"), 1);
  assert.equal(times("Query.byte_needs"), 1);
});

test("what an earlier source search found is judged in the same lookup, and no match is handed back", async () => {
  const { verdict: before } = await lookAt(2);
  await background.keepFound(before.key, [{ key: "00", offer: CARD }, { key: "01", offer: { ...CARD, id: "78", url: "https://detail.1688.com/offer/78.html" } }]);
  const { verdict, times } = await lookAt(2);
  assert.equal(verdict.matches.length, 2);
  for (const { key } of verdict.matches) assert.match(key, /^[0-9a-f]{16}$/);
  assert.equal(times("Engine.begin_page"), 1, "one lookup");
  assert.equal(times("Query.add_offers"), 1);
  assert.equal(times("Query.verdict"), 1);
  const given = crossings.filter(({ given }) => JSON.stringify(given ?? null).includes(CARD.title));
  assert.deepEqual(given.map(({ name }) => name), ["Query.add_offers"], "only what was found goes in");
  assert.ok(!crossings.some(({ name }) => name.startsWith("Learner")), "no listing is sent back to be named");
  assert.ok(crossings.length <= 9, crossings.map(({ name }) => name).join(", "));
});
