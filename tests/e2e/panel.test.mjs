// @ts-check
// What the panel says beside the sum: where a match comes from, why it is thought to be the same in the shopper's own
// language, and which region freight is reckoned to.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { names, until, waitForBadge } from "./browser.mjs";
import { root } from "./data.mjs";
import { demoGoods, demoSite, SHOP } from "./demo_site.mjs";
import { words } from "./expect.mjs";
import { filesOf, otherPack, PACK, packServer } from "./pack_server.mjs";
import { clickBadge, optionsPage, panelOf, stage } from "./stage.mjs";

const [spoon] = await demoGoods();
const ITEM = `${SHOP}item.html?id=${spoon.id}`;
const matched = (/** @type {{ className: string }} */ { className }) => /\b(same|similar|dearer)\b/.test(className);

/** @param {import("./stage.mjs").Stage} on @param {(badge: { className: string }) => boolean} [wanted] */
async function opened(on, wanted = matched) {
  const page = await on.browser.page();
  await page.goto(ITEM, { waitUntil: "domcontentloaded" });
  await waitForBadge(page, wanted);
  await clickBadge(page);
  await until(() => panelOf(page), "the panel");
  return page;
}

/** Where the first match is said to come from, and whether that became markup. @param {import("puppeteer-core").Page} page */
const origin = (page) =>
  page.evaluate(() => {
    const line = document.querySelector("yuantou-panel")?.shadowRoot?.querySelector(".supplier .origin");
    return { text: line?.textContent, elements: line?.childElementCount };
  });

