// @ts-check
/**
 * Runs the core's probes over the page, in one pass. It knows no shop: what to gather is data from the core. Its twin for
 * saved pages is `src/cli/html/runner.rs`; whatever changes here changes there too.
 *
 * @typedef {{name: string, css: string, limit: number, text: number, attributes: string[], parts: NodeProbe[]}} NodeProbe
 * @typedef {{longest: number, words: string[], skip: string[], limit: number}} TextScan
 * @typedef {{nodes: NodeProbe[], scripts: {name: string, marker: string, limit: number}[], texts?: TextScan}} Probes
 */

const UNSEEN = new Set(['script', 'style', 'noscript', 'template', 'svg', 'textarea', 'iframe']);

/** @param {string} text @param {number} longest */
const cut = (text, longest) => {
  const start = text.slice(0, longest);
  return start.length < text.length && /[\ud800-\udbff]$/.test(start) ? start.slice(0, -1) : start;
};

/** @param {string | null} text */
const fold = (text) => (text ?? '').replace(/\s+/g, ' ').trim();

/**
 * @param {Probes} probes
 * @param {Document} document
 * @param {{href: string}} location
 */
export function takeSnapshot(probes, document, location) {
  /** @type {Map<Element, number>} */
  const indices = new Map();
  /** @type {Map<Element, number>} */
  const orders = new Map();
  /** @type {object[]} */
  const elements = [];

  /** @param {Element} element @returns {number} */
  const place = (element) => {
    const known = indices.get(element);
    if (known !== undefined) return known;
    const parent = element.parentElement ? place(element.parentElement) : undefined;
    /** @param {string} name */
    const get = (name) => cut(element.getAttribute(name) ?? '', 200);
    const style = get('style').replaceAll(' ', '');
    elements.push({
      tag: element.localName,
      id: get('id'),
      class: get('class'),
      itemprop: get('itemprop') || get('property'),
      itemtype: get('itemtype') || get('typeof'),
      hidden: element.hasAttribute('hidden') || style.includes('display:none'),
      struck: style.includes('line-through'),
      parent,
    });
    indices.set(element, elements.length - 1);
    return elements.length - 1;
  };

  /** @param {NodeProbe} probe @param {Document | Element} root */
  const search = (probe, root) => Array.from(root.querySelectorAll(probe.css)).slice(0, probe.limit);

  /** @param {NodeProbe} probe @param {Element} element @returns {object} */
  const take = (probe, element) => {
    /** @type {Record<string, string>} */
    const attributes = {};
    for (const name of probe.attributes) {
      const value = element.getAttribute(name);
      if (value !== null) attributes[name] = cut(value, Math.max(4096, probe.text));
    }
    return {
      probe: probe.name,
      element: place(element),
      order: orders.get(element) ?? 0,
      text: probe.text ? cut(fold(element.textContent), probe.text) : '',
      attributes,
      parts: probe.parts.flatMap((part) => search(part, element).map((found) => take(part, found))),
    };
  };

  const found = probes.nodes.map((probe) => search(probe, document));
  const texts = probes.texts ? scan(probes.texts, found.flat()) : [];

  /** @param {TextScan} wanted @param {Element[]} nodes */
  function scan(wanted, nodes) {
    const asked = new Set(nodes);
    const words = new RegExp(`\\d|${wanted.words.map((word) => word.replace(/[^\p{L}\p{N} ]/gu, '\\$&')).join('|')}`);
    /** @param {Element} element */
    const skipped = ({ id }) => typeof id === 'string' && id !== '' && wanted.skip.some((word) => id.toLowerCase().includes(word));
    const picked = [];
    // Elements, texts and comments.
    const walker = document.createTreeWalker(document, 1 | 4 | 128);
    /** @type {Node | null} */
    let unseen = null;
    for (let order = 1, node = walker.nextNode(); node; order += 1, node = walker.nextNode()) {
      if (unseen && !unseen.contains(node)) unseen = null;
      if (node.nodeType === 1) {
        const element = /** @type {Element} */ (node);
        if (asked.has(element)) orders.set(element, order);
        if (!unseen && (UNSEEN.has(element.localName) || skipped(element))) unseen = node;
      } else if (node.nodeType === 3 && !unseen && node.parentElement && picked.length < wanted.limit) {
        const text = fold(node.nodeValue);
        if (text && text.length <= wanted.longest && words.test(text.toLowerCase())) {
          picked.push({ element: place(node.parentElement), order, text });
        }
      }
    }
    return picked;
  }

  const scripts = [];
  const missing = new Map(probes.scripts.map((probe) => [probe.name, probe]));
  for (const script of missing.size ? document.scripts : []) {
    if (script.hasAttribute('src')) continue;
    const text = script.text;
    for (const probe of probes.scripts) {
      const start = missing.has(probe.name) ? text.indexOf(probe.marker) : -1;
      if (start >= 0) {
        scripts.push({ probe: probe.name, text: cut(text.slice(start), probe.limit) });
        missing.delete(probe.name);
      }
    }
  }

  return {
    url: location.href,
    language: document.documentElement.getAttribute('lang') ?? '',
    is_empty: !document.body || (!document.body.firstElementChild && !fold(document.body.textContent)),
    elements,
    nodes: probes.nodes.flatMap((probe, at) => found[at].map((element) => take(probe, element))),
    scripts,
    texts,
  };
}
