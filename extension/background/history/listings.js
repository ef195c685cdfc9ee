// @ts-check
// What a factory's listing asked on each day that it was learnt: all its tiers, in its own currency. A listing that was
// seen once has its price in its own record; a series is begun when it is seen again.
import { dayOf, dropOldest, result, transact } from "./store.js";

/** Changes of price kept for each listing. */
const MOST_POINTS = 400;
/** Listings kept; the one not seen for longest goes first. */
const MOST_LISTINGS = 20_000;
const MOST_TIERS = 12;

/** @typedef {import("../../types").Offer} Offer */
/** @typedef {import("../../types").ListingHistory} ListingHistory */
/** @typedef {ListingHistory["points"][number]} Point */
/** @typedef {ListingHistory & { key: string, seen: number }} Kept */
/** @typedef {{ offer: Offer, tiers: import("../../types").Tier[], seen: number }} Sight A listing as it was at a moment, in milliseconds since the epoch, and the tiers that carry a price, the lowest first */

/** Writes down what listings ask. @param {(Sight & { key: string, before?: Sight })[]} sights `before`: as the catalogue had it until now */
export async function keepPrices(sights) {
  /** Those seen for the first time: two rows of one file may be of one listing. @type {Map<string, Sight>} */
  const first = new Map();
  await transact(
    "readwrite",
    async (_items, _watches, listings) => {
      let added = false;
      for (const sight of sights) {
        const { key } = sight;
        const stored = await result(listings.get(key));
        const kept = sane(stored);
        const before = sight.before ?? first.get(key);
        const series = kept ?? (before && grown(null, key, before));
        const next = series && grown(series, key, sight);
        // One day's price alone stands in the listing's own record; what is broken is put right.
        if (next && (stored || next.points.length > 1 || next.last !== next.points[0][0])) {
          listings.put(next);
          added ||= !stored;
        } else first.set(key, sight);
      }
      if (added) await dropOldest(listings, MOST_LISTINGS);
    },
    undefined,
  );
}

/** Forgets what listings asked; all of them, if none are named. @param {string[]} [keys] */
export const dropPrices = (keys) =>
  transact(
    "readwrite",
    async (_items, _watches, listings) => {
      if (!keys) listings.clear();
      for (const key of keys ?? []) listings.delete(key);
    },
    undefined,
  );

/** What the listings of these keys asked, those that were seen more than once. @param {string[]} keys @returns {Promise<ListingHistory[]>} */
export function pricesOf(keys) {
  return transact(
    "readonly",
    async (_items, _watches, listings) => (await Promise.all(keys.map((key) => result(listings.get(key))))).flatMap((record) => sane(record) ?? []),
    [],
  );
}

/**
 * A series with one more day. A price stands until another is seen; of one day the newest word stands. A file may bring
 * days that are long past.
 * @param {Kept | null} series @param {string} key @param {Sight} sight @returns {Kept | null} Null where there is no price
 */
function grown(series, key, { offer, tiers: priced, seen }) {
  const { currency, title, url } = offer;
  const tiers = priced.slice(0, MOST_TIERS).map(({ from, price }) => /** @type {[number, string]} */ ([from, price]));
  const day = dayOf(new Date(seen));
  if (!currency || !tiers.length) return series;
  const newer = !series || day >= series.last;
  // Amounts of two currencies have no line in common: the newer one stands.
  if (series && series.currency !== currency && !newer) return series;
  const known = series?.currency === currency ? series.points : [];
  // What was asked on the last day is a day of its own now that something comes before it.
  const latest = /** @type {Point[]} */ (newer || !known.length ? [] : [[series.last, known[known.length - 1][1]]]);
  /** @type {Point[]} */
  const points = [...[...known, ...latest].filter(([at], place, all) => at !== day && all[place + 1]?.[0] !== at), /** @type {Point} */ ([day, tiers])].sort(([a], [b]) => (a < b ? -1 : 1));
  const changes = points.filter(([, now], at) => at === 0 || JSON.stringify(now) !== JSON.stringify(points[at - 1][1]));
  const about = newer ? { title: title?.slice(0, 300), url } : { title: series.title, url: series.url };
  return { key, seen: Math.max(seen, series?.seen ?? 0), currency, points: changes.slice(-MOST_POINTS), last: newer ? day : series.last, ...about };
}

/** A stored record as far as it is one; null for anything else. @param {unknown} record @returns {Kept | null} */
function sane(record) {
  const { key, currency, points, last } = /** @type {Partial<Kept>} */ (record ?? {});
  const isTier = (/** @type {unknown} */ tier) => Array.isArray(tier) && Number.isFinite(tier[0]) && Number.isFinite(Number(tier[1]));
  const isPoint = (/** @type {unknown} */ point) => Array.isArray(point) && /^\d{4}-\d\d-\d\d$/.test(point[0]) && Array.isArray(point[1]) && point[1].length > 0 && point[1].every(isTier);
  const isOne = typeof key === "string" && typeof currency === "string" && typeof last === "string" && Array.isArray(points) && points.length > 0 && points.every(isPoint);
  return isOne ? /** @type {Kept} */ (record) : null;
}
