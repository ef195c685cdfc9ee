// @ts-check
// A background that was stopped half way through a page's question, and never answers it: asked again, it does.
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { names, until, waitForBadge } from "./browser.mjs";
import { MADE, madePack, picture, shopPage } from "./made.mjs";
import { scratch, stage } from "./stage.mjs";
import { taobaoSearch } from "./taobao.mjs";

const [jar] = MADE;

/** Runs before the background: the first question of each kind that a page asks by itself is never answered. */
function prelude() {
  const { runtime } = /** @type {any} */ (globalThis).browser ?? chrome;
  const unanswered = new Set(["probes", "look", "tags"]);
  const listen = runtime.onMessage.addListener.bind(runtime.onMessage);
  runtime.onMessage.addListener = (/** @type {(request: any, ...rest: any[]) => any} */ listener) =>
    listen((/** @type {any} */ request, /** @type {any[]} */ ...rest) => (unanswered.delete(request.kind) ? false : listener(request, ...rest)));
}

/** @param {string} folder */
async function forgetful(folder) {
  const main = join(folder, "background/main.js");
  await writeFile(main, `(${prelude})();\n${await readFile(main, "utf8")}`);
}

for (const name of names()) {
  describe(name, () => {
    /** @type {import("./stage.mjs").Stage} */
    let on;
    before(async () => {
      await madePack(join(scratch, "pack"));
      on = await stage(name, { pack: join(scratch, "pack"), alter: forgetful });
      on.web.site(/^shop\./, () => ({ body: shopPage({ title: jar.title, price: jar.price, images: ["http://img.yuantou.localhost/jar.jpg"] }) }));
      on.web.site(/^img\.|(^|\.)alicdn\.com$/, async () => ({ type: "image/jpeg", body: await picture(1) }));
      on.web.site(/^s\.taobao\.com$/, taobaoSearch(["1", "2", "3"].map((id) => ({ id, title: jar.title, price: jar.price, image: "https://img.alicdn.com/imgextra/i1/1/O1CN01jar_!!1-0-item_pic.jpg" }))));
    });
    after(() => on?.close());

    test("an item gets its badge, and then a list its tags", async () => {
      const page = await on.browser.page();
      await page.goto("http://shop.yuantou.localhost/item/1", { waitUntil: "domcontentloaded" });
      const badge = await waitForBadge(page);
      assert.match(badge.className, /\bsame\b/, badge.text);
      // Nobody has asked for tags yet.
      await page.goto("https://s.taobao.com/search?q=x", { waitUntil: "domcontentloaded" });
      await until(() => page.evaluate(() => document.querySelectorAll("yuantou-tag").length === 3), "the tags");
      await page.close();
    });
  });
}
