// @ts-check
// What a page says, and what the core makes of it: one answer for each snapshot that a content script sends.
import { api } from "../../shared/api.js";
import { tagClaim } from "../../shared/verdict/claim.js";
import { say } from "../../shared/i18n/words.js";
import { choices } from "../choices.js";
import { core } from "../engine.js";
import { keepFind } from "../history/finds.js";
import { keepVisit } from "../history/history.js";
import { feedHunt } from "../source_search/source_search.js";
import { learns, learnSeen } from "../catalogue/learn.js";
import { lookUp } from "./query.js";
import { erasures, found, huntOf, huntRecord, seenBefore, setTabRecord } from "../session.js";
import { sighted, visited } from "../history/watches.js";

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
 * @param {Extract<import("../../types").Request, { kind: "look" }>} request
 * @param {chrome.tabs.Tab} tab
 * @returns {Promise<import("../../types").Response>}
 */
export async function look({ key, snapshot, final }, tab) {
  const id = /** @type {number} */ (tab.id);
  const begun = erasures();
  newest.set(id, key);
  const { engine } = await core();
  const read = engine.read(snapshot);
  try {
    return await answerFor(read, { key, final }, tab, begun);
  } finally {
    read.free();
  }
}

/**
 * @param {import("../../core/yuantou.js").ReadPage} read @param {{ key: string, final: boolean }} request
 * @param {chrome.tabs.Tab} tab @param {number} begun How often everything had been erased when the look began
 * @returns {Promise<import("../../types").Response>}
 */
async function answerFor(read, { key, final }, tab, begun) {
  const id = /** @type {number} */ (tab.id);
  const { page, health, anchors, keys, sources, retry } = read.reading();
  const url = page.url ?? tab.url ?? "";
  /** @type {Omit<import("../../types").TabState, "state">} */
  const about = { key, url, health, final };
  const hunt = await huntRecord(id);
  if (hunt) void feedHunt(id, hunt, page, read.sources());
  // A private window leaves no trace, nor does a page that was open when everything was erased.
  const traced = async () => !tab.incognito && !(await seenBefore(id, key, url)) && begun === erasures();
  if ((await learns()) && (await traced())) void learnSeen(read.offers(), url).catch(() => {});

  if (page.kind === "nothing") {
    await setTabRecord(id, { state: { ...about, state: "nothing", reason: page.reason } });
    return { kind: "nothing", key, reason: page.reason, retry };
  }
  if (page.kind === "offer") {
    await setTabRecord(id, { state: { ...about, state: "offer", title: page.title } });
    return { kind: "nothing", key, reason: "offer", retry };
  }
  if (page.kind === "cards") return cards(key, page.cards ?? [], anchors, keys, id, about, traced);
  return item({ read, item: page, keys: keys[0] ?? undefined, sources, retry, id, about: { ...about, title: page.title }, traced });
}

/**
 * @param {string} key @param {NonNullable<Extract<import("../../types").Page, { kind: "cards" }>["cards"]>} all
 * @param {(number | null)[]} anchors Which element of the snapshot's card list each card stands in
 * @param {(import("../../types").ItemKey | null)[]} keys
 * @param {number} id The tab
 * @param {Omit<import("../../types").TabState, "state">} about @param {() => Promise<boolean>} traced Whether it is a visit to remember, as things stand now
 * @returns {Promise<import("../../types").Response>}
 */
async function cards(key, all, anchors, keys, id, about, traced) {
  await setTabRecord(id, { state: { ...about, state: "cards" } });
  const items = [];
  const sights = [];
  for (const [at, card] of all.entries()) {
    const [n, own] = [anchors[at], keys[at]];
    if (card.kind !== "item" || typeof n !== "number") continue;
    items.push({ n, item: card });
    if (own) sights.push({ base: own.base, price: card.price });
  }
  if (await traced()) void sighted(sights);
  return { kind: "cards", key, cards: items };
}

/**
 * @typedef {object} Visit
 * @property {import("../../core/yuantou.js").ReadPage} read Until the answer is given
 * @property {import("../../types").Item} item
 * @property {import("../../types").ItemKey} [keys]
 * @property {import("../../types").SourceLink[]} sources
 * @property {boolean} retry
 * @property {number} id The tab
 * @property {Omit<import("../../types").TabState, "state">} about
 * @property {() => Promise<boolean>} traced Whether it is a visit to remember, as things stand now
 */

