// @ts-check
// The two runners of the probes, content/snapshot/probes.js in a real browser and the command line over the same bytes, make the
// same snapshot of the same page.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { promisify } from "node:util";
// @ts-ignore made by the build
import init, * as core from "../../extension/core/yuantou.js";
import { launch, names } from "./browser.mjs";
import { root } from "./data.mjs";
import { HARD_PAGES } from "./hard_pages.mjs";
import { runnerScript, shopPages, show, zytePages } from "./saved_pages.mjs";
import { scratch } from "./stage.mjs";
import { startWeb } from "./web.mjs";

const TOOL = process.env.YUANTOU ?? join(root, "target/debug/yuantou");
/** Some shop's page: it gets the generic probes. */
const ANY = "https://shop.example/item/1";

/** @returns {Promise<import("./saved_pages.mjs").Saved[]>} */
async function pages() {
  const folder = join(scratch, "twins");
  await mkdir(folder, { recursive: true });
  const hard = Object.entries(HARD_PAGES).map(([name, html], at) => ({ name, url: ANY, file: join(folder, `hard-${at}.html`), body: Buffer.from(html) }));
  for (const { file, body } of hard) await writeFile(file, body);
  const shops = await shopPages();
  return [...hard, ...shops, ...shops.map((page) => ({ ...page, name: `${page.name}, as any shop's`, url: ANY })), ...(await zytePages())];
}

/** What the command line makes of the pages, in their order. @param {import("./saved_pages.mjs").Saved[]} all @returns {Promise<any[]>} */
async function native(all) {
  const urls = all.flatMap(({ url }) => ["--url", url]);
  const { stdout } = await promisify(execFile)(TOOL, ["read", "--snapshot", ...urls, ...all.map(({ file }) => file)], { maxBuffer: 1 << 30 });
  return stdout.trim().split("\n").map((line) => JSON.parse(line));
}

/** A snapshot without what is empty, which the command line leaves out. @param {any} value @returns {any} */
function full(value) {
  if (Array.isArray(value)) return value.map(full);
  if (value === null || typeof value !== "object") return value;
  const empty = (/** @type {any} */ part) => part === undefined || part === "" || part === false || part === 0 || (typeof part === "object" && !Object.keys(part).length);
  const parts = Object.entries(value).map(([name, part]) => /** @type {const} */ ([name, full(part)]));
  return Object.fromEntries(parts.filter(([name, part]) => name === "parent" || name === "element" || !empty(part)));
}

/** Where two values first differ, or null. @param {any} ours @param {any} theirs @param {string} [at] @returns {string | null} */
function difference(ours, theirs, at = "") {
  if (ours === theirs) return null;
  if (typeof ours !== "object" || typeof theirs !== "object" || !ours || !theirs) {
    return `${at}: browser ${JSON.stringify(ours)?.slice(0, 300)}, command line ${JSON.stringify(theirs)?.slice(0, 300)}`;
  }
  for (const name of new Set([...Object.keys(ours), ...Object.keys(theirs)])) {
    const found = difference(ours[name], theirs[name], `${at}.${name}`);
    if (found) return found;
  }
  return null;
}

describe("the two runners of the probes", { skip: existsSync(TOOL) ? false : `no ${TOOL}: make build` }, () => {
  /** @type {import("./saved_pages.mjs").Saved[]} */
  let all;
  /** @type {any[]} */
  let expected;
  /** @type {Map<string, any>} */
  const probes = new Map();
  let runner = "";

  before(async () => {
    await init({ module_or_path: await readFile(join(root, "extension/core/yuantou_bg.wasm")) });
    all = await pages();
    for (const { url } of all) probes.set(url, core.probes(url));
    expected = (await native(all)).map(full);
    runner = await runnerScript();
  });

  for (const name of names()) {
    describe(name, () => {
      /** @type {import("./web.mjs").Web} */
      let web;
      /** @type {import("./browser.mjs").Browser} */
      let browser;
      before(async () => {
        web = await startWeb();
        browser = await launch(name, { web });
      });
      after(async () => {
        await browser?.close();
        web?.close();
      });

      test("the same snapshot of every page", { timeout: 600_000 }, async (context) => {
        assert.equal(expected.length, all.length);
        const page = await browser.page();
        const differ = [];
        for (const [at, { name: which, url, body }] of all.entries()) {
          await show(web, page, body);
          const call = `twin.takeSnapshot(${JSON.stringify(probes.get(url))}, document, { href: ${JSON.stringify(url)} })`;
          const found = await page.evaluate(`(() => { ${runner}; return JSON.stringify(${call}); })()`).then(
            (snapshot) => difference(full(JSON.parse(/** @type {string} */ (snapshot))), expected[at]),
            (error) => String(error),
          );
          if (found) differ.push(`${which}: ${found}`);
        }
        await page.close();
        context.diagnostic(`${all.length} pages compared, ${Object.keys(HARD_PAGES).length} of them our own`);
        assert.deepEqual(differ, []);
      });
    });
  }
});
