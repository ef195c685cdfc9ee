// @ts-check
// Packs for the tests, built by the project's own command line.
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { root } from "./data.mjs";

const run = promisify(execFile);
const tool = process.env.YUANTOU ?? join(root, "target/debug/yuantou");

/**
 * Builds a pack from listings.
 * @param {object[]} listings @param {string} images The folder that their pictures' paths are in @param {string} out
 */
export async function packOf(listings, images, out) {
  if (!existsSync(tool)) throw new Error(`${tool} is not there: make target/debug/yuantou makes it`);
  const file = `${out}.jsonl`;
  await writeFile(file, listings.map((listing) => `${JSON.stringify(listing)}\n`).join(""));
  await rm(out, { recursive: true, force: true });
  try {
    await run(tool, ["pack", "build", file, "--images", images, "--name", "test", "--out", out]);
  } catch (error) {
    // Pictures that are mere addresses are reported, and the pack is built without them.
    if (!existsSync(join(out, "manifest.json"))) throw error;
  }
  return JSON.parse(await readFile(join(out, "manifest.json"), "utf8"));
}