for (const name of names()) {
  describe(`${name}, the built-in sample`, () => {
    /** @type {import("./stage.mjs").Stage} */
    let on;
    /** @type {import("puppeteer-core").Page} */
    let own;
    before(async () => {
      on = await stage(name);
      on.web.site(/\.yuantou\.localhost$/, demoSite);
      own = await on.browser.ownPage("popup/popup.html");
    });
    after(() => on?.close());

    /** @param {object} settings */
    const choose = (settings) => own.evaluate((record) => /** @type {any} */ (/** @type {any} */ (globalThis).browser ?? chrome).storage.local.set({ settings: record }), settings);

    test("a match of the built-in sample says so", async () => {
      const page = await opened(on);
      assert.deepEqual(await origin(page), { text: on.say("origin_sample"), elements: 0 });
      await page.close();
    });

    test("matches that come while the panel is open leave those that stay as they are", async () => {
      const page = await opened(on);
      const match = (/** @type {string} */ title) => ({ key: title, class: "same", probability: 0.97, reasons: [], listing: { platform: "demo", url: `http://factory.yuantou.localhost/${title}`, title, tiers: [] } });
      /** What a hunt pushes to the tab. @param {object[]} matches */
      const push = (matches) =>
        own.evaluate(async (url, found) => {
          const { storage, tabs } = /** @type {any} */ (globalThis).browser ?? chrome;
          const held = Object.entries(await storage.session.get()).find(([name, { state }]) => name.startsWith("tab:") && state?.url === url);
          if (!held) throw new Error("the tab is not known");
          const { itemKey } = held[1].state;
          await tabs.sendMessage(Number(held[0].slice(4)), { kind: "verdict", itemKey, verdict: { key: itemKey, matches: found, best: 0 } });
        }, page.url(), matches);
      const shown = () => page.evaluate(() => {
        const root = document.querySelector("yuantou-panel")?.shadowRoot;
        return [...(root?.querySelectorAll("details.match") ?? [])].map((view) => ({
          title: view.querySelector("[data-side=factory] .name")?.textContent,
          captions: view.querySelectorAll("figcaption").length,
          drawn: view.querySelectorAll("canvas:not([hidden])").length,
          focused: view.contains(root?.activeElement ?? null),
        }));
      });
      const stays = { captions: 2, drawn: 1 };
      await push([match("first")]);
      await until(async () => (await shown())[0]?.title === "first" && (await shown())[0].drawn, "the first match, drawn");
      await page.evaluate(() => /** @type {HTMLElement} */ (document.querySelector("yuantou-panel")?.shadowRoot?.querySelector("details.match summary")).focus());
      await push([match("first"), match("second")]);
      await until(async () => (await shown())[1]?.drawn, "the second match, drawn");
      assert.deepEqual(await shown(), [{ title: "first", ...stays, focused: true }, { title: "second", ...stays, focused: false }]);
      await page.close();
    });

    test("in every language the reasons are in that language alone, facts and their units too", async () => {
      for (const language of ["en", "zh_CN", "zh_TW", "ar"]) {
        const { say, language: locale } = await words(name, language);
        await choose({ language });
        const page = await opened(on, ({ className }) => matched({ className }));
        const panel = await until(async () => {
          const shown = await panelOf(page);
          return shown?.text.includes(say("sum_caption")) ? shown : null;
        }, `the panel in ${language}`);
        const reasons = panel.matches.flatMap((match) => match.reasons);
        assert.ok(reasons.some((reason) => reason.includes(say("reason_same_photograph"))), reasons.join(" | "));
        const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format(16.5);
        const fact = say("reason_fact", say("fact_cm", number));
        assert.ok(reasons.some((reason) => reason.includes(fact)), `${fact}: ${reasons.join(" | ")}`);
        const english = /[a-z]{3,}/i;
        if (language !== "en") for (const reason of reasons) assert.doesNotMatch(reason, english, `${language}: ${reason}`);
        await page.close();
      }
      await choose({});
    });

    test("freight: without a region the panel says so and leads to where it is chosen; with one it is named", async () => {
      const page = await opened(on);
      const none = await until(() => panelOf(page), "the panel");
      assert.ok(none.text.includes(on.say("freight_region_none")), none.text);
      await page.evaluate(() => /** @type {HTMLElement} */ (document.querySelector("yuantou-panel")?.shadowRoot?.querySelector(".sum .link")).click());
      // Firefox tells a driver nothing of a tab with a page of an extension's.
      const options = await until(() => own.evaluate(() => {
        const { extension } = /** @type {any} */ (globalThis).browser ?? chrome;
        const view = extension.getViews({ type: "tab" }).find((/** @type {Window} */ one) => one.location.pathname.startsWith("/options/"));
        return view && view.document.body.dataset.state === "drawn" ? view.location.hash : null;
      }), "the options page");
      assert.equal(options, "#defaults");
      await choose({ region: "zhejiang" });
      await page.close();
      const chosen = await opened(on);
      const to = on.say("panel_freight_to", on.say("region_zhejiang"));
      const panel = await until(async () => ((await panelOf(chosen))?.text.includes(to) ? panelOf(chosen) : null), to);
      assert.ok(!panel.text.includes(on.say("freight_region_none")), panel.text);
      // The order as a whole, at both sides: three at 2.30 and 2.40 of freight, and three at 8.80.
      const total = await until(async () => {
        const row = (await panelOf(chosen))?.matches[0].rows.find(([head]) => head === on.say("sum_total"));
        return row?.[2] === on.money("26.40") ? row : null;
      }, "the order's total at both sides");
      assert.equal(total[1], on.money("9.30"));
      await chosen.close();
      await choose({});
    });
  });

  describe(`${name}, other catalogues`, () => {
    /** @type {import("./stage.mjs").Stage} */
    let on;
    /** @type {import("puppeteer-core").Page} */
    let own;
    /** @type {Awaited<ReturnType<typeof optionsPage>>["ask"]} */
    let ask;
    before(async () => {
      on = await stage(name, { pack: await otherPack() });
      const server = packServer(await filesOf(join(root, "extension/packs/sample")));
      const manifest = JSON.parse(String(server.files.get("manifest.json")));
      server.files.set("manifest.json", Buffer.from(JSON.stringify({ ...manifest, name: `<b>Spoons</b> ${"and more ".repeat(20)}` })));
      on.web.site(/\.yuantou\.localhost$/, demoSite);
      on.web.site(/^img\.yuantou\.localhost$/, server.site);
      ({ own, ask } = await optionsPage(on));
    });
    after(() => on?.close());


    /** The panel, once the item's source is known. */
    async function found() {
      const seen = await until(async () => {
        const page = await on.browser.page();
        await page.goto(ITEM, { waitUntil: "domcontentloaded" });
        if (matched(await waitForBadge(page))) return page;
        await page.close();
        return null;
      }, "the match");
      await clickBadge(seen);
      await until(() => panelOf(seen), "the panel");
      return seen;
    }

    test("a match of a pack says its name, cut short and as text", async () => {
      const { packs } = await ask({ kind: "pack_add", address: PACK });
      const page = await found();
      const { text, elements } = await origin(page);
      assert.equal(elements, 0);
      assert.ok(text?.includes("<b>Spoons</b>") && text.includes("…") && text.length < 120, text ?? "");
      await ask({ kind: "pack_remove", id: packs[0].id });
      await page.close();
    });

    test("one that was looked at says so, and one that was imported says that", async () => {
      await own.evaluate(() => /** @type {any} */ (/** @type {any} */ (globalThis).browser ?? chrome).storage.local.set({ settings: { learn: true } }));
      const offer = await on.browser.page();
      await offer.goto(`http://factory.yuantou.localhost/offer.html?id=${spoon.factories?.[0].id}`);
      await until(async () => (await ask({ kind: "catalogue" })).count === 1, "the listing learnt");
      await offer.close();
      const visited = await found();
      assert.equal((await origin(visited)).text, on.say("origin_visit"));
      await visited.close();
      const { listings } = await ask({ kind: "catalogue_slice", from: 0, most: 1 });
      await ask({ kind: "catalogue_put", offers: [listings[0].offer], pictures: false });
      const unchanged = await found();
      assert.equal((await origin(unchanged)).text, on.say("origin_visit"), "a file that says no more than is known changes nothing");
      await unchanged.close();
      await ask({ kind: "catalogue_put", offers: [{ ...listings[0].offer, seen_at: undefined }], pictures: false });
      const imported = await found();
      assert.equal((await origin(imported)).text, on.say("origin_file"));
      await imported.close();
    });
  });
}
