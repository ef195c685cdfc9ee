// @ts-check
// Small tags on the cards of a list, as they come into view: asked for in idle batches, drawn in one go.
import { ask } from "./ask.js";
import { tag } from "./badge.js";
import { makeHost } from "./dom.js";
import { BADGE } from "./styles.js";

const BATCH = 20;
/** A list that never ends must not fill the page with our nodes. */
const MOST = 400;

/** @typedef {import("../types").Item} Item */

export class CardTags {
  /** @type {Map<Element, { n: number, item: Item }>} Cards not yet asked for. */
  #waiting = new Map();
  /** @type {Map<Element, string>} Cards asked for, and the item that each showed then. */
  #asked = new Map();
  /** @type {Map<Element, HTMLElement>} */
  #hosts = new Map();
  /** @type {Set<Element>} */
  #inView = new Set();
  #scheduled = false;
  #ended = false;
  #key;
  #observer;

  /** @param {string} key */
  constructor(key) {
    this.#key = key;
    this.#observer = new IntersectionObserver((entries) => this.#seen(entries), { rootMargin: "200px" });
  }

  /** Takes the cards of a reading. @param {{ element: Element, n: number, item: Item }[]} cards */
  add(cards) {
    for (const [element, host] of this.#hosts) {
      if (element.isConnected) continue;
      host.remove();
      this.#forget(element);
    }
    for (const { element, n, item } of cards) {
      const sign = signOf(item);
      if (this.#asked.get(element) === sign || this.#asked.size + this.#waiting.size >= MOST) continue;
      // A recycled card shows another product now: its tag goes at once.
      this.#hosts.get(element)?.remove();
      this.#forget(element);
      this.#waiting.set(element, { n, item });
      this.#observer.observe(element);
    }
  }

  end() {
    this.#ended = true;
    this.#observer.disconnect();
    for (const host of this.#hosts.values()) host.remove();
    this.#hosts.clear();
  }

  /** @param {Element} element */
  #forget(element) {
    this.#hosts.delete(element);
    this.#asked.delete(element);
    this.#waiting.delete(element);
    this.#inView.delete(element);
  }

  /** @param {IntersectionObserverEntry[]} entries */
  #seen(entries) {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) this.#inView.add(target);
      else this.#inView.delete(target);
    }
    this.#schedule();
  }

  #schedule() {
    if (this.#scheduled || this.#ended || this.#inView.size === 0) return;
    this.#scheduled = true;
    const later = globalThis.requestIdleCallback ?? setTimeout;
    later(() => {
      this.#scheduled = false;
      void this.#askBatch();
    }, { timeout: 300 });
  }

  async #askBatch() {
    const elements = [...this.#inView].slice(0, BATCH);
    const batch = elements.flatMap((element, at) => {
      const card = this.#waiting.get(element);
      return card ? [{ element, at, item: card.item }] : [];
    });
    for (const { element, item } of batch) {
      this.#asked.set(element, signOf(item));
      this.#waiting.delete(element);
    }
    for (const element of elements) {
      this.#inView.delete(element);
      this.#observer.unobserve(element);
    }
    this.#schedule();
    if (!batch.length) return;
    const answer = await ask({ kind: "tags", key: this.#key, items: batch.map(({ at, item }) => ({ n: at, item })) });
    if (this.#ended || answer?.kind !== "tags") return;
    this.#draw(answer.tags.map(({ n, verdict }) => ({ card: batch.find(({ at }) => at === n), verdict })));
  }

  /** Writes first, then reads, then writes: one layout for the whole batch. @param {{ card: { element: Element, item: Item } | undefined, verdict: import("../types").Verdict }[]} tags */
  #draw(tags) {
    const drawn = tags.flatMap(({ card, verdict }) => {
      const shown = tag(verdict);
      if (!shown || !card?.element.isConnected || this.#asked.get(card.element) !== signOf(card.item)) return [];
      const { host, root } = makeHost("yuantou-tag", BADGE);
      root.append(shown);
      card.element.append(host);
      this.#hosts.set(card.element, host);
      return [{ shown, host, element: card.element }];
    });
    const boxes = drawn.map(({ host, element }) => ({ from: host.getBoundingClientRect(), to: element.getBoundingClientRect() }));
    for (const [at, { shown }] of drawn.entries()) {
      const { from, to } = boxes[at];
      shown.style.transform = `translate(${Math.round(to.left - from.left + 8)}px, ${Math.round(to.top - from.top + 8)}px)`;
    }
  }
}

/** What makes a card's product another one. @param {Item} item */
const signOf = (item) => `${item.id ?? item.url ?? ""} ${item.title ?? ""} ${item.price?.min ?? ""}`;
