// @ts-check
// Words and numbers for the shopper: texts from _locales, amounts through Intl. The browser's own language, unless the
// shopper chose another: then its texts were put at `yuantouTexts`, where the scripts of one world share them.
import { api } from "../api.js";

/** A text with its places filled; empty where there is none. @param {string} name @param {...string} parts */
export function say(name, ...parts) {
  const texts = globalThis.yuantouTexts;
  return texts ? (texts[name] ?? "").replace(/\$(\d)/g, (_, n) => parts[n - 1] ?? "") : api.i18n.getMessage(name, parts);
}

/** @type {Map<string, Intl.PluralRules>} */
const rules = new Map();

/** A text that speaks of a number, in the form that the language has for it. @param {string} name @param {number} count @param {...string} parts */
export function plural(name, count, ...parts) {
  const language = locale();
  let made = rules.get(language);
  if (!made) rules.set(language, (made = new Intl.PluralRules(language)));
  return say(`${name}_${made.select(count)}`, number(count), ...parts);
}

/** The language of the texts, which numbers must follow: the browser's own may be one that we have no texts in. */
export const locale = () => say("lang");

/** A formatter costs far more to make than to use. @type {Map<string, Intl.NumberFormat>} */
const formats = new Map();

/** @param {Intl.NumberFormatOptions} options */
function format(options) {
  const key = locale() + JSON.stringify(options);
  let made = formats.get(key);
  if (!made) formats.set(key, (made = new Intl.NumberFormat(locale(), options)));
  return made;
}

/**
 * An amount of money. A currency that Intl does not know is written out beside the number.
 * @param {string | undefined} currency @param {string} amount A decimal string
 */
export function money(currency, amount) {
  const value = Number(amount);
  if (!currency) return number(value, 2);
  try {
    return format({ style: "currency", currency, currencyDisplay: "narrowSymbol" }).format(value);
  } catch {
    return `${number(value, 2)} ${currency}`;
  }
}

/** @param {number} value @param {number} [digits] */
export function number(value, digits = 0) {
  return format({ minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);
}

/** A number with as many digits as it has. @param {number} value */
export const exact = (value) => number(value, String(value).split(".")[1]?.length ?? 0);

/** @param {number} value 0–100 @param {number} [digits] */
export function percent(value, digits = 0) {
  return format({ style: "percent", maximumFractionDigits: digits }).format(value / 100);
}

/** "per piece", in the listing's own unit where it is one that Chinese shoppers read. @param {string} price @param {string | undefined} unit */
export function each(price, unit) {
  return unit && locale().startsWith("zh") && /^\p{Script=Han}{1,2}$/u.test(unit) ? `${price}/${unit}` : say("each", price);
}

/** A price of one, marked where it is not exact. @param {{ currency: string, amount: string, unit?: string, about: boolean }} price */
export const pieceText = ({ currency, amount, unit, about }) => each(`${about ? "≈ " : ""}${money(currency, amount)}`, unit);

/** "3 pieces". @param {number} count @param {string | undefined} unit */
export function pieces(count, unit) {
  return unit && locale().startsWith("zh") && /^\p{Script=Han}{1,2}$/u.test(unit) ? `${number(count)} ${unit}` : plural("pieces", count);
}

/** A marketplace by the name that shoppers know it by. @param {string | undefined} platform */
export const marketplace = (platform = "") => say(`platform_${platform}`) || platform;

/** @param {string} decimal */
export const negative = (decimal) => decimal.trim().startsWith("-");
/** @param {string} decimal */
export const absolute = (decimal) => decimal.trim().replace(/^[-+]/, "");
