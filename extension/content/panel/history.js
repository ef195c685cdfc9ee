// @ts-check
// The panel's history of prices, from the shopper's own visits: this item's, with what it cost at its sources, and what
// the sources' own listings asked; and the target to wait for.
import { chart, dayText, sample } from "./chart.js";
import { make } from "../../shared/ui/dom.js";
import { money, number, say } from "../../shared/i18n/words.js";

/** Sources drawn beside the shop's line; the table has them all. */
const DRAWN = 3;
/** Rows of the table: the latest. */
const ROWS = 60;

/** @typedef {import("../../types").PriceSeries} PriceSeries */
/** @typedef {import("../../types").ListingHistory} ListingHistory */
/** @typedef {import("./chart.js").Line} Line */
/** @typedef {Extract<import("../../types").Response, { kind: "history" }>} Answer */

/**
 * The section, filled when the history has been asked for.
 * @param {import("../../types").PanelInput["ask"]} ask @param {string[]} keys Of the listings that the panel shows
 */
export function historyView(ask, keys) {
  const body = make("div", { class: "history-body" });
  const section = make("section", { class: "history", "aria-labelledby": "history" }, make("h3", { id: "history" }, say("history_title")), body);
  section.hidden = true;
  /** @type {ListingHistory[]} */
  let listings = [];
  /** @param {import("../../types").Response | null} answer @param {boolean} [changed] */
  const show = (answer, changed) => {
    if (answer?.kind !== "history") return;
    listings = answer.listings ?? listings;
    const watch = answer.history && watchView(answer, async (wish) => show(await ask({ kind: "watch", wish }), true));
    body.replaceChildren(...(answer.history ? pricesView(answer.history) : []), ...(listings.length ? listedView(listings) : []), ...(watch ? [watch.form] : []));
    section.hidden = !body.firstChild;
    // What was pressed is gone; its successor takes the focus.
    if (changed) watch?.next.focus({ preventScroll: true });
  };
  void ask({ kind: "history", listings: keys }).then((answer) => show(answer));
  return section;
}

/** @param {NonNullable<Answer["history"]>} history */
function pricesView({ shop, sources }) {
  const price = (/** @type {PriceSeries} */ { points }) => Number(points[points.length - 1][1]);
  const others = Object.values(sources).sort((a, b) => price(a) - price(b));
  const lines = [
    { name: say("picture_shop"), kind: "shop", series: shop },
    ...others.map((series, at) => ({ name: (series.title ?? say("picture_factory")).slice(0, 60), kind: `source s${at}`, series })),
  ];
  const comparable = lines.filter(({ series }) => series.currency === shop.currency).slice(0, 1 + DRAWN);
  const first = comparable.map(({ series }) => series.points[0][0]).sort()[0];
  const changes = shop.points.length - 1;
  const label = say("history_label", dayText(first), dayText(shop.last), money(shop.currency, least(shop)[1]), money(shop.currency, shop.points[changes][1]));
  return [
    chart(comparable, label),
    make("ul", { class: "legend" }, ...comparable.map(legendOf)),
    make("p", { class: "fine" }, say("history_from", dayText(first))),
    tableView(lines, ({ series }, amount) => money(series.currency, amount)),
  ];
}

/** What listings asked at their least order, drawn, and all their tiers as a table. @param {ListingHistory[]} listings */
function listedView(listings) {
  const lines = listings.map((listing, at) => {
    const points = listing.points.map(([day, [[, amount]]]) => /** @type {[string, string]} */ ([day, amount]));
    return { name: (listing.title ?? say("picture_factory")).slice(0, 60), kind: `source s${at}`, series: { ...listing, points }, points: listing.points };
  });
  const comparable = lines.filter(({ series }) => series.currency === lines[0].series.currency).slice(0, DRAWN);
  const first = comparable.map(({ series }) => series.points[0][0]).sort()[0];
  const tierText = (/** @type {Line} */ { series }, /** @type {[number, string][]} */ tiers) => tiers.map(([from, amount]) => `${say("tier_chip", number(from))} ${money(series.currency, amount)}`).join(" · ");
  return [
    make("h4", {}, say("history_listed")),
    chart(comparable, say("history_listed_label", dayText(first))),
    make("ul", { class: "legend" }, ...comparable.map(legendOf)),
    tableView(lines, tierText),
  ];
}

