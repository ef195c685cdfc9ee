// @ts-check
// What left this browser: the newest few thousand requests, in a database of their own. Written by the background's
// outbox, read by the options page. Entries are written in batches, behind the requests' backs: a request never waits.
/** @typedef {import("../types").Sent} Sent */

const DATABASE = "yuantou-outbox";
const STORE = "requests";
const MOST = 4000;
/** The oldest are dropped by so many at a time. */
const SPARE = 200;

/** @type {Promise<IDBDatabase> | undefined} */
let opened;

function open() {
  opened ??= new Promise((done, fail) => {
    const asked = indexedDB.open(DATABASE, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: "id" });
    asked.onsuccess = () => {
      const { result } = asked;
      // Another page deletes the database: it must not wait for this one.
      result.onversionchange = result.onclose = () => {
        result.close();
        opened = undefined;
      };
      done(result);
    };
    asked.onerror = () => {
      opened = undefined;
      fail(asked.error);
    };
  });
  return opened;
}

/**
 * One transaction, done when it is on disk.
 * @template T @param {IDBTransactionMode} mode @param {(store: IDBObjectStore) => IDBRequest<T> | void} work @returns {Promise<T | undefined>}
 */
async function transaction(mode, work) {
  const task = (await open()).transaction(STORE, mode);
  const request = work(task.objectStore(STORE));
  return new Promise((done, fail) => {
    task.oncomplete = () => done(request?.result);
    task.onabort = () => fail(task.error);
  });
}

/** @type {Map<number, Sent>} */
let waiting = new Map();
let writing = false;
let written = 0;

/** Writes an entry down, or its newer state. @param {Sent} entry */
export function note(entry) {
  waiting.set(entry.id, { ...entry });
  if (!writing) void write();
}

/** What comes while a batch is written goes with the next one. */
async function write() {
  writing = true;
  while (waiting.size) {
    const batch = [...waiting.values()];
    waiting = new Map();
    try {
      await transaction("readwrite", (store) => {
        for (const entry of batch) store.put(entry);
      });
      written += batch.length;
      if (written >= SPARE) await trim();
    } catch {
      // No room, or no database at all: the shopper's page goes on without.
    }
  }
  writing = false;
}

async function trim() {
  written = 0;
  const count = (await transaction("readonly", (store) => store.count())) ?? 0;
  if (count <= MOST) return;
  const oldest = (await transaction("readonly", (store) => store.getAllKeys(null, count - MOST))) ?? [];
  const last = oldest[oldest.length - 1];
  if (last !== undefined) await transaction("readwrite", (store) => store.delete(IDBKeyRange.upperBound(last)));
}

/** All that is kept, the newest first. @returns {Promise<Sent[]>} */
export async function sent() {
  const all = /** @type {Sent[]} */ ((await transaction("readonly", (store) => store.getAll())) ?? []);
  return all.reverse();
}

/** Forgets all of it. */
export const clearSent = () => transaction("readwrite", (store) => store.clear());
