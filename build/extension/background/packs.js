// @ts-check
// The catalogue packs that travel inside the extension: folders whose manifest.json names their files.
import { api } from "../shared/api.js";

const BUILT_IN = ["sample"];

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
  const listed = fileNames(JSON.parse(new TextDecoder().decode(manifest)));
  const others = await Promise.all(listed.map(async (name) => /** @type {const} */ ([name, await bytes(folder + name)])));
  return { "manifest.json": manifest, ...Object.fromEntries(others) };
}

/**
 * The files that a manifest names.
 * @param {{ files?: { name?: unknown }[] }} manifest
 * @returns {string[]}
 */
function fileNames({ files }) {
  const names = Array.isArray(files) ? files.map((file) => file?.name) : [];
  // A name that climbs out of the pack's folder is none of its files; the core then says what is missing.
  return /** @type {string[]} */ (names.filter((name) => typeof name === "string" && /^[\w-][\w.-]*$/.test(name)));
}

/** @param {string} path */
async function bytes(path) {
  const answer = await fetch(api.runtime.getURL(path));
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}
