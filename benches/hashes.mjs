// @ts-check
// Times of the picture codes in WebAssembly, beside the npm packages that people would take instead, on the same
// decoded pixels in one process, and beside the native build. `make bench-hash` installs the packages and runs this.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import init, { fingerprint_rgba, full_view_rgba } from "../extension/core/yuantou.js";

const SIDE = 800;
const ROUNDS = 40;
const root = new URL("../", import.meta.url);
const folder = new URL("build/bench-hash/", root);
mkdirSync(folder, { recursive: true });
const require = createRequire(new URL("package.json", folder));

const sharp = require("sharp");
const decoded = await sharp(fileURLToPath(new URL("tests/golden/photograph.jpg", root)))
  .resize(SIDE, SIDE, { fit: "fill" }).ensureAlpha().raw().toBuffer();
const rgba = new Uint8Array(decoded);
const clamped = new Uint8ClampedArray(rgba);
const raw = fileURLToPath(new URL("pixels.rgba", folder));
writeFileSync(raw, rgba);

await init({ module_or_path: readFileSync(new URL("extension/core/yuantou_bg.wasm", root)) });

// browser-image-hash asks the page to decode; here the page hands over the same pixels at once.
const page = {
  createElement: () => ({ setAttribute() {}, getContext: () => ({ drawImage() {}, getImageData: () => ({ data: clamped }) }) }),
};
Object.assign(globalThis, {
  HTMLImageElement: class {},
  CanvasRenderingContext2D: class {},
  Image: class {
    width = SIDE;
    height = SIDE;
    onload = () => {};
    set src(/** @type {string} */ _address) { this.onload(); }
  },
});
const { DifferenceHashBuilder } = await import(new URL("node_modules/browser-image-hash/dist/index.js", folder).href);
const difference = new DifferenceHashBuilder(null, page);
const phash = require("sharp-phash");
const { bmvbhash, bmvbhashEven } = await import(pathToFileURL(require.resolve("blockhash-core")).href);
const imghash = require("imghash");
const picture = { width: SIDE, height: SIDE, data: rgba };

/** @type {[string, () => unknown][]} */
const works = [
  ["yuantou, one view", () => full_view_rgba(SIDE, SIDE, rgba)],
  ["yuantou, all 11 views", () => fingerprint_rgba(SIDE, SIDE, rgba)],
  ["browser-image-hash, difference hash", () => difference.build(new URL("https://shop.example/a.jpg"))],
  ["sharp-phash", () => phash(decoded, { raw: { width: SIDE, height: SIDE, channels: 4 } })],
  ["blockhash-core, 16 bits a side", () => bmvbhash(picture, 16)],
  ["blockhash-core, even blocks", () => bmvbhashEven(picture, 16)],
  ["imghash, 16 bits a side", () => (imghash.default ?? imghash).hashRaw(picture, 16)],
];
/** @type {Map<string, number>} */
const best = new Map();
// In turn, so that whatever else the machine does falls on all alike.
for (let round = 0; round < ROUNDS; round += 1) {
  for (const [name, work] of works) {
    const start = performance.now();
    await work();
    best.set(name, Math.min(best.get(name) ?? Infinity, performance.now() - start));
  }
}
const ours = best.get("yuantou, one view") ?? NaN;
console.log(`the same ${SIDE} × ${SIDE} pixels in one process, best of ${ROUNDS} rounds, times of one view\n`);
for (const [name, time] of best) console.log(`${name.padEnd(40)} ${time.toFixed(2).padStart(7)} ms ${(time / ours).toFixed(1).padStart(6)} ×`);

const native = JSON.parse(
  execFileSync("cargo", ["bench", "--quiet", "--bench", "views", "--", raw, `${SIDE}`, `${SIDE}`], { cwd: fileURLToPath(root), encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] }),
);
const all = best.get("yuantou, all 11 views") ?? NaN;
console.log(`\nnative: one view ${native.one} ms, a listing's 4 views ${native.listing} ms, all 11 views ${native.all} ms`);
console.log(`WebAssembly ÷ native, all views: ${(all / native.all).toFixed(2)}`);
