// @ts-check
// One match in the panel.
import { perPiece, tone } from "../shared/facts.js";
import { drawing, make } from "./dom.js";
import { sumView } from "./sum.js";
import { absolute, locale, marketplace, money, negative, number, percent, pieceText, say } from "../shared/words.js";

const OUT = "M9 5h10v10M19 5L8 16M15 19H5V9";
const ARROW = "M4 12h15M13 6l6 6-6 6";

/** @typedef {import("../types").Match} Match */

/**
 * @param {Match} match @param {import("./sum.js").Side} side The shop's side of the sum
 * @param {number} at Its place in the verdict @param {boolean} open
 */
export function matchView(match, side, at, open) {
  const currency = side.retail?.currency;
  const { listing, landed } = match;
  const price = perPiece(match);
  const view = make("details", { class: `match ${tone(match)}`, "data-at": String(at) });
  view.open = open;
  view.append(
    make(
      "summary",
      {},
      make("span", { class: "chip" }, say(match.class === "same" ? "class_same" : "class_similar"), " ", make("bdi", {}, percent(certainty(match.probability)))),
      price ? make("bdi", { class: "price" }, price.from ? say("from_price", pieceText(price)) : pieceText(price)) : "",
      savingView(match, currency),
    ),
    make(
      "div",
      { class: "pair" },
      pictureView("shop", say("picture_shop")),
      drawing(ARROW, "icon arrow"),
      pictureView("factory", say("picture_factory")),
      make("p", { class: "name", dir: "auto" }, listing.title ?? say("no_title")),
    ),
    reasonsView(match),
    landed ? sumView({ ...match, landed }, side) : make("p", { class: "fine" }, say("no_landed")),
    supplierView(listing),
    linkView(listing) ?? "",
  );
  return view;
}

/** @param {Match} match @param {string | undefined} currency */
function savingView({ saving }, currency) {
  if (!saving) return "";
  const amount = money(currency, absolute(saving.amount));
  if (negative(saving.amount)) return make("bdi", { class: "saving" }, say("dearer_by", amount));
  return make("bdi", { class: "saving" }, say("save", amount, percent(saving.percent)));
}

/** @param {"shop" | "factory"} side @param {string} label */
function pictureView(side, label) {
  const canvas = make("canvas", { class: "picture", "data-side": side, role: "img", "aria-label": label, width: "160", height: "160" });
  canvas.hidden = true;
  return make("figure", { "data-side": side }, canvas, make("span", { class: "none" }, say("picture_there")), make("figcaption", {}, label));
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

/** @param {import("../types").Reason} reason */
function reasonText(reason) {
  const { code, sign, text, ...facts } = reason;
  const parts = Object.values(facts).map((fact) => (typeof fact === "number" ? number(fact, Number.isInteger(fact) ? 0 : 2) : String(fact)));
  // The sign stands before the words already.
  return say(`reason_${code}`, ...parts) || text?.replace(/\s*[✓✗]$/u, "") || code;
}

/** @param {import("../types").Offer} listing */
function supplierView({ supplier, freight, dispatch, services, seen_at }) {
  const facts = [
    supplier?.place ?? freight?.origin,
    supplier?.belt && say("belt", supplier.belt),
    supplier?.years !== undefined && say("years", number(supplier.years)),
    supplier?.repurchase_rate !== undefined && say("repurchase", percent(supplier.repurchase_rate * 100)),
    dispatch,
    seen_at && say("seen_at", day(seen_at)),
  ].filter(Boolean);
  const chips = [...(supplier?.flags ?? []), ...(services ?? [])].slice(0, 8);
  return make(
    "div",
    { class: "supplier" },
    supplier?.name && make("p", { class: "company", dir: "auto" }, supplier.name),
    facts.length > 0 && make("p", { class: "facts" }, facts.join(" · ")),
    chips.length > 0 && make("ul", { class: "flags" }, ...chips.map((chip) => make("li", { dir: "auto" }, chip))),
  );
}

/** @param {string} moment RFC 3339 */
function day(moment) {
  const date = new Date(moment);
  return Number.isNaN(date.getTime()) ? moment : new Intl.DateTimeFormat(locale(), { dateStyle: "medium" }).format(date);
}

/** @param {import("../types").Offer} listing */
function linkView(listing) {
  // A record is data from a page or a pack: only a web address becomes a link.
  if (!listing.url || !/^https?:\/\//i.test(listing.url)) return null;
  return make("a", { class: "go", href: listing.url, target: "_blank", rel: "noopener noreferrer" }, say("go_to", marketplace(listing.platform)), drawing(OUT));
}
