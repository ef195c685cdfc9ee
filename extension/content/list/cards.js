// @ts-check
// Small tags on the cards of a list, as they come into view: asked for in idle batches, drawn in one go.
import { ask } from "../ask.js";
import { tag } from "../badge/badge.js";
import { makeHost } from "../../shared/ui/dom.js";
import { TAG } from "../badge/styles.js";

const BATCH = 20;
/** Cards sent to be read at a time. */
const READ = 60;
/** A card whose words change while its product stays may have a clock on it. */
const REREAD_MS = 2000;
/** Cards whose pictures were late are asked for once more after so long. */
const LATE_MS = 4000;
/** Batches of tags that nobody answered for are asked for again, so many in a row: all that a list may have. */
const MOST_UNANSWERED = 20;
/** A list that never ends must not fill the page with our nodes. */
const MOST = 400;

/** @typedef {import("../../types").Item} Item */

/** @typedef {{ product: string, text: string, at: number }} Seen What a card showed when it was read. */

export class CardTags {
  /** @type {WeakMap<Element, Seen>} */
  #read = new WeakMap();
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
  #unanswered = 0;
  #key;
  #observer;

  /** @param {string} key */
  constructor(key) {
    this.#key = key;
    this.#observer = new IntersectionObserver((entries) => this.#seen(entries), { rootMargin: "200px" });
  }

  /**
   * The cards that show something not read yet, at most as many as are read at a time. One that was given to another
   * product loses its tag at once.
   * @param {Iterable<Element>} cards All that match the selector, in document order
   * @returns {Element[]}
   */
  fresh(cards) {
    const found = [];
    /** @type {Element | null} */
    let outer = null;
    for (const card of cards) {
      if (outer?.contains(card)) continue;
      outer = card;
      const before = this.#read.get(card);
      const now = seen(card);
      if (before && before.product !== now.product) this.#untag(card);
      else if (before && (before.text === now.text || now.at - before.at < REREAD_MS)) continue;
      if (found.length === READ) continue;
      this.#read.set(card, now);
      found.push(card);
    }
    return found;
  }

  /** Cards that were never answered for are read again. @param {Element[]} cards */
  unread(cards) {
    for (const card of cards) this.#read.delete(card);
  }

  /** Whether a card still shows the product that it was read with. @param {Element} card */
  #same(card) {
    return this.#read.get(card)?.product === productOf(card);
  }

  /** Takes the cards of a reading. @param {{ element: Element, n: number, item: Item }[]} cards */
  add(cards) {
    // A list that never ends may throw away what was scrolled by.
    for (const element of [...this.#asked.keys(), ...this.#waiting.keys()]) if (!element.isConnected) this.#untag(element);
    for (const { element, n, item } of cards) {
      const sign = signOf(item);
      if (!this.#same(element)) continue;
      if (this.#asked.get(element) === sign || this.#asked.size + this.#waiting.size >= MOST) continue;
      // The same card with another price or title.
      this.#untag(element);
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
  #untag(element) {
    this.#undraw(element);
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
    if (batch.length) await this.#askFor(batch);
  }

  /** @param {{ element: Element, at: number, item: Item }[]} batch @param {boolean} [again] Whether their pictures were late before */
  async #askFor(batch, again = false) {
    const answer = await ask({ kind: "tags", key: this.#key, items: batch.map(({ at, item }) => ({ n: at, item })) });
    if (this.#ended) return;
    if (answer?.kind !== "tags") {
      // The worker was stopped half way, perhaps: they are read and asked for again.
      if ((this.#unanswered += 1) > MOST_UNANSWERED) return;
      for (const { element } of batch) this.#untag(element);
      return this.unread(batch.map(({ element }) => element));
    }
    this.#unanswered = 0;
    this.#draw(answer.tags.map((said) => ({ card: batch.find(({ at }) => at === said.n), said })));
    if (again) {
      // What was said without the picture, and is not with it.
      for (const { element } of batch.filter((card) => this.#holds(card) && !answer.tags.some(({ n }) => n === card.at))) this.#undraw(element);
      return;
    }
    const late = batch.filter(({ at }) => answer.late.includes(at));
    if (late.length) setTimeout(() => this.#askAgain(late), LATE_MS);
  }

  /** @param {{ element: Element, at: number, item: Item }[]} late */
  #askAgain(late) {
    const still = late.filter((card) => this.#holds(card));
    if (still.length && !this.#ended) void this.#askFor(still, true);
  }

  /** Whether a card is there and shows what it was asked for with. @param {{ element: Element, item: Item }} card */
  #holds({ element, item }) {
    return element.isConnected && this.#asked.get(element) === signOf(item) && this.#same(element);
  }

  /** @param {Element} element */
  #undraw(element) {
    this.#hosts.get(element)?.remove();
    this.#hosts.delete(element);
  }

  /** Writes first, then reads, then writes: one layout for the whole batch. @param {{ card: { element: Element, item: Item } | undefined, said: import("../../types").Tag }[]} tags */
  #draw(tags) {
    const drawn = tags.flatMap(({ card, said }) => {
      if (!card || !this.#holds(card)) return [];
      const shown = tag(said);
      this.#undraw(card.element);
      const { host, root } = makeHost("yuantou-tag", TAG);
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

/** What a card shows now. @param {Element} card @returns {Seen} */
const seen = (card) => ({ product: productOf(card), text: textOf(card), at: performance.now() });

/** Which product: by its link if it has one, else by its words. @param {Element} card */
const productOf = (card) => card.getAttribute("href") ?? card.querySelector("a[href]")?.getAttribute("href") ?? textOf(card).replace(/[\d\s]+/g, "");

/** @param {Element} card */
const textOf = (card) => (card.textContent ?? "").slice(0, 400);

/** What makes a card's product another one. @param {Item} item */
const signOf = (item) => `${item.id ?? item.url ?? ""} ${item.title ?? ""} ${item.price?.min ?? ""}`;
