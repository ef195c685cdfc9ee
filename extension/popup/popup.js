// @ts-check
// The popup: what the extension makes of this page, and why; the switch for its shop; today's finds; its packs.
import { make } from "../shared/ui/dom.js";
import { shopName, toggle } from "../shared/ui/fields.js";
import { onSettings, readSettings, updateSettings } from "../shared/settings.js";
import { speak } from "../shared/i18n/texts.js";
import { locale, marketplace, plural, say } from "../shared/i18n/words.js";
import { api } from "../shared/api.js";
import { findsView } from "./finds.js";
import { failed, reportText, reportView, rulesInWords } from "./report.js";

/** @typedef {import("../types").TabState} TabState */

// A test opens the popup as a page of its own, and names the tab that it is about.
const named = Number(new URLSearchParams(location.search).get("tab"));
const tab = await (named ? api.tabs.get(named) : api.tabs.query({ active: true, currentWindow: true }).then(([active]) => active));

let drawn = "";
await draw();
// What the page comes to while the popup is open, it says.
api.storage.session.onChanged.addListener((changes) => {
  if (`tab:${tab.id}` in changes) void draw();
});
onSettings(() => void draw());
api.storage.local.onChanged.addListener((changes) => {
  if ("finds" in changes) void draw();
});

async function draw() {
  const settings = await readSettings();
  await speak(settings.language);
  /** @type {import("../types").Response[]} */
  const [answer, found] = await Promise.all([api.runtime.sendMessage({ kind: "status", tab: tab.id }), api.runtime.sendMessage({ kind: "finds" })]);
  // Drawn anew only where there is news: what is selected or focused stays.
  const now = JSON.stringify([answer, found, settings]);
  if (now === drawn) return;
  drawn = now;
  const status = answer.kind === "status" ? answer : { tab: null, packs: [], faults: [] };
  const state = status.tab;
  document.documentElement.lang = locale();
  document.documentElement.dir = say("dir");
  const held = document.activeElement?.getAttribute("role") === "switch";
  document.querySelector("main")?.replaceChildren(
    make("header", {}, make("img", { src: "../icons/48.png", alt: "" }), make("h1", {}, say("short_name"))),
    stateView(state),
    shopSwitch(state, settings.off) ?? "",
    ...actions(state),
    findsView(found.kind === "finds" ? found.finds : []) ?? "",
    make("hr"),
    packsView(status.packs, status.faults),
    make("p", { class: "fine" }, say("popup_privacy"), " ", make("a", { href: "../options/options.html#sent", target: "_blank" }, say("popup_sent"))),
    make("a", { class: "options", href: "../options/options.html", target: "_blank" }, say("popup_options")),
  );
  // What was pressed was drawn anew.
  if (held) /** @type {HTMLElement | null} */ (document.querySelector("[role=switch]"))?.focus();
  document.body.dataset.state = state?.state ?? "unread";
}

/** @param {TabState | null} state */
function stateView(state) {
  if (!state) return make("section", { class: "state" }, make("strong", {}, say(readable() ? "state_unread" : "state_system")));
  return make(
    "section",
    { class: "state" },
    make("strong", {}, state.state === "matched" ? plural("state_matched", state.matches ?? 0) : say(`state_${state.state}`)),
    state.reason && make("p", { class: "why" }, changed(state) ? say("page_changed_rules", rulesInWords(changed(state))) : say(`why_${state.reason}`)),
    state.title && make("p", { class: "title", dir: "auto", title: state.title }, state.title),
    state.hunt && make("p", { class: "why" }, say(`hunt_${state.hunt.state}`, marketplace(state.hunt.platform))),
  );
}

/**
 * The health of a page that has had its time and still lacks what it should have.
 * @param {TabState | null} state @returns {any}
 */
function changed(state) {
  return state?.final && (state.reason === "no_price" || state.reason === "page_changed") && failed(state.health) ? state.health : null;
}

/** @param {TabState | null} state @param {string[]} off */
function shopSwitch(state, off) {
  const shop = state?.shop;
  if (!shop) return null;
  return toggle(say("popup_shop", shopName(shop, say)), !off.includes(shop), (on) => void updateSettings((now) => ({ off: on ? now.off.filter((other) => other !== shop) : [...now.off, shop] }))).view;
}

/** @param {TabState | null} state */
function actions(state) {
  const shown = [];
  if (!state && readable()) {
    shown.push(
      make("button", { type: "button", onclick: () => void run() }, say("read_page")),
      make("p", { class: "fine" }, say("read_page_why")),
    );
  }
  if (state?.blockedHosts?.length) {
    const hosts = state.blockedHosts;
    // Asked for inside the click itself: a browser forgets the click after the first wait.
    const allow = () => void api.permissions.request({ origins: hosts.map((host) => `*://${host}/*`) }).then((granted) => (granted ? run() : undefined));
    shown.push(make("button", { type: "button", onclick: allow }, say("allow_pictures", hosts.join(", "))));
  }
  if (state && changed(state)) shown.push(reportView(reportText(changed(state), state.reason ?? "", api.runtime.getManifest().version)));
  if (state?.itemKey) shown.push(make("button", { type: "button", onclick: () => void find() }, say("find_source")));
  return shown;
}

/** @param {import("../types").Pack[]} packs @param {import("../types").PackFault[]} faults */
function packsView(packs, faults) {
  return make(
    "section",
    {},
    make("h2", {}, say("packs")),
    make(
      "ul",
      {},
      ...packs.map(({ name, listings }) => make("li", {}, plural("pack_line", listings, name))),
      ...faults.map(({ name, kind }) => make("li", { class: "broken" }, say("pack_broken", name, kind))),
      !packs.length && !faults.length && make("li", {}, say("pack_none")),
    ),
  );
}

function readable() {
  return !tab.url || /^https?:/.test(tab.url);
}

/** Runs the content script here, now, because the shopper asked for it. */
async function run() {
  await api.runtime.sendMessage({ kind: "run", tab: tab.id });
  for (let tries = 0; tries < 20; tries += 1) {
    await new Promise((go) => setTimeout(go, 150));
    await draw();
    const { state } = document.body.dataset;
    if (state !== "unread" && state !== "waiting") break;
  }
}

async function find() {
  await api.runtime.sendMessage({ kind: "find", tab: tab.id });
  window.close();
}
