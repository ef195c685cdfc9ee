// @ts-check
// The watch list: what the shopper waits for, what a visit has found since, and whether a notification may say so.
import { make } from "../../shared/ui/dom.js";
import { api } from "../../shared/api.js";
import { holdFocus } from "../../shared/ui/focus.js";
import { toggle } from "../../shared/ui/fields.js";
import { locale, money, say } from "../../shared/i18n/words.js";

/** @typedef {import("../../types").Watch} Watch */

/** @type {import("../sections.js").Section} */
export const watch = {
  id: "watch",
  title: "options_watch",
  build({ settings, update, ask, tell }) {
    const list = make("div", {});
    const allowed = toggle(say("options_watch_notify"), settings.notify, (on) => void allow(on), say("options_watch_notify_why"));

    /** Asked for inside the click itself: a browser forgets the click after the first wait. @param {boolean} on */
    async function allow(on) {
      const granted = !on || (await api.permissions.request({ permissions: ["notifications"] }));
      allowed.field.checked = on && granted;
      if (granted) await update({ notify: on });
      else tell(say("options_watch_refused"));
    }

    /** @param {import("../../types").Response} answer */
    function show(answer) {
      const all = answer.kind === "watches" ? answer.watches : [];
      const backTo = holdFocus(() => list);
      list.replaceChildren(all.length ? make("ul", { class: "watches" }, ...all.map(rowOf)) : make("p", { class: "fine" }, say("options_watch_none")));
      backTo();
    }

    /** @param {Watch} one */
    function rowOf({ key, title, url, of, target, currency, since, hit }) {
      // A record is data from a page: only a web address becomes a link.
      const name = /^https?:\/\//.test(url) ? make("a", { href: url, target: "_blank", rel: "noopener noreferrer", dir: "auto" }, title || url) : make("span", { dir: "auto" }, title);
      const end = make("button", { type: "button", onclick: () => void ask({ kind: "unwatch", key }).then(show) }, say("watch_end"));
      end.setAttribute("aria-label", `${say("watch_end")}: ${title}`);
      return make(
        "li",
        {},
        name,
        make("p", {}, say(of === "shop" ? "watch_set_shop" : "watch_set_source", money(currency, target)), " ", make("span", { class: "fine" }, day(since))),
        hit && make("p", {}, make("strong", {}, say(of === "shop" ? "watch_hit_shop" : "watch_hit_source", money(currency, hit.price), money(currency, target))), " ", make("span", { class: "fine" }, day(hit.day))),
        end,
      );
    }

    void ask({ kind: "watches" }).then((answer) => {
      show(answer);
      // Read is told.
      return ask({ kind: "watches_told" });
    });
    return {
      view: make("div", {}, make("p", { class: "fine" }, say("options_watch_why")), list, allowed.view),
      changed({ notify }) {
        allowed.field.checked = notify;
      },
    };
  },
};

/** @param {string} date */
const day = (date) => new Intl.DateTimeFormat(locale(), { dateStyle: "medium", timeZone: "UTC" }).format(new Date(`${date}T00:00:00Z`));
