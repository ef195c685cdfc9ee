// @ts-check
// The shopper's settings: one record in local storage, read with every field checked, since storage may hold anything:
// what an older version wrote, what a newer one did, or what somebody edited. What a choice means is the core's affair.
import { api } from "./api.js";

/** @typedef {import("../types").Settings} Settings */

const KEY = "settings";
const MOST_WANTED = 99_999;

/** The languages that texts exist in, as `_locales` names them. */
export const LANGUAGES = /** @type {const} */ (["en", "zh_CN", "zh_TW", "ar"]);

/** @type {Readonly<Settings>} */
export const DEFAULTS = Object.freeze({
  quantity: 1,
  region: "",
  currency: "",
  rates: undefined,
  certainty: "likely",
  off: [],
  language: "auto",
  learn: undefined,
  notify: false,
});

/** Each field's own check: the value if it is one, else undefined. @type {{ [F in keyof Settings]-?: (value: unknown) => Settings[F] | undefined }} */
const CHECKS = {
  quantity: (value) => (Number.isInteger(value) && Number(value) >= 1 && Number(value) <= MOST_WANTED ? Number(value) : undefined),
  region: (value) => (typeof value === "string" && /^[a-z]{0,20}$/.test(value) ? value : undefined),
  currency: (value) => (typeof value === "string" && /^([A-Z]{3})?$/.test(value) ? value : undefined),
  rates,
  certainty: (value) => (value === "sure" || value === "likely" ? value : undefined),
  off: (value) => (Array.isArray(value) ? [...new Set(value.filter((site) => typeof site === "string" && /^[\w-]{1,40}$/.test(site)))] : undefined),
  language: (value) => /** @type {const} */ (["auto", ...LANGUAGES]).find((language) => language === value),
  learn: flag,
  notify: flag,
};

/** @param {unknown} value */
function flag(value) {
  return typeof value === "boolean" ? value : undefined;
}

/** A table of the shape that the core made from what the shopper typed or imported. @param {unknown} value @returns {Settings["rates"]} */
function rates(value) {
  const { date, per_euro } = /** @type {any} */ (value ?? {});
  if (typeof date !== "string" || !/^\d{4}-\d\d-\d\d$/.test(date) || typeof per_euro !== "object" || per_euro === null) return undefined;
  const sound = Object.entries(per_euro).filter(([code, rate]) => /^[A-Z]{3}$/.test(code) && typeof rate === "string" && /^\d{1,12}(\.\d{1,12})?$/.test(rate) && Number(rate) > 0);
  return sound.length ? { date, per_euro: Object.fromEntries(sound) } : undefined;
}

/** What of a stored record is sound, on top of the defaults. @param {unknown} stored @returns {Settings} */
export function checked(stored) {
  const record = /** @type {Record<string, unknown>} */ (typeof stored === "object" && stored !== null ? stored : {});
  const sound = Object.entries(CHECKS).flatMap(([field, check]) => {
    const value = check(record[field]);
    return value === undefined ? [] : [[field, value]];
  });
  return { ...DEFAULTS, ...Object.fromEntries(sound) };
}

/** @returns {Promise<Record<string, unknown>>} */
async function stored() {
  const { [KEY]: record } = await api.storage.local.get(KEY);
  return typeof record === "object" && record !== null && !Array.isArray(record) ? /** @type {Record<string, unknown>} */ (record) : {};
}

/** The settings as they stand. @returns {Promise<Settings>} */
export const readSettings = async () => checked(await stored());

/** @type {Promise<unknown>} One change after the other, so that none undoes another's. */
let last = Promise.resolve();

/**
 * Changes some fields; one that is given as undefined goes back to its default. Fields that are not ours, of a newer
 * version perhaps, stay.
 * @param {Partial<Settings> | ((now: Settings) => Partial<Settings>)} change
 * @returns {Promise<Settings>}
 */
export function updateSettings(change) {
  const next = last.then(async () => {
    const before = await stored();
    const wanted = typeof change === "function" ? change(checked(before)) : change;
    const after = /** @type {Record<string, unknown>} */ ({ ...before, ...wanted });
    for (const [field, value] of Object.entries(wanted)) if (value === undefined) delete after[field];
    await api.storage.local.set({ [KEY]: after });
    return checked(after);
  });
  last = next.catch(() => {});
  return next;
}

/**
 * Calls back with the settings, and what they were, whenever they change, wherever that is done.
 * @param {(now: Settings, before: Settings) => void} changed
 * @returns {() => void} Ends it
 */
export function onSettings(changed) {
  /** @param {Record<string, chrome.storage.StorageChange>} changes @param {string} area */
  const heard = (changes, area) => {
    if (area === "local" && KEY in changes) changed(checked(changes[KEY].newValue), checked(changes[KEY].oldValue));
  };
  api.storage.onChanged.addListener(heard);
  return () => api.storage.onChanged.removeListener(heard);
}
