// @ts-check
// Keeping a pack offline: every file of every segment, checked against its list, into the shopper's own storage. The pack
// counts as kept only once all of it is there, so an interruption costs time and nothing else.
import { transact } from "./database.js";
import { fetchFile, fetchParts, PackFault } from "../../network/pack_fetch.js";
import { deleteFolder, FileWriter, hasFile } from "./pages.js";
import { changeRemote, fault, fetchManifest, holdManifest, note } from "./remotes.js";

const MOST_LIST = 8 * 1024 * 1024;
const FILE_MS = 120_000;

/** Packs that are being loaded, each with the load that counts. @type {Map<string, object>} */
const loading = new Map();

/** @param {string} id */
export const isLoading = (id) => loading.has(id);

/**
 * Loads a pack.
 * @param {import("../../../types").RemotePack} pack @param {typeof import("../../../core/yuantou.js")} core
 * @returns {Promise<boolean>} Whether all of it is there
 */
export async function loadOffline({ id, address, key }, core) {
  if (loading.has(id)) return false;
  const load = {};
  loading.set(id, load);
  // One that is stopped and begun again is another.
  const goesOn = () => loading.get(id) === load;
  try {
    const { bytes: manifest } = await fetchManifest(address, key, FILE_MS);
    const { segments } = JSON.parse(new TextDecoder().decode(manifest));
    const all = segments.reduce((/** @type {number} */ sum, /** @type {any} */ { bytes }) => sum + bytes, 0);
    let done = 0;
    for (const segment of segments) {
      const list = await fetchFile(`${address}${segment.id}/files.txt`, MOST_LIST, FILE_MS);
      for (const { name, bytes } of core.segment_files(list, segment.files)) {
        if (!goesOn()) return false;
        await file({ id, address, goesOn }, `${segment.id}/${name}`, bytes, () => new core.FileCheck(list, segment.files, name));
        done += bytes;
        await note(id, { progress: { done, all } });
      }
    }
    if (!goesOn()) return false;
    await holdManifest(id, manifest);
    await changeRemote(id, { offline: true });
    await note(id, { fault: undefined });
    return true;
  } catch (error) {
    if (goesOn()) await fault(id, error);
    return false;
  } finally {
    if (goesOn()) {
      loading.delete(id);
      await note(id, { progress: undefined });
    }
  }
}

/**
 * @param {{ id: string, address: string, goesOn: () => boolean }} pack @param {string} path @param {number} bytes @param {() => import("../../../core/yuantou.js").FileCheck} begin
 */
async function file({ id, address, goesOn }, path, bytes, begin) {
  // What an interrupted load brought is not loaded again.
  if (await hasFile(`${id}/${path}`)) return;
  const check = begin();
  const writer = new FileWriter(`${id}/${path}`);
  await fetchParts(address + path, bytes, FILE_MS, async (part) => {
    if (!goesOn()) throw givenUp();
    check.take(part);
    await writer.take(part).catch(noRoom);
  }).catch((error) => {
    check.free();
    throw error;
  });
  check.end();
  if (!goesOn()) throw givenUp();
  await writer.end().catch(noRoom);
}

const givenUp = () => new PackFault("slow", "given up");

/** @param {any} error */
function noRoom(error) {
  throw error?.kind === "quota" ? new PackFault("quota", "the browser has no room for this pack") : error;
}

/** Stops a load, or gives up what was kept. @param {string} id */
export async function dropOffline(id) {
  loading.delete(id);
  await note(id, { progress: undefined });
  await changeRemote(id, { offline: false });
  await transact(["pages"], "readwrite", (pages) => void deleteFolder(pages, id));
}
