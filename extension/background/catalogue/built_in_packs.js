// @ts-check
// The catalogue packs that travel inside the extension: folders whose manifest.json names their segments, each of which
// lists its files.
import { api } from "../../shared/api.js";

const BUILT_IN = ["sample"];

/** @param {string} name */
export const isBuiltIn = (name) => BUILT_IN.includes(name);

/**
 * @typedef {{ name: string, files: Record<string, Uint8Array>, fault?: Error }} PackFiles
 */

/** Every built-in pack's bytes, or why they could not be had. @returns {Promise<PackFiles[]>} */
export function loadPacks() {
  return Promise.all(
    BUILT_IN.map(async (name) => {
      try {
        return { name, files: await loadPack(`packs/${name}/`) };
      } catch (error) {
        return { name, files: {}, fault: /** @type {Error} */ (error) };
      }
    }),
  );
}

/** @param {string} folder */
async function loadPack(folder) {
  const manifest = await bytes(`${folder}manifest.json`);
  const { segments } = JSON.parse(new TextDecoder().decode(manifest));
  const ids = names(Array.isArray(segments) ? segments.map((segment) => segment?.id) : []);
  const files = (await Promise.all(ids.map((id) => loadSegment(folder, id)))).flat();
  return { "manifest.json": manifest, ...Object.fromEntries(files) };
}

/** @param {string} folder @param {string} id @returns {Promise<[string, Uint8Array][]>} */
async function loadSegment(folder, id) {
  const path = `${id}/files.txt`;
  const list = await bytes(folder + path);
  const listed = names(new TextDecoder().decode(list).split("\n").map((line) => line.split(" ")[0]));
  const files = listed.map(async (name) => /** @type {[string, Uint8Array]} */ ([`${id}/${name}`, await bytes(`${folder}${id}/${name}`)]));
  return [[path, list], ...(await Promise.all(files))];
}

/** A name that climbs out of the pack's folder is none of its files; the core then says what is missing. @param {unknown[]} all */
function names(all) {
  return /** @type {string[]} */ (all.filter((name) => typeof name === "string" && /^[\w-][\w.-]*$/.test(name)));
}

/** @param {string} path */
async function bytes(path) {
  const answer = await fetch(api.runtime.getURL(path));
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}
