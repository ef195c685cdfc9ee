// @ts-check
// The demo shop, served by the test web under its own host names, and the truth about its goods.
import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { locate } from "../../tools/serve.mjs";
import { root } from "./data.mjs";

export const SHOP = "http://shop.yuantou.localhost/";

/** @type {Record<string, string>} */
const TYPES = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".json": "application/json", ".jpg": "image/jpeg", ".svg": "image/svg+xml" };

/** @type {import("./web.mjs").Site} */
export async function demoSite(url) {
  const path = locate(url.hostname, url.pathname);
  if (path === null) return null;
  // Pages are written by hand; goods and pictures are made by `yuantou-demo-shop`.
  const body = await readFile(join(root, "www", path)).catch(() => readFile(join(root, "build/www", path)).catch(() => null));
  return body && { type: TYPES[extname(path)] ?? "application/octet-stream", body };
}

/**
 * What the demo's list of goods says: which factory listings each good really comes from.
 * @typedef {{ id: string, title: string, price: string, coupon?: string, freight: string, skus?: { name: string, price: string }[], factories?: { id: string, tiers: { from: number, price: string }[], moq: number, unit: string, freight?: string }[] }} Good
 * @returns {Promise<Good[]>}
 */
export async function demoGoods() {
  return JSON.parse(await readFile(join(root, "tools/demo-shop/src/goods.json"), "utf8")).goods;
}
