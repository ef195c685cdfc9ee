// @ts-check
// Form fields as the extension's own pages have them: a label that belongs to its field, and a line that explains it.
import { make } from "./dom.js";

let named = 0;

/**
 * @param {string} label @param {HTMLInputElement | HTMLSelectElement} field @param {string} [why]
 */
export function labelled(label, field, why) {
  const id = `field-${(named += 1)}`;
  field.id = id;
  if (why) field.setAttribute("aria-describedby", `${id}-why`);
  return make("div", { class: "field" }, make("label", { for: id }, label), field, why && make("p", { class: "fine", id: `${id}-why` }, why));
}

/**
 * A switch: a checkbox by nature, so that every reader knows it.
 * @param {string} label @param {boolean} on @param {(on: boolean) => void} changed @param {string} [why]
 */
export function toggle(label, on, changed, why) {
  const id = `field-${(named += 1)}`;
  const field = make("input", { type: "checkbox", role: "switch", id, onchange: () => changed(field.checked) });
  field.checked = on;
  if (why) field.setAttribute("aria-describedby", `${id}-why`);
  const view = make("div", { class: "toggle" }, make("label", { for: id, dir: "auto" }, label), field, why && make("p", { class: "fine", id: `${id}-why` }, why));
  return { view, field };
}

/**
 * A few choices, one of which holds.
 * @param {string} legend @param {{ value: string, label: string, why?: string }[]} choices @param {string | undefined} chosen @param {(value: string) => void} changed
 */
export function choiceOf(legend, choices, chosen, changed) {
  const name = `choice-${(named += 1)}`;
  return make(
    "fieldset",
    { class: "choices" },
    make("legend", {}, legend),
    ...choices.map(({ value, label, why }, at) => {
      const field = make("input", { type: "radio", name, value, id: `${name}-${at}`, onchange: () => changed(value) });
      field.checked = value === chosen;
      if (why) field.setAttribute("aria-describedby", `${name}-${at}-why`);
      return make("div", { class: "choice" }, field, make("label", { for: `${name}-${at}` }, label), why && make("p", { class: "fine", id: `${name}-${at}-why` }, why));
    }),
  );
}

/** @param {[value: string, text: string][]} options @param {string} chosen @param {(value: string) => void} changed */
export function select(options, chosen, changed) {
  const field = make("select", { onchange: () => changed(field.value) }, ...options.map(([value, text]) => make("option", { value }, text)));
  field.value = chosen;
  return field;
}

/** Shops by the names that shoppers know them by. @param {string} shop @param {(name: string) => string} say */
export const shopName = (shop, say) => say(`shop_${shop}`) || say(`platform_${shop}`) || shop;
