// @ts-check
// What an item and its sources cost on each day that the shopper saw them: written down at every visit, never sent.
import { perPiece } from "../../shared/verdict/facts.js";
import { core } from "../engine.js";
import { dayOf, dropOldest, result, transact } from "./store.js";

/** Changes of price kept for each series. */
const MOST_POINTS = 400;
/** Items kept; the one not seen for longest goes first. */
const MOST_ITEMS = 20_000;
/** Sources kept for each item. */
const MOST_SOURCES = 8;

/** @typedef {import("../../types").PriceSeries} PriceSeries */
/** @typedef {import("../../types").ItemHistory} ItemHistory */
/** @typedef {ItemHistory & { key: string, base: string, seen: number }} Kept */

/** Today where the shopper is. */
export const today = () => dayOf(new Date());

/**
 * Writes down what one visit saw.
 * @param {import("../../types").Item} item @param {import("../../types").ItemKey} keys @param {import("../../types").Verdict} verdict
 */
export async function keepVisit(item, keys, verdict) {
  const { price } = item;
  const { module } = await core();
  if (!price?.currency || !module.is_price(price.min)) return;
  const { currency, min } = price;
  const day = today();
  await transact(
    "readwrite",
    async (items) => {
      const before = sane(await result(items.get(keys.key)));
      /** @type {Kept} */
      const kept = { ...keys, seen: Date.now(), title: item.title?.slice(0, 300) ?? "", url: item.url ?? "", shop: grown(module, before?.shop, currency, day, min), sources: { ...before?.sources } };
      for (const match of verdict.matches) {
        const cost = perPiece(match);
        const { url, title } = match.listing;
        if (match.class !== "same" || !cost) continue;
        kept.sources[match.key] = { ...grown(module, kept.sources[match.key], cost.currency, day, cost.amount), title: title?.slice(0, 300), url };
      }
      kept.sources = newest(kept.sources);
      items.put(kept);
      if (!before) await dropOldest(items, MOST_ITEMS);
    },
    undefined,
  );
}

/** @param {string} key @returns {Promise<ItemHistory | null>} */
export const historyOf = (key) => transact("readonly", async (items) => sane(await result(items.get(key))), null);

/**
 * A series with one more day. A price is written down where it changes; within a day the lowest stands, so that
 * looking through variants which the shop does not tell apart makes no noise.
 * @param {typeof import("../../core/yuantou.js")} module @param {PriceSeries | undefined} series @param {string} currency @param {string} day @param {string} price @returns {PriceSeries}
 */
function grown(module, series, currency, day, price) {
  // Another currency begins anew: amounts of two have no line in common.
  const points = series?.currency === currency ? series.points.map((point) => /** @type {[string, string]} */ ([...point])) : [];
  const newest = points.at(-1);
  const change = module.price_change(newest, day, price);
  if (newest && change === "past") return { ...series, currency, points, last: series?.last ?? newest[0] };
  if (newest && change === "lower") newest[1] = price;
  if (change === "new") points.push([day, price]);
  return { currency, points: points.slice(-MOST_POINTS), last: day };
}

/** The sources seen last. @param {Record<string, PriceSeries>} sources */
function newest(sources) {
  const all = Object.entries(sources).sort(([, a], [, b]) => b.last.localeCompare(a.last));
  return Object.fromEntries(all.slice(0, MOST_SOURCES));
}

/** A stored record as far as it is one; null for anything else. @param {unknown} record @returns {Kept | null} */
function sane(record) {
  const kept = /** @type {Kept | undefined} */ (record);
  if (!kept || typeof kept !== "object" || !saneSeries(kept.shop)) return null;
  const sources = Object.entries(kept.sources ?? {}).filter(([, series]) => saneSeries(series));
  return { ...kept, sources: Object.fromEntries(sources) };
}

/** @param {unknown} series */
function saneSeries(series) {
  const { currency, points, last } = /** @type {Partial<PriceSeries>} */ (series ?? {});
  return (
    typeof currency === "string" && typeof last === "string" && Array.isArray(points) && points.length > 0 &&
    points.every((point) => Array.isArray(point) && /^\d{4}-\d\d-\d\d$/.test(point[0]) && Number.isFinite(Number(point[1])))
  );
}
