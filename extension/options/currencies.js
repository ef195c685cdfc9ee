// @ts-check
// Currencies by their names in the shopper's language.
import { make } from "../shared/ui/dom.js";
import { locale } from "../shared/i18n/words.js";

/** @param {string} code ISO 4217 */
export function currencyName(code) {
  return new Intl.DisplayNames(locale(), { type: "currency" }).of(code) ?? code;
}

/** @param {string[]} codes */
export function currencyOptions(codes) {
  const names = new Intl.DisplayNames(locale(), { type: "currency" });
  const order = new Intl.Collator(locale());
  const named = codes.map((code) => ({ code, name: names.of(code) ?? code }));
  return named.sort((a, b) => order.compare(a.name, b.name)).map(({ code, name }) => make("option", { value: code }, name === code ? code : `${name} (${code})`));
}
