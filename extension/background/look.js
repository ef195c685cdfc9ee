// @ts-check
// What a page says, and what the core makes of it: one answer for each snapshot that a content script sends.
import { api } from "../shared/api.js";
import { tagClaim } from "../shared/claim.js";
import { say } from "../shared/words.js";
import { choices } from "./choices.js";
import { core } from "./engine.js";
import { keepFind } from "./finds.js";
import { keepVisit } from "./history.js";
import { feedHunt, hunting } from "./hunt.js";
import { learnSeen } from "./learn.js";
import { lookUp } from "./query.js";
import { erasures, found, huntOf, seenBefore, setTabRecord } from "./session.js";
import { sighted, visited } from "./watches.js";

/** The newest key of each tab, so that a late answer is known for one. Dies with the worker, as every late answer does. */
const newest = new Map();

/** Looks at what came late, each at what is there by then. */
const MOST_ROUNDS = 3;
/** A card shows one picture. */
const CARD_PICTURES = 1;

/** @param {number} tab */
export const leave = (tab) => newest.delete(tab);

/**
 * Reads a snapshot and looks its item up.
 * @param {Extract<import("../types").Request, { kind: "look" }>} request
 * @param {chrome.tabs.Tab} tab
 * @returns {Promise<import("../types").Response>}
 */
export async function look({ key, snapshot, final }, tab) {
  const id = /** @type {number} */ (tab.id);
  const begun = erasures();
  newest.set(id, key);
  const { engine } = await core();
  const { page, health, anchors } = engine.read(snapshot);
  const url = page.url ?? tab.url ?? "";
  /** @type {Omit<import("../types").TabState, "state">} */
  const about = { key, url, health, final };
  const hunt = await hunting(id);
  if (hunt) void feedHunt(id, hunt, page);
  // A private window leaves no trace, nor does a page that was open when everything was erased.
  const traced = async () => !tab.incognito && !(await seenBefore(id, key, url)) && begun === erasures();
  if (await traced()) void learnSeen(offersOn(engine, page), url).catch(() => {});

  if (page.kind === "nothing") {
    await setTabRecord(id, { state: { ...about, state: "nothing", reason: page.reason } });
    return { kind: "nothing", key, reason: page.reason, retry: page.reason !== "gone" && page.reason !== "not_a_product" };
  }
  if (page.kind === "offer") {
    await setTabRecord(id, { state: { ...about, state: "offer", title: page.title } });
    return { kind: "nothing", key, reason: "offer", retry: false };
  }
  if (page.kind === "cards") return cards(key, page.cards, anchors ?? [], id, about, traced);
  return item({ item: page, id, about: { ...about, title: page.title }, traced });
}

/** What factories offer on a page; a shop's goods are none of it. @param {import("../core").Engine} engine @param {import("../types").Page} page */
function offersOn(engine, page) {
  if (page.kind === "offer") return engine.listings(page);
  return page.kind === "cards" ? engine.listings({ ...page, cards: page.cards.filter(({ kind }) => kind === "offer") }) : [];
}

/**
 * @param {string} key @param {(import("../types").Item | import("../types").Offer)[]} all
 * @param {(number | null)[]} anchors Which element of the snapshot's card list each card stands in
 * @param {number} id The tab
 * @param {Omit<import("../types").TabState, "state">} about @param {() => Promise<boolean>} traced Whether it is a visit to remember, as things stand now
 * @returns {Promise<import("../types").Response>}
 */
async function cards(key, all, anchors, id, about, traced) {
  await setTabRecord(id, { state: { ...about, state: "cards" } });
  const items = [];
  for (const [at, card] of all.entries()) {
    const n = anchors[at];
    if (card.kind === "item" && typeof n === "number") items.push({ n, item: /** @type {import("../types").Item} */ (card) });
  }
  if (await traced()) void sighted(items.map(({ item }) => item));
  return { kind: "cards", key, cards: items };
}

/**
 * @typedef {object} Visit
 * @property {import("../types").Item} item
 * @property {number} id The tab
 * @property {Omit<import("../types").TabState, "state">} about
 * @property {() => Promise<boolean>} traced Whether it is a visit to remember, as things stand now
 */

