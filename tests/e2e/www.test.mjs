// @ts-check
// The site as a static host would serve it, under a path and its own strict policy: what it asks for, what the
// playground says of pictures that are known to be the same or not, bad input, keyboard, small windows, axe.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import sharp from "sharp";
import { launch, names, resize, tab, until } from "./browser.mjs";
import { root } from "./data.mjs";
import { BROWSERS_OWN } from "./expect.mjs";
import { SITE, siteOf } from "./site.mjs";
import { scratch } from "./stage.mjs";
import { startWeb } from "./web.mjs";
import { texts } from "../../tools/site.mjs";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const LANGUAGES = await texts();
const NAMES = ["", ...[...LANGUAGES.keys()].slice(1).map((lang) => `${lang}.html`)];
const PAGES = ["", "playground/"].flatMap((folder) => NAMES.map((file) => folder + file));
/** Two languages, so that each browser also reads the other one's texts. */
const PLAYGROUND = `${SITE}playground/en.html`;
const text = /** @type {Record<string, string>} */ (LANGUAGES.get("en"));
const files = join(scratch, "www");

/** @param {string} name @param {Uint8Array | string} bytes */
async function file(name, bytes) {
  await mkdir(files, { recursive: true });
  await writeFile(join(files, name), bytes);
  return join(files, name);
}

