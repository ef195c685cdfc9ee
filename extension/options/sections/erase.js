// @ts-check
// Erase everything: every database and every storage area, after a second question, and then what is gone is said.
import { make } from "../../shared/ui/dom.js";
import { api } from "../../shared/api.js";
import { number, say } from "../../shared/i18n/words.js";

/** @type {import("../sections.js").Section} */
export const erase = {
  id: "erase",
  title: "options_erase",
  build({ ask }) {
    const gone = make("div", { role: "status" });
    const sure = make("div", { class: "sure" });
    const first = make("button", { type: "button", class: "danger", "aria-expanded": "false", onclick: () => question() }, say("options_erase_all"));
    const yes = make("button", { type: "button", class: "danger", onclick: () => void go() }, say("options_erase_yes"));
    const no = make("button", { type: "button", onclick: () => answered() }, say("options_erase_no"));
    sure.append(make("p", {}, say("options_erase_sure")), make("div", { class: "buttons" }, no, yes));
    sure.hidden = true;

    function question() {
      sure.hidden = false;
      first.setAttribute("aria-expanded", "true");
      // The answer that does no harm is the one at hand.
      no.focus();
    }
    function answered() {
      sure.hidden = true;
      first.setAttribute("aria-expanded", "false");
      first.focus();
    }
    async function go() {
      yes.disabled = true;
      const { entries, databases, left } = await eraseEverything(() => ask({ kind: "erasing" }));
      await ask({ kind: "erased" });
      yes.disabled = false;
      answered();
      gone.replaceChildren(
        make("p", {}, say("options_erased", number(entries), number(databases.length))),
        databases.length > 0 && make("ul", {}, ...databases.map((name) => make("li", { dir: "ltr" }, name))) || "",
        left.length > 0 && make("p", { class: "wrong" }, say("options_erase_left", left.join(", "))) || "",
      );
    }
    return { view: make("div", {}, make("p", { class: "fine" }, say("options_erase_why")), first, sure, gone) };
  },
};

/** What a browser has not deleted by then is still in use somewhere. */
const PATIENCE_MS = 5000;

/** All that the extension has stored in this browser. @param {() => Promise<unknown>} forgetSession */
async function eraseEverything(forgetSession) {
  let entries = 0;
  for (const area of [api.storage.local, api.storage.session]) entries += Object.keys(await area.get(null)).length;
  await forgetSession();
  await api.storage.local.clear();
  const names = (await indexedDB.databases()).flatMap(({ name }) => (name ? [name] : []));
  const deleted = await Promise.all(names.map(deleteDatabase));
  // Files that were fetched for packs.
  for (const name of await caches.keys()) await caches.delete(name);
  return { entries, databases: names.filter((_, at) => deleted[at]), left: names.filter((_, at) => !deleted[at]) };
}

/** @param {string} name @returns {Promise<boolean>} Whether it is gone */
function deleteDatabase(name) {
  return new Promise((done) => {
    const asked = indexedDB.deleteDatabase(name);
    asked.onsuccess = () => done(true);
    asked.onerror = () => done(false);
    setTimeout(() => done(false), PATIENCE_MS);
  });
}
