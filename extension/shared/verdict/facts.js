// @ts-check
// What of a verdict the badge, the tags and the panel all say: which price, in which currency, dearer or not.

/**
 * The match a badge speaks of, or null: where none has a price, the likeliest.
 * @param {import("../../types").Verdict} verdict
 */
export const best = (verdict) => verdict.matches[verdict.best ?? 0] ?? null;

/**
 * What one retail item costs at the source, in the shop's currency where that can be told, else in the factory's.
 * @param {import("../../types").Match} match
 */
export function perPiece({ converted, landed, pieces, listing }) {
  if (!landed) return null;
  const sum = converted ?? landed;
  return {
    currency: sum.currency,
    amount: sum.per_piece,
    total: sum.total,
    /** The factory's unit, where one retail item is one of them. */
    unit: pieces ? undefined : listing.unit,
    /** Converted at some day's rate, so not exact. */
    about: Boolean(converted?.rate_date),
    from: landed.from_price,
  };
}

/** How the badge speaks of a match. @param {import("../../types").Match} match @returns {"same" | "similar" | "dearer"} */
export function tone(match) {
  if (match.class !== "same") return "similar";
  return match.saving?.amount.startsWith("-") ? "dearer" : "same";
}
