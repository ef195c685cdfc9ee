// @ts-check
// build/site as any static host would serve it: under a path, with its policy as a header too.
import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import { buildSite } from "../../tools/site.mjs";
import { scratch } from "./stage.mjs";

/** @type {Record<string, string>} */
const TYPES = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".json": "application/json", ".jpg": "image/jpeg", ".png": "image/png", ".webp": "image/webp", ".svg": "image/svg+xml", ".wasm": "application/wasm" };

export const SITE = "http://www.yuantou.localhost/some/path/";
/** What the pages promise in their own `meta` element, and the strictest that they run under. */
export const POLICY = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src 'self' blob: data:; style-src 'self'";

/** Builds the site and answers for it. @returns {Promise<import("./web.mjs").Site>} */
export async function siteOf() {
  const folder = await buildSite({ out: join(scratch, "site") });
  return async (url) => {
    const base = new URL(SITE);
    if (url.hostname !== base.hostname || !url.pathname.startsWith(base.pathname)) return null;
    const path = normalize(decodeURIComponent(url.pathname.slice(base.pathname.length)));
    const name = path === "." || path.endsWith("/") ? join(path, "index.html") : path;
    if (name.startsWith("..")) return null;
    const body = await readFile(join(folder, name)).catch(() => null);
    return body && { type: TYPES[extname(name)] ?? "application/octet-stream", body, headers: { "content-security-policy": POLICY, "x-content-type-options": "nosniff" } };
  };
}
