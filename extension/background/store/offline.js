// @ts-check
// Keeping a pack offline: every file of every segment, checked against its list, into the shopper's own storage. The pack
// counts as kept only once all of it is there, so an interruption costs time and nothing else.
import { transact } from "./database.js";
import { fetchFile, fetchParts, PackFault } from "./fetch.js";
import { deleteFolder, FileWriter, hasFile } from "./pages.js";
import { changeRemote, fault, fetchManifest, holdManifest, note } from "./remotes.js";

const MOST_LIST = 8 * 1024 * 1024;
const FILE_MS = 120_000;

/** Packs that are being loaded. @type {Set<string>} */
const loading = new Set();

/** @param {string} id */
export const isLoading = (id) => loading.has(id);

/**
 * Loads a pack.
 * @param {import("../../types").RemotePack} pack @param {import("../../core").CatalogueCore} core
 * @returns {Promise<boolean>} Whether all of it is there
 */
export async function loadOffline({ id, address, key }, core) {
  if (loading.has(id)) return false;
  loading.add(id);
  try {
    const { bytes: manifest } = await fetchManifest(address, key, FILE_MS);
    const { segments } = JSON.parse(new TextDecoder().decode(manifest));
    const all = segments.reduce((/** @type {number} */ sum, /** @type {any} */ { bytes }) => sum + bytes, 0);
    let done = 0;
    for (const segment of segments) {
      const list = await fetchFile(`${address}${segment.id}/files.txt`, MOST_LIST, FILE_MS);
      for (const { name, bytes } of core.segment_files(list, segment.files)) {
        if (!loading.has(id)) return false;
        await file({ id, address }, `${segment.id}/${name}`, bytes, () => new core.FileCheck(list, segment.files, name));
        done += bytes;
        await note(id, { progress: { done, all } });
      }
    }
    await holdManifest(id, manifest);
    await changeRemote(id, { offline: true });
    await note(id, { fault: undefined });
    return true;
  } catch (error) {
    if (loading.has(id)) await fault(id, error);
    return false;
  } finally {
    loading.delete(id);
    await note(id, { progress: undefined });
  }
}

/**
 * @param {{ id: string, address: string }} pack @param {string} path @param {number} bytes @param {() => import("../../core").FileCheck} begin
 */
async function file({ id, address }, path, bytes, begin) {
  // What an interrupted load brought is not loaded again.
  if (await hasFile(`${id}/${path}`)) return;
  const check = begin();
  const writer = new FileWriter(`${id}/${path}`);
  await fetchParts(address + path, bytes, FILE_MS, async (part) => {
    if (!loading.has(id)) throw new PackFault("slow", "given up");
    check.take(part);
    await writer.take(part).catch(noRoom);
  }).catch((error) => {
    check.free();
    throw error;
  });
  check.end();
  await writer.end().catch(noRoom);
}

/** @param {any} error */
function noRoom(error) {
  throw error?.kind === "quota" ? new PackFault("quota", "the browser has no room for this pack") : error;
}

/** Stops a load, or gives up what was kept. @param {string} id */
export async function dropOffline(id) {
  loading.delete(id);
  await changeRemote(id, { offline: false });
  await transact(["pages"], "readwrite", (pages) => void deleteFolder(pages, id));
}
