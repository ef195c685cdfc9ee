// @ts-check
// Runs the end-to-end tests, in both browsers side by side; tests/README.md says more.
// usage: node tests/e2e/run.mjs [--browser chrome|firefox] [--lanes N] [--long] [part of a file's name…]
//        node tests/e2e/run.mjs --screenshots   takes the pictures of docs/screenshots instead
//   --lanes  processes, each with a browser of its own, for each of the two
//   --long   every step of the random walk, and every surface in every language for axe
import { spawn } from "node:child_process";
import { mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { buildExtension } from "../../tools/build.mjs";
import { root } from "./data.mjs";
import { scratch } from "./stage.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const reports = join(root, "build/report");
const TEST_MS = 1_200_000;

const { values, positionals } = parseArgs({
  options: { browser: { type: "string" }, lanes: { type: "string", default: "1" }, long: { type: "boolean" }, screenshots: { type: "boolean" } },
  allowPositionals: true,
});
if (values.screenshots) {
  await import("./screenshots.mjs");
  process.exit();
}
const all = (await readdir(here)).filter((name) => name.endsWith(".test.mjs"));
const files = positionals.length ? all.filter((name) => positionals.some((wanted) => name.includes(wanted))) : all;
if (!files.length) throw new Error(`no test file is called ${positionals.join(" or ")}`);

await mkdir(scratch, { recursive: true });
await mkdir(reports, { recursive: true });
const { out } = await buildExtension({ demo: true, out: join(scratch, "extension") });

/** How long each file took in the last run, in seconds; what is not known of one, by its size. @param {string} browser */
async function weights(browser) {
  const known = await readFile(join(reports, `e2e-${browser}.json`), "utf8").then((text) => JSON.parse(text).files, () => ({}));
  return new Map(await Promise.all(files.map(async (name) => /** @type {[string, number]} */ ([name, known[name.replace(".test.mjs", "")] ?? (await stat(join(here, name))).size / 1000]))));
}

/** The files in as many parts, none of which takes much longer than another. @param {Map<string, number>} weight @param {number} many */
function parts(weight, many) {
  const lanes = Array.from({ length: many }, () => ({ files: /** @type {string[]} */ ([]), seconds: 0 }));
  for (const [name, seconds] of [...weight].sort((a, b) => b[1] - a[1])) {
    const shortest = lanes.reduce((a, b) => (b.seconds < a.seconds ? b : a));
    shortest.files.push(name);
    shortest.seconds += seconds;
  }
  return lanes.map((lane) => lane.files).filter((lane) => lane.length);
}

/** @param {string} browser @param {string[]} names @param {number} lane @returns {Promise<import("./reporter.mjs").Result>} */
async function runLane(browser, names, lane) {
  const result = join(scratch, `result-${browser}-${lane}.json`);
  const env = {
    ...process.env, BROWSER: browser, E2E_SHARED: "1", E2E_EXTENSION: out, E2E_RESULT: result,
    E2E_FILES: JSON.stringify(names.map((name) => pathToFileURL(join(here, name)).href)), ...(values.long ? { E2E_LONG: "1" } : {}),
  };
  const child = spawn(process.execPath, [`--test-timeout=${TEST_MS}`, "--test-reporter", pathToFileURL(join(here, "reporter.mjs")).href, join(here, "lane.mjs")], { env, stdio: ["ignore", "pipe", "pipe"] });
  for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on("line", (line) => console.log(`${browser} ${line}`));
  const code = await new Promise((done) => child.on("close", done));
  const text = await readFile(result, "utf8").catch(() => null);
  if (!text) throw new Error(`${browser}: the tests ended with ${code} before they said what came of them`);
  const came = JSON.parse(text);
  // What fails outside of every test, a file that cannot be read for one, is a failure too.
  if (code && !came.failed) came.failed += 1;
  return came;
}

/** @param {string} browser */
async function runBrowser(browser) {
  const begun = performance.now();
  const lanes = await Promise.all(parts(await weights(browser), Number(values.lanes)).map((names, lane) => runLane(browser, names, lane)));
  const report = {
    part: `end to end, ${browser}`,
    passed: lanes.reduce((sum, { passed }) => sum + passed, 0),
    failed: lanes.reduce((sum, { failed }) => sum + failed, 0),
    skipped: lanes.flatMap(({ skipped }) => skipped),
    seconds: Math.round((performance.now() - begun) / 100) / 10,
    files: Object.assign({}, ...lanes.map((lane) => lane.files)),
  };
  // A part of the files is no report on all of them.
  if (files === all) await writeFile(join(reports, `e2e-${browser}.json`), JSON.stringify(report, null, 2));
  return report;
}

const done = await Promise.all((values.browser ? [values.browser] : ["chrome", "firefox"]).map(runBrowser));
for (const { part, files: times } of done) {
  console.log(`${part}, seconds a file:`);
  for (const [name, seconds] of Object.entries(times).sort((a, b) => b[1] - a[1])) if (seconds >= 0.05) console.log(`  ${seconds.toFixed(1).padStart(6)}  ${name}`);
}
for (const { part, skipped } of done) for (const { name, why } of skipped) console.log(`${part}: skipped ${name}: ${why}`);
for (const { part, passed, failed, skipped, seconds } of done) {
  console.log(`${part}: ${passed} passed, ${failed} failed, ${skipped.length} skipped in ${seconds} s`);
  if (failed || !passed) process.exitCode = 1;
}
