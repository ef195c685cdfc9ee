// @ts-check
// What of a verdict the badge, the tags and the panel all say: which price, in which currency, dearer or not.

/**
 * The match a badge speaks of, or null.
 * @param {import("../types").Verdict} verdict
 */
export const best = (verdict) => (verdict.best === null ? null : (verdict.matches[verdict.best] ?? null));

/**
 * The landed price of one piece: in the shop's currency where it was converted, and the factory's own beside it.
 * @param {import("../types").Match} match
 */
export function perPiece(match) {
  const { converted, landed } = match;
  if (converted) return { currency: converted.currency, amount: converted.per_piece, total: converted.total, about: true };
  return landed ? { currency: landed.currency, amount: landed.per_piece, total: landed.total, about: false } : null;
}

/** How the badge speaks of a match. @param {import("../types").Match} match @returns {"same" | "similar" | "dearer"} */
export function tone(match) {
  if (match.class !== "same") return "similar";
  return match.saving?.amount.startsWith("-") ? "dearer" : "same";
}
