// @ts-check
// Files in pages: a lookup reads a few kilobytes here and there, and a page is the least that storage gives. What takes
// time is the number of requests, and then the bytes: 120 pages of 4 kB come in two thirds of the time of 120 of 16 kB.
import { onLost, result, transact } from "./database.js";

export const PAGE = 4096;
/** Tells these pages' keys from those of 16 kB, which earlier versions wrote and which are read as they are. */
const MARK = "4k";
const FORMER_PAGE = 16_384;

/** So many bytes of pages stay at hand: directories, and what the titles of a shop have in common. */
const MOST_HELD = 24 * 1024 * 1024;
/** Pages written at once of a file that comes in parts. */
const AT_ONCE = 256;

/** @typedef {{ path: string, start: number, length: number }} Stretch */

/** Pages by place, the longest unused going first. @type {Map<string, ArrayBuffer>} */
const held = new Map();
let heldBytes = 0;
/** Files in pages of the former size. @type {Set<string>} */
const former = new Set();

/** @typedef {Stretch & { old: boolean }} Paged A stretch, and whether its file is taken to be in pages of the former size */

/** @param {boolean} old */
const sizeOf = (old) => (old ? FORMER_PAGE : PAGE);

/** @param {string} path @param {boolean} old @param {number} number */
const keyOf = (path, old, number) => (old ? [path, number] : [path, MARK, number]);

/** @param {string} path @param {boolean} old @param {number} number */
const place = (path, old, number) => `${path}:${old ? "old" : ""}${number}`;

/** @param {string} at */
function drop(at) {
  heldBytes -= held.get(at)?.byteLength ?? 0;
  held.delete(at);
}

/** @param {string} at @param {ArrayBuffer} page */
function hold(at, page) {
  drop(at);
  held.set(at, page);
  heldBytes += page.byteLength;
  for (const oldest of held.keys()) {
    if (heldBytes <= MOST_HELD) break;
    drop(oldest);
  }
}

/** Lets go of what is held below a folder, or of all. @param {string} [folder] */
export function letGo(folder) {
  const below = (/** @type {string} */ at) => folder === undefined || at.startsWith(`${folder}/`);
  for (const at of held.keys()) if (below(at)) drop(at);
  for (const path of former) if (below(path)) former.delete(path);
}

onLost(() => letGo());

/** Writes a file. @param {IDBObjectStore} pages @param {string} path @param {Uint8Array} bytes */
export function putFile(pages, path, bytes) {
  former.delete(path);
  putPages(pages, path, 0, bytes);
}

/** @param {IDBObjectStore} pages @param {string} path @param {number} first Its page that they begin with @param {Uint8Array} bytes */
function putPages(pages, path, first, bytes) {
  for (let at = 0; at === 0 || at < bytes.byteLength; at += PAGE) {
    const number = first + at / PAGE;
    drop(place(path, false, number));
    pages.put(bytes.slice(at, at + PAGE).buffer, [path, MARK, number]);
  }
}

/**
 * Writes a file that comes in parts, so that no more of it is held than is written at once. Its first page goes last:
 * until then, the file is not there.
 */
export class FileWriter {
  #path;
  #waiting = new Uint8Array(AT_ONCE * PAGE);
  #size = 0;
  /** Of the first page that waits. */
  #number = 0;
  #first = new Uint8Array(0);

  /** @param {string} path */
  constructor(path) {
    this.#path = path;
  }

