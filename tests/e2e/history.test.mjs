// @ts-check
// Prices over the shopper's own visits: written down, drawn, kept within bounds, and watched; and a history that is
// broken, wiped or of another time, which costs nothing but itself.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { names, sameDay, until, waitForBadge } from "./browser.mjs";
import { historyOf, ITEM, jar, openJarShop } from "./jar_shop.mjs";
import { madePack } from "./made.mjs";
import { clickBadge, panelOf, scratch, stage } from "./stage.mjs";
import { eventually, focusOf } from "./wait.mjs";

for (const name of names()) {
  describe(name, () => {
    /** @type {import("./stage.mjs").Stage} */
    let on;
    /** One of the extension's own pages, which shares its storage. @type {import("puppeteer-core").Page} */
    let own;
    let price = jar.price;
    before(async () => {
      const pack = join(scratch, `pack-history-${name}`);
      await madePack(pack);
      on = await stage(name, { pack });
      openJarShop(on, () => price);
      own = await on.browser.ownPage("popup/popup.html");
    });
    after(() => on?.close());

    /** Opens the item at a price, and its panel. @param {string} at */
    async function visit(at) {
      price = at;
      const page = await on.browser.page();
      await page.goto(ITEM);
      await waitForBadge(page, ({ className }) => !/quiet/.test(className));
      return page;
    }

    /** Every record of a store. @param {"items" | "watches"} store @returns {Promise<any[]>} */
    const stored = async (store) => (await historyOf(own, store)).records;

    /** Puts records into the items. @param {object[]} records */
    const put = (records) =>
      own.evaluate(
        (wanted) =>
          /** @type {Promise<void>} */ (
            new Promise((done) => {
              const opening = indexedDB.open("history");
              opening.onsuccess = () => {
                const writing = opening.result.transaction("items", "readwrite");
                for (const record of wanted) writing.objectStore("items").put(record);
                writing.oncomplete = () => {
                  opening.result.close();
                  done();
                };
              };
            })
          ),
        records,
      );

    /** What the open panel's history shows. @param {import("puppeteer-core").Page} page */
    const shown = (page) =>
      until(
        () =>
          page.evaluate(() => {
            const history = document.querySelector("yuantou-panel")?.shadowRoot?.querySelector(".history:not([hidden])");
            if (!history) return null;
            return {
              lines: history.querySelectorAll(".chart .line").length,
              label: history.querySelector(".chart")?.getAttribute("aria-label") ?? "",
              steps: history.querySelector(".chart .shop path")?.getAttribute("d")?.match(/V/g)?.length ?? 0,
              rows: [...history.querySelectorAll(".data tbody tr")].map((row) => [...row.children].map((cell) => cell.textContent ?? "")),
              text: history.textContent ?? "",
            };
          }),
        "the history",
      );

    const badgeText = () => own.evaluate(() => /** @type {typeof chrome} */ (/** @type {any} */ (globalThis).browser ?? chrome).action.getBadgeText({}));

    let others = 0;
    /** A visit to an item that was never seen, until it is written down: what came before it is by then. */
    async function another() {
      const address = `${ITEM}-other-${(others += 1)}`;
      const page = await on.browser.page();
      await page.goto(address);
      await until(async () => (await stored("items")).some(({ url }) => url === address), "the later visit written down");
      await page.close();
    }

    /** The record of the item, once a visit is written down. */
    const record = () => until(async () => (await stored("items")).find(({ url }) => url === ITEM), "the visit written down");

    test("the first visit is a chart of one day, and its table", async () => {
      const page = await visit(jar.price);
      const { shop, sources } = await record();
      assert.deepEqual(shop.points.map((/** @type {string[]} */ point) => point[1]), [jar.price]);
      assert.deepEqual(Object.values(sources).map((/** @type {any} */ series) => series.points[0][1]), ["11.00"], "landed: (2 × 8.50 + 5.00) / 2");
      await clickBadge(page);
      const history = await shown(page);
      assert.equal(history.lines, 2, "this shop and the source");
      assert.equal(history.rows.length, 1);
      assert.deepEqual(history.rows[0].slice(1), [on.money(jar.price), on.money("11.00")]);
      assert.ok(history.label.includes(on.money(jar.price)), history.label);
      await page.close();
    });

    test("earlier days are steps, a day without news is none, and the day's lowest stands", async () => {
      await sameDay();
      const kept = await record();
      await put([{ ...kept, shop: { currency: "CNY", points: [["2024-03-01", "45.00"], ["2024-05-09", "36.00"], ["2024-09-30", jar.price]], last: "2024-10-02" } }]);
      let page = await visit(jar.price);
      await until(async () => (await record()).shop.last > "2024-10-02", "the visit written down");
      assert.equal((await record()).shop.points.length, 3, "the same price is no new point");
      await clickBadge(page);
      const history = await shown(page);
      assert.equal(history.steps, 2);
      assert.equal(history.rows.length, 4, "the source's day, and three of the shop's");
      assert.ok(history.text.includes(on.say("history_lowest", on.money("36.00"), "").slice(0, 6).trim()), history.text);
      await page.close();
      page = await visit("33.00");
      await until(async () => (await record()).shop.points.length === 4, "the fall written down");
      await page.close();
      page = await visit("35.00");
      await page.close();
      // When a visit to another item is written down, so is the one before it.
      await another();
      assert.deepEqual((await record()).shop.points.at(-1)[1], "33.00", "within a day the lowest stands");
    });

    test("a target: set in the panel, told by the toolbar when reached, once, and untold when the price is back", async () => {
      const page = await visit("35.00");
      await clickBadge(page);
      await shown(page);
      await page.evaluate(() => /** @type {HTMLElement} */ (document.querySelector("yuantou-panel")?.shadowRoot?.querySelector(".watch input")).focus());
      await page.keyboard.type("30");
      await page.keyboard.press("Enter");
      await until(async () => (await shown(page)).text.includes(on.say("watch_set_shop", on.money("30"))), "the target set");
      await eventually(() => focusOf(page, "className"), "plain", "focus is on what took the form's place");
      assert.equal(await badgeText(), "");
      await page.close();

      await (await visit("30.50")).close();
      await another();
      assert.equal(await badgeText(), "");
      await (await visit("29.90")).close();
      await until(async () => (await badgeText()) === "1", "the toolbar's sign");
      assert.equal((await stored("watches"))[0].hit.price, "29.90");
      const options = await on.browser.ownPage("options/options.html#watch");
      const listed = await until(() => options.evaluate(() => /** @type {HTMLElement | null} */ (document.querySelector("#watch .watches li"))?.innerText), "the watch list");
      assert.ok(listed.includes(on.say("watch_hit_shop", on.money("29.90"), on.money("30"))), listed);
      await until(async () => (await badgeText()) === "", "what was read is told");
      await options.close();
      await own.evaluate(() => /** @type {typeof chrome} */ (/** @type {any} */ (globalThis).browser ?? chrome).runtime.sendMessage({ kind: "watches_told" }));
      assert.equal(await badgeText(), "");
      await (await visit("29.90")).close();
      await another();
      assert.equal(await badgeText(), "", "told once");
      await (await visit("34.00")).close();
      await until(async () => !(await stored("watches"))[0].hit, "no longer reached");

      const last = await visit("34.00");
      await clickBadge(last);
      await shown(last);
      await last.evaluate(() => /** @type {HTMLElement} */ (document.querySelector("yuantou-panel")?.shadowRoot?.querySelector(".watch button")).click());
      await until(async () => (await stored("watches")).length === 0, "the watch ended");
      await last.close();
    });

    test("a target is a positive number or nothing", async () => {
      const page = await visit("34.00");
      await clickBadge(page);
      await shown(page);
      for (const wrong of ["0", "abc", "-3", "1e9", "12345678901"]) {
        await page.evaluate((text) => {
          const root = document.querySelector("yuantou-panel")?.shadowRoot;
          /** @type {HTMLInputElement} */ (root?.querySelector(".watch input")).value = text;
          /** @type {HTMLButtonElement} */ (root?.querySelector(".watch button")).click();
        }, wrong);
      }
      // A visit to another item is written to the same database after whatever was asked here.
      await another();
      assert.deepEqual(await stored("watches"), []);
      await page.close();
    });

    test("a broken record is begun anew", async () => {
      const kept = await record();
      await put([{ ...kept, shop: { currency: 7, points: "yes" }, sources: null }]);
      const page = await visit("34.00");
      await until(async () => (await record()).shop.points?.length === 1 && (await record()).shop.currency === "CNY", "a new record");
      await clickBadge(page);
      await eventually(async () => (await shown(page)).rows.length, 1);
      await page.close();
    });

    test("bounds: 400 points a series, and 20,000 items, the one not seen for longest dropped", { timeout: 300_000 }, async () => {
      const kept = await record();
      const points = Array.from({ length: 400 }, (_, n) => [new Date(Date.UTC(2024, 0, 1 + n)).toISOString().slice(0, 10), String(20 + (n % 2))]);
      await put([{ ...kept, shop: { currency: "CNY", points, last: "2025-03-01" } }]);
      await (await visit("33.50")).close();
      await until(async () => (await record()).shop.points.at(-1)[1] === "33.50", "the visit written down");
      assert.equal((await record()).shop.points.length, 400);
      assert.equal((await record()).shop.points[0][0], "2024-01-02");

      await own.evaluate(
        () =>
          /** @type {Promise<void>} */ (
            new Promise((done) => {
              const opening = indexedDB.open("history");
              opening.onsuccess = () => {
                const writing = opening.result.transaction("items", "readwrite");
                writing.objectStore("items").clear();
                const shop = { currency: "CNY", points: [["2026-01-01", "1"]], last: "2026-01-01" };
                for (let n = 0; n < 20_000; n += 1) writing.objectStore("items").put({ key: `k${n}`, base: `k${n}`, seen: n + 1, title: "", url: "", shop, sources: {} });
                writing.oncomplete = () => {
                  opening.result.close();
                  done();
                };
              };
            })
          ),
      );
      await (await visit("33.00")).close();
      await record();
      const all = await stored("items");
      assert.equal(all.length, 20_000);
      assert.equal(all.some(({ key }) => key === "k0"), false, "the oldest is gone");
      assert.ok(all.some(({ key }) => key === "k1"));
    });

    test("wiped under the worker's feet, it begins anew", async () => {
      await own.evaluate(() => /** @type {Promise<void>} */ (new Promise((done) => Object.assign(indexedDB.deleteDatabase("history"), { onsuccess: () => done() }))));
      await (await visit("32.00")).close();
      assert.equal((await record()).shop.points.length, 1);
    });

    test("a history of a later version is left alone: the badge is there all the same", async () => {
      await own.evaluate(
        () =>
          /** @type {Promise<void>} */ (
            new Promise((done) => {
              const gone = indexedDB.deleteDatabase("history");
              gone.onsuccess = () => {
                const later = indexedDB.open("history", 99);
                later.onsuccess = () => {
                  later.result.close();
                  done();
                };
              };
            })
          ),
      );
      const page = await visit("32.00");
      await clickBadge(page);
      const panel = await until(() => panelOf(page), "the panel");
      assert.equal(panel.matches.length > 0, true);
      assert.equal(await own.evaluate(() => indexedDB.databases().then((all) => all.find((one) => one.name === "history")?.version)), 99);
      await page.close();
    });
  });
}
