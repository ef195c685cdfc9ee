// @ts-check
// A watched price that a later visit finds reached: told by the toolbar button, and by a notification where the shopper
// has both allowed and chosen it, which leads back to the item.
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { names, until, waitForBadge } from "./browser.mjs";
import { ITEM, jar, openJarShop } from "./jar_shop.mjs";
import { otherPack } from "./pack_server.mjs";
import { stage } from "./stage.mjs";

/** Runs before the background: keeps what it shows, and lets a test click where no driver reaches. */
function prelude() {
  const api = /** @type {any} */ (globalThis).browser ?? chrome;
  const { notifications } = api;
  /** @type {unknown[]} */
  const made = [];
  /** @type {((key: string) => void)[]} */
  const heard = [];
  const { create } = notifications;
  notifications.create = (/** @type {string} */ key, /** @type {object} */ options) => {
    made.push({ key, ...options });
    void api.storage.session.set({ test_made: made });
    return create.call(notifications, key, options);
  };
  const listen = notifications.onClicked.addListener.bind(notifications.onClicked);
  notifications.onClicked.addListener = (/** @type {(key: string) => void} */ listener) => {
    heard.push(listener);
    listen(listener);
  };
  api.runtime.onMessage.addListener((/** @type {any} */ request) => {
    if (request.kind === "test_click") for (const listener of heard) listener(request.key);
    return false;
  });
}

/** Gives the built extension the permission that a shopper would have to be asked for. @param {string} folder */
async function allowed(folder) {
  const manifest = JSON.parse(await readFile(join(folder, "manifest.json"), "utf8"));
  manifest.permissions.push("notifications");
  delete manifest.optional_permissions;
  await writeFile(join(folder, "manifest.json"), JSON.stringify(manifest));
  const main = join(folder, "background/main.js");
  await writeFile(main, `(${prelude})();\n${await readFile(main, "utf8")}`);
}

for (const name of names()) {
  for (const permitted of [true, false]) {
    describe(`${name}, ${permitted ? "with" : "without"} the permission`, () => {
      /** @type {import("./stage.mjs").Stage} */
      let on;
      /** @type {import("puppeteer-core").Page} */
      let own;
      let price = "35.00";
      before(async () => {
        on = await stage(name, { pack: await otherPack(), alter: permitted ? allowed : undefined });
        openJarShop(on, () => price);
        own = await on.browser.ownPage("popup/popup.html");
      });
      after(() => on?.close());

      /** @param {string} at */
      async function visit(at) {
        price = at;
        const page = await on.browser.page();
        await page.goto(ITEM);
        await waitForBadge(page);
        return page;
      }

      /** @param {object} settings */
      const choose = (settings) => own.evaluate((record) => /** @type {any} */ (/** @type {any} */ (globalThis).browser ?? chrome).storage.local.set({ settings: record }), settings);
      const badgeText = () => own.evaluate(() => /** @type {typeof chrome} */ (/** @type {any} */ (globalThis).browser ?? chrome).action.getBadgeText({}));
      /** What the background asked the browser to show. @returns {Promise<any[]>} */
      const made = () => own.evaluate(async () => (await /** @type {any} */ (/** @type {any} */ (globalThis).browser ?? chrome).storage.session.get("test_made")).test_made ?? []);
      /** What the browser shows. @returns {Promise<string[] | null>} */
      const shown = () => own.evaluate(async () => {
        const { notifications } = /** @type {any} */ (globalThis).browser ?? chrome;
        return notifications ? Object.keys(await notifications.getAll()) : null;
      });

      /** Waits for 30 in the panel of the item, from scratch. */
      async function watch() {
        const page = await visit("35.00");
        await page.evaluate(() => /** @type {HTMLElement} */ (document.querySelector("yuantou-badge")?.shadowRoot?.querySelector("[aria-haspopup]")).click());
        const press = (/** @type {string} */ selector) => until(() => page.evaluate((what) => {
          const found = /** @type {HTMLElement | null | undefined} */ (document.querySelector("yuantou-panel")?.shadowRoot?.querySelector(what));
          found?.focus();
          return Boolean(found);
        }, selector), selector);
        await press(".watch input");
        await page.keyboard.type("30");
        await page.keyboard.press("Enter");
        await until(() => page.evaluate(() => Boolean(document.querySelector("yuantou-panel")?.shadowRoot?.querySelector(".watch [role=status]"))), "the target set");
        await page.close();
      }

      test("chosen: a cheaper visit is told on the toolbar, and by a notification only with the permission", async () => {
        await choose({ notify: true });
        await watch();
        assert.equal(await badgeText(), "");
        on.browser.errors = [];
        await (await visit("29.90")).close();
        await until(async () => (await badgeText()) === "1", "the toolbar's sign");
        if (permitted) {
          const [{ key, title, message }] = await until(async () => ((await made()).length ? made() : null), "the notification");
          assert.equal(title, on.say("watch_hit_shop", on.money("29.90"), on.money("30")));
          assert.equal(message, jar.title);
          // Firefox without a display puts every notification away at once.
          if (name === "chrome") await until(async () => (await shown())?.includes(key), "the browser shows it");
        } else {
          assert.equal(await shown(), null, "there is no such interface without the permission");
        }
        // No dearer visit and none at the same price tells it again.
        await (await visit("29.90")).close();
        // When the visit after it has been seen to, so has it.
        await (await visit("35.00")).close();
        await until(async () => (await badgeText()) === "", "the sign taken away");
        assert.equal((await made()).length, permitted ? 1 : 0);
        assert.deepEqual(on.browser.errors, []);
      });

      if (!permitted) return;

      test("a click on it opens the item and puts it away", async () => {
        const [{ key }] = await made();
        const before = new Set(await on.browser.browser.pages());
        // Nobody waits for the answer of the background's own switch.
        await own.evaluate((clicked) => void /** @type {any} */ (/** @type {any} */ (globalThis).browser ?? chrome).runtime.sendMessage({ kind: "test_click", key: clicked }), key);
        const page = await until(async () => (await on.browser.browser.pages()).find((one) => !before.has(one) && one.url() === ITEM), "the item's tab");
        await waitForBadge(page);
        await until(async () => !(await shown())?.includes(key), "the notification put away");
        await page.close();
      });

      test("allowed but not chosen: the toolbar alone", async () => {
        await choose({ notify: false });
        await (await visit("28.00")).close();
        await until(async () => (await badgeText()) === "1", "the toolbar's sign");
        await (await visit("35.00")).close();
        await until(async () => (await badgeText()) === "", "the sign taken away");
        assert.equal((await made()).length, 1);
      });
    });
  }
}
