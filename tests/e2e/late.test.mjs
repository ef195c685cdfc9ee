// @ts-check
// Pictures that come later than a badge waits for them: it is made without, and again when they are there.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { names, until, waitForBadge } from "./browser.mjs";
import { MADE, madePack, picture, shopPage } from "./made.mjs";
import { scratch, stage } from "./stage.mjs";
import { taobaoSearch } from "./taobao.mjs";

const [jar] = MADE;
/** Nothing in it is of the jar's listing: only its picture is. */
const TITLE = "Q7 现货";
/** Like the jar's listing enough for a title alone, and no more where the picture is of no listing. */
const LIKE = "粗陶密封罐";
const STRANGE = 9;

for (const name of names()) {
  describe(name, () => {
    /** @type {import("./stage.mjs").Stage} */
    let on;
    let come = () => {};
    let held = /** @type {Promise<void>} */ (Promise.resolve());
    /** What the shop says of its goods, and which picture it shows. */
    let shown = { title: TITLE, seed: 1 };
    /** @param {import("node:test").TestContext} context @param {typeof shown} said */
    const hold = (context, said) => {
      shown = said;
      held = new Promise((go) => (come = go));
      context.after(() => come());
    };
    const matched = (/** @type {{ className: string }} */ { className }) => !/\bquiet\b/.test(className);
    const tags = (/** @type {import("puppeteer-core").Page} */ page) => page.evaluate(() => document.querySelectorAll("yuantou-tag").length);
    /** @param {string} address */
    const open = async (address) => {
      const page = await on.browser.page();
      await page.goto(address, { waitUntil: "domcontentloaded" });
      return page;
    };
    const finds = async () => {
      const own = await on.browser.ownPage("options/options.html");
      const all = await own.evaluate(async () => (await /** @type {any} */ (/** @type {any} */ (globalThis).browser ?? chrome).runtime.sendMessage({ kind: "finds" })).finds.length);
      await own.close();
      return all;
    };
    // Each address is another picture: those that were fetched are kept.
    let pages = 0;
    const itemPage = () => `http://shop.yuantou.localhost/item/${(pages += 1)}`;
    const listPage = () => `https://s.taobao.com/search?q=${(pages += 1)}`;

    before(async () => {
      await madePack(join(scratch, "pack"));
      on = await stage(name, { pack: join(scratch, "pack") });
      on.web.site(/^shop\./, (url) => ({ body: shopPage({ title: shown.title, price: jar.price, images: [`http://img.yuantou.localhost${url.pathname}.jpg`] }) }));
      on.web.site(/^img\.|(^|\.)alicdn\.com$/, async () => {
        await held;
        return { type: "image/jpeg", body: await picture(shown.seed) };
      });
      on.web.site(/^s\.taobao\.com$/, (url, asked) =>
        taobaoSearch(["1", "2", "3"].map((id) => ({ id, title: shown.title, price: jar.price, image: `https://img.alicdn.com/imgextra/i1/1/O1CN01jar${url.searchParams.get("q")}_!!1-0-item_pic.jpg` })))(url, asked));
    });
    after(() => on?.close());

    test("an item's badge says first what is known, and then what the picture shows", async (context) => {
      hold(context, { title: TITLE, seed: 1 });
      const page = await open(itemPage());
      await waitForBadge(page, (badge) => !matched(badge));
      come();
      const badge = await waitForBadge(page, matched);
      assert.match(badge.className, /\b(same|similar)\b/, badge.text);
      await until(async () => (await finds()) === 1, "the find");
      assert.equal((await on.browser.popup(page)).state, "matched");
      await page.close();
    });

    test("what a title says alone is no find, and is taken back where the picture shows another product", async (context) => {
      hold(context, { title: LIKE, seed: STRANGE });
      const before = await finds();
      const page = await open(itemPage());
      await waitForBadge(page, matched);
      come();
      await waitForBadge(page, (badge) => !matched(badge));
      assert.equal(await finds(), before);
      await page.close();
    });

    test("a page that went on is told nothing of the one before", async (context) => {
      hold(context, { title: TITLE, seed: 1 });
      const page = await open(itemPage());
      await waitForBadge(page, (badge) => !matched(badge));
      // Its own pictures are there at once, and show a product that nobody offers.
      const first = come;
      hold(context, { title: "另一件 Q8", seed: STRANGE });
      come();
      await page.goto(itemPage(), { waitUntil: "domcontentloaded" });
      await waitForBadge(page, (badge) => !matched(badge));
      shown.seed = 1;
      first();
      // What was late for the first page is there by the time that a page after it is answered.
      const later = await open(itemPage());
      await waitForBadge(later, matched);
      await later.close();
      assert.ok(!matched(await waitForBadge(page)));
      await page.close();
    });

    test("a list's tags come with their pictures, and go where these show another product", async (context) => {
      hold(context, { title: TITLE, seed: 1 });
      const page = await open(listPage());
      // The same question, asked after the page's own: without the picture it is answered when a tag has waited long enough.
      await until(() => page.evaluate(() => document.querySelectorAll('[class*="doubleCardWrapper"]').length === 3), "the cards");
      await until(async () => on.web.asked.some(({ url, headers }) => url.includes(`O1CN01jar${pages}`) && headers["sec-fetch-dest"] === "empty"), "the question for the cards' picture");
      const own = await on.browser.ownPage("options/options.html");
      const { late } = await own.evaluate((item) => /** @type {any} */ (/** @type {any} */ (globalThis).browser ?? chrome).runtime.sendMessage({ kind: "tags", key: "a test's", items: [{ n: 0, item }] }),
        { kind: "item", url: "https://item.taobao.com/item.htm?id=1", title: TITLE, price: { min: jar.price, max: jar.price, currency: "CNY" }, images: [`https://img.alicdn.com/imgextra/i1/1/O1CN01jar${pages}_!!1-0-item_pic.jpg`] });
      assert.deepEqual(late, [0], "answered without the picture");
      await own.close();
      assert.equal(await tags(page), 0);
      come();
      await until(async () => (await tags(page)) === 3, "the tags");
      await page.close();

      hold(context, { title: LIKE, seed: STRANGE });
      const other = await open(listPage());
      await until(async () => (await tags(other)) === 3, "the tags by their titles");
      come();
      await until(async () => (await tags(other)) === 0, "the tags gone");
      await other.close();
    });
  });
}
