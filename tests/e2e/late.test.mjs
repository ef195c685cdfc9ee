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

for (const name of names()) {
  describe(name, () => {
    /** @type {import("./stage.mjs").Stage} */
    let on;
    let come = () => {};
    let held = /** @type {Promise<void>} */ (Promise.resolve());
    const hold = () => (held = new Promise((go) => (come = go)));

    before(async () => {
      await madePack(join(scratch, "pack"));
      on = await stage(name, { pack: join(scratch, "pack") });
      on.web.site(/^shop\./, () => ({ body: shopPage({ title: TITLE, price: jar.price, images: ["http://img.yuantou.localhost/jar.jpg"] }) }));
      const image = async () => {
        await held;
        return { type: "image/jpeg", body: await picture(1) };
      };
      on.web.site(/^img\.|(^|\.)alicdn\.com$/, image);
      on.web.site(/^s\.taobao\.com$/, taobaoSearch(["1", "2", "3"].map((id) => ({ id, title: TITLE, price: jar.price, image: "https://img.alicdn.com/imgextra/i1/1/O1CN01jar_!!1-0-item_pic.jpg" }))));
    });
    after(() => on?.close());

    test("an item's badge says first what is known, and then what the picture shows", async (context) => {
      hold();
      context.after(() => come());
      const page = await on.browser.page();
      await page.goto("http://shop.yuantou.localhost/item/1", { waitUntil: "domcontentloaded" });
      await waitForBadge(page, ({ className }) => /\bquiet\b/.test(className));
      come();
      const badge = await waitForBadge(page, ({ className }) => !/\bquiet\b/.test(className));
      assert.match(badge.className, /\b(same|similar)\b/, badge.text);
      assert.equal((await on.browser.popup(page)).state, "matched");
      await page.close();
    });

    test("so do a list's tags", async (context) => {
      hold();
      context.after(() => come());
      const page = await on.browser.page();
      await page.goto("https://s.taobao.com/search?q=x", { waitUntil: "domcontentloaded" });
      // Longer than a badge waits, and shorter than the browser does.
      await new Promise((go) => setTimeout(go, 5000));
      assert.equal(await page.evaluate(() => document.querySelectorAll("yuantou-tag").length), 0);
      come();
      await until(() => page.evaluate(() => document.querySelectorAll("yuantou-tag").length === 3), "the tags");
      await page.close();
    });
  });
}
