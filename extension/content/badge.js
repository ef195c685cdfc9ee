// @ts-check
// The badge: one line beside the price. Solid outline: the same product. Dashed: possibly. No outline: only a question.
import { best, perPiece } from "../shared/facts.js";
import { claim } from "../shared/claim.js";
import { marketplace, money, pieces, say } from "../shared/words.js";
import { drawing, make, SPRING } from "./dom.js";

/**
 * The badge of a verdict as a button, or null where nothing matches.
 * @param {import("../types").Verdict} verdict
 * @param {(event: Event) => void} open
 */
export function badge(verdict, open) {
  const match = best(verdict);
  const price = match && perPiece(match);
  if (!match) return null;
  const { landed } = match;
  const parts = claim(match, verdict.retail?.currency);
  const button = make("button", { type: "button", class: `badge ${parts.tone}`, "aria-haspopup": "dialog", "aria-expanded": "false", onclick: open });
  const said = [
    make("span", { class: "word" }, parts.word),
    make("bdi", { class: "price" }, parts.price),
    parts.saving && make("bdi", { class: "saving" }, parts.saving),
    landed && price && landed.quantity > 1 && make("bdi", { class: "note" }, say("badge_from", pieces(landed.quantity, match.listing.unit), money(price.currency, price.total))),
    landed && landed.freight === undefined && make("bdi", { class: "note" }, say("freight_extra")),
  ].filter((part) => part instanceof HTMLElement);
  // The spaces are for those who hear the badge.
  button.append(drawing(SPRING), ...said.flatMap((part) => [part, " "]));
  // All of it, for where there is room for less.
  button.title = `${said.map((part) => part.textContent).join(" ")} · ${say("badge_opens")}`;
  return button;
}

/** The quiet button where nothing matches. @param {(event: Event) => void} find */
export const finder = (find) => make("button", { type: "button", class: "badge quiet", title: say("find_title"), onclick: find }, drawing(SPRING), make("span", {}, say("find_source")));

/**
 * How a hunt stands: a line that says so, and a way on where it has stopped.
 * @param {import("../types").Hunt} hunt @param {(event: Event) => void} again
 */
export function huntNote(hunt, again) {
  const running = hunt.state === "waiting" || hunt.state === "reading";
  const slow = running && Date.now() - hunt.since > 20_000;
  const text = say(slow ? "hunt_slow" : `hunt_${hunt.state}`, marketplace(hunt.platform));
  return make(
    "button",
    { type: "button", class: `badge quiet ${running ? "busy" : ""}`, title: say("find_title"), onclick: again },
    drawing(SPRING),
    make("span", { role: "status" }, text),
  );
}

/** A card's tag: not a button, since a card is mostly a link. @param {import("../types").Tag} tag */
export const tag = ({ tone, word, price }) => make("span", { class: `tag ${tone}` }, drawing(SPRING), make("span", { class: "word" }, word), make("bdi", { class: "price" }, price));
