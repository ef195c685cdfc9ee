// @ts-check
/** The WebExtension interface under the one name that both browser families answer to. */
export const api = /** @type {typeof chrome} */ (/** @type {any} */ (globalThis).browser ?? globalThis.chrome);
