// @ts-check
// The panel's history of prices, from the shopper's own visits, and the target to wait for.
import { chart, dayText, sample } from "./chart.js";
import { make } from "./dom.js";
import { money, say } from "../shared/words.js";

/** Sources drawn beside the shop's line; the table has them all. */
const DRAWN = 3;
/** Rows of the table: the latest. */
const ROWS = 60;

/** @typedef {import("../types").PriceSeries} PriceSeries */
/** @typedef {import("./chart.js").Line} Line */
/** @typedef {Extract<import("../types").Response, { kind: "history" }>} Answer */

/**
 * The section, filled when the history has been asked for.
 * @param {import("../types").PanelInput["ask"]} ask
 */
export function historyView(ask) {
  const body = make("div", { class: "history-body" });
  const section = make("section", { class: "history", "aria-labelledby": "history" }, make("h3", { id: "history" }, say("history_title")), body);
  section.hidden = true;
  /** @param {import("../types").Response | null} answer @param {boolean} [changed] */
  const show = (answer, changed) => {
    if (answer?.kind !== "history" || !answer.history) return;
    section.hidden = false;
    const watch = watchView(answer, async (wish) => show(await ask({ kind: "watch", wish }), true));
    body.replaceChildren(...pricesView(answer.history), watch.form);
    // What was pressed is gone; its successor takes the focus.
    if (changed) watch.next.focus({ preventScroll: true });
  };
  void ask({ kind: "history" }).then((answer) => show(answer));
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
    tableView(lines),
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

/** The same as a table. @param {Line[]} lines */
function tableView(lines) {
  const days = [...new Set(lines.flatMap(({ series }) => series.points.map(([day]) => day)))].sort().reverse().slice(0, ROWS);
  const at = (/** @type {PriceSeries} */ { points, last, currency }, /** @type {string} */ day) => {
    const point = day <= last && points.findLast(([from]) => from <= day);
    return point ? money(currency, point[1]) : "–";
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
        make("tbody", {}, ...days.map((day) => make("tr", {}, make("th", { scope: "row" }, dayText(day)), ...lines.map(({ series }) => make("td", {}, make("bdi", {}, at(series, day))))))),
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
