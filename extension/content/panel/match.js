// @ts-check
// One match in the panel.
import { perPiece, tone } from "../../shared/verdict/facts.js";
import { marked } from "./difference.js";
import { drawing, make } from "../../shared/ui/dom.js";
import { decode, draw } from "./pictures.js";
import { sumView } from "./sum.js";
import { absolute, exact, locale, marketplace, money, negative, percent, pieceText, plural, say } from "../../shared/i18n/words.js";

const OUT = "M9 5h10v10M19 5L8 16M15 19H5V9";

/** What a page or a pack calls a name may be a novel. @param {string} text @param {number} [most] */
const brief = (text, most = 60) => (text.length > most ? `${text.slice(0, most)}…` : text);

/** @typedef {import("../../types").Match} Match */

/**
 * @param {Match} match @param {import("./sum.js").Side} side The shop's side of the sum
 * @param {number} at Its place in the verdict @param {boolean} open
 */
export function matchView(match, side, at, open) {
  const { listing, landed, order, differences } = match;
  const price = perPiece(match);
  const view = make("details", { class: `match ${tone(match)}`, "data-at": String(at) });
  view.open = open;
  view.append(
    make(
      "summary",
      {},
      make("span", { class: "chip" }, say(match.class === "same" ? "class_same" : "class_similar"), " ", make("bdi", {}, percent(certainty(match.probability)))),
      price ? make("bdi", { class: "price" }, price.from ? say("from_price", pieceText(price)) : pieceText(price)) : "",
      landed && landed.freight === undefined ? make("span", { class: "fine" }, say("freight_plus")) : "",
      savingView(match),
    ),
    make("div", { class: "pair" }, sideView("shop", side.title, differences?.item), sideView("factory", listing.title, differences?.listing, showFor(listing, side))),
    differences ? make("p", { class: "fine" }, say("panel_difference")) : "",
    reasonsView(match),
    landed && order ? sumView({ ...match, landed, order }, side) : make("p", { class: "fine" }, say("no_landed")),
    supplierView(match),
    linkView(listing) ?? "",
  );
  return view;
}

/** @param {Match} match */
function savingView({ saving }) {
  if (!saving) return "";
  const amount = money(saving.currency, absolute(saving.amount));
  if (negative(saving.amount)) return make("bdi", { class: "saving" }, say("dearer_by", amount));
  return make("bdi", { class: "saving" }, say("save", amount, percent(saving.percent)));
}

/**
 * One side's picture and title, with what the other side's title does not say underlined.
 * @param {"shop" | "factory"} side @param {string | undefined} title @param {[number, number][] | undefined} own What the other does not say
 * @param {HTMLElement | null} [show] What brings the picture, where it is not there
 */
function sideView(side, title, own, show) {
  const label = say(`picture_${side}`);
  const canvas = make("canvas", { class: "picture", "data-side": side, role: "img", "aria-label": label, width: "300", height: "300" });
  canvas.hidden = true;
  const runs = title ? marked(title, own ?? []) : [say("no_title")];
  return make(
    "figure",
    { "data-side": side },
    canvas,
    make("div", { class: "none" }, show ?? say(side === "shop" ? "picture_none" : "picture_there")),
    make("figcaption", {}, make("b", {}, label), make("span", { class: "name", dir: "auto" }, ...runs)),
  );
}

/**
 * The button that brings the factory's picture: looking at the panel asks nobody for anything, pressing this does.
 * @param {import("../../types").Offer} listing @param {import("./sum.js").Side} side
 */
function showFor({ images, url }, { ask }) {
  const address = images?.[0] && URL.canParse(images[0], url) ? new URL(images[0], url) : null;
  if (!address || !/^https?:$/.test(address.protocol)) return null;
  const button = make("button", {
    type: "button", class: "show", title: say("picture_show_from", address.hostname),
    onclick: async () => {
      button.disabled = true;
      const answer = await ask({ kind: "pictures", pictures: [{ address: address.href, own: true }] });
      const bytes = answer?.kind === "pictures" ? answer.pictures[0] : null;
      const bitmap = bytes && (await decode(bytes).catch(() => null));
      const view = button.closest("details");
      if (bitmap && view) draw(view, "factory", bitmap);
      else button.replaceWith(say("picture_refused"));
    },
  }, say("picture_show"));
  return button;
}

