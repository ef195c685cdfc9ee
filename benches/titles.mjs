// @ts-check
// Lookups by title beside MiniSearch and Fuse.js on the same titles, in one process: whether a listing of the same
// product comes first, or among the first five.
// usage: node benches/titles.mjs DATA   DATA: a folder with `titles/listings_zh.csv` (id, title, cluster_id); without
// one, titles are made of the demo's listings. `make bench-beside` runs it.
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import init, { Titles } from "../build/beside/beside.js";

const root = fileURLToPath(new URL("../", import.meta.url));
const require = createRequire(join(root, "build/bench-beside/package.json"));
const MiniSearch = require("minisearch");
const Fuse = require("fuse.js");
const QUERIES = 200;
const DEPTHS = [1, 5];
/** A package that takes longer is asked for fewer. */
const MOST_MS = 20_000;

/** @typedef {{ title: string, cluster: string }} Listing */

/** @param {string} file @returns {Listing[]} */
function real(file) {
  const [, ...lines] = readFileSync(file, "utf8").split(/\r?\n/).filter(Boolean);
  return lines.flatMap((line) => {
    const found = /^[^,]*,(?:"((?:[^"]|"")*)"|([^,]*)),(\d+)/.exec(line);
    return found ? [{ title: (found[1] ?? found[2]).replaceAll('""', '"'), cluster: found[3] }] : [];
  });
}

/** Each of the demo's titles in several sizes, and each of these twice, in other words. @returns {Listing[]} */
function made() {
  const listings = readFileSync(join(root, "build/www/factory/listings.jsonl"), "utf8").split("\n").filter(Boolean);
  const sizes = ["5cm", "8cm", "10cm", "12cm", "15cm", "18cm", "20cm", "25cm", "30cm", "3个", "6个", "8个", "10个", "12个", "20个", "24个", "50个", "100个", "200ml", "350ml", "500ml", "750ml", "1000ml", "2L", "5L"];
  return listings.flatMap((line, good) => {
    const { title } = JSON.parse(line);
    const parts = title.split(" ");
    return sizes.flatMap((size, at) => [
      { title: `厂家批发 ${title} ${size}`, cluster: `${good}-${at}` },
      { title: `${[...parts].reverse().join(" ")} ${size} 包邮 新款`, cluster: `${good}-${at}` },
    ]);
  });
}

await init({ module_or_path: readFileSync(join(root, "build/beside/beside_bg.wasm")) });
const file = join(resolve(process.argv[2] ?? ""), "titles/listings_zh.csv");
const source = existsSync(file) ? file : undefined;
const all = source ? real(source) : made();
const held = all.filter((_, at) => at % 2 === 0);
const clusters = new Set(held.map(({ cluster }) => cluster));
const others = all.filter(({ cluster }, at) => at % 2 === 1 && clusters.has(cluster));
const queries = others.filter((_, at) => at % Math.max(1, Math.floor(others.length / QUERIES)) === 0).slice(0, QUERIES);
console.log(`${held.length} titles${source ? "" : " made of the demo's"}; ${queries.length} others, each with a listing of the same product among them\n`);

/** @param {number[]} values */
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const MB = (/** @type {number} */ count) => `${(count / 1e6).toFixed(1)} MB`;
/** Characters and pairs of them within Chinese, words elsewhere. @param {string} text */
const grams = (text) => (text.toLowerCase().match(/\p{Script=Han}+|[\p{L}\p{N}]+/gu) ?? []).flatMap((word) => (/\p{Script=Han}/u.test(word) ? [...word, ...[...word].slice(1).map((next, at) => [...word][at] + next)] : [word]));

console.log(`| ${"".padEnd(40)} | first | among 5 | a query | building | before the first answer |\n|---|---|---|---|---|---|`);
/** @param {string} name @param {() => { search: (title: string) => number[], loaded: () => string }} build */
function row(name, build) {
  const begun = performance.now();
  const { search, loaded } = build();
  const building = performance.now() - begun;
  const times = [];
  const hits = DEPTHS.map(() => 0);
  const until = performance.now() + MOST_MS;
  for (const { title, cluster } of queries) {
    const start = performance.now();
    if (start > until) break;
    const found = search(title);
    times.push(performance.now() - start);
    for (const [at, depth] of DEPTHS.entries()) hits[at] += Number(found.slice(0, depth).some((number) => held[number]?.cluster === cluster));
  }
  const shares = hits.map((count) => `${((100 * count) / times.length).toFixed(1)} %`).join(" | ");
  const fewer = times.length < queries.length ? ` (${times.length} queries)` : "";
  console.log(`| ${(name + fewer).padEnd(40)} | ${shares} | ${median(times).toFixed(2)} ms | ${(building / 1000).toFixed(1)} s | ${loaded()} |`);
}

for (const [name, far] of /** @type {[string, boolean][]} */ ([["Yuantou, from a server", true], ["Yuantou, on the shopper's own machine", false]])) {
  row(name, () => {
    const titles = new Titles(held.map(({ title }) => title.replaceAll("\n", " ")).join("\n"));
    /** @type {number[]} */
    const read = [];
    const search = (/** @type {string} */ title) => {
      const found = [...titles.search(title, far)];
      read.push(/** @type {number} */ (found.pop()));
      return found;
    };
    return { search, loaded: () => `${(median(read) / 1e3).toFixed(0)} kB of ${MB(titles.size())}` };
  });
}
for (const [name, byModel] of /** @type {[string, boolean][]} */ ([["Yuantou's model, over all titles", true], ["Yuantou's grams alone, over all titles", false]])) {
  row(name, () => {
    const titles = new Titles(held.map(({ title }) => title.replaceAll("\n", " ")).join("\n"));
    return { search: (title) => [...titles.scan(title, byModel)], loaded: () => MB(titles.size()) };
  });
}
const documents = held.map(({ title }, id) => ({ id, title }));
for (const [name, options] of /** @type {[string, object][]} */ ([["MiniSearch", {}], ["MiniSearch, cut into grams as ours", { tokenize: grams }]])) {
  row(name, () => {
    const index = new MiniSearch({ fields: ["title"], ...options });
    index.addAll(documents);
    const size = Buffer.byteLength(JSON.stringify(index));
    return { search: (title) => index.search(title).slice(0, 5).map((/** @type {{ id: number }} */ { id }) => id), loaded: () => MB(size) };
  });
}
row("Fuse.js", () => {
  const index = Fuse.createIndex(["title"], documents);
  const fuse = new Fuse(documents, { keys: ["title"], ignoreLocation: true, threshold: 0.6 }, index);
  const size = Buffer.byteLength(JSON.stringify(index.toJSON())) + Buffer.byteLength(JSON.stringify(documents));
  return { search: (title) => fuse.search(title, { limit: 5 }).map((/** @type {{ item: { id: number } }} */ { item }) => item.id), loaded: () => MB(size) };
});
