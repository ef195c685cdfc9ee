// @ts-check
// The core, started once per life of the worker. A worker may die at any time; the next message starts it again.
// Made by the build, with its types.
import * as module from "../core/yuantou.js";
import { api } from "../shared/api.js";
import { addOwn, readAhead } from "./catalogue/catalogue.js";
import { loadPacks } from "./catalogue/built_in_packs.js";

const { default: init, Engine } = module;

/** @typedef {{ engine: import("../core/yuantou.js").Engine, module: typeof import("../core/yuantou.js"), packs: import("../types").Pack[], faults: import("../types").PackFault[] }} Core */

/** @type {Promise<Core> | undefined} */
let started;

/** The core with its packs, starting it if need be. A failed start is tried again by the next caller. */
export function core() {
  started ??= start().catch((error) => {
    started = undefined;
    throw error;
  });
  return started;
}

/** The next caller starts the core anew. */
export function forgetCore() {
  started = undefined;
}

/** @returns {Promise<Core>} */
async function start() {
  const packFiles = loadPacks();
  const ahead = readAhead();
  await init({ module_or_path: fetch(api.runtime.getURL("core/yuantou_bg.wasm")) });
  const engine = new Engine();
  const packs = [];
  const faults = [];
  // The shopper's own come first: what several packs list is shown as the first of them has it.
  await addOwn(engine, module, ahead);
  for (const { name, files, fault } of await packFiles) {
    try {
      if (fault) throw fault;
      packs.push(engine.add_pack(name, files));
    } catch (error) {
      // A broken pack takes its own listings away and nothing else: the popup says which one and why.
      faults.push({ name, ...describe(error) });
    }
  }
  return { engine, module, packs, faults };
}

/**
 * What went wrong, as plain data. The core throws `{kind, message}`.
 * @param {any} error
 */
export function describe(error) {
  return { kind: String(error?.kind ?? error?.name ?? "error"), message: String(error?.message ?? error) };
}
