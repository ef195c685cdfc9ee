// @ts-check
// The options page: its sections one below the other, a list of them at the side, and one line that says what was saved.
import { make } from "../shared/ui/dom.js";
import { api } from "../shared/api.js";
import { holdFocus } from "../shared/ui/focus.js";
import { onSettings, readSettings, updateSettings } from "../shared/settings.js";
import { speak } from "../shared/i18n/texts.js";
import { locale, say } from "../shared/i18n/words.js";
import { SECTIONS } from "./sections.js";

/** @typedef {import("./sections.js").Context} Context */

/** @type {((settings: import("../types").Settings) => void)[]} */
let listeners = [];
let language = "";

const said = make("p", { class: "said", role: "status" });

/** @type {Omit<Context, "settings">} */
const context = {
  async update(change) {
    await updateSettings(change);
    tell(say("options_saved"));
  },
  ask: (request) => api.runtime.sendMessage(request),
  tell,
};

/** @param {string} text */
function tell(text) {
  // The same words twice are two messages.
  said.textContent = "";
  requestAnimationFrame(() => (said.textContent = text));
}

/** @param {import("../types").Settings} settings */
async function draw(settings) {
  await speak(settings.language);
  language = settings.language;
  document.documentElement.lang = locale();
  document.documentElement.dir = say("dir");
  document.title = `${say("short_name")} · ${say("options_title")}`;
  const built = SECTIONS.map(({ id, title, build }) => {
    const { view, changed } = build({ ...context, settings });
    return { id, title, changed, section: make("section", { id, "aria-labelledby": `${id}-title` }, make("h2", { id: `${id}-title` }, say(title)), view) };
  });
  listeners = built.flatMap(({ changed }) => (changed ? [changed] : []));
  const places = built.map(({ id, title }) => make("li", {}, make("a", { href: `#${id}` }, say(title))));
  document.body.replaceChildren(
    make(
      "header",
      {},
      make("img", { src: "../icons/48.png", alt: "" }),
      make("h1", {}, say("short_name"), " ", make("span", {}, say("options_title"))),
      make("nav", { "aria-label": say("options_sections") }, make("ul", {}, ...places)),
      make("p", { class: "fine" }, make("a", { href: "../welcome/welcome.html" }, say("options_first"))),
    ),
    make("main", {}, ...built.map(({ section }) => section)),
    said,
  );
}

onSettings((now) => {
  if (now.language === language) {
    for (const changed of listeners) changed(now);
    return;
  }
  // Another language: all of it anew, and the focus where it was.
  const at = document.activeElement?.closest("section")?.id;
  void draw(now).then(holdFocus(() => (at ? document.getElementById(at) : document.querySelector("header"))));
});

await draw(await readSettings());
// The address may name a section, which was not there yet when the browser looked for it.
if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
document.body.dataset.state = "drawn";
