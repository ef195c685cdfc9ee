// @ts-check
// What a badge counts with: how many, delivered where, told in which money.
import { make } from "../../shared/ui/dom.js";
import { labelled, select } from "../../shared/ui/fields.js";
import { REGIONS } from "../../shared/i18n/regions.js";
import { say } from "../../shared/i18n/words.js";
import { currencyOptions } from "../currencies.js";

/** @type {import("../sections.js").Section} */
export const defaults = {
  id: "defaults",
  title: "options_defaults",
  build({ settings, update, ask }) {
    const quantity = make("input", { type: "number", inputmode: "numeric", min: "1", max: "99999", step: "1", required: "", value: String(settings.quantity), onchange: () => void changeQuantity() });
    async function changeQuantity() {
      // The browser says what is wrong with it, and nothing is saved.
      if (quantity.reportValidity()) await update({ quantity: Number(quantity.value) });
    }
    const region = select([["", say("options_region_none")], ...REGIONS.map((name) => /** @type {[string, string]} */ ([name, say(`region_${name}`)]))], settings.region, (value) => void update({ region: value }));
    const currency = select([["", say("options_currency_shop")]], "", (value) => void update({ currency: value }));
    let chosen = settings.currency;
    const fill = async (/** @type {import("../../types").Rates | undefined} */ own) => {
      const answer = own ? /** @type {const} */ ({ kind: "rates", rates: own }) : await ask({ kind: "rates" });
      const known = answer.kind === "rates" ? Object.keys(answer.rates.per_euro) : [];
      // A choice that the rates no longer have is still shown as what it is.
      const codes = chosen && !known.includes(chosen) ? [...known, chosen] : known;
      currency.replaceChildren(make("option", { value: "" }, say("options_currency_shop")), ...currencyOptions(codes));
      currency.value = chosen;
    };
    let { rates } = settings;
    void fill(rates);
    return {
      view: make(
        "div",
        { class: "fields" },
        labelled(say("options_quantity"), quantity, say("options_quantity_why")),
        labelled(say("options_region"), region, say("options_region_why")),
        labelled(say("options_currency"), currency, say("options_currency_why")),
      ),
      changed(now) {
        if (document.activeElement !== quantity) quantity.value = String(now.quantity);
        region.value = now.region;
        chosen = now.currency;
        currency.value = chosen;
        if (JSON.stringify(now.rates) !== JSON.stringify(rates)) void fill((rates = now.rates));
      },
    };
  },
};
