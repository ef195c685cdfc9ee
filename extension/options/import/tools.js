// @ts-check
// Reading and writing files of listings: the core and its readers, loaded when a file is at hand and not before.
import { api } from "../../shared/api.js";

/** @typedef {{ core: typeof import("../../core/yuantou.js"), listings: typeof import("../../shared/listings/main.js") }} ListingTools */

/** @type {Promise<ListingTools> | undefined} */
let loaded;

export function listingTools() {
  loaded ??= load();
  loaded.catch(() => (loaded = undefined));
  return loaded;
}

/** @returns {Promise<ListingTools>} */
async function load() {
  const [core, listings] = await Promise.all(["core/yuantou.js", "shared/listings/main.js"].map((path) => import(api.runtime.getURL(path))));
  await core.default();
  return { core, listings };
}
