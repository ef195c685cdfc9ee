// @ts-check
// What a large catalogue costs in the browser: lookups in a pack that is kept offline, warm and from a stopped worker,
// the worker's memory, and learning one listing.
// usage: node tests/e2e/bench_catalogue.mjs PACK [--profile]   PACK: the folder of a pack; --profile: the worker's time by
// function, in Chromium
import { readFile, stat } from "node:fs/promises";
import { join, resolve, sep } from "node:path";
import { names, until } from "./browser.mjs";
import { picture } from "./made.mjs";
import { otherPack, PACK } from "./pack_server.mjs";
import { stage } from "./stage.mjs";

const ROUNDS = 25;
const LEARNT = 600;
const SETTLE_MS = 15_000;
/** Titles are as long as shops': so many of these words. */
const WORDS = ["不锈钢", "保温杯", "大容量", "便携", "陶瓷", "汤勺", "家用", "加厚", "厨房", "收纳盒", "创意", "北欧", "男士", "女士", "夏季", "新款", "宽松", "纯棉", "卫衣", "运动鞋", "台灯", "卧室", "充电", "迷你", "儿童"];
const LONG = 8;
const folder = resolve(process.argv[2] ?? "");
const manifest = await readFile(join(folder, "manifest.json"), "utf8").catch(() => "");
if (!manifest) {
  console.error(`${folder} is no pack's folder: there is no manifest.json in it`);
  process.exit(1);
}
/** @param {number[]} values */
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
/** @param {number[]} values */
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
/** @param {number[]} values */
const spread = (values) => `${median(values).toFixed(1)} ms (worst ${Math.max(...values).toFixed(1)})`;
/** @param {number} n */
const titleOf = (n) => Array.from({ length: LONG }, (_, at) => WORDS[(n * 7 + at * at * 3 + at) % WORDS.length]).join(" ");

for (const name of names()) {
  const on = await stage(name, { pack: await otherPack() });
  const pictures = await Promise.all(Array.from({ length: ROUNDS * 3 + 1 }, (_, n) => picture(n + 1, 400)));
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
  // The browser tidies its database up for a while after so much was written.
  await new Promise((go) => setTimeout(go, SETTLE_MS));
  const whileLoaded = name === "chrome" ? await heldByWorker(on.browser) : null;

  /** One card's lookup, as the page that asks feels it, and the part of it from the picture's codes to the listings. @param {number} n */
  const lookUp = (n) => own.evaluate(async (at, title) => {
    const api = /** @type {any} */ (/** @type {any} */ (globalThis).browser ?? chrome);
    const item = { kind: "item", url: `http://shop.yuantou.localhost/item.html?id=b${at}`, id: `b${at}`, title, images: [`http://img.yuantou.localhost/bench/${at}.jpg`], price: { currency: "CNY", min: "9.00", max: "9.00", kind: "sale" } };
    const since = Date.now();
    const start = performance.now();
    await api.runtime.sendMessage({ kind: "tags", key: "bench", items: [{ n: 0, item }] });
    const whole = performance.now() - start;
    // It is written down behind the answer's back.
    for (;;) {
      const [{ status }] = (await api.runtime.sendMessage({ kind: "packs" })).packs;
      if (status.answered?.at >= since) return { whole, pack: status.answered.ms, listings: status.answered.listings, bytes: status.answered.bytes };
      if (Date.now() > since + 5000) throw new Error("the pack was not asked");
    }
  }, n, titleOf(n));
  await lookUp(ROUNDS * 3);
  const worker = name === "chrome" ? await workerOf(on.browser) : null;
  await worker?.send("Runtime.evaluate", { expression: `(${countReads})()` });
  /** @typedef {Awaited<ReturnType<typeof lookUp>>} Lookup */
  /** Of a worker that has the directories to read yet, and the titles' commonest words. @type {Lookup[]} */
  const first = [];
  for (let n = ROUNDS * 2; n < ROUNDS * 3; n += 1) first.push(await lookUp(n));
  await worker?.send("Runtime.evaluate", { expression: "countedReads.clear()" });
  /** Of the same worker after those: other pictures, other titles of the same words. @type {Lookup[]} */
  const warm = [];
  for (let n = 0; n < ROUNDS; n += 1) warm.push(await lookUp(n));
  /** @type {{ transactions: number, requests: number, bytes: number, ms: number } | undefined} */
  const read = (await worker?.send("Runtime.evaluate", { expression: "countedReads", returnByValue: true }))?.result.value;
  if (process.argv.includes("--profile") && worker) await profile(worker, async () => {
    for (let n = 0; n < ROUNDS; n += 1) await lookUp(n);
  });
  await worker?.detach();
  /** @type {Lookup[]} */
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
  const parts = (/** @type {Lookup[]} */ all) => `codes → listings ${spread(all.map(({ pack }) => pack))}; with the picture, the verdict and both messages ${spread(all.map(({ whole }) => whole))}`;
  console.log(`  a card's lookup, the first ${ROUNDS} of a worker: ${parts(first)}`);
  console.log(`  a card's lookup, warm: ${parts(warm)}; ${mean(warm.map(({ bytes }) => bytes / 1000)).toFixed(0)} kB, ${mean(warm.map(({ listings }) => listings)).toFixed(0)} listings`);
  if (read) {
    const each = (/** @type {number} */ value) => (value / ROUNDS).toFixed(1);
    console.log(`  of which storage: ${each(read.ms)} ms, ${each(read.transactions)} transactions, ${each(read.requests)} requests, ${each(read.bytes / 1000)} kB`);
  }
  if (cold.length) console.log(`  a card's lookup, from a stopped worker: ${parts(cold)}`);
  if (memory) console.log(`  the worker holds ${told(memory)}; after loading the pack ${told(/** @type {Held} */ (whileLoaded))}`);
  console.log(`  learning one listing, merges included: ${spread(learning)}, mean ${mean(learning).toFixed(1)} ms`);
  await on.close();
}

