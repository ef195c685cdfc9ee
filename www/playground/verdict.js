// @ts-check
// The outcome: what the two are to one another, how probable that is among how many listings, and why.
import { here, make } from "../dom.js";
import { svg } from "./draw.js";
import { exact, number, percent, say } from "./words.js";

/** Listings searched: the pair alone, a small catalogue, a large one, all of a marketplace. */
export const AMONG = [1, 1_000, 1_000_000, 1_000_000_000];

/** @typedef {import("../../extension/core/yuantou.js").Compared} Compared */

export class Verdict {
  #headline = make("p", { class: "headline", role: "status" });
  #reasons = make("ul", { class: "reasons", "aria-label": say("reasons") });
  /** @type {{ fill: Element, value: HTMLElement, input: HTMLInputElement }[]} */
  #rows = [];

  /** @param {() => void} changed */
  constructor(changed) {
    here("#verdict").replaceChildren(this.#headline, this.#reasons);
    this.#rows = AMONG.map((listings, n) => {
      const input = /** @type {HTMLInputElement} */ (make("input", { type: "radio", name: "among", value: String(n) }));
      input.checked = n === 0;
      input.addEventListener("change", changed);
      const fill = svg("rect", { class: "fill", height: 6, width: 0 });
      const bar = svg("svg", { viewBox: "0 0 100 6", preserveAspectRatio: "none", class: "bar", "aria-hidden": "true" }, svg("rect", { class: "track", height: 6, width: 100 }), fill);
      const value = make("span", { class: "value" });
      here("#among").append(make("label", { class: "row" }, input, make("span", {}, n === 0 ? say("among_1") : say("among_many", number(listings))), bar, value));
      return { fill, value, input };
    });
  }

  /** Which of the numbers of listings is chosen. */
  get chosen() {
    return Math.max(0, this.#rows.findIndex(({ input }) => input.checked));
  }

  /** @param {Compared[]} outcomes One for each of `AMONG` */
  show(outcomes) {
    const outcome = outcomes[this.chosen];
    const { probability, reasons } = outcome;
    this.#headline.className = `headline ${reasons.length ? outcome.class : "unknown"}`;
    this.#headline.replaceChildren(
      ...(reasons.length ? [make("strong", {}, say(`class_${outcome.class}`)), " ", make("span", {}, `${say("probability")} ${percent(probability)}`)] : [say("no_reasons")]),
    );
    this.#reasons.replaceChildren(...reasons.map(reasonView));
    this.#rows.forEach(({ fill, value }, n) => {
      fill.setAttribute("width", String(100 * outcomes[n].probability));
      fill.setAttribute("class", `fill ${outcomes[n].class}`);
      value.textContent = percent(outcomes[n].probability);
    });
    here("#among-note").textContent = say("among_note", percent(outcome.bounds.same));
  }
}

/** @param {import("../../extension/core/yuantou.js").Reason} reason */
function reasonView({ code, sign, ...facts }) {
  const against = sign === "-";
  const mark = make("span", { role: "img", "aria-label": say(against ? "speaks_against" : "speaks_for") }, against ? "✗" : "✓");
  return make("li", { class: against ? "against" : "for" }, mark, make("bdi", {}, say(`reason_${code}`, ...Object.values(facts).map(partText))));
}

/** @param {number | string | import("../../extension/core/yuantou.js").Stated} part */
function partText(part) {
  if (typeof part !== "object") return typeof part === "number" ? number(part) : part;
  return say(`fact_${part.name}`, (part.numbers ?? []).map(exact).join(" × "));
}
