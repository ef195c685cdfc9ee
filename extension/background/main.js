// @ts-check
// The background: every listener is registered here, at the top level, and every request goes through one switch.
import { api } from "../shared/api.js";
import { catalogueRequest } from "./catalogue/requests.js";
import { choices, forCore } from "./choices.js";
import { core, describe, forgetCore } from "./engine.js";
import { finds } from "./history/finds.js";
import { historyOf, today } from "./history/history.js";
import { endHunt, followHunt, goBack, huntState, startHunt } from "./source_search/source_search.js";
import { pricesOf } from "./history/listings.js";
import { leave, look, tags } from "./page/look.js";
import { pageTexts } from "../shared/i18n/texts.js";
import { already, forgetPictures, picture } from "./network/pictures.js";
import { forgetAll, forgetTab, setTabRecord, tabRecord } from "./session.js";
import { letGo } from "./catalogue/store/pages.js";
import { setWatch, unwatch, watches, watchesTold, watchOf } from "./history/watches.js";

/** Listings whose prices are asked for at once: more than a panel shows. */
const MOST_LISTINGS = 12;

/** @typedef {import("../types").Request} Request */
/** @typedef {import("../types").Response} Response */

api.runtime.onMessage.addListener((request, sender, reply) => {
  if (sender.id !== api.runtime.id) return false;
  answer(request, sender).then(reply, (error) => {
    const { kind, message } = describe(error);
    reply({ kind: "failed", error: kind, message });
  });
  return true;
});

api.tabs.onCreated.addListener((tab) => void followHunt(tab));

api.runtime.onInstalled.addListener(({ reason }) => {
  if (reason === "install") void api.tabs.create({ url: api.runtime.getURL("welcome/welcome.html") });
});

api.tabs.onRemoved.addListener((tab) => {
  leave(tab);
  void endHunt(tab).finally(() => forgetTab(tab));
});

/**
 * @param {Request} request
 * @param {chrome.runtime.MessageSender} sender
 * @returns {Promise<Response>}
 */
async function answer(request, sender) {
  const tab = sender.tab;
  // Before anything is said: the texts are those of the language that was chosen.
  const settings = await choices();
  switch (request.kind) {
    case "probes":
      return probes(request.url, settings.off, tab);
    case "look":
      return tab ? look(request, tab) : { kind: "stale" };
    case "tags":
      return { kind: "tags", key: request.key, ...(await tags(request.items, tab?.url ?? "")) };
    case "panel":
      return openPanel(tab);
    case "sums":
      return sums(request, settings, tab);
    case "pictures":
      return { kind: "pictures", pictures: await pictures(request, tab?.url ?? "") };
    case "find":
      return startHunt(request.tab === undefined ? /** @type {chrome.tabs.Tab} */ (tab) : await api.tabs.get(request.tab), request.way);
    case "hunt":
      return { kind: "hunt", hunt: tab?.id === undefined ? null : await huntState(tab.id) };
    case "back":
      if (tab?.id !== undefined) await goBack(tab.id);
      return { kind: "done" };
    case "history":
      return { ...(await itemHistory(tab)), listings: await pricesOf(request.listings.slice(0, MOST_LISTINGS)) };
    case "options":
      await api.tabs.create({ url: `${api.runtime.getURL("options/options.html")}#${encodeURIComponent(request.section)}`, ...(tab && !tab.incognito ? { windowId: tab.windowId, index: tab.index + 1 } : {}) });
      return { kind: "done" };
    case "watch":
      return watch(request, tab);
    case "watches":
      return { kind: "watches", watches: await watches() };
    case "watches_told":
      await watchesTold();
      return { kind: "done" };
    case "unwatch":
      await unwatch(request.key);
      return { kind: "watches", watches: await watches() };
    case "status":
      return status(request.tab);
    case "shops":
      return { kind: "shops", shops: (await core()).module.shops() };
    case "rates":
      return { kind: "rates", rates: (await core()).module.rates() };
    case "check_rates":
      return { kind: "rates", rates: (await core()).module.import_rates(request.text) };
    case "finds":
      return { kind: "finds", finds: await finds() };
    case "catalogue":
    case "catalogue_slice":
    case "catalogue_search":
    case "catalogue_listings":
    case "catalogue_remove":
    case "catalogue_pictures":
    case "catalogue_put":
    case "catalogue_put_done":
    case "packs":
    case "pack_add":
    case "pack_remove":
    case "pack_switch":
    case "pack_offline":
      return catalogueRequest(request);
    case "erasing":
      await forgetAll();
      return { kind: "done" };
    case "erased":
      forgetPictures();
      letGo();
      forgetCore();
      return { kind: "done" };
    case "run":
      await api.scripting.executeScript({ target: { tabId: request.tab }, files: ["content/main.js"] });
      return { kind: "done" };
    default:
      return { kind: "failed", error: "unknown", message: `no such request: ${/** @type {any} */ (request)?.kind}` };
  }
}

