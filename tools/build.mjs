// Builds the extension into a folder: each script with all that it imports in one file, texts without the space between.
// usage: node tools/build.mjs [--demo] [--out DIR] [--core DIR] [--pack DIR]
//   --demo  adds the demo shop's hosts to the manifest, and opens our shadow roots to the tests
import { cp, mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { build } from "esbuild";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

const DEMO_SHOPS = ["http://shop.yuantou.localhost/*", "http://factory.yuantou.localhost/*"];
/** Where `make demo` starts it. */
const DEMO_SHOP = "http://shop.yuantou.localhost:8642/";
const DEMO_PICTURES = ["http://img.yuantou.localhost/*"];
const PAGES = ["popup", "options", "welcome"];
const MAX_CONTENT_BYTES = 30_000;

/**
 * @param {{ demo?: boolean, out?: string, core?: string, pack?: string }} options
 */
export async function buildExtension({ demo = false, out = join(root, "build/extension"), core, pack } = {}) {
  const from = join(root, "extension");
  await rm(out, { recursive: true, force: true });
  await mkdir(out, { recursive: true });
  await cp(join(from, "icons"), join(out, "icons"), { recursive: true });
  await cp(join(from, "shared/page.css"), join(out, "shared/page.css"));
  await copyJson(join(from, "_locales"), join(out, "_locales"));
  const built = core ?? join(from, "core");
  await copyIfThere(built, join(out, "core"), (name) => !/\.ts$|\.js$|package\.json$|\.gitignore$/.test(name));
  await copyIfThere(pack ?? join(from, "packs/sample"), join(out, "packs/sample"));
  await writeFile(join(out, "manifest.json"), JSON.stringify(await manifest(demo), null, 2) + "\n");

  const bundle = { bundle: true, minify: true, format: /** @type {const} */ ("iife"), target: ["chrome121", "firefox121"], charset: /** @type {const} */ ("utf8"), plugins: [tightStyles], define: { SHADOW_MODE: demo ? '"open"' : '"closed"', DEMO_SHOP: JSON.stringify(demo ? DEMO_SHOP : "") } };
  for (const [entry, name] of [["main", "main"], ["panel/panel", "panel"]]) {
    await build({ ...bundle, entryPoints: [join(from, "content", `${entry}.js`)], outfile: join(out, "content", `${name}.js`), sourcemap: false });
  }
  // Our own pages share builders with the content script; they are pages, so each is one module.
  for (const name of PAGES) {
    const entry = join(from, `${name}/${name}.js`);
    await cp(join(from, name), join(out, name), { recursive: true, filter: (path) => !path.endsWith(".js") && !path.endsWith("sections") });
    await build({ ...bundle, format: "esm", entryPoints: [entry], outfile: join(out, `${name}/${name}.js`) });
  }
  // The core's bindings stay a file of their own: the options page loads them when it imports or exports.
  await build({ ...bundle, bundle: false, format: "esm", entryPoints: [join(built, "yuantou.js")], outfile: join(out, "core/yuantou.js") });
  await build({ ...bundle, format: "esm", entryPoints: [join(from, "background/main.js")], external: ["../core/yuantou.js"], outfile: join(out, "background/main.js") });
  // Import and export bring their libraries with them; the pages load them when they are asked for.
  await build({ ...bundle, format: "esm", entryPoints: [join(from, "shared/listings/main.js")], outfile: join(out, "shared/listings/main.js") });
  const { size } = await stat(join(out, "content/main.js"));
  if (size > MAX_CONTENT_BYTES) throw new Error(`content/main.js is ${size} bytes, more than the ${MAX_CONTENT_BYTES} it may have`);
  return { out, contentBytes: size };
}

/** The one manifest; a demo build may also run on the demo shop. @param {boolean} demo */
async function manifest(demo) {
  const text = JSON.parse(await readFile(join(root, "extension/manifest.json"), "utf8"));
  if (demo) {
    text.host_permissions.push(...DEMO_SHOPS, ...DEMO_PICTURES);
    text.content_scripts[0].matches.push(...DEMO_SHOPS);
  }
  return text;
}

/** Copies a folder of JSON without the space that people read it by. @param {string} from @param {string} to */
async function copyJson(from, to) {
  for (const entry of await readdir(from, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const copy = join(to, relative(from, path));
    await mkdir(dirname(copy), { recursive: true });
    await writeFile(copy, JSON.stringify(JSON.parse(await readFile(path, "utf8"))));
  }
}

/** @param {string} from @param {string} to @param {(name: string) => boolean} [filter] */
async function copyIfThere(from, to, filter = () => true) {
  try {
    await stat(from);
  } catch {
    throw new Error(`${from} is not there: build the core and the sample pack first (make extension)`);
  }
  await cp(from, to, { recursive: true, filter: (name) => filter(name) });
}

/** Style sheets are template strings, which a JavaScript minifier leaves alone. @type {import("esbuild").Plugin} */
const tightStyles = {
  name: "tight-styles",
  setup(bundle) {
    bundle.onLoad({ filter: /(styles|ui.dom)\.js$/ }, async ({ path }) => {
      const text = await readFile(path, "utf8");
      return { contents: text.replace(/`([^`]*)`/g, (_, style) => `\`${style.replace(/\s*\n\s*/g, "")}\``), loader: "js" };
    });
  },
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { demo: { type: "boolean" }, out: { type: "string" }, core: { type: "string" }, pack: { type: "string" } } });
  const { out, contentBytes } = await buildExtension(values);
  console.log(`${out}: content script ${contentBytes} bytes${values.demo ? ", with the demo shop's hosts" : ""}`);
}
