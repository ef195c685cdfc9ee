// @ts-check
// The watch list: a target price for an item, told by the toolbar button, and by a notification where the shopper wants
// one, when a later visit finds the price reached. Nothing is asked of any shop in between.
import { api } from "../shared/api.js";
import { best, perPiece } from "../shared/facts.js";
import { readSettings } from "../shared/settings.js";
import { money, say } from "../shared/words.js";
import { keysOf, today } from "./history.js";
import { result, transact } from "./history_store.js";

/** @typedef {import("../types").Watch} Watch */
/** @typedef {import("../types").Item} Item */

/** A watch list is read by a person. */
const MOST_WATCHES = 500;

/** All watches, the reached ones first, then the newest. @returns {Promise<Watch[]>} */
export async function watches() {
  const all = await transact("readonly", async (_, stored) => result(stored.getAll()), []);
  return all.sort((a, b) => Number(Boolean(b.hit)) - Number(Boolean(a.hit)) || b.since.localeCompare(a.since));
}

/** @param {string} key @returns {Promise<Watch | null>} */
export const watchOf = (key) => transact("readonly", async (_, stored) => (await result(stored.get(key))) ?? null, null);

/**
 * Sets an item's target, or takes it away.
 * @param {Item} item @param {{ target: string, of: Watch["of"] } | null} wish
 * @returns {Promise<Watch | null>}
 */
export async function setWatch(item, wish) {
  const keys = keysOf(item);
  const currency = item.price?.currency;
  if (!keys) return null;
  if (!wish || !currency || !(Number(wish.target) > 0)) {
    await unwatch(keys.key);
    return null;
  }
  /** @type {Watch} */
  const watch = { ...keys, target: wish.target, of: wish.of === "source" ? "source" : "shop", currency, title: item.title?.slice(0, 300) ?? "", url: item.url ?? "", since: today() };
  const kept = await transact(
    "readwrite",
    async (_, stored) => {
      if ((await result(stored.count())) >= MOST_WATCHES && !(await result(stored.getKey(keys.key)))) return null;
      stored.put(watch);
      return watch;
    },
    null,
  );
  await showCount();
  return kept;
}

/** @param {string} key */
export async function unwatch(key) {
  await transact("readwrite", async (_, stored) => void stored.delete(key), undefined);
  await showCount();
}

/** The shopper has looked at the list. */
export async function watchesTold() {
  await transact(
    "readwrite",
    async (_, stored) => {
      for (const watch of await result(stored.getAll())) if (watch.hit && !watch.hit.told) stored.put({ ...watch, hit: { ...watch.hit, told: true } });
    },
    undefined,
  );
  await showCount();
}

/** A visit to an item's page. @param {Item} item @param {import("../types").Verdict} verdict */
export async function visited(item, verdict) {
  const keys = keysOf(item);
  const { price } = item;
  if (!keys || !price?.currency) return;
  const match = best(verdict);
  const source = match?.class === "same" ? perPiece(match) : null;
  const seen = { shop: { currency: price.currency, amount: price.min }, source };
  await judge((watch) => (watch.key === keys.key ? seen[watch.of] : null));
}

/**
 * Items seen on a list. A card shows one variant's price and does not say whose: it speaks for a watched variant only
 * once it has shown that one's own price.
 * @param {Item[]} items
 */
export async function sighted(items) {
  const prices = new Map(items.flatMap((item) => {
    const keys = keysOf(item);
    return keys && item.price?.currency ? [[keys.base, { currency: item.price.currency, amount: item.price.min, exact: item.price.min === item.price.max }]] : [];
  }));
  if (!prices.size) return;
  await judge((watch, now) => {
    const seen = prices.get(watch.base);
    if (watch.of !== "shop" || !seen?.exact) return null;
    if (watch.key === watch.base || watch.listed) return seen;
    if (now && now.currency === seen.currency && Number(now.amount) === Number(seen.amount)) watch.listed = true;
    return null;
  });
}

/**
 * Holds the watches against what was seen just now.
 * @param {(watch: Watch, known: { currency: string, amount: string } | null) => { currency: string, amount: string } | null} seen
 */
async function judge(seen) {
  /** @type {Watch[]} */
  const news = [];
  const changed = await transact(
    "readwrite",
    async (items, stored) => {
      let some = false;
      for (const watch of /** @type {Watch[]} */ (await result(stored.getAll()))) {
        const shop = (await result(items.get(watch.key)))?.shop;
        const known = shop?.points?.length ? { currency: shop.currency, amount: shop.points.at(-1)[1] } : null;
        const before = JSON.stringify(watch);
        const price = seen(watch, known);
        if (price) {
          const reached = price.currency === watch.currency && Number(price.amount) <= Number(watch.target);
          if (!reached) delete watch.hit;
          else if (!watch.hit || Number(price.amount) < Number(watch.hit.price)) {
            watch.hit = { day: today(), price: price.amount, told: false };
            news.push(watch);
          }
        }
        if (JSON.stringify(watch) === before) continue;
        stored.put(watch);
        some = true;
      }
      return some;
    },
    false,
  );
  if (changed) await showCount();
  for (const watch of news) await notify(watch);
}

/** How many reached targets the shopper has not looked at, on the toolbar button. */
export async function showCount() {
  const count = (await watches()).filter(({ hit }) => hit && !hit.told).length;
  await api.action.setBadgeBackgroundColor({ color: "#0b6b5a" });
  await api.action.setBadgeText({ text: count ? String(count) : "" });
}

/** @param {Watch} watch */
async function notify({ key, title, target, currency, hit, of }) {
  if (!hit || !(await readSettings()).notify || !(await api.permissions.contains({ permissions: ["notifications"] }))) return;
  await api.notifications?.create(key, {
    type: "basic",
    iconUrl: api.runtime.getURL("icons/128.png"),
    title: say(of === "shop" ? "watch_hit_shop" : "watch_hit_source", money(currency, hit.price), money(currency, target)),
    message: title,
  });
}

/** A click on a notification leads to the item. @param {string} key */
async function follow(key) {
  const watch = await watchOf(key);
  await api.notifications.clear(key);
  if (watch && /^https?:/.test(watch.url)) await api.tabs.create({ url: watch.url });
}

// There is no such interface until the shopper allows it.
const listen = () => api.notifications?.onClicked.addListener(follow);
listen();
api.permissions.onAdded.addListener(({ permissions }) => permissions?.includes("notifications") && listen());
// A browser that starts anew has forgotten what the button said.
api.runtime.onStartup.addListener(() => void showCount());
