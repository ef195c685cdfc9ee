// @ts-check
// Learning: listings that the shopper looks at are kept, if that was chosen. Nothing waits for it: a listing is learnt
// behind the pages' backs, a few at a time, and what cannot be kept is said on the options page.
import { flush, refreshSoon, setTrouble } from "./catalogue.js";
import { choices } from "../choices.js";
import { core } from "../engine.js";
import { keepPrices } from "../history/listings.js";
import { picture } from "../network/pictures.js";
import { ENOUGH_FRESH, get, put } from "./store/learnt.js";

/** Listings learnt at once, and waiting: a shopper who leafs through lists goes on, and so do we. */
const AT_ONCE = 2;
const MOST_WAITING = 400;

/** @typedef {import("../../types").Offer} Offer */

/** @type {{ offer: Offer, page: string }[]} */
let waiting = [];
let working = 0;
/** @type {(() => void)[]} */
let idle = [];

/** Whether the shopper wants listings to be learnt. */
export const learns = async () => (await choices()).learn === true;

/** Learns offers from a page that the shopper looks at. @param {import("../../types").Listed[]} listed @param {string} page */
export async function learnSeen(listed, page) {
  if (!listed.length) return;
  const now = new Date().toISOString().replace(/\.\d+Z$/, "Z");
  await learn(listed.map(({ offer }) => ({ ...offer, seen_at: now })), page);
}

/** Learns offers; done when they are stored, or when it is said why not. @param {Offer[]} offers @param {string} page */
function learn(offers, page) {
  waiting.push(...offers.map((offer) => ({ offer, page })));
  if (waiting.length > MOST_WAITING) waiting = waiting.slice(-MOST_WAITING);
  const done = new Promise((go) => idle.push(() => go(undefined)));
  while (working < AT_ONCE && waiting.length) void work();
  if (!working) settle();
  return done;
}

function settle() {
  for (const go of idle) go();
  idle = [];
}

async function work() {
  working += 1;
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    try {
      await learnOne(next.offer, next.page, true);
      await setTrouble();
    } catch (error) {
      await setTrouble(error);
    }
  }
  working -= 1;
  if (!working) settle();
}

/**
 * One listing, with the codes of its pictures. @param {Offer} offer @param {string} page
 * @param {boolean} pictures Whether pictures may be fetched
 * @returns {Promise<string>} What it is known by
 */
export async function learnOne(offer, page, pictures) {
  const { listing, sight } = await recordOf(offer, page, pictures, "visit");
  const fresh = await put([listing]);
  await keepPrices([sight]);
  if (fresh >= ENOUGH_FRESH) await flush();
  else refreshSoon();
  return listing.key;
}

/**
 * What is kept of a listing, and of its price. @param {Offer} offer @param {string} page Where it stands; may be empty
 * @param {boolean} pictures Whether pictures may be fetched @param {"visit" | "file"} from Where it is read now
 * @param {import("../../core/yuantou.js").Learner} [made] Its learner, where there is one already; it is done with after this
 * @returns {Promise<{ listing: import("./store/learnt.js").Listing, sight: Parameters<typeof keepPrices>[0][number], left: import("../../types").LeftPicture[] }>}
 */
export async function recordOf(offer, page, pictures, from, made) {
  const { module } = await core();
  const learner = made ?? new module.Learner(offer);
  try {
    const key = learner.key();
    const before = await get(key);
    const known = before !== undefined && kept(learner, before.record);
    /** @type {import("../../types").LeftPicture[]} */
    const left = [];
    if (!known && pictures) {
      for (const { ticket, address } of learner.needs()) {
        // Without this picture, then.
        await picture(address, page)
          .then((blob) => learner.picture(ticket, blob))
          .catch((error) => left.push({ host: URL.canParse(address, page || undefined) ? new URL(address, page || undefined).hostname : "", why: error?.code === "host" ? "host" : "failed" }));
      }
    }
    const record = learner.record();
    const stated = Date.parse(offer.seen_at ?? "");
    // A file may be dated in the future, which would be its price's last word for ever.
    const seen = Number.isNaN(stated) ? Date.now() : Math.min(stated, Date.now());
    const { listing: whole, tiers } = module.read_record(record);
    const earlier = before && held(module, before);
    return { listing: { key, record, seen, title: whole.title ?? "", from: before && seen <= before.seen ? before.from : from }, sight: { key, seen, offer: whole, tiers, before: earlier }, left };
  } finally {
    learner.free();
  }
}

/** The pictures of a listing whose codes the catalogue does not have. @param {Offer} offer @returns {Promise<string[]>} */
export async function wantedPictures(offer) {
  const { module } = await core();
  const learner = new module.Learner(offer);
  try {
    const before = await get(learner.key());
    return before && kept(learner, before.record) ? [] : learner.needs().map(({ address }) => (URL.canParse(address, offer.url) ? new URL(address, offer.url).href : ""));
  } finally {
    learner.free();
  }
}

/** A listing as the catalogue has it. @param {typeof import("../../core/yuantou.js")} module @param {import("./store/learnt.js").Listing} listing */
function held(module, { record, seen }) {
  try {
    const { listing: offer, tiers } = module.read_record(record);
    return { offer, tiers, seen };
  } catch {
    return undefined;
  }
}

/** @param {import("../../core/yuantou.js").Learner} learner @param {Uint8Array} record */
function kept(learner, record) {
  try {
    return learner.keep(record);
  } catch {
    // A record of another format tells nothing.
    return false;
  }
}
