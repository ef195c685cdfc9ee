// @ts-check
// Files in pages: a lookup reads a few kilobytes here and there, and a page is the least that storage gives.
import { result, transact } from "./database.js";

export const PAGE = 16_384;

/** @typedef {{ path: string, start: number, length: number }} Stretch */

/** Writes a file. @param {IDBObjectStore} pages @param {string} path @param {Uint8Array} bytes */
export function putFile(pages, path, bytes) {
  for (let at = 0; at === 0 || at < bytes.byteLength; at += PAGE) pages.put(bytes.slice(at, at + PAGE).buffer, [path, at / PAGE]);
}

/** Every page under a folder. @param {string} folder */
export const folderRange = (folder) => IDBKeyRange.bound([`${folder}/`], [`${folder}0`], false, true);

/** Takes a folder's files away. @param {IDBObjectStore} pages @param {string} folder */
export const deleteFolder = (pages, folder) => pages.delete(folderRange(folder));

/**
 * Stretches of files, all in one transaction; null for one that is not there.
 * @param {Stretch[]} wanted @returns {Promise<(Uint8Array | null)[]>}
 */
export function readStretches(wanted) {
  return transact(["pages"], "readonly", (pages) => Promise.all(wanted.map((one) => stretch(pages, one))));
}

/** @param {IDBObjectStore} pages @param {Stretch} wanted */
async function stretch(pages, { path, start, length }) {
  const first = Math.floor(start / PAGE);
  const last = Math.floor((start + Math.max(length, 1) - 1) / PAGE);
  const found = /** @type {ArrayBuffer[]} */ (await result(pages.getAll(IDBKeyRange.bound([path, first], [path, last]))));
  if (!found.length) return null;
  const bytes = joined(found);
  return bytes.subarray(start - first * PAGE, start - first * PAGE + length);
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
