// @ts-check
// Find the source: the marketplace's own picture search in a tab of its own, read as the shopper sees it, matched
// against the item of the tab that asked. All of it is kept in session storage, so that a stopped worker loses nothing.
import { api } from "../../shared/api.js";
import { core } from "../engine.js";
import { keepFind } from "../history/finds.js";
import { opened } from "../network/outbox.js";
import { lookUp } from "../page/query.js";
import { huntOf, huntRecord, keepFound, setHuntRecord, setTabRecord, tabRecord } from "../session.js";

/**
 * Opens a marketplace's search for the item of tab `from`: the way that was chosen, else the best.
 * @param {chrome.tabs.Tab} from
 * @param {{ platform: string, by: import("../../types").SourceLink["by"] }} [way]
 * @returns {Promise<import("../../types").Response>}
 */
export async function startHunt(from, way) {
  const id = /** @type {number} */ (from.id);
  const record = await tabRecord(id);
  if (!record?.item || !record.state.itemKey) return { kind: "failed", error: "no_item", message: "this tab shows no item" };
  const links = record.sources ?? [];
  const link = links.find(({ platform, by }) => platform === way?.platform && by === way?.by) ?? links[0];
  if (!link) return { kind: "failed", error: "no_link", message: "nothing to search by: no picture and no title" };
  opened(link.url);
  const tab = await api.tabs.create({ url: link.url, openerTabId: id, index: from.index + 1 });
  /** @type {import("../../types").Hunt} */
  const hunt = { state: "waiting", platform: link.platform, by: link.by, since: Date.now() };
  await setHuntRecord(/** @type {number} */ (tab.id), {
    from: id,
    itemKey: record.state.itemKey,
    page: record.state.url,
    item: record.item,
    hunt,
  });
  return { kind: "hunt", hunt };
}

/**
 * Takes what the result tab shows.
 * @param {number} tab @param {import("../session.js").HuntRecord} record @param {import("../../types").Page} page
 * @param {import("../../types").Listed[]} listings What the page offers as sources
 */
export async function feedHunt(tab, record, page, listings) {
  if (page.kind === "nothing") {
    if (page.reason === "needs_login") await tell(tab, record, "login");
    return;
  }
  if (!listings.length) return;
  await tell(tab, record, "reading");
  const { module } = await core();
  const all = await keepFound(record.itemKey, listings.slice(0, module.limits().offers));
  const { verdict } = await lookUp({ item: record.item }, record.page, all);
  await tell(tab, record, verdict.matches.length ? "found" : "nothing", verdict);
  const asker = await api.tabs.get(record.from).catch(() => null);
  // A private window leaves no trace.
  if (asker && !asker.incognito) keepFind(record.item, verdict, record.page, module.shop(record.page) ?? "");
  /** @type {import("../../types").Push} */
  const note = { kind: "note", matches: verdict.matches.filter(({ pack }) => !pack).length };
  await api.tabs.sendMessage(tab, note).catch(() => {});
}

/** Shows the tab that asked again. @param {number} tab The tab with the results */
export async function goBack(tab) {
  const record = await huntRecord(tab);
  if (record) await api.tabs.update(record.from, { active: true });
}

/**
 * How the hunt for tab `from` stands. A result tab that has gone, or that ended where we may not read (a login page),
 * never reports by itself; so the tab that asked asks again while it waits.
 * @param {number} from
 * @returns {Promise<import("../../types").Hunt | null>}
 */
export async function huntState(from) {
  const running = await huntOf(from);
  if (!running) return null;
  const { tab, record } = running;
  if (record.hunt.state !== "waiting") return record.hunt;
  const shown = await api.tabs.get(tab).catch(() => null);
  if (!shown) return { ...record.hunt, state: "closed" };
  // The address of a tab is hidden from us exactly where we have no permission: the search led away from its results.
  const ledAway = shown.status === "complete" && (!shown.url || (await isWall(shown.url)));
  return ledAway ? { ...record.hunt, state: "login" } : record.hunt;
}

/** Whether a page that no script of ours reads is a login by its address alone. @param {string} url */
async function isWall(url) {
  const read = (await core()).engine.read({ url });
  const { page } = read.reading();
  read.free();
  return page.kind === "nothing" && page.reason === "needs_login";
}

/**
 * What a result tab opens is looked at for the same item: a marketplace shows its listings in tabs of their own.
 * @param {chrome.tabs.Tab} tab Just opened
 */
export async function followHunt({ id, openerTabId }) {
  if (id === undefined || openerTabId === undefined) return;
  const record = await huntRecord(openerTabId);
  // A hunt of this tab's own is under way where the shopper pressed the button on it.
  if (record && !(await huntRecord(id))) await setHuntRecord(id, { ...record, follows: true });
}

/** A closed result tab ends its hunt. @param {number} tab */
export async function endHunt(tab) {
  const record = await huntRecord(tab);
  if (record && !record.follows && (record.hunt.state === "waiting" || record.hunt.state === "login")) await tell(tab, record, "closed");
}

/**
 * Writes a hunt's new state down and tells the tab that asked.
 * @param {number} tab @param {import("../session.js").HuntRecord} record
 * @param {import("../../types").HuntState} state @param {import("../../types").Verdict} [verdict]
 */
async function tell(tab, record, state, verdict) {
  const hunt = { ...record.hunt, state };
  if (await huntRecord(tab)) await setHuntRecord(tab, { ...record, hunt });
  const asker = await tabRecord(record.from);
  if (asker?.state.itemKey === record.itemKey) {
    const matched = verdict && verdict.matches.length > 0;
    await setTabRecord(record.from, {
      ...asker,
      state: { ...asker.state, hunt, ...(matched ? { state: "matched", matches: verdict.matches.length } : {}) },
    });
  }
  /** @type {import("../../types").Push} */
  const push = verdict ? { kind: "verdict", itemKey: record.itemKey, verdict, hunt } : { kind: "hunt", itemKey: record.itemKey, hunt };
  // The tab that asked may be gone or elsewhere by now; what was found is kept for when it comes back.
  await api.tabs.sendMessage(record.from, push).catch(() => {});
}