/** The point of the lowest price. @param {PriceSeries} series */
const least = ({ points }) => points.reduce((low, point) => (Number(point[1]) < Number(low[1]) ? point : low));

/** @param {Line} line */
function legendOf({ name, kind, series }) {
  const [day, amount] = least(series);
  const now = series.points[series.points.length - 1][1];
  const lower = Number(amount) < Number(now) && say("history_lowest", money(series.currency, amount), dayText(day));
  return make("li", {}, sample(kind), make("span", { class: "what", dir: "auto" }, name), " ", make("bdi", { class: "now" }, money(series.currency, now)), lower && ` ${lower}`);
}

/**
 * The same as a table. @template T
 * @param {(Line & { points?: [string, T][] })[]} lines `points`: what is told of a day, where it is more than the line shows
 * @param {(line: Line, value: T) => string} text
 */
function tableView(lines, text) {
  const pointsOf = (/** @type {Line & { points?: [string, T][] }} */ { series, points }) => points ?? /** @type {[string, any][]} */ (series.points);
  const days = [...new Set(lines.flatMap((line) => pointsOf(line).map(([day]) => day)))].sort().reverse().slice(0, ROWS);
  const at = (/** @type {Line & { points?: [string, T][] }} */ line, /** @type {string} */ day) => {
    const point = day <= line.series.last && pointsOf(line).findLast(([from]) => from <= day);
    return point ? text(line, point[1]) : "–";
  };
  return make(
    "details",
    { class: "data" },
    make("summary", {}, say("history_table")),
    make(
      "div",
      { class: "scroll", tabindex: "0", role: "group", "aria-label": say("history_table") },
      make(
        "table",
        {},
        make("thead", {}, make("tr", {}, make("th", { scope: "col" }, say("history_day")), ...lines.map(({ name }) => make("th", { scope: "col", dir: "auto" }, name)))),
        make("tbody", {}, ...days.map((day) => make("tr", {}, make("th", { scope: "row" }, dayText(day)), ...lines.map((line) => make("td", {}, make("bdi", {}, at(line, day))))))),
      ),
    ),
  );
}

/**
 * @param {Answer} answer @param {(wish: { target: string, of: "shop" | "source" } | null) => Promise<void>} set
 */
function watchView({ history, watch }, set) {
  if (watch) {
    const end = make("button", { type: "button", class: "plain", onclick: () => void set(null) }, say("watch_end"));
    const target = money(watch.currency, watch.target);
    return { form: make("p", { class: "watch" }, make("span", { role: "status" }, say(watch.of === "shop" ? "watch_set_shop" : "watch_set_source", target)), " ", end), next: end };
  }
  const field = make("input", { type: "text", inputmode: "decimal", autocomplete: "off", required: "", pattern: "\\d{1,9}([.,]\\d{1,4})?", "aria-label": say("watch_target", history?.shop.currency ?? ""), placeholder: say("watch_target", history?.shop.currency ?? "") });
  const of = make("select", { "aria-label": say("watch_of") }, ...["shop", "source"].map((side) => make("option", { value: side }, say(`watch_of_${side}`))));
  const form = make(
    "form",
    {
      class: "watch",
      onsubmit: (/** @type {Event} */ event) => {
        event.preventDefault();
        void set({ target: field.value.replace(",", "."), of: of.value === "source" ? "source" : "shop" });
      },
    },
    of,
    field,
    make("button", { class: "plain" }, say("watch_start")),
    make("p", { class: "fine" }, say("watch_why")),
  );
  return { form, next: field };
}
