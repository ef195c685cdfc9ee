// @ts-check
// What a large catalogue costs in the browser: lookups in a pack that is kept offline, warm and from a stopped worker,
// the worker's memory, and learning one listing.
// usage: node tests/e2e/bench_catalogue.mjs PACK   PACK: the folder of a pack
import { readFile, stat } from "node:fs/promises";
import { join, resolve, sep } from "node:path";
import { names, until } from "./browser.mjs";
import { picture } from "./made.mjs";
import { otherPack, PACK } from "./pack_server.mjs";
import { stage } from "./stage.mjs";

const ROUNDS = 25;
const LEARNT = 600;
const folder = resolve(process.argv[2] ?? "");
const manifest = await readFile(join(folder, "manifest.json"), "utf8").catch(() => "");
if (!manifest) {
  console.error(`${folder} is no pack's folder: there is no manifest.json in it`);
  process.exit(1);
}
/** @param {number[]} values */
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
/** @param {number[]} values */
const spread = (values) => `${median(values).toFixed(1)} ms (worst ${Math.max(...values).toFixed(1)})`;

for (const name of names()) {
  const on = await stage(name, { pack: await otherPack() });
  const pictures = await Promise.all(Array.from({ length: ROUNDS * 2 }, (_, n) => picture(n + 1, 400)));
  on.web.site(/^img\.yuantou\.localhost$/, async (url) => {
    const shown = /^\/bench\/(\d+)\.jpg$/.exec(url.pathname);
    if (shown) return { type: "image/jpeg", body: pictures[Number(shown[1])] };
    const file = resolve(folder, url.pathname.replace(/^\/pack\//, ""));
    if (!file.startsWith(folder + sep) || !(await stat(file).catch(() => null))?.isFile()) return null;
    return { type: "application/octet-stream", body: await readFile(file) };
  });
  const own = await on.browser.ownPage("options/options.html");
  /** @param {object} request @returns {Promise<any>} */
  const ask = (request) => own.evaluate((one) => /** @type {any} */ (/** @type {any} */ (globalThis).browser ?? chrome).runtime.sendMessage(one), request);
  const [{ id, status }] = (await ask({ kind: "pack_add", address: PACK })).packs;
  const began = performance.now();
  await ask({ kind: "pack_offline", id, on: true });
  await until(async () => (await ask({ kind: "packs" })).packs[0].offline, "all of the pack", 600_000);
  const loaded = performance.now() - began;

  /** One card's lookup, as the page that asks feels it, and the part of it that is reading and looking at the pack. @param {number} n */
  const lookUp = (n) => own.evaluate(async (at) => {
    const api = /** @type {any} */ (/** @type {any} */ (globalThis).browser ?? chrome);
    const item = { kind: "item", url: `http://shop.yuantou.localhost/item.html?id=b${at}`, id: `b${at}`, title: `商品 ${at}`, images: [`http://img.yuantou.localhost/bench/${at}.jpg`], price: { currency: "CNY", min: "9.00", max: "9.00", kind: "sale" } };
    const start = performance.now();
    await api.runtime.sendMessage({ kind: "tags", key: "bench", items: [{ n: 0, item }] });
    const whole = performance.now() - start;
    const { packs } = await api.runtime.sendMessage({ kind: "packs" });
    return { whole, pack: packs[0].status.answered?.ms ?? 0 };
  }, n);
  const warm = [];
  for (let n = 0; n < ROUNDS; n += 1) warm.push(await lookUp(n));
  const cold = [];
  for (let n = ROUNDS; name === "chrome" && n < ROUNDS * 2; n += 1) {
    await on.browser.stopWorker();
    cold.push(await lookUp(n));
  }
  const memory = name === "chrome" ? await heldByWorker(on.browser) : null;

  const learning = await own.evaluate(async (count) => {
    const api = /** @type {any} */ (/** @type {any} */ (globalThis).browser ?? chrome);
    const times = [];
    for (let n = 0; n < count; n += 1) {
      const offer = { platform: "1688", id: `bench${n}`, title: `骨瓷勺子 ${n}`, currency: "CNY", tiers: [{ from: 3, price: "2.30" }], seen_at: "2026-11-25T10:00:00Z" };
      const start = performance.now();
      await api.runtime.sendMessage({ kind: "catalogue_put", offers: [offer], pictures: false });
      times.push(performance.now() - start);
    }
    return times;
  }, LEARNT);

  console.log(`${name}: ${status.listings} listings, ${status.pictures} pictures, ${(status.bytes / 1e6).toFixed(0)} MB, loaded in ${(loaded / 1000).toFixed(1)} s`);
  console.log(`  a card's lookup, warm: ${spread(warm.map(({ whole }) => whole))}, in the pack ${spread(warm.map(({ pack }) => pack))}`);
  if (cold.length) console.log(`  a card's lookup, from a stopped worker: ${spread(cold.map(({ whole }) => whole))}, in the pack ${spread(cold.map(({ pack }) => pack))}`);
  if (memory !== null) console.log(`  the worker holds ${(memory / 1e6).toFixed(0)} MB`);
  console.log(`  learning one listing, merges included: ${spread(learning)}`);
  await on.close();
}

/** Heap and buffers, the core's memory among them. @param {import("./browser.mjs").Browser} browser @returns {Promise<number>} */
async function heldByWorker(browser) {
  const target = await browser.browser.waitForTarget((one) => one.type() === "service_worker" && one.url().includes(browser.id));
  const worker = await target.worker();
  const usage = /** @type {any} */ (await worker?.client.send("Runtime.getHeapUsage"));
  return (usage?.usedSize ?? 0) + (usage?.embedderHeapUsedSize ?? 0) + (usage?.backingStorageSize ?? 0);
}
