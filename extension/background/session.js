// @ts-check
// What must outlive the worker but not the browser: the state of each tab, the hunts under way, and what they found.
import { api } from "../shared/api.js";

const store = api.storage.session;
const MAX_FOUND = 100;

/** @param {number} tab */
const tabKey = (tab) => `tab:${tab}`;
/** @param {number} tab */
const huntKey = (tab) => `hunt:${tab}`;
/** @param {number | string} tab */
const beforeKey = (tab) => `before:${tab}`;

/**
 * @typedef {object} TabRecord A tab's state, and the item that it shows.
 * @property {import("../types").TabState} state
 * @property {import("../types").Item} [item]
 * @property {import("../types").ItemKey} [keys] What the item is known by.
 * @property {import("../types").SourceLink[]} [sources] The searches for it.
 *
 * @typedef {object} HuntRecord A tab that was opened to find the source of another tab's item.
 * @property {number} from The tab that asked.
 * @property {string} itemKey
 * @property {string} page Address of the page that asked.
 * @property {import("../types").Item} item
 * @property {import("../types").Hunt} hunt
 * @property {boolean} [follows] The tab was opened by the hunt's own, from its results.
 */

/** @template T @param {string} key @returns {Promise<T | null>} */
async function get(key) {
  return /** @type {any} */ (await store.get(key))[key] ?? null;
}

/**
 * Writes one entry. Where the store is full, what hunts found is given up first: it can be found again.
 * @param {string} key @param {unknown} value
 */
async function put(key, value) {
  try {
    await store.set({ [key]: value });
  } catch {
    const all = await store.get(null);
    await store.remove(Object.keys(all).filter((name) => name.startsWith("found:")));
    await store.set({ [key]: value }).catch(() => {});
  }
}

/** @param {number} tab @returns {Promise<TabRecord | null>} */
export const tabRecord = (tab) => get(tabKey(tab));
/** @param {number} tab @param {TabRecord} record */
export const setTabRecord = (tab, record) => put(tabKey(tab), record);
/** @param {number} tab @returns {Promise<HuntRecord | null>} */
export const huntRecord = (tab) => get(huntKey(tab));
/** @param {number} tab @param {HuntRecord} record */
export const setHuntRecord = (tab, record) => put(huntKey(tab), record);

/** @param {string} key Of one look at a page: the document's own mark, and what tells its looks apart */
const pageOf = (key) => key.slice(0, key.indexOf("."));

let erased = 0;

/** How often everything was forgotten: a look that was begun before leaves no trace after. */
export const erasures = () => erased;

/** Forgets everything but which pages stand open: what they show was seen before, and is no visit. */
export async function forgetAll() {
  erased += 1;
  const all = /** @type {Record<string, any>} */ (await store.get(null));
  const open = Object.entries(all).flatMap(([name, record]) => (name.startsWith("tab:") ? [[beforeKey(name.slice(4)), `${pageOf(record.state.key)} ${record.state.url}`]] : []));
  await store.clear();
  await store.set(Object.fromEntries(open));
}

/** Whether a page shows what it showed when everything was erased. @param {number} tab @param {string} key @param {string} url */
export const seenBefore = async (tab, key, url) => (await get(beforeKey(tab))) === `${pageOf(key)} ${url}`;

/** The tabs that something is known of. @returns {Promise<number[]>} */
export async function shownTabs() {
  const all = await store.get(null);
  const tabs = Object.keys(all).flatMap((key) => /^(?:tab|before):(\d+)$/.exec(key)?.slice(1) ?? []);
  return [...new Set(tabs.map(Number))];
}

/** Forgets a closed tab. @param {number} tab */
export const forgetTab = (tab) => store.remove([tabKey(tab), huntKey(tab), beforeKey(tab)]);

/** The listings that hunts found for an item. @param {string} itemKey @returns {Promise<import("../types").Listed[]>} */
export async function found(itemKey) {
  return (await get(`found:${itemKey}`)) ?? [];
}

/** Keeps what a hunt found; the newest word on a listing stands. @param {string} itemKey @param {import("../types").Listed[]} listings */
export async function keepFound(itemKey, listings) {
  /** @type {Map<string, import("../types").Listed>} */
  const all = new Map();
  for (const listed of [...(await found(itemKey)), ...listings]) all.set(listed.key, listed);
  const kept = [...all.values()].slice(-MAX_FOUND);
  await put(`found:${itemKey}`, kept);
  return kept;
}

/** The tab that hunts for `from`, newest first. @param {number} from @returns {Promise<{ tab: number, record: HuntRecord } | null>} */
export async function huntOf(from) {
  const all = await store.get(null);
  const hunts = Object.entries(all)
    .filter(([key, record]) => key.startsWith("hunt:") && /** @type {any} */ (record).from === from && !(/** @type {any} */ (record).follows))
    .map(([key, record]) => ({ tab: Number(key.slice(5)), record: /** @type {HuntRecord} */ (record) }));
  hunts.sort((a, b) => b.record.hunt.since - a.record.hunt.since);
  return hunts[0] ?? null;
}