for (const name of names()) {
  for (const dark of [false, true]) {
    describe(`${name}, ${dark ? "dark" : "light"}`, () => {
      /** @type {import("./web.mjs").Web} */
      let web;
      /** @type {import("./browser.mjs").Browser} */
      let browser;
      before(async () => {
        web = await startWeb();
        web.site(/\.yuantou\.localhost$/, await siteOf());
        browser = await launch(name, { web, dark });
      });
      after(async () => {
        await browser?.close();
        web?.close();
      });

      /** A page that writes down what its policy refused. @param {string} path @param {number} [width] */
      async function open(path, width = 1180) {
        const page = await browser.page();
        await resize(page, { width, height: 860 });
        await page.evaluateOnNewDocument(() => {
          const refused = /** @type {string[]} */ ([]);
          Object.assign(window, { refused });
          document.addEventListener("securitypolicyviolation", (event) => refused.push(`${event.violatedDirective} ${event.blockedURI}`));
        });
        await page.goto(new URL(path, SITE).href, { waitUntil: "load" });
        if (path.includes("playground")) await until(() => page.evaluate(() => document.querySelectorAll(".distances button").length > 0), "the first example");
        return page;
      }

      /** What went wrong on a page since it was opened. @param {import("puppeteer-core").Page} page */
      async function clean(page) {
        assert.deepEqual(await page.evaluate(() => /** @type {any} */ (window).refused), []);
        assert.deepEqual(browser.errors, []);
        const elsewhere = web.asked.filter(({ url, host }) => !url.startsWith(SITE) && !url.endsWith("/favicon.ico") && !BROWSERS_OWN.test(host));
        assert.deepEqual(elsewhere.map(({ url }) => url), []);
      }

      test("no page asks for anything but its own files, nothing is refused, and no page scrolls sideways at 320 px", async () => {
        for (const path of [...PAGES, "shop/index.html", "shop/item.html?id=730113", "factory/search.html"]) {
          const page = await open(path, 320);
          await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
          await page.waitForNetworkIdle({ idleTime: 200 }).catch(() => {});
          await clean(page);
          assert.ok(await page.evaluate(() => [...document.images].every(({ complete, naturalWidth }) => !complete || naturalWidth > 0)), `${path}: a picture is missing`);
          if (PAGES.includes(path)) assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 320, `${path} scrolls sideways`);
          await page.close();
        }
      });

      test("axe finds nothing, wide and narrow", async () => {
        for (const path of PAGES) {
          for (const width of [1180, 360]) {
            const page = await open(path, width);
            await page.evaluate(axe);
            const found = await page.evaluate(async () => {
              const { violations } = await /** @type {any} */ (window).axe.run(document, { resultTypes: ["violations"] });
              return violations.map((/** @type {any} */ one) => `${one.id}: ${one.nodes.map((/** @type {any} */ node) => node.html.slice(0, 120)).join(" | ")}`);
            });
            assert.deepEqual(found, [], `${path} at ${width} px`);
            await page.close();
          }
        }
      });

      // The rest does not depend on the colour scheme.
      if (dark) return;

      test("every language: complete, in its own direction, one click from the others, and in the playground's reasons", async () => {
        const places = (/** @type {string} */ words) => [...new Set(words.match(/\$\d/g) ?? [])].sort();
        for (const [lang, own] of LANGUAGES) {
          assert.deepEqual(Object.keys(own).sort(), Object.keys(text).sort(), lang);
          for (const [key, words] of Object.entries(own)) assert.deepEqual(places(words), places(text[key]), `${lang}: ${key}`);
          const file = lang === "zh-CN" ? "" : `${lang}.html`;
          for (const folder of ["", "playground/"]) {
            const page = await open(folder + file);
            const shown = await page.evaluate(() => ({
              lang: document.documentElement.lang,
              direction: getComputedStyle(document.body).direction,
              heading: document.querySelector("h1")?.textContent,
              others: [...document.querySelectorAll("nav a[lang]")].map((link) => link.getAttribute("lang")).sort(),
            }));
            const heading = own[folder ? "play_heading" : "hero_title"];
            assert.deepEqual(shown, { lang, direction: lang === "ar" ? "rtl" : "ltr", heading, others: [...LANGUAGES.keys()].filter((other) => other !== lang).sort() });
            if (folder) {
              await entitle(page, "shop", "骨瓷餐具 5件套 16.5cm");
              await entitle(page, "factory", "骨瓷餐具 4件套 16.5cm");
              const number = (/** @type {number} */ value) => new Intl.NumberFormat(lang).format(value);
              const set = (/** @type {number} */ count) => own.fact_set.replace("$1", number(count));
              const reason = own.reason_other_fact.replace("$1", set(5)).replace("$2", set(4));
              const { reasons } = await judged(page, (verdict) => verdict.reasons.includes(reason), `${lang}: ${reason}`);
              assert.ok(reasons.includes(own.reason_fact.replace("$1", own.fact_cm.replace("$1", number(16.5)))), reasons.join(" | "));
            }
            await clean(page);
            await page.close();
          }
        }
      });

      /** @param {import("puppeteer-core").Page} page @param {"shop" | "factory"} side @param {string} path */
      async function choose(page, side, path) {
        const input = await page.$(`input[data-file=${side}]`);
        await /** @type {import("puppeteer-core").ElementHandle<HTMLInputElement>} */ (input).uploadFile(path);
      }

      /** @param {import("puppeteer-core").Page} page @param {"shop" | "factory"} side @param {string} title */
      const entitle = (page, side, title) =>
        page.evaluate(
          (id, value) => {
            const field = /** @type {HTMLTextAreaElement} */ (document.querySelector(id));
            field.value = value;
            field.dispatchEvent(new Event("input"));
          },
          `#title-${side}`, title,
        );

      /** @param {import("puppeteer-core").Page} page */
      const verdictOf = (page) =>
        page.evaluate(() => ({
          headline: document.querySelector(".headline")?.textContent ?? "",
          kind: document.querySelector(".headline")?.classList[1] ?? "",
          values: [...document.querySelectorAll(".row .value")].map(({ textContent }) => textContent ?? ""),
          reasons: [...document.querySelectorAll(".reasons bdi")].map(({ textContent }) => textContent ?? ""),
          troubles: [...document.querySelectorAll(".trouble:not([hidden])")].map(({ textContent }) => textContent ?? "").filter(Boolean),
        }));

      /** @param {import("puppeteer-core").Page} page @param {(verdict: Awaited<ReturnType<typeof verdictOf>>) => boolean} wanted @param {string} what */
      const judged = (page, wanted, what) =>
        until(async () => {
          const verdict = await verdictOf(page);
          return wanted(verdict) ? verdict : null;
        }, what);

      test("a retouched copy of a picture is the same, a stranger is not, and more listings make it less probable", async () => {
        const pictures = join(root, "build/www/factory/pictures");
        const plate = sharp(join(pictures, "880298-1.jpg"));
        const { width = 0, height = 0 } = await plate.metadata();
        const inset = Math.round(width * 0.06);
        const copy = await plate.extract({ left: inset, top: inset, width: width - 2 * inset, height: height - 2 * inset }).resize(420, 420).modulate({ brightness: 1.12 }).jpeg({ quality: 45 }).toBuffer();
        const page = await open(PLAYGROUND);
        await entitle(page, "shop", "");
        await entitle(page, "factory", "");
        await choose(page, "shop", await file("copy.jpg", copy));
        await choose(page, "factory", join(pictures, "880298-1.jpg"));
        const same = await judged(page, ({ reasons, kind }) => reasons.length === 1 && kind === "same", "the copy found the same");
        assert.deepEqual(same.reasons, [text.reason_same_photograph]);
        const shares = same.values.map((value) => Number.parseFloat(value.replace(/[^\d.]/g, "")));
        assert.ok(shares.every((share, n) => n === 0 || share <= shares[n - 1]) && shares[3] < shares[0], same.values.join());

        await choose(page, "factory", join(pictures, "880368-1.jpg"));
        const other = await judged(page, ({ reasons }) => reasons.includes(text.reason_other_photograph), "the stranger told apart");
        assert.equal(other.kind, "different");
        await entitle(page, "shop", "316不锈钢保温杯500ml");
        await entitle(page, "factory", "316不锈钢保温杯350ml");
        const pack = await judged(page, ({ reasons }) => reasons.some((reason) => /500.*350/.test(reason)), "the sizes told apart");
        assert.notEqual(pack.kind, "same");
        await clean(page);
        await page.close();
      });

      test("dropped and pasted pictures count too", async () => {
        const page = await open(PLAYGROUND);
        const bytes = [...(await readFile(join(root, "build/www/factory/pictures/880368-1.jpg")))];
        /** @param {string} selector @param {"drop" | "paste"} way */
        const give = (selector, way) =>
          page.evaluate(
            (where, how, content) => {
              const data = new DataTransfer();
              data.items.add(new File([Uint8Array.from(content)], "flask.jpg", { type: "image/jpeg" }));
              const target = /** @type {HTMLElement} */ (document.querySelector(where));
              if (how === "paste") target.focus();
              // Firefox leaves the clipboard of an event that a script made empty.
              const paste = Object.defineProperty(new Event("paste", { bubbles: true, cancelable: true }), "clipboardData", { value: data });
              target.dispatchEvent(how === "drop" ? new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }) : paste);
            },
            selector, way, bytes,
          );
        await give("[data-side=shop] .drop", "drop");
        await judged(page, ({ reasons }) => reasons.includes(text.reason_other_photograph), "the dropped picture");
        await give("#price-factory", "paste");
        await judged(page, ({ reasons }) => reasons.includes(text.reason_same_photograph), "the pasted picture");
        await clean(page);
        await page.close();
      });

      test("bad input is named and breaks nothing", async () => {
        const page = await open(PLAYGROUND);
        const before = await verdictOf(page);
        const noise = await sharp({ create: { width: 64, height: 64, channels: 3, background: "#888", noise: { type: "gaussian", mean: 128, sigma: 40 } } }).png().toBuffer();
        const huge = sharp({ create: { width: 7200, height: 7200, channels: 3, background: "#7a4" }, limitInputPixels: false });
        const white = sharp({ create: { width: 200, height: 200, channels: 3, background: "#fff" } });
        const spoon = await readFile(join(root, "build/www/factory/pictures/880207-1.jpg"));
        for (const [path, trouble] of /** @type {[string, RegExp][]} */ ([
          [await file("empty.jpg", ""), /empty/],
          [await file("page.jpg", "<html><script>alert(1)</script>"), /can’t read/],
          [await file("broken.png", noise.subarray(0, 60)), /can’t read/],
          [await file("huge.png", await huge.png({ compressionLevel: 9 }).toBuffer()), /too large \(7,200 × 7,200/],
        ])) {
          await choose(page, "shop", path);
          const said = await judged(page, ({ troubles }) => troubles.some((one) => trouble.test(one)), `${path} refused`);
          assert.equal(said.headline, before.headline, `${path} changed the verdict`);
        }
        // Too plain to tell: it is taken, and does not count.
        await choose(page, "shop", await file("white.png", await white.png().toBuffer()));
        await judged(page, ({ troubles, reasons }) => troubles.some((one) => /too plain/.test(one)) && reasons.includes(text.reason_generic_picture), "the white picture");
        // The first frame of an animation counts.
        const first = await sharp(spoon).resize(300, 300).toBuffer();
        const moving = sharp([first, await sharp(first).negate().toBuffer()], { join: { animated: true } });
        await choose(page, "shop", await file("moving.gif", await moving.gif({ delay: [90, 90] }).toBuffer()));
        await judged(page, ({ troubles, reasons }) => !troubles.length && reasons.includes(text.reason_same_photograph), "the animation");

        // More than any title, and what Chromium lays out in seconds: a megabyte takes it half a minute.
        const markup = "<img src=x onerror=alert(1)>".repeat(8_000);
        await entitle(page, "shop", markup);
        await entitle(page, "factory", `${markup}"'&`);
        await judged(page, ({ headline }) => headline.length > 0, "the verdict on huge titles");
        assert.equal(await page.evaluate(() => document.querySelectorAll("img[src=x]").length), 0);
        await page.focus("#price-shop");
        await page.keyboard.type("1e999");
        await judged(page, ({ troubles }) => troubles.includes(text.trouble_price), "the absurd price refused");
        await clean(page);
        await page.close();
      });

      test("all of it by keyboard", async () => {
        const page = await open(PLAYGROUND);
        /** @type {Set<string>} */
        const seen = new Set();
        const at = () =>
          page.evaluate(() => {
            const { id, className, dataset, type } = /** @type {any} */ (document.activeElement);
            return dataset.pair ?? (dataset.file && `file-${dataset.file}`) ?? (dataset.sample && "sample") ?? (id || className || type);
          });
        const among = () => page.evaluate(() => /** @type {HTMLInputElement} */ (document.querySelector("input[name=among]:checked")).value);
        await tab(page);
        assert.equal(await at(), "skip");
        for (let n = 0; n < 60 && !seen.has("apart"); n += 1) {
          await tab(page);
          const now = await at();
          seen.add(now);
          if (now === "pair_strangers") {
            await page.keyboard.press("Enter");
            await judged(page, ({ kind }) => kind === "different", "the strangers");
          }
          if (now !== "radio") continue;
          const before = await among();
          await page.keyboard.press("ArrowDown");
          await until(async () => (await among()) !== before, "the next radio button");
        }
        for (const place of ["pair_same", "file-shop", "file-factory", "sample", "title-shop", "price-factory", "radio", "apart"]) assert.ok(seen.has(place), `${place} of ${[...seen]}`);
        assert.equal(await among(), "1");
        await page.keyboard.press(" ");
        await until(() => page.evaluate(() => document.activeElement?.getAttribute("aria-pressed") === "true"), "the pair chosen");
        assert.equal(await page.evaluate(() => document.querySelectorAll(".distances [aria-pressed=true]").length), 1);
        await clean(page);
        await page.close();
      });
    });
  }
}
