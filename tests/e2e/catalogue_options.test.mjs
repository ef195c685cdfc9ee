// @ts-check
// The options page's listings and packs: a file is looked at before it is imported, what was left out is told with its
// reason, and every size, language and key stroke works.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { findings } from "./axe.mjs";
import { names, resize, until } from "./browser.mjs";
import { root } from "./data.mjs";
import { picture } from "./made.mjs";
import { filesOf, otherPack, PACK, packServer } from "./pack_server.mjs";
import { scratch, stage } from "./stage.mjs";
import { eventually, focusIs, focusOf } from "./wait.mjs";

const CSV = `标题,进货价,最少,链接
骨瓷勺子,2.30,3,https://detail.1688.com/offer/1.html
马丁靴 女,49.00,1,https://detail.1688.com/offer/2.html
保温杯,一块钱,1,https://detail.1688.com/offer/3.html
,5,1,
盘子, 小,5,1,https://detail.1688.com/offer/4.html
骨瓷勺子,,3,https://detail.1688.com/offer/1.html
`;

for (const name of names()) {
  describe(name, () => {
    /** @type {import("./stage.mjs").Stage} */
    let on;
    /** @type {import("puppeteer-core").Page} */
    let own;

    before(async () => {
      on = await stage(name, { pack: await otherPack() });
      const server = packServer(await filesOf(join(root, "extension/packs/sample")));
      on.web.site(/^img\.yuantou\.localhost$/, async (url, asked) => (url.pathname === "/jar.jpg" ? { type: "image/jpeg", body: await picture(1) } : server.site(url, asked)));
      own = await on.browser.ownPage("options/options.html");
      await drawn();
    });
    after(() => on?.close());

    const drawn = () => until(() => own.evaluate(() => document.body.dataset.state === "drawn" && document.querySelector("#catalogue [role=status]")?.textContent), "the options page");
    /** @param {object} request @returns {Promise<any>} */
    const ask = (request) => own.evaluate((one) => /** @type {any} */ (/** @type {any} */ (globalThis).browser ?? chrome).runtime.sendMessage(one), request);
    const rows = () => own.evaluate(() => [...document.querySelectorAll("#catalogue .listing")].map((row) => row.firstElementChild?.textContent ?? "").filter(Boolean));
    /** Clicks what is there, or will be: a list may just be drawn anew. @param {string} selector */
    const click = (selector) => until(() => own.evaluate((where) => {
      const found = /** @type {HTMLElement | null} */ (document.querySelector(where));
      found?.click();
      return found !== null;
    }, selector), selector);
    /** @param {string} text @param {string} file */
    async function choose(text, file) {
      await writeFile(join(scratch, file), text);
      const field = /** @type {import("puppeteer-core").ElementHandle<HTMLInputElement>} */ (await own.$(".importing input[type=file]"));
      await field.uploadFile(join(scratch, file));
    }

    test("a file: its columns are shown and can be set, nothing is kept before the click, and left out is told", async () => {
      await choose(CSV, "listings.csv");
      const fields = await until(() => own.evaluate(() => {
        const selects = [...document.querySelectorAll(".columns select")].map((field) => /** @type {HTMLSelectElement} */ (field).value);
        return selects.length ? selects : null;
      }), "the columns");
      assert.equal(fields[0], "title");
      assert.equal((await ask({ kind: "catalogue" })).count, 0);
      await own.evaluate(() => {
        const [, price, least] = /** @type {NodeListOf<HTMLSelectElement>} */ (document.querySelectorAll(".columns select"));
        for (const [field, value] of /** @type {[HTMLSelectElement, string][]} */ ([[price, "price"], [least, "moq"]])) {
          field.value = value;
          field.dispatchEvent(new Event("change", { bubbles: true }));
        }
      });
      await until(() => own.evaluate(() => document.querySelector(".preview")?.textContent?.includes("2.30")), "the preview");
      assert.deepEqual(await findings(own, "#catalogue"), []);
      await click(".import button.main");
      await until(async () => (await rows()).length === 2, "two listings");
      const left = await until(() => own.evaluate(() => {
        const all = [...document.querySelectorAll(".row.left")].map((row) => row.textContent);
        return all.length ? all : null;
      }), "what was left out");
      const wanted = [["4", "options_left_cell"], ["5", "options_left_nothing_to_find"], ["6", "options_left_cells"], ["7", "options_left_no_price"], ["7", "options_left_again", "2"]];
      assert.equal(left.length, wanted.length, left.join("\n"));
      for (const [at, [row, name, first]] of wanted.entries()) {
        const [line, why] = [on.say("options_left_line", row), on.say(name, first)];
        assert.ok(left[at]?.startsWith(`${line}${why}`), `${left[at]}: ${line}${why}`);
      }
      assert.ok(left[0]?.includes("一块钱"), String(left[0]));
      await eventually(() => own.evaluate(() => document.querySelectorAll(".left-out").length), 2, "what was left out, and what is doubtful");
      assert.deepEqual(await findings(own, "#catalogue"), []);
      // The row that stands says no price, so that of the earlier one is kept.
      const { keys } = await ask({ kind: "catalogue_search", text: "勺子" });
      const { listings } = await ask({ kind: "catalogue_listings", keys });
      assert.deepEqual(listings.map((/** @type {any} */ one) => one.offer.tiers), [[{ from: 3, price: "2.30" }]]);
    });

    test("a file without prices says so before it is imported", async () => {
      await choose("标题,图片\n杯子,a.jpg\n", "unpriced.csv");
      await until(() => own.evaluate((text) => [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".import .fine"))].some((one) => !one.hidden && one.textContent === text), on.say("options_import_unpriced")), "that no column is a price");
    });

    test("hosts of pictures whose codes are kept already are not asked for", async () => {
      const offer = (/** @type {number} */ n, /** @type {string[]} */ images) => ({ platform: "test", id: `p${n}`, title: `瓶子 ${n}`, currency: "CNY", tiers: [{ from: 1, price: "3" }], images });
      const first = offer(1, ["http://img.yuantou.localhost/jar.jpg", "https://kept.example.net/1.jpg"]);
      const { left } = await ask({ kind: "catalogue_put", offers: [first], pictures: true });
      assert.deepEqual(left, [{ host: "kept.example.net", why: "host" }]);
      const again = [first, offer(2, ["https://wanted.example.net/2.jpg"]), offer(3, ["http://img.yuantou.localhost/jar.jpg"])];
      await choose(again.map((one) => JSON.stringify(one)).join("\n"), "again.jsonl");
      await until(() => own.evaluate(() => document.querySelector(".preview")?.textContent?.includes("瓶子")), "the preview");
      on.web.asked = [];
      await click(".import button.main");
      const hosts = await until(() => own.evaluate(() => {
        const all = [...document.querySelectorAll(".import .sure li")].map(({ textContent }) => textContent);
        return all.length ? all : null;
      }), "the question");
      assert.deepEqual(hosts, ["wanted.example.net"]);
      assert.deepEqual(on.web.asked.filter(({ url }) => /\.jpg$/.test(url)), [], "nothing is fetched before the answer");
      await click(".import .sure button:not(.main)");
      await until(() => own.evaluate(() => Boolean(document.querySelector(".left-pictures"))), "the import done");
      await ask({ kind: "catalogue_remove", keys: (await ask({ kind: "catalogue_search", text: "瓶子" })).keys });
      await own.evaluate(() => dispatchEvent(new Event("focus")));
    });

    test("pictures on hosts that are not allowed: asked for once and before any is fetched, and told where they are left out", async () => {
      const line = (/** @type {number} */ n, /** @type {string} */ pictures) => `杯子 ${n},9.9,https://detail.1688.com/offer/9${n}.html,${pictures}\n`;
      const table = `标题,价格,链接,图片\n${line(1, "https://pics.example.net/1.jpg;https://pics.example.net/2.jpg")}${line(2, "http://img.yuantou.localhost/none.jpg")}${line(3, "https://more.example.net/3.jpg")}`;
      const start = async (/** @type {string} */ file) => {
        await choose(table, file);
        await until(() => own.evaluate(() => document.querySelector(".preview")?.textContent?.includes("杯子")), "the preview");
        on.web.asked = [];
        await click(".import button.main");
        return until(() => own.evaluate(() => {
          const hosts = [...document.querySelectorAll(".import .sure li")].map(({ textContent }) => textContent);
          return hosts.length ? hosts : null;
        }), "the question");
      };
      assert.deepEqual(await start("pictures.csv"), ["pics.example.net", "more.example.net"], "the allowed one is not asked for");
      await focusIs(own, ".sure");
      assert.deepEqual(await findings(own, "#catalogue"), []);
      assert.deepEqual(on.web.asked.filter(({ url }) => /\.jpg$/.test(url)), [], "nothing is fetched before the answer");
      await click(".import .sure button:not(.main)");
      const left = await until(() => own.evaluate(() => /** @type {HTMLElement | null} */ (document.querySelector(".left-pictures"))?.innerText), "what was left out");
      assert.ok(left.includes(`pics.example.net · 2 · ${on.say("options_picture_host")}`), left);
      assert.ok(left.includes(`more.example.net · 1 · ${on.say("options_picture_host")}`), left);
      assert.ok(left.includes(`img.yuantou.localhost · 1 · ${on.say("options_picture_failed")}`), left);
      assert.equal(on.web.asked.some(({ host }) => host.endsWith("example.net")), false);
      // The browser's own question cannot be answered from here; what it would be asked can be seen.
      await own.evaluate(() => {
        const { permissions } = /** @type {any} */ (globalThis).browser ?? chrome;
        permissions.request = async (/** @type {unknown} */ wanted) => {
          Object.assign(globalThis, { wanted });
          return true;
        };
      });
      await start("again.csv");
      await click(".import .sure button.main");
      await until(() => own.evaluate(() => Boolean(document.querySelector(".left-pictures"))), "the import done");
      assert.deepEqual(await own.evaluate(() => /** @type {any} */ (globalThis).wanted), { origins: ["https://pics.example.net/*", "https://more.example.net/*"] });
      await ask({ kind: "catalogue_remove", keys: (await ask({ kind: "catalogue_search", text: "杯子" })).keys });
      await own.evaluate(() => dispatchEvent(new Event("focus")));
    });

    test("a file that is none says so", async () => {
      await choose("", "empty.csv");
      await until(() => own.evaluate((text) => document.querySelector(".importing .wrong")?.textContent?.includes(text), on.say("options_import_wrong")), "why not");
    });

    test("found by words, taken away one by one and all at once", async () => {
      await own.type("#catalogue input[type=search]", "勺子");
      await until(async () => JSON.stringify(await rows()) === JSON.stringify(["骨瓷勺子"]), "what was searched for");
      await click("#catalogue .listing button");
      await until(async () => (await ask({ kind: "catalogue" })).count === 1, "one left");
      await own.evaluate(() => {
        const field = /** @type {HTMLInputElement} */ (document.querySelector("#catalogue input[type=search]"));
        field.value = "";
        field.dispatchEvent(new Event("input", { bubbles: true }));
      });
      // By its name: the row that was taken away may still be drawn.
      await until(async () => JSON.stringify(await rows()) === JSON.stringify(["马丁靴 女"]), "the other one");
      await click("#catalogue button.danger[aria-expanded]");
      await eventually(() => focusOf(own, "textContent"), on.say("options_erase_no"));
      await click("#catalogue .sure button.danger");
      await until(async () => (await ask({ kind: "catalogue" })).count === 0, "none left");
    });

    test("ten thousand listings: only those in view are in the page, and the last is reached", async () => {
      const offers = Array.from({ length: 10_000 }, (_, n) => ({ platform: "1688", id: String(n), title: `勺子 ${n}`, currency: "CNY", tiers: [{ from: 1, price: "1.00" }], seen_at: new Date(Date.UTC(2026, 0, 1) + n * 60_000).toISOString().replace(".000", "") }));
      for (let at = 0; at < offers.length; at += 1000) await ask({ kind: "catalogue_put", offers: offers.slice(at, at + 1000), pictures: false });
      await ask({ kind: "catalogue_put_done" });
      await own.evaluate(() => dispatchEvent(new Event("focus")));
      await until(async () => (await rows()).includes("勺子 9999"), "the newest");
      await own.evaluate(() => {
        const list = /** @type {HTMLElement} */ (document.querySelector("#catalogue .windowed"));
        list.scrollTop = list.scrollHeight;
      });
      await until(async () => (await rows()).includes("勺子 0"), "the oldest");
      assert.ok((await rows()).length < 60);
      await ask({ kind: "catalogue_remove" });
    });

    test("a pack: its size, its last answer, its faults, in every language and width", async () => {
      await ask({ kind: "pack_add", address: PACK });
      await own.evaluate(() => dispatchEvent(new Event("focus")));
      const text = await until(() => own.evaluate(() => /** @type {HTMLElement | null} */ (document.querySelector("#packs .pack"))?.innerText), "the pack");
      assert.ok(text.includes("Demo shop") && text.includes("78") && text.includes(on.say("options_packs_unsigned")), text);
      for (const language of ["en", "ar", "zh_TW"]) {
        await own.evaluate((chosen) => /** @type {any} */ (/** @type {any} */ (globalThis).browser ?? chrome).storage.local.set({ settings: { language: chosen } }), language);
        await until(() => own.evaluate((tag) => document.documentElement.lang === tag && document.querySelector("#packs .pack") !== null, language.replace("_", "-")), language);
        for (const width of [1280, 320]) {
          await resize(own, { width, height: 800 });
          assert.deepEqual(await findings(own, "main"), [], `${language}, ${width}`);
          assert.ok(await own.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${language}: ${width} px are enough`);
        }
      }
      await click("#packs .pack button.danger");
      await until(async () => (await ask({ kind: "packs" })).packs.length === 0, "no pack");
    });
  });
}
