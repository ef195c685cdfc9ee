// @ts-check
// The packs whose bytes are outside the core: the shopper's own listings and the packs that he added. Each can be broken,
// gone or refused by the browser without a lookup's noticing more than that it finds less.
import { api } from "../../shared/api.js";
import * as learnt from "./store/learnt.js";
import { readStretches } from "./store/pages.js";
import { fault, fetchManifest, FRESH_MS, heldManifest, holdManifest, isPaused, note, remotes, sizeOf, statusOf } from "./store/remotes.js";
import { wave } from "./store/byte_ranges.js";

const FRESH = `${learnt.LEARNT}-fresh`;
const TROUBLE = "catalogue_trouble";
/** A pack that was never heard of is waited for this long. */
const FIRST_MS = 1500;
const REFRESH_MS = 300;
const TIDY_MS = 2000;
/** A manifest is asked for before its time, because a file was gone, no more often. */
const FORCED_MS = 60_000;
/** Faults of a pack's files, not of its manifest. */
const OF_FILES = new Set(["missing", "range", "no_ranges", "gzip"]);

/** @typedef {import("../../core/yuantou.js").Engine} Engine */
/** @typedef {typeof import("../../core/yuantou.js")} Module */
/** @typedef {{ ticket: number, pack: string, path: string, start: number, length: number }} Need */

/** Whether a pack of the engine's holds the shopper's own listings. @param {string} pack */
export const isLearnt = (pack) => pack === learnt.LEARNT || pack === FRESH;

/** The engine that is told of changes. @type {{ engine: Engine, module: Module } | undefined} */
let held;
/** Packs on servers as they are in the engine: what tells one state of a pack from another, by id. @type {Map<string, string>} */
let added = new Map();

/** Begins to read what a new engine will want: the core is being started meanwhile. */
export function readAhead() {
  const own = learnt.load();
  const packs = remotes().then((all) => Promise.all(all.map(async (pack) => ({ pack, manifest: pack.on ? await heldManifest(pack.id) : undefined }))));
  // Whoever waits for them is told.
  own.catch(() => {});
  return { own, packs: packs.catch(() => []) };
}

/** Adds them to a new engine. @param {Engine} engine @param {Module} module @param {ReturnType<typeof readAhead>} ahead */
export async function addOwn(engine, module, ahead) {
  held = { engine, module };
  added = new Map();
  await loadLearnt(ahead.own);
  for (const { pack, manifest } of await ahead.packs) if (manifest) addRemotePack(pack, manifest.bytes);
  // Not while the first lookup is being made.
  setTimeout(() => void tidy().catch(() => {}), TIDY_MS);
}

async function tidy() {
  /** Segments of each pack that stay; all of one that is being loaded. @type {Map<string, Set<string> | null>} */
  const known = new Map();
  for (const { id, offline } of await remotes()) {
    const manifest = offline ? await heldManifest(id) : undefined;
    known.set(id, manifest ? learnt.namedBy(manifest.bytes) : null);
  }
  await learnt.sweep((folder) => {
    const [pack, segment] = folder.split("/");
    return known.get(pack)?.has(segment) ?? known.has(pack);
  });
}

/** @type {Promise<unknown>} One after the other, so that the last word is the newest. */
let loading = Promise.resolve();

/** Puts the shopper's own listings into the engine as they are stored now. @param {Promise<learnt.Loaded>} [ahead] Read already */
function loadLearnt(ahead) {
  const next = loading.then(() => loadNow(ahead));
  loading = next;
  return next;
}

/** Throws nothing. @param {Promise<learnt.Loaded>} [ahead] */
async function loadNow(ahead) {
  if (!held) return;
  const { engine, module } = held;
  try {
    const { manifest, records } = await (ahead ?? learnt.load());
    // Newest words first.
    engine.add_pack(FRESH, new module.Update(learnt.LEARNT, undefined, records, []).finish().files);
    if (!manifest) return engine.remove_pack(learnt.LEARNT);
    try {
      engine.add_outside(learnt.LEARNT, manifest, false);
    } catch {
      // Of another format: the records are all there, and the index is made anew.
      engine.remove_pack(learnt.LEARNT);
      await learnt.rebuild();
      void flush();
    }
  } catch (error) {
    await setTrouble(error);
  }
}

/** Why nothing can be learnt, for the options page; nothing where all is well. @param {unknown} [error] */
export async function setTrouble(error) {
  const before = await trouble().catch(() => null);
  if (error) await api.storage.local.set({ [TROUBLE]: { kind: String(/** @type {any} */ (error).kind ?? "error"), message: String(/** @type {any} */ (error).message ?? error), at: Date.now() } }).catch(() => {});
  else if (before) await api.storage.local.remove(TROUBLE).catch(() => {});
}

/** @returns {Promise<import("../../types").Trouble | null>} */
export const trouble = async () => /** @type {any} */ (await api.storage.local.get(TROUBLE))[TROUBLE] ?? null;

