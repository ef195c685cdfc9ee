// @ts-check
// The options page: every choice changes what a badge says, or is refused with a reason; what was sent is listed as it was
// sent; and erased is erased.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { findings } from "./axe.mjs";
import { badgeOf, names, resize, rests, sameDay, stands, tab, until, waitForBadge } from "./browser.mjs";
import { demoGoods, demoSite, SHOP } from "./demo_site.mjs";
import { words } from "./expect.mjs";
import { clickBadge, panelOf, stage } from "./stage.mjs";
import { eventually, textIs } from "./wait.mjs";

for (const name of names()) {
  describe(name, () => {
    /** @type {import("./stage.mjs").Stage} */
    let on;
    /** @type {import("./demo_site.mjs").Good} */
    let spoon;
    before(async () => {
      on = await stage(name);
      on.web.site(/\.yuantou\.localhost$/, demoSite);
      [spoon] = await demoGoods();
    });
    after(() => on?.close());

    /** @param {string} [part] */
    async function options(part = "") {
      const page = await on.browser.ownPage(`options/options.html${part}`);
      await until(() => page.evaluate(() => document.body.dataset.state === "drawn" && document.querySelectorAll(".shops input").length > 5 && document.querySelectorAll(".rates tr").length > 20), "the options page");
      return page;
    }

    async function shop() {
      const page = await on.browser.page();
      await page.goto(`${SHOP}item.html?id=${spoon.id}`, { waitUntil: "domcontentloaded" });
      return page;
    }

    /** Sets a field as a shopper would. @param {import("puppeteer-core").Page} page @param {string} selector @param {string | boolean} value */
    const set = (page, selector, value) =>
      page.evaluate((where, what) => {
        const field = /** @type {HTMLInputElement} */ (document.querySelector(where));
        if (typeof what === "boolean") field.click();
        else {
          field.value = what;
          field.dispatchEvent(new Event("change", { bubbles: true }));
        }
      }, selector, value);

    /** @param {import("puppeteer-core").Page} page @param {object} settings */
    const stored = (page, settings) => page.evaluate((record) => /** @type {any} */ (/** @type {any} */ (globalThis).browser ?? chrome).storage.local.set({ settings: record }), settings);

    test("how many: the badge on an open page counts for as many", async () => {
      const page = await shop();
      const before = await waitForBadge(page, ({ text }) => text.includes(on.money("3.10")));
      assert.ok(before.text.includes(on.money("9.30")), before.text);
      const own = await options();
      await set(own, "#defaults input", "5");
      // (5 × 2.30 + 2.40) / 5, and 13.90 in all.
      const badge = await waitForBadge(page, ({ text }) => text.includes(on.money("2.78")));
      assert.ok(badge.text.includes(on.money("13.90")), badge.text);
      await set(own, "#defaults input", "0");
      await set(own, "#defaults input", "100");
      // Where 100 are wanted, another factory is the cheaper: 1.72 each.
      await waitForBadge(page, ({ text }) => text.includes(on.money("172.00")));
      await set(own, "#defaults input", "1");
      await waitForBadge(page, ({ text }) => text.includes(on.money("3.10")));
      await own.close();
      await page.close();
    });

    test("currency and rates: told in the one, by the other, with its day", async () => {
      const own = await options();
      await set(own, "#defaults .field:nth-child(3) select", "USD");
      const page = await shop();
      const badge = await waitForBadge(page, ({ text }) => text.includes(on.money("0.47", "USD")));
      assert.match(badge.text, /≈/, "converted is not exact");

      // From a file: one that is none is refused, and changes nothing.
      const file = /** @type {import("puppeteer-core").ElementHandle<HTMLInputElement>} */ (await own.$(".rates input[type=file]"));
      const give = (/** @type {string} */ text) => file.evaluate((input, content) => {
        const given = new DataTransfer();
        given.items.add(new File([content], "rates.csv"));
        input.files = given.files;
        input.dispatchEvent(new Event("change"));
      }, text);
      await give("date,2026-11-20\nCNY,seven\nUSD,1");
      const wrong = await until(() => own.evaluate(() => document.querySelector(".rates .wrong")?.textContent), "the reason");
      assert.ok(wrong.startsWith(on.say("options_rates_rate")) && wrong.includes("CNY") && wrong.includes("seven"), wrong);
      await give("date,2026-11-20\nCNY,10\nUSD,1\nEUR,1");
      await waitForBadge(page, ({ text }) => text.includes(on.money("0.31", "USD")));
      await until(() => own.evaluate(() => document.querySelector(".rates > button") !== null), "the shopper's own table");
      await until(() => own.evaluate(() => document.querySelector(".rates p")?.textContent?.includes("2026")), "its day");
      await clickBadge(page);
      await until(async () => (await panelOf(page))?.text.includes("2026-11-20"), "the day in the panel");

      // Edited by hand, then back to the built-in ones.
      const again = await until(() => own.$('.rates input[aria-label^="CNY"]'), "the table");
      await again.evaluate((input) => {
        /** @type {HTMLInputElement} */ (input).value = "5";
        input.closest("form")?.requestSubmit();
      });
      await waitForBadge(page, ({ text }) => text.includes(on.money("0.62", "USD")));
      await own.evaluate(() => /** @type {HTMLElement} */ (document.querySelector(".rates > button")).click());
      await waitForBadge(page, ({ text }) => text.includes(on.money("0.47", "USD")));
      await set(own, "#defaults .field:nth-child(3) select", "");
      await waitForBadge(page, ({ text }) => text.includes(on.money("3.10")));
      await own.close();
      await page.close();
    });

    test("only the sure ones: a possible match gives way to the question", async () => {
      const goods = await demoGoods();
      const page = await on.browser.page();
      let similar = "";
      for (const good of goods) {
        await page.goto(`${SHOP}item.html?id=${good.id}`, { waitUntil: "domcontentloaded" });
        if (/similar/.test((await waitForBadge(page)).className)) {
          similar = good.id;
          break;
        }
      }
      assert.ok(similar, "the demo has a good that is only possibly the same");
      const own = await options();
      await set(own, '#matches input[value="sure"]', true);
      await waitForBadge(page, ({ className }) => /quiet/.test(className));
      await set(own, '#matches input[value="likely"]', true);
      await waitForBadge(page, ({ className }) => /similar/.test(className));
      await own.close();
      await page.close();
    });

    test("a shop that is switched off is left alone, and says so in the popup", async () => {
      const page = await shop();
      await waitForBadge(page);
      const popup = await on.browser.openPopup(page);
      await until(() => popup.evaluate(() => document.body.dataset.state === "matched"), "the popup");
      const said = await popup.evaluate(() => document.body.innerText);
      assert.ok(said.includes(on.say("popup_shop", on.say("shop_demo_shop"))), said);
      await popup.evaluate(() => /** @type {HTMLElement} */ (document.querySelector("[role=switch]")).click());
      await until(async () => (await badgeOf(page)) === null, "the badge gone");
      await until(() => popup.evaluate(() => document.body.dataset.state === "off"), "the popup says that it is off");
      on.web.asked = [];
      // What is known of the tab is taken away, so that it can be seen to be asked about anew.
      const known = () => popup.evaluate(async (url) => {
        const { session } = /** @type {any} */ ((/** @type {any} */ (globalThis).browser ?? chrome).storage);
        const [key, record] = Object.entries(await session.get(null)).find(([name, one]) => name.startsWith("tab:") && /** @type {any} */ (one).state?.url === url) ?? [];
        return key ? { key, state: /** @type {any} */ (record).state.state } : null;
      }, page.url());
      const before = await until(known, "what is known of the tab");
      await popup.evaluate((key) => /** @type {any} */ (/** @type {any} */ (globalThis).browser ?? chrome).storage.session.remove(key), before.key);
      await page.reload({ waitUntil: "networkidle0" });
      await eventually(async () => (await known())?.state, "off");
      assert.equal(await page.evaluate(() => document.querySelectorAll("yuantou-badge, yuantou-tag").length), 0);
      assert.deepEqual(on.web.asked.filter(({ host, headers, url }) => host.endsWith("yuantou.localhost") && headers["sec-fetch-dest"] === "empty" && !url.endsWith("goods.json")).map(({ url }) => url), []);
      await popup.evaluate(() => /** @type {HTMLElement} */ (document.querySelector("[role=switch]")).click());
      await waitForBadge(page);
      await popup.close();
      await page.close();
    });

    test("today's finds stand in the popup, with their saving and a way back", async () => {
      await sameDay();
      const page = await shop();
      await waitForBadge(page);
      const popup = await on.browser.openPopup(page);
      // An earlier visit, under other settings, may be told there until this one is written down.
      const found = await until(async () => {
        const rows = await popup.evaluate(() => [...document.querySelectorAll(".finds li")].map((row) => ({ text: row.textContent ?? "", link: row.querySelector("a")?.href ?? "" })));
        return rows.some(({ link, text }) => link.includes(spoon.id) && text.includes(spoon.title) && text.includes(on.money("5.70"))) ? rows : null;
      }, "the find");
      assert.equal(new Set(found.map(({ link }) => link)).size, found.length, "each once");
      await popup.close();
      await page.close();
    });

    test("another language, everywhere and at once", async () => {
      const page = await shop();
      await waitForBadge(page);
      const own = await options();
      for (const [language, dir] of /** @type {const} */ ([["ar", "rtl"], ["zh_TW", "ltr"], ["en", "ltr"]])) {
        const texts = await words(name, language);
        await set(own, "#language select", language);
        await until(() => own.evaluate((title) => document.querySelector("#shops h2")?.textContent === title, texts.say("options_shops")), `the options page in ${language}`);
        assert.equal(await own.evaluate(() => document.documentElement.dir), dir);
        const badge = await waitForBadge(page, ({ text }) => text.includes(texts.say("badge_same")));
        assert.ok(badge.text.includes(texts.money("3.10")), badge.text);
        await clickBadge(page);
        const panel = await until(() => panelOf(page), "the panel");
        assert.ok(panel.text.includes(texts.say("sum_total")), panel.text);
        await page.keyboard.press("Escape");
        const popup = await on.browser.openPopup(page);
        await until(() => popup.evaluate((said) => document.body.innerText.includes(said), texts.say("popup_options")), `the popup in ${language}`);
        await popup.close();
      }
      await set(own, "#language select", "auto");
      await waitForBadge(page, ({ text }) => text.includes(on.say("badge_same")));
      await own.close();
      await page.close();
    });

    test("whatever storage holds, the page and the badge stand, and what is not ours stays", async () => {
      const own = await options();
      await stored(own, { quantity: "many", currency: 7, rates: { date: "now" }, off: "all", certainty: null, language: "xx", learn: 1, of_tomorrow: [1] });
      const page = await shop();
      await waitForBadge(page, ({ text }) => text.includes(on.money("3.10")));
      await set(own, "#defaults input", "5");
      await waitForBadge(page, ({ text }) => text.includes(on.money("2.78")));
      const record = await own.evaluate(async () => /** @type {any} */ (await /** @type {any} */ (/** @type {any} */ (globalThis).browser ?? chrome).storage.local.get("settings")).settings);
      assert.deepEqual([record.quantity, record.of_tomorrow], [5, [1]]);
      await stored(own, {});
      await own.close();
      await page.close();
    });

    test("what left the browser: what the shop's servers saw, by host, filtered, exported, cleared", async () => {
      const own = await options("#sent");
      await own.evaluate(() => /** @type {HTMLElement} */ (document.querySelector(".sent .buttons button:last-child")).click());
      await until(() => own.evaluate((text) => document.querySelector(".sent [role=status]")?.textContent === text, on.say("options_sent_none")), "an empty log");
      // A good whose pictures no earlier test asked for.
      on.web.asked = [];
      const page = await on.browser.page();
      await page.goto(`${SHOP}item.html?id=${(await demoGoods()).at(-1)?.id}`, { waitUntil: "networkidle0" });
      await waitForBadge(page);
      const truth = on.web.asked.filter(({ host, headers }) => host === "img.yuantou.localhost" && headers["sec-fetch-dest"] === "empty").length;
      assert.ok(truth > 0);
      await own.bringToFront();
      // The log is written behind the requests' backs: it is looked at again until the last of it is there.
      const again = () => own.evaluate(() => void dispatchEvent(new Event("focus")));
      await until(async () => {
        await again();
        const host = await own.evaluate(() => document.querySelector(".of-host")?.textContent ?? "");
        return host.startsWith("img.yuantou.localhost") && host.includes(String(truth));
      }, `the host with ${truth} requests`);
      await own.evaluate(() => /** @type {HTMLElement} */ (document.querySelector(".host")).click());
      await until(async () => {
        await again();
        const rows = await own.evaluate(() => [...document.querySelectorAll(".sent .row:not(.of-host)")].map((row) => row.textContent ?? ""));
        return rows.length === truth && rows.every((row) => row.includes(on.say("options_purpose_picture")) && row.includes(on.say("options_outcome_ok")));
      }, "each request with its outcome");
      await own.evaluate(() => {
        const field = /** @type {HTMLInputElement} */ (document.querySelector(".sent input"));
        field.value = "no such host";
        field.dispatchEvent(new Event("input"));
      });
      await textIs(own, ".sent [role=status]", on.say("options_sent_no_match"));
      await own.close();
      await page.close();
    });

    test("four thousand requests are a few dozen nodes, and the keyboard reaches the last", async () => {
      const own = await options("#sent");
      await own.evaluate(async () => {
        const database = await new Promise((done) => {
          const asked = indexedDB.open("yuantou-outbox", 1);
          asked.onsuccess = () => done(asked.result);
        });
        const task = database.transaction("requests", "readwrite");
        for (let at = 1; at <= 4000; at += 1) task.objectStore("requests").put({ id: at, at, host: "one.example", purpose: "picture", outcome: "ok", status: 200, bytes: 1 });
        await new Promise((done) => (task.oncomplete = done));
        database.close();
        dispatchEvent(new Event("focus"));
      });
      const open = () => own.evaluate(() => {
        const button = [...document.querySelectorAll(".host")].find(({ textContent }) => textContent === "one.example");
        /** @type {HTMLElement | undefined} */ (button)?.click();
        return Boolean(button);
      });
      await until(open, "the host");
      await until(() => own.evaluate(() => document.querySelectorAll(".windowed [role=listitem]").length > 0), "its requests");
      assert.ok((await own.evaluate(() => document.querySelectorAll(".windowed *").length)) < 400);
      await own.focus("#sent .windowed");
      await own.keyboard.press("End");
      await until(() => own.evaluate(() => [...document.querySelectorAll(".windowed [role=listitem]")].some((row) => row.getAttribute("aria-posinset") === row.getAttribute("aria-setsize"))), "the last row");
      await own.close();
    });

    test("erase everything asks twice, says what went, and leaves nothing", async () => {
      await sameDay();
      // It stays open: what it shows is looked up again, and leaves no trace.
      const open = await shop();
      await waitForBadge(open, ({ text }) => text.includes(on.money("3.10")));
      const own = await options("#erase");
      await set(own, "#defaults input", "5");
      await waitForBadge(open, ({ text }) => text.includes(on.money("2.78")));
      await own.evaluate(() => /** @type {HTMLElement} */ (document.querySelector("#erase .danger")).click());
      /** What is stored; of requests, those before a moment: what is open is looked up again, and what that asks for is told. */
      const held = (before = Number.MAX_SAFE_INTEGER) => own.evaluate(async (moment) => {
        const { storage } = /** @type {typeof chrome} */ (/** @type {any} */ (globalThis).browser ?? chrome);
        /** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
        const done = (request) => new Promise((go, fail) => Object.assign(request, { onsuccess: () => go(request.result), onerror: () => fail(request.error) }));
        const databases = [];
        for (const { name } of await indexedDB.databases()) {
          // A lookup opens its database anew; what must be gone is what stood in it.
          const database = await done(indexedDB.open(/** @type {string} */ (name)));
          const stores = [...database.objectStoreNames];
          const records = stores.length ? stores.map((store) => done(database.transaction(store).objectStore(store).getAll())) : [];
          if ((await Promise.all(records)).flat().some(({ at }) => name !== "yuantou-outbox" || at < moment)) databases.push(name);
          database.close();
        }
        return { stored: Object.keys(await storage.local.get(null)), databases };
      }, before);
      const finds = () => own.evaluate(async () => (await /** @type {any} */ (/** @type {any} */ (globalThis).browser ?? chrome).storage.local.get("finds")).finds?.list ?? []);
      const before = await held();
      assert.ok(before.stored.includes("settings") && before.databases.includes("yuantou-outbox"), JSON.stringify(before));
      const erasedAt = Date.now();
      await own.evaluate(() => /** @type {HTMLElement} */ (document.querySelector("#erase .sure .danger")).click());
      const said = await until(() => own.evaluate(() => document.querySelector("#erase [role=status]")?.textContent), "what was erased");
      assert.ok(said.includes("yuantou-outbox"), said);
      assert.deepEqual(await held(erasedAt), { stored: [], databases: [] });
      // Once more for the default quantity.
      await waitForBadge(open, ({ text }) => text.includes(on.money("3.10")));
      assert.deepEqual(await finds(), []);
      assert.equal(await own.evaluate(() => document.querySelector("#erase .wrong")), null);
      await until(() => own.evaluate(() => /** @type {HTMLInputElement} */ (document.querySelector("#defaults input")).value === "1"), "the defaults");
      const page = await shop();
      await waitForBadge(page, ({ text }) => text.includes(on.money("3.10")));
      await until(async () => (await finds()).length === 1, "the find of a new visit");
      await open.close();
      await page.close();
      await own.close();
    });

    test("by keyboard alone: every field in its order, each with its name and in view", async () => {
      const own = await options();
      await own.bringToFront();
      await stands(own);
      const seen = [];
      for (let press = 0; press < 120; press += 1) {
        await tab(own);
        const at = await until(() => own.evaluate(() => {
          const element = /** @type {any} */ (document.activeElement);
          const { top, bottom } = element.getBoundingClientRect();
          const name = element.labels?.[0]?.textContent || element.getAttribute("aria-label") || element.textContent;
          return bottom > 0 && top < innerHeight ? { section: element.closest("section")?.id ?? "", tag: element.localName, name: (name ?? "").trim() } : null;
        }), "the focus in view");
        await rests(own);
        seen.push(at);
        assert.ok(at.name, JSON.stringify(at));
        if (at.section === "erase") break;
      }
      const order = [...new Set(seen.map(({ section }) => section).filter(Boolean))];
      assert.deepEqual(order, ["shops", "defaults", "rates", "matches", "language", "watch", "catalogue", "packs", "sent", "erase"].filter((id) => order.includes(id)));
      for (const id of ["shops", "defaults", "matches", "language", "catalogue", "packs", "erase"]) assert.ok(order.includes(id), `${id} is reached by Tab`);
      await own.close();
    });
  });

  for (const dark of [false, true]) {
    describe(`${name}, ${dark ? "dark" : "light"}`, () => {
      /** @type {import("./stage.mjs").Stage} */
      let on;
      before(async () => {
        on = await stage(name, { dark });
        on.web.site(/\.yuantou\.localhost$/, demoSite);
      });
      after(() => on?.close());

      test("options, at every width and from right to left, without findings", async () => {
        // So that the log has rows.
        const page = await on.browser.page();
        await page.goto(`${SHOP}item.html?id=${(await demoGoods())[0].id}`, { waitUntil: "domcontentloaded" });
        await waitForBadge(page);
        const popup = await on.browser.openPopup(page);
        await until(() => popup.evaluate(() => Boolean(document.querySelector(".finds"))), "the popup's finds");
        assert.deepEqual(await findings(popup), []);
        await popup.close();
        const own = await on.browser.ownPage("options/options.html");
        await until(() => own.evaluate(() => {
          // The log may be a moment behind.
          dispatchEvent(new Event("focus"));
          return document.querySelectorAll(".shops input").length > 5 && Boolean(document.querySelector(".of-host"));
        }), "the options page");
        await own.evaluate(() => {
          for (const details of document.querySelectorAll("details")) details.open = true;
          /** @type {HTMLElement} */ (document.querySelector(".host")).click();
          /** @type {HTMLElement} */ (document.querySelector("#erase .danger")).click();
        });
        for (const language of ["auto", "ar"]) {
          await own.evaluate((chosen) => {
            const field = /** @type {HTMLSelectElement} */ (document.querySelector("#language select"));
            field.value = chosen;
            field.dispatchEvent(new Event("change"));
          }, language);
          await until(() => own.evaluate((dir) => document.documentElement.dir === dir && document.querySelectorAll(".shops input").length > 5, language === "ar" ? "rtl" : "ltr"), language);
          for (const width of [1280, 640, 320]) {
            await resize(own, { width, height: 800 });
            assert.deepEqual(await findings(own), [], `${language}, ${width}`);
            assert.ok(await own.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${language}: ${width} px are enough`);
          }
        }
        await own.close();
        await page.close();
      });
    });
  }
}
