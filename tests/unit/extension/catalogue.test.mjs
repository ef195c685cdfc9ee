// @ts-check
/** The shopper's catalogue in storage: killed between any two steps, full, wiped, and with two writers. */
import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { beforeEach, test } from "node:test";
import { build } from "esbuild";
import { IDBCursor, IDBDatabase, IDBFactory, IDBObjectStore } from "fake-indexeddb";
import * as built from "../../../extension/core/yuantou.js";

const core = /** @type {any} */ (built);
core.initSync({ module: await readFile(new URL("../../../extension/core/yuantou_bg.wasm", import.meta.url)) });

const store = new URL("../../../extension/background/catalogue/store/", import.meta.url).pathname;
const { outputFiles } = await build({ stdin: { contents: 'export * as learnt from "./learnt.js"; export * as pages from "./pages.js";', resolveDir: store }, bundle: true, write: false, format: "esm" });
// Without locks: it is the comparison in a flush's transaction that must hold.
if (!globalThis.navigator) Object.defineProperty(globalThis, "navigator", { value: {}, configurable: true });

let lives = 0;
/** The modules as a worker has them that has just started. @returns {Promise<{ learnt: typeof import("../../../extension/background/catalogue/store/learnt.js"), pages: typeof import("../../../extension/background/catalogue/store/pages.js") }>} */
function life() {
  lives += 1;
  return import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}//${lives}`);
}

/** A repeatable series of numbers. @param {number} seed */
function dice(seed) {
  return () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
    return seed / 2 ** 31;
  };
}

/** @param {number} n @param {string} [price] */
function listing(n, price = "1.00") {
  const offer = { platform: "1688", id: String(n), title: `骨瓷勺子 ${n} bone china spoon model YT${1000 + n}`, images: [`https://img.example/${n}.jpg`], currency: "CNY", tiers: [{ from: 3, price }], seen_at: "2026-11-25T10:00:00Z" };
  const learner = new core.Learner(offer);
  const made = { key: learner.key(), record: learner.record(), seen: n, title: offer.title };
  learner.free();
  return made;
}

/** What a lookup would find: every standing listing of the index and of what is fresh, by key, with its price. @param {Awaited<ReturnType<typeof life>>} on */
async function indexed({ learnt, pages }) {
  const { manifest, records } = await learnt.load();
  /** @type {Map<string, string[]>} */
  const found = new Map();
  const add = (/** @type {any} */ offer, /** @type {string} */ where) => {
    const key = new core.Learner(offer).key();
    found.set(key, [...(found.get(key) ?? []), `${where} ${offer.tiers[0].price}`]);
  };
  if (manifest) {
    const { segments } = JSON.parse(new TextDecoder().decode(manifest));
    const engine = new core.Engine();
    engine.add_outside("learnt", manifest, false);
    for (const { id, record_bits } of segments) {
      for (let shard = 0; shard < 1 << record_bits; shard += 1) {
        const bytes = await pages.readFile(`learnt/${id}/records-${String(shard).padStart(5, "0")}.bin`);
        assert.ok(bytes, `${id} is whole`);
        for (const { listing: offer } of core.read_record_file(bytes, record_bits, shard)) add(offer, id);
      }
    }
    engine.free();
  }
  for (const record of records) add(core.read_record(record).listing, "fresh");
  return { found, manifest };
}

/** How many listings the index says that it has. @param {Uint8Array | null} manifest */
const counted = (manifest) => (manifest ? JSON.parse(new TextDecoder().decode(manifest)).listings : 0);

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

/** Every step at which a worker can die. @type {[any, string[]][]} */
const STEPS = [
  [IDBObjectStore.prototype, ["put", "get", "getAll", "getAllKeys", "delete", "clear", "count", "openKeyCursor", "openCursor"]],
  [IDBDatabase.prototype, ["transaction"]],
  [IDBCursor.prototype, ["continue"]],
];

/** Runs work that dies at step `last`; every later step dies as well. @param {number} last @param {() => Promise<unknown>} work @returns {Promise<boolean>} Whether it died */
async function dying(last, work) {
  let step = 0;
  /** @type {(() => void)[]} */
  const undo = [];
  for (const [prototype, names] of STEPS) {
    for (const name of names) {
      const own = prototype[name];
      prototype[name] = function (/** @type {any[]} */ ...args) {
        step += 1;
        if (step > last) throw new Error("killed");
        return own.apply(this, args);
      };
      undo.push(() => (prototype[name] = own));
    }
  }
  try {
    await work();
    return false;
  } catch (error) {
    assert.equal(/** @type {Error} */ (error).message, "killed");
    return true;
  } finally {
    for (const one of undo) one();
  }
}

