// @ts-check
// Where the badge goes: beside the price in room that is free, without moving or covering anything of the shop's.

const GAP = 10;

/** @typedef {{ left: number, top: number, right: number, bottom: number }} Box */

/**
 * The first element of `selectors`, best first, that is really shown.
 * @param {string[]} selectors
 * @returns {HTMLElement | null}
 */
export function shownFirst(selectors) {
  for (const selector of selectors) {
    for (const element of safeAll(selector)) {
      const { width, height } = element.getBoundingClientRect();
      if (width > 0 && height > 0 && element instanceof HTMLElement) return element;
    }
  }
  return null;
}

/** @param {string} selector */
export function safeAll(selector) {
  try {
    return document.querySelectorAll(selector);
  } catch {
    return [];
  }
}

/**
 * Where the price cannot be seen, the badge stands in the window's lower corner.
 * @param {HTMLElement} host @param {HTMLElement} inner
 */
export function dock(host, inner) {
  host.dataset.pin = "";
  if (!host.isConnected) (document.body ?? document.documentElement).append(host);
  inner.style.transform = "translate(-100%, -100%)";
}

/**
 * Puts the host on the page near `anchor`: after it, or, where even that would move something, at the end of the
 * document. Either way its own box is empty and out of the flow.
 * @param {HTMLElement} host @param {HTMLElement} anchor
 */
export function attach(host, anchor) {
  delete host.dataset.pin;
  const parent = anchor.parentElement;
  if (parent && parent !== document.documentElement) {
    const before = shape(anchor, parent);
    anchor.after(host);
    // `:last-child`, `+` and the like may style the shop's nodes otherwise once ours is among them.
    if (shape(anchor, parent) === before) return;
    host.remove();
  }
  (document.body ?? document.documentElement).append(host);
}

/** @param {HTMLElement} anchor @param {HTMLElement} parent */
function shape(anchor, parent) {
  const next = anchor.nextElementSibling?.localName.startsWith("yuantou") ? anchor.nextElementSibling.nextElementSibling : anchor.nextElementSibling;
  const boxes = [anchor, parent, next, parent.nextElementSibling];
  return boxes.map((box) => (box ? Object.values(box.getBoundingClientRect().toJSON()).join() : "")).join(";");
}

/**
 * Moves the badge inside its host to the best free room around the anchor's text. Where there is too little, it says
 * less: first without its notes, then with no more than the price.
 * @param {HTMLElement} host Already attached
 * @param {HTMLElement} inner The shadow root's wrapper
 * @param {HTMLElement} anchor
 */
export function settle(host, inner, anchor) {
  const base = host.getBoundingClientRect();
  const text = textBox(anchor);
  const within = roomOf(anchor, text);
  const rtl = getComputedStyle(anchor).direction === "rtl";
  /** @type {Box | undefined} */
  let spot;
  for (const saying of ["", "less", "least"]) {
    inner.dataset.saying = saying;
    const { width, height } = inner.getBoundingClientRect();
    const spots = candidates(text, width, height, rtl);
    spot = spots.find((box) => box.left >= within.left && box.right <= within.right && free(box, host, anchor));
    if (spot) break;
    [spot] = spots;
  }
  // A page zoomed or scaled by its own style scales our lengths too: measured in the window's pixels, set in the page's.
  const { width } = inner.getBoundingClientRect();
  const scale = width / inner.offsetWidth || 1;
  const left = Math.max(0, Math.min(spot?.left ?? 0, document.documentElement.clientWidth * scaleOfPage() - width - 4));
  const top = spot?.top ?? 0;
  // A transform, because moving by it is no layout shift.
  inner.style.transform = `translate(${Math.round((left - base.left) / scale)}px, ${Math.round((top - base.top) / scale)}px)`;
  return { left: left - text.left, top: top - text.top };
}

/** How far the page's own style zooms it. */
const scaleOfPage = () => document.documentElement.getBoundingClientRect().width / document.documentElement.offsetWidth || 1;

/** The box that the price stands in, as far as it has room for something beside it. @param {HTMLElement} anchor @param {DOMRect} text */
function roomOf(anchor, text) {
  for (let box = anchor.parentElement; box && box !== document.body; box = box.parentElement) {
    const { left, right, width } = box.getBoundingClientRect();
    if (width >= text.width + 150) return { left, right };
  }
  return { left: 0, right: document.documentElement.clientWidth * scaleOfPage() };
}

/**
 * Whether the badge still stands where it was settled, relative to the price.
 * @param {HTMLElement} inner @param {HTMLElement} anchor @param {{ left: number, top: number }} offset
 */
export function settled(inner, anchor, offset) {
  const text = textBox(anchor);
  const { left, top } = inner.getBoundingClientRect();
  return Math.abs(left - text.left - offset.left) < 3 && Math.abs(top - text.top - offset.top) < 3;
}

/** The box of an element's text, which may be far narrower than its own. @param {Element} element */
export function textBox(element) {
  const range = document.createRange();
  range.selectNodeContents(element);
  const box = range.getBoundingClientRect();
  return box.width > 0 && box.height > 0 ? box : element.getBoundingClientRect();
}

/** @param {Box} text @param {number} width @param {number} height @param {boolean} rtl @returns {Box[]} */
function candidates(text, width, height, rtl) {
  const middle = (text.top + text.bottom - height) / 2;
  const after = rtl ? text.left - GAP - width : text.right + GAP;
  const start = rtl ? text.right - width : text.left;
  const spots = [[after, middle]];
  // Further along the same line, past whatever else stands on it.
  for (let step = 1; step <= 6; step += 1) spots.push([after + (rtl ? -1 : 1) * step * 48, middle]);
  spots.push([start, text.bottom + 4], [start, text.top - height - 4]);
  return spots.map(([left, top]) => ({ left, top, right: left + width, bottom: top + height }));
}

/** Whether nothing of the shop's is to be seen in a box. @param {Box} box @param {HTMLElement} host @param {HTMLElement} anchor */
function free(box, host, anchor) {
  /** @type {Set<Element>} */
  const under = new Set();
  for (let across = 0; across <= 6; across += 1) {
    for (let down = 0; down <= 2; down += 1) {
      const x = box.left + ((box.right - box.left - 1) * across) / 6;
      const y = box.top + ((box.bottom - box.top - 1) * down) / 2;
      const hit = document.elementFromPoint(x, y);
      if (hit && hit !== host) under.add(hit);
    }
  }
  for (const element of under) {
    if (element.matches("img, video, canvas, iframe, svg, svg *, input, button, select, textarea, a")) return false;
    if (!element.contains(anchor) && !anchor.contains(element) && isBoxed(element)) return false;
    for (const child of element.childNodes) if (child.nodeType === Node.TEXT_NODE && touches(child, box)) return false;
  }
  return true;
}

/** An element drawn as a thing of its own. @param {Element} element */
function isBoxed(element) {
  const { borderTopWidth, backgroundImage } = getComputedStyle(element);
  return borderTopWidth !== "0px" || backgroundImage !== "none";
}

/** @param {Node} text @param {Box} box */
function touches(text, box) {
  if (!text.nodeValue?.trim()) return false;
  const range = document.createRange();
  range.selectNodeContents(text);
  for (const line of range.getClientRects()) {
    if (line.left < box.right && line.right > box.left && line.top < box.bottom && line.bottom > box.top) return true;
  }
  return false;
}
