// @ts-check
/**
 * Runs the core's probes over the page. It knows no shop: what to gather is data from the core. Its twin for saved pages
 * is `src/cli/html/runner.rs`; whatever changes here changes there too, and tests/e2e/twins.test.mjs holds them to it.
 *
 * @typedef {{name: string, css: string, limit: number, text: number, attributes: string[], parts: NodeProbe[]}} NodeProbe
 * @typedef {{longest: number, words: string[], skip: string[], limit: number}} TextScan
 * @typedef {{nodes: NodeProbe[], scripts: {name: string, marker: string, limit: number}[], texts?: TextScan}} Probes
 */
import { Search } from './search.js';

const UNSEEN = new Set(['script', 'style', 'noscript', 'template', 'svg', 'textarea', 'iframe']);

// A form answers to the names of its fields, and the document to those of its forms: what they say of themselves is
// asked of their prototypes, which no page can have replaced here.
const { getAttribute, getAttributeNames } = Element.prototype;
/** @param {object} prototype @param {string} name @returns {(this: Node) => any} */
const getter = (prototype, name) => /** @type {any} */ (Object.getOwnPropertyDescriptor(prototype, name)).get;
const parentOf = getter(Node.prototype, 'parentElement');
const contentOf = getter(Node.prototype, 'textContent');
const firstOf = getter(Node.prototype, 'firstChild');
const nextOf = getter(Node.prototype, 'nextSibling');
const typeOf = getter(Node.prototype, 'nodeType');
const valueOf = getter(Node.prototype, 'nodeValue');
const childOf = getter(Element.prototype, 'firstElementChild');
const nameOf = getter(Element.prototype, 'localName');
const bodyOf = getter(Document.prototype, 'body');
const rootOf = getter(Document.prototype, 'documentElement');

/** @param {string} text @param {number} longest */
const cut = (text, longest) => {
  const start = text.slice(0, longest);
  return start.length < text.length && /[\ud800-\udbff]$/.test(start) ? start.slice(0, -1) : start;
};

/** @param {string} text */
const fold = (text) => text.replace(/\s+/g, ' ').trim();

/** Elements that begin a line of their own: what stands in one is no part of the word or number before it. */
const BLOCKS = new Set(
  'address article aside blockquote br dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol option p pre section table tbody td tfoot th thead tr ul summary details'.split(' '),
);

/** The text in an element, folded and cut; of a long one, no more is gathered than is needed. @param {Element} element @param {number} longest */
function textOf(element, longest) {
  if (!childOf.call(element)) return cut(fold(contentOf.call(element)), longest);
  let text = '';
  let enough = 2 * longest + 64;
  /** @param {Node} node @param {number} depth @returns {boolean} whether to go on */
  const gather = (node, depth) => {
    for (let child = firstOf.call(node); child; child = nextOf.call(child)) {
      const kind = typeOf.call(child);
      if (kind === 3) {
        text += valueOf.call(child);
        if (text.length > enough) {
          if (fold(text).length > longest) return false;
          enough *= 4;
        }
      } else if (kind === 1 && depth < 600) {
        const edge = BLOCKS.has(nameOf.call(child)) ? ' ' : '';
        text += edge;
        if (!gather(child, depth + 1)) return false;
        text += edge;
      }
    }
    return true;
  };
  gather(element, 0);
  return cut(fold(text), longest);
}

/**
 * @param {Probes} probes
 * @param {Document} document
 * @param {{href: string}} location
 * @param {Element[]} [cards] Where given, of a list's cards these alone are sent, and not those that match its selector
 */
