// @ts-check
// How sure a match must be to be shown: a plain choice, and no number to turn.
import { choiceOf } from "../../shared/ui/fields.js";
import { say } from "../../shared/i18n/words.js";

/** @type {import("../sections.js").Section} */
export const matches = {
  id: "matches",
  title: "options_matches",
  build({ settings, update }) {
    const view = choiceOf(
      say("options_matches_show"),
      [
        { value: "likely", label: say("options_likely"), why: say("options_likely_why") },
        { value: "sure", label: say("options_sure"), why: say("options_sure_why") },
      ],
      settings.certainty,
      (value) => void update({ certainty: value === "sure" ? "sure" : "likely" }),
    );
    return {
      view,
      changed({ certainty }) {
        for (const field of view.querySelectorAll("input")) field.checked = field.value === certainty;
      },
    };
  },
};