/**
 * What to gather from a page; nothing where the shopper switched its shop off.
 * @param {string} url @param {string[]} off @param {chrome.tabs.Tab | undefined} tab @returns {Promise<Response>}
 */
async function probes(url, off, tab) {
  // A page begins: what was asked for the one before is told to nobody any more.
  if (tab?.id !== undefined) leave(tab.id);
  const { module } = await core();
  const shop = off.length ? module.shop(url) : undefined;
  if (!shop || !off.includes(shop)) return { kind: "probes", probes: module.probes(url), texts: pageTexts() };
  if (tab?.id !== undefined) await setTabRecord(tab.id, { state: { key: "", url, state: "off" } });
  return { kind: "off" };
}

/** The panel is a script of its own: most pages never need it. @param {chrome.tabs.Tab | undefined} tab @returns {Promise<Response>} */
async function openPanel(tab) {
  if (tab?.id === undefined) return { kind: "stale" };
  await api.scripting.executeScript({ target: { tabId: tab.id }, files: ["content/panel.js"] });
  return { kind: "done" };
}

/**
 * The sums of a match for another quantity; the item is the one that the tab was last seen to show.
 * @param {Extract<Request, { kind: "sums" }>} request @param {import("../types").Settings} settings
 * @param {chrome.tabs.Tab | undefined} tab @returns {Promise<Response>}
 */
async function sums({ offer, quantity, pieces }, settings, tab) {
  const item = tab?.id === undefined ? undefined : (await tabRecord(tab.id))?.item;
  if (!item) return { kind: "stale" };
  return { kind: "sums", sums: (await core()).module.sums(item, offer, { ...forCore(settings), quantity }, pieces) };
}

/** What the tab's item and its sources cost before. @param {chrome.tabs.Tab | undefined} tab @returns {Promise<Extract<Response, { kind: "history" }>>} */
async function itemHistory(tab) {
  const key = tab?.id === undefined ? undefined : (await tabRecord(tab.id))?.keys?.key;
  return { kind: "history", history: key ? await historyOf(key) : null, watch: key ? await watchOf(key) : null, today: today() };
}

/** @param {Extract<Request, { kind: "watch" }>} request @param {chrome.tabs.Tab | undefined} tab @returns {Promise<Response>} */
async function watch({ wish }, tab) {
  const record = tab?.id === undefined ? null : await tabRecord(tab.id);
  if (!record?.item) return { kind: "stale" };
  if (record.keys) await setWatch(record.item, record.keys, wish);
  return itemHistory(tab);
}

/**
 * Bytes for the panel's pictures, as data addresses. The shop's own picture may be fetched again; a factory's is shown
 * only if the match had already needed it, so that looking at the panel sends nothing to anybody.
 * @param {Extract<Request, { kind: "pictures" }>} request @param {string} page
 */
function pictures(request, page) {
  return Promise.all(
    request.pictures.map(async ({ address, own }) => {
      try {
        const blob = await ((await already(address)) ?? (own ? picture(address, page) : undefined));
        return blob ? { type: blob.type, base64: base64(new Uint8Array(await blob.arrayBuffer())) } : null;
      } catch {
        return null;
      }
    }),
  );
}

/** @param {Uint8Array} bytes */
function base64(bytes) {
  let text = "";
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}

/** @param {number} tab @returns {Promise<Response>} */
async function status(tab) {
  const record = await tabRecord(tab);
  try {
    const { module, packs, faults } = await core();
    const state = record?.state ?? null;
    return { kind: "status", tab: state && { ...state, shop: module.shop(state.url) }, packs, faults };
  } catch (error) {
    return { kind: "status", tab: record?.state ?? null, packs: [], faults: [{ name: "core", ...describe(error) }] };
  }
}
