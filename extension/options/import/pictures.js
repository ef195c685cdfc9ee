// @ts-check
// The pictures of an import: which hosts they are on, whether the shopper allows those, and which could not be had.
import { make } from "../../shared/ui/dom.js";
import { api } from "../../shared/api.js";
import { number, plural, say } from "../../shared/i18n/words.js";

/** Listings of which it is asked at once which pictures they want. */
const ASKED = 100;
/** More hosts than this are told by their number alone. */
const NAMED = 12;

/** @typedef {import("../../types").LeftPicture} LeftPicture */
/** @typedef {AsyncIterable<import("../../shared/listings/main.js").ListingBatch>} Batches */

/** The origin of a picture, as permissions name it; nothing where it is on no host. @param {string} image @param {string} [base] */
function originOf(image, base) {
  const address = URL.canParse(image, base) ? new URL(image, base) : null;
  return address && /^https?:$/.test(address.protocol) ? `${address.protocol}//${address.hostname}/*` : "";
}

/**
 * The origins of the pictures that will be fetched and may not be asked for yet.
 * @param {Batches} batches @param {import("../sections.js").Context["ask"]} ask @returns {Promise<string[]>}
 */
export async function notAllowed(batches, ask) {
  /** @type {Map<string, Promise<boolean>>} */
  const known = new Map();
  const isAllowed = (/** @type {string} */ origin) => {
    if (!known.has(origin)) known.set(origin, api.permissions.contains({ origins: [origin] }).catch(() => false));
    return /** @type {Promise<boolean>} */ (known.get(origin));
  };
  /** @type {Set<string>} */
  const wanted = new Set();
  const isOpen = async (/** @type {string} */ origin) => Boolean(origin) && !wanted.has(origin) && !(await isAllowed(origin));
  for await (const { offers } of batches) {
    /** Those that can add a host to the question. @type {import("../../types").Offer[]} */
    const open = [];
    for (const offer of offers) {
      for (const image of offer.images ?? []) {
        if (!(await isOpen(originOf(image, offer.url)))) continue;
        open.push(offer);
        break;
      }
    }
    for (let at = 0; at < open.length; at += ASKED) {
      // Of pictures whose codes are kept already, no host need be asked.
      const answer = await ask({ kind: "catalogue_pictures", offers: open.slice(at, at + ASKED) });
      if (answer.kind === "failed") throw new Error(answer.message);
      for (const address of answer.kind === "catalogue_pictures" ? answer.addresses : []) {
        const origin = originOf(address);
        if (await isOpen(origin)) wanted.add(origin);
      }
    }
  }
  return [...wanted];
}

/** Asks for origins, once for all of them. @param {string[]} origins */
export function hostQuestion(origins) {
  const hosts = [...new Set(origins.map((origin) => new URL(origin.slice(0, -1)).hostname))];
  const view = make("div", { class: "sure", role: "group", "aria-label": say("options_import_pictures") });
  /** Done when it is answered, whatever the answer. @type {Promise<void>} */
  const answered = new Promise((done) => {
    // Within the click itself: later the browser would not show its question.
    const allow = make("button", { type: "button", class: "main", onclick: () => void api.permissions.request({ origins }).catch(() => {}).then(() => done()) }, say("options_hosts_allow"));
    const without = make("button", { type: "button", onclick: () => done() }, say("options_hosts_without"));
    view.append(
      make("p", {}, plural("options_hosts_ask", hosts.length)),
      make("ul", {}, ...hosts.slice(0, NAMED).map((host) => make("li", { dir: "ltr" }, host)), hosts.length > NAMED && make("li", {}, `+ ${number(hosts.length - NAMED)}`)),
      make("p", { class: "fine" }, say("options_hosts_why")),
      make("div", { class: "buttons" }, allow, without),
    );
  });
  return { view, answered, focus: () => view.querySelector("button")?.focus() };
}

/** Counts pictures that could not be had, by host and reason. */
export class LeftPictures {
  /** @type {Map<string, LeftPicture & { count: number }>} */
  #left = new Map();

  /** @param {LeftPicture[]} left */
  add(left) {
    for (const { host, why } of left) {
      const name = `${why} ${host}`;
      this.#left.set(name, { host, why, count: (this.#left.get(name)?.count ?? 0) + 1 });
    }
  }

  /** What is told of them; nothing where all could be had. */
  view() {
    const all = [...this.#left.values()].sort((a, b) => b.count - a.count);
    if (!all.length) return "";
    const row = (/** @type {LeftPicture & { count: number }} */ { host, why, count }) =>
      make("li", {}, make("bdi", {}, host), ` · ${number(count)} · `, say(`options_picture_${why}`));
    return make("div", { class: "left-pictures" }, make("p", {}, plural("options_pictures_left", all.reduce((sum, { count }) => sum + count, 0))), make("ul", {}, ...all.slice(0, NAMED).map(row)));
  }
}
