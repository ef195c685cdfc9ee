// @ts-check
// The first run: one page, opened once, that says what leaves the browser and asks for the one choice there is.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { findings } from "./axe.mjs";
import { names, resize, tab, until } from "./browser.mjs";
import { stage, welcomeTabs } from "./stage.mjs";

for (const name of names()) {
  for (const dark of [false, true]) {
    describe(`${name}, ${dark ? "dark" : "light"}`, () => {
      /** @type {import("./stage.mjs").Stage} */
      let on;
      before(async () => {
        on = await stage(name, { dark, welcome: true });
      });
      after(() => on?.close());

      test("it comes by itself, and is the same page that the options lead to", async () => {
        const popup = await on.browser.ownPage("popup/popup.html");
        await until(() => welcomeTabs(popup), "the first page");
        if (name === "chrome") await on.browser.stopWorker();
        const options = await on.browser.ownPage("options/options.html");
        await until(() => options.evaluate(() => document.querySelector("header a[href]") && document.querySelectorAll(".shops input").length > 5), "the options page");
        assert.equal(await options.evaluate(() => /** @type {HTMLAnchorElement} */ (document.querySelector("header > p a")).href), on.browser.address("welcome/welcome.html"));
        // The worker was started again, and the page is not.
        assert.equal(await welcomeTabs(popup), 1);
        await popup.close();
        await options.close();
      });

      test("learning is off until it is chosen, by keyboard alone", async () => {
        const page = await on.browser.ownPage("welcome/welcome.html");
        await until(() => page.evaluate(() => document.body.dataset.state === "drawn"), "the page");
        const learn = () => page.evaluate(async () => /** @type {any} */ ((await /** @type {any} */ (/** @type {any} */ (globalThis).browser ?? chrome).storage.local.get("settings")).settings)?.learn ?? null);
        assert.equal(await learn(), null);
        assert.equal(await page.evaluate(() => /** @type {HTMLInputElement} */ (document.querySelector("#learn")).checked), false);
        await page.bringToFront();
        for (let press = 0; press < 20; press += 1) {
          await tab(page);
          if (await page.evaluate(() => document.activeElement?.id === "learn")) break;
        }
        await page.keyboard.press(" ");
        await until(async () => (await learn()) === true, "the choice");
        await until(() => page.evaluate((said) => document.querySelector(".learn [role=status]")?.textContent === said, on.say("first_learn_on")), "word of it");
        await page.keyboard.press(" ");
        await until(async () => (await learn()) === false, "the other choice");
        await page.close();
      });

      test("its links lead to a shop's search and the demo shop; nothing is asked for until they are followed", async () => {
        const page = await on.browser.ownPage("welcome/welcome.html");
        await until(() => page.evaluate(() => document.querySelectorAll(".shop-list li").length > 5), "the shops");
        const links = await page.evaluate(() => [...document.querySelectorAll("main .buttons a")].map((link) => /** @type {HTMLAnchorElement} */ (link).href));
        assert.match(links[0], /^https:\/\/(s\.taobao\.com\/search\?q=|www\.aliexpress\.com\/w\/)/);
        assert.equal(links[1], "http://shop.yuantou.localhost:8642/");
        assert.deepEqual(on.web.asked.filter(({ host }) => /taobao|aliexpress|yuantou/.test(host)), []);
        for (const width of [1280, 320]) {
          await resize(page, { width, height: 900 });
          assert.deepEqual(await findings(page), []);
          assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${width} px are enough`);
        }
        await page.close();
      });
    });
  }
}
