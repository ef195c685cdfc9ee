// @ts-check
// Badge, panel and popup for everyone: axe-core without findings in both colour schemes, keyboard, and targets large
// enough to hit.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { findings } from "./axe.mjs";
import { names, stills, tab, until, waitForBadge } from "./browser.mjs";
import { MADE, madePack, picture, shopPage } from "./made.mjs";
import { panelOf, scratch, stage } from "./stage.mjs";
import { focusIs } from "./wait.mjs";

const [jar] = MADE;

for (const name of names()) {
  for (const dark of [false, true]) {
    describe(`${name}, ${dark ? "dark" : "light"}`, () => {
      /** @type {import("./stage.mjs").Stage} */
      let on;
      before(async () => {
        const pack = join(scratch, `pack-a11y-${name}`);
        await madePack(pack);
        on = await stage(name, { pack, dark });
        on.web.site(/^shop\./, () => ({ body: shopPage({ title: jar.title, price: jar.price, images: ["http://img.yuantou.localhost/jar.jpg"] }) }));
        on.web.site(/^img\./, async () => ({ type: "image/jpeg", body: await picture(1) }));
      });
      after(() => on?.close());

      test("badge and panel, by keyboard alone, without findings", async () => {
        const page = await on.browser.page();
        await page.goto("http://shop.yuantou.localhost/item/1");
        await waitForBadge(page);
        assert.deepEqual(await findings(page, "yuantou-badge"), []);
        const size = await page.evaluate(() => {
          const { width, height } = /** @type {Element} */ (document.querySelector("yuantou-badge")?.shadowRoot?.querySelector("button")).getBoundingClientRect();
          return Math.min(width, height);
        });
        assert.ok(size >= 24, `${size} px`);
        await tab(page);
        await focusIs(page, "yuantou-badge");
        await page.keyboard.press("Enter");
        await until(() => panelOf(page), "the panel");
        await focusIs(page, "yuantou-panel");
        await stills(page, "yuantou-panel");
        assert.deepEqual(await findings(page, "yuantou-panel"), []);
        await page.keyboard.press("Escape");
        await until(async () => (await panelOf(page)) === null, "the panel closed");
        await focusIs(page, "yuantou-badge");
        await page.close();
      });

      test("the popup, without findings", async () => {
        const popup = await on.browser.ownPage("popup/popup.html");
        await until(() => popup.evaluate(() => document.body.dataset.state), "the popup");
        assert.deepEqual(await findings(popup, "html"), []);
        await popup.close();
      });
    });
  }
}
