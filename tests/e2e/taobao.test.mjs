// @ts-check
// Today's Taobao, rendered by script from real responses with real photographs, against a pack of real offers among
// which the same goods stand in a factory's pictures and words.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { badgeOf, names, until, waitForBadge } from "./browser.mjs";
import { missing } from "./data.mjs";
import { layoutsOf, markupOf, onlyPictures, watchLayout } from "./expect.mjs";
import { buildPack, factoryPicture, factoryTitle, pictureHost, realGoods, share } from "./goods.mjs";
import { loginWall, pictureSearch } from "./marketplace.mjs";
import { clickBadge, panelOf, scratch, stage } from "./stage.mjs";
import { taobaoItem } from "./taobao.mjs";
import { focusIs, looked } from "./wait.mjs";

const PAGES_OWN = /^https:\/\/h5api\.m\.taobao\.com\//;
const PICTURES = /^https:\/\/(img|cbu01)\.alicdn\.com\//;

for (const name of missing ? [] : names()) {
  describe(name, () => {
    /** @type {import("./stage.mjs").Stage} */
    let on;
    /** @type {import("./goods.mjs").Good[]} */
    let goods;
    const cheap = { moq: 3, freight: "6.00", share: 0.3 };
    const dear = { moq: 1, freight: "0", share: 1.25 };

    before(async () => {
      goods = await realGoods();
      const pack = join(scratch, `pack-taobao-${name}`);
      const [first, second] = goods;
      await buildPack(
        [
          { good: first, price: share(first.price, cheap.share), moq: cheap.moq, freight: cheap.freight },
          { good: second, price: share(second.price, dear.share), moq: dear.moq, freight: dear.freight },
        ],
        pack,
      );
      on = await stage(name, { pack });
    });
    after(() => on?.close());

    /** @param {import("./goods.mjs").Good} good @param {Parameters<typeof taobaoItem>[1]} [timing] */
    async function open(good, timing) {
      on.web.clear();
      on.web.site(/(^|\.)alicdn\.com$/, pictureHost(goods));
      on.web.site(/^(item\.taobao|h5api\.m\.taobao)\.com$/, taobaoItem(good.response, timing));
      on.browser.errors = [];
      const page = await on.browser.page();
      await watchLayout(page);
      await page.goto(`https://item.taobao.com/item.htm?id=${good.id}`, { waitUntil: "domcontentloaded" });
      return page;
    }

    test("a sure match: the landed cost, the saving and the certainty, in words and numbers", async () => {
      const [good] = goods;
      const page = await open(good);
      const badge = await waitForBadge(page);
      const unit = Number(share(good.price, cheap.share));
      const total = unit * cheap.moq + Number(cheap.freight);
      const each = Math.round((total / cheap.moq) * 100) / 100;
      assert.match(badge.className, /\bsame\b/);
      assert.ok(badge.text.includes(on.say("badge_same")), badge.text);
      assert.ok(badge.text.includes(on.money(each)), `${badge.text} should hold ${on.money(each)}`);
      assert.ok(badge.text.includes(on.money(Number(good.price) - each)), `${badge.text} should hold the saving`);
      assert.ok(badge.text.includes(on.money(total)), `${badge.text} should hold what leaves the pocket, ${on.money(total)}`);

      await clickBadge(page);
      const panel = await until(() => panelOf(page), "the panel");
      assert.equal(panel.matches[0].title, factoryTitle(good.title));
      const amounts = panel.matches[0].rows.map(([, amount]) => amount);
      assert.deepEqual([amounts[0], ...amounts.slice(2, 5)], [on.money(unit), on.money(cheap.freight), on.money(total), on.money(each)]);
      assert.ok(amounts[1].endsWith(` = ${on.money(unit * cheap.moq)}`), amounts[1]);
      const here = (await until(async () => {
        const rows = (await panelOf(page))?.matches[0].rows.map(([, , amount]) => amount) ?? [];
        return rows[1]?.includes(on.money(Number(good.price) * cheap.moq)) ? rows : null;
      }, "this shop's side of the same purchase"));
      assert.equal(here[4], on.money(good.price));
      assert.ok(panel.matches[0].reasons.length > 0, "the match has reasons");
      assert.equal(panel.matches[0].link, `https://detail.1688.com/offer/9${good.id}.html`);
      assert.equal(panel.matches[0].rel, "noopener noreferrer");

      await page.keyboard.press("Escape");
      await until(async () => (await panelOf(page)) === null, "the panel closed");
      await focusIs(page, "yuantou-badge");
      assert.ok(onlyPictures(on.web.asked, { pictures: PICTURES, pagesOwn: PAGES_OWN }).length > 0, "the extension looked at the pictures");
      assert.deepEqual(on.browser.errors, []);
      await page.close();
    });

    test("where the factory is dearer, the badge says so", async () => {
      const good = goods[1];
      const page = await open(good);
      const badge = await waitForBadge(page);
      assert.match(badge.className, /\bdearer\b/);
      assert.ok(badge.text.includes(on.say("badge_dearer")), badge.text);
      assert.ok(badge.text.includes(`+${on.money(Number(share(good.price, dear.share)) - Number(good.price))}`), badge.text);
      await page.close();
    });

    test("where nothing matches there is no badge, only the quiet button", async () => {
      const page = await open(goods[2]);
      const badge = await waitForBadge(page);
      assert.match(badge.className, /\bquiet\b/);
      assert.ok(badge.text.startsWith(on.say("find_source")), badge.text);
      assert.equal((await on.browser.popup(page)).state, "read");
      await page.close();
    });

    test("the page is not moved and not changed", async () => {
      const page = await open(goods[0]);
      await waitForBadge(page);
      const markup = await markupOf(page);
      const shifts = await page.evaluate(() => /** @type {any} */ (window).shifts);
      const { ours, without } = await layoutsOf(page);
      assert.deepEqual(ours, without, "every element stands where it stands without the badge");
      assert.equal(markup, await markupOf(page));
      // The rendering of the page itself shifts nothing either: its places are reserved, so every shift would be ours.
      assert.deepEqual(shifts, []);
      await page.close();
    });

    test("a price that comes late is waited for; a price that never comes gets no badge", async () => {
      const late = await open(goods[0], { priceMs: 2500 });
      // Every frame until the price is there.
      const early = await late.evaluate(async () => {
        let seen = false;
        for (;;) {
          const badge = document.querySelector("yuantou-badge") !== null;
          if (document.documentElement.dataset.priceAt) return seen;
          seen ||= badge;
          await new Promise(requestAnimationFrame);
        }
      });
      assert.equal(early, false, "no badge before the price");
      assert.match((await waitForBadge(late)).className, /\bsame\b/);
      await late.close();

      const never = await open(goods[0], { priceMs: Infinity });
      const { badge, popup } = await looked(on.browser, never, ({ text }) => text.includes(on.say("why_no_price")));
      assert.equal(badge, null);
      assert.ok(["waiting", "nothing"].includes(popup.state ?? ""), popup.state);
      await never.close();
    });

    test("another product on the same page takes the badge away at once, and gets its own", async () => {
      const page = await open(goods[0]);
      await waitForBadge(page, ({ className }) => /\bsame\b/.test(className));
      on.web.site(/^(item\.taobao|h5api\.m\.taobao)\.com$/, taobaoItem(goods[2].response));
      await page.evaluate((id) => {
        history.pushState({}, "", `/item.htm?id=${id}`);
        document.querySelector("#ice-container")?.replaceChildren();
        const script = document.createElement("script");
        script.src = "/app.js";
        document.body.append(script);
      }, goods[2].id);
      await until(async () => !/\bsame\b/.test((await badgeOf(page))?.className ?? ""), "the old badge gone");
      const badge = await waitForBadge(page);
      assert.ok(badge.text.startsWith(on.say("find_source")), badge.text);
      await page.close();
    });

    test("a shop that renders its page anew keeps its badge", async () => {
      const page = await open(goods[0]);
      const first = await waitForBadge(page);
      await page.evaluate(() => {
        const info = document.querySelector('[class*="itemInfo--"]');
        info?.replaceWith(info.cloneNode(true));
        for (const ours of document.querySelectorAll("yuantou-badge")) ours.remove();
      });
      assert.deepEqual(await waitForBadge(page), first);
      await page.close();
    });

    test("find the source: the search's results fill the tab that asked", async () => {
      const good = goods[2];
      const page = await open(good);
      await waitForBadge(page, ({ className }) => /\bquiet\b/.test(className));
      const price = share(good.price, 0.4);
      const image = "https://cbu01.alicdn.com/img/ibank/O1CN01found01_!!1-0-cib.jpg";
      const others = goods.filter((other) => other !== good).map((other, n) => ({ id: `70000000000${n}`, title: factoryTitle(other.title), price: "9.90", image: other.images[1] }));
      on.web.site(/^cbu01\.alicdn\.com$/, async (url) => (url.pathname.startsWith("/img/ibank/O1CN01found01") ? { type: "image/jpeg", body: await factoryPicture(good.files[0], 1) } : null));
      on.web.site(/^(s|air)\.1688\.com$/, pictureSearch([...others, { id: "700000000009", title: factoryTitle(good.title), price, image }], { renderMs: 1500 }));
      await clickBadge(page);

      const search = await until(async () => (await on.browser.browser.pages()).find((one) => one.url().includes(".1688.com/")), "the search's tab");
      assert.ok(decodeURIComponent(search.url()).includes(new URL(good.images[0]).pathname.split("_!!")[0]), `${search.url()} searches by the item's picture`);
      const badge = await waitForBadge(page, ({ className }) => !/\bquiet\b/.test(className));
      assert.ok(badge.text.includes(on.money(price)), badge.text);
      const note = await until(() => search.evaluate(() => document.querySelector("yuantou-note")?.shadowRoot?.querySelector("button")?.innerText), "the note beside the results");
      assert.ok(note.includes(on.say("note_back")), note);
      await clickBadge(page);
      const panel = await until(async () => ((await panelOf(page))?.matches[0]?.drawn === 2 ? panelOf(page) : null), "the panel with both pictures");
      assert.equal(panel.matches[0].title, factoryTitle(good.title));
      onlyPictures(on.web.asked, { pictures: PICTURES, pagesOwn: PAGES_OWN });

      await page.reload({ waitUntil: "domcontentloaded" });
      const again = await waitForBadge(page);
      assert.equal(again.text, badge.text, "what was found is still there after a reload");
      await search.close();
      await page.close();
    });

    test("find the source: a login wall and a closed tab are said to be that", async () => {
      const page = await open(goods[3]);
      await waitForBadge(page);
      on.web.site(/1688\.com$/, loginWall());
      await clickBadge(page);
      const login = await waitForBadge(page, ({ text }) => text === on.say("hunt_login", "1688"));
      assert.match(login.className, /\bquiet\b/);
      const wall = await until(async () => (await on.browser.browser.pages()).find((one) => one.url().includes("login.1688.com")), "the login's tab");
      await wall.close();
      await waitForBadge(page, ({ text }) => text === on.say("hunt_closed", "1688"));
      await page.close();
    });

    test("find the source: the way that was chosen is opened, and a listing opened from its results is compared too", async () => {
      const good = goods[3];
      const page = await open(good);
      await waitForBadge(page, ({ className }) => /\bquiet\b/.test(className));
      await page.evaluate(() => /** @type {HTMLElement} */ (document.querySelector("yuantou-badge")?.shadowRoot?.querySelector("button.more")).click());
      const ways = await until(() => page.evaluate(() => {
        const buttons = [...(document.querySelector("yuantou-panel")?.shadowRoot?.querySelectorAll(".ways button") ?? [])];
        return buttons.length ? buttons.map((button) => button.textContent ?? "") : null;
      }), "the ways");
      assert.deepEqual(ways, [["picture", "1688"], ["words", "1688"], ["words", "alibaba"], ["words", "aliexpress"]].map(([by, platform]) => on.say(`find_by_${by}`, on.say(`platform_${platform}`))));
      const detail = "https://www.alibaba.com/product-detail/bag_1600000000001.html";
      const image = good.images[0];
      on.web.site(/^www\.alibaba\.com$/, (url) => ({
        body: url.pathname.startsWith("/product-detail/")
          ? `<!doctype html><html lang="en"><head><title>Bag</title><script type="application/ld+json">${JSON.stringify({ "@context": "https://schema.org", "@type": "Product", name: factoryTitle(good.title), image: [image], offers: { "@type": "Offer", price: "1.20", priceCurrency: "USD" } })}</script></head><body><h1>${factoryTitle(good.title)}</h1></body></html>`
          : `<!doctype html><html lang="en"><title>results</title><a id="result" target="_blank" href="${detail}">a bag</a></html>`,
      }));
      await page.evaluate(() => /** @type {HTMLElement} */ (document.querySelector("yuantou-panel")?.shadowRoot?.querySelectorAll(".ways button")[2]).click());
      const search = await until(async () => (await on.browser.browser.pages()).find((one) => one.url().includes("www.alibaba.com/trade/search")), "the search's tab");
      assert.match((await waitForBadge(page, ({ text }) => text.includes(on.say("hunt_waiting", on.say("platform_alibaba"))))).className, /\bquiet\b/);
      await search.bringToFront();
      await until(() => search.$("#result"), "the results");
      await search.click("#result");
      const listing = await until(async () => (await on.browser.browser.pages()).find((one) => one.url() === detail), "the listing's tab");
      const badge = await waitForBadge(page, ({ className }) => !/\bquiet\b/.test(className));
      assert.match(badge.className, /\b(same|similar)\b/, badge.text);
      await listing.close();
      await search.close();
      await page.close();
    });
  });
}

if (missing) test("Taobao as it is today", { skip: missing }, () => {});