/** @param {Match} match */
function reasonsView({ reasons }) {
  return make(
    "ul",
    { class: "reasons", "aria-label": say("reasons") },
    ...reasons.map((reason) => {
      const against = reason.sign === "-";
      const mark = make("span", { role: "img", "aria-label": say(against ? "speaks_against" : "speaks_for") }, against ? "✗" : "✓");
      return make("li", { class: against ? "against" : "for" }, mark, make("bdi", {}, reasonText(reason)));
    }),
  );
}

/** In percent. Nothing is certain, and what is shown is not nothing. @param {number} probability */
const certainty = (probability) => Math.min(99, Math.max(1, Math.round(probability * 100)));

/** @param {import("../../types").Reason} reason */
const reasonText = ({ code, sign, ...facts }) => say(`reason_${code}`, ...Object.values(facts).map(factText));

/** @param {number | string | import("../../types").Stated} part */
function factText(part) {
  if (typeof part !== "object") return typeof part === "number" ? exact(part) : part;
  return say(`fact_${part.name}`, (part.numbers ?? []).map(exact).join(" × "));
}

/** @param {Match} match */
function supplierView({ listing: { supplier, freight, dispatch, services, seen_at }, origin }) {
  const facts = [
    supplier?.place ?? freight?.origin,
    supplier?.belt && say("belt", supplier.belt),
    supplier?.years !== undefined && plural("years", supplier.years),
    supplier?.repurchase_rate !== undefined && say("repurchase", percent(supplier.repurchase_rate * 100)),
    dispatch,
  ].filter((fact) => typeof fact === "string");
  const chips = [...(supplier?.flags ?? []), ...(services ?? [])].slice(0, 8);
  return make(
    "div",
    { class: "supplier" },
    supplier?.name && make("p", { class: "company", dir: "auto" }, brief(supplier.name, 120)),
    facts.length > 0 && make("p", { class: "facts" }, facts.map((fact) => brief(fact)).join(" · ")),
    chips.length > 0 && make("ul", { class: "flags" }, ...chips.map((chip) => make("li", { dir: "auto" }, brief(chip, 40)))),
    seen_at && ageView(seen_at),
    origin && make("p", { class: "facts origin", dir: "auto" }, say(`origin_${origin.kind}`, brief(origin.name ?? ""))),
  );
}

/** How old the data is. @param {string} moment RFC 3339 */
function ageView(moment) {
  const date = new Date(moment);
  if (Number.isNaN(date.getTime())) return null;
  const exact = new Intl.DateTimeFormat(locale(), { dateStyle: "medium" }).format(date);
  const days = Math.max(0, Math.floor((Date.now() - date.getTime()) / 86_400_000));
  const relative = new Intl.RelativeTimeFormat(locale(), { numeric: "auto" });
  const [count, unit] = /** @type {[number, Intl.RelativeTimeFormatUnit]} */ (days < 60 ? [days, "day"] : days < 730 ? [Math.floor(days / 30), "month"] : [Math.floor(days / 365), "year"]);
  return make("p", { class: "facts" }, say("seen_at", relative.format(-count, unit)), " ", make("time", { class: "fine", datetime: date.toISOString() }, `(${exact})`));
}

/** @param {import("../../types").Offer} listing */
function linkView(listing) {
  // A record is data from a page or a pack: only a web address becomes a link.
  if (!listing.url || !/^https?:\/\//i.test(listing.url)) return null;
  return make("a", { class: "go", href: listing.url, target: "_blank", rel: "noopener noreferrer" }, say("go_to", marketplace(listing.platform)), drawing(OUT));
}
