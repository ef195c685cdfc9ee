// @ts-check
// The language of every text, each named in itself.
import { make } from "../../shared/ui/dom.js";
import { labelled, select } from "../../shared/ui/fields.js";
import { LANGUAGES } from "../../shared/settings.js";
import { say } from "../../shared/i18n/words.js";

/** No translation: whoever looks for a language looks for its own name. */
const NAMES = { en: "English", zh_CN: "简体中文", zh_TW: "繁體中文", ar: "العربية" };

/** @type {import("../sections.js").Section} */
export const language = {
  id: "language",
  title: "options_language",
  build({ settings, update }) {
    const options = [/** @type {[string, string]} */ (["auto", say("options_language_auto")]), ...LANGUAGES.map((name) => /** @type {[string, string]} */ ([name, NAMES[name]]))];
    const field = select(options, settings.language, (value) => void update({ language: LANGUAGES.find((name) => name === value) ?? "auto" }));
    return { view: make("div", { class: "fields" }, labelled(say("options_language_field"), field)) };
  },
};
