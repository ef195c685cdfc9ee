// @ts-check
// Files in pages: a lookup reads a few kilobytes here and there, and a page is the least that storage gives.
import { result, transact } from "./database.js";

export const PAGE = 16_384;
/** Stands for a page while it is being read. */
const NONE = new ArrayBuffer(0);

/** The first pages of so many files stay at hand, 16 kB each: an index file's directory stands there. */
const MOST_HELD = 400;

/** @typedef {{ path: string, start: number, length: number }} Stretch */

/** First pages by path, the longest unused going first. @type {Map<string, ArrayBuffer>} */
const held = new Map();

/** @param {string} path @param {ArrayBuffer} page */
function hold(path, page) {
  held.delete(path);
  held.set(path, page);
  if (held.size > MOST_HELD) held.delete(/** @type {string} */ (held.keys().next().value));
}

/** Lets go of what is held below a folder, or of all. @param {string} [folder] */
export function letGo(folder) {
  for (const path of held.keys()) if (folder === undefined || path.startsWith(`${folder}/`)) held.delete(path);
}

/** Writes a file. @param {IDBObjectStore} pages @param {string} path @param {Uint8Array} bytes */
export function putFile(pages, path, bytes) {
  held.delete(path);
  for (let at = 0; at === 0 || at < bytes.byteLength; at += PAGE) pages.put(bytes.slice(at, at + PAGE).buffer, [path, at / PAGE]);
}

/** Every page under a folder. @param {string} folder */
export const folderRange = (folder) => IDBKeyRange.bound([`${folder}/`], [`${folder}0`], false, true);

/** Takes a folder's files away. @param {IDBObjectStore} pages @param {string} folder */
export function deleteFolder(pages, folder) {
  letGo(folder);
  return pages.delete(folderRange(folder));
}

/**
 * Stretches of files; null for one that is not there. Each page is read once, however many stretches are of it, and all
 * in one transaction: it is their number that takes time.
 * @param {Stretch[]} wanted @returns {Promise<(Uint8Array | null)[]>}
 */
export async function readStretches(wanted) {
  const places = wanted.map(({ path, start, length }) => ({ path, first: Math.floor(start / PAGE), last: Math.floor((start + Math.max(length, 1) - 1) / PAGE) }));
  const lacks = places.some(({ path, last }) => last > 0 || !held.has(path));
  const files = lacks ? await transact(["pages"], "readonly", (pages) => readPages(pages, places)) : new Map();
  return wanted.map(({ start, length }, at) => {
    const { path, first, last } = places[at];
    const parts = [];
    for (let number = first; number <= last; number += 1) {
      const page = files.get(path)?.get(number) ?? (number === 0 ? held.get(path) : undefined);
      if (!page) break;
      parts.push(page);
    }
    if (!parts.length) return null;
    if (first === 0) hold(path, parts[0]);
    return joined(parts).subarray(start - first * PAGE, start - first * PAGE + length);
  });
}

/**
 * @param {IDBObjectStore} pages @param {{ path: string, first: number, last: number }[]} places
 * @returns {Promise<Map<string, Map<number, ArrayBuffer>>>} Pages that are not held, by path and number
 */
async function readPages(pages, places) {
  /** @type {Map<string, Map<number, ArrayBuffer>>} */
  const files = new Map();
  const reads = [];
  for (const { path, first, last } of places) {
    let file = files.get(path);
    if (!file) files.set(path, (file = new Map()));
    const found = file;
    for (let number = first; number <= last; number += 1) {
      if (found.has(number) || (number === 0 && held.has(path))) continue;
      found.set(number, NONE);
      reads.push(result(pages.get([path, number])).then((page) => (page ? found.set(number, page) : found.delete(number))));
    }
  }
  await Promise.all(reads);
  return files;
}

/** A whole file; null where it is not there. @param {string} path @returns {Promise<Uint8Array | null>} */
export async function readFile(path) {
  const found = await transact(["pages"], "readonly", (pages) => result(pages.getAll(IDBKeyRange.bound([path, 0], [path, Infinity]))));
  return found.length ? joined(found) : null;
}

/**
 * The folders that hold pages, two levels deep, without reading a page.
 * @returns {Promise<string[]>}
 */
export function folders() {
  return transact(["pages"], "readonly", async (pages) => {
    const all = [];
    let cursor = await result(pages.openKeyCursor());
    while (cursor) {
      const [path] = /** @type {[string]} */ (cursor.key);
      const folder = path.split("/", 2).join("/");
      all.push(folder);
      cursor = await result(pages.openKeyCursor(IDBKeyRange.lowerBound([`${folder}0`])));
    }
    return all;
  });
}

/** @param {ArrayBuffer[]} parts */
function joined(parts) {
  if (parts.length === 1) return new Uint8Array(parts[0]);
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(new Uint8Array(part), at);
    at += part.byteLength;
  }
  return bytes;
}