export function takeSnapshot(probes, document, location, cards) {
  const search = new Search(document);
  /** @type {Map<Element, number>} */
  const indices = new Map();
  /** @type {object[]} */
  const elements = [];

  /** @param {Element} element @returns {number} */
  const place = (element) => {
    const known = indices.get(element);
    if (known !== undefined) return known;
    const above = parentOf.call(element);
    const parent = above ? place(above) : undefined;
    // What is empty is left out: a message costs by its length.
    /** @type {Record<string, unknown>} */
    const entry = { tag: nameOf.call(element) };
    // Asked for by name only where it is there: most elements have one or two.
    const names = getAttributeNames.call(element);
    /** @param {string} name */
    const value = (name) => (names.includes(name) ? getAttribute.call(element, name) : null) || '';
    /** @param {string} field @param {string} text */
    const put = (field, text) => {
      if (text) entry[field] = cut(text, 200);
    };
    if (names.length) {
      put('id', value('id'));
      put('class', value('class'));
      put('itemprop', value('itemprop') || value('property'));
      put('itemtype', value('itemtype') || value('typeof'));
      const style = cut(value('style'), 200).replaceAll(' ', '');
      if (names.includes('hidden') || style.includes('display:none')) entry.hidden = true;
      if (style.includes('line-through')) entry.struck = true;
    }
    if (parent !== undefined) entry.parent = parent;
    elements.push(entry);
    indices.set(element, elements.length - 1);
    return elements.length - 1;
  };

  const found = probes.nodes.map((probe) => (cards && probe.name === 'card' ? cards : search.everywhere(probe)));
  const { texts, orders } = probes.texts ? scan(probes.texts, document, new Set(found.flat()), place) : { texts: [], orders: new Map() };

  /** @param {NodeProbe} probe @param {Element} element @returns {object} */
  const take = (probe, element) => {
    /** @type {Record<string, string>} */
    const attributes = {};
    const names = probe.attributes.length ? getAttributeNames.call(element) : [];
    for (const name of probe.attributes) {
      if (names.includes(name)) attributes[name] = cut(/** @type {string} */ (getAttribute.call(element, name)), Math.max(4096, probe.text));
    }
    /** @type {Record<string, unknown>} */
    const node = { probe: probe.name, element: place(element) };
    const order = orders.get(element);
    const text = probe.text ? textOf(element, probe.text) : '';
    const parts = [];
    for (const part of probe.parts) for (const inner of search.within(part, element)) parts.push(take(part, inner));
    if (order) node.order = order;
    if (text) node.text = text;
    if (probe.attributes.length) node.attributes = attributes;
    if (parts.length) node.parts = parts;
    return node;
  };

  const scripts = [];
  const missing = new Set(probes.scripts);
  for (const script of missing.size ? search.everywhere({ css: 'script:not([src])', limit: Infinity }) : []) {
    if (!missing.size) break;
    const text = contentOf.call(script);
    for (const probe of missing) {
      const start = text.indexOf(probe.marker);
      if (start < 0) continue;
      scripts.push({ probe: probe.name, text: cut(text.slice(start), probe.limit) });
      missing.delete(probe);
    }
  }

  const body = bodyOf.call(document);
  return {
    url: location.href,
    language: getAttribute.call(rootOf.call(document), 'lang') ?? '',
    is_empty: !body || (!body.firstElementChild && !fold(contentOf.call(body))),
    elements,
    nodes: probes.nodes.flatMap((probe, at) => found[at].map((element) => take(probe, element))),
    scripts,
    texts,
  };
}

/**
 * The one pass over all nodes: the texts that are wanted, and the place in document order of the elements asked for.
 * @param {TextScan} wanted @param {Document} document @param {Set<Element>} asked @param {(element: Element) => number} place
 */
function scan({ longest, words, skip, limit }, document, asked, place) {
  /** @type {Map<Element, number>} */
  const orders = new Map();
  const texts = [];
  // In a text that is not folded yet, a word's space is any white space.
  const worth = new RegExp(words.map((word) => word.replace(/[^\p{L}\p{N} ]/gu, '\\$&').replaceAll(' ', '\\s+')).join('|'));
  /** @param {Element} element */
  const skipped = ({ id }) => typeof id === 'string' && id !== '' && skip.some((word) => id.toLowerCase().includes(word));
  // Elements, texts and comments.
  const walker = document.createTreeWalker(document, 1 | 4 | 128);
  /** @type {Node | null} */
  let unseen = null;
  for (let order = 1, node = walker.nextNode(); node && (texts.length < limit || orders.size < asked.size); order += 1, node = walker.nextNode()) {
    if (unseen && !unseen.contains(node)) unseen = null;
    if (node.nodeType === 3) {
      if (unseen || texts.length >= limit) continue;
      const text = /** @type {Text} */ (node).data;
      // The cheap questions first: most texts are white space between elements.
      if (!/\S/.test(text) || (text.length > longest && fold(text).length > longest)) continue;
      if (!/[\d٠-٩۰-۹０-９]/.test(text) && !worth.test(text.toLowerCase())) continue;
      const parent = parentOf.call(node);
      if (parent) texts.push({ element: place(parent), order, text: fold(text) });
    } else if (node.nodeType === 1) {
      const element = /** @type {Element} */ (node);
      if (asked.has(element)) orders.set(element, order);
      if (!unseen && (UNSEEN.has(element.localName) || skipped(element))) unseen = node;
    }
  }
  return { texts, orders };
}
