// @ts-check
// Bytes for a query: each pack's needs are answered by themselves, wave after wave, so that a slow pack holds up no other.
import { bytesOf } from "./catalogue.js";

/** After this long the verdict is made from what is there. */
const PATIENCE_MS = 4000;

/**
 * @param {import("../core").Query} query @param {boolean} near Only what is on this machine
 * @returns {Promise<Set<string>>} Packs of which files were gone, as after a new generation
 */
export async function answerBytes(query, near) {
  /** @type {Set<string>} */
  const moved = new Set();
  let over = false;
  /** @returns {Promise<unknown>} */
  const pump = () => {
    /** @type {Map<string, import("./catalogue.js").Need[]>} */
    const packs = new Map();
    for (const need of query.byte_needs()) packs.set(need.pack, [...(packs.get(need.pack) ?? []), need]);
    return Promise.all([...packs].map(([name, needs]) => answer(name, needs)));
  };
  /** @param {string} name @param {import("./catalogue.js").Need[]} needs */
  const answer = async (name, needs) => {
    const { found, moved: gone } = await bytesOf(name, needs, near);
    // The query may be gone by now.
    if (over) return;
    if (gone) moved.add(name);
    for (const [at, { ticket }] of needs.entries()) {
      const bytes = found[at];
      if (bytes) query.bytes(ticket, bytes);
      else query.no_bytes(ticket);
    }
    await pump();
  };
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const late = new Promise((go) => {
    timer = setTimeout(() => go("late"), PATIENCE_MS);
  });
  const end = await Promise.race([pump(), late]);
  clearTimeout(timer);
  over = true;
  if (end === "late") query.give_up();
  return moved;
}
