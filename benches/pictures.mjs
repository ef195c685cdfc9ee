// @ts-check
// Lookups by picture beside usearch and hnswlib-wasm on the same codes, in one process: whether the right listing comes
// first after what shops do to pictures, how long it takes, and how much must be loaded before the first answer.
// usage: node benches/pictures.mjs DATA   DATA: a folder with pictures in it or below it. `make bench-beside` runs it.
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import init, { Pack, Shown } from "../build/beside/beside.js";

const root = fileURLToPath(new URL("../", import.meta.url));
const folder = join(root, "build/bench-beside");
const data = resolve(process.argv[2] ?? "");
const require = createRequire(join(folder, "package.json"));
const sharp = createRequire(join(root, "package.json"))("sharp");
/** Listings of one picture: all can run the first, hnswlib-wasm is too slow for the second. */
const SIZES = [2_000, 20_000];
/** Pictures of the data that are asked for. */
const ASKED = 60;
/** Bits of both codes of a view, and how many may differ between two decoders. */
const BITS = 512;
const DECODERS = 24;

/** What shops do to pictures. @type {[string, (picture: any, width: number, height: number) => any][]} */
const EDITS = [
  ["smaller, JPEG 40", (picture) => picture.resize(300).jpeg({ quality: 40 })],
  ["4 % cut off on each side", (picture, w, h) => picture.extract(inner(w, h, 0.04)).jpeg({ quality: 75 })],
  ["7 % cut off on each side", (picture, w, h) => picture.extract(inner(w, h, 0.07)).jpeg({ quality: 75 })],
  ["a banner over the lowest 15 %", (picture, w, h) => picture.composite([{ input: colour(w, Math.round(h * 0.15), "#d22"), gravity: "south" }]).jpeg({ quality: 75 })],
  ["a logo in a corner", (picture, w, h) => picture.composite([{ input: colour(Math.round(w * 0.2), Math.round(h * 0.12), "#16c"), gravity: "northwest" }]).jpeg({ quality: 75 })],
  ["a white margin of 8 %", (picture, w, h) => picture.extend({ top: Math.round(h * 0.08), bottom: Math.round(h * 0.08), left: Math.round(w * 0.08), right: Math.round(w * 0.08), background: "#fff" }).jpeg({ quality: 75 })],
];
/** @param {number} w @param {number} h @param {number} part */
const inner = (w, h, part) => ({ left: Math.round(w * part), top: Math.round(h * part), width: Math.round(w * (1 - 2 * part)), height: Math.round(h * (1 - 2 * part)) });
/** @param {number} width @param {number} height @param {string} background */
const colour = (width, height, background) => ({ create: { width, height, channels: 3, background } });

/** @param {string} under @returns {string[]} */
const files = (under) => readdirSync(under, { recursive: true, withFileTypes: true }).filter((one) => one.isFile()).map((one) => join(one.parentPath ?? one.path, one.name));
/** @param {Uint8Array} picture @returns {Promise<Shown>} */
async function shown(picture) {
  const { data: rgba, info } = await sharp(picture).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return new Shown(info.width, info.height, rgba);
}
/** One number, 0 or 1, for each bit: what both packages take. @param {Uint8Array} codes */
const bits = (codes) => Int8Array.from({ length: codes.length * 8 }, (_, at) => (codes[at >> 3] >> (at & 7)) & 1);
/** @param {number[]} values */
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

await init({ module_or_path: readFileSync(join(root, "build/beside/beside_bg.wasm")) });

const pictures = files(data).filter((file) => /\.(jpe?g|png|webp)$/i.test(file)).sort();
const chosen = pictures.filter((_, at) => at % Math.max(1, Math.floor(pictures.length / ASKED)) === 0);
console.log(`${chosen.length} of ${pictures.length} pictures under ${process.argv[2]}, each after ${EDITS.length} edits`);
/** @type {{ plain: Shown, edited: Shown[] }[]} */
const queries = [];
for (const file of chosen) {
  const picture = await sharp(file).rotate().flatten({ background: "#fff" }).resize(640, 640, { fit: "inside", withoutEnlargement: true }).png().toBuffer();
  const { width, height } = await sharp(picture).metadata();
  const edited = [];
  for (const [, edit] of EDITS) edited.push(await shown(await edit(sharp(picture), width, height).toBuffer()));
  queries.push({ plain: await shown(readFileSync(file)), edited });
}

for (const [at, size] of SIZES.entries()) await compare(size, at === 0);