test("a thousand kills between storage steps: nothing learnt is lost, nothing is there twice", async () => {
  const random = dice(7);
  let killed = 0;
  for (let round = 0; round < 1000; round += 1) {
    if (round % 50 === 0) globalThis.indexedDB = new IDBFactory();
    if (round % 50 === 0) truth.clear();
    const on = await life();
    const some = Array.from({ length: 1 + Math.floor(random() * 6) }, () => listing(Math.floor(random() * 40), `${1 + Math.floor(random() * 9)}.00`));
    const gone = random() < 0.25 ? [listing(Math.floor(random() * 40)).key] : [];
    // What a step did before it died is not undone: its transaction was written or it was not.
    let stage = 0;
    const died = await dying(Math.floor(random() * 70), async () => {
      await on.learnt.put(some);
      stage = 1;
      if (gone.length) await on.learnt.remove(gone);
      stage = 2;
      await on.learnt.flush(core);
    });
    killed += Number(died);
    if (stage >= 1) for (const { key, record } of some) truth.set(key, core.read_record(record).listing.tiers[0].price);
    if (stage >= 2) for (const key of gone) truth.delete(key);
    const after = await life();
    if (round % 10 === 9) await after.learnt.sweep(() => true);
    const stored = await after.learnt.slice(0, 1000);
    assert.deepEqual(new Map(stored.map(({ key, record }) => [key, core.read_record(record).listing.tiers[0].price])), new Map([...truth]), `round ${round}: the records`);
    if (round % 10 !== 9) continue;
    await after.learnt.flush(core);
    const { found, manifest } = await indexed(after);
    assert.equal(counted(manifest), truth.size, `round ${round}: the index holds each once`);
    for (const [key, price] of truth) assert.ok(found.get(key)?.some((one) => one.endsWith(` ${price}`)), `round ${round}: ${key} at ${price}`);
  }
  assert.ok(killed > 300, `${killed} of the rounds were killed`);
});
/** @type {Map<string, string>} */
const truth = new Map();

test("taken away and learnt again: a folder of the same content is not taken away with the old one", async () => {
  const on = await life();
  const [one, two] = [listing(1), listing(2)];
  await on.learnt.put([one]);
  await on.learnt.flush(core);
  await on.learnt.put([two]);
  await on.learnt.flush(core);
  await on.learnt.remove([two.key]);
  await on.learnt.flush(core);
  await on.learnt.put([two]);
  await on.learnt.flush(core);
  await on.learnt.put([two]);
  await on.learnt.flush(core);
  const { found, manifest } = await indexed(on);
  assert.equal(counted(manifest), 2);
  assert.deepEqual([...found.keys()].sort(), [one.key, two.key].sort());
});

test("two writers at once, and a flush under both: each listing once, the newest word on it", async () => {
  const [one, other] = [await life(), await life()];
  const work = [];
  for (let n = 0; n < 60; n += 1) {
    work.push(one.learnt.put([listing(n % 30, "2.00")]), other.learnt.put([listing((n % 30) + 15, "3.00")]));
    if (n % 12 === 11) work.push(one.learnt.flush(core), other.learnt.flush(core));
  }
  await Promise.all(work);
  await one.learnt.flush(core);
  const { found, manifest } = await indexed(one);
  assert.equal(counted(manifest), 45);
  const stored = await one.learnt.slice(0, 100);
  assert.equal(stored.length, 45);
  for (const { key, record } of stored) assert.ok(found.get(key)?.some((word) => word.endsWith(core.read_record(record).listing.tiers[0].price)));
});

test("no room: what was there stays, the reason is told, and later it goes on", async () => {
  const on = await life();
  await on.learnt.put([listing(1)]);
  await on.learnt.flush(core);
  const put = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = function () {
    throw new DOMException("full", "QuotaExceededError");
  };
  await assert.rejects(on.learnt.put([listing(2)]), { kind: "quota" });
  IDBObjectStore.prototype.put = put;
  assert.equal(await on.learnt.count(), 1);
  await on.learnt.put([listing(2)]);
  // Room for the record and none for its segment.
  IDBObjectStore.prototype.put = function (/** @type {any[]} */ ...args) {
    if (this.name === "pages") throw new DOMException("full", "QuotaExceededError");
    return put.apply(this, /** @type {any} */ (args));
  };
  await assert.rejects(on.learnt.flush(core), { kind: "quota" });
  IDBObjectStore.prototype.put = put;
  assert.equal((await indexed(on)).found.size, 2);
  await on.learnt.flush(core);
  assert.equal(counted((await indexed(on)).manifest), 2);
});

