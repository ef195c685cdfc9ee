// @ts-check
// The content script: one view for each address that the page goes through, and a pulse that keeps it honest.
import { api } from "../shared/api.js";
import { alive } from "./ask.js";
import { View } from "./page/view.js";
import { address } from "./page/changes.js";

const QUICK_MS = 50;
const CALM_MS = 500;
const OURS = "yuantou-badge, yuantou-tag, yuantou-panel, yuantou-note";

function start() {
  // An earlier copy of this script, from before an update or a second click, may have left its nodes behind.
  globalThis.yuantouEnd?.();
  for (const node of document.querySelectorAll(OURS)) node.remove();

  let view = new View(address(), "");
  /** @type {ReturnType<typeof setTimeout>} */
  let timer;

  const follow = () => {
    if (address() === view.url) return;
    const seen = view.seen;
    view.end();
    view = new View(address(), seen);
    beat();
  };
  const beat = () => {
    clearTimeout(timer);
    if (!alive()) return end();
    follow();
    view.pulse();
    clearTimeout(timer);
    timer = setTimeout(beat, view.pending ? QUICK_MS : CALM_MS);
  };
  /** @param {import("../types").Push} push */
  const heard = (push) => {
    if (push.kind !== "settings") return view.push(push);
    // What the shopper chose anew, shown anew.
    view.end();
    view = new View(address(), "");
    beat();
  };
  const end = () => {
    clearTimeout(timer);
    view.end();
    navigation?.removeEventListener("currententrychange", follow);
    removeEventListener("popstate", follow);
    if (alive()) api.runtime.onMessage.removeListener(heard);
    globalThis.yuantouEnd = undefined;
  };

  const navigation = /** @type {EventTarget | undefined} */ (/** @type {any} */ (globalThis).navigation);
  navigation?.addEventListener("currententrychange", follow);
  addEventListener("popstate", follow);
  api.runtime.onMessage.addListener(heard);
  globalThis.yuantouEnd = end;
  beat();
}

start();
