// @ts-check
// A shop that changed its page: the popup says so in words, shows a report that holds nothing personal, and copies it.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { badgeOf, names, until } from "./browser.mjs";
import { onlyPictures } from "./expect.mjs";
import { madePack } from "./made.mjs";
import { scratch, stage } from "./stage.mjs";
import { looked } from "./wait.mjs";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const ID = "612345678901";
const TITLE = "限量生日礼物刻字银手镯送李小姐";
/** A page whose shell is new: the title is where it was, the price is not. */
const CHANGED = `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>${TITLE}</title></head><body>
<div class="x1"><h1 class="mainTitle--neu">${TITLE}</h1><img class="mainPic--neu" src="https://img.alicdn.com/imgextra/i1/${ID}/O1CN01private_!!${ID}.jpg"><b class="zzz" title="8800">¥</b></div></body></html>`;

for (const name of names()) {
  describe(name, () => {
    /** @type {import("./stage.mjs").Stage} */
    let on;
    before(async () => {
      const pack = join(scratch, `pack-health-${name}`);
      await madePack(pack);
      on = await stage(name, { pack });
    });
    after(() => on?.close());

    /** What the popup's list of rules should say. @param {[string, boolean][]} rules */
    const inWords = (rules) =>
      on.say("page_changed_rules", rules.map(([rule, found]) => on.say(found ? "rule_is_found" : "rule_is_missing", on.say(`rule_${rule}`))).join(name === "chrome" ? "，" : ", "));

    test("says which rules held and which failed, and copies a report without anything of the page", { timeout: 180_000 }, async () => {
      on.web.site(/^item\.taobao\.com$/, () => ({ body: CHANGED }));
      const page = await on.browser.page();
      await page.goto(`https://item.taobao.com/item.htm?id=${ID}&spm=a1z10.personal.${ID}`, { waitUntil: "domcontentloaded" });

      const early = await until(async () => {
        const shown = await on.browser.popup(page);
        return shown.state === "unread" ? null : shown;
      }, "the first look");
      // A page may take 20 s; where the machine took as long to look, nothing is early any more.
      if ((await page.evaluate(() => performance.now())) < 20_000) {
        assert.ok(early.text.includes(on.say("why_no_price")), "while the price may still come, nothing is called changed");
        assert.ok(!early.text.includes(on.say("report_copy")), early.text);
      }

      await page.bringToFront();
      const popup = await on.browser.openPopup(page);
      const words = inWords([["title", true], ["price", false], ["pictures", true]]);
      const text = await until(() => popup.evaluate((said) => (document.body.innerText.includes(said) ? document.body.innerText : null), words), `${words} in the popup that is open`, 60_000);
      assert.ok(text.includes(on.say("report_why")), text);

      const report = await popup.evaluate(() => document.querySelector("pre")?.textContent ?? "");
      const version = await popup.evaluate(() => /** @type {any} */ (globalThis.browser ?? chrome).runtime.getManifest().version);
      const lines = report.split("\n");
      assert.deepEqual(lines.slice(0, 3), [`Yuantou ${version}`, "site: taobao, expected: item, result: no_price", "page: item.taobao.com/item.htm"]);
      assert.match(lines[3], /^found: .*title \(required\)/);
      assert.match(lines[4], /^not found: price \(required\)/);
      assert.match(lines[5], /^probes: title 1, price 0, /);
      assert.equal(lines.length, 6);
      for (const personal of [ID, TITLE, "刻字", "private", "spm", "personal", "alicdn"]) assert.ok(!report.includes(personal), `${personal} is in the report`);

      await popup.evaluate(axe);
      const findings = await popup.evaluate(async () => (await /** @type {any} */ (window).axe.run(document, { resultTypes: ["violations"] })).violations.map((/** @type {any} */ one) => one.id));
      assert.deepEqual(findings, []);
      await popup.bringToFront();
      await popup.evaluate(() => {
        const copied = /** @type {string[]} */ ([]);
        Object.assign(window, { copied });
        // The machine's own clipboard is not for tests to write.
        navigator.clipboard.writeText = async (text) => void copied.push(text);
        /** @type {HTMLElement} */ (document.querySelector("button.copy")).click();
      });
      await until(() => popup.evaluate((said) => document.querySelector("[role=status]")?.textContent === said, on.say("report_copied")), "word that it is copied");
      assert.deepEqual(await popup.evaluate(() => /** @type {any} */ (window).copied), [report], "what is copied is what is shown");

      await popup.evaluate(() => {
        navigator.clipboard.writeText = () => Promise.reject(new Error("refused"));
        /** @type {HTMLElement} */ (document.querySelector("button.copy")).click();
      });
      await until(() => popup.evaluate((said) => document.querySelector("[role=status]")?.textContent === said && getSelection()?.toString().trim() === document.querySelector("pre")?.textContent, on.say("report_select")), "the report selected instead");
      assert.equal(await badgeOf(page), null);
      onlyPictures(on.web.asked, { pictures: /^https:\/\/img\.alicdn\.com\// });
      await popup.close();
      await page.close();
    });

    test("a page that no rule expects anything of is not called changed", async () => {
      on.web.site(/^shop\.yuantou\.localhost$/, () => ({ body: "<!doctype html><title>About us</title><h1>About us</h1><p>We sell things.</p>" }));
      const page = await on.browser.page();
      await page.goto("http://shop.yuantou.localhost/about");
      const { popup } = await looked(on.browser, page);
      assert.ok(!popup.text.includes(on.say("report_copy")), popup.text);
      await page.close();
    });
  });
}
