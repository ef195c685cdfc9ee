// @ts-check
// Bad input on lists, in a factory's prices and on our own pages: markup in names, novels for titles, prices of nothing
// and of everything, missing pictures, a page's style that hides all there is, and print.
import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { names, resize, until, waitForBadge } from "./browser.mjs";
import { MADE, picture, shopPage } from "./made.mjs";
import { packOf } from "./pack.mjs";
import { clickBadge, panelOf, scratch, stage } from "./stage.mjs";
import { taobaoSearch } from "./taobao.mjs";
import { looked } from "./wait.mjs";

const SHOP = "http://shop.yuantou.localhost/item/1";
const LIST = "https://s.taobao.com/search?q=x";
const EVIL = `<img src=x onerror="top.document.title='out'"><script>top.document.title='out'</script></table>"'&amp;`;
const LONG = "很长的名字".repeat(2000);
const [jar, lamp] = MADE;
const BOWL = { title: "青花瓷大碗 家用汤碗 8英寸", price: "25.00" };

/** @param {string} text */
const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
const image = (/** @type {number | string} */ what) => `https://img.alicdn.com/imgextra/i1/1/O1CN01hostile${what}_!!1-0-item_pic.jpg`;

for (const name of names()) {
  describe(name, () => {
    /** @type {import("./stage.mjs").Stage} */
    let on;
    before(async () => {
      const pack = join(scratch, `pack-hostile-lists-${name}`);
      const folder = `${pack}-pictures`;
      await mkdir(folder, { recursive: true });
      for (const seed of [1, 2, 3]) await writeFile(join(folder, `${seed}.jpg`), await picture(seed, 480));
      const common = { kind: "offer", platform: "1688", currency: "CNY", moq: 1, freight: { amount: "0" } };
      await packOf(
        [
          { ...common, id: "free", url: "https://detail.1688.com/offer/free.html", title: jar.factoryTitle, images: ["1.jpg"], tiers: [{ from: 1, price: "0" }] },
          { ...common, id: "dear", url: "https://detail.1688.com/offer/dear.html", title: lamp.factoryTitle, images: ["2.jpg"], tiers: [{ from: 1, price: "1000000000.00" }] },
          { ...common, id: "bowl", url: "https://detail.1688.com/offer/bowl.html", title: `${BOWL.title} ${EVIL}`, images: ["3.jpg"], tiers: [{ from: 1, price: "6.00" }], supplier: { name: EVIL } },
        ],
        folder,
        pack,
      );
      on = await stage(name, { pack });
      on.web.site(/(^|\.)alicdn\.com$/, async (url) => {
        const [, seed] = /hostile(\d)/.exec(url.pathname) ?? [];
        return seed ? { type: "image/jpeg", body: await picture(Number(seed)) } : { status: 404, type: "text/plain", body: "" };
      });
      on.web.site(/^img\.yuantou\./, async (url) => ({ type: "image/jpeg", body: await picture(Number(/(\d)\.jpg/.exec(url.pathname)?.[1] ?? 9)) }));
    });
    after(() => on?.close());

    /** @param {{ title: string, price: string }} good @param {number} seed */
    async function item({ title, price }, seed) {
      on.web.site(/^shop\./, () => ({ body: shopPage({ title, price, images: [`http://img.yuantou.localhost/${seed}.jpg`] }) }));
      const page = await on.browser.page();
      await page.goto(SHOP, { waitUntil: "domcontentloaded" });
      return page;
    }

    test("a factory that asks for nothing: nobody saves all of it", async () => {
      const page = await item(jar, 1);
      const { badge } = await looked(on.browser, page);
      assert.ok(!badge || !/100\s?%|¥\s?0\.00/.test(badge.text), badge?.text);
      assert.deepEqual(on.browser.errors, []);
      await page.close();
    });

    test("a factory that asks for a thousand million: dearer, in one line, and a sum that fits", async () => {
      const page = await item(lamp, 2);
      const badge = await waitForBadge(page, ({ className }) => /dearer|same/.test(className));
      assert.ok(badge.text.includes(on.money("999999979.00")), badge.text);
      const box = await page.evaluate(() => {
        const { left, right, height } = /** @type {Element} */ (document.querySelector("yuantou-badge")?.shadowRoot?.querySelector("button")).getBoundingClientRect();
        return { left, right, height, wide: innerWidth };
      });
      assert.ok(box.height < 40 && box.left >= 0 && box.right <= box.wide, JSON.stringify(box));
      await clickBadge(page);
      await until(() => panelOf(page), "the panel");
      const over = await page.evaluate(() => {
        const panel = /** @type {Element} */ (document.querySelector("yuantou-panel")?.shadowRoot?.querySelector(".panel"));
        return panel.scrollWidth - panel.clientWidth;
      });
      assert.ok(over <= 1, `${over} px too wide`);
      await page.close();
    });

    const cards = [
      { id: "1", title: escaped(`${BOWL.title} ${EVIL}`), price: BOWL.price, image: image(3) },
      { id: "2", title: `${BOWL.title} ${LONG}`, price: BOWL.price, image: image(3) },
      { id: "3", title: BOWL.title, price: "0.00", image: image(3) },
      { id: "4", title: BOWL.title, price: "1000000000.00", image: image(3) },
      { id: "5", title: BOWL.title, price: BOWL.price, image: image("none") },
      { id: "6", title: BOWL.title, price: BOWL.price, image: image(3) },
    ];
    for (const [what, css] of [["as it is", ""], ["a style that hides and turns all there is", "yuantou-tag,yuantou-tag *{display:none!important;opacity:0!important}body *{transform:rotate(2deg)!important;filter:blur(2px)!important}"]]) {
      test(`a list of bad cards, ${what}: tags where they are due, in one line, and the cards as they were`, async () => {
        const site = taobaoSearch(cards);
        on.web.site(/^s\.taobao\.com$/, async (url, asked) => {
          const answer = await site(url, asked);
          return answer && { ...answer, body: String(answer.body).replace("</head>", `<style>[class*="title--"]{max-height:42px;overflow:hidden}${css}</style></head>`) };
        });
        on.browser.errors = [];
        const page = await on.browser.page();
        await page.goto(LIST);
        const tags = () =>
          page.evaluate(() =>
            [...document.querySelectorAll('[class*="doubleCardWrapper"]')].flatMap((card) => {
              const host = card.querySelector("yuantou-tag");
              const tag = /** @type {HTMLElement | null | undefined} */ (host?.shadowRoot?.querySelector(".tag"));
              return host && tag ? [{ id: card.id, text: tag.textContent ?? "", height: tag.offsetHeight, opacity: getComputedStyle(host).opacity, display: getComputedStyle(host).display, made: tag.querySelectorAll("img, script").length }] : [];
            }),
          );
        for (const wanted of ["1", "2", "4", "6"]) await until(async () => (await tags()).some(({ id }) => id === `item_id_${wanted}`), `the tag of card ${wanted}`);
        // All six are asked about together: the last one's tag is there, and so is what the others got.
        const seen = await tags();
        for (const tag of seen) {
          assert.ok(tag.height > 10 && tag.height < 34 && tag.opacity === "1" && tag.display === "block", JSON.stringify(tag));
          assert.equal(tag.made, 0);
        }
        assert.ok(!seen.some(({ id, text }) => id === "item_id_3" && /%/.test(text)), "nothing is saved on a price of nothing");
        assert.notEqual(await page.title(), "out");
        assert.deepEqual(on.browser.errors.filter((line) => !/404|Failed to load/.test(line)), []);
        if (name === "chrome") {
          await page.emulateMediaType("print");
          assert.deepEqual((await tags()).filter(({ height }) => height > 0), [], "on paper there is nothing of ours");
        }
        await page.close();
      });
    }

    test("our own pages: names with markup and of ten thousand characters stay text, and keep to their room", async () => {
      const own = await on.browser.ownPage("options/options.html");
      await until(() => own.evaluate(() => document.body.dataset.state === "drawn" && document.querySelector("#catalogue [role=status]:not(:empty)") !== null), "the options");
      const title = `${EVIL} ${LONG}`;
      await own.evaluate(async (evil) => {
        const api = /** @type {any} */ (/** @type {any} */ (globalThis).browser ?? chrome);
        const offer = { platform: "1688", id: "evil", url: "javascript:alert(1)", title: evil, currency: "CNY", tiers: [{ from: 1, price: "1000000000" }], supplier: { name: evil }, seen_at: "2026-11-25T10:00:00Z" };
        await api.runtime.sendMessage({ kind: "catalogue_put", offers: [offer], pictures: false });
        const find = { key: "evil", url: "javascript:alert(1)", title: evil, at: Date.now(), class: "same", saving: { currency: "CNY", amount: "999999999.99", percent: 100 } };
        await api.storage.local.set({ finds: { day: new Date().toLocaleDateString("sv"), list: [find] } });
        dispatchEvent(new Event("focus"));
      }, title);
      await until(() => own.evaluate(() => document.querySelector("#catalogue .listing button") !== null), "the listing");
      for (const width of [1280, 320]) {
        await resize(own, { width, height: 800 });
        // The list may just be drawn anew.
        const seen = await until(() => own.evaluate(() => {
          const row = document.querySelector("#catalogue .listing");
          return row?.querySelector("button") && { wide: document.documentElement.scrollWidth - innerWidth, links: row.querySelectorAll("a, img, script").length, height: row.getBoundingClientRect().height, button: /** @type {Element} */ (row.querySelector("button")).getBoundingClientRect().width };
        }), "the listing");
        assert.ok(seen.wide <= 0 && seen.links === 0 && seen.height < 60 && seen.button > 20, JSON.stringify(seen));
      }
      assert.notEqual(await own.title(), "out");
      await own.close();
      const popup = await on.browser.ownPage("popup/popup.html");
      await until(() => popup.evaluate(() => document.body.dataset.state), "the popup");
      const box = await popup.evaluate(() => ({ wide: document.body.scrollWidth, high: document.body.scrollHeight, made: document.querySelectorAll(".finds a, .finds img, .finds script").length }));
      assert.ok(box.wide <= 320 && box.high < 700 && box.made === 0, JSON.stringify(box));
      await popup.close();
    });
  });
}
