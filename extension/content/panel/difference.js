// @ts-check
// A title with the words marked that the other title does not have; which those are, the core says.
import { make } from "../../shared/ui/dom.js";

/** What a title may be long, in UTF-16 units; a page's may be anything. */
const MOST = 300;

/**
 * A title in runs, those that the other title lacks as marks.
 * @param {string} title @param {[number, number][]} own Where those begin and end, in order
 */
export function marked(title, own) {
  // Not through the middle of a character.
  const most = /[\ud800-\udbff]/.test(title[MOST - 1] ?? "") ? MOST - 1 : MOST;
  /** @type {(string | HTMLElement)[]} */
  const runs = [];
  let done = 0;
  for (const [from, to] of [...own, [most, most]]) {
    if (from > done) runs.push(title.slice(done, Math.min(from, most)));
    if (from < Math.min(to, most)) runs.push(make("mark", {}, title.slice(from, Math.min(to, most))));
    done = to;
  }
  return runs.filter(Boolean);
}
