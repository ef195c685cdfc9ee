// @ts-check
// Runs one part of the tests, shows its output, and writes down what came of it for tools/summary.mjs:
// build/report/PART.json holds { part, passed, failed, skipped: [{ name, why }], seconds }.
// usage: node tools/part.mjs PART COMMAND…
//   The counts are read from what cargo (`test result: …`), node --test (`# pass …`, `ℹ pass …`) and tools/wasm-tests.mjs
//   (`…: N passed, N failed`) print. A command that fails without a failed test counts as one.
import { spawn } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * What a tool's output says of tests.
 * @param {string} text
 */
export function countTests(text) {
  const plain = text.replace(/\u001b\[[\d;]*m/g, "");
  const sum = (/** @type {RegExp} */ pattern) => [...plain.matchAll(pattern)].reduce((all, [, count]) => all + Number(count), 0);
  const passed = sum(/^test result: .*? (\d+) passed/gm) + sum(/^[#ℹ] pass (\d+)$/gm) + sum(/^[^#\n]*: (\d+) passed, \d+ failed$/gm);
  const failed = sum(/^test result: .*?(\d+) failed/gm) + sum(/^[#ℹ] fail (\d+)$/gm) + sum(/^[^#\n]*: \d+ passed, (\d+) failed$/gm);
  const cargo = [...plain.matchAll(/^test (\S+).* \.\.\. ignored(?:, (.*))?$/gm)].map(([, name, why]) => ({ name, why: why ?? "marked #[ignore]" }));
  const node = [...plain.matchAll(/^\s*(?:ok \d+ - |﹣ )(.*?)(?: \([\d.]+ms\))? # SKIP ?(.*)$/gm)].map(([, name, why]) => ({ name, why }));
  return { passed, failed, skipped: [...cargo, ...node] };
}

/** @param {string} part @param {string[]} command */
async function run(part, [command, ...args]) {
  const root = dirname(dirname(fileURLToPath(import.meta.url)));
  const started = Date.now();
  let text = "";
  const child = spawn(command, args, { stdio: ["inherit", "pipe", "pipe"] });
  for (const [from, to] of /** @type {const} */ ([[child.stdout, process.stdout], [child.stderr, process.stderr]])) {
    from.setEncoding("utf8").on("data", (piece) => {
      text += piece;
      to.write(piece);
    });
  }
  const code = await new Promise((done) => {
    child.on("error", (error) => done(console.error(`${command}: ${error.message}`) ?? 127));
    child.on("close", (status) => done(status ?? 1));
  });
  const counts = countTests(text);
  if (code !== 0 && counts.failed === 0) counts.failed = 1;
  const folder = join(root, "build/report");
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${part}.json`), JSON.stringify({ part, ...counts, seconds: (Date.now() - started) / 1000 }));
  process.exitCode = code;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await run(process.argv[2], process.argv.slice(3));
