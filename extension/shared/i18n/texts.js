// @ts-check
// The texts of a language that the shopper chose. What a page of the shop's needs of them the background hands over.
import { api } from "../api.js";

/** @typedef {import("../../types").Settings["language"]} Language */

/** Texts that only the extension's own pages say. */
const OWN_PAGES = /^(options|first|region|currency)_/;

/** @type {Language} */
let spoken = "auto";

/** Makes `say` speak a language from now on. @param {Language} language */
export async function speak(language) {
  if (language === spoken) return;
  globalThis.yuantouTexts = language === "auto" ? undefined : await load(language);
  spoken = language;
}

/** @param {Exclude<Language, "auto">} language @returns {Promise<Record<string, string>>} */
async function load(language) {
  const answer = await fetch(api.runtime.getURL(`_locales/${language}/messages.json`));
  /** @type {Record<string, { message: string }>} */
  const messages = await answer.json();
  return Object.fromEntries(Object.entries(messages).map(([name, { message }]) => [name, message]));
}

/** What a content script needs of the texts, where they are not the browser's. */
export function pageTexts() {
  const texts = globalThis.yuantouTexts;
  return texts && Object.fromEntries(Object.entries(texts).filter(([name]) => !OWN_PAGES.test(name)));
}
