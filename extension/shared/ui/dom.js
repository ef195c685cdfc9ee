// @ts-check
// Our own nodes on the shop's page: hosts that page styles cannot reach into, and small builders for what is inside.

/**
 * A host element with a shadow root, closed to the page's scripts (test builds open it to the tests). Its own box has no
 * size and takes no part in the page's layout.
 * @param {string} name Tag name
 * @param {string} style
 */
export function makeHost(name, style) {
  const host = document.createElement(name);
  const root = host.attachShadow({ mode: typeof SHADOW_MODE === "undefined" ? "closed" : SHADOW_MODE });
  // Constructed sheets pass a strict page CSP, where a <style> element does not.
  root.adoptedStyleSheets = [sheet(HOST), sheet(style)];
  host.lang = document.documentElement.lang;
  return { host, root };
}

/**
 * What is important in a shadow root's own sheet outweighs whatever the page's sheets say of the host, be it
 * `* { display: none !important }`. A host is part of the page's text flow, kept still, or pinned to the window's corner.
 */
const HOST = `
:host{all:initial!important;position:absolute!important;display:block!important;width:0!important;height:0!important;overflow:visible!important;z-index:3!important}
:host([data-pin]){position:fixed!important;right:24px!important;bottom:24px!important;z-index:2147483647!important}
:host([data-pin=corner]){inset:0 auto auto 0!important}
`;

/** @type {Map<string, CSSStyleSheet>} */
const sheets = new Map();

/** One constructed sheet per text, shared by all our hosts. @param {string} text */
function sheet(text) {
  let made = sheets.get(text);
  if (!made) {
    made = new CSSStyleSheet();
    made.replaceSync(text);
    sheets.set(text, made);
  }
  return made;
}

/**
 * An element with its attributes and children; text goes in as text, never as markup.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, string | ((event: any) => void)>} [attributes] A name that starts with "on" is a listener.
 * @param {(Node | string | null | undefined | false)[]} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

const SVG = "http://www.w3.org/2000/svg";

/** A line drawing on a grid of 24. @param {string} path @param {string} [className] */
export function drawing(path, className = "icon") {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", className);
  svg.setAttribute("aria-hidden", "true");
  const line = document.createElementNS(SVG, "path");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

/** Our sign: a spring rising to a drop. */
export const SPRING = "M12 3c2.9 3.5 4.6 6 4.6 8.2a4.6 4.6 0 0 1-9.2 0C7.4 9 9.1 6.5 12 3zM4 19c2.2-1.6 4.4-1.6 6.6 0s4.6 1.6 6.8 0c.9-.6 1.7-.9 2.6-1";
