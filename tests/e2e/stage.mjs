// @ts-check
// What most tests need: the test web, a browser with the built extension, and the words it will speak.
import { rmSync } from "node:fs";
import { cp, mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { buildExtension } from "../../tools/build.mjs";
import { take, until } from "./browser.mjs";
import { root } from "./data.mjs";
import { words } from "./expect.mjs";

/** A folder of this process: others may run the same tests at the same time. */
export const scratch = join(root, "tests/e2e/out", String(process.pid));
process.on("exit", () => rmSync(scratch, { recursive: true, force: true }));

let stages = 0;
/** The extension as it is built for the demo shop: once, and copied from then on. @type {Promise<string> | undefined} */
let built;

/** @param {string | undefined} pack The built-in one, where it is another than the sample @param {((folder: string) => Promise<void>) | undefined} alter */
async function extensionWith(pack, alter) {
  await mkdir(scratch, { recursive: true });
  built ??= process.env.E2E_EXTENSION ? Promise.resolve(process.env.E2E_EXTENSION) : buildExtension({ demo: true, out: join(scratch, "extension") }).then(({ out }) => out);
  // A folder of its own: not under the feet of a browser that runs an earlier one.
  const folder = join(scratch, `extension-${(stages += 1)}`);
  await cp(await built, folder, { recursive: true });
  if (pack) {
    await rm(join(folder, "packs/sample"), { recursive: true });
    await cp(pack, join(folder, "packs/sample"), { recursive: true });
  }
  await alter?.(folder);
  return folder;
}

/**
 * @param {import("./browser.mjs").Name} name
 * @param {{ pack?: string, dark?: boolean, bare?: boolean, language?: string, welcome?: boolean, alter?: (folder: string) => Promise<void> }} [options]
 *   `bare`: a browser without the extension; `welcome`: its first page stays open; `alter`: changes the built extension
 */
export async function stage(name, { pack, dark, bare, language, welcome, alter } = {}) {
  const extension = bare ? undefined : await extensionWith(pack, alter);
  const { web, browser, give } = await take(name, { extension, dark, language });
  // The first page comes by itself, and would stand in front of the page that a test is about.
  if (!bare && !welcome) await closeWelcome(browser);
  return { web, browser, ...(await words(name)), close: give };
}

/** @typedef {Awaited<ReturnType<typeof stage>>} Stage */

/**
 * How many tabs hold the first page; only the extension itself can tell in both browsers.
 * @param {import("puppeteer-core").Page} own One of its other pages @param {boolean} [close]
 */
export function welcomeTabs(own, close = false) {
  return own.evaluate(async (end) => {
    const { extension, tabs } = /** @type {any} */ (globalThis).browser ?? chrome;
    const views = extension.getViews({ type: "tab" }).filter((/** @type {Window} */ view) => view.location.pathname.startsWith("/welcome/"));
    for (const view of end ? views : []) {
      const its = /** @type {any} */ (view).browser ?? /** @type {any} */ (view).chrome;
      // By our own interface: what a page asks of its own as it goes is never answered.
      await tabs.remove((await its.tabs.getCurrent()).id);
    }
    return views.length;
  }, close);
}

/** Waits for the page that the extension opens when it is installed, and closes it. @param {import("./browser.mjs").Browser} browser */
async function closeWelcome(browser) {
  const own = await browser.ownPage("popup/popup.html");
  await until(() => welcomeTabs(own, true), "the first page");
  await own.close();
}

/**
 * The options page, once it is drawn, and what the background answers to what it asks.
 * @param {Stage} on
 */
export async function optionsPage(on) {
  const own = await on.browser.ownPage("options/options.html");
  await until(() => own.evaluate(() => document.body.dataset.state === "drawn"), "the options page");
  /** @param {object} request @returns {Promise<any>} */
  const ask = (request) => own.evaluate((one) => /** @type {any} */ (/** @type {any} */ (globalThis).browser ?? chrome).runtime.sendMessage(one), request);
  return { own, ask };
}

/** Clicks the badge of a page. @param {import("puppeteer-core").Page} page */
export function clickBadge(page) {
  return page.evaluate(() => {
    const button = document.querySelector("yuantou-badge")?.shadowRoot?.querySelector("button");
    button?.focus();
    button?.click();
  });
}

/**
 * What the open panel shows, or null.
 * @param {import("puppeteer-core").Page} page
 * @returns {Promise<{ text: string, matches: { title: string, className: string, rows: string[][], link: string, rel: string, reasons: string[], drawn: number }[] } | null>}
 */
export function panelOf(page) {
  return page.evaluate(() => {
    const panel = document.querySelector("yuantou-panel")?.shadowRoot?.querySelector(".panel");
    if (!(panel instanceof HTMLElement)) return null;
    const texts = (/** @type {ParentNode} */ from, /** @type {string} */ selector) => [...from.querySelectorAll(selector)].map((element) => element.textContent ?? "");
    return {
      text: panel.innerText,
      matches: [...panel.querySelectorAll("details.match")].map((match) => ({
        title: texts(match, "[data-side=factory] .name")[0] ?? "",
        className: match.className,
        rows: [...match.querySelectorAll("tbody tr")].map((row) => texts(row, "th, td")),
        link: match.querySelector("a")?.href ?? "",
        rel: match.querySelector("a")?.rel ?? "",
        reasons: texts(match, ".reasons li"),
        drawn: match.querySelectorAll("canvas:not([hidden])").length,
      })),
    };
  });
}
