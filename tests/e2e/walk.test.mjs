// @ts-check
// A random walk through the demo shop, without a reload: next, back, variants, pages rendered anew, the panel opened and
// closed. In no frame a badge of another item; and at the end no node, listener or heap more than at the start.
// The long run walks a thousand; WALK_STEPS another length, WALK_SEED another way.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { names, until, waitForBadge } from "./browser.mjs";
import { demoGoods, demoSite, SHOP } from "./demo_site.mjs";
import { clickBadge, panelOf, stage } from "./stage.mjs";

const STEPS = Number(process.env.WALK_STEPS ?? (process.env.E2E_LONG ? 1000 : 60));
const SEED = Number(process.env.WALK_SEED ?? 20261125);
/** Goods that the walk goes round, so that it comes back to each. */
const ROUND = 10;

/** What a page shows: which product, at which price, with which words beside it. @typedef {{ title: string, price: string, badge: string }} Shown */

for (const name of names()) {
  describe(name, () => {
    /** @type {import("./stage.mjs").Stage} */
    let on;
    before(async () => {
      on = await stage(name);
      on.web.site(/\.yuantou\.localhost$/, demoSite);
    });
    after(() => on?.close());

    /** @param {import("puppeteer-core").Page} page @returns {Promise<Shown>} */
    const shownBy = (page) =>
      page.evaluate(() => ({
        title: document.querySelector(".item-title")?.textContent ?? "",
        price: document.querySelector(".price-line .price")?.textContent ?? "",
        badge: document.querySelector("yuantou-badge")?.shadowRoot?.querySelector("button")?.textContent ?? "",
      }));

    /** The badge that each of the goods, in each of its variants, has on a page of its own. */
    async function learn() {
      /** @type {Map<string, string>} */
      const right = new Map();
      for (const good of (await demoGoods()).slice(0, ROUND)) {
        for (let variant = 0; variant < Math.max(1, good.skus?.length ?? 0); variant += 1) {
          const page = await on.browser.page();
          await page.goto(`${SHOP}item.html?id=${good.id}`);
          await waitForBadge(page);
          const before = await shownBy(page);
          if (good.skus) await page.evaluate((n) => /** @type {HTMLElement} */ (document.querySelectorAll(".sku")[n]).click(), variant);
          const { price } = await shownBy(page);
          // Another price has another sum; the same price keeps the badge.
          const shown = price === before.price ? before : await until(async () => ((await shownBy(page)).badge && (await shownBy(page)).badge !== before.badge ? shownBy(page) : null), `the badge of ${good.title} at ${price}`);
          right.set(`${shown.title} ${shown.price}`, shown.badge);
          await page.close();
        }
      }
      return right;
    }

    test(`${STEPS} steps: never a badge of another item, and nothing left behind`, { timeout: 240_000 + STEPS * 3000 }, async () => {
      const right = await learn();
      const goods = (await demoGoods()).slice(0, ROUND);
      let state = SEED;
      const random = (/** @type {number} */ below) => ((state = (state * 48271) % 2147483647) % 1_000_003) % below;

      const page = await on.browser.page();
      on.browser.errors = [];
      await page.goto(`${SHOP}item.html?id=${goods[0].id}`);
      await page.evaluate(() => {
        // In every frame: which product the page shows, and what stands beside its price.
        const frames = /** @type {Set<string>} */ (new Set());
        Object.assign(window, { frames });
        const look = () => {
          const title = document.querySelector(".item-title")?.textContent;
          const badge = document.querySelector("yuantou-badge")?.shadowRoot?.querySelector("button")?.textContent;
          if (title && badge) frames.add(JSON.stringify([`${title} ${document.querySelector(".price-line .price")?.textContent}`, badge]));
          requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      });
      const settled = () => until(async () => {
        const { title, price, badge } = await shownBy(page);
        return badge !== "" && badge === right.get(`${title} ${price}`);
      }, "the badge of what is shown").catch(async (error) => assert.fail(`${error.message}: ${JSON.stringify(await shownBy(page))}, not ${right.get(Object.values(await shownBy(page)).slice(0, 2).join(" "))}`));
      /** Goes to a good as the shop does. @param {string} id */
      const show = (id) => page.evaluate((to) => {
        history.pushState({ depth: (history.state?.depth ?? 0) + 1 }, "", `item.html?id=${to}`);
        dispatchEvent(new PopStateEvent("popstate"));
      }, id);

      /** @type {[string, () => Promise<unknown>][]} */
      const steps = [
        ["another good", () => show(goods[random(ROUND)].id)],
        ["another good", () => show(goods[random(ROUND)].id)],
        ["back", () => page.evaluate(() => {
          // Not out of the shop.
          if (!history.state?.depth) return;
          const { committed, finished } = /** @type {any} */ (window).navigation.back();
          // One that is overtaken by another step never lands, and says so.
          Object.assign(window, { back: Promise.allSettled([committed, finished]).then(() => {}) });
        })],
        ["a variant", () => page.evaluate((n) => /** @type {HTMLElement | undefined} */ ([...document.querySelectorAll(".sku")].at(n % Math.max(1, document.querySelectorAll(".sku").length)))?.click(), random(7))],
        ["rendered anew", () => page.evaluate(() => dispatchEvent(new PopStateEvent("popstate")))],
        ["our node taken away", () => page.evaluate(() => document.querySelector("yuantou-badge")?.remove())],
        ["two at once", async () => {
          await show(goods[random(ROUND)].id);
          await show(goods[random(ROUND)].id);
        }],
        ["the panel", async () => {
          await clickBadge(page);
          await until(() => panelOf(page), "the panel");
          await page.keyboard.press("Escape");
          await until(async () => (await panelOf(page)) === null, "the panel closed");
        }],
      ];
      /** Kept by a browser after all that is garbage has gone; only Chromium tells. */
      const held = async () => {
        await show(goods[0].id);
        await settled();
        if (name !== "chrome") return null;
        const session = await page.createCDPSession();
        for (let times = 0; times < 3; times += 1) await session.send("HeapProfiler.collectGarbage");
        const { metrics } = await session.send("Performance.enable").then(() => session.send("Performance.getMetrics"));
        await session.detach();
        const of = (/** @type {string} */ wanted) => metrics.find((metric) => metric.name === wanted)?.value ?? 0;
        return { nodes: of("Nodes"), listeners: of("JSEventListeners"), heap: of("JSHeapUsedSize") };
      };
      const quiet = on.say("find_source");
      const trail = /** @type {string[]} */ ([]);
      const walk = async (/** @type {number} */ many) => {
        for (let step = 0; step < many; step += 1) {
          const [what, go] = steps[random(steps.length)];
          trail.push(what);
          if (what === "the panel") {
            // What is pressed must be there to stay, and a browser takes its time to go back; and a quiet button would
            // open a search.
            await page.evaluate(() => /** @type {any} */ (window).back);
            await settled();
            if ((await shownBy(page)).badge.startsWith(quiet)) continue;
          }
          await go().catch((error) => assert.fail(`${error.message}; the steps before: ${trail.slice(-6).join(", ")}; shown: ${JSON.stringify(on.browser.errors)}`));
          if (random(3)) await settled();
        }
        await settled();
      };
      await walk(Math.min(30, STEPS / 2));
      const start = await held();
      await walk(Math.ceil(STEPS - Math.min(30, STEPS / 2)));
      let end = await held();
      // What a page kept of each view that ended would be ten times that: its probes alone are 10 kB.
      const most = 500_000 + 1000 * STEPS;
      // What goes late is no leak.
      await until(async () => {
        if (!start || !end || (end.nodes - start.nodes <= 20 && end.listeners - start.listeners <= 4 && end.heap - start.heap <= most)) return true;
        end = await held();
        return false;
      }, "all that is garbage gone").catch(() => {});

      const frames = /** @type {string[]} */ (await page.evaluate(() => [.../** @type {any} */ (window).frames]));
      const wrong = frames.map((frame) => JSON.parse(frame)).filter(([what, badge]) => right.has(what) && right.get(what) !== badge && !badge.startsWith(quiet));
      assert.deepEqual(wrong, [], "a badge of another item was shown");
      assert.ok(frames.length >= 5, `${frames.length} states seen`);
      assert.equal(await page.evaluate(() => document.querySelectorAll("yuantou-badge, yuantou-panel, yuantou-tag, yuantou-note").length), 1);
      assert.deepEqual(on.browser.errors, []);
      if (start && end) {
        console.log(`  ${name}: after ${STEPS} steps ${end.nodes - start.nodes} nodes, ${end.listeners - start.listeners} listeners, ${Math.round((end.heap - start.heap) / 1000)} kB more`);
        assert.ok(end.nodes - start.nodes <= 20, `nodes: ${start.nodes} → ${end.nodes}`);
        assert.ok(end.listeners - start.listeners <= 4, `listeners: ${start.listeners} → ${end.listeners}`);
        assert.ok(end.heap - start.heap <= most, `heap: ${start.heap} → ${end.heap}`);
      }
      await page.close();
    });
  });
}
