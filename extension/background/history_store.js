// @ts-check
// The shopper's own price history in IndexedDB: two stores, items and watches. A history that cannot be opened, is
// broken or is wiped under our feet costs nothing but itself: every question then has its plain answer.

const NAME = "history";
const VERSION = 1;

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
        const items = request.result.createObjectStore("items", { keyPath: "key" });
        items.createIndex("seen", "seen");
        const watches = request.result.createObjectStore("watches", { keyPath: "key" });
        watches.createIndex("base", "base");
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
 * One transaction over both stores; `otherwise` where there is no history to be had.
 * @template T
 * @param {IDBTransactionMode} mode
 * @param {(items: IDBObjectStore, watches: IDBObjectStore) => Promise<T>} work May wait for nothing but the stores
 * @param {T} otherwise
 * @returns {Promise<T>}
 */
export async function transact(mode, work, otherwise) {
  const database = await open();
  if (!database) return otherwise;
  try {
    const transaction = database.transaction(["items", "watches"], mode);
    /** @type {Promise<void>} */
    const written = new Promise((done, failed) => {
      transaction.oncomplete = () => done();
      transaction.onabort = () => failed(transaction.error);
    });
    const [answer] = await Promise.all([work(transaction.objectStore("items"), transaction.objectStore("watches")), written]);
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
