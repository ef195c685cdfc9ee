// @ts-check
// Where two titles differ: a title's words that the other does not have, in whatever order either says them.

/** What a title may be long; a page's may be anything. */
const MOST = 300;

/** A character as it is compared: full width as half, capitals as small. @param {string} character */
const fold = (character) => character.normalize("NFKC").toLowerCase();

const HAN = /\p{Script=Han}/u;

/**
 * The words of folded text, each with its place: numbers and words whole, and of Chinese, which leaves no space between
 * words, each two characters that follow each other.
 * @param {string[]} characters
 */
function wordsOf(characters) {
  /** @type {{ word: string, from: number, to: number }[]} */
  const words = [];
  /** @param {number} from @param {number} to */
  const add = (from, to) => words.push({ word: characters.slice(from, to).join(""), from, to });
  for (let at = 0; at < characters.length; ) {
    const run = [/^\d$/, HAN, /^\p{L}$/u].find((kind) => kind.test(characters[at]));
    let end = at + 1;
    if (!run) {
      at = end;
      continue;
    }
    const goesOn = () => (run.source === "^\\d$" ? /^\d$/.test(characters[end]) || (characters[end] === "." && /^\d$/.test(characters[end + 1] ?? "")) : run.test(characters[end]) && (run === HAN || !HAN.test(characters[end])));
    while (end < characters.length && goesOn()) end += 1;
    if (run === HAN && end - at > 1) for (let two = at; two < end - 1; two += 1) add(two, two + 2);
    else add(at, end);
    at = end;
  }
  return words;
}

/**
 * A title in runs, those that the other title lacks marked as its own.
 * @param {string} title @param {string} other
 * @returns {{ text: string, own: boolean }[]}
 */
export function difference(title, other) {
  const shown = [...title].slice(0, MOST);
  const there = new Set(wordsOf([...other].slice(0, MOST).map(fold)).map(({ word }) => word));
  const words = wordsOf(shown.map(fold));
  const own = new Set();
  for (const { from, to } of words) for (let at = from; at < to; at += 1) own.add(at);
  for (const { word, from, to } of words) if (there.has(word)) for (let at = from; at < to; at += 1) own.delete(at);
  /** @type {{ text: string, own: boolean }[]} */
  const runs = [];
  for (const [at, character] of shown.entries()) {
    const last = runs.at(-1);
    if (last && last.own === own.has(at)) last.text += character;
    else runs.push({ text: character, own: own.has(at) });
  }
  return runs;
}
