// @ts-check
// A list of any length, of which only what is in view is in the document.
import { make } from "../shared/ui/dom.js";
import { holdFocus } from "../shared/ui/focus.js";

/** Rows kept beside those in view, so that a scroll does not show a gap. */
const SPARE = 8;

/**
 * @param {{ label: string, height: number, row: (at: number) => HTMLElement }} options
 *   `height`: of each row, in pixels; `row` makes the row at an index
 */
export function windowed({ label, height, row }) {
  const space = make("div", { class: "space", role: "presentation" });
  const view = make("div", { class: "windowed", role: "list", tabindex: "0", "aria-label": label, onscroll: () => draw() }, space);
  /** Rows that stay in view stay the same nodes, and keep their focus. @type {Map<number, HTMLElement>} */
  let drawn = new Map();
  let count = 0;

  function draw() {
    const from = Math.max(0, Math.floor(view.scrollTop / height) - SPARE);
    const to = Math.min(count, Math.ceil((view.scrollTop + (view.clientHeight || 400)) / height) + SPARE);
    for (const [at, element] of drawn) {
      if (at >= from && at < to) continue;
      // What is scrolled away leaves its focus with the list.
      if (element.contains(document.activeElement)) view.focus({ preventScroll: true });
      element.remove();
      drawn.delete(at);
    }
    for (let at = from; at < to; at += 1) {
      if (drawn.has(at)) continue;
      const element = row(at);
      element.setAttribute("role", "listitem");
      element.setAttribute("aria-setsize", String(count));
      element.setAttribute("aria-posinset", String(at + 1));
      element.style.insetBlockStart = `${at * height}px`;
      element.style.blockSize = `${height}px`;
      drawn.set(at, element);
      // In order, for whoever reads or tabs through it.
      const after = [...drawn.keys()].filter((other) => other > at);
      space.insertBefore(element, after.length ? /** @type {HTMLElement} */ (drawn.get(Math.min(...after))) : null);
    }
  }

  // Only once it is on the page does it know its height.
  new ResizeObserver(() => draw()).observe(view);

  return {
    view,
    /** Draws anew, with so many rows. @param {number} rows */
    show(rows) {
      const backTo = holdFocus(() => view);
      count = rows;
      space.style.blockSize = `${rows * height}px`;
      for (const element of drawn.values()) element.remove();
      drawn = new Map();
      draw();
      backTo();
    },
  };
}
