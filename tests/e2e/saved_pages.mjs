// @ts-check
// The real saved pages with their addresses, and a way to show them: their scripts do not run, yet the parser is told
// that scripts may, as it is on a live page.
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { build } from "esbuild";
import { dataFile, missing, root } from "./data.mjs";

/** @typedef {{ name: string, url: string, file: string, body: Buffer }} Saved */

/** The shops' pages, with the addresses that the command line's own evaluation has for them. @returns {Promise<Saved[]>} */
export async function shopPages() {
  if (missing) return [];
  const list = await readFile(join(root, "tools/evaluate/src/shops.rs"), "utf8");
  const pages = [...list.matchAll(/\("([\w/.-]+\.html)", "(https:[^"]+)"\)/g)].map(([, name, url]) => ({ name, url, file: dataFile(`captures/${name}`) }));
  return Promise.all(pages.filter(({ file }) => existsSync(file)).map(async (page) => ({ ...page, body: await readFile(page.file) })));
}

/** The pages of the Zyte benchmark that are there. @returns {Promise<Saved[]>} */
export async function zytePages() {
  if (missing) return [];
  const truth = JSON.parse(await readFile(dataFile("captures/zyte/truth.json"), "utf8"));
  const pages = Object.entries(truth).map(([id, { url }]) => ({ name: `zyte ${id.slice(0, 10)}`, url, file: dataFile(`captures/zyte/${id}.html.gz`) }));
  return Promise.all(pages.filter(({ file }) => existsSync(file)).map(async (page) => ({ ...page, body: gunzipSync(await readFile(page.file)) })));
}

/**
 * Shows a saved page under a neutral address.
 * @param {import("./web.mjs").Web} web @param {import("puppeteer-core").Page} page @param {Buffer} body
 */
export async function show(web, page, body) {
  // What is no UTF-8 says its own encoding.
  const type = isUtf8(body) ? "text/html; charset=utf-8" : "text/html";
  web.clear();
  web.site(/^page\.example$/, () => ({ body, type, headers: { "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'" } }));
  await page.goto(`http://page.example/${(shown += 1)}`, { waitUntil: "domcontentloaded", timeout: 60_000 });
}
let shown = 0;

/** The content script's runner of the probes as a script that defines `twin`. */
export async function runnerScript() {
  const { outputFiles } = await build({ entryPoints: [join(root, "extension/content/snapshot/probes.js")], bundle: true, minify: true, format: "iife", globalName: "twin", write: false });
  return outputFiles[0].text;
}

/** @param {Buffer} bytes */
function isUtf8(bytes) {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
