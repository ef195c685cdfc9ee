// @ts-check
// Whoever goes by keyboard keeps his place when a part of a page is drawn anew.

const REACHED = 'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), summary, [tabindex="0"]';

/**
 * Notes where in a part of the page the focus is.
 * @param {() => HTMLElement | null | undefined} part Asked for now and again afterwards: it may be another element then
 * @returns {() => void} Gives the focus back: to what stands at its place, or before it where less is left
 */
export function holdFocus(part) {
  const focused = document.activeElement;
  const at = reached(part()).findIndex((element) => element === focused);
  return () => {
    const now = part();
    // Still there, or gone elsewhere by somebody's will.
    if (at < 0 || !now || (document.activeElement && document.activeElement !== document.body)) return;
    for (let place = now; place; place = /** @type {HTMLElement} */ (place.parentElement)) {
      const all = reached(place);
      const next = place === now ? all[Math.min(at, all.length - 1)] : all[0];
      next?.focus();
      if (next && document.activeElement === next) return;
    }
  };
}

/** @param {HTMLElement | null | undefined} part */
const reached = (part) => (part ? [...(part.matches('[tabindex="0"]') ? [part] : []), .../** @type {NodeListOf<HTMLElement>} */ (part.querySelectorAll(REACHED))] : []);
