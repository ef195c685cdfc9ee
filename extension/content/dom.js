// @ts-check
// Our own nodes on the shop's page: hosts that page styles cannot reach into, and small builders for what is inside.

/**
 * A host element with a shadow root, closed to the page's scripts (test builds open it to the tests). Its own box has no size and takes no part in the page's layout; the
 * declarations are inline and important, so that no style of the page (`* { display: none !important }`) outweighs them.
 * @param {string} name Tag name
 * @param {CSSStyleSheet} sheet
 * @param {Record<string, string>} [more] Further declarations for the host
 */
export function makeHost(name, sheet, more = {}) {
  const host = document.createElement(name);
  const rules = { all: "initial", position: "absolute", display: "block", width: "0", height: "0", overflow: "visible", ...more };
  for (const [property, value] of Object.entries(rules)) host.style.setProperty(property, value, "important");
  const root = host.attachShadow({ mode: typeof SHADOW_MODE === "undefined" ? "closed" : SHADOW_MODE });
  // Constructed sheets pass a strict page CSP, where a <style> element does not.
  root.adoptedStyleSheets = [sheet];
  host.lang = document.documentElement.lang;
  return { host, root };
}

/** @type {Map<string, CSSStyleSheet>} */
const sheets = new Map();

/** One constructed sheet per text, shared by all our hosts. @param {string} text */
export function sheet(text) {
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