/** @typedef {{ core: number, heap: number }} Held Bytes of the core's memory; of the script's heap and buffers */

/** @param {Held} held */
function told({ core, heap }) {
  return `${((core + heap) / 1e6).toFixed(0)} MB (core ${(core / 1e6).toFixed(0)}, script ${(heap / 1e6).toFixed(0)})`;
}

/**
 * The worker's protocol. To be detached before the worker is stopped: it would not start again under it.
 * @param {import("./browser.mjs").Browser} browser @returns {Promise<any>}
 */
async function workerOf(browser) {
  const target = await browser.browser.waitForTarget((one) => one.type() === "service_worker" && one.url().includes(browser.id));
  return target.createCDPSession();
}

/** Counts, in the worker, what is read of its pages, and for how long such a transaction is open. */
function countReads() {
  const none = { transactions: 0, requests: 0, bytes: 0, ms: 0 };
  const counted = { ...none, clear: () => Object.assign(counted, none) };
  Object.assign(globalThis, { countedReads: counted });
  const { transaction } = IDBDatabase.prototype;
  IDBDatabase.prototype.transaction = function (names, ...rest) {
    const began = transaction.call(this, names, ...rest);
    if (String(names) === "pages") {
      const start = performance.now();
      let end = start;
      for (const name of /** @type {const} */ (["get", "getAll"])) {
        const store = began.objectStore("pages");
        const own = store[name].bind(store);
        /** @param {any} key */
        const counting = (key) => {
          const request = own(key);
          counted.requests += 1;
          request.addEventListener("success", () => {
            end = performance.now();
            for (const page of [request.result ?? []].flat()) counted.bytes += /** @type {any} */ (page).byteLength;
          });
          return request;
        };
        Object.assign(store, { [name]: counting });
      }
      counted.transactions += 1;
      began.addEventListener("complete", () => (counted.ms += end - start));
    }
    return began;
  };
}

/** Where the worker's time goes while `work` is done, by function. @param {any} worker @param {() => Promise<void>} work */
async function profile(worker, work) {
  await worker.send("Profiler.enable");
  await worker.send("Profiler.setSamplingInterval", { interval: 200 });
  await worker.send("Profiler.start");
  const began = performance.now();
  await work();
  const took = performance.now() - began;
  const { profile: found } = await worker.send("Profiler.stop");
  /** @type {Map<string, number>} */
  const own = new Map();
  const names = new Map(found.nodes.map((/** @type {any} */ { id, callFrame: { functionName, url, lineNumber } }) => [id, `${functionName || "(anonymous)"} ${url.split("/").pop()}:${lineNumber}`]));
  for (const [at, id] of found.samples.entries()) own.set(names.get(id) ?? "", (own.get(names.get(id) ?? "") ?? 0) + found.timeDeltas[at] / 1000);
  console.log(`  ${took.toFixed(0)} ms for ${ROUNDS} lookups, of which in the worker:`);
  for (const [what, ms] of [...own].sort((a, b) => b[1] - a[1]).slice(0, 30)) console.log(`  ${ms.toFixed(1).padStart(9)} ms ${what}`);
}

/** @param {import("./browser.mjs").Browser} browser @returns {Promise<Held>} */
async function heldByWorker(browser) {
  const client = await workerOf(browser);
  const { result } = await client.send("Runtime.evaluate", { expression: "WebAssembly.Memory.prototype" });
  // Collects the garbage too.
  const { objects } = await client.send("Runtime.queryObjects", { prototypeObjectId: result.objectId });
  const sum = "function () { return this.reduce((sum, memory) => sum + memory.buffer.byteLength, 0); }";
  const { result: core } = await client.send("Runtime.callFunctionOn", { objectId: objects.objectId, functionDeclaration: sum, returnByValue: true });
  const { usedSize, embedderHeapUsedSize = 0, backingStorageSize = 0 } = await client.send("Runtime.getHeapUsage");
  await client.detach();
  // The buffers' sizes may or may not count the core's own.
  return { core: core.value, heap: usedSize + embedderHeapUsedSize + Math.max(0, backingStorageSize) };
}
