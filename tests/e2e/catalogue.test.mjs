// @ts-check
// The shopper's own catalogue: learnt from pages that he looks at, found on the shop's page, kept through stops of the
// worker, taken away when he says so.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { names, until, waitForBadge } from "./browser.mjs";
import { root } from "./data.mjs";
import { demoGoods, demoSite, SHOP } from "./demo_site.mjs";
import { otherPack } from "./pack_server.mjs";
import { optionsPage, stage } from "./stage.mjs";

const FACTORY = "http://factory.yuantou.localhost/";

for (const name of names()) {
  describe(name, () => {
    /** @type {import("./stage.mjs").Stage} */
    let on;
    /** @type {import("./demo_site.mjs").Good[]} */
    let goods;
    /** @type {import("puppeteer-core").Page} */
    let own;
    /** @type {Awaited<ReturnType<typeof optionsPage>>["ask"]} */
    let ask;

    before(async () => {
      on = await stage(name, { pack: await otherPack() });
      goods = await demoGoods();
      on.web.site(/\.yuantou\.localhost$/, demoSite);
      ({ own, ask } = await optionsPage(on));
    });
    after(() => on?.close());

    const count = async () => (await ask({ kind: "catalogue" })).count;
    /** @param {object} settings */
    const choose = (settings) => own.evaluate((record) => /** @type {any} */ (/** @type {any} */ (globalThis).browser ?? chrome).storage.local.set({ settings: record }), settings);
    /** @param {string} address */
    async function open(address) {
      const page = await on.browser.page();
      await page.goto(address, { waitUntil: "domcontentloaded" });
      return page;
    }
    const offerOf = (/** @type {number} */ good) => `${FACTORY}offer.html?id=${goods[good].factories?.[0].id}`;
    const itemOf = (/** @type {number} */ good) => `${SHOP}item.html?id=${goods[good].id}`;
    const matched = (/** @type {{ className: string }} */ { className }) => /\bsame\b/.test(className);

    test("nothing is learnt until it is chosen", async () => {
      const offer = await open(offerOf(0));
      const item = await open(itemOf(0));
      assert.ok(!matched(await waitForBadge(item)));
      assert.equal(await count(), 0);
      await offer.close();
      await item.close();
    });

    test("a factory's page that was looked at is found on the shop's page", async () => {
      await choose({ learn: true });
      const offer = await open(offerOf(0));
      await until(async () => (await count()) === 1, "the listing learnt");
      await offer.close();
      await until(async () => {
        const item = await open(itemOf(0));
        const badge = await waitForBadge(item);
        await item.close();
        return matched(badge) && badge.text.includes(on.money("3.10"));
      }, "the match");
    });

    test("seen again it is still one; two tabs at once are two", async () => {
      const pages = await Promise.all([open(offerOf(0)), open(offerOf(1)), open(offerOf(2))]);
      await until(async () => (await count()) === 3, "three listings");
      for (const page of pages) await page.close();
    });

    test("a private choice again: switched off, nothing more is learnt", async () => {
      await choose({ learn: false });
      const page = await open(offerOf(3));
      const item = await open(itemOf(0));
      await waitForBadge(item, matched);
      assert.equal(await count(), 3);
      await page.close();
      await item.close();
    });

    test("the worker is stopped: all of it is there when it starts again", { skip: name === "firefox" && "only Chromium's worker can be stopped from here" }, async () => {
      await on.browser.stopWorker();
      const item = await open(itemOf(0));
      await waitForBadge(item, matched);
      assert.equal(await count(), 3);
      await item.close();
    });

    test("enough for segments: every listing once, each found; taken away it is found no more", async () => {
      const lines = (await readFile(join(root, "build/www/factory/listings.jsonl"), "utf8")).trim().split("\n").map((line) => JSON.parse(line));
      const offers = lines.map((offer) => ({ ...offer, images: (offer.images ?? []).map((/** @type {string} */ path) => `http://img.yuantou.localhost/factory/${path}`) }));
      await ask({ kind: "catalogue_remove" });
      assert.equal(await count(), 0);
      for (let at = 0; at < offers.length; at += 20) await ask({ kind: "catalogue_put", offers: offers.slice(at, at + 20), pictures: true });
      const { count: held, trouble } = await ask({ kind: "catalogue_put_done" });
      assert.equal(held, offers.length);
      assert.equal(trouble, null);
      const item = await open(itemOf(0));
      await waitForBadge(item, matched);
      await item.close();
      const ids = new Set(goods[0].factories?.map(({ id }) => id));
      const { listings } = await ask({ kind: "catalogue_slice", from: 0, most: 200 });
      const keys = listings.filter((/** @type {any} */ { offer }) => ids.has(offer.id)).map((/** @type {any} */ { key }) => key);
      assert.ok(keys.length > 0);
      await ask({ kind: "catalogue_remove", keys });
      assert.equal(await count(), offers.length - keys.length);
      const gone = await open(itemOf(0));
      assert.ok(!matched(await waitForBadge(gone)));
      await gone.close();
    });

    test("an index in pages of 16 kB, as earlier versions stored it, is read as it is, and written anew by the next update", async () => {
      const files = await own.evaluate(async () => {
        const done = (/** @type {IDBRequest} */ request) => new Promise((good, bad) => Object.assign(request, { onsuccess: () => good(request.result), onerror: () => bad(request.error) }));
        const database = await done(indexedDB.open("catalogue"));
        const pages = database.transaction("pages", "readwrite").objectStore("pages");
        /** @type {Map<string, ArrayBuffer[]>} */
        const parts = new Map();
        for (const key of await done(pages.getAllKeys())) parts.set(key[0], [...(parts.get(key[0]) ?? []), await done(pages.get(key))]);
        await done(pages.clear());
        for (const [path, all] of parts) {
          const bytes = new Uint8Array(all.flatMap((part) => [...new Uint8Array(part)]));
          for (let at = 0; at < bytes.length; at += 16_384) await done(pages.put(bytes.slice(at, at + 16_384).buffer, [path, at / 16_384]));
        }
        // Nobody could erase it while this page holds it.
        database.close();
        return parts.size;
      });
      assert.ok(files > 5);
      // Nothing of it is in memory any more.
      await ask({ kind: "erased" });
      const item = await open(itemOf(5));
      await waitForBadge(item, ({ className }) => /\b(same|similar)\b/.test(className));
      await item.close();
      const { listings } = await ask({ kind: "catalogue_slice", from: 0, most: 200 });
      const key = listings.find((/** @type {any} */ { offer }) => goods[1].factories?.some(({ id }) => id === offer.id)).key;
      await ask({ kind: "catalogue_remove", keys: [key] });
      assert.equal(await count(), listings.length - 1);
      assert.equal((await ask({ kind: "catalogue" })).trouble, null);
      const again = await open(itemOf(5));
      await waitForBadge(again, ({ className }) => /\b(same|similar)\b/.test(className));
      await again.close();
    });

    test("an export that is imported changes nothing", async () => {
      const before = (await ask({ kind: "catalogue_slice", from: 0, most: 200 })).listings;
      const after = await own.evaluate(async (listings) => {
        const [core, { exportListings, openListings }] = await Promise.all([import(/** @type {any} */ ("../core/yuantou.js")), import(/** @type {any} */ ("../shared/listings/main.js"))]);
        await core.default();
        const api = /** @type {any} */ (/** @type {any} */ (globalThis).browser ?? chrome);
        for (const format of ["csv", "jsonl", "xlsx"]) {
          const blob = await exportListings(core, [listings.map((/** @type {any} */ { offer }) => offer)], format);
          const source = await openListings(core, new File([blob], `listings.${format}`));
          for await (const { offers, faults } of source.batches()) {
            if (faults.length) throw new Error(JSON.stringify(faults[0]));
            await api.runtime.sendMessage({ kind: "catalogue_put", offers, pictures: false });
          }
        }
        await api.runtime.sendMessage({ kind: "catalogue_put_done" });
        return (await api.runtime.sendMessage({ kind: "catalogue_slice", from: 0, most: 200 })).listings;
      }, before);
      const byKey = (/** @type {any[]} */ all) => Object.fromEntries(all.map(({ key, offer }) => [key, offer]));
      assert.deepEqual(byKey(after), byKey(before));
      // The codes are still there as well.
      const item = await open(itemOf(5));
      await waitForBadge(item, ({ className }) => /\b(same|similar)\b/.test(className));
      await item.close();
    });

    test("wiped by the browser: found no more, no error, and learning goes on", async () => {
      await own.evaluate(() => new Promise((done) => {
        const asked = indexedDB.deleteDatabase("catalogue");
        asked.onsuccess = asked.onerror = done;
      }));
      on.browser.errors = [];
      const item = await open(itemOf(0));
      assert.ok(!matched(await waitForBadge(item)));
      await item.close();
      await choose({ learn: true });
      const offer = await open(offerOf(0));
      await until(async () => (await count()) === 1, "the listing learnt");
      await offer.close();
      assert.deepEqual(on.browser.errors, []);
    });
  });
}
