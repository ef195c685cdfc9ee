// @ts-check
// What a badge or a tag says of a match, in words: a tag's is put together in the background, since the first number that
// a page's thread formats costs it more than all the rest of a tag.
import { best, perPiece, tone } from "./facts.js";
import { absolute, money, percent, pieceText, say } from "../i18n/words.js";

/** @param {import("../../types").Match} match */
export function claim(match) {
  const { saving } = match;
  const price = perPiece(match);
  const how = tone(match);
  if (!price) return { tone: how, word: say(match.class === "same" ? "class_same" : "class_similar"), price: say("price_there"), saving: "" };
  const exact = pieceText(price);
  const piece = price.from || how === "similar" ? say("from_price", exact) : exact;
  if (how === "similar") return { tone: how, word: say("badge_similar"), price: piece, saving: "" };
  if (how === "dearer" && saving) {
    return { tone: how, word: say("badge_dearer"), price: `+${money(saving.currency, absolute(saving.amount))}`, saving: piece };
  }
  return {
    tone: how,
    word: say("badge_same"),
    price: piece,
    saving: saving && match.worth ? say("save", money(saving.currency, saving.amount), percent(saving.percent)) : "",
  };
}

/** What a card's tag says, or null where there is nothing to say. @param {number} n @param {import("../../types").Verdict} verdict @returns {import("../../types").Tag | null} */
export function tagClaim(n, verdict) {
  const match = best(verdict);
  if (!match?.landed) return null;
  const { tone, word, price } = claim(match);
  // What a tag leaves out it says.
  return { n, tone, word, price: match.landed.freight === undefined ? `${price} ${say("freight_plus")}` : price };
}
