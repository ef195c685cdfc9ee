// @ts-check
// Find the source by words on alibaba.com and AliExpress: slow results, walls in front of them and in their place, tabs
// that are closed, and matches brought back to the tab that asked.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { badgeOf, names, until, waitForBadge } from "./browser.mjs";
import { MADE, picture, shopPage } from "./made.mjs";
import { alibabaSearch, aliexpressSearch, loginWall, punished } from "./marketplace.mjs";
import { otherPack } from "./pack_server.mjs";
import { panelOf, stage } from "./stage.mjs";

const [jar, lamp] = MADE;
const MARKETS = [
  { platform: "alibaba", host: /^www\.alibaba\.com$/, place: "www.alibaba.com/trade/search", login: "https://login.alibaba.com/newlogin/icbuLogin.htm", image: "https://s.alicdn.com/@sc04/kf/H", results: alibabaSearch },
  { platform: "aliexpress", host: /^www\.aliexpress\.com$/, place: "www.aliexpress.com/wholesale", login: "https://login.aliexpress.com/", image: "https://ae-pic-a1.aliexpress-media.com/kf/S", results: aliexpressSearch },
];

for (const name of names()) {
  describe(name, () => {
    /** @type {import("./stage.mjs").Stage} */
    let on;
    let shops = 0;
    before(async () => {
      on = await stage(name, { pack: await otherPack() });
    });
    after(() => on?.close());

    /** Opens an item of its own on a shop: what a hunt found for one is no other's. */
    async function item() {
      on.web.clear();
      on.web.site(/^www\.ebay\.com$/, () => ({ body: shopPage({ title: jar.title, price: jar.price, images: ["https://i.ebayimg.com/jar.jpg"] }) }));
      on.web.site(/^i\.ebayimg\.com$/, async () => ({ type: "image/jpeg", body: await picture(1) }));
      on.web.site(/alicdn\.com$|aliexpress-media\.com$/, async (url) => ({ type: "image/jpeg", body: await picture(url.pathname.includes("jar") ? 1 : 2, 480) }));
      const page = await on.browser.page();
      await page.goto(`https://www.ebay.com/itm/30000000000${(shops += 1)}`, { waitUntil: "domcontentloaded" });
      await waitForBadge(page, ({ className }) => /\bquiet\b/.test(className));
      return page;
    }

    /** Chooses a search by words in the panel; the tab that it opens. @param {import("puppeteer-core").Page} page @param {typeof MARKETS[number]} market */
    async function hunt(page, { platform, place }) {
      await page.bringToFront();
      await page.evaluate(() => /** @type {HTMLElement} */ (document.querySelector("yuantou-badge")?.shadowRoot?.querySelector("button.more")).click());
      const before = new Set(await on.browser.browser.pages());
      const label = on.say("find_by_words", on.say(`platform_${platform}`));
      await until(() => page.evaluate((text) => {
        const buttons = [...(document.querySelector("yuantou-panel")?.shadowRoot?.querySelectorAll(".ways button") ?? [])];
        const button = buttons.find(({ textContent }) => textContent === text);
        if (button instanceof HTMLElement) button.click();
        return Boolean(button);
      }, label), label);
      return until(async () => (await on.browser.browser.pages()).find((one) => !before.has(one) && (one.url().includes(place) || /login\./.test(one.url()))), "the search's tab");
    }

    for (const market of MARKETS) {
      const { platform, host, place, login, image, results } = market;
      const found = { id: "1600000000009", title: jar.factoryTitle, price: "1.20", image: `${image}jar.jpg` };
      const other = { id: "1600000000007", title: lamp.factoryTitle, price: "2.00", image: `${image}lamp.jpg` };
      const said = (/** @type {string} */ state) => on.say(`hunt_${state}`, on.say(`platform_${platform}`));
      const matched = (/** @type {{ className: string }} */ { className }) => /\b(same|similar|dearer)\b/.test(className);

      test(`${platform}: slow results are waited for, and what matches comes back to the tab that asked`, async (context) => {
        const page = await item();
        let come = () => {};
        const waited = /** @type {Promise<void>} */ (new Promise((go) => (come = go)));
        context.after(() => come());
        on.web.site(host, async (url, asked) => {
          // So slow that there is time to see that they are waited for.
          if (url.pathname === "/results.js") await waited;
          const answer = /** @type {import("./web.mjs").Answer} */ (await results([other, found], { renderMs: 2500 })(url, asked));
          return { ...answer, delay: 800 };
        });
        const search = await hunt(page, market);
        await waitForBadge(page, ({ text }) => text.includes(said("waiting")));
        come();
        const badge = await waitForBadge(page, matched);
        assert.match(badge.className, /\bsame\b/, badge.text);
        const words = new URL(search.url()).searchParams.get("SearchText") ?? "";
        assert.ok(jar.title.startsWith(words.slice(0, 6)) && search.url().includes(place), search.url());
        await until(() => search.evaluate(() => Boolean(document.querySelector("yuantou-note")?.shadowRoot?.querySelector("button"))), "the note beside the results");
        // The panel that the search was chosen in is still open, and fills in.
        const panel = await until(async () => ((await panelOf(page))?.matches.length ? panelOf(page) : null), "the matches in the panel");
        assert.equal(panel.matches[0].title, jar.factoryTitle);
        assert.ok(panel.matches[0].link.endsWith(`${found.id}.html`), panel.matches[0].link);
        assert.ok(panel.text.includes(on.money("1.20", "USD")), panel.text);
        assert.ok(panel.text.includes(on.say("origin_page")), panel.text);
        if (platform === "alibaba") assert.ok(panel.text.includes("Example Co., Ltd."), panel.text);
        await search.close();
        await page.reload({ waitUntil: "domcontentloaded" });
        assert.equal((await waitForBadge(page, matched)).text, badge.text, "it is still there after a reload");
        await page.close();
      });

      test(`${platform}: results without the product are said to be that`, async () => {
        const page = await item();
        on.web.site(host, results([other]));
        const search = await hunt(page, market);
        await waitForBadge(page, ({ text }) => text === said("nothing"));
        await search.close();
        await page.close();
      });

      test(`${platform}: a login in front of the results is told, and the hunt goes on after it`, async () => {
        const page = await item();
        on.web.site(/\.(alibaba|aliexpress)\.com$/, loginWall(login));
        const search = await hunt(page, market);
        await waitForBadge(page, ({ text }) => text === said("login"));
        // The shopper signs in, and the marketplace shows what was searched for.
        on.web.site(host, results([found]));
        await search.goto(`https://${place}?SearchText=jar`, { waitUntil: "domcontentloaded" });
        await waitForBadge(page, matched);
        await search.close();
        await page.close();
      });

      test(`${platform}: a wall in the place of the results is told`, async () => {
        const page = await item();
        on.web.site(host, punished());
        const search = await hunt(page, market);
        await waitForBadge(page, ({ text }) => text === said("login"));
        await search.close();
        await waitForBadge(page, ({ text }) => text === said("closed"));
        await page.close();
      });

      test(`${platform}: a tab that is closed before it shows anything ends the hunt`, async () => {
        const page = await item();
        on.web.site(host, results([found], { renderMs: 60_000 }));
        const search = await hunt(page, market);
        await waitForBadge(page, ({ text }) => text.includes(said("waiting")));
        await search.close();
        await waitForBadge(page, ({ text }) => text === said("closed"));
        assert.match((await badgeOf(page))?.className ?? "", /\bquiet\b/);
        await page.close();
      });
    }
  });
}
