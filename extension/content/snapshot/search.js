// @ts-check
/**
 * Finds the elements that probes ask for. What a browser answers at once (ids, names, attributes) it is asked, each
 * selector by itself where that is its fast path; the many `[class*="…"]`, which it tries on every element, are answered
 * from one look at the page's class attributes.
 *
 * @typedef {{css: string, limit: number}} Wanted
 * @typedef {{quick: string[], plain: string, classes: string, words: RegExp | null}} Plan
 */

const { getAttribute, matches, querySelector, querySelectorAll } = Element.prototype;
const all = Document.prototype.querySelectorAll;
const first = Document.prototype.querySelector;

/** Plans are made once for each selector. @type {Map<string, Plan>} */
const plans = new Map();

/** @param {string} css @returns {Plan} */
function planOf(css) {
  const known = plans.get(css);
  if (known) return known;
  /** @type {[string[], string[], string[], string[]]} */
  const [quick, plain, classes, words] = [[], [], [], []];
  for (const part of css.split(/,\s*(?![^[]*\])/)) {
    // The word that the class of the element itself must hold.
    const word = /\[class\*="([^"]+)"(?: i)?\][^\s>]*$/.exec(part)?.[1];
    if (/#(?![^[]*\])/.test(part)) quick.push(part);
    else if (word) {
      classes.push(part);
      words.push(word.replace(/[^\w-]/g, '\\$&'));
    } else plain.push(part);
  }
  const plan = { quick, plain: plain.join(), classes: classes.join(), words: words.length ? new RegExp(words.join('|'), 'i') : null };
  plans.set(css, plan);
  return plan;
}

/** @param {Element} a @param {Element} b */
const isBefore = (a, b) => (a.compareDocumentPosition(b) & 4) !== 0;

/** The first of two lists in document order, each element once. @param {ArrayLike<Element>} a @param {ArrayLike<Element>} b @param {number} limit */
function merge(a, b, limit) {
  /** @type {Element[]} */
  const both = [];
  for (let [i, j] = [0, 0]; both.length < limit && (i < a.length || j < b.length); ) {
    if (i < a.length && a[i] === b[j]) j += 1;
    both.push(j >= b.length || (i < a.length && isBefore(a[i], b[j])) ? a[i++] : b[j++]);
  }
  return both;
}

/** Searches one document, as it is now. */
export class Search {
  #document;
  /** Elements that have a class, in document order. @type {Element[]} */
  #classed = [];
  /** Their places in that list, by the text of the attribute. @type {Map<string, number[]> | undefined} */
  #byClass;

  /** @param {Document} document */
  constructor(document) {
    this.#document = document;
  }

  /** The elements of the whole document that match. @param {Wanted} wanted @returns {Element[]} */
  everywhere({ css, limit }) {
    const { quick, plain, classes, words } = planOf(css);
    /** @type {ArrayLike<Element>[]} */
    const lists = [...quick, ...(plain ? [plain] : [])].map((part) => this.#native(part, limit));
    if (words) lists.push(this.#classes(classes, words, limit));
    const there = lists.filter(({ length }) => length > 0);
    return there.length < 2 ? Array.prototype.slice.call(there[0] ?? [], 0, limit) : /** @type {Element[]} */ (there.reduce((a, b) => merge(a, b, limit)));
  }

  /** Those within an element. @param {Wanted} wanted @param {Element} root @returns {Element[]} */
  within({ css, limit }, root) {
    if (limit !== 1) return Array.prototype.slice.call(querySelectorAll.call(root, css), 0, limit);
    const found = querySelector.call(root, css);
    return found ? [found] : [];
  }

  /** @param {string} css @param {number} limit @returns {ArrayLike<Element>} */
  #native(css, limit) {
    if (limit !== 1) return all.call(this.#document, css);
    const found = first.call(this.#document, css);
    return found ? [found] : [];
  }

  /** @param {string} css @param {RegExp} words @param {number} limit */
  #classes(css, words, limit) {
    this.#byClass ??= this.#indexed();
    const places = [];
    for (const [name, those] of this.#byClass) if (words.test(name)) for (const place of those) places.push(place);
    places.sort((a, b) => a - b);
    const found = [];
    for (const place of places) {
      if (found.length === limit) break;
      if (matches.call(this.#classed[place], css)) found.push(this.#classed[place]);
    }
    return found;
  }

  #indexed() {
    /** @type {Map<string, number[]>} */
    const index = new Map();
    for (const element of all.call(this.#document, '[class]')) {
      const name = /** @type {string} */ (getAttribute.call(element, 'class'));
      const place = this.#classed.push(element) - 1;
      const known = index.get(name);
      if (known) known.push(place);
      else index.set(name, [place]);
    }
    return index;
  }
}
