// Packs the built extension into the two archives that the stores take: the same files, the same bytes for the same build.
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import zopfli from "@gfx/zopfli";
import { Zip, ZipPassThrough } from "fflate";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const from = join(root, "build/extension");
/** What strangers are asked to download. */
const MAX_BYTES = 740_000;
/** Hosts that are in the demo's build alone. */
const DEMO_HOSTS = "yuantou.localhost";
/** Archives hold a time for each file; a fixed one keeps builds comparable. */
const WHEN = new Date("2020-01-01T00:00:00Z");

const entries = (await readdir(from, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
const names = entries.map((entry) => relative(from, join(entry.parentPath, entry.name))).sort();
/** @type {Uint8Array[]} */
const pieces = [];
const zip = new Zip((error, piece) => {
  if (error) throw error;
  pieces.push(piece);
});
for (const name of names) {
  const content = await readFile(join(from, name));
  if (content.includes(DEMO_HOSTS)) throw new Error(`${name} names the demo shop's hosts (${DEMO_HOSTS}), which no build that people install may`);
  // The ordinary deflate format, by an encoder that takes seconds and saves some hundredths.
  const packed = await zopfli.deflateAsync(content, {});
  const file = new ZipPassThrough(name);
  file.mtime = WHEN;
  if (packed.length < content.length) {
    file.compression = 8;
    Object.assign(file, { process: () => file.ondata(null, Uint8Array.from(packed), true) });
  }
  zip.add(file);
  file.push(content, true);
}
zip.end();
const archive = Buffer.concat(pieces);
if (archive.length > MAX_BYTES) throw new Error(`the archive has ${archive.length} bytes, more than the ${MAX_BYTES} it may have`);

await mkdir(join(root, "dist"), { recursive: true });
for (const browser of ["chrome", "firefox"]) {
  const out = join(root, `dist/yuantou-${browser}.zip`);
  await writeFile(out, archive);
  console.log(`${out}: ${names.length} files, ${Math.round(archive.length / 1000)} kB`);
}
