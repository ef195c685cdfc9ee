// @ts-check
// The shopper's own price history in IndexedDB: three stores, items, watches and listings (since version 2). A history
// that cannot be opened, is broken or is wiped under our feet costs nothing but itself: every question then has its plain
// answer.

const NAME = "history";
const VERSION = 2;
const STORES = ["items", "watches", "listings"];

/** @type {Promise<IDBDatabase | null> | undefined} */
let opened;

/** @returns {Promise<IDBDatabase | null>} */
function open() {
  opened ??= connect().then((database) => {
    // Tried again by the next caller.
    if (!database) opened = undefined;
    return database;
  });
  return opened;
}

/** @returns {Promise<IDBDatabase | null>} */
function connect() {
  return new Promise((done) => {
    try {
      const request = indexedDB.open(NAME, VERSION);
      request.onupgradeneeded = () => {
        const { result: database } = request;
        const indexes = { items: "seen", watches: "base", listings: "seen" };
        // What an earlier version wrote stays as it is.
        for (const [name, index] of Object.entries(indexes)) {
          if (!database.objectStoreNames.contains(name)) database.createObjectStore(name, { keyPath: "key" }).createIndex(index, index);
        }
      };
      request.onsuccess = () => {
        const database = request.result;
        const forget = () => {
          database.close();
          opened = undefined;
        };
        // Somebody erases it, or the browser does.
        database.onversionchange = forget;
        database.onclose = forget;
        done(database);
      };
      request.onerror = () => done(null);
    } catch {
      done(null);
    }
  });
}

/**
 * One transaction over all stores; `otherwise` where there is no history to be had.
 * @template T
 * @param {IDBTransactionMode} mode
 * @param {(items: IDBObjectStore, watches: IDBObjectStore, listings: IDBObjectStore) => Promise<T>} work May wait for nothing but the stores
 * @param {T} otherwise
 * @returns {Promise<T>}
 */
export async function transact(mode, work, otherwise) {
  const database = await open();
  if (!database) return otherwise;
  try {
    const transaction = database.transaction(STORES, mode);
    /** @type {Promise<void>} */
    const written = new Promise((done, failed) => {
      transaction.oncomplete = () => done();
      transaction.onabort = () => failed(transaction.error);
    });
    const [items, watches, listings] = STORES.map((name) => transaction.objectStore(name));
    const [answer] = await Promise.all([work(items, watches, listings), written]);
    return answer;
  } catch (error) {
    // Without its stores it is not ours: away with it, and the next visit begins a new one.
    if (error instanceof DOMException && error.name === "NotFoundError") {
      database.close();
      opened = undefined;
      indexedDB.deleteDatabase(NAME);
    }
    return otherwise;
  }
}

/** A request's result. @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
export function result(request) {
  return new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
}

/** Keeps a store to so many records: those not seen for longest go. @param {IDBObjectStore} store @param {number} most */
export async function dropOldest(store, most) {
  for (let over = (await result(store.count())) - most; over > 0; over -= 1) {
    const oldest = await result(store.index("seen").openKeyCursor());
    if (!oldest) return;
    store.delete(oldest.primaryKey);
  }
}

/** The day of a moment where the shopper is. @param {Date} moment */
export function dayOf(moment) {
  const two = (/** @type {number} */ part) => String(part).padStart(2, "0");
  return `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
}
