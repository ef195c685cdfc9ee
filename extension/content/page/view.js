// @ts-check
// One page, from its first look to its last: reads it when there is something new, draws what the core says, and takes
// the badge away the moment the page shows something else.
import { ask } from "../ask.js";
import { badge, finder, huntNote } from "../badge/badge.js";
import { CardTags } from "../list/cards.js";
import { makeHost, make } from "../../shared/ui/dom.js";
import { showNote } from "./note.js";
import { attach, dock, safeAll, settle, settled, shownFirst } from "../badge/place.js";
import { takeSnapshot } from "../snapshot/probes.js";
import { BADGE } from "../badge/styles.js";
import { signature, Watch } from "./changes.js";

/** How long a page may take to show its price before the popup calls it changed. */
const WAIT_MS = 20_000;
/** The worker may have been stopped half way through a question: it is asked again so many times, and not at once. */
const MOST_UNANSWERED = 3;
const ASK_AGAIN_MS = 400;
const LIST_MS = 100;
/** What a list's observer is not told of, a card's clock that stands still again for instance, is looked for so often. */
const LIST_CALM_MS = 2000;
const HUNT_ASK_MS = 3000;
const HUNT_MOST_MS = 180_000;

/** @typedef {Extract<import("../../types").Response, { kind: "verdict" }>} Shown */

/** The document's own mark, in the key of each look at it. */
const MARK = Math.random().toString(36).slice(2);
let views = 0;

export class View {
  #id = `${MARK}.${(views += 1)}`;
  #looks = 0;
  #unanswered = 0;
  #started = performance.now();
  #seen = "";
  #pending = true;
  #final = false;
  #ended = false;
  /** @type {import("../../types").Probes | undefined} */
  #probes;
  /** @type {Watch | undefined} */
  #watch;
  /** @type {Shown | undefined} */
  #shown;
  /** @type {{ host: HTMLElement, inner: HTMLElement, anchor: HTMLElement | null, offset: { left: number, top: number } } | undefined} */
  #drawn;
  /** @type {CardTags | undefined} */
  #tags;
  #resting = false;
  /** When a list is looked through though nothing was heard of it. */
  #listDue = 0;
  #changedMeanwhile = false;
  #askedHunt = 0;
  /** @type {HTMLElement | undefined} */
  #note;
  /** @type {import("../../types").OpenPanel | undefined} */
  #panel;

  /** @param {string} url @param {string} before What an earlier view on this page had seen: not this view's to read. */
  constructor(url, before) {
    this.url = url;
    this.before = before;
    void this.#start();
  }

