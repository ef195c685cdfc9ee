// @ts-check
// What the tests hold the extension to, everywhere: the texts of its own locale files, and what it may ask for.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { root } from "./data.mjs";

/** The language that each browser shows the extension in, here. @type {Record<import("./browser.mjs").Name, string>} */
const LOCALES = { chrome: "zh_CN", firefox: "en" };

/** Messages in a browser's language, or in another. @param {import("./browser.mjs").Name} browser @param {string} [locale] */
export async function words(browser, locale = LOCALES[browser]) {
  const messages = JSON.parse(await readFile(join(root, `extension/_locales/${locale}/messages.json`), "utf8"));
  const language = messages.lang.message;
  return {
    /** @param {string} name @param {...string} parts */
    say: (name, ...parts) => {
      assert.ok(messages[name], `no message ${name}`);
      return messages[name].message.replace(/\$(\d)/g, (/** @type {string} */ _, /** @type {string} */ n) => parts[Number(n) - 1] ?? "");
    },
    /** @param {number | string} amount @param {string} [currency] */
    money: (amount, currency = "CNY") => new Intl.NumberFormat(language, { style: "currency", currency, currencyDisplay: "narrowSymbol" }).format(Number(amount)),
    language,
  };
}

/** Hosts that browsers themselves ask at their start. */
export const BROWSERS_OWN = /(^|\.)(google\.com|googleapis\.com|gstatic\.com|google|gvt1\.com|mozilla\.(com|org|net)|firefox\.com|mozgcp\.net|getpocket\.com|digicert\.com|lencr\.org|example\.(com|org))$/;

/**
 * Holds the requests of a run to what the extension may ask for: the shop's own pictures, without cookies and without a
 * referrer. What the page asks for itself is told by `Sec-Fetch-Dest`, which scripts cannot set: the page's pictures are
 * fetched as `image`, the extension's with `fetch()`, as `empty`; the pages' own fetches are named in `pagesOwn`.
 * @param {import("./web.mjs").Asked[]} asked
 * @param {{ pictures: RegExp, pagesOwn?: RegExp }} rules
 */
export function onlyPictures(asked, { pictures, pagesOwn = /^$/ }) {
  const fetched = ({ "sec-fetch-dest": what = "empty" }) => what === "empty";
  const ours = asked.filter(({ url, host, headers }) => fetched(/** @type {any} */ (headers)) && !BROWSERS_OWN.test(host) && !pagesOwn.test(url));
  for (const { url, method, headers } of ours) {
    assert.match(url, pictures, "the extension asked for something other than the shop's own picture");
    assert.equal(method, "GET");
    assert.equal(headers.cookie, undefined, `cookie sent to ${url}`);
    assert.equal(headers.referer, undefined, `referrer sent to ${url}`);
  }
  return ours;
}

/** Counts the layout shifts of a page from its start; only Chromium tells them. @param {import("puppeteer-core").Page} page */
export function watchLayout(page) {
  return page.evaluateOnNewDocument(() => {
    const shifts = /** @type {number[]} */ ([]);
    Object.assign(window, { shifts });
    if (PerformanceObserver.supportedEntryTypes?.includes("layout-shift")) {
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) shifts.push(/** @type {any} */ (entry).value);
      }).observe({ type: "layout-shift", buffered: true });
    }
  });
}

/**
 * Places and sizes of the page's own elements, with our nodes and without, which are gone then. In one go: a page that
 * still loads moves by itself.
 * @param {import("puppeteer-core").Page} page @returns {Promise<{ ours: string[], without: string[] }>}
 */
export function layoutsOf(page) {
  return page.evaluate(() => {
    const layout = () =>
      [...document.querySelectorAll("body, body *")]
        .filter((element) => !element.localName.startsWith("yuantou"))
        .map((element) => {
          const { left, top, width, height } = element.getBoundingClientRect();
          return `${element.localName} ${[left, top, width, height].map((side) => side.toFixed(1)).join(" ")}`;
        });
    const ours = layout();
    for (const node of document.querySelectorAll("yuantou-badge, yuantou-tag")) node.remove();
    return { ours, without: layout() };
  });
}

/** The page's own markup, without our nodes. @param {import("puppeteer-core").Page} page @returns {Promise<string>} */
export function markupOf(page) {
  return page.evaluate(() => {
    const copy = /** @type {HTMLElement} */ (document.documentElement.cloneNode(true));
    for (const ours of copy.querySelectorAll("yuantou-badge, yuantou-tag, yuantou-panel")) ours.remove();
    return copy.outerHTML.replace(/data-price-at="[^"]*"/, "");
  });
}
