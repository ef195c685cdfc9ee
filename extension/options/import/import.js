// @ts-check
// Importing a file of listings: which column means what, how far it is, and which rows were left out and why.
import { make } from "../../shared/ui/dom.js";
import { labelled, select, toggle } from "../../shared/ui/fields.js";
import { money, number, plural, say } from "../../shared/i18n/words.js";
import { hostQuestion, LeftPictures, notAllowed } from "./pictures.js";
import { listingTools } from "./tools.js";
import { windowed } from "../windowed.js";

const ACCEPTED = ".csv,.tsv,.txt,.jsonl,.ndjson,.json,.xlsx,.xlsm";
const PREVIEW = 3;
const ROW = 40;
/** Listings handed over at once: their pictures are fetched meanwhile. */
const PART = 25;

/** @typedef {import("../../shared/listings/main.js").LineFault} LineFault */

/**
 * @param {{ ask: import("../sections.js").Context["ask"], tell: (text: string) => void, done: () => void }} context
 */
export function importView({ ask, tell, done }) {
  const view = make("div", { class: "import" });
  const wrong = make("p", { class: "wrong", role: "alert" });
  const file = make("input", { type: "file", accept: ACCEPTED, onchange: () => void open() });
  /** The file that is looked at; another one ends it. */
  let turn = 0;

  async function open() {
    turn += 1;
    wrong.textContent = "";
    view.replaceChildren();
    const chosen = file.files?.[0];
    if (!chosen) return;
    try {
      const { core, listings } = await listingTools();
      const progress = make("progress", { max: "1", value: "0", "aria-label": say("options_import_progress") });
      const source = await listings.openListings(core, chosen, (some, all) => (progress.value = all ? some / all : 0));
      await preview(source, core, progress);
    } catch (error) {
      wrong.replaceChildren(say("options_import_wrong"), " ", make("span", { lang: "en", dir: "ltr" }, String(/** @type {any} */ (error)?.message ?? error)));
    }
  }

  /**
   * @param {Awaited<ReturnType<typeof import("../../shared/listings/main.js").openListings>>} source
   * @param {typeof import("../../core/yuantou.js")} core @param {HTMLProgressElement} progress
   */
  async function preview(source, core, progress) {
    const own = turn;
    const shown = make("ul", { class: "preview" });
    const start = make("button", { type: "button", class: "main", onclick: () => void run() }, say("options_import_start"));
    const { view: wanted, field: withPictures } = toggle(say("options_import_pictures"), true, () => {}, say("options_import_pictures_why"));
    const columns = make("div", { class: "columns" });
    const unpriced = make("p", { class: "fine" }, say("options_import_unpriced"));

    async function sample() {
      const offers = [];
      for await (const batch of source.batches()) {
        offers.push(...batch.offers);
        if (offers.length >= PREVIEW) break;
      }
      if (own !== turn) return;
      progress.value = 0;
      shown.replaceChildren(...offers.slice(0, PREVIEW).map((offer) => make("li", { dir: "auto" }, [offer.title ?? offer.id ?? "", offer.tiers?.[0] ? money(offer.currency, offer.tiers[0].price) : ""].filter(Boolean).join(" · "))));
      if (!offers.length) shown.replaceChildren(make("li", {}, say("options_import_nothing")));
      start.disabled = !offers.length;
      unpriced.hidden = !offers.length || (source.table?.is_priced() ?? true);
    }

    function drawColumns() {
      const names = /** @type {[string, string][]} */ (core.mapping_columns().map((column) => [column, say(`options_column_${column}`) || column]));
      const rows = source.table?.columns().map(({ header, column }, index) => {
        const field = select(names, column, (value) => {
          wrong.textContent = "";
          try {
            source.table?.set(index, value);
          } catch {
            wrong.textContent = say("options_import_twice");
          }
          // The core has the last word on what a column is.
          field.value = source.table?.columns()[index].column ?? "ignore";
          void sample();
        });
        return labelled(header || number(index + 1), field);
      });
      columns.replaceChildren(...(rows ?? []));
    }

    async function run() {
      start.disabled = true;
      view.replaceChildren(progress);
      let count = 0;
      const pictures = new LeftPictures();
      /** @type {LineFault[]} */
      const left = [];
      /** @type {LineFault[]} */
      const noted = [];
      try {
        if (withPictures.checked) await allowHosts();
        for await (const { offers, faults, notes } of source.batches()) {
          if (own !== turn) return;
          left.push(...faults);
          noted.push(...notes);
          for (let at = 0; at < offers.length; at += PART) {
            const answer = await ask({ kind: "catalogue_put", offers: offers.slice(at, at + PART), pictures: withPictures.checked });
            if (answer.kind === "failed") throw new Error(answer.message);
            if (answer.kind === "catalogue_put") pictures.add(answer.left);
            count += Math.min(PART, offers.length - at);
          }
        }
      } catch (error) {
        wrong.replaceChildren(say("options_import_wrong"), " ", make("span", { lang: "en", dir: "ltr" }, String(/** @type {any} */ (error)?.message ?? error)));
      }
      await ask({ kind: "catalogue_put_done" });
      file.value = "";
      view.replaceChildren(make("p", {}, plural("options_import_done", count)), pictures.view(), rowsTold(left, say("options_left_out"), plural("options_left_rows", left.length)), rowsTold(noted, say("options_noted"), plural("options_noted_rows", noted.length)));
      tell(plural("options_import_done", count));
      done();
    }

    /** Asks for the hosts that pictures are on, all at once and before any is fetched. */
    async function allowHosts() {
      const origins = await notAllowed(source.batches(), ask);
      progress.value = 0;
      if (!origins.length || own !== turn) return;
      const question = hostQuestion(origins);
      view.replaceChildren(question.view);
      question.focus();
      await question.answered;
      view.replaceChildren(progress);
    }

    drawColumns();
    view.replaceChildren(
      source.table ? make("p", { class: "fine" }, say("options_import_columns")) : "",
      columns,
      make("h3", {}, say("options_import_preview")),
      shown,
      unpriced,
      wanted,
      start,
    );
    await sample();
  }

  return make("div", { class: "importing" }, labelled(say("options_import"), file, say("options_import_why")), wrong, view);
}

/** Rows, each with what is told of it; nothing where there are none. @param {LineFault[]} rows @param {string} label @param {string} title */
function rowsTold(rows, label, title) {
  if (!rows.length) return "";
  rows.sort((a, b) => a.line - b.line);
  const list = windowed({
    label,
    height: ROW,
    row(at) {
      const { line, kind, message, expected, first } = rows[at];
      const why = say(`options_left_${expected === "agreed" ? expected : kind}`, ...(first ? [number(first)] : []));
      return make("div", { class: "row left" }, make("span", {}, say("options_left_line", number(line))), make("span", {}, why), make("span", { lang: "en", dir: "ltr", class: "fine", title: message }, message));
    },
  });
  list.show(rows.length);
  return make("div", { class: "left-out" }, make("p", {}, title), list.view);
}
