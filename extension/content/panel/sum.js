// @ts-check
// The landed cost as a sum one can check, with the same purchase at this shop beside it, for as many as the shopper likes.
// The core does the sums; here they are only asked for and shown.
import { make } from "../../shared/ui/dom.js";
import { absolute, locale, money, negative, number, percent, pieces as countOf, say } from "../../shared/i18n/words.js";

/** @typedef {import("../../types").Match} Match */
/** @typedef {import("../../types").Retail} Retail */
/** @typedef {{ title: string, ask: import("../../types").PanelInput["ask"], retail: Retail | undefined, region: string }} Side */

/**
 * @param {Match & Required<Pick<Match, "landed" | "order">>} match
 * @param {Side} side
 */
export function sumView(match, { ask, retail, region }) {
  const { listing, pieces, order: { least, most, step, quantity, tiers: offered } } = match;
  const { currency } = match.landed;
  let wanted = quantity;
  let asked = 0;

  const table = make("table", { "aria-live": "polite" });
  const notes = make("div", { class: "notes" });
  const field = make("input", {
    type: "number", inputmode: "numeric", min: String(least), max: String(most), step: String(step), "aria-label": say("quantity"),
    onchange: () => void choose(Number(field.value)),
  });
  const fewer = make("button", { type: "button", "aria-label": say("fewer"), onclick: () => void choose(wanted - step) }, "−");
  const more = make("button", { type: "button", "aria-label": say("more"), onclick: () => void choose(wanted + step) }, "+");
  const tiers = offered.map(({ tier, from, items, price }) => {
    const words = [make("bdi", {}, say("tier_chip", number(from))), " ", make("bdi", {}, money(currency, price))];
    const button = make("button", { type: "button", class: "tier", onclick: () => void choose(items) }, ...words);
    return { tier, button };
  });

  /** @param {{ retail: Retail | null | undefined, cost: Pick<Match, "landed" | "converted" | "saving"> | null }} sums */
  const show = ({ retail: here, cost }) => {
    const landed = cost?.landed;
    if (!landed) return;
    field.value = String(wanted);
    fewer.disabled = wanted <= least;
    more.disabled = wanted >= most;
    for (const { tier, button } of tiers) button.setAttribute("aria-pressed", String(tier === landed.tier_from));
    table.replaceChildren(...rows(match, here, cost, region));
    notes.replaceChildren(...notesOf(match, cost).map((note) => make("p", { class: "fine" }, note)));
  };

  /** @param {number} number */
  async function choose(number) {
    wanted = Math.min(most, Math.max(least, Number.isFinite(number) ? Math.round(number) : least));
    const order = (asked += 1);
    const answer = await ask({ kind: "sums", offer: listing, quantity: wanted, pieces });
    // Only the last question's answer counts.
    if (order === asked && answer?.kind === "sums") show(answer.sums);
  }

  show({ retail, cost: match });
  // The verdict's shop side is that of one item.
  if (retail && retail.quantity !== wanted) void choose(wanted);
  return make(
    "div",
    { class: "sum" },
    make("div", { class: "buy" }, make("span", { class: "label" }, say("quantity")), make("span", { class: "stepper" }, fewer, field, more), tiers.length > 1 && make("span", { class: "tiers", role: "group", "aria-label": say("tiers") }, ...tiers.map(({ button }) => button))),
    table,
    notes,
    !region && match.landed.freight !== undefined && make("p", { class: "fine" }, say("freight_region_none"), " ", make("button", { type: "button", class: "link", onclick: () => void ask({ kind: "options", section: "defaults" }) }, say("freight_region_set"))),
  );
}

/**
 * @param {Match} match @param {Retail | null | undefined} retail
 * @param {Pick<Match, "landed" | "converted" | "saving">} cost @param {string} region
 */
function rows(match, retail, { landed, converted, saving }, region) {
  if (!landed) return [];
  const there = (/** @type {string} */ amount) => money(landed.currency, amount);
  const here = (/** @type {string} */ amount) => money(retail?.currency, amount);
  const freight = (/** @type {string | undefined} */ amount, /** @type {(amount: string) => string} */ cash) => (amount === undefined ? say("freight_unknown") : Number(amount) === 0 ? say("freight_free") : cash(amount));
  const { unit } = match.listing;
  /** @type {[string, string, string, string?][]} Name, factory, this shop, class */
  const lines = [
    [say("sum_price"), there(landed.unit_price), retail ? here(retail.unit_price) + (retail.kind === "coupon" ? ` ${say("after_coupon")}` : "") : ""],
    [say("sum_goods"), times(landed.quantity, there(landed.goods), unit), retail ? times(retail.quantity, here(retail.goods)) : ""],
    [region ? say("panel_freight_to", region) : say("sum_freight"), freight(landed.freight, there), retail ? freight(retail.freight, here) : "", "freight"],
    [say(landed.freight === undefined ? "sum_total_bare" : "sum_total"), there(landed.total), retail ? here(retail.total) : "", "total"],
    [say(landed.freight === undefined ? "sum_each_bare" : "sum_each"), there(landed.per_piece), retail ? here(retail.per_piece) : "", "each"],
  ];
  const rate = converted?.rate_date;
  if (converted && match.pieces) lines.push([say("sum_pieces", number(match.pieces[0]), number(match.pieces[1])), `${rate ? "≈ " : ""}${money(converted.currency, converted.per_piece)}`, ""]);
  else if (converted && rate) lines.push([say("sum_converted", rate), `≈ ${money(converted.currency, converted.per_piece)}`, ""]);
  const cell = (/** @type {string} */ text) => make("td", {}, make("bdi", {}, text));
  const column = (/** @type {string} */ text) => make("th", { scope: "col" }, text);
  const gain = saving && retail && money(saving.currency, absolute(saving.amount));
  return [
    make("caption", {}, say("sum_caption")),
    make("thead", {}, make("tr", {}, make("td", {}), column(say("picture_factory")), retail ? column(say("picture_shop")) : "")),
    make("tbody", {}, ...lines.map(([name, factory, shop, className]) => make("tr", { class: className ?? "" }, make("th", { scope: "row" }, name), cell(factory), retail ? cell(shop) : ""))),
    gain ? make("tfoot", { class: negative(saving.amount) ? "worse" : "better" }, make("tr", {}, make("td", { colspan: "3" }, make("bdi", {}, negative(saving.amount) ? say("each_dearer", gain) : say("each_saved", gain, percent(saving.percent)))))) : "",
  ];
}

/** "× 3 = ¥6.90", so that it can be checked. @param {number} quantity @param {string} goods @param {string} [unit] */
const times = (quantity, goods, unit) => `× ${unit && locale().startsWith("zh") ? countOf(quantity, unit) : number(quantity)} = ${goods}`;

/** @param {Match} match @param {Pick<Match, "landed">} cost */
function notesOf(match, { landed }) {
  if (!landed || !match.landed) return [];
  const { unit } = match.listing;
  const first = match.landed;
  return [
    landed.from_price ? say("from_variant") : "",
    landed.moq > 1 ? (first.quantity === first.moq ? say("moq", countOf(first.moq, unit), money(first.currency, first.total)) : say("moq_only", countOf(first.moq, unit))) : "",
  ].filter(Boolean);
}
