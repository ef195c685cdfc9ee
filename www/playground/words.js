// @ts-check
// The playground's words and numbers, in the language of its page.

/** @type {Record<string, string>} */
let texts = {};
const language = document.documentElement.lang;

/** Fetches the texts of the page's language. */
export async function loadWords() {
  const answer = await fetch(new URL(`texts/${language}.json`, import.meta.url));
  if (!answer.ok) throw new Error(`texts: ${answer.status}`);
  texts = await answer.json();
}

/** @param {string} name @param {...string} parts */
export function say(name, ...parts) {
  return (texts[name] ?? name).replace(/\$(\d)/g, (_, n) => parts[Number(n) - 1] ?? "");
}

/** @param {number} value @param {number} [digits] */
export const number = (value, digits = 0) => new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(value);

/** A number with as many digits as it has. @param {number} value */
export const exact = (value) => number(value, String(value).split(".")[1]?.length ?? 0);

/** A share; one that rounds to nothing or to all is said to be less or more. @param {number} share 0–1 */
export function percent(share) {
  const format = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 1 });
  if (share > 0 && share < 0.001) return `< ${format.format(0.001)}`;
  if (share < 1 && share > 0.999) return `> ${format.format(0.999)}`;
  return format.format(share);
}
