// @ts-check
// Everything that stands on a shop's page, for everyone: axe-core without findings on the panel with its history, its
// table and its watch, on the choice of searches and on a list's tags, in both schemes; the order of the keyboard;
// forced colours, reduced motion, and Arabic.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { names, stills, tab, until, waitForBadge } from "./browser.mjs";
import { MADE, madePack, picture, shopPage } from "./made.mjs";
import { clickBadge, panelOf, scratch, stage } from "./stage.mjs";
import { taobaoSearch } from "./taobao.mjs";
import { focusIs } from "./wait.mjs";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const [jar] = MADE;
const PAGE = "http://shop.yuantou.localhost/item/1";

/** @type {[string, { dark?: boolean, language?: string }][]} */
const SAMPLE = [["light", {}], ["dark, Arabic", { dark: true, language: "ar" }]];
/** Every language in either scheme; Firefox has the languages of its packages alone. @type {typeof SAMPLE} */
const EVERY = ["zh-CN", "zh-TW", "en-US", "ar"].flatMap((language) => [false, true].map((dark) => /** @type {[string, object]} */ ([`${dark ? "dark" : "light"}, ${language}`, { dark, language }])));
const LOOKS = process.env.E2E_LONG ? EVERY : SAMPLE;

for (const name of names()) {
  for (const [look, options] of LOOKS) {
    describe(`${name}, ${look}`, () => {
      /** @type {import("./stage.mjs").Stage} */
      let on;
      before(async () => {
        const pack = join(scratch, `pack-a11y-panel-${name}`);
        await madePack(pack);
        on = await stage(name, { pack, ...options });
        on.web.site(/^shop\./, (url) => ({ body: shopPage({ title: url.pathname === "/item/2" ? "完全不同的东西" : jar.title, price: jar.price, images: [`http://img.yuantou.localhost${url.pathname}.jpg`] }) }));
        on.web.site(/^img\./, async (url) => ({ type: "image/jpeg", body: await picture(url.pathname.includes("2") ? 60 : 1) }));
        on.web.site(/(^|\.)alicdn\.com$/, async () => ({ type: "image/jpeg", body: await picture(1) }));
        on.web.site(/^s\.taobao\.com$/, taobaoSearch(["1", "2", "3"].map((id) => ({ id, title: jar.title, price: jar.price, image: "https://img.alicdn.com/imgextra/i1/1/O1CN01jar_!!1-0-item_pic.jpg" }))));
      });
      after(() => on?.close());

      /** @param {import("puppeteer-core").Page} page @param {string} selector @returns {Promise<string[]>} */
      async function findings(page, selector) {
        await page.evaluate(axe);
        return page.evaluate(async (what) => {
          const { violations } = await /** @type {any} */ (window).axe.run([...document.querySelectorAll(what)], { resultTypes: ["violations"] });
          return violations.map((/** @type {any} */ one) => `${one.id}: ${one.nodes.map((/** @type {any} */ node) => `${node.html.slice(0, 120)} ${node.failureSummary ?? ""}`).join(" | ")}`);
        }, selector);
      }

      /** Opens the panel of a page, with what comes to it later. @param {string} [address] */
      async function opened(address = PAGE) {
        const page = await on.browser.page();
        await page.goto(address);
        await waitForBadge(page);
        await clickBadge(page);
        await until(() => page.evaluate(() => Boolean(document.querySelector("yuantou-panel")?.shadowRoot?.querySelector(".history:not([hidden])"))), "the history");
        await stills(page, "yuantou-panel");
        return page;
      }
      /** @param {import("puppeteer-core").Page} page @param {string} part */
      const press = (page, part) => page.evaluate((what) => /** @type {HTMLElement} */ (document.querySelector("yuantou-panel")?.shadowRoot?.querySelector(what)).click(), part);

      test("the panel with its history, as a chart and as a table, and with a target set: no findings", async () => {
        const page = await opened();
        await press(page, ".data summary");
        assert.deepEqual(await findings(page, "yuantou-panel"), []);
        await page.evaluate(() => {
          const root = document.querySelector("yuantou-panel")?.shadowRoot;
          /** @type {HTMLInputElement} */ (root?.querySelector(".watch input")).value = "5";
        });
        await press(page, ".watch button");
        await until(() => page.evaluate(() => document.querySelector("yuantou-panel")?.shadowRoot?.querySelector(".watch [role=status]") !== null), "the target set");
        assert.deepEqual(await findings(page, "yuantou-panel"), []);
        await press(page, ".watch button");
        const box = await page.evaluate(() => {
          const panel = /** @type {HTMLElement} */ (document.querySelector("yuantou-panel")?.shadowRoot?.querySelector(".panel"));
          return { over: panel.scrollWidth - panel.clientWidth, dir: getComputedStyle(panel).direction };
        });
        assert.ok(box.over <= 1, `${box.over} px too wide`);
        assert.equal(box.dir, options.language === "ar" && name === "chrome" ? "rtl" : "ltr");
        await page.close();
      });

      test("where nothing matches: the searches to choose from, without findings", async () => {
        const page = await on.browser.page();
        await page.goto("http://shop.yuantou.localhost/item/2");
        await waitForBadge(page, ({ className }) => /quiet/.test(className));
        assert.deepEqual(await findings(page, "yuantou-badge"), []);
        await page.evaluate(() => /** @type {HTMLElement} */ (document.querySelector("yuantou-badge")?.shadowRoot?.querySelector("button.more")).click());
        const panel = await until(() => panelOf(page), "the choice");
        assert.ok(panel.matches.length === 0);
        await stills(page, "yuantou-panel");
        assert.deepEqual(await findings(page, "yuantou-panel"), []);
        await page.close();
      });

      test("a list's tags, without findings", async () => {
        const page = await on.browser.page();
        await page.goto("https://s.taobao.com/search?q=x");
        await until(() => page.evaluate(() => document.querySelectorAll("yuantou-tag").length === 3), "the tags");
        assert.deepEqual(await findings(page, "yuantou-tag"), []);
        await page.close();
      });

      test("by keyboard from the first control to the last, and back to the badge", async () => {
        const page = await opened();
        const reached = [];
        for (let steps = 0; steps < 40; steps += 1) {
          const at = await page.evaluate(() => {
            const focused = document.querySelector("yuantou-panel")?.shadowRoot?.activeElement;
            const outline = focused && getComputedStyle(focused).outlineStyle;
            return focused ? `${focused.className || focused.localName}${outline === "none" ? " without a ring" : ""}` : "";
          });
          if (!at) break;
          reached.push(at);
          await tab(page);
        }
        assert.equal(reached[0].split(" ")[0], "close");
        assert.deepEqual(reached.filter((one) => one.endsWith("without a ring")), []);
        for (const part of ["summary", "input", "go", "select", "plain"]) assert.ok(reached.includes(part), `${part} in ${reached}`);
        assert.ok(reached.indexOf("go") < reached.indexOf("select"), "the order of what is seen");
        await page.evaluate(() => /** @type {HTMLElement} */ (document.querySelector("yuantou-panel")?.shadowRoot?.querySelector(".close")).focus());
        await page.keyboard.press("Escape");
        await until(async () => (await panelOf(page)) === null, "the panel closed");
        await focusIs(page, "yuantou-badge");
        await page.close();
      });

      test("forced colours keep outlines and lines; reduced motion moves nothing", { skip: name === "firefox" && "its driver cannot ask for them" }, async () => {
        const page = await on.browser.page();
        const session = await page.createCDPSession();
        await session.send("Emulation.setEmulatedMedia", { features: [{ name: "forced-colors", value: "active" }, { name: "prefers-reduced-motion", value: "reduce" }] });
        await page.goto(PAGE);
        await waitForBadge(page);
        await clickBadge(page);
        await until(() => page.evaluate(() => document.querySelector("yuantou-panel")?.shadowRoot?.querySelector(".history .line path")), "the chart");
        const seen = await page.evaluate(() => {
          const of = (/** @type {string} */ host, /** @type {string} */ part) => getComputedStyle(/** @type {Element} */ (document.querySelector(host)?.shadowRoot?.querySelector(part)));
          return {
            badge: of("yuantou-badge", "button").borderTopStyle, chip: of("yuantou-panel", ".chip").borderTopWidth, animation: of("yuantou-panel", ".panel").animationName,
            line: of("yuantou-panel", ".line.shop path").stroke, paper: of("yuantou-panel", ".panel").backgroundColor, dashes: of("yuantou-panel", ".line.source path").strokeDasharray,
          };
        });
        assert.equal(seen.badge, "solid");
        assert.notEqual(seen.chip, "0px");
        assert.equal(seen.animation, "none");
        assert.notEqual(seen.line, seen.paper);
        assert.notEqual(seen.dashes, "none", "the source's line is another one than the shop's, in form");
        await page.close();
      });
    });
  }
}
