// @ts-check
// The database `catalogue`: the shopper's own listings, their index, packs kept offline, and what was fetched of others.
//
// | Store | Key | Holds |
// |---|---|---|
// | `meta` | a name | the manifests, the counter of changes |
// | `listings` | the listing's key | the record with all its codes: what is learnt is here or nowhere |
// | `fresh` | the listing's key | the number of the change that the segments do not hold yet |
// | `pages` | path, number | the segments' files in pages: see `pages.js` |
// | `cache` | pack, path and place | stretches of packs elsewhere, the longest unused going first |
// | `misses` | address of a picture | that no pack elsewhere knew it, and when |

const NAME = "catalogue";
const VERSION = 1;
/** A browser that does not answer is one that refuses. */
const PATIENCE_MS = 3000;

/** Why the database cannot be used: refused, of a newer version, full, or broken. */
export class StoreError extends Error {
  /** @param {"refused" | "newer" | "quota" | "broken"} kind @param {string} message */
  constructor(kind, message) {
    super(message);
    this.kind = kind;
  }
}

/** @type {Promise<IDBDatabase> | undefined} */
let opened;
/** Whoever holds something of the database in memory. @type {(() => void)[]} */
const holders = [];

/** Is told when the database was closed under our feet: it may come back empty. @param {() => void} forget */
export const onLost = (forget) => void holders.push(forget);

function lost() {
  opened = undefined;
  for (const forget of holders) forget();
}

/** @returns {Promise<IDBDatabase>} */
function open() {
  if (!opened) {
    const opening = connect();
    opened = opening;
    // Tried again by the next caller.
    opening.catch(() => {
      if (opened === opening) opened = undefined;
    });
  }
  return opened;
}

/** @returns {Promise<IDBDatabase>} */
function connect() {
  return new Promise((done, failed) => {
    const timer = setTimeout(() => failed(new StoreError("refused", "the browser's storage does not answer")), PATIENCE_MS);
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => {
      const database = request.result;
      for (const store of ["meta", "fresh", "pages", "misses"]) database.createObjectStore(store);
      database.createObjectStore("listings", { keyPath: "key" }).createIndex("seen", "seen");
      database.createObjectStore("cache", { keyPath: "at" }).createIndex("used", "used");
    };
    request.onsuccess = () => {
      clearTimeout(timer);
      const database = request.result;
      // Somebody erases it or brings a newer version; or the browser wipes it.
      database.onversionchange = () => {
        database.close();
        lost();
      };
      database.onclose = lost;
      done(database);
    };
    request.onerror = () => {
      clearTimeout(timer);
      failed(request.error);
    };
  });
}

/**
 * One transaction, done when it is written, or when all is read; undone as a whole where `work` throws. `work` may wait for nothing but the
 * stores. Throws a `StoreError`, or what `work` threw.
 * @template T
 * @param {string[]} names @param {IDBTransactionMode} mode @param {(...stores: IDBObjectStore[]) => Promise<T> | T} work
 * @returns {Promise<T>}
 */
export async function transact(names, mode, work) {
  try {
    return await once(names, mode, work);
  } catch (error) {
    const name = /** @type {any} */ (error)?.name;
    // Closed under our feet: once more with a new connection.
    if (name === "InvalidStateError") {
      lost();
      return once(names, mode, work).catch((again) => Promise.reject(reasonOf(again)));
    }
    // Without its stores it is not ours: away with it, and the next caller begins a new one.
    if (name === "NotFoundError") {
      (await opened)?.close();
      lost();
      indexedDB.deleteDatabase(NAME);
    }
    throw reasonOf(error);
  }
}

/** @template T @param {string[]} names @param {IDBTransactionMode} mode @param {(...stores: IDBObjectStore[]) => Promise<T> | T} work */
async function once(names, mode, work) {
  const transaction = (await open()).transaction(names, mode);
  /** @type {Promise<void>} */
  const written = new Promise((done, failed) => {
    transaction.oncomplete = () => done();
    transaction.onabort = () => failed(transaction.error ?? new DOMException("the transaction was undone", "AbortError"));
  });
  written.catch(() => {});
  try {
    const answer = await work(...names.map((name) => transaction.objectStore(name)));
    if (mode !== "readonly") await written;
    return answer;
  } catch (error) {
    try {
      transaction.abort();
    } catch {
      // It was undone already; then its own reason is the better one.
      await written;
    }
    throw error;
  }
}

/** @param {any} error */
function reasonOf(error) {
  const kinds = /** @type {const} */ ({ QuotaExceededError: "quota", VersionError: "newer", SecurityError: "refused", InvalidStateError: "refused", UnknownError: "refused", NotFoundError: "broken", AbortError: "refused" });
  const kind = error instanceof DOMException || error?.name in kinds ? kinds[/** @type {keyof typeof kinds} */ (error.name)] : undefined;
  return kind ? new StoreError(kind, error.message || error.name) : error;
}

/** A request's result. @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
export function result(request) {
  const answer = new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
  // Where the transaction is undone for another reason, nobody waits for this one any more.
  answer.catch(() => {});
  return answer;
}
