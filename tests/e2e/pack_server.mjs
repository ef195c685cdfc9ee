// @ts-check
// A pack on a static host of the test web, which can be made to misbehave in every way that hosts do.
import { mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { packOf } from "./pack.mjs";
import { scratch } from "./stage.mjs";

/** A host that test builds may ask without a question. */
export const PACK = "http://img.yuantou.localhost/pack/";

/** Every way of misbehaving, and the word for it that the options page is given. @type {Record<string, string>} */
export const FAULTS = {
  missing: "missing", range: "range", busy: "busy", unavailable: "busy", html: "html", gzip: "gzip", slow: "slow", endless: "slow", other: "status", cut: "network",
};

/** @param {string} folder @returns {Promise<Map<string, Buffer>>} The files of a pack by path */
export async function filesOf(folder) {
  const names = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((one) => one.isFile());
  const paths = names.map((one) => join(one.parentPath ?? one.path, one.name));
  return new Map(await Promise.all(paths.map(async (path) => /** @type {[string, Buffer]} */ ([path.slice(folder.length + 1).replaceAll("\\", "/"), await readFile(path)]))));
}

/** A built-in pack that knows none of the demo's goods. */
export async function otherPack() {
  await mkdir(scratch, { recursive: true });
  const out = join(scratch, "other-pack");
  await packOf([{ kind: "offer", platform: "demo", id: "1", title: "不锈钢保温杯 500ml", currency: "CNY", tiers: [{ from: 1, price: "12.00" }] }], scratch, out);
  return out;
}

/** @param {Map<string, Buffer>} files */
export function packServer(files) {
  const server = {
    files,
    /** How it misbehaves; the manifest is served well, since without it there is no pack. */
    mode: "well",
    /** @type {import("./web.mjs").Asked[]} */
    asked: /** @type {import("./web.mjs").Asked[]} */ ([]),
    /** @type {import("./web.mjs").Site} */
    site(url, asked) {
      if (!url.pathname.startsWith("/pack/")) return null;
      server.asked.push(asked);
      const path = url.pathname.slice("/pack/".length);
      const body = server.files.get(path);
      if (!body) return { status: 404, type: "text/plain", body: "not here" };
      if (path.startsWith("manifest.")) return { type: "application/json", body };
      return server.stretch(body, asked.headers.range);
    },
    /** @param {Buffer} body @param {string | undefined} range @returns {import("./web.mjs").Answer} */
    stretch(body, range) {
      const type = "application/octet-stream";
      const [, from, to] = (/^bytes=(\d+)-(\d+)$/.exec(range ?? "") ?? ["", "0", String(body.length - 1)]).map(Number);
      const part = body.subarray(from, to + 1);
      /** @type {Record<string, string>} */
      const headers = range ? { "content-range": `bytes ${from}-${from + part.length - 1}/${body.length}`, "accept-ranges": "bytes" } : {};
      const partial = { status: range ? 206 : 200, type, body: part, headers };
      switch (server.mode) {
        // As large as a real pack's file: whoever ignores ranges sends all of it, and what follows is not waited for.
        case "ignores":
          return { type, body: Buffer.concat([body, Buffer.alloc(4_000_000)]), endless: true };
        case "missing":
          return { status: 404, type: "text/plain", body: "gone" };
        case "range":
          return { status: 416, type: "text/plain", body: "" };
        case "busy":
          return { status: 429, type: "text/plain", body: "", headers: { "retry-after": "120" } };
        case "unavailable":
          return { status: 503, type: "text/plain", body: "" };
        case "html":
          return { type: "text/html", body: "<h1>Log in to the network</h1>" };
        case "gzip":
          return { ...partial, headers: { ...headers, "content-encoding": "gzip" }, body: part };
        case "slow":
          return { ...partial, delay: 6000 };
        case "endless":
          return { ...partial, body: part.subarray(0, 10), endless: true };
        case "other":
          return { status: 500, type: "text/plain", body: "" };
        case "cut":
          return { ...partial, headers: { ...headers, "content-length": String(part.length + 100) }, body: part.subarray(0, 5), broken: true };
        case "flipped":
          return { ...partial, body: Buffer.from(part.map((byte, at) => (at % 7 === 3 ? byte ^ 0x40 : byte))) };
        case "truncated":
          return { ...partial, body: part.subarray(0, Math.floor(part.length / 2)) };
        default:
          return partial;
      }
    },
  };
  return server;
}
