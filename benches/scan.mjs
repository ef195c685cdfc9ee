// @ts-check
// A full scan of 1,000,000 codes in WebAssembly, beside the speed of the memory that it reads, in one process.
// `make bench-scan` builds the module and runs this.
import { readFileSync } from "node:fs";
import init, { Scan } from "../build/beside/beside.js";

const CODES = 1_000_000;
const BYTES = CODES * 32;
const ROUNDS = 60;
await init({ module_or_path: readFileSync(new URL("../build/beside/beside_bg.wasm", import.meta.url)) });
const scan = new Scan(CODES);
for (const number of [0, 1, CODES - 1]) {
  if (scan.nearest(number) !== number) throw new Error(`the scan does not find code ${number}`);
}

/** Each work with how many bytes it moves. @type {[string, number, (round: number) => unknown][]} */
const works = [
  ["scan for the nearest code", BYTES, (round) => scan.nearest((round * 7919) % CODES)],
  ["the same, nothing near", BYTES, () => scan.nothing_near()],
  ["sum of all words", BYTES, () => scan.sum()],
  ["copy (read and written)", 2 * BYTES, () => scan.copy()],
];
/** @type {Map<string, number>} */
const best = new Map();
// In turn, so that whatever else the machine does falls on all alike.
for (let round = 0; round < ROUNDS; round += 1) {
  for (const [name, , work] of works) {
    const start = performance.now();
    work(round);
    best.set(name, Math.min(best.get(name) ?? Infinity, performance.now() - start));
  }
}
const speed = (/** @type {number} */ at) => works[at][1] / (best.get(works[at][0]) ?? NaN) / 1e6;
console.log(`${CODES} codes of 256 bits, ${BYTES / 1e6} MB, in one process, best of ${ROUNDS} rounds\n`);
for (const [at, [name]] of works.entries()) console.log(`${name.padEnd(28)} ${(best.get(name) ?? NaN).toFixed(2).padStart(6)} ms ${speed(at).toFixed(1).padStart(6)} GB/s`);
const memory = Math.max(speed(2), speed(3));
console.log(`\nthe scan ÷ the memory's speed (the faster of both): ${((100 * speed(0)) / memory).toFixed(0)} %; where nothing is near: ${((100 * speed(1)) / memory).toFixed(0)} %`);
