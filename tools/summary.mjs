// @ts-check
// Prints what came of each part of the tests (build/report/*.json, see tools/part.mjs), and fails if any of it failed or
// a part that is named did not run.
// usage: node tools/summary.mjs PART…
//        node tools/summary.mjs --start   from here on: reports that are older are of another run
import { mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = join(dirname(dirname(fileURLToPath(import.meta.url))), "build/report");
const wanted = process.argv.slice(2);
const mark = join(folder, ".started");
if (wanted[0] === "--start") {
  await mkdir(folder, { recursive: true });
  await writeFile(mark, "");
  process.exit();
}
const started = await stat(mark).then(({ mtimeMs }) => mtimeMs, () => 0);

/** @typedef {{ part: string, passed: number, failed: number, skipped: { name: string, why: string }[], seconds: number }} Part */
const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(".json")).sort();
/** @type {Part[]} */
const parts = [];
/** @type {string[]} */
const ran = [];
for (const name of names) {
  const path = join(folder, name);
  if ((await stat(path)).mtimeMs < started) continue;
  ran.push(name.replace(/\.json$/, ""));
  parts.push(JSON.parse(await readFile(path, "utf8")));
}
const missing = wanted.filter((name) => !ran.some((part) => part === name || part.startsWith(`${name}-`)));

console.log("\nPart                       passed  failed  skipped   seconds");
for (const { part, passed, failed, skipped, seconds } of parts) {
  console.log(`${part.padEnd(25)}${String(passed).padStart(8)}${String(failed).padStart(8)}${String(skipped.length).padStart(9)}${seconds.toFixed(1).padStart(10)}`);
}
for (const { part, skipped } of parts) for (const { name, why } of skipped) console.log(`skipped in ${part}: ${name}: ${why}`);
for (const name of missing) console.log(`${name}: did not run`);
const passed = parts.reduce((all, part) => all + part.passed, 0);
const failed = parts.reduce((all, part) => all + part.failed, 0) + missing.length;
console.log(`${passed} passed, ${failed} failed`);
if (failed || !passed) process.exitCode = 1;
