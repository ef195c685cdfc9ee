// @ts-check
// The first run: what the extension does, what it does not send, its shops, the one choice to make, and a place to try it.
import { make } from "../shared/ui/dom.js";
import { api } from "../shared/api.js";
import { shopName, toggle } from "../shared/ui/fields.js";
import { holdFocus } from "../shared/ui/focus.js";
import { onSettings, readSettings, updateSettings } from "../shared/settings.js";
import { speak } from "../shared/i18n/texts.js";
import { locale, money, percent, say } from "../shared/i18n/words.js";

/** A search as the shop's own front page would make it: pages of many different products with their prices. */
const TRY = { zh: "https://s.taobao.com/search?q=%E9%99%B6%E7%93%B7%E5%8B%BA%E5%AD%90", other: "https://www.aliexpress.com/w/wholesale-ceramic-spoon.html" };

/** @param {import("../types").Settings} settings */
async function draw(settings) {
  await speak(settings.language);
  document.documentElement.lang = locale();
  document.documentElement.dir = say("dir");
  document.title = `${say("short_name")} · ${say("first_title")}`;
  document.body.replaceChildren(
    make(
      "main",
      {},
      make("header", {}, make("img", { src: "../icons/128.png", alt: "" }), make("h1", {}, say("name")), make("p", {}, say("first_lead"))),
      does(),
      privacy(),
      learn(settings),
      shops(),
      trial(),
      make("p", { class: "fine" }, make("a", { href: "../options/options.html" }, say("first_options"))),
    ),
  );
}

/** @param {string} title @param {string} className @param {...(Node | string)} content */
function section(title, className, ...content) {
  return make("section", { class: className, "aria-label": say(title) }, make("h2", {}, say(title)), ...content);
}

/** The spoon of the founding story, as its badge says it. */
function does() {
  const yuan = (/** @type {string} */ amount) => money("CNY", amount);
  return section(
    "first_does",
    "",
    make("p", {}, say("first_does_text")),
    make("p", { class: "example" }, make("strong", {}, say("badge_same"), " ", make("bdi", {}, say("each", yuan("3.10")))), make("bdi", {}, say("save", yuan("5.70"), percent(65))), make("span", { class: "fine" }, say("first_example", yuan("8.80"), yuan("2.30"), yuan("2.40"), yuan("9.30")))),
    make("p", {}, say("first_find")),
  );
}

function privacy() {
  const points = ["first_sends_nothing", "first_sends_pictures", "first_sends_search", "first_sends_log"];
  return section("first_sends", "", make("ul", { class: "plain" }, ...points.map((point) => make("li", {}, say(point)))));
}

/** @param {import("../types").Settings} settings */
function learn(settings) {
  const said = make("p", { class: "fine", role: "status" });
  const { view, field } = toggle(say("first_learn_switch"), settings.learn === true, (on) => {
    void updateSettings({ learn: on }).then(() => (said.textContent = say(on ? "first_learn_on" : "first_learn_off")));
  });
  field.id = "learn";
  view.querySelector("label")?.setAttribute("for", "learn");
  return section("first_learn", "learn", make("p", {}, say("first_learn_text")), view, said);
}

function shops() {
  const list = make("ul", { class: "shop-list" });
  const view = section("first_shops", "", make("p", {}, say("first_shops_text")), list);
  /** @type {import("../types").Request} */
  const request = { kind: "shops" };
  void api.runtime.sendMessage(request).then((/** @type {import("../types").Response} */ answer) => {
    if (answer.kind !== "shops") return;
    list.append(...answer.shops.filter((shop) => !shop.startsWith("demo_")).map((shop) => make("li", { dir: "auto" }, shopName(shop, say))));
  });
  return view;
}

function trial() {
  const shop = locale().startsWith("zh") ? TRY.zh : TRY.other;
  const link = (/** @type {string} */ href, /** @type {string} */ text, /** @type {string} */ className) => make("a", { class: `button ${className}`, href, target: "_blank", rel: "noopener noreferrer" }, text);
  return section(
    "first_try",
    "",
    make("p", {}, say("first_try_text")),
    make("div", { class: "buttons" }, link(shop, say("first_try_shop", new URL(shop).host), "main"), DEMO_SHOP ? link(DEMO_SHOP, say("first_try_demo"), "") : ""),
  );
}

await draw(await readSettings());
document.body.dataset.state = "drawn";
let { language } = await readSettings();
onSettings((now) => {
  if (now.language === language) return;
  language = now.language;
  void draw(now).then(holdFocus(() => document.body));
});