  /** @param {Uint8Array} part */
  async take(part) {
    for (let at = 0; at < part.byteLength; ) {
      const some = part.subarray(at, at + this.#waiting.byteLength - this.#size);
      this.#waiting.set(some, this.#size);
      this.#size += some.byteLength;
      at += some.byteLength;
      if (this.#size === this.#waiting.byteLength) await this.#write();
    }
  }

  async #write() {
    const bytes = this.#waiting.subarray(0, this.#size);
    const kept = this.#number ? 0 : PAGE;
    if (kept) this.#first = bytes.slice(0, PAGE);
    if (bytes.byteLength > kept) await transact(["pages"], "readwrite", (pages) => putPages(pages, this.#path, this.#number + kept / PAGE, bytes.subarray(kept)));
    this.#number += AT_ONCE;
    this.#size = 0;
  }

  /** Done when all of it is there. */
  async end() {
    await this.#write();
    await transact(["pages"], "readwrite", (pages) => putFile(pages, this.#path, this.#first));
  }
}

/** Whether a file is there. @param {string} path @returns {Promise<boolean>} */
export const hasFile = (path) =>
  transact(["pages"], "readonly", async (pages) => {
    const found = await Promise.all([[path, MARK, 0], [path, 0]].map((key) => result(pages.count(IDBKeyRange.only(key)))));
    return found.some((count) => count > 0);
  });

/** Every page under a folder. @param {string} folder */
export const folderRange = (folder) => IDBKeyRange.bound([`${folder}/`], [`${folder}0`], false, true);

/** Takes a folder's files away. @param {IDBObjectStore} pages @param {string} folder */
export function deleteFolder(pages, folder) {
  letGo(folder);
  return pages.delete(folderRange(folder));
}

/**
 * Stretches of files; null for one that is not there.
 * @param {Stretch[]} wanted @returns {Promise<(Uint8Array | null)[]>}
 */
export async function readStretches(wanted) {
  // Decided once for each: others read at the same time, and learn of the former size meanwhile.
  const paged = wanted.map((stretch) => ({ ...stretch, old: former.has(stretch.path) }));
  const found = await readPaged(paged);
  const absent = [...paged.keys()].filter((at) => !found[at] && !paged[at].old);
  if (!absent.length) return found;
  const others = await readPaged(absent.map((at) => ({ ...paged[at], old: true })));
  for (const [number, at] of absent.entries()) {
    found[at] = others[number];
    if (found[at]) former.add(paged[at].path);
  }
  return found;
}

/**
 * Each page is read once, however many stretches are of it, pages that follow one another by one request, and all in one
 * transaction.
 * @param {Paged[]} wanted @returns {Promise<(Uint8Array | null)[]>}
 */
async function readPaged(wanted) {
  /** Pages by place. @type {Map<string, ArrayBuffer>} */
  const found = new Map();
  /** Those that are not held, by file. @type {Map<string, { path: string, old: boolean, numbers: number[] }>} */
  const lacking = new Map();
  const places = wanted.map(({ path, old, start, length }) => ({ path, old, first: Math.floor(start / sizeOf(old)), last: Math.floor((start + Math.max(length, 1) - 1) / sizeOf(old)) }));
  for (const { path, old, first, last } of places) {
    const file = `${path}:${old}`;
    for (let number = first; number <= last; number += 1) {
      const page = held.get(place(path, old, number));
      if (page) {
        found.set(place(path, old, number), page);
        continue;
      }
      const lack = lacking.get(file);
      if (lack) lack.numbers.push(number);
      else lacking.set(file, { path, old, numbers: [number] });
    }
  }
  if (lacking.size) await transact(["pages"], "readonly", (pages) => Promise.all([...lacking.values()].flatMap((lack) => readRuns(pages, lack, found))));
  return wanted.map(({ path, old, start, length }, at) => {
    const { first, last } = places[at];
    const parts = [];
    for (let number = first; number <= last; number += 1) {
      const page = found.get(place(path, old, number));
      if (!page) break;
      hold(place(path, old, number), page);
      parts.push(page);
    }
    const offset = start - first * sizeOf(old);
    return parts.length ? joined(parts).subarray(offset, offset + length) : null;
  });
}

/** @param {IDBObjectStore} pages @param {{ path: string, old: boolean, numbers: number[] }} lack @param {Map<string, ArrayBuffer>} found */
function readRuns(pages, { path, old, numbers }, found) {
  const sorted = [...new Set(numbers)].sort((a, b) => a - b);
  const reads = [];
  for (let at = 0; at < sorted.length; ) {
    const first = sorted[at];
    let last = first;
    while (sorted[(at += 1)] === last + 1) last += 1;
    const key = keyOf(path, old, first);
    const request = first === last ? result(pages.get(key)).then((page) => (page ? [page] : [])) : result(pages.getAll(IDBKeyRange.bound(key, keyOf(path, old, last))));
    // Where pages are lacking, they are the last ones: a file may end before a stretch of it.
    reads.push(request.then((all) => all.forEach((page, n) => found.set(place(path, old, first + n), page))));
  }
  return reads;
}

/** A whole file; null where it is not there. @param {string} path @returns {Promise<Uint8Array | null>} */
export async function readFile(path) {
  const found = await transact(["pages"], "readonly", async (pages) => {
    const all = await result(pages.getAll(IDBKeyRange.bound([path, MARK, 0], [path, MARK, Infinity])));
    return all.length ? all : result(pages.getAll(IDBKeyRange.bound([path, 0], [path, Infinity])));
  });
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
