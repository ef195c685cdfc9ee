// @ts-check
// The pictures of an import: which hosts they are on, whether the shopper allows those, and which could not be had.
import { make } from "../content/dom.js";
import { api } from "../shared/api.js";
import { number, plural, say } from "../shared/words.js";

/** Pictures of a listing that are fetched: the core's own number. */
const MOST_PICTURES = 5;
/** More hosts than this are told by their number alone. */
const NAMED = 12;

/** @typedef {import("../types").LeftPicture} LeftPicture */
/** @typedef {AsyncIterable<import("../shared/listings/main.js").ListingBatch>} Batches */

/** The origins of all pictures that may not be asked for yet. @param {Batches} batches @returns {Promise<string[]>} */
export async function notAllowed(batches) {
  /** @type {Set<string>} */
  const origins = new Set();
  for await (const { offers } of batches) {
    for (const { images, url } of offers) {
      for (const image of (images ?? []).slice(0, MOST_PICTURES)) {
        const address = URL.canParse(image, url) ? new URL(image, url) : null;
        if (address && /^https?:$/.test(address.protocol)) origins.add(`${address.protocol}//${address.hostname}/*`);
      }
    }
  }
  const all = await Promise.all([...origins].map(async (origin) => ((await api.permissions.contains({ origins: [origin] }).catch(() => false)) ? [] : [origin])));
  return all.flat();
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