test("wiped under our feet: empty, and learning goes on", async () => {
  const on = await life();
  await on.learnt.put([listing(1)]);
  await on.learnt.flush(core);
  await new Promise((done, failed) => {
    const asked = indexedDB.deleteDatabase("catalogue");
    asked.onsuccess = () => done(undefined);
    asked.onerror = failed;
  });
  assert.equal(await on.learnt.count(), 0);
  assert.deepEqual(await on.learnt.load(), { manifest: null, records: [], fresh: 0 });
  await on.learnt.put([listing(2)]);
  await on.learnt.flush(core);
  assert.equal(counted((await indexed(on)).manifest), 1);
});

test("pages that are gone or broken: the index is made anew of the records", async () => {
  const on = await life();
  await on.learnt.put(Array.from({ length: 20 }, (_, n) => listing(n)));
  await on.learnt.flush(core);
  for (const spoil of ["gone", "broken"]) {
    await new Promise((done) => {
      const asked = indexedDB.open("catalogue");
      asked.onsuccess = () => {
        const transaction = asked.result.transaction(["pages"], "readwrite");
        const pages = transaction.objectStore("pages");
        if (spoil === "gone") pages.clear();
        else {
          pages.openCursor().onsuccess = (event) => {
            const cursor = /** @type {any} */ (event.target).result;
            if (!cursor) return;
            cursor.update(new ArrayBuffer(100));
            cursor.continue();
          };
        }
        transaction.oncomplete = () => {
          asked.result.close();
          done(undefined);
        };
      };
    });
    await on.learnt.put([listing(50)]);
    await on.learnt.flush(core);
    assert.equal(counted((await indexed(on)).manifest), 21, spoil);
  }
});

test("of a newer version, or refused: said so, each in its own word", async () => {
  await new Promise((done) => {
    const asked = indexedDB.open("catalogue", 99);
    asked.onsuccess = () => {
      asked.result.close();
      done(undefined);
    };
  });
  const newer = await life();
  await assert.rejects(newer.learnt.count(), { kind: "newer" });
  globalThis.indexedDB = /** @type {any} */ ({
    open() {
      throw new DOMException("no", "SecurityError");
    },
  });
  await assert.rejects(newer.learnt.count(), { kind: "refused" });
});

test("all of it taken away while a flush runs: nothing comes back", async () => {
  const on = await life();
  await on.learnt.put(Array.from({ length: 10 }, (_, n) => listing(n)));
  await Promise.all([on.learnt.flush(core), on.learnt.clear()]);
  await on.learnt.flush(core);
  assert.equal((await indexed(on)).found.size, 0);
  assert.equal(await on.learnt.count(), 0);
});

test("in order of time, by words, and a window far down", async () => {
  const on = await life();
  await on.learnt.put(Array.from({ length: 300 }, (_, n) => listing(n)));
  assert.deepEqual((await on.learnt.slice(100, 3)).map(({ seen }) => seen), [199, 198, 197]);
  assert.deepEqual((await on.learnt.slice(0, 2)).map(({ seen }) => seen), [299, 298]);
  assert.equal((await on.learnt.search("YT1007 spoon")).length, 1);
  assert.equal((await on.learnt.search("勺子")).length, 300);
});

test("seen again: codes and what only the offer's own page says are kept, the price is the new one", async () => {
  const page = { platform: "1688", id: "7", title: "勺子", images: ["a.jpg", "b.jpg"], currency: "CNY", tiers: [{ from: 3, price: "2.30" }, { from: 100, price: "1.95" }], moq: 3, supplier: { name: "厂" } };
  const first = new core.Learner(page);
  const record = first.record();
  const again = (/** @type {object} */ card) => {
    const learner = new core.Learner({ platform: "1688", id: "7", title: "勺子", images: ["c.jpg"], currency: "CNY", ...card });
    learner.keep(record);
    return core.read_record(learner.record()).listing;
  };
  assert.deepEqual(again({ tiers: [{ from: 1, price: "1.95" }] }).tiers, page.tiers);
  assert.deepEqual(again({ tiers: [{ from: 1, price: "1.80" }] }).tiers, [{ from: 1, price: "1.80" }]);
  assert.deepEqual(again({}).images, page.images);
  assert.equal(again({}).supplier.name, "厂");
});
