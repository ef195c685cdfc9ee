// @ts-check
// What an item and its sources cost on each day that the shopper saw them: written down at every visit, never sent.
import { perPiece } from "../shared/facts.js";
import { dayOf, dropOldest, result, transact } from "./history_store.js";

/** Changes of price kept for each series. */
const MOST_POINTS = 400;
/** Items kept; the one not seen for longest goes first. */
const MOST_ITEMS = 20_000;
/** Sources kept for each item. */
const MOST_SOURCES = 8;

/** @typedef {import("../types").PriceSeries} PriceSeries */
/** @typedef {import("../types").ItemHistory} ItemHistory */
/** @typedef {ItemHistory & { key: string, base: string, seen: number }} Kept */

/** Today where the shopper is. */
export const today = () => dayOf(new Date());

/**
 * Which history an item's is: that of its variant, and what all its variants have in common.
 * @param {import("../types").Item} item @returns {{ key: string, base: string } | null}
 */
export function keysOf({ url, id, sku }) {
  const address = url && URL.canParse(url) ? new URL(url) : null;
  if (!address) return null;
  const base = id ? `${address.hostname} ${id}` : `${address.hostname}${address.pathname}${address.search}`;
  return { base, key: sku ? `${base} ${sku}` : base };
}

/**
 * Writes down what one visit saw.
 * @param {import("../types").Item} item @param {import("../types").Verdict} verdict
 */
export async function keepVisit(item, verdict) {
  const keys = keysOf(item);
  const { price } = item;
  if (!keys || !price?.currency || !(Number(price.min) > 0)) return;
  const { currency, min } = price;
  const day = today();
  await transact(
    "readwrite",
    async (items) => {
      const before = sane(await result(items.get(keys.key)));
      /** @type {Kept} */
      const kept = { ...keys, seen: Date.now(), title: item.title?.slice(0, 300) ?? "", url: item.url ?? "", shop: grown(before?.shop, currency, day, min), sources: { ...before?.sources } };
      for (const match of verdict.matches) {
        const cost = perPiece(match);
        const { platform, id, url, title } = match.listing;
        if (match.class !== "same" || !cost) continue;
        const name = `${platform ?? ""} ${id ?? url ?? title ?? ""}`;
        kept.sources[name] = { ...grown(kept.sources[name], cost.currency, day, cost.amount), title: title?.slice(0, 300), url };
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
 * @param {PriceSeries | undefined} series @param {string} currency @param {string} day @param {string} price @returns {PriceSeries}
 */
function grown(series, currency, day, price) {
  // Another currency begins anew: amounts of two have no line in common.
  const points = series?.currency === currency ? series.points.map((point) => /** @type {[string, string]} */ ([...point])) : [];
  const newest = points.at(-1);
  // A clock that was set back adds nothing.
  if (newest && newest[0] > day) return { ...series, currency, points, last: series?.last ?? newest[0] };
  if (newest?.[0] === day) newest[1] = Number(price) < Number(newest[1]) ? price : newest[1];
  else if (newest?.[1] !== price) points.push([day, price]);
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
