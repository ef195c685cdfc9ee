// @ts-check
// What follows an action is waited for, never read at once: these are the short ways to do so.
import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import { badgeOf, until } from "./browser.mjs";

/**
 * Asks until the answer is the wanted one, and fails with the last answer beside it.
 * @template T @param {() => Promise<T> | T} ask @param {T} wanted @param {string} [what] @param {number} [ms]
 */
export async function eventually(ask, wanted, what, ms = 30_000) {
  let last = /** @type {T | undefined} */ (undefined);
  await until(async () => isDeepStrictEqual((last = await ask()), wanted), "", ms).catch(() => assert.deepEqual(last, wanted, what));
}

/** The innermost element with the focus: its name, or an attribute of it. @param {import("puppeteer-core").Page} page @param {"localName" | "className" | "id" | "textContent"} [part] */
export const focusOf = (page, part = "localName") =>
  page.evaluate((name) => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element?.[name] ?? null;
  }, part);

/** Waits until the focus is in what a selector finds. @param {import("puppeteer-core").Page} page @param {string} selector */
export async function focusIs(page, selector) {
  let last = "";
  await until(async () => {
    const [held, at] = await page.evaluate((where) => [document.activeElement?.closest(where) !== null, document.activeElement?.outerHTML.slice(0, 200) ?? ""], selector);
    last = String(at);
    return Boolean(held);
  }, "").catch(() => assert.fail(`the focus is not in ${selector} but at ${last}`));
}

/** Waits until what a selector finds says this. @param {import("puppeteer-core").Page} page @param {string} selector @param {string} wanted */
export const textIs = (page, selector, wanted) => eventually(() => page.evaluate((where) => document.querySelector(where)?.textContent ?? null, selector), wanted, selector);

/**
 * Waits until the extension has looked at a page and says what it made of it: the popup over it, and its badge, as they
 * are together.
 * @param {import("./browser.mjs").Browser} browser @param {import("puppeteer-core").Page} page
 * @param {(popup: { state: string | undefined, text: string }) => boolean} [wanted]
 */
export async function looked(browser, page, wanted = () => true) {
  let last = "";
  return until(async () => {
    const popup = await browser.popup(page);
    const badge = await badgeOf(page);
    const after = await browser.popup(page);
    last = JSON.stringify(after);
    return popup.state !== "unread" && popup.state === after.state && wanted(after) ? { badge, popup: after } : null;
  }, "").catch(() => assert.fail(`the popup's verdict is another: ${last}`));
}
