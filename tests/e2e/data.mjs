// @ts-check
// The real pages, responses and pictures that some tests use. They are not part of the project: without them those
// tests say that they skip, and why.
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { Readable } from "node:stream";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import xz from "xz-decompress";

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const folder = process.env.YUANTOU_DATA ?? join(root, "../shared");

/** Why tests on real data cannot run, or false. @type {string | false} */
export const missing = existsSync(folder) ? false : `skipped: no real data in ${folder} (set YUANTOU_DATA)`;

/** @param {string} path */
export const dataFile = (path) => join(folder, path);

/** Every line of a JSON Lines file, unpacked where it is packed. @param {string} path @returns {Promise<any[]>} */
export async function jsonLines(path) {
  const bytes = await readFile(dataFile(path));
  const text = path.endsWith(".xz")
    ? await new globalThis.Response(new xz.XzReadableStream(/** @type {any} */ (Readable.toWeb(Readable.from([bytes]))))).text()
    : bytes.toString("utf8");
  return text.split("\n").filter((line) => line.trim()).map((line) => JSON.parse(line));
}
