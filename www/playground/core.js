// @ts-check
// The core: the same module that the extension runs.

/** @type {Promise<typeof import("../../extension/core/yuantou.js")> | undefined} */
let started;

/** Starts it once; a failed start is tried again by the next caller. */
export function core() {
  started ??= start().catch((error) => {
    started = undefined;
    throw error;
  });
  return started;
}

async function start() {
  const built = /** @type {typeof import("../../extension/core/yuantou.js")} */ (await import(new URL("../core/yuantou.js", import.meta.url).href));
  await built.default();
  return built;
}
