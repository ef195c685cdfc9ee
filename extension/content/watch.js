// @ts-check
// When to look again: the address changed, the price came late or became another one, a list grew. Narrow observers on
// the elements that the core named, and a slow pulse for what no observer tells (whole-body observers freeze big shops).
import { safeAll } from "./place.js";

const MAX_TEXT = 120;

/**
 * The elements whose change is a change of the product or its price: the first of each selector.
 * @param {import("../types").Probes} probes
 */
const watched = (probes) => [...probes.watch, ...probes.anchor].map((selector) => safeAll(selector)[0]);

/** What of the page decides the badge, as one short text. @param {import("../types").Probes} probes */
export function signature(probes) {
  const texts = watched(probes).map((element) => (element?.textContent ?? "").trim().slice(0, MAX_TEXT));
  const cards = probes.card ? safeAll(probes.card.card).length : 0;
  return `${texts.join("\u0001")}\u0002${cards}`;
}

/** The address as far as it names a product: a mere `#` jump within the page is none. */
export function address() {
  const { href, hash } = location;
  return hash.includes("/") ? href : href.slice(0, href.length - hash.length);
}

/** Calls back when one of the watched elements changes. */
export class Watch {
  #observer;
  /** @type {Set<Element>} */
  #on = new Set();
  #probes;

  /** @param {import("../types").Probes} probes @param {() => void} changed */
  constructor(probes, changed) {
    this.#probes = probes;
    this.#observer = new MutationObserver(changed);
    this.refresh();
  }

  /** Watches the elements that are there now; those that were rendered anew are other ones. */
  refresh() {
    const now = new Set(watched(this.#probes).filter(Boolean));
    if (now.size === this.#on.size && [...now].every((element) => this.#on.has(element))) return;
    this.#observer.disconnect();
    this.#on = now;
    for (const element of now) this.#observer.observe(element, { childList: true, characterData: true, subtree: true });
  }

  end() {
    this.#observer.disconnect();
    this.#on.clear();
  }
}
