// @ts-check
// Today's finds: what the pages of one local day had a source for, for the popup. A new day starts anew.
import { api } from "../../shared/api.js";
import { best } from "../../shared/verdict/facts.js";
import { today } from "./history.js";

/** @typedef {import("../../types").Find} Find */

const KEY = "finds";
const MOST = 50;

/** @type {Promise<unknown>} One after the other, so that none undoes another's. */
let last = Promise.resolve();

/** The newest first. @returns {Promise<Find[]>} */
export async function finds() {
  const { [KEY]: kept } = /** @type {any} */ (await api.storage.local.get(KEY));
  return kept?.day === today() && Array.isArray(kept.list) ? kept.list : [];
}

/**
 * Keeps what a page's item was matched with.
 * @param {import("../../types").Item} item @param {import("../../types").Verdict} verdict @param {string} url @param {string} shop
 */
export function keepFind(item, verdict, url, shop) {
  const match = best(verdict);
  if (!match) return;
  /** @type {Find} */
  const find = { key: verdict.key, title: (item.title ?? "").slice(0, 200), url, shop, class: match.class, saving: match.saving };
  last = last
    .then(async () => {
      const others = (await finds()).filter(({ key }) => key !== find.key);
      await api.storage.local.set({ [KEY]: { day: today(), list: [find, ...others].slice(0, MOST) } });
    })
    .catch(() => {});
}
