// @ts-check
// Exchange rates: the built-in table with its day, or the shopper's own, typed or from a file. What a rate may be is the
// core's to say.
import { make } from "../../shared/ui/dom.js";
import { holdFocus } from "../../shared/ui/focus.js";
import { labelled } from "../../shared/ui/fields.js";
import { locale, say } from "../../shared/i18n/words.js";
import { currencyName } from "../currencies.js";

/** @typedef {import("../../types").Rates} Rates */

/** @type {import("../sections.js").Section} */
export const rates = {
  id: "rates",
  title: "options_rates",
  build({ settings, update, ask, tell }) {
    const view = make("div", { class: "rates" });
    const wrong = make("p", { class: "wrong", role: "alert" });
    let own = settings.rates;

    /** @param {import("../../types").Response} answer */
    const refused = (answer) => {
      const [kind, message] = answer.kind === "failed" ? [answer.error, answer.message] : ["", ""];
      // The core's own words name the line; they are in English, so ours stand before them.
      wrong.replaceChildren(say(`options_rates_${kind.replace("rates_", "")}`) || say("options_rates_wrong"), " ", make("span", { lang: "en", dir: "ltr" }, message));
    };

    /** @param {string} text @param {string} done What to say when it is saved */
    async function take(text, done) {
      wrong.replaceChildren();
      const answer = await ask({ kind: "check_rates", text });
      if (answer.kind !== "rates") return refused(answer);
      await update({ rates: answer.rates });
      tell(done);
    }

    const file = make("input", { type: "file", accept: ".json,.csv,.txt,application/json,text/csv", onchange: () => void read() });
    async function read() {
      const chosen = file.files?.[0];
      if (!chosen) return;
      // More than a table's worth need not be read to be refused.
      await take(await chosen.slice(0, 70_000).text(), say("options_rates_imported"));
      file.value = "";
    }

    async function reset() {
      wrong.replaceChildren();
      await update({ rates: undefined });
      tell(say("options_rates_built_in_again"));
    }

    async function draw() {
      const answer = own ? /** @type {const} */ ({ kind: "rates", rates: own }) : await ask({ kind: "rates" });
      if (answer.kind !== "rates") return refused(answer);
      const backTo = holdFocus(() => view);
      const open = view.querySelector("details")?.open ?? false;
      view.replaceChildren(...tableView(answer.rates, Boolean(own), take), wrong, labelled(say("options_rates_import"), file, say("options_rates_import_why")), own ? make("button", { type: "button", onclick: () => void reset() }, say("options_rates_reset")) : "");
      const details = view.querySelector("details");
      if (details) details.open = open;
      backTo();
    }
    void draw();
    return {
      view,
      changed(now) {
        if (JSON.stringify(now.rates) === JSON.stringify(own)) return;
        own = now.rates;
        void draw();
      },
    };
  },
};

/**
 * @param {Rates} table @param {boolean} own @param {(text: string, done: string) => Promise<void>} take
 */
function tableView({ date, per_euro }, own, take) {
  const day = make("input", { type: "date", required: "", value: date });
  const fields = Object.entries(per_euro).map(([code, rate]) => ({
    code,
    field: make("input", { type: "text", inputmode: "decimal", dir: "ltr", autocomplete: "off", value: rate, "aria-label": `${code}, ${currencyName(code)}` }),
  }));
  const save = () => {
    const kept = fields.filter(({ field }) => field.value.trim()).map(({ code, field }) => [code, field.value.trim().replace(",", ".")]);
    return take(JSON.stringify({ date: day.value, per_euro: Object.fromEntries(kept) }), say("options_saved"));
  };
  const shown = new Intl.DateTimeFormat(locale(), { dateStyle: "long", timeZone: "UTC" }).format(new Date(`${date}T00:00:00Z`));
  /** @param {SubmitEvent} event */
  const submitted = (event) => {
    event.preventDefault();
    void save();
  };
  const rows = fields.map(({ code, field }) => make("tr", {}, make("th", { scope: "row" }, make("span", { class: "code" }, code), " ", currencyName(code)), make("td", {}, field)));
  return [
    make("p", {}, say(own ? "options_rates_own" : "options_rates_built_in", shown)),
    make(
      "details",
      {},
      make("summary", {}, say("options_rates_edit")),
      make(
        "form",
        { onsubmit: submitted },
        labelled(say("options_rates_day"), day),
        make("table", {}, make("caption", { class: "fine" }, say("options_rates_caption")), make("thead", {}, make("tr", {}, make("th", { scope: "col" }, say("options_currency")), make("th", { scope: "col" }, say("options_rates_one_euro")))), make("tbody", {}, ...rows)),
        make("button", { type: "submit" }, say("options_rates_save")),
      ),
    ),
  ];
}