/** @param {Visit} visit @returns {Promise<import("../types").Response>} */
async function item(visit) {
  const { item, id, about } = visit;
  const { key, final } = about;
  if (!item.price) {
    await setTabRecord(id, { state: { ...about, state: final ? "nothing" : "waiting", reason: "no_price" }, item });
    return { kind: "nothing", key, reason: "no_price", retry: true };
  }
  const [{ engine }, { region }] = await Promise.all([core(), choices()]);
  const answer = await withFound(item, about.url);
  if (newest.get(id) !== key) return { kind: "stale" };
  const hunt = await conclude(visit, answer);
  if (answer.late.length) void lookAgain(visit, answer).catch(() => {});
  const { verdict } = answer;
  return { kind: "verdict", key, verdict, title: item.title ?? "", image: item.images?.[0] ?? null, sources: engine.source_links(item), hunt, region: region && say(`region_${region}`) };
}

/**
 * Writes down what was found out about an item.
 * @param {Visit} visit @param {import("./query.js").Answer} answer
 * @returns {Promise<import("../types").Hunt | undefined>} The hunt for its source, if there is one
 */
async function conclude({ item, id, about, traced }, answer) {
  const { verdict, blockedHosts } = answer;
  if (await traced()) {
    // What is said without the pictures may be taken back: only the shop's own price stands.
    const sure = answer.late.length ? { ...verdict, matches: [] } : verdict;
    void keepVisit(item, sure).then(() => visited(item, sure));
    if (sure === verdict) keepFind(item, verdict, about.url, (await core()).engine.shop(about.url) ?? "");
  }
  const record = (await huntOf(id))?.record;
  const hunt = record?.itemKey === verdict.key ? record.hunt : undefined;
  await setTabRecord(id, {
    state: {
      ...about,
      state: verdict.state === "match" ? "matched" : "read",
      reason: pictureTrouble(item, answer),
      itemKey: verdict.key,
      matches: verdict.matches.length,
      blockedHosts,
      hunt,
    },
    item,
  });
  return hunt;
}

/**
 * Once more, and told to the page, when pictures that were late are there.
 * @param {Visit} visit @param {import("./query.js").Answer} answer What was said without them
 */
async function lookAgain(visit, answer) {
  const { item, id, about } = visit;
  const begun = erasures();
  const over = () => newest.get(id) !== about.key || begun !== erasures();
  for (let round = 0; answer.late.length && round < MOST_ROUNDS; round += 1) {
    const came = await Promise.any(answer.late).catch(() => null);
    if (over()) return;
    if (!came) break;
    answer = await withFound(item, about.url);
    if (over()) return;
    const hunt = await conclude(visit, answer);
    /** @type {import("../types").Push} */
    const push = { kind: "verdict", itemKey: answer.verdict.key, verdict: answer.verdict, hunt };
    await api.tabs.sendMessage(id, push);
  }
  // There is no more to come: it stands.
  if (answer.late.length && !over()) await conclude(visit, { ...answer, late: [] });
}

/** Looks an item up together with what earlier hunts found for it. @param {import("../types").Item} item @param {string} page */
async function withFound(item, page) {
  const first = await lookUp(item, page);
  const offers = await found(first.verdict.key);
  return offers.length ? lookUp(item, page, offers) : first;
}

/** @param {import("../types").Item} item @param {import("./query.js").Answer} answer */
function pictureTrouble(item, answer) {
  if (!item.images?.length) return "no_picture";
  return answer.wanted > 0 && answer.had === 0 ? "pictures_failed" : undefined;
}

/**
 * What the tags of the cards that are in view say.
 * @param {{ n: number, item: import("../types").Item }[]} items @param {string} page
 */
export async function tags(items, page) {
  /** @type {number[]} */
  const late = [];
  const answers = await Promise.all(
    items.map(async ({ n, item }) => {
      const answer = await lookUp(item, page, [], CARD_PICTURES);
      if (answer.late.length) late.push(n);
      return answer.verdict.state === "match" ? tagClaim(n, answer.verdict) : null;
    }),
  );
  return { tags: answers.filter((tag) => tag !== null), late };
}