/** @param {number} size @param {boolean} all Whether all packages can run it */
async function compare(size, all) {
  const out = join(folder, `pack-${size}`);
  // Anew each time: it holds the data's pictures too, and these may be others than last time.
  rmSync(out, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  execFileSync(join(root, "target/release/yuantou-evaluate"), ["catalogue", data, "--listings", String(size), "--pictures", "1", "--keep", out], { stdio: "ignore" });
  const content = Object.fromEntries(files(out).map((file) => [file.slice(out.length + 1), new Uint8Array(readFileSync(file))]));
  const pack = new Pack(content);
  const bytes = Object.values(content).reduce((sum, { byteLength }) => sum + byteLength, 0);
  const codes = pack.codes();
  const vectors = bits(codes);
  const owners = pack.owners();

  // The listing of each picture asked for: the one whose codes are its own, but for what the decoders differ by.
  const asked = queries.flatMap(({ plain, edited }) => {
    const own = bits(plain.codes().subarray(0, BITS / 8));
    const right = pack.scan(plain);
    const at = owners.indexOf(right ?? -1);
    if (right === undefined || at < 0) return [];
    let differ = 0;
    for (let bit = 0; bit < BITS; bit += 1) differ += own[bit] ^ vectors[at * BITS + bit];
    return differ <= DECODERS ? edited.map((query) => ({ right, query })) : [];
  });

  /** @type {Map<number, number>} */
  const scanned = new Map();
  console.log(`\n${owners.length / 4} pictures of ${size} made listings and the data's, ${owners.length} codes of ${BITS} bits; ${asked.length} queries of 11 views\n`);
  console.log(`| ${"".padEnd(44)} | right first | as the scan | a query | building | before the first answer |\n|---|---|---|---|---|---|`);
  /** @param {string} name @param {(query: Shown) => number | undefined} search @param {string} building @param {(() => string) | string} loaded */
  const row = (name, search, building, loaded) => {
    const times = [];
    let right = 0;
    let same = 0;
    for (const [n, one] of asked.entries()) {
      const start = performance.now();
      const found = search(one.query);
      times.push(performance.now() - start);
      right += Number(found === one.right);
      if (!scanned.has(n)) scanned.set(n, found ?? -1);
      same += Number(found === scanned.get(n));
    }
    const share = (/** @type {number} */ count) => ((100 * count) / Math.max(1, asked.length)).toFixed(1);
    console.log(`| ${name.padEnd(44)} | ${share(right)} % | ${share(same)} % | ${median(times).toFixed(2)} ms | ${building} | ${typeof loaded === "string" ? loaded : loaded()} |`);
  };
  const MB = (/** @type {number} */ count) => `${(count / 1e6).toFixed(1)} MB`;
  row("full scan by the matcher's distance", (query) => pack.scan(query), "-", MB(codes.byteLength));
  for (const [name, far] of /** @type {[string, boolean][]} */ ([["Yuantou, from a server", true], ["Yuantou, on the shopper's own machine", false]])) {
    /** @type {number[]} */
    const read = [];
    const search = (/** @type {Shown} */ query) => {
      const found = pack.look_up(query, far);
      read.push(found.bytes);
      return found.listing;
    };
    row(name, search, `(${MB(bytes)} with the listings)`, () => `${(median(read) / 1e3).toFixed(0)} kB`);
  }

  /** The best of all views by a package's own search. @param {(vector: Int8Array, at: number) => [number, number] | undefined} one @returns {(query: Shown) => number | undefined} */
  const best = (one) => (query) => {
    const all = bits(query.codes());
    /** @type {[number, number]} */
    let nearest = [Infinity, -1];
    for (let view = 0; view < all.length / BITS; view += 1) {
      const found = one(all.subarray(view * BITS, (view + 1) * BITS), view);
      if (found && found[0] < nearest[0]) nearest = found;
    }
    return owners[nearest[1]];
  };
  try {
    const { Index, MetricKind, ScalarKind } = require("usearch");
    const index = new Index({ dimensions: BITS, metric: MetricKind.Hamming, quantization: ScalarKind.B1, connectivity: 16, expansion_add: 128, expansion_search: 64 });
    const start = performance.now();
    index.add(BigUint64Array.from({ length: owners.length }, (_, n) => BigInt(n)), vectors, 1);
    const building = `${((performance.now() - start) / 1000).toFixed(1)} s`;
    const file = join(folder, "index.usearch");
    index.save(file);
    const whole = MB(statSync(file).size);
    rmSync(file);
    row("usearch, native, 1 thread, Hamming", best((vector) => {
      const { keys, distances } = index.search(vector, 1, 1);
      return [distances[0], Number(keys[0])];
    }), building, whole);
  } catch (error) {
    console.log(`usearch does not run here: ${error}`);
  }
  if (!all) return console.log("(hnswlib-wasm takes too long to build this)");
  try {
    // It was compiled for pages alone: it looks for a window, and for a database that it keeps files in.
    Object.assign(globalThis, { window: globalThis });
    await import(join(folder, "node_modules/fake-indexeddb/auto/index.mjs"));
    const says = [console.log, console.warn, console.error];
    console.log = console.warn = console.error = () => {};
    const { loadHnswlib } = await import(join(folder, "node_modules/hnswlib-wasm/dist/hnswlib.js"));
    const library = await loadHnswlib();
    [console.log, console.warn, console.error] = says;
    const index = new library.HierarchicalNSW("l2", BITS, "");
    index.initIndex(owners.length, 16, 128, 100);
    index.setEfSearch(64);
    const start = performance.now();
    for (let n = 0; n < owners.length; n += 1) index.addPoint(Float32Array.from(vectors.subarray(n * BITS, (n + 1) * BITS)), n, false);
    const building = `${((performance.now() - start) / 1000).toFixed(1)} s`;
    // What it writes cannot be looked at from here; these are the parts of hnswlib's file at these settings.
    const size = owners.length * (BITS * 4 + 16 * 2 * 4 + 16);
    row("hnswlib-wasm, L2 of the bits as floats", best((vector) => {
      const { neighbors, distances } = index.searchKnn(Float32Array.from(vector), 1, undefined);
      return [distances[0], neighbors[0]];
    }), building, `≈ ${MB(size)}`);
  } catch (error) {
    console.log(`hnswlib-wasm does not run here: ${error}`);
  }
}
