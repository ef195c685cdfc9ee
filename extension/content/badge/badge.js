// @ts-check
// The badge: one line beside the price. Solid outline: the same product. Dashed: possibly. No outline: only a question.
import { best, perPiece } from "../../shared/verdict/facts.js";
import { claim } from "../../shared/verdict/claim.js";
import { marketplace, money, pieces, say } from "../../shared/i18n/words.js";
import { drawing, make, SPRING } from "../../shared/ui/dom.js";

const DOWN = "M6 9l6 6 6-6";

/**
 * The badge of a verdict as a button, or null where nothing matches.
 * @param {import("../../types").Verdict} verdict
 * @param {(event: Event) => void} open
 */
export function badge(verdict, open) {
  const match = best(verdict);
  const price = match && perPiece(match);
  if (!match) return null;
  const { landed } = match;
  const parts = claim(match);
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

/**
 * The quiet line where nothing matches: the search that it would open, and the choice of others.
 * @param {import("../../types").SourceLink} source @param {() => void} find @param {(event: Event) => void} choose
 */
export function finder(source, find, choose) {
  const what = say(`find_by_${source.by}`, marketplace(source.platform));
  return quiet(make("button", { type: "button", class: "badge quiet", title: `${what} · ${say("find_title")}`, onclick: find }, drawing(SPRING), make("span", {}, say("find_source")), " ", make("span", { class: "note" }, what)), choose);
}

/**
 * How a hunt stands: a line that says so, and a way on where it has stopped.
 * @param {import("../../types").Hunt} hunt @param {() => void} again @param {(event: Event) => void} choose
 */
export function huntNote(hunt, again, choose) {
  const running = hunt.state === "waiting" || hunt.state === "reading";
  const slow = running && Date.now() - hunt.since > 20_000;
  const text = say(slow ? "hunt_slow" : `hunt_${hunt.state}`, marketplace(hunt.platform));
  return quiet(
    make("button", { type: "button", class: `badge quiet ${running ? "busy" : ""}`, title: say("find_title"), onclick: again }, drawing(SPRING), make("span", { role: "status" }, text)),
    choose,
  );
}

/** @param {HTMLButtonElement} button @param {(event: Event) => void} choose */
const quiet = (button, choose) =>
  make("div", { class: "split" }, button, make("button", { type: "button", class: "badge quiet more", "aria-haspopup": "dialog", "aria-expanded": "false", "aria-label": say("find_elsewhere"), title: say("find_elsewhere"), onclick: choose }, drawing(DOWN)));

/** @type {HTMLElement | undefined} */
let pattern;

/** A card's tag: not a button, since a card is mostly a link. Copied, since a list has many. @param {import("../../types").Tag} tag */
export function tag({ tone, word, price }) {
  pattern ??= make("span", { class: "tag" }, drawing(SPRING), make("span", { class: "word" }), make("bdi", { class: "price" }));
  const shown = /** @type {HTMLElement} */ (pattern.cloneNode(true));
  shown.classList.add(tone);
  shown.children[1].textContent = word;
  shown.children[2].textContent = price;
  return shown;
}
