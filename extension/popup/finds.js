// @ts-check
// Today's finds: each a way back to its page, with what its source saves.
import { make } from "../shared/ui/dom.js";
import { absolute, money, negative, percent, plural, say } from "../shared/i18n/words.js";

/** @typedef {import("../types").Find} Find */

/** @param {Find[]} finds */
export function findsView(finds) {
  if (!finds.length) return null;
  return make(
    "section",
    { class: "finds", "aria-labelledby": "finds" },
    make("h2", { id: "finds" }, plural("popup_finds", finds.length)),
    // Scrolls, so it must be reachable.
    make("ul", { tabindex: "0", "aria-labelledby": "finds" }, ...finds.map((find) => make("li", {}, titleView(find), make("bdi", { class: "gain" }, gain(find))))),
  );
}

/** A record may be of any page: only a web address becomes a link. @param {Find} find */
function titleView({ title, url }) {
  const text = title || say("no_title");
  return /^https?:\/\//i.test(url) ? make("a", { href: url, target: "_blank", rel: "noopener noreferrer", dir: "auto", title: text }, text) : make("span", { dir: "auto" }, text);
}

/** @param {Find} find */
function gain({ class: how, saving }) {
  if (how !== "same" || !saving) return say(how === "same" ? "class_same" : "class_similar");
  const amount = money(saving.currency, absolute(saving.amount));
  return negative(saving.amount) ? say("dearer_by", amount) : say("save", amount, percent(saving.percent));
}
