// @ts-check
// Runs the end-to-end tests in each browser and prints each browser's count.
// usage: node tests/e2e/run.mjs [--browser chrome|firefox] [file…]
//        node tests/e2e/run.mjs --screenshots   takes the pictures of docs/screenshots instead
import { readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { run } from "node:test";
import { spec } from "node:test/reporters";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const here = dirname(fileURLToPath(import.meta.url));
const { values, positionals } = parseArgs({ options: { browser: { type: "string" }, screenshots: { type: "boolean" } }, allowPositionals: true });
if (values.screenshots) {
  await import("./screenshots.mjs");
  process.exit();
}
const all = (await readdir(here)).filter((name) => name.endsWith(".test.mjs"));
const files = (positionals.length ? all.filter((name) => positionals.some((wanted) => name.includes(wanted))) : all).map((name) => join(here, name));

const lines = [];
for (const browser of values.browser ? [values.browser] : ["chrome", "firefox"]) {
  process.env.BROWSER = browser;
  const count = { passed: 0, failed: 0, skipped: 0 };
  const stream = run({ files, concurrency: 1, timeout: 1_200_000 });
  stream.on("test:pass", ({ details, skip }) => {
    if (details.type === "suite") return;
    if (skip) count.skipped += 1;
    else count.passed += 1;
  });
  stream.on("test:fail", ({ details }) => {
    if (details.type !== "suite") count.failed += 1;
  });
  stream.compose(new spec()).pipe(process.stdout, { end: false });
  await new Promise((done) => stream.on("end", done));
  lines.push(`end to end, ${browser}: ${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
  if (count.failed || !count.passed) process.exitCode = 1;
}
console.log(lines.join("\n"));
