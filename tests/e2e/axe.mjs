// @ts-check
// axe-core over a page, as a list of what it finds.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** @param {import("puppeteer-core").Page} page @param {string} [selector] @returns {Promise<string[]>} */
export async function findings(page, selector = "html") {
  await page.evaluate(axe);
  return page.evaluate(async (what) => {
    const { violations } = await /** @type {any} */ (window).axe.run(document.querySelector(what), { resultTypes: ["violations"] });
    return violations.map((/** @type {any} */ one) => `${one.id}: ${one.nodes.map((/** @type {any} */ node) => node.html.slice(0, 160)).join(" | ")}`);
  }, selector);
}
