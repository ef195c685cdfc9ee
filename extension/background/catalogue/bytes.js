// @ts-check
// Bytes for a query: each pack's needs are answered by themselves, wave after wave, so that a slow pack holds up no other.
import { bytesOf } from "./catalogue.js";

/** After this long the verdict is made from what is there. */
const PATIENCE_MS = 4000;

/**
 * @param {import("../../core/yuantou.js").Query} query @param {boolean} near Only what is on this machine
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
  /**
   * Done as soon as the lookup that has these needs goes on, be some of them still under way: it may have seen enough.
   * @param {string} name @param {import("./catalogue.js").Need[]} needs @returns {Promise<void>}
   */
  const answer = (name, needs) =>
    new Promise((done, fail) => {
      let goesOn = false;
      // The query may be gone by the time of an answer.
      const give = (/** @type {number} */ at, /** @type {Uint8Array | null} */ bytes) => {
        if (over || !query.bytes(needs[at].ticket, bytes ?? undefined)) return;
        goesOn = true;
        pump().then(() => done(), fail);
      };
      const isNeeded = (/** @type {number} */ at) => !over && query.needs_bytes(needs[at].ticket);
      bytesOf(name, needs, near, give, isNeeded).then((gone) => {
        if (gone && !over) moved.add(name);
        if (!goesOn) done();
      }, fail);
    });
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
