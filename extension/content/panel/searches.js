// @ts-check
// Find the source: every search that can be opened for this product, and what pressing it does, before it is pressed.
import { make } from "../../shared/ui/dom.js";
import { marketplace, say } from "../../shared/i18n/words.js";

/**
 * @param {import("../../types").SourceLink[]} sources @param {(way: import("../../types").SourceLink) => void} find
 */
export function waysView(sources, find) {
  const button = (/** @type {import("../../types").SourceLink} */ way) =>
    make("button", { type: "button", class: "plain", title: new URL(way.url).hostname, onclick: () => find(way) }, say(`find_by_${way.by}`, marketplace(way.platform)));
  return make(
    "section",
    { class: "ways", "aria-labelledby": "ways" },
    make("h3", { id: "ways" }, say("find_elsewhere")),
    make("p", { class: "fine" }, say("find_title")),
    make("div", { class: "buttons" }, ...sources.map(button)),
  );
}
