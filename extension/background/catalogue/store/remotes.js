// @ts-check
// Packs on servers: which the shopper added, what each last said, and what is wrong with it.
import { api } from "../../../shared/api.js";
import { forget } from "./cache.js";
import { result, transact } from "./database.js";
import { fetchFile, PackFault } from "../../network/pack_fetch.js";
import { deleteFolder } from "./pages.js";
import { canVerify, signer } from "./signature.js";

/** @typedef {import("../../../types").RemotePack} RemotePack */
/** @typedef {import("../../../types").PackStatus} PackStatus */
/** @typedef {{ bytes: Uint8Array<ArrayBuffer>, at: number }} HeldManifest */

const KEY = "packs";
const STATUS = "pack_status:";
/** A manifest is asked for no more often. */
export const FRESH_MS = 10 * 60_000;
const MOST_MANIFEST = 256 * 1024;
const MANIFEST_MS = 2500;
/** By hand, a slow host is waited for. */
const PATIENT_MS = 15_000;

/** @type {Promise<RemotePack[]> | undefined} */
let held;
api.storage.onChanged.addListener((changes, area) => {
  if (area === "local" && KEY in changes) held = undefined;
});

/** The packs, in the order in which they were added. @returns {Promise<RemotePack[]>} */
export function remotes() {
  held ??= stored();
  held.catch(() => (held = undefined));
  return held;
}

/** @returns {Promise<RemotePack[]>} */
async function stored() {
  const { [KEY]: packs } = await api.storage.local.get(KEY);
  const sound = (/** @type {any} */ pack) => typeof pack?.id === "string" && /^p[a-z0-9]+$/.test(pack.id) && URL.canParse(pack.address);
  return Array.isArray(packs) ? packs.filter(sound) : [];
}

/** @type {Promise<unknown>} One change after the other. */
let last = Promise.resolve();

/** @param {(packs: RemotePack[]) => RemotePack[]} change */
export function changeRemotes(change) {
  const next = last.then(async () => {
    await api.storage.local.set({ [KEY]: change(await stored()) });
    held = undefined;
  });
  last = next.catch(() => {});
  return next;
}

/** @param {string} id @param {Partial<RemotePack>} change */
export const changeRemote = (id, change) => changeRemotes((packs) => packs.map((pack) => (pack.id === id ? { ...pack, ...change } : pack)));

/** What a pack last said. @param {string} id @returns {Promise<PackStatus>} */
export async function statusOf(id) {
  return /** @type {any} */ (await api.storage.local.get(STATUS + id))[STATUS + id] ?? {};
}

/** @type {Promise<unknown>} */
let noted = Promise.resolve();

/** @param {string} id @param {PackStatus} change */
export function note(id, change) {
  noted = noted.then(async () => api.storage.local.set({ [STATUS + id]: { ...(await statusOf(id)), ...change } })).catch(() => {});
  return noted;
}

/** Until when each pack is left alone. @type {Map<string, number>} */
const paused = new Map();

/** @param {string} id */
export const isPaused = (id) => (paused.get(id) ?? 0) > Date.now();

/** Writes down what went wrong. @param {string} id @param {unknown} error */
export function fault(id, error) {
  const kind = error instanceof PackFault ? error.kind : String(/** @type {any} */ (error)?.kind ?? "error");
  const message = String(/** @type {any} */ (error)?.message ?? error);
  if (error instanceof PackFault && error.pause) paused.set(id, Date.now() + error.pause);
  return note(id, { fault: { at: Date.now(), kind, message } });
}

/** The folder of a pack, from whatever was typed. Throws where it is no address. @param {string} typed */
export function folderOf(typed) {
  const url = new URL(/^[a-z]+:\/\//i.test(typed.trim()) ? typed.trim() : `https://${typed.trim()}`);
  if (url.protocol !== "https:" && url.protocol !== "http:") throw new TypeError(url.protocol);
  url.username = url.password = url.search = url.hash = "";
  url.pathname = url.pathname.replace(/manifest\.json$/, "").replace(/\/*$/, "/");
  return url.href;
}

/** What must be allowed before a pack can be asked. @param {string} address */
export function originOf(address) {
  const { protocol, hostname } = new URL(address);
  return `${protocol}//${hostname}/*`;
}

/**
 * The manifest as its server has it now, its signature checked against the key that the pack is pinned to.
 * @param {string} address @param {string | null | undefined} pinned undefined: not added yet @param {number} [ms]
 */
export async function fetchManifest(address, pinned, ms = MANIFEST_MS) {
  if (!(await api.permissions.contains({ origins: [originOf(address)] }))) throw new PackFault("permission", "the browser does not allow this host; add the pack again to be asked");
  const bytes = /** @type {Uint8Array<ArrayBuffer>} */ (await fetchFile(`${address}manifest.json`, MOST_MANIFEST, ms, "no-store"));
  if (pinned === null || (pinned === undefined && !(await canVerify()))) return { bytes, key: null };
  const signed = await fetchFile(`${address}manifest.sig`, 1024, ms, "no-store").catch((error) => {
    if (error instanceof PackFault && error.kind === "missing") return null;
    throw error;
  });
  if (!signed) {
    if (pinned) throw new PackFault("unsigned", "the pack was signed when it was added and is not any more");
    return { bytes, key: null };
  }
  const key = await signer(bytes, signed);
  if (pinned && key !== pinned) throw new PackFault("other_key", "the pack is signed with another key than when it was added");
  return { bytes, key };
}

/** @param {string} id @returns {Promise<HeldManifest | undefined>} */
export const heldManifest = (id) => transact(["meta"], "readonly", (meta) => result(meta.get(`manifest:${id}`))).catch(() => undefined);

/** @param {string} id @param {Uint8Array<ArrayBuffer>} bytes */
export const holdManifest = (id, bytes) => transact(["meta"], "readwrite", (meta) => void meta.put({ bytes, at: Date.now() }, `manifest:${id}`));

/**
 * Adds a pack. `check` reads its manifest and throws where it is none.
 * @param {string} typed @param {(id: string, manifest: Uint8Array) => import("../../../types").Pack} check
 */
export async function addRemote(typed, check) {
  const address = folderOf(typed);
  const known = (await remotes()).find((pack) => pack.address === address);
  if (known) return known.id;
  const { bytes, key } = await fetchManifest(address, undefined, PATIENT_MS);
  const id = `p${Date.now().toString(36)}${Math.floor(Math.random() * 1e6).toString(36)}`;
  const { name, listings, pictures, generation } = check(id, bytes);
  await holdManifest(id, bytes).catch(() => {});
  await note(id, { listings, pictures, generation, bytes: sizeOf(bytes) });
  await changeRemotes((packs) => [...packs, { id, address, name, on: true, key, offline: false, added: Date.now() }]);
  return id;
}

/** Bytes of all segments. @param {Uint8Array} manifest @returns {number} */
export function sizeOf(manifest) {
  const { segments } = JSON.parse(new TextDecoder().decode(manifest));
  return segments.reduce((/** @type {number} */ sum, /** @type {{ bytes: number }} */ { bytes }) => sum + bytes, 0);
}

/** Forgets a pack and all that was kept of it. @param {string} id */
export async function removeRemote(id) {
  await changeRemotes((packs) => packs.filter((pack) => pack.id !== id));
  await api.storage.local.remove(STATUS + id);
  await transact(["meta", "pages"], "readwrite", (meta, pages) => {
    meta.delete(`manifest:${id}`);
    deleteFolder(pages, id);
  }).catch(() => {});
  await forget(id).catch(() => {});
}