/** @param {Visit} visit @returns {Promise<import("../../types").Response>} */
async function item(visit) {
  const { read, item, keys, sources, retry, id, about } = visit;
  const { key, final } = about;
  if (!item.price) {
    await setTabRecord(id, { state: { ...about, state: final ? "nothing" : "waiting", reason: "no_price" }, item, keys, sources });
    return { kind: "nothing", key, reason: "no_price", retry };
  }
  const { region } = await choices();
  const answer = await lookUp({ item, read }, about.url, await foundFor(keys));
  if (newest.get(id) !== key) return { kind: "stale" };
  const hunt = await conclude(visit, answer);
  if (answer.late.length) void lookAgain(visit, answer).catch(() => {});
  const { verdict } = answer;
  return { kind: "verdict", key, verdict, title: item.title ?? "", image: item.images?.[0] ?? null, sources, hunt, region: region && say(`region_${region}`) };
}

/**
 * Writes down what was found out about an item.
 * @param {Visit} visit @param {import("./query.js").Answer} answer
 * @returns {Promise<import("../../types").Hunt | undefined>} The hunt for its source, if there is one
 */
async function conclude({ item, keys, sources, id, about, traced }, answer) {
  const { verdict, blockedHosts } = answer;
  if (await traced()) {
    // What is said without the pictures may be taken back: only the shop's own price stands.
    const sure = answer.late.length ? { ...verdict, matches: [] } : verdict;
    if (keys) void keepVisit(item, keys, sure).then(() => visited(item, keys, sure));
    if (sure === verdict) keepFind(item, verdict, about.url, (await core()).module.shop(about.url) ?? "");
  }
  const record = (await huntOf(id))?.record;
  const hunt = record?.itemKey === verdict.key ? record.hunt : undefined;
  await setTabRecord(id, {
    state: {
      ...about,
      state: verdict.matches.length ? "matched" : "read",
      reason: pictureTrouble(item, answer),
      itemKey: verdict.key,
      matches: verdict.matches.length,
      blockedHosts,
      hunt,
    },
    item,
    keys,
    sources,
  });
  return hunt;
}

/**
 * Once more, and told to the page, when pictures that were late are there.
 * @param {Visit} visit @param {import("./query.js").Answer} answer What was said without them
 */
async function lookAgain(visit, answer) {
  const { item, keys, id, about } = visit;
  const begun = erasures();
  const over = () => newest.get(id) !== about.key || begun !== erasures();
  for (let round = 0; answer.late.length && round < MOST_ROUNDS; round += 1) {
    const came = await Promise.any(answer.late).catch(() => null);
    if (over()) return;
    if (!came) break;
    answer = await lookUp({ item }, about.url, await foundFor(keys));
    if (over()) return;
    const hunt = await conclude(visit, answer);
    /** @type {import("../../types").Push} */
    const push = { kind: "verdict", itemKey: answer.verdict.key, verdict: answer.verdict, hunt };
    await api.tabs.sendMessage(id, push);
  }
  // There is no more to come: it stands.
  if (answer.late.length && !over()) await conclude(visit, { ...answer, late: [] });
}

/** What earlier hunts found for an item. @param {import("../../types").ItemKey} [keys] */
const foundFor = async (keys) => (keys ? found(keys.key) : []);

/** @param {import("../../types").Item} item @param {import("./query.js").Answer} answer */
function pictureTrouble(item, answer) {
  if (!item.images?.length) return "no_picture";
  return answer.wanted > 0 && answer.had === 0 ? "pictures_failed" : undefined;
}

/**
 * What the tags of the cards that are in view say.
 * @param {{ n: number, item: import("../../types").Item }[]} items @param {string} page
 */
export async function tags(items, page) {
  /** @type {number[]} */
  const late = [];
  const answers = await Promise.all(
    items.map(async ({ n, item }) => {
      const answer = await lookUp({ item }, page, [], CARD_PICTURES);
      if (answer.late.length) late.push(n);
      return answer.verdict.matches.length ? tagClaim(n, answer.verdict) : null;
    }),
  );
  return { tags: answers.filter((tag) => tag !== null), late };
}
