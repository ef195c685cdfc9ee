// @ts-check
// Stretches of a pack on a server: from the cache, else fetched, each once however many lookups want it.
import { cached, keep, place } from "./cache.js";
import { fetchStretch, PackFault } from "../../network/pack_fetch.js";
import { fault, isPaused } from "./remotes.js";

/** A wave's deadline. */
const WAVE_MS = 2500;
/** Requests to one pack at once: they are small, and HTTP/2 sends them side by side; HTTP/1.1 has fewer by itself. */
const MOST_AT_ONCE = 32;
/** What makes every further request of a wave useless. */
const FATAL = new Set(["network", "busy", "status", "html", "gzip", "no_ranges", "missing", "permission"]);

/** @typedef {{ path: string, start: number, length: number }} Need */

/** Fetches under way, by place. @type {Map<string, Promise<Uint8Array>>} */
const underWay = new Map();
/** Free places at each pack, and who waits for one. @type {Map<string, { free: number, queue: (() => void)[] }>} */
const gates = new Map();

/**
 * Gives each need of one wave as soon as it is there, those first that come first, null for what cannot be had;
 * what is not needed any more when its turn comes is not fetched. Never throws.
 * @param {import("../../../types").RemotePack} pack @param {Need[]} needs
 * @param {(at: number, bytes: Uint8Array | null) => void} give @param {(at: number) => boolean} isNeeded
 * @returns {Promise<boolean>} Whether a file is not there, as after a new generation
 */
export async function wave({ id, address }, needs, give, isNeeded) {
  const places = needs.map(({ path, start, length }) => place(id, path, start, length));
  const found = await cached(places);
  found.forEach((bytes, at) => bytes && give(at, bytes));
  const state = { moved: false, over: isPaused(id) };
  const until = performance.now() + WAVE_MS;
  /** @type {[string, Uint8Array][]} */
  const fetched = [];
  await Promise.all(
    needs.map(async ({ path, start, length }, at) => {
      if (found[at]) return;
      try {
        const bytes = await gated(id, async () => {
          if (state.over || !isNeeded(at)) return null;
          return shared(places[at], () => fetchStretch(address + path, start, length, Math.max(1, until - performance.now())));
        });
        if (bytes) fetched.push([places[at], bytes]);
        give(at, bytes);
      } catch (error) {
        const kind = error instanceof PackFault ? error.kind : "";
        if (kind === "missing") state.moved = true;
        if (!state.over) void fault(id, error);
        if (FATAL.has(kind)) state.over = true;
        give(at, null);
      }
    }),
  );
  if (fetched.length) void keep(fetched);
  return state.moved;
}

/** @param {string} at @param {() => Promise<Uint8Array>} fetchIt */
function shared(at, fetchIt) {
  let promise = underWay.get(at);
  if (!promise) {
    promise = fetchIt().finally(() => underWay.delete(at));
    promise.catch(() => {});
    underWay.set(at, promise);
  }
  return promise;
}

/** @template T @param {string} id @param {() => Promise<T>} work */
async function gated(id, work) {
  let gate = gates.get(id);
  if (!gate) gates.set(id, (gate = { free: MOST_AT_ONCE, queue: [] }));
  const own = gate;
  if (own.free > 0) own.free -= 1;
  else await new Promise((go) => own.queue.push(() => go(undefined)));
  try {
    return await work();
  } finally {
    const next = own.queue.shift();
    if (next) next();
    else own.free += 1;
  }
}