  async #start() {
    const answer = await ask({ kind: "probes", url: this.url });
    if (this.#ended) return;
    if (!answer || answer.kind === "failed") {
      if ((this.#unanswered += 1) <= MOST_UNANSWERED) setTimeout(() => this.#ended || void this.#start(), ASK_AGAIN_MS);
      return;
    }
    if (answer.kind !== "probes") {
      // The shop is switched off: nothing is read, and nothing awaited.
      this.#pending = answer.kind !== "off";
      return;
    }
    this.#unanswered = 0;
    globalThis.yuantouTexts = answer.texts;
    this.#probes = answer.probes;
    this.#watch = new Watch(this.#probes, () => this.#changed());
    // After a navigation within the page, the old product may still stand there for a while.
    if (this.#isNew(this.#probes)) this.#look();
  }

  /** Whether the page shows something that an earlier view had not seen. @param {import("../../types").Probes} probes */
  #isNew(probes) {
    return !this.before || signature(probes) !== this.before;
  }

  /** Whether something is still awaited, and the pulse should be quick. */
  get pending() {
    return this.#pending && performance.now() - this.#started < WAIT_MS / 2;
  }

  get seen() {
    return this.#seen;
  }

  /** Called again and again, for what no observer tells. */
  pulse() {
    if (!this.#probes || this.#ended) return;
    const moved = this.#watch?.refresh();
    const age = performance.now() - this.#started;
    if (this.#looks === 0) {
      if (age > 800 || this.#isNew(this.#probes)) this.#look();
      return;
    }
    if (this.#pending && !this.#final && age > WAIT_MS) {
      this.#final = true;
      this.#look();
    } else if (!this.#tags || moved || performance.now() >= this.#listDue) this.#changed();
    this.#keepPlace();
    this.#keepAsking();
  }

  end() {
    this.#ended = true;
    this.#watch?.end();
    this.#tags?.end();
    this.#note?.remove();
    this.#clear();
  }

  /** What the background found after its answer. @param {Exclude<import("../../types").Push, { kind: "settings" }>} push */
  push(push) {
    if (push.kind === "note") {
      this.#note?.remove();
      this.#note = showNote(push.matches);
      return;
    }
    if (!this.#shown || push.itemKey !== this.#shown.verdict.key) return;
    if (push.kind === "verdict" && JSON.stringify([push.verdict, push.hunt]) === JSON.stringify([this.#shown.verdict, this.#shown.hunt])) return;
    if (push.kind === "verdict") this.#shown.verdict = push.verdict;
    this.#shown.hunt = push.hunt;
    this.#draw();
    // What the shopper has open fills in before his eyes.
    if (push.kind === "verdict") this.#panel?.update(push.verdict);
  }

  #changed() {
    if (!this.#probes || this.#ended || this.#looks === 0) return;
    if (this.#tags) return this.#listChanged();
    if (signature(this.#probes) === this.#seen) return;
    // A product that changed loses its badge at once.
    this.#clear();
    void this.#look();
  }

  /** A list that grew keeps its tags. One that changes all the time is not followed through each change. */
  #listChanged() {
    if (this.#resting) {
      this.#changedMeanwhile = true;
      return;
    }
    this.#resting = true;
    setTimeout(() => {
      this.#resting = false;
      if (this.#changedMeanwhile) this.#changed();
    }, LIST_MS);
    this.#changedMeanwhile = false;
    this.#listDue = performance.now() + LIST_CALM_MS;
    const fresh = this.#freshCards();
    if (fresh.length) void this.#look(fresh);
  }

  #freshCards() {
    return this.#probes?.card && this.#tags ? this.#tags.fresh(safeAll(this.#probes.card.card)) : [];
  }

  /** @param {Element[]} [fresh] The cards that are new, where it is a list that was read before */
  async #look(fresh) {
    const probes = this.#probes;
    if (!probes) return;
    const key = `${this.#id}:${(this.#looks += 1)}`;
    const order = this.#looks;
    this.#seen = signature(probes);
    if (probes.card && (this.#final || !this.#tags)) {
      this.#tags?.end();
      this.#tags = new CardTags(this.#id);
    }
    const cards = fresh ?? this.#freshCards();
    const answer = await ask({ kind: "look", key, snapshot: takeSnapshot(probes, document, location, probes.card && cards), final: this.#final });
    // Another part of a list may have been asked for meanwhile; each card is answered for by itself.
    if (this.#ended || (order !== this.#looks && !cards.length)) return;
    if (!answer || answer.kind === "failed") {
      if ((this.#unanswered += 1) > MOST_UNANSWERED) return;
      // The next pulse asks again.
      this.#tags?.unread(cards);
      this.#listDue = 0;
      this.#seen = "";
      return;
    }
    this.#unanswered = 0;
    if (answer.kind === "cards") {
      this.#pending = false;
      this.#tags?.add(answer.cards.flatMap(({ n, item }) => (cards[n] ? [{ element: cards[n], n, item }] : [])));
      // There may be more than are read at a time.
      this.#changed();
    } else if (answer.kind === "verdict") {
      this.#pending = false;
      this.#shown = answer;
      this.#draw();
    } else if (answer.kind === "nothing") this.#pending = answer.retry;
  }

  #clear() {
    this.#panel?.close();
    this.#panel = undefined;
    this.#drawn?.host.remove();
    this.#drawn = undefined;
    this.#shown = undefined;
  }

  #draw() {
    const shown = this.#shown;
    if (!shown || !this.#probes) return;
    const { verdict, hunt, sources } = shown;
    const find = () => void this.#find();
    const open = () => void this.#open();
    const body = badge(verdict, open) ?? (hunt ? huntNote(hunt, find, open) : sources[0] ? finder(sources[0], find, open) : null);
    if (!body) {
      this.#drawn?.host.remove();
      this.#drawn = undefined;
      return;
    }
    if (!this.#drawn) {
      const { host, root } = makeHost("yuantou-badge", BADGE);
      const inner = make("div", { class: "at" });
      root.append(inner);
      this.#drawn = { host, inner, anchor: null, offset: { left: 0, top: 0 } };
    }
    const { inner } = this.#drawn;
    const held = /** @type {ShadowRoot} */ (inner.getRootNode()).activeElement;
    inner.replaceChildren(body);
    // Drawn anew under the shopper's hands.
    if (held) inner.querySelector("button")?.focus({ preventScroll: true });
    if (this.#panel) this.#opener()?.setAttribute("aria-expanded", "true");
    this.#put(shownFirst(this.#probes.anchor));
  }

  /** @param {HTMLElement | null} anchor */
  #put(anchor) {
    if (!this.#drawn) return;
    const { host, inner } = this.#drawn;
    if (!anchor) dock(host, inner);
    else {
      if (host.previousElementSibling !== anchor) attach(host, anchor);
      this.#drawn.offset = settle(host, inner, anchor);
    }
    this.#drawn.anchor = anchor;
  }

  /** A shop that renders its page anew takes our node with it: put it back, and follow the price. */
  #keepPlace() {
    if (this.#shown && !this.#drawn) this.#draw();
    if (!this.#drawn || !this.#probes || document.hidden) return;
    const { host, inner, anchor, offset } = this.#drawn;
    if (anchor && host.isConnected && anchor.isConnected && settled(inner, anchor, offset)) return;
    const now = shownFirst(this.#probes.anchor);
    if (now || anchor || !host.isConnected) this.#put(now);
  }

  /** @param {import("../../types").SourceLink} [way] Which of the searches, where one was chosen */
  async #find(way) {
    const answer = await ask({ kind: "find", way: way && { platform: way.platform, by: way.by } });
    if (answer?.kind !== "hunt" || !answer.hunt || !this.#shown) return;
    this.#shown.hunt = answer.hunt;
    this.#askedHunt = performance.now();
    this.#draw();
  }

  /** A hunt whose tab was closed, or led to a login, cannot report by itself. */
  #keepAsking() {
    const hunt = this.#shown?.hunt;
    if (hunt?.state !== "waiting" || performance.now() - this.#askedHunt < HUNT_ASK_MS) return;
    if (Date.now() - hunt.since > HUNT_MOST_MS) return;
    this.#askedHunt = performance.now();
    void ask({ kind: "hunt" }).then((answer) => {
      if (answer?.kind !== "hunt" || this.#shown?.hunt?.state !== "waiting") return;
      if (answer.hunt) this.#shown.hunt = answer.hunt;
      this.#draw();
    });
  }

  /** What opens the panel: another one each time that the badge is drawn. @returns {HTMLElement | null} */
  #opener() {
    return this.#drawn?.inner.querySelector("[aria-haspopup]") ?? null;
  }

  async #open() {
    if (this.#panel) {
      this.#panel.close();
      return;
    }
    const shown = this.#shown;
    if (!globalThis.yuantouPanel) await ask({ kind: "panel" });
    // Meanwhile the page may have gone on to another item.
    if (!shown || shown !== this.#shown || this.#panel || !this.#opener() || !globalThis.yuantouPanel) return;
    this.#opener()?.setAttribute("aria-expanded", "true");
    this.#panel = globalThis.yuantouPanel.open({
      verdict: shown.verdict,
      sources: shown.sources,
      region: shown.region,
      title: shown.title,
      shopImage: shown.image,
      opener: () => this.#opener(),
      find: (way) => void this.#find(way),
      ask,
      closed: () => {
        this.#opener()?.setAttribute("aria-expanded", "false");
        this.#panel = undefined;
      },
    });
  }
}
