// @ts-check
// The options page's sections in their order. A section is a file under sections/ and a line here.
import { catalogue } from "./sections/catalogue.js";
import { defaults } from "./sections/defaults.js";
import { erase } from "./sections/erase.js";
import { language } from "./sections/language.js";
import { matches } from "./sections/matches.js";
import { packs } from "./sections/packs.js";
import { rates } from "./sections/rates.js";
import { sent } from "./sections/sent.js";
import { shops } from "./sections/shops.js";
import { watch } from "./sections/watch.js";

/**
 * @typedef {object} Context What every section is given.
 * @property {import("../types").Settings} settings As they stood when the page was drawn
 * @property {(change: Partial<import("../types").Settings> | ((now: import("../types").Settings) => Partial<import("../types").Settings>)) => Promise<void>} update Changes settings, and says so
 * @property {(request: import("../types").Request) => Promise<import("../types").Response>} ask Asks the background
 * @property {(text: string) => void} tell Says something where every reader hears it
 *
 * @typedef {object} Section
 * @property {string} id Also the address's `#` part
 * @property {string} title Name of the message
 * @property {(context: Context) => Built} build Draws at once; what must be waited for is filled in later
 *
 * @typedef {{ view: HTMLElement, changed?: (settings: import("../types").Settings) => void }} Built
 *   `changed` is called when settings were changed, here or elsewhere
 */

/** @type {Section[]} */
export const SECTIONS = [shops, defaults, rates, matches, language, watch, catalogue, packs, sent, erase];
