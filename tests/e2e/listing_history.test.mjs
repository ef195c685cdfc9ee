// @ts-check
// What the factories' own listings asked: written down whenever one is learnt again, by a visit or from a file, in its own
// currency with all its tiers, shown in the panel of the item that it matches; and a history of an earlier version, which
// is carried on.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { names, sameDay, until, waitForBadge } from "./browser.mjs";
import { historyOf, ITEM, jar, JAR_PICTURE, openJarShop } from "./jar_shop.mjs";
import { otherPack } from "./pack_server.mjs";
import { clickBadge, optionsPage, stage } from "./stage.mjs";

const OFFER = "http://factory.yuantou.localhost/offer.html?id=77";

/** The factory's listing. @param {[number, string][]} tiers @param {object} [more] */
const listing = (tiers, more) => ({
  kind: "offer", platform: "demo", id: "77", url: OFFER, title: jar.factoryTitle, images: [JAR_PICTURE], currency: "USD",
  tiers: tiers.map(([from, price]) => ({ from, price })), moq: tiers[0][0], unit: "件", ...more,
});

for (const name of names()) {
  describe(name, () => {
    /** @type {import("./stage.mjs").Stage} */
    let on;
    /** @type {import("puppeteer-core").Page} */
    let own;
    /** @type {Awaited<ReturnType<typeof optionsPage>>["ask"]} */
    let ask;
    /** @type {[number, string][]} */
    let tiers = [[2, "1.20"], [100, "0.90"]];
    before(async () => {
      on = await stage(name, { pack: await otherPack() });
      openJarShop(on);
      on.web.site(/^factory\./, () => ({ body: `<!doctype html><meta charset="utf-8"><title>offer</title><h1>offer</h1><script type="application/json" id="offer">${JSON.stringify(listing(tiers))}</script>` }));
      ({ own, ask } = await optionsPage(on));
    });
    after(() => on?.close());

    /** @param {object} offer */
    const put = (offer) => ask({ kind: "catalogue_put", offers: [offer], pictures: true });

    /** @param {Parameters<typeof historyOf>[1]} store */
    const stored = (store) => historyOf(own, store);
    const record = async () => (await stored("listings")).records[0];

    /** Looks at the factory's page, where the listing asks so much. @param {[number, string][]} now */
    async function visit(now) {
      tiers = now;
      const page = await on.browser.page();
      await page.goto(OFFER);
      return page;
    }

    test("a history of the first version is carried on: what it holds stays, and there is room for listings", async () => {
      const kept = { key: "shop.yuantou.localhost/other", base: "shop.yuantou.localhost/other", seen: 1, title: "old", url: "", shop: { currency: "CNY", points: [["2026-01-01", "9"]], last: "2026-01-01" }, sources: {} };
      const watch = { key: kept.key, base: kept.base, of: "shop", target: "5", currency: "CNY", title: "old", url: "", since: "2026-01-01" };
      await own.evaluate(
        (item, wish) =>
          /** @type {Promise<void>} */ (
            new Promise((done) => {
              const begin = () => void (indexedDB.deleteDatabase("history").onsuccess = () => {
                const opening = indexedDB.open("history", 1);
                // The background was there first, and made it anew.
                opening.onerror = begin;
                opening.onupgradeneeded = () => {
                  opening.result.createObjectStore("items", { keyPath: "key" }).createIndex("seen", "seen");
                  opening.result.createObjectStore("watches", { keyPath: "key" }).createIndex("base", "base");
                };
                opening.onsuccess = () => {
                  const writing = opening.result.transaction(["items", "watches"], "readwrite");
                  writing.objectStore("items").put(item);
                  writing.objectStore("watches").put(wish);
                  writing.oncomplete = () => {
                    opening.result.close();
                    done();
                  };
                };
              });
              begin();
            })
          ),
        kept, watch,
      );
      assert.deepEqual((await ask({ kind: "watches" })).watches, [watch]);
      const { version, records } = await stored("items");
      assert.deepEqual([version, records], [2, [kept]]);
      assert.deepEqual((await stored("listings")).records, []);
    });

    test("learnt again from files and by a visit: a point for each day on which a tier changed, however old", async () => {
      await sameDay();
      await put(listing([[2, "1.50"]], { seen_at: "2020-03-01T12:00:00Z" }));
      assert.equal(await record(), undefined, "seen once, its price is in its own record");
      await put(listing([[2, "1.50"]], { seen_at: "2020-04-01T12:00:00Z" }));
      const first = await record();
      assert.deepEqual([first.currency, first.points, first.last], ["USD", [["2020-03-01", [[2, "1.50"]]]], "2020-04-01"], "the same price is no new point");
      // Between two days at one price it cost less: the later day's price stands as it did.
      await put(listing([[2, "1.40"]], { seen_at: "2020-03-15T12:00:00Z" }));
      assert.deepEqual((await record()).points, [["2020-03-01", [[2, "1.50"]]], ["2020-03-15", [[2, "1.40"]]], ["2020-04-01", [[2, "1.50"]]]]);
      await put(listing([[2, "1.30"], [100, "1.00"]], { seen_at: "2020-06-01T12:00:00Z" }));
      // A file that was lost and found.
      await put(listing([[2, "1.60"]], { seen_at: "2020-01-15T12:00:00Z" }));
      assert.deepEqual((await record()).points.map((/** @type {any[]} */ [day]) => day), ["2020-01-15", "2020-03-01", "2020-03-15", "2020-04-01", "2020-06-01"]);
      await own.evaluate(() => /** @type {any} */ (/** @type {any} */ (globalThis).browser ?? chrome).storage.local.set({ settings: { learn: true } }));
      const page = await visit([[2, "1.20"], [100, "0.90"]]);
      await until(async () => (await record()).points.length === 6, "the visit written down");
      assert.deepEqual((await record()).points[5][1], [[2, "1.20"], [100, "0.90"]]);
      await page.close();
      // Within a day the newest word stands.
      const again = await visit([[2, "1.10"], [100, "0.90"]]);
      await until(async () => (await record()).points[5][1][0][1] === "1.10", "the newest word of the day");
      await again.close();
      assert.equal((await record()).points.length, 6);
    });

    test("the panel of the item shows what its match asked, in the listing's own currency, drawn and as a table", async () => {
      const page = await until(async () => {
        const shown = await on.browser.page();
        await shown.goto(ITEM);
        if (!/quiet/.test((await waitForBadge(shown)).className)) return shown;
        await shown.close();
        return null;
      }, "the match");
      await clickBadge(page);
      const listed = await until(
        () =>
          page.evaluate(() => {
            const root = document.querySelector("yuantou-panel")?.shadowRoot;
            const heading = [...(root?.querySelectorAll(".history:not([hidden]) h4") ?? [])][0];
            if (!heading) return null;
            const [, table] = /** @type {NodeListOf<HTMLElement>} */ (root?.querySelectorAll(".history .data")) ?? [];
            const rows = [...(table?.querySelectorAll("tbody tr") ?? [])].map((row) => row.children[1].textContent ?? "");
            const [, chart] = root?.querySelectorAll(".history .chart") ?? [];
            return { heading: heading.textContent, rows, steps: chart?.querySelector("path")?.getAttribute("d")?.match(/V/g)?.length, origin: root?.querySelector(".origin")?.textContent };
          }),
        "the listing's prices",
      );
      assert.equal(listed.heading, on.say("history_listed"));
      const usd = (/** @type {string} */ amount) => on.money(amount, "USD");
      const tier = (/** @type {number} */ from, /** @type {string} */ amount) => `${on.say("tier_chip", String(from))} ${usd(amount)}`;
      assert.deepEqual(listed.rows, [`${tier(2, "1.10")} · ${tier(100, "0.90")}`, `${tier(2, "1.30")} · ${tier(100, "1.00")}`, tier(2, "1.50"), tier(2, "1.40"), tier(2, "1.50"), tier(2, "1.60")]);
      assert.equal(listed.steps, 5, "a step for each change");
      assert.equal(listed.origin, on.say("origin_visit"));
      const fits = await page.evaluate(() => {
        const panel = /** @type {Element} */ (document.querySelector("yuantou-panel")?.shadowRoot?.querySelector(".panel"));
        for (const table of panel.querySelectorAll("details")) table.open = true;
        return panel.scrollWidth <= panel.clientWidth;
      });
      assert.ok(fits, "wide tables scroll by themselves");
      await page.close();
    });

    test("a broken record is begun anew, and a listing that is taken away takes its prices with it", async () => {
      const { key } = await record();
      await own.evaluate(
        (wanted) =>
          /** @type {Promise<void>} */ (
            new Promise((done) => {
              const opening = indexedDB.open("history");
              opening.onsuccess = () => {
                const writing = opening.result.transaction("listings", "readwrite");
                writing.objectStore("listings").put({ key: wanted, seen: 1, currency: 7, points: [["yesterday", "much"]] });
                writing.oncomplete = () => {
                  opening.result.close();
                  done();
                };
              };
            })
          ),
        key,
      );
      await put(listing([[2, "1.05"]]));
      const { points, currency } = await record();
      assert.deepEqual([currency, points.at(-1)[1]], ["USD", [[2, "1.05"]]]);
      await ask({ kind: "catalogue_remove", keys: [key] });
      assert.equal(await record(), undefined);
    });
  });
}
