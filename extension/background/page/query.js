// @ts-check
// One item's way through the core: it says which pictures it wants, is given them, and answers with the verdict.
import { answerBytes } from "../catalogue/bytes.js";
import { answered, caughtUp, farPacks, freshen, isLearnt, packNames } from "../catalogue/catalogue.js";
import { choices, forCore } from "../choices.js";
import { core } from "../engine.js";
import { isBuiltIn } from "../catalogue/built_in_packs.js";
import { picture, PictureError } from "../network/pictures.js";
import { miss, missed } from "../catalogue/store/cache.js";
import { get } from "../catalogue/store/learnt.js";

/** After this long the verdict is made from the pictures that are there: a slow picture must not hold up the badge. */
const PATIENCE_MS = 4000;
/** What a picture is that is not there by then. */
const LATE = Symbol("late");

/**
 * @typedef {{ verdict: import("../../types").Verdict, wanted: number, had: number, blockedHosts: string[], late: Promise<Blob>[] }} Answer
 *   `late`: pictures that were not waited for any longer
 * @typedef {{ item: import("../../types").Item, read?: import("../../core/yuantou.js").ReadPage }} Subject
 *   `read`: the page of the item, where the core still has it
 */

/**
 * Looks one item up.
 * @param {Subject} subject
 * @param {string} page Address of the page that the item stands on.
 * @param {import("../../types").Listed[]} offers Listings read from a source's result page, if any.
 * @param {number} [pictures] How many of the item's pictures to look at.
 * @returns {Promise<Answer>}
 */
export async function lookUp(subject, page, offers = [], pictures) {
  await core();
  await freshen();
  const { answer, moved } = await once(subject, page, offers, pictures);
  // A pack of another generation half-way: once more, with that one.
  return moved.size && (await caughtUp(moved)) ? (await once(subject, page, offers, pictures)).answer : answer;
}

/** @param {Subject} subject @param {string} page @param {import("../../types").Listed[]} offers @param {number} [pictures] */
async function once({ item, read }, page, offers, pictures) {
  const [{ engine }, settings, far, names] = await Promise.all([core(), choices(), farPacks(), packNames()]);
  const chosen = { ...forCore(settings), ...(pictures !== undefined && { pictures }) };
  const query = read ? engine.begin_page(read, chosen) : engine.begin(item, chosen);
  try {
    if (offers.length) query.add_offers(offers.map(({ offer }) => offer));
    const seen = new Set();
    const blocked = new Set();
    /** @type {Promise<Blob>[]} */
    const late = [];
    let had = 0;
    const deadline = performance.now() + PATIENCE_MS;
    for (;;) {
      const wants = query.needs().filter((want) => !seen.has(want.ticket));
      if (!wants.length) break;
      await Promise.all(
        wants.map(async ({ ticket, address }) => {
          seen.add(ticket);
          try {
            const coming = picture(address, page);
            const blob = await within(coming, deadline - performance.now());
            if (blob === LATE) {
              late.push(coming);
              return query.missing(ticket);
            }
            await query.picture(ticket, blob);
            had += 1;
          } catch (error) {
            if (error instanceof PictureError && error.code === "host") blocked.add(error.detail);
            query.missing(ticket);
          }
        }),
      );
    }
    // A card's picture that no pack knew is not asked about again for a day.
    const card = pictures !== undefined && far ? item.images?.[0] : undefined;
    const near = card !== undefined && (await missed(card, far));
    const began = performance.now();
    const moved = await answerBytes(query, near);
    const answers = query.answered();
    answered(answers, performance.now() - began);
    /** @type {import("../../types").Verdict} */
    const verdict = query.verdict();
    if (card && !near && !verdict.matches.length && had === seen.size && answers.every(({ faults }) => !faults)) void miss(card, far);
    // A card's tag has no room for it.
    if (pictures === undefined) await Promise.all(verdict.matches.map(async (match) => (match.origin = await originOf(match, names))));
    return { answer: { verdict, wanted: seen.size, had, blockedHosts: [...blocked], late }, moved };
  } finally {
    query.free();
  }
}

/**
 * Where a match comes from. @param {import("../../types").Match} match @param {Map<string, string>} names Of the packs on servers
 * @returns {Promise<import("../../types").Origin | undefined>}
 */
async function originOf({ pack, key }, names) {
  if (!pack) return { kind: "page" };
  if (isLearnt(pack)) return { kind: (await get(key).catch(() => undefined))?.from ?? "own" };
  if (isBuiltIn(pack)) return { kind: "sample" };
  const name = names.get(pack);
  // One that was taken away meanwhile has no name any more.
  return name === undefined ? undefined : { kind: "pack", name };
}

/** @template T @param {Promise<T>} promise @param {number} ms @returns {Promise<T | typeof LATE>} */
function within(promise, ms) {
  /** @type {ReturnType<typeof setTimeout>} */
  let timer;
  /** @type {Promise<typeof LATE>} */
  const late = new Promise((go) => {
    timer = setTimeout(() => go(LATE), Math.max(0, ms));
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
