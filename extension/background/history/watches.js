// @ts-check
// The watch list: a target price for an item, told by the toolbar button, and by a notification where the shopper wants
// one, when a later visit finds the price reached. Nothing is asked of any shop in between.
import { api } from "../../shared/api.js";
import { best, perPiece } from "../../shared/verdict/facts.js";
import { readSettings } from "../../shared/settings.js";
import { money, say } from "../../shared/i18n/words.js";
import { core } from "../engine.js";
import { today } from "./history.js";
import { result, transact } from "./store.js";

/** @typedef {import("../../types").Watch} Watch */
/** @typedef {import("../../types").Item} Item */
/** @typedef {import("../../types").Amount} Amount */
/** @typedef {typeof import("../../core/yuantou.js")} Rules The core's, which say what is reached */

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
 * @param {Item} item @param {import("../../types").ItemKey} keys @param {{ target: string, of: Watch["of"] } | null} wish
 * @returns {Promise<Watch | null>}
 */
export async function setWatch(item, keys, wish) {
  const currency = item.price?.currency;
  const { module } = await core();
  if (!wish || !currency || !module.is_price(wish.target)) {
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

/** A visit to an item's page. @param {Item} item @param {import("../../types").ItemKey} keys @param {import("../../types").Verdict} verdict */
export async function visited(item, keys, verdict) {
  const { price } = item;
  if (!price?.currency) return;
  const match = best(verdict);
  const source = match?.class === "same" ? perPiece(match) : null;
  const seen = { shop: { currency: price.currency, amount: price.min }, source };
  await judge((watch) => (watch.key === keys.key ? seen[watch.of] : null));
}

/**
 * Items seen on a list. A card shows one variant's price and does not say whose: it speaks for a watched variant only
 * once it has shown that one's own price.
 * @param {{ base: string, price: Item["price"] }[]} cards
 */
export async function sighted(cards) {
  const prices = new Map(cards.flatMap(({ base, price }) => (price?.currency ? [/** @type {const} */ ([base, { currency: price.currency, amount: price.min, exact: price.min === price.max }])] : [])));
  if (!prices.size) return;
  await judge((watch, now, rules) => {
    const seen = prices.get(watch.base);
    if (watch.of !== "shop" || !seen?.exact) return null;
    if (watch.key === watch.base || watch.listed) return seen;
    if (now && rules.card_speaks_for(now, { currency: seen.currency, amount: seen.amount })) watch.listed = true;
    return null;
  });
}

/**
 * Holds the watches against what was seen just now.
 * @param {(watch: Watch, known: Amount | null, rules: Rules) => Amount | null} seen
 */
async function judge(seen) {
  const { module } = await core();
  /** @type {Watch[]} */
  const news = [];
  const changed = await transact(
    "readwrite",
    async (items, stored) => {
      let some = false;
      for (const watch of /** @type {Watch[]} */ (await result(stored.getAll()))) {
        const shop = (await result(items.get(watch.key)))?.shop;
        const known = sound(module, shop?.currency, shop?.points?.at(-1)?.[1]);
        const before = JSON.stringify(watch);
        const price = seen(watch, known, module);
        if (price) {
          const target = sound(module, watch.currency, watch.target);
          const now = sound(module, price.currency, price.amount);
          const reach = target && now ? module.price_reach(target, now, sound(module, watch.currency, watch.hit?.price)?.amount) : "no";
          if (reach === "no") delete watch.hit;
          else if (reach === "news") {
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

/** An amount as far as it is one: a stored record may be anything. @param {Rules} rules @param {unknown} currency @param {unknown} amount @returns {Amount | null} */
const sound = (rules, currency, amount) => (typeof currency === "string" && typeof amount === "string" && rules.is_price(amount) ? { currency, amount } : null);

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
