// @ts-check
// The popup: what the extension makes of this page, and why; and which packs it searches.
import { make } from "../content/dom.js";
import { locale, marketplace, number, say } from "../shared/words.js";
import { api } from "../shared/api.js";
import { failed, reportText, reportView, rulesInWords } from "./report.js";

/** @typedef {import("../types").TabState} TabState */

document.documentElement.lang = locale();
document.documentElement.dir = say("dir");

// A test opens the popup as a page of its own, and names the tab that it is about.
const named = Number(new URLSearchParams(location.search).get("tab"));
const tab = await (named ? api.tabs.get(named) : api.tabs.query({ active: true, currentWindow: true }).then(([active]) => active));

let drawn = "";
await draw();
// What the page comes to while the popup is open, it says.
api.storage.session.onChanged.addListener((changes) => {
  if (`tab:${tab.id}` in changes) void draw();
});

async function draw() {
  /** @type {import("../types").Response} */
  const answer = await api.runtime.sendMessage({ kind: "status", tab: tab.id });
  // Drawn anew only where there is news: what is selected or focused stays.
  const now = JSON.stringify(answer);
  if (now === drawn) return;
  drawn = now;
  const status = answer.kind === "status" ? answer : { tab: null, packs: [], faults: [] };
  const state = status.tab;
  document.querySelector("main")?.replaceChildren(
    make("header", {}, make("img", { src: "../icons/48.png", alt: "" }), make("h1", {}, say("short_name"))),
    stateView(state),
    ...actions(state),
    make("hr"),
    packsView(status.packs, status.faults),
    make("p", { class: "fine" }, say("popup_privacy")),
  );
  document.body.dataset.state = state?.state ?? "unread";
}

/** @param {TabState | null} state */
function stateView(state) {
  if (!state) return make("section", { class: "state" }, make("strong", {}, say(readable() ? "state_unread" : "state_system")));
  return make(
    "section",
    { class: "state" },
    make("strong", {}, say(`state_${state.state}`, number(state.matches ?? 0))),
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
      ...packs.map(({ name, listings }) => make("li", {}, say("pack_line", name, number(listings)))),
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
