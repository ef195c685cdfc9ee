// @ts-check
// Our own pages for everyone: options, first run and popup with forced colours and reduced motion, at 200 % and 400 %
// zoom, by keyboard alone; and what is drawn anew leaves the focus where it was.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { findings } from "./axe.mjs";
import { names, resize, rests, stands, tab, until, waitForBadge } from "./browser.mjs";
import { demoGoods, demoSite, SHOP } from "./demo_site.mjs";
import { stage } from "./stage.mjs";
import { eventually, focusIs } from "./wait.mjs";

/** @type {[string, string, string][]} Name, address, and what is there once all of it is. */
const PAGES = [
  ["options", "options/options.html", "#sent .of-host, #sent [role=status]:not(:empty)"],
  ["first run", "welcome/welcome.html", ".shop-list li:nth-child(5)"],
];

for (const name of names()) {
  describe(name, () => {
    /** @type {import("./stage.mjs").Stage} */
    let on;
    before(async () => {
      on = await stage(name);
      on.web.site(/\.yuantou\.localhost$/, demoSite);
      // A visit, so that there is something to tell of it.
      const page = await on.browser.page();
      await page.goto(`${SHOP}item.html?id=${(await demoGoods())[0].id}`, { waitUntil: "domcontentloaded" });
      await waitForBadge(page);
      await page.close();
    });
    after(() => on?.close());

    /** @param {string} path @param {string} there */
    async function opened(path, there) {
      const own = await on.browser.ownPage(path);
      await until(() => own.evaluate((what) => document.body.dataset.state === "drawn" && document.querySelector(what) !== null, there), path);
      return own;
    }
    /** The element with the focus, by its name and place. @param {import("puppeteer-core").Page} own */
    const focused = (own) =>
      own.evaluate(() => {
        const element = /** @type {any} */ (document.activeElement);
        const { top, bottom, left, right } = element.getBoundingClientRect();
        return {
          body: element === document.body,
          section: element.closest("section")?.id ?? "",
          name: (element.labels?.[0]?.textContent || element.getAttribute("aria-label") || element.textContent || "").trim(),
          // Something taller than the window is in view where it fills it.
          inView: top < innerHeight && bottom > 0 && left >= -1 && right <= innerWidth + 1,
          ring: getComputedStyle(element).outlineStyle,
        };
      });

    for (const [what, path, there] of PAGES) {
      for (const [width, height, zoom] of [[640, 450, 200], [320, 225, 400]]) {
        test(`${what} at ${zoom} % zoom: nothing is cut off, and Tab goes through all of it, in view and with a ring`, async () => {
          const own = await opened(path, there);
          await resize(own, { width, height, deviceScaleFactor: zoom / 100 });
          await own.bringToFront();
          await stands(own);
          assert.ok(await own.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "no scrolling to the side");
          const cut = await own.evaluate(() => [...document.querySelectorAll("button, .button, h1, h2, label, legend, nav a")].filter((element) => element.checkVisibility() && element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).overflow !== "visible").map((element) => element.textContent));
          assert.deepEqual(cut, []);
          const all = await own.evaluate(() => [...document.querySelectorAll('a[href], button:not(:disabled), input:not(:disabled), select, summary, [tabindex="0"]')].filter((element) => element.checkVisibility()).length);
          let steps = 0;
          let last = "";
          for (; steps < all + 5; steps += 1) {
            await tab(own);
            const at = await until(async () => {
              const now = await focused(own);
              return now.body || now.inView ? now : null;
            }, `the focus in view after ${last}`);
            if (at.body) break;
            await rests(own);
            assert.ok(at.name, `${JSON.stringify(at)} has a name`);
            assert.notEqual(at.ring, "none", `${at.name} has a ring`);
            last = at.name;
          }
          // Radio buttons are one stop for all of a group.
          assert.ok(steps >= all * 0.7 && steps > 3, `${steps} of ${all} reached`);
          await own.close();
        });
      }

      test(`${what} with forced colours and reduced motion: no findings, every form kept, nothing moves`, { skip: name === "firefox" && "its driver cannot ask for them" }, async () => {
        const own = await opened(path, there);
        const session = await own.createCDPSession();
        await session.send("Emulation.setEmulatedMedia", { features: [{ name: "forced-colors", value: "active" }, { name: "prefers-reduced-motion", value: "reduce" }] });
        assert.deepEqual(await findings(own), []);
        const seen = await own.evaluate(() => {
          const of = (/** @type {string} */ selector, /** @type {string} */ [pseudo] = "") => {
            const element = document.querySelector(selector);
            return element && getComputedStyle(element, pseudo);
          };
          const after = (/** @type {string} */ selector) => {
            const element = document.querySelector(selector);
            return element && getComputedStyle(element, "::after");
          };
          const field = /** @type {HTMLInputElement} */ (document.querySelector("[role=switch]"));
          const [background, thumb] = [getComputedStyle(field).backgroundColor, after("[role=switch]")?.insetInlineStart];
          field.checked = !field.checked;
          const [otherBackground, otherThumb] = [getComputedStyle(field).backgroundColor, after("[role=switch]")?.insetInlineStart];
          field.checked = !field.checked;
          const host = document.querySelector(".host");
          const arrow = host && getComputedStyle(host, "::before");
          const moves = [...document.querySelectorAll("*")].flatMap((element) => [null, "::before", "::after"].map((pseudo) => ({ element, style: getComputedStyle(element, pseudo) }))).filter(({ style }) => style.transitionDuration !== "0s" || style.animationName !== "none" || style.scrollBehavior === "smooth");
          return {
            thumb: thumb !== otherThumb, background: background !== otherBackground,
            arrow: arrow && [arrow.borderTopColor, arrow.borderInlineStartColor],
            section: of("section")?.borderTopWidth, said: of(".said, .example")?.borderTopWidth, button: of("button, .button")?.borderTopStyle,
            moves: moves.map(({ element }) => element.outerHTML.slice(0, 80)),
          };
        });
        assert.ok(seen.thumb && seen.background, "a switch that is on looks another than one that is off");
        if (seen.arrow) assert.notEqual(seen.arrow[0], seen.arrow[1], "the arrow is still one");
        assert.deepEqual([seen.section, seen.said, seen.button], ["1px", "1px", "solid"]);
        assert.deepEqual(seen.moves, []);
        await own.close();
      });
    }

    test("the popup with forced colours and reduced motion, without findings", { skip: name === "firefox" && "its driver cannot ask for them" }, async () => {
      const popup = await on.browser.ownPage("popup/popup.html");
      const session = await popup.createCDPSession();
      await session.send("Emulation.setEmulatedMedia", { features: [{ name: "forced-colors", value: "active" }, { name: "prefers-reduced-motion", value: "reduce" }] });
      await until(() => popup.evaluate(() => document.body.dataset.state), "the popup");
      assert.deepEqual(await findings(popup), []);
      await popup.close();
    });

    test("rates saved, another language, a log forgotten: the focus stays at its place", async () => {
      const own = await opened("options/options.html", ".rates form button");
      await own.bringToFront();
      await own.evaluate(() => {
        /** @type {HTMLDetailsElement} */ (document.querySelector(".rates details")).open = true;
        const field = /** @type {HTMLInputElement} */ (document.querySelector(".rates td input"));
        field.value = "1.25";
        /** @type {HTMLElement} */ (document.querySelector(".rates form button")).focus();
      });
      await own.keyboard.press("Enter");
      // The shopper's own table can be given up again.
      await until(() => own.evaluate(() => document.querySelectorAll(".rates > button").length === 1), "the own table");
      await eventually(async () => {
        const { section, name: field } = await focused(own);
        return [section, field];
      }, ["rates", on.say("options_rates_save")]);
      await eventually(() => own.evaluate(() => document.querySelector(".rates details")?.hasAttribute("open")), true);
      await own.focus(".rates > button");
      await own.keyboard.press("Enter");
      await until(() => own.evaluate(() => document.querySelectorAll(".rates > button").length === 0), "the built-in table");
      await focusIs(own, "#rates");

      await own.focus("#sent .host");
      await own.keyboard.press("Enter");
      await focusIs(own, ".host");
      // What is drawn anew is another element than the one that is marked here.
      await own.evaluate(() => document.querySelector("#sent .host")?.setAttribute("data-before", ""));
      // Somebody comes back to this page: the log is read again.
      await own.evaluate(() => dispatchEvent(new Event("focus")));
      await until(() => own.evaluate(() => document.querySelector("#sent .host:not([data-before])") !== null), "the log drawn anew");
      await focusIs(own, "#sent");
      await own.focus("#sent .buttons button:last-child");
      await own.keyboard.press("Enter");
      await until(() => own.evaluate(() => document.querySelector("#sent .of-host") === null), "the log forgotten");
      await focusIs(own, "#sent input");

      await own.focus("#language select");
      await own.evaluate(() => {
        const field = /** @type {HTMLSelectElement} */ (document.querySelector("#language select"));
        field.value = "ar";
        field.dispatchEvent(new Event("change"));
      });
      await until(() => own.evaluate(() => document.documentElement.dir === "rtl"), "Arabic");
      await until(async () => (await own.evaluate(() => document.activeElement?.matches("#language select"))), "the focus on the language");
      await own.close();
    });

    test("the last listing is taken away, and the list scrolled away from its focus: the focus is not lost", async () => {
      const own = await opened("options/options.html", "#catalogue [role=status]:not(:empty)");
      await own.evaluate(async () => {
        const offers = Array.from({ length: 200 }, (_, n) => ({ platform: "1688", id: `f${n}`, title: `勺子 ${n}`, currency: "CNY", tiers: [{ from: 1, price: "2.30" }], seen_at: "2026-11-25T10:00:00Z" }));
        await /** @type {any} */ (/** @type {any} */ (globalThis).browser ?? chrome).runtime.sendMessage({ kind: "catalogue_put", offers, pictures: false });
        dispatchEvent(new Event("focus"));
      });
      await own.bringToFront();
      await until(() => own.focus("#catalogue .listing button").then(() => true), "a listing to take away");
      await own.evaluate(() => /** @type {HTMLElement} */ (document.querySelector("#catalogue .windowed")).scrollTo({ top: 5000 }));
      await until(() => own.evaluate(() => document.querySelector('#catalogue [aria-posinset="1"]') === null), "the first listing out of view");
      await focusIs(own, ".windowed");
      await until(() => own.focus("#catalogue .listing button").then(() => true), "a listing to take away");
      // What is drawn anew is another element than the one that is marked here.
      await own.evaluate(() => {
        for (const row of document.querySelectorAll("#catalogue .listing")) row.setAttribute("data-before", "");
        dispatchEvent(new Event("focus"));
      });
      await until(() => own.evaluate(() => document.querySelector("#catalogue .listing:not([data-before])") !== null), "the list drawn anew");
      await focusIs(own, "#catalogue");
      await own.close();
    });
  });
}
