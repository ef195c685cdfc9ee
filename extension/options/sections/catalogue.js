// @ts-check
// The shopper's own listings: what is kept, found by its title, opened, taken away, and saved as a file.
import { make } from "../../shared/ui/dom.js";
import { labelled, select, toggle } from "../../shared/ui/fields.js";
import { locale, money, plural, say } from "../../shared/i18n/words.js";
import { importView } from "../import/import.js";
import { listingTools } from "../import/tools.js";
import { saveAs } from "../save.js";
import { windowed } from "../windowed.js";

const ROW = 44;
/** Listings asked for at once. */
const CHUNK = 60;
/** Listings of one batch of an export. */
const BATCH = 500;

/** @typedef {import("../../types").HeldListing} HeldListing */

/** @type {import("../sections.js").Section} */
export const catalogue = {
  id: "catalogue",
  title: "options_catalogue",
  build({ settings, update, ask, tell }) {
    const { view: learnView, field: learnField } = toggle(say("first_learn_switch"), settings.learn === true, (on) => void update({ learn: on }), say("first_learn_text"));
    const troubleLine = make("p", { class: "wrong", role: "alert" });
    const summary = make("p", { role: "status" });
    const search = make("input", { type: "search", autocomplete: "off", oninput: () => void show() });
    /** Chunks of rows that were asked for. @type {Map<number, Promise<HeldListing[]>>} */
    let chunks = new Map();
    /** Keys of what was found; null while nothing is searched for. @type {string[] | null} */
    let found = null;
    let asked = 0;
    const list = windowed({ label: say("options_catalogue"), height: ROW, row });

    /** @param {number} at A row that fills itself once its listing is there */
    function row(at) {
      const element = make("div", { class: "row listing" });
      const part = Math.floor(at / CHUNK);
      let chunk = chunks.get(part);
      if (!chunk) chunks.set(part, (chunk = load(part * CHUNK)));
      void chunk.then((listings) => {
        const listing = listings[at - part * CHUNK];
        if (listing) element.replaceChildren(...cells(listing, () => void remove([listing.key])));
      });
      return element;
    }

    /** @param {number} from @returns {Promise<HeldListing[]>} */
    async function load(from) {
      const answer = await ask(found ? { kind: "catalogue_listings", keys: found.slice(from, from + CHUNK) } : { kind: "catalogue_slice", from, most: CHUNK });
      return answer.kind === "catalogue_slice" ? answer.listings : [];
    }

    async function show() {
      asked += 1;
      const own = asked;
      const words = search.value.trim();
      const [state, hits] = await Promise.all([ask({ kind: "catalogue" }), words ? ask({ kind: "catalogue_search", text: words }) : null]);
      // Somebody types faster than we look.
      if (own !== asked || state.kind !== "catalogue") return;
      found = hits?.kind === "catalogue_keys" ? hits.keys : null;
      chunks = new Map();
      const shown = found ? found.length : state.count;
      summary.textContent = shown ? plural("options_catalogue_listings", shown) : say(words ? "options_catalogue_no_match" : "options_catalogue_none");
      troubleLine.textContent = state.trouble ? say(`options_catalogue_trouble_${state.trouble.kind}`) || say("options_catalogue_trouble_error", state.trouble.message) : "";
      list.view.hidden = !shown;
      clear.disabled = save.disabled = !state.count;
      list.show(shown);
    }

    /** @param {string[]} [keys] All of them, if none are named */
    async function remove(keys) {
      await ask({ kind: "catalogue_remove", keys });
      await show();
      tell(say("options_catalogue_removed"));
      search.focus();
    }

    const sure = make("div", { class: "sure" });
    sure.hidden = true;
    const clear = make("button", { type: "button", class: "danger", "aria-expanded": "false", onclick: () => question(true) }, say("options_catalogue_clear"));
    const no = make("button", { type: "button", onclick: () => question(false) }, say("options_erase_no"));
    const yes = make("button", { type: "button", class: "danger", onclick: () => void remove().then(() => question(false)) }, say("options_catalogue_clear"));
    sure.append(make("p", {}, say("options_erase_sure")), make("div", { class: "buttons" }, no, yes));
    /** @param {boolean} open */
    function question(open) {
      sure.hidden = !open;
      clear.setAttribute("aria-expanded", String(open));
      (open ? no : clear).focus();
    }

    const format = select([["csv", "CSV"], ["jsonl", "JSON Lines"], ["xlsx", "XLSX"]], "csv", () => {});
    const save = make("button", { type: "button", onclick: () => void exportAll() }, say("options_catalogue_export"));
    async function exportAll() {
      save.disabled = true;
      try {
        const { core, listings } = await listingTools();
        saveAs(`yuantou-listings.${format.value}`, await listings.exportListings(core, batches(ask), /** @type {"csv" | "jsonl" | "xlsx"} */ (format.value)), "application/octet-stream");
        tell(say("options_catalogue_exported"));
      } finally {
        save.disabled = false;
      }
    }

    // What was learnt meanwhile is wanted by whoever comes back to this page.
    addEventListener("focus", () => void show());
    void show();
    return {
      view: make(
        "div",
        {},
        learnView,
        troubleLine,
        labelled(say("options_catalogue_search"), search),
        summary,
        list.view,
        make("div", { class: "buttons" }, labelled(say("options_catalogue_format"), format), save, clear),
        sure,
        importView({ ask, tell, done: () => void show() }),
      ),
      changed({ learn }) {
        learnField.checked = learn === true;
      },
    };
  },
};

/** Every listing, a batch at a time. @param {import("../sections.js").Context["ask"]} ask */
async function* batches(ask) {
  for (let from = 0; ; from += BATCH) {
    const answer = await ask({ kind: "catalogue_slice", from, most: BATCH });
    if (answer.kind !== "catalogue_slice" || !answer.listings.length) return;
    yield answer.listings.map(({ offer }) => offer);
  }
}

/** @param {HeldListing} listing @param {() => void} remove */
function cells({ offer, seen }, remove) {
  const title = offer.title ?? offer.id ?? "";
  const price = offer.tiers?.[0]?.price;
  // A record is data from a page or a file: only a web address becomes a link.
  const name = /^https?:\/\//.test(offer.url ?? "") ? make("a", { href: offer.url ?? "", target: "_blank", rel: "noopener noreferrer", dir: "auto" }, title) : make("span", { dir: "auto" }, title);
  return [
    name,
    make("span", {}, price ? money(offer.currency, price) : ""),
    make("time", { datetime: new Date(seen).toISOString(), class: "fine" }, new Intl.DateTimeFormat(locale(), { dateStyle: "medium" }).format(seen)),
    make("button", { type: "button", "aria-label": say("options_catalogue_remove_one", title), onclick: remove }, say("options_catalogue_remove")),
  ];
}

