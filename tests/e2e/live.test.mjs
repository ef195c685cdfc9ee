// @ts-check
// Pages that live: lists that never end and use their cards again, variants that change the price, answers that come
// late. Never a badge of another price, never a tag of another product.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { names, until, waitForBadge } from "./browser.mjs";
import { MADE, madePack, picture } from "./made.mjs";
import { scratch, stage } from "./stage.mjs";
import { responseOf, taobaoItem, taobaoSearch } from "./taobao.mjs";

const [jar] = MADE;
const image = (/** @type {string} */ name) => `https://img.alicdn.com/imgextra/i1/1/O1CN01${name}_!!1-0-item_pic.jpg`;
/** A card of the jar, or of something that no factory here makes. @param {number} n @param {boolean} ours */
const card = (n, ours) => ({ id: String(1000 + n), title: ours ? jar.title : `完全不同的商品 ${n}`, price: jar.price, image: image(ours ? `jar${n}` : `other${n}`) });

for (const name of names()) {
  describe(name, () => {
    /** @type {import("./stage.mjs").Stage} */
    let on;
    /** @type {Buffer[]} */
    let pictures;
    let delay = 0;
    before(async () => {
      pictures = [await picture(1), await picture(40)];
      const pack = join(scratch, `pack-live-${name}`);
      await madePack(pack);
      on = await stage(name, { pack });
      on.web.site(/(^|\.)alicdn\.com$/, (url) => ({ type: "image/jpeg", body: pictures[url.pathname.includes("jar") ? 0 : 1], delay }));
    });
    after(() => on?.close());

    /** Ids of the cards that bear a tag. @param {import("puppeteer-core").Page} page @returns {Promise<string[]>} */
    const tagged = (page) => page.evaluate(() => [...document.querySelectorAll("yuantou-tag")].map((tag) => new URL(/** @type {HTMLAnchorElement} */ (tag.closest("a")).href).searchParams.get("id") ?? ""));

    /** Opens a list, with the markup of more cards at hand. @param {ReturnType<typeof card>[]} first @param {ReturnType<typeof card>[]} more */
    async function list(first, more) {
      on.web.site(/^s\.taobao\.com$/, taobaoSearch(first));
      const page = await on.browser.page();
      await page.goto("https://s.taobao.com/search?q=x", { waitUntil: "domcontentloaded" });
      const later = String((await taobaoSearch(more)(new URL("https://s.taobao.com/search"), /** @type {any} */ ({})))?.body);
      await page.evaluate((html) => {
        const cards = new DOMParser().parseFromString(html, "text/html").querySelectorAll('[class*="search-content-col"]');
        Object.assign(window, { more: [...cards] });
      }, later);
      return page;
    }

    test("a list that never ends: what is added while scrolling is tagged, far down as well", async () => {
      const all = Array.from({ length: 150 }, (_, n) => card(n, n % 30 === 7));
      const page = await list(all.slice(0, 30), all.slice(30));
      await until(async () => (await tagged(page)).join() === "1007", "the first page's tag");
      for (let batch = 1; batch < 5; batch += 1) {
        await page.evaluate((from) => {
          const holder = /** @type {Element} */ (document.querySelector("#content_items_wrapper"));
          holder.append(.../** @type {any} */ (window).more.slice(from, from + 30));
        }, (batch - 1) * 30);
        await page.evaluate((id) => document.querySelector(`#item_id_${id}`)?.scrollIntoView({ block: "center" }), 1000 + batch * 30 + 7);
        await until(async () => (await tagged(page)).includes(String(1000 + batch * 30 + 7)), `the tag of part ${batch + 1}`);
      }
      assert.deepEqual((await tagged(page)).sort(), ["1007", "1037", "1067", "1097", "1127"], "each once, and no other card");
      await page.close();
    });

    test("a card that is given to another product loses its tag at once, and one with a clock keeps it", async () => {
      const page = await list([card(1, true), card(2, true), card(3, false)], [card(8, false)]);
      await until(async () => (await tagged(page)).length === 2, "two tags");
      const frames = await page.evaluate(async () => {
        const clock = document.createElement("span");
        document.querySelector("#item_id_1002 [class*=realSales]")?.append(clock);
        const used = /** @type {HTMLAnchorElement} */ (document.querySelector("#item_id_1001"));
        const next = /** @type {any} */ (window).more[0].querySelector("a");
        for (const part of ["img", "[class*=title]"]) {
          const [from, to] = [next, used].map((card) => /** @type {Element} */ (card.querySelector(part)));
          for (const { name, value } of from.attributes) to.setAttribute(name, value);
        }
        /** @type {Element} */ (used.querySelector("[class*=title] span")).textContent = next.textContent.trim().split("\n")[0];
        used.href = next.href;
        // For how many of the clock's steps the tag of the one before is still there: a page that is slow is slow for both.
        // And whether the other's ever goes.
        let gone = 0;
        let kept = true;
        for (let n = 0; n < 60; n += 1) {
          await new Promise((go) => setTimeout(go, 50));
          clock.textContent = `剩 ${n} 秒`;
          if (used.querySelector("yuantou-tag")) gone = n + 1;
          kept &&= document.querySelector("#item_id_1002 yuantou-tag") !== null;
        }
        return { gone, kept };
      });
      assert.ok(frames.gone < 5, `the old tag was there for ${frames.gone} steps`);
      assert.ok(frames.kept, "the clock took a tag away");
      assert.deepEqual(await tagged(page), ["1002"]);
      await page.close();
    });

    /** A page of the jar in two colours. @param {string} id @param {string} other Price of the second colour */
    function inTwoColours(id, other) {
      const response = responseOf({ id, title: jar.title, price: jar.price, images: [image(`jar${id}`)] });
      const price = (/** @type {string} */ priceText) => ({ price: { priceText, priceUnit: "￥" } });
      Object.assign(response.data, {
        skuBase: { props: [{ name: "颜色", values: [{ name: "灰", vid: "101" }, { name: "白", vid: "102" }] }], skus: [{ propPath: "1:101", skuId: "a" }, { propPath: "1:102", skuId: "b" }] },
        skuCore: { sku2info: { a: price(jar.price), b: price(other) } },
      });
      return taobaoItem(response);
    }

    /** In every frame the price and what the badge says. @param {import("puppeteer-core").Page} page */
    const watchFrames = (page) =>
      page.evaluate(() => {
        const frames = /** @type {string[][]} */ ([]);
        Object.assign(window, { frames });
        const look = () => {
          const badge = document.querySelector("yuantou-badge")?.shadowRoot?.querySelector("button")?.textContent ?? "";
          frames.push([document.querySelector('[class*="highlightPrice--"]')?.textContent ?? "", badge]);
          requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      });
    /** @param {import("puppeteer-core").Page} page @param {number} at */
    const choose = (page, at) => page.evaluate((n) => /** @type {HTMLElement} */ (document.querySelectorAll('[class*="valueItem--"]')[n]).click(), at);
    /** @param {import("puppeteer-core").Page} page @returns {Promise<string[][]>} */
    const framesOf = (page) => page.evaluate(() => /** @type {any} */ (window).frames);

    test("a variant with another price: a new badge with the new sum, and not one frame with the old one", async () => {
      on.web.site(/^(item\.taobao|h5api\.m\.taobao)\.com$/, inTwoColours("51", "59.00"));
      const page = await on.browser.page();
      await page.goto("https://item.taobao.com/item.htm?id=51", { waitUntil: "domcontentloaded" });
      const saving = (/** @type {number} */ price) => on.money(price - 11);
      await waitForBadge(page, ({ text }) => text.includes(saving(39)));
      await watchFrames(page);
      for (const [at, price] of [[1, 59], [0, 39], [1, 59]]) {
        await choose(page, at);
        await waitForBadge(page, ({ text }) => text.includes(saving(price)));
      }
      const frames = await until(async () => {
        const all = await framesOf(page);
        return all.some(([price, badge]) => price.includes("59") && badge.includes(saving(59))) ? all : null;
      }, "a frame with the new badge");
      assert.deepEqual(frames.filter(([price, badge]) => (price.includes("59") && badge.includes(saving(39))) || (price.includes("39") && badge.includes(saving(59)))), []);
      await page.close();
    });

    test("an answer that comes after the variant was switched is dropped", async () => {
      delay = 1200;
      on.web.site(/^(item\.taobao|h5api\.m\.taobao)\.com$/, inTwoColours("52", "62.00"));
      const page = await on.browser.page();
      await page.goto("https://item.taobao.com/item.htm?id=52", { waitUntil: "domcontentloaded" });
      await until(() => page.evaluate(() => document.documentElement.dataset.priceAt), "the price");
      await watchFrames(page);
      // The question about the first colour is under way: its picture takes its time.
      await until(async () => on.web.asked.some(({ url, headers }) => url.includes("jar52") && headers["sec-fetch-dest"] === "empty"), "the question for the picture");
      await choose(page, 1);
      await waitForBadge(page, ({ text }) => text.includes(on.money(62 - 11)));
      // And back: by then every answer to the first question has come.
      await choose(page, 0);
      await waitForBadge(page, ({ text }) => text.includes(on.money(39 - 11)));
      const frames = await framesOf(page);
      assert.deepEqual(frames.filter(([price, badge]) => price.includes("62") && badge.includes(on.money(39 - 11))), []);
      delay = 0;
      await page.close();
    });
  });
}
