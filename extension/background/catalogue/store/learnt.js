// @ts-check
// The shopper's own catalogue. A record is written once into `listings`, in one transaction with its mark in `fresh`; the
// segments are an index that follows. So whatever is interrupted, nothing learnt is lost and nothing is there twice: a
// flush that did not come to its one transaction changed nothing, and is begun anew.
import { result, transact } from "./database.js";
import { deleteFolder, folders, folderRange, putFile, readFile, readStretches } from "./pages.js";

/** The folder of its segments, and its name in the engine. */
export const LEARNT = "learnt";
/** Fresh listings that are worth a segment. */
export const ENOUGH_FRESH = 64;
/** Fresh listings that one flush takes, or that are held in memory. */
const MOST_FRESH = 1000;
/** Listings that a search reads at once: a cursor takes far longer, all of them far more memory. */
const READ_AT_ONCE = 2000;

/**
 * @typedef {{ key: string, record: Uint8Array, seen: number, title: string, from?: "visit" | "file" }} Listing `seen`: milliseconds since the epoch; `from`: where its newest word comes from
 * @typedef {{ manifest: Uint8Array, dropped: string[], change: number }} Index `dropped`: folders that lookups under way may still read
 * @typedef {{ manifest: Uint8Array | null, records: Uint8Array[], fresh: number }} Loaded
 */

/** The number of the next change. @param {IDBObjectStore} meta @returns {Promise<number>} */
async function nextChange(meta) {
  const change = ((await result(meta.get("changes"))) ?? 0) + 1;
  meta.put(change, "changes");
  return change;
}

/** Writes listings down; of one that is there already, the new record stands. @param {Listing[]} listings */
export function put(listings) {
  return transact(["meta", "listings", "fresh"], "readwrite", async (meta, all, fresh) => {
    const change = await nextChange(meta);
    for (const listing of listings) {
      all.put(listing);
      fresh.put(change, listing.key);
    }
    return result(fresh.count());
  });
}

/** Takes listings away. @param {string[]} keys */
export function remove(keys) {
  return transact(["meta", "listings", "fresh"], "readwrite", async (meta, all, fresh) => {
    const change = await nextChange(meta);
    for (const key of keys) {
      all.delete(key);
      fresh.put(change, key);
    }
  });
}

/** Takes all of them away. */
export function clear() {
  return transact(["meta", "listings", "fresh", "pages"], "readwrite", async (meta, all, fresh, pages) => {
    // A flush under way must notice.
    meta.put(await nextChange(meta), "begun");
    all.clear();
    fresh.clear();
    meta.delete(LEARNT);
    deleteFolder(pages, LEARNT);
  });
}

/** @param {string} key @returns {Promise<Listing | undefined>} */
export const get = (key) => transact(["listings"], "readonly", (all) => result(all.get(key)));

/** @returns {Promise<number>} */
export const count = () => transact(["listings"], "readonly", (all) => result(all.count()));

/** What lookups need: the manifest, and the records that no segment holds yet. @returns {Promise<Loaded>} */
export function load() {
  return transact(["meta", "listings", "fresh"], "readonly", async (meta, all, fresh) => {
    const [index, keys, waiting] = await Promise.all([result(meta.get(LEARNT)), result(fresh.getAllKeys(null, MOST_FRESH)), result(fresh.count())]);
    const listings = await Promise.all(keys.map((key) => result(all.get(key))));
    return { manifest: index?.manifest ?? null, records: listings.flatMap((listing) => (listing ? [listing.record] : [])), fresh: waiting };
  });
}

/**
 * Brings the segments up to date. Only one flush at a time has any use, in whatever page or worker; but it is the
 * comparison in its transaction that keeps two from spoiling each other.
 * @param {typeof import("../../../core/yuantou.js")} core
 */
export function flush(core) {
  const work = async () => {
    while ((await flushSome(core)) > 0);
  };
  return navigator.locks ? navigator.locks.request("catalogue-flush", work) : work();
}

/** One flush. @param {typeof import("../../../core/yuantou.js")} core @returns {Promise<number>} How many are left */
async function flushSome(core) {
  const base = await gather();
  if (!base.keys.length) return 0;
  let done;
  try {
    done = await updated(core, base);
  } catch (error) {
    if (/** @type {any} */ (error)?.kind !== "pack" || !base.manifest) throw error;
    // The index is broken or of another format: it is made anew of the records.
    await rebuild();
    return base.keys.length;
  }
  const { "manifest.json": manifest, ...files } = done.files;
  return transact(["meta", "fresh", "pages"], "readwrite", async (meta, fresh, pages) => {
    const now = /** @type {Index | undefined} */ (await result(meta.get(LEARNT)));
    const begun = /** @type {number | undefined} */ (await result(meta.get("begun")));
    if ((now?.change ?? 0) === base.change && begun === base.begun) {
      const stays = namedBy(manifest);
      for (const id of now?.dropped ?? []) if (!stays.has(id)) deleteFolder(pages, `${LEARNT}/${id}`);
      for (const [path, bytes] of Object.entries(files)) putFile(pages, `${LEARNT}/${path}`, bytes);
      meta.put({ manifest, dropped: done.dropped.filter((id) => !stays.has(id)), change: await nextChange(meta) }, LEARNT);
      const marks = await Promise.all(base.keys.map((key) => result(fresh.get(key))));
      for (const [at, key] of base.keys.entries()) if (marks[at] === base.marks[at]) fresh.delete(key);
    }
    return result(fresh.count());
  });
}

