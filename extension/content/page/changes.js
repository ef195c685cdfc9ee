// @ts-check
// When to look again: the address changed, the price came late or became another one, a list grew. Narrow observers on
// the elements that the core named, and a slow pulse for what no observer tells (whole-body observers freeze big shops).
import { safeAll } from "../badge/place.js";

const MAX_TEXT = 120;
const CALM_MS = 400;

/**
 * The elements whose change is a change of the product or its price: the first of each selector.
 * @param {import("../../types").Probes} probes
 */
const watched = (probes) => [...probes.watch, ...probes.anchor].map(safeFirst);

/** @param {string} selector */
function safeFirst(selector) {
  try {
    return document.querySelector(selector);
  } catch {
    return null;
  }
}

/** What holds all cards of a list. @param {import("../../types").Probes} probes @returns {Element | null} */
function listOf(probes) {
  const cards = probes.card ? safeAll(probes.card.card) : [];
  let list = cards[0]?.parentElement ?? null;
  while (list && !list.contains(cards[cards.length - 1])) list = list.parentElement;
  return list === document.documentElement ? document.body : list;
}

/** Whether a change is one of the page's own, and not that of our nodes. @param {MutationRecord} record */
const isTheirs = ({ addedNodes, removedNodes }) => {
  const ours = (/** @type {Node} */ node) => node.nodeName.startsWith("YUANTOU");
  return addedNodes.length + removedNodes.length === 0 || ![...addedNodes, ...removedNodes].every(ours);
};

/** What of the page decides the badge, as one short text. @param {import("../../types").Probes} probes */
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
  #next = 0;

  /** @param {import("../../types").Probes} probes @param {() => void} changed */
  constructor(probes, changed) {
    this.#probes = probes;
    this.#observer = new MutationObserver((records) => {
      if (records.some(isTheirs)) changed();
    });
    this.refresh();
  }

  /**
   * Watches the elements that are there now; those that were rendered anew are other ones. Looking for them costs a
   * page, so while those that are watched are still there it is done at a calm pace.
   * @returns {boolean} Whether they are others now
   */
  refresh() {
    const time = performance.now();
    if (this.#on.size && time < this.#next && [...this.#on].every((element) => element.isConnected)) return false;
    this.#next = time + CALM_MS;
    const now = new Set([...watched(this.#probes), listOf(this.#probes)].filter((element) => element !== null));
    if (now.size === this.#on.size && [...now].every((element) => this.#on.has(element))) return false;
    this.#observer.disconnect();
    this.#on = now;
    for (const element of now) this.#observer.observe(element, { childList: true, characterData: true, subtree: true, attributeFilter: ["href"] });
    return true;
  }

  end() {
    this.#observer.disconnect();
    this.#on.clear();
  }
}
