// @ts-check
// The shopper's choices as the background goes by them: read once per life of the worker, and again when they change.
import { api } from "../shared/api.js";
import { onSettings, readSettings } from "../shared/settings.js";
import { speak } from "../shared/i18n/texts.js";
import { shownTabs } from "./session.js";

/** @typedef {import("../types").Settings} Settings */

/** What changes nothing on a shop's page. @type {Set<string>} */
const ELSEWHERE = new Set(["learn", "notify"]);

/** @type {Promise<Settings> | undefined} */
let held;

onSettings((now, before) => {
  held = undefined;
  const names = /** @type {(keyof Settings)[]} */ (Object.keys(now));
  if (names.some((name) => !ELSEWHERE.has(name) && JSON.stringify(now[name]) !== JSON.stringify(before[name]))) void tellTabs();
});

/** The settings; texts are then in the language that they name. */
export function choices() {
  held ??= readSettings().then(async (settings) => {
    await speak(settings.language);
    return settings;
  });
  held.catch(() => (held = undefined));
  return held;
}

/** Those that enter a verdict, as the core takes them. @param {Settings} settings @returns {import("../core/yuantou.js").Settings} */
export const forCore = ({ quantity, currency, rates, certainty }) => ({
  quantity,
  sure_only: certainty === "sure",
  ...(currency && { currency }),
  ...(rates && { rates }),
});

/** Every page that shows something of ours asks again. */
async function tellTabs() {
  /** @type {import("../types").Push} */
  const push = { kind: "settings" };
  for (const tab of await shownTabs()) void api.tabs.sendMessage(tab, push).catch(() => {});
}
