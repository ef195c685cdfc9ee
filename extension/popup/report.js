// @ts-check
// A page whose rules failed, in the shopper's words, and as a report for whoever mends the rules. The report holds what
// `Health` holds and no more: nothing of what the page says, and of its address only what all pages of its kind share.
import { make } from "../shared/ui/dom.js";
import { say } from "../shared/i18n/words.js";

/** @typedef {import("../types").Health} Health */

/** Whether a page of a shop that is known lacks what every page of its kind has. @param {Health | undefined} health */
export const failed = (health) => Boolean(health && health.expects !== "unknown" && health.rules.some(({ required, found }) => required && !found));

/** "title found, price not found". @param {Health} health */
export function rulesInWords({ rules }) {
  const told = rules.filter(({ name, required }) => required && say(`rule_${name}`));
  const parts = told.map(({ name, found }) => say(found ? "rule_is_found" : "rule_is_missing", say(`rule_${name}`)));
  // Not by Intl.ListFormat: in Chinese it puts nothing between them.
  return parts.length ? parts.reduce((said, part) => say("rule_and", said, part)) : "";
}

/** The report. In English, as whoever reads it does. @param {Health} health @param {string} reason @param {string} version */
export function reportText({ site, expects, place, rules, probes }, reason, version) {
  const names = (/** @type {(rule: Health["rules"][number]) => boolean} */ wanted) => rules.filter(wanted).map(({ name, required }) => (required ? `${name} (required)` : name)).join(", ") || "none";
  return [
    `Yuantou ${version}`,
    `site: ${site}, expected: ${expects}, result: ${reason}`,
    `page: ${place}`,
    `found: ${names(({ found }) => found)}`,
    `not found: ${names(({ found }) => !found)}`,
    `probes: ${probes.map(({ probe, found }) => `${probe} ${found}`).join(", ") || "none"}`,
  ].join("\n");
}

/**
 * The report for the shopper to look at, and a button that copies it. Nothing is sent.
 * @param {string} text
 */
export function reportView(text) {
  const said = make("p", { class: "fine", role: "status" });
  // In view before it is copied; where copying is refused, it can be copied by hand.
  const shown = make("pre", { class: "report", dir: "ltr", lang: "en", tabindex: "0", "aria-label": say("report") }, text);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      said.textContent = say("report_copied");
    } catch {
      getSelection()?.selectAllChildren(shown);
      said.textContent = say("report_select");
    }
  };
  return make(
    "section",
    { class: "about-report" },
    make("p", { class: "fine" }, say("report_why")),
    shown,
    make("button", { type: "button", class: "copy", onclick: () => void copy() }, say("report_copy")),
    said,
  );
}
