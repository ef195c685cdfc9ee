// @ts-check
// "What left this browser": every request that the extension made, by host, from its own log.
import { make } from "../../shared/ui/dom.js";
import { labelled } from "../../shared/ui/fields.js";
import { clearSent, sent as readSent } from "../../shared/log.js";
import { locale, plural, say } from "../../shared/i18n/words.js";
import { saveAs } from "../save.js";
import { windowed } from "../windowed.js";

/** @typedef {import("../../types").Sent} Sent */
/** @typedef {{ host: string, entries: Sent[], bytes: number }} Host */

const ROW = 40;

/** @type {import("../sections.js").Section} */
export const sent = {
  id: "sent",
  title: "options_sent",
  build({ tell }) {
    /** @type {Sent[]} */
    let all = [];
    /** @type {(Host | Sent)[]} */
    let rows = [];
    const open = new Set();
    const list = windowed({ label: say("options_sent"), height: ROW, row: (at) => ("entries" in rows[at] ? hostRow(rows[at]) : requestRow(rows[at])) });
    const summary = make("p", { role: "status" });
    const search = make("input", { type: "search", autocomplete: "off", oninput: () => show() });

    /** @param {Host} host */
    function hostRow({ host, entries, bytes }) {
      const shown = open.has(host) || Boolean(search.value.trim());
      const button = make("button", { type: "button", class: "host", "aria-expanded": String(shown), onclick: () => turn(host) }, make("bdi", {}, host));
      return make("div", { class: "row of-host" }, button, make("span", { class: "fine" }, plural("options_sent_requests", entries.length)), make("span", { class: "fine" }, size(bytes)));
    }

    /** @param {string} host */
    function turn(host) {
      if (!open.delete(host)) open.add(host);
      show();
      // The button was drawn anew.
      [...list.view.querySelectorAll("button")].find(({ textContent }) => textContent === host)?.focus();
    }

    function show() {
      const words = search.value.trim().toLowerCase();
      const wanted = words ? all.filter((entry) => `${entry.host} ${entry.purpose} ${say(`options_purpose_${entry.purpose}`)} ${outcome(entry)}`.toLowerCase().includes(words)) : all;
      const hosts = byHost(wanted);
      rows = hosts.flatMap((host) => (words || open.has(host.host) ? [host, ...host.entries] : [host]));
      const bytes = wanted.reduce((sum, entry) => sum + entry.bytes, 0);
      summary.textContent = wanted.length ? `${plural("options_sent_requests", wanted.length)} · ${plural("options_sent_hosts", hosts.length)} · ${size(bytes)}` : say(words ? "options_sent_no_match" : "options_sent_none");
      list.view.hidden = !rows.length;
      save.disabled = clear.disabled = !all.length;
      list.show(rows.length);
    }

    async function load() {
      all = await readSent().catch(() => []);
      show();
    }
    const save = make("button", { type: "button", onclick: () => saveAs("yuantou-requests.json", JSON.stringify(all.map(plain), null, 2)) }, say("options_sent_export"));
    const clear = make("button", { type: "button", onclick: () => void forget() }, say("options_sent_clear"));
    async function forget() {
      await clearSent();
      await load();
      tell(say("options_sent_cleared"));
      // There is nothing left to press.
      search.focus();
    }
    // Whoever comes back to this page wants what was sent meanwhile.
    addEventListener("focus", () => void load());
    void load();
    return {
      view: make("div", { class: "sent" }, make("p", { class: "fine" }, say("options_sent_why")), labelled(say("options_sent_filter"), search), summary, list.view, make("div", { class: "buttons" }, save, clear)),
    };
  },
};

/** The host that was asked last stands first. @param {Sent[]} entries @returns {Host[]} */
function byHost(entries) {
  /** @type {Map<string, Host>} */
  const hosts = new Map();
  for (const entry of entries) {
    const host = hosts.get(entry.host) ?? { host: entry.host, entries: [], bytes: 0 };
    host.entries.push(entry);
    host.bytes += entry.bytes;
    hosts.set(entry.host, host);
  }
  return [...hosts.values()];
}

/** @param {Sent} entry */
function requestRow(entry) {
  const when = new Intl.DateTimeFormat(locale(), { dateStyle: "short", timeStyle: "medium" }).format(entry.at);
  return make("div", { class: "row" }, make("time", { datetime: new Date(entry.at).toISOString() }, when), make("span", {}, say(`options_purpose_${entry.purpose}`)), make("span", {}, outcome(entry)), make("span", { class: "fine" }, size(entry.bytes)));
}

/** @param {Sent} entry */
const outcome = ({ outcome: how, status }) => say(`options_outcome_${how}`, String(status ?? ""));

/** @param {number} bytes */
function size(bytes) {
  const unit = bytes < 1000 ? "byte" : bytes < 1e6 ? "kilobyte" : "megabyte";
  const value = bytes / { byte: 1, kilobyte: 1000, megabyte: 1e6 }[unit];
  return new Intl.NumberFormat(locale(), { style: "unit", unit, unitDisplay: "short", maximumFractionDigits: unit === "byte" ? 0 : 1 }).format(value);
}

/** An entry as a file has it. @param {Sent} entry */
const plain = ({ at, host, purpose, outcome: how, status, bytes }) => ({ time: new Date(at).toISOString(), host, purpose, outcome: how, status, bytes });