/** Brings the index up to date, and the engine. Throws nothing. */
export async function flush() {
  if (!held) return;
  try {
    await learnt.flush(held.module);
    await setTrouble();
  } catch (error) {
    await setTrouble(error);
  }
  await loadLearnt();
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let refreshing;

/** What was just learnt is found a moment later. */
export function refreshSoon() {
  refreshing ??= setTimeout(() => {
    refreshing = undefined;
    void loadLearnt();
  }, REFRESH_MS);
}

// ---- packs on servers

/** @param {import("../../types").RemotePack} pack @param {Uint8Array} manifest */
function addRemotePack({ id, offline }, manifest) {
  try {
    const summary = held?.engine.add_outside(id, manifest, !offline);
    if (!summary) return;
    added.set(id, [summary.generation, ...learnt.namedBy(manifest)].join("-"));
    void note(id, { listings: summary.listings, pictures: summary.pictures, generation: summary.generation, bytes: sizeOf(manifest) });
  } catch (error) {
    void fault(id, error);
  }
}

/** The packs changed: those that are on are in the engine, and no other. */
export async function syncRemotes() {
  const packs = await remotes();
  const on = new Set(packs.filter(({ on: one }) => one).map(({ id }) => id));
  for (const id of added.keys()) {
    if (on.has(id)) continue;
    held?.engine.remove_pack(id);
    added.delete(id);
  }
  for (const pack of packs) {
    const manifest = pack.on ? await heldManifest(pack.id) : undefined;
    if (manifest) addRemotePack(pack, manifest.bytes);
  }
}

/** Manifests being fetched. @type {Map<string, Promise<boolean>>} */
const asking = new Map();

/** Asks a pack's server for its manifest. @param {import("../../types").RemotePack} pack @returns {Promise<boolean>} Whether it is another generation */
function refresh(pack) {
  let promise = asking.get(pack.id);
  if (!promise) {
    promise = (async () => {
      try {
        const { bytes } = await fetchManifest(pack.address, pack.key);
        await holdManifest(pack.id, bytes).catch(() => {});
        const before = added.get(pack.id);
        addRemotePack(pack, bytes);
        const changed = before !== added.get(pack.id);
        // What is wrong with the files is not mended by the same manifest once more.
        if (changed || !OF_FILES.has((await statusOf(pack.id)).fault?.kind ?? "")) await note(pack.id, { fault: undefined });
        return changed;
      } catch (error) {
        await fault(pack.id, error);
        return false;
      } finally {
        checked.set(pack.id, Date.now());
      }
    })().finally(() => asking.delete(pack.id));
    asking.set(pack.id, promise);
  }
  return promise;
}

/** When each manifest was asked for last. @type {Map<string, number>} */
const checked = new Map();

/** Before a lookup: manifests that are old are asked for, behind its back; one that was never had is waited for a little. */
export async function freshen() {
  const packs = (await remotes()).filter(({ id, on, offline }) => on && !offline && !isPaused(id));
  const first = [];
  for (const pack of packs) {
    const at = checked.get(pack.id) ?? (await heldManifest(pack.id))?.at ?? 0;
    checked.set(pack.id, at);
    if (Date.now() - at < FRESH_MS) continue;
    const asked = refresh(pack);
    if (!added.has(pack.id)) first.push(asked);
  }
  if (first.length) await Promise.race([Promise.all(first), new Promise((go) => setTimeout(go, FIRST_MS))]);
}

/** Which packs are asked over the network, and of what generation: what was missed in these is not asked again. */
export async function farPacks() {
  const packs = (await remotes()).filter(({ id, on, offline }) => on && !offline && added.has(id));
  return packs.map(({ id }) => `${id}:${added.get(id)}`).join(" ");
}

/**
 * Gives the bytes of one pack's needs, null for what cannot be had. Never throws.
 * @param {string} name @param {Need[]} needs @param {boolean} near Only what is on this machine
 * @param {(at: number, bytes: Uint8Array | null) => void} give Called once for each that is still needed
 * @param {(at: number) => boolean} isNeeded
 * @returns {Promise<boolean>} Whether a file is not there, as after a new generation
 */
export async function bytesOf(name, needs, near, give, isNeeded) {
  const giveNone = () => needs.forEach((_, at) => give(at, null));
  try {
    const pack = name === learnt.LEARNT ? undefined : (await remotes()).find(({ id }) => id === name);
    if (pack && !pack.offline) {
      if (!near) return await wave(pack, needs, give, isNeeded);
      giveNone();
      return false;
    }
    const found = await readStretches(needs.map(({ path, start, length }) => ({ path: `${name}/${path}`, start, length })));
    const gone = found.some((bytes) => !bytes);
    // Wiped, or written anew by another: as it is now, then.
    if (gone && !pack) await loadLearnt();
    found.forEach((bytes, at) => give(at, bytes));
    return gone;
  } catch (error) {
    if (name === learnt.LEARNT) void setTrouble(error);
    else void fault(name, error);
    giveNone();
    return false;
  }
}

/** When each manifest was asked for before its time. @type {Map<string, number>} */
const forced = new Map();

/** After a lookup found files gone: whether a new one has better chances. @param {Iterable<string>} names */
export async function caughtUp(names) {
  let better = false;
  for (const name of names) {
    if (name === learnt.LEARNT) {
      better = true;
      continue;
    }
    const pack = (await remotes()).find(({ id }) => id === name);
    if (!pack || pack.offline || Date.now() - (forced.get(name) ?? 0) < FORCED_MS) continue;
    forced.set(name, Date.now());
    if (await refresh(pack)) better = true;
  }
  return better;
}

/** What each pack answered, for the options page. @param {import("../../core/yuantou.js").Answered[]} answers @param {number} ms */
export function answered(answers, ms) {
  for (const { pack, listings, bytes, round_trips: trips, faults } of answers) {
    // A lookup that asked nothing of it says nothing of it.
    if (added.has(pack) && (bytes || faults)) void note(pack, { answered: { at: Date.now(), listings, bytes, trips, faults, ms: Math.round(ms) }, ...(bytes && !faults && { fault: undefined }) });
  }
}

/** Names of the packs as they are shown. @returns {Promise<Map<string, string>>} */
export async function packNames() {
  return new Map((await remotes()).map(({ id, name }) => [id, name]));
}
