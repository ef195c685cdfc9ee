// @ts-check
// The note on a search's result page: how many of the results are the product that the shopper came from, and the way
// back to the tab where they now stand.
import { ask } from "../ask.js";
import { drawing, make, makeHost, SPRING } from "../../shared/ui/dom.js";
import { BADGE } from "../badge/styles.js";
import { plural, say } from "../../shared/i18n/words.js";

/**
 * @param {number} matches
 * @returns {HTMLElement} The note's host, already on the page
 */
export function showNote(matches) {
  const { host, root } = makeHost("yuantou-note", BADGE);
  host.dataset.pin = "";
  const back = () => void ask({ kind: "back" });
  root.append(
    make(
      "button",
      { type: "button", class: `badge note-at ${matches ? "same" : "quiet"}`, onclick: back },
      drawing(SPRING),
      make("span", { role: "status" }, matches ? plural("note_found", matches) : say("note_none")),
      matches > 0 && make("span", { class: "word" }, say("note_back")),
    ),
  );
  (document.body ?? document.documentElement).append(host);
  return host;
}
