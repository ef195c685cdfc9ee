// @ts-check
// Real saved pages, served byte for byte under their shops' own host names.
import assert from "node:assert/strict";
import { readFile, writeFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { names, waitForBadge } from "./browser.mjs";
import { dataFile, missing } from "./data.mjs";
import { onlyPictures } from "./expect.mjs";
import { factoryTitle } from "./goods.mjs";
import { picture } from "./made.mjs";
import { packOf } from "./pack.mjs";
import { scratch, stage } from "./stage.mjs";
import { looked } from "./wait.mjs";

const TMALL = "【6期免息/春节正常发货】Apple/苹果 iPhone 11 pro全网通智能4G苹果11正品手机xs官方官网旗舰店X 11promax";

/** A saved page is what its scripts had made of it; run again without their servers, some never come to rest. */
const STILL = { "content-security-policy": "script-src 'none'" };

for (const name of missing ? [] : names()) {
  describe(name, () => {
    /** @type {import("./stage.mjs").Stage} */
    let on;

    before(async () => {
      const pack = join(scratch, `pack-saved-${name}`);
      await mkdir(`${pack}-pictures`, { recursive: true });
      await writeFile(join(`${pack}-pictures`, "a.jpg"), await picture(1));
      const listing = { kind: "offer", platform: "1688", id: "s1", url: "https://detail.1688.com/offer/s1.html", title: factoryTitle(TMALL), images: ["a.jpg"], currency: "CNY", tiers: [{ from: 1, price: "5200" }], moq: 1, freight: { amount: "20" } };
      await packOf([listing], `${pack}-pictures`, pack);
      on = await stage(name, { pack });
    });
    after(() => on?.close());

    /** @param {string} file @param {string} url */
    async function open(file, url) {
      const body = await readFile(dataFile(`captures/${file}`));
      on.web.clear();
      on.web.site(/./, (asked) => (asked.href === url ? { body, type: "text/html", headers: STILL } : null));
      // Whatever pictures the page shows, they are this one: the saved page has none with it.
      on.web.site(/(alicdn|media-amazon|ssl-images-amazon|360buyimg)\.com$/, async () => ({ type: "image/jpeg", body: await picture(1) }));
      const page = await on.browser.page();
      await page.goto(url, { waitUntil: "domcontentloaded" });
      return page;
    }

    test("the Tmall page of 2020, in GBK, gets its badge", async () => {
      const page = await open("tmall/item_609353516840_2020.html", "https://detail.tmall.com/item.htm?id=609353516840");
      const badge = await waitForBadge(page, ({ className }) => !/quiet/.test(className));
      assert.ok(badge.text.includes(on.money("5220")), badge.text);
      const popup = await on.browser.popup(page);
      assert.equal(popup.state, "matched");
      assert.ok(popup.text.includes("iPhone 11 pro全网通"), popup.text);
      onlyPictures(on.web.asked, { pictures: /^https:\/\/[\w.]*alicdn\.com\//, pagesOwn: /tmall\.com|taobao\.com|\.js|\.json/ });
      await page.close();
    });

    for (const [file, url] of /** @type {[string, string][]} */ ([
      ["jd/item_7081550_2018.html", "https://item.jd.com/7081550.html"],
      ["amazon/metascraper_amazon-com.html", "https://www.amazon.com/dp/B00B1N0R6C"],
    ])) {
      test(`${file}: read without breaking; a badge only where there is a price`, async () => {
        const page = await open(file, url);
        const { badge, popup } = await looked(on.browser, page);
        if (popup.state === "waiting" || popup.state === "nothing") assert.equal(badge, null);
        else assert.ok(["read", "matched"].includes(popup.state ?? ""), popup.state);
        assert.doesNotMatch(badge?.className ?? "", /\bsame\b/, "another product's picture alone is no proof");
        await page.close();
      });
    }

    for (const [file, url, why] of /** @type {[string, string, string][]} */ ([
      ["negative/jd_login_wall.html", "https://item.jd.com/100000.html", "why_needs_login"],
      ["negative/taobao_homepage.html", "https://item.taobao.com/", "why_not_a_product"],
    ])) {
      test(`${file}: no badge, and why`, async () => {
        const page = await open(file, url);
        const { badge, popup } = await looked(on.browser, page);
        assert.equal(badge, null);
        assert.equal(popup.state, "nothing");
        assert.ok(popup.text.includes(on.say(why)), popup.text);
        await page.close();
      });
    }
  });
}

if (missing) test("saved pages", { skip: missing }, () => {});
