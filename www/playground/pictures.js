// @ts-check
// What the pictures say: every view with every other, and of the chosen pair the views and codes themselves.
import { here, make } from "../dom.js";
import { bits, colours, count, drawView } from "./draw.js";
import { number, percent, say } from "./words.js";

/** @typedef {import("../../extension/core/yuantou.js").ViewPair} ViewPair */
/** @typedef {import("../../extension/core/yuantou.js").LookView} LookView */

const SMALL = 44;
const LARGE = 176;

export class Pictures {
  #none = here("#pictures").firstElementChild ?? "";
  #shown = "";

  /** @param {import("./side.js").Side} shop @param {import("./side.js").Side} factory @param {import("../../extension/core/yuantou.js").Compared} outcome */
  show(shop, factory, { pictures, bounds }) {
    const place = here("#pictures");
    if (!pictures || !shop.look || !factory.look || !shop.copy || !factory.copy) {
      this.#shown = "";
      return place.replaceChildren(this.#none);
    }
    // Titles and prices change none of this: what was chosen stays.
    const key = [shop, factory].flatMap(({ look }) => look?.views.map(({ pdq, gradient }) => pdq + gradient)).join();
    if (key === this.#shown) return;
    this.#shown = key;
    const nearest = pictures.pairs.reduce((best, pair) => (pair.distance < best.distance ? pair : best));
    const detail = make("div", { class: "detail", role: "group", "aria-label": say("pair_chosen") });
    const sides = { shop: { ...shop, name: say("side_shop") }, factory: { ...factory, name: say("side_factory") } };
    /** @type {Map<ViewPair, HTMLElement>} */
    const cells = new Map();
    /** @param {ViewPair} pair */
    const choose = (pair) => {
      for (const [other, cell] of cells) cell.setAttribute("aria-pressed", String(other === pair));
      detail.replaceChildren(...detailOf(sides, pair));
    };
    for (const pair of pictures.pairs) cells.set(pair, cellOf(pair, nearest, bounds, choose));
    place.replaceChildren(
      make("p", {}, say("nearest", number(pictures.distance, 1), number(bounds.same_photograph), number(bounds.similar_photograph))),
      make("p", {}, say("colours", percent(pictures.colours), percent(bounds.other_colour))),
      tableOf(sides, pictures.pairs, cells),
      detail,
    );
    choose(nearest);
  }
}

/** @typedef {{ look: import("../../extension/core/yuantou.js").Look | null, copy: HTMLCanvasElement | null, name: string }} Seen */

/** @param {Seen} seen @param {string} name */
function viewOf(seen, name) {
  const view = seen.look?.views.find((one) => one.name === name);
  if (!view || !seen.copy) throw new Error(`no view ${name}`);
  return { view, copy: seen.copy };
}

/** @param {Seen} seen @param {string} name @param {"row" | "col"} scope */
function header(seen, name, scope) {
  const { view, copy } = viewOf(seen, name);
  return make("th", { scope }, drawView(copy, view, SMALL, ""), make("span", {}, say(`view_${name}`)));
}

/** @param {ViewPair} pair @param {ViewPair} nearest @param {import("../../extension/core/yuantou.js").Compared["bounds"]} bounds @param {(pair: ViewPair) => void} choose */
function cellOf(pair, nearest, bounds, choose) {
  const tone = pair.distance <= bounds.same_photograph ? "same" : pair.distance <= bounds.similar_photograph ? "similar" : "apart";
  const label = say("pair_label", say(`view_${pair.shop}`), say(`view_${pair.factory}`), number(pair.distance, 1), number(pair.pdq), number(pair.gradient));
  const button = make("button", { type: "button", class: `${tone}${pair === nearest ? " nearest" : ""}`, title: label }, make("b", {}, number(pair.distance)), make("small", {}, `${pair.pdq} · ${pair.gradient}`));
  button.addEventListener("click", () => choose(pair));
  return button;
}

/** @param {{ shop: Seen, factory: Seen }} sides @param {ViewPair[]} pairs @param {Map<ViewPair, HTMLElement>} cells */
function tableOf(sides, pairs, cells) {
  const columns = [...new Set(pairs.map(({ factory }) => factory))];
  const rows = [...new Set(pairs.map(({ shop }) => shop))];
  const head = make("tr", {}, make("td", { class: "corner" }, say("table_corner")), ...columns.map((name) => header(sides.factory, name, "col")));
  const body = rows.map((row) => make("tr", {}, header(sides.shop, row, "row"), ...pairs.filter(({ shop }) => shop === row).map((pair) => make("td", {}, cells.get(pair) ?? ""))));
  return make("div", { class: "scroll" }, make("table", { class: "distances" }, make("caption", {}, say("table_caption")), make("thead", {}, head), make("tbody", {}, ...body)));
}

/** The two views with their codes, and in what these differ. @param {{ shop: Seen, factory: Seen }} sides @param {ViewPair} pair */
function detailOf({ shop, factory }, pair) {
  const [left, right] = [viewOf(shop, pair.shop), viewOf(factory, pair.factory)];
  /** @param {"pdq" | "gradient"} kind @param {LookView} view */
  const grid = (kind, { [kind]: code }) => figure(say(`bits_${kind}`), bits(code, say("bits_label", say(`bits_${kind}`), number(count(code)))));
  /** @param {"pdq" | "gradient"} kind */
  const differing = (kind) => figure(`${say("differ")}: ${number(pair[kind])}`, bits(left.view[kind], say("bits_differ", say(`bits_${kind}`), number(pair[kind])), right.view[kind]));
  const column = (/** @type {Seen} */ seen, /** @type {{ view: LookView, copy: HTMLCanvasElement }} */ { view, copy }) =>
    make(
      "div", {},
      figure(`${seen.name}: ${say(`view_${view.name}`)}`, drawView(copy, view, LARGE, `${seen.name}: ${say(`view_${view.name}`)}`)),
      grid("pdq", view), grid("gradient", view),
      figure(say("bits_chroma"), colours(seen.look?.chroma ?? [], `${seen.name}: ${say("chroma_label")}`)),
    );
  return [column(shop, left), column(factory, right), make("div", { class: "differing" }, differing("pdq"), differing("gradient"))];
}

/** @param {string} caption @param {Element} drawing */
const figure = (caption, drawing) => make("figure", {}, drawing, make("figcaption", {}, caption));