/** What a flush works on. */
function gather() {
  return transact(["meta", "listings", "fresh"], "readonly", async (meta, all, fresh) => {
    const [index, begun, keys, marks] = await Promise.all([
      result(meta.get(LEARNT)), result(meta.get("begun")), result(fresh.getAllKeys(null, MOST_FRESH)), result(fresh.getAll(null, MOST_FRESH)),
    ]);
    const listings = await Promise.all(keys.map((key) => result(all.get(key))));
    return { manifest: /** @type {Uint8Array | undefined} */ (index?.manifest), change: /** @type {number} */ (index?.change ?? 0), begun, keys: /** @type {string[]} */ (keys), marks: /** @type {number[]} */ (marks), listings: /** @type {(Listing | undefined)[]} */ (listings) };
  });
}

/** @param {typeof import("../../../core/yuantou.js")} core @param {Awaited<ReturnType<typeof gather>>} base */
async function updated({ Update }, { manifest, keys, listings }) {
  const records = listings.flatMap((listing) => (listing ? [listing.record] : []));
  const update = new Update(LEARNT, manifest, records, keys.filter((_, at) => !listings[at]));
  const gone = (/** @type {string} */ path) => Object.assign(new Error(`${path} is not there`), { kind: "pack" });
  try {
    for (const path of update.files()) {
      const bytes = await readFile(`${LEARNT}/${path}`);
      if (!bytes) throw gone(path);
      update.file(path, bytes);
    }
    for (let reads = update.reads(); reads.length; reads = update.reads()) {
      const found = await readStretches(reads.map((read) => ({ ...read, path: `${LEARNT}/${read.path}` })));
      for (const [at, bytes] of found.entries()) {
        if (!bytes) throw gone(reads[at].path);
        update.give(reads[at], bytes);
      }
    }
  } catch (error) {
    update.free();
    throw error;
  }
  return update.finish();
}

/** Gives the index up: every record is fresh again. */
export function rebuild() {
  return transact(["meta", "listings", "fresh", "pages"], "readwrite", async (meta, all, fresh, pages) => {
    const change = await nextChange(meta);
    for (const key of await result(all.getAllKeys())) fresh.put(change, key);
    meta.put(change, "begun");
    meta.delete(LEARNT);
    deleteFolder(pages, LEARNT);
  });
}

/** Takes away what no manifest names: what an interruption or an earlier flush left. @param {(folder: string) => boolean} kept Of other packs */
export async function sweep(kept) {
  const all = await folders();
  if (!all.length) return;
  await transact(["meta", "pages"], "readwrite", async (meta, pages) => {
    const index = /** @type {Index | undefined} */ (await result(meta.get(LEARNT)));
    const named = index ? namedBy(index.manifest) : new Set();
    for (const folder of all) {
      const [pack, id] = folder.split("/");
      if (pack === LEARNT ? !named.has(id) : !kept(folder)) pages.delete(folderRange(folder));
    }
  });
}

/** The segments that a manifest names. @param {Uint8Array} manifest @returns {Set<string>} */
export function namedBy(manifest) {
  const { segments } = JSON.parse(new TextDecoder().decode(manifest));
  return new Set(segments.map((/** @type {{ id: string }} */ { id }) => id));
}

/**
 * Listings by when they were seen, the newest first.
 * @param {number} from @param {number} most @returns {Promise<Listing[]>}
 */
export function slice(from, most) {
  return transact(["listings"], "readonly", async (all) => {
    /** @type {Listing[]} */
    const found = [];
    const request = all.index("seen").openCursor(null, "prev");
    let skipped = from === 0;
    for (let cursor = await result(request); cursor && found.length < most; cursor = await result(request)) {
      if (!skipped) {
        skipped = true;
        cursor.advance(from);
        continue;
      }
      found.push(cursor.value);
      cursor.continue();
    }
    return found;
  });
}

/**
 * Keys of the listings whose title holds all the words, the newest first.
 * @param {string} text @returns {Promise<string[]>}
 */
export function search(text) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return transact(["listings"], "readonly", async (all) => {
    const found = [];
    for (let after = null; ; ) {
      const some = /** @type {Listing[]} */ (await result(all.getAll(after, READ_AT_ONCE)));
      for (const { key, title, seen } of some) {
        const lower = title.toLowerCase();
        if (words.every((word) => lower.includes(word))) found.push({ key, seen });
      }
      if (some.length < READ_AT_ONCE) break;
      after = IDBKeyRange.lowerBound(some[some.length - 1].key, true);
    }
    // As `slice` has them: of those seen at once, the greater key first.
    return found.reverse().sort((a, b) => b.seen - a.seen).map(({ key }) => key);
  });
}
