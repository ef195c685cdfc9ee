// @ts-check
// Packs on servers: added by address, switched, kept offline, taken away; what each last answered, and what is wrong.
import { make } from "../../shared/ui/dom.js";
import { holdFocus } from "../../shared/ui/focus.js";
import { labelled, toggle } from "../../shared/ui/fields.js";
import { api } from "../../shared/api.js";
import { locale, number, plural, say } from "../../shared/i18n/words.js";

/** While a pack is loaded or asked. */
const AGAIN_MS = 1000;

/** @typedef {Extract<import("../../types").Response, { kind: "packs" }>["packs"][number]} Shown */

/** @type {import("../sections.js").Section} */
export const packs = {
  id: "packs",
  title: "options_packs",
  build({ ask, tell }) {
    const list = make("div", { class: "packs" });
    const wrong = make("p", { class: "wrong", role: "alert" });
    const address = make("input", { type: "url", dir: "ltr", autocomplete: "off", placeholder: "https://", required: "" });
    const form = make("form", { onsubmit: (/** @type {SubmitEvent} */ event) => void add(event) }, labelled(say("options_packs_address"), address), make("button", { type: "submit" }, say("options_packs_add")));
    let drawn = "";
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;

    /** @param {SubmitEvent} event */
    async function add(event) {
      event.preventDefault();
      wrong.textContent = "";
      let origin;
      try {
        const { protocol, hostname } = new URL(address.value.trim());
        origin = `${protocol}//${hostname}/*`;
      } catch {
        wrong.textContent = say("options_packs_no_address");
        return;
      }
      // Asked for in the click itself: later the browser would not show the question.
      const allowed = await api.permissions.request({ origins: [origin] }).catch(() => false);
      if (!allowed) {
        wrong.textContent = say("options_pack_fault_permission");
        return;
      }
      const answer = await ask({ kind: "pack_add", address: address.value });
      if (answer.kind === "failed") {
        wrong.replaceChildren(...reason({ kind: answer.error, message: answer.message }));
        return;
      }
      address.value = "";
      tell(say("options_packs_added"));
      draw(answer);
    }

    /** @param {import("../../types").Response} answer */
    function draw(answer) {
      if (answer.kind !== "packs") return;
      clearTimeout(timer);
      if (answer.packs.some(({ loading }) => loading)) timer = setTimeout(() => void load(), AGAIN_MS);
      // Drawn anew only where something changed: what has the focus keeps it.
      const now = JSON.stringify(answer.packs);
      if (now === drawn) return;
      drawn = now;
      const at = document.activeElement?.id;
      const backTo = holdFocus(() => list);
      list.replaceChildren(...(answer.packs.length ? answer.packs.map((pack) => card(pack, send)) : [make("p", {}, say("options_packs_none"))]));
      if (at) document.getElementById(at)?.focus();
      backTo();
    }

    /** @param {import("../../types").CatalogueRequest} request */
    const send = async (request) => draw(await ask(request));
    const load = () => send({ kind: "packs" });
    addEventListener("focus", () => void load());
    void load();
    return { view: make("div", {}, make("p", { class: "fine" }, say("options_packs_why")), make("p", {}, say("options_packs_reveal")), form, wrong, list) };
  },
};

/** @param {Shown} pack @param {(request: import("../../types").CatalogueRequest) => Promise<void>} send */
function card({ id, address, name, on, key, offline, loading, status }, send) {
  const { view: switched } = toggle(name, on, (now) => void send({ kind: "pack_switch", id, on: now }));
  switched.querySelector("input")?.setAttribute("id", `pack-${id}-on`);
  switched.querySelector("label")?.setAttribute("for", `pack-${id}-on`);
  const { progress, answered, fault } = status;
  const lines = [
    make("p", { class: "fine", dir: "ltr" }, address),
    make("p", {}, [plural("options_packs_listings", status.listings ?? 0), size(status.bytes ?? 0), say("options_packs_generation", number(status.generation ?? 0))].join(" · ")),
    make("p", { class: "fine" }, key ? say("options_packs_signed", `${key.slice(0, 16)}…`) : say("options_packs_unsigned")),
    answered && make("p", { class: "fine" }, say("options_packs_answered", when(answered.at), size(answered.bytes), number(answered.trips), number(answered.ms))),
    fault && make("p", { class: "wrong" }, `${when(fault.at)}: `, ...reason(fault)),
    loading && make("progress", { max: "1", value: String(progress?.all ? progress.done / progress.all : 0), "aria-label": say("options_packs_loading", name) }),
    offline && make("p", {}, say("options_packs_is_offline")),
  ];
  const keep = make("button", { type: "button", id: `pack-${id}-offline`, onclick: () => void send({ kind: "pack_offline", id, on: !(offline || loading) }) }, say(offline || loading ? "options_packs_not_offline" : "options_packs_offline"));
  const again = offline && !loading && make("button", { type: "button", id: `pack-${id}-again`, onclick: () => void send({ kind: "pack_offline", id, on: true }) }, say("options_packs_update"));
  const remove = make("button", { type: "button", class: "danger", id: `pack-${id}-remove`, "aria-label": say("options_packs_remove_one", name), onclick: () => void send({ kind: "pack_remove", id }) }, say("options_packs_remove"));
  return make("article", { class: "pack" }, switched, ...lines, make("div", { class: "buttons" }, keep, again, remove));
}

/** What is wrong, in the shopper's words, or in the core's own where we have none. @param {{ kind: string, message: string }} fault */
function reason({ kind, message }) {
  const text = say(`options_pack_fault_${kind}`);
  return text ? [text] : [say("options_pack_fault_error"), " ", make("span", { lang: "en", dir: "ltr" }, message)];
}

/** @param {number} at */
const when = (at) => new Intl.DateTimeFormat(locale(), { dateStyle: "short", timeStyle: "short" }).format(at);

/** @param {number} bytes */
function size(bytes) {
  const unit = bytes < 1e6 ? "kilobyte" : bytes < 1e9 ? "megabyte" : "gigabyte";
  const value = bytes / { kilobyte: 1e3, megabyte: 1e6, gigabyte: 1e9 }[unit];
  return new Intl.NumberFormat(locale(), { style: "unit", unit, unitDisplay: "short", maximumFractionDigits: 1 }).format(value);
}
