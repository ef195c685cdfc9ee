// @ts-check
// What was fetched of packs elsewhere: stretches of immutable files, so that none is ever out of date; and the pictures
// that no pack knew. Only as much as is said here; where there is no room, nothing is kept, and lookups fetch again.
import { result, transact } from "./database.js";

const MOST_BYTES = 64 * 1024 * 1024;
/** Dropped at once, so that not every stretch drops another. */
const SPARE_BYTES = 4 * 1024 * 1024;
/** A use is written down no more often than this. */
const USED_MS = 6 * 3_600_000;
const MISS_MS = 24 * 3_600_000;
const MOST_MISSES = 20_000;

/** @typedef {{ at: string, used: number, bytes: Uint8Array }} Kept */

/** @param {string} pack @param {string} path @param {number} start @param {number} length */
export const place = (pack, path, start, length) => `${pack}/${path}:${start}+${length}`;

/** Stretches that were fetched before; undefined for the others. @param {string[]} places @returns {Promise<(Uint8Array | undefined)[]>} */
export async function cached(places) {
  try {
    const found = /** @type {(Kept | undefined)[]} */ (await transact(["cache"], "readonly", (cache) => Promise.all(places.map((at) => result(cache.get(at))))));
    const old = found.filter((kept) => kept && Date.now() - kept.used > USED_MS);
    if (old.length) {
      void transact(["cache"], "readwrite", (cache) => {
        for (const kept of old) cache.put({ ...kept, used: Date.now() });
      }).catch(() => {});
    }
    return found.map((kept) => kept?.bytes);
  } catch {
    return places.map(() => undefined);
  }
}

/** Keeps stretches. @param {[place: string, bytes: Uint8Array][]} stretches */
export async function keep(stretches) {
  try {
    await transact(["meta", "cache"], "readwrite", async (meta, cache) => {
      let total = (await result(meta.get("cache"))) ?? 0;
      for (const [at, bytes] of stretches) {
        total += bytes.byteLength - (/** @type {Kept | undefined} */ (await result(cache.get(at)))?.bytes.byteLength ?? 0);
        // A copy: a stretch may be a view of something larger.
        cache.put({ at, used: Date.now(), bytes: bytes.slice() });
      }
      if (total > MOST_BYTES) total = await drop(cache, total);
      meta.put(total, "cache");
    });
  } catch {
    // No room: it is fetched again.
  }
}

/** @param {IDBObjectStore} cache @param {number} total */
async function drop(cache, total) {
  const request = cache.index("used").openCursor();
  for (let cursor = await result(request); cursor && total > MOST_BYTES - SPARE_BYTES; cursor = await result(request)) {
    total -= cursor.value.bytes.byteLength;
    cursor.delete();
    cursor.continue();
  }
  return total;
}

/** Forgets what was fetched of a pack. @param {string} pack */
export function forget(pack) {
  return transact(["meta", "cache"], "readwrite", async (meta, cache) => {
    const range = IDBKeyRange.bound(`${pack}/`, `${pack}0`, false, true);
    const gone = /** @type {Kept[]} */ (await result(cache.getAll(range)));
    const bytes = gone.reduce((sum, kept) => sum + kept.bytes.byteLength, 0);
    cache.delete(range);
    meta.put(Math.max(0, ((await result(meta.get("cache"))) ?? 0) - bytes), "cache");
  });
}

/**
 * Whether a picture's lookup found nothing less than a day ago, in the same packs.
 * @param {string} picture Its address @param {string} packs Which they were, and of what generation
 */
export async function missed(picture, packs) {
  const miss = await transact(["misses"], "readonly", (misses) => result(misses.get(picture))).catch(() => undefined);
  return miss?.packs === packs && Date.now() - miss.at < MISS_MS;
}

/** Notes that it did. @param {string} picture @param {string} packs */
export async function miss(picture, packs) {
  await transact(["misses"], "readwrite", async (misses) => {
    if ((await result(misses.count())) >= MOST_MISSES) misses.clear();
    misses.put({ at: Date.now(), packs }, picture);
  }).catch(() => {});
}
