// @ts-check
// Takes the pictures of docs/screenshots: every surface in light and dark.
// usage: node tests/e2e/screenshots.mjs [surface…]
import { mkdir, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { root } from "./data.mjs";
import { demoSite } from "./demo_site.mjs";
import { siteOf } from "./site.mjs";
import { stage } from "./stage.mjs";
import { SURFACES } from "./surfaces.mjs";

const out = join(root, "docs/screenshots");
/** All of them, so that a clone of the repository stays small. */
const MOST_BYTES = 1_500_000;

await mkdir(out, { recursive: true });
const wanted = process.argv.slice(2).filter((word) => !word.startsWith("-"));
const chosen = SURFACES.filter(({ name }) => !wanted.length || wanted.includes(name));
/** @param {string} name @param {boolean} dark */
const fileOf = (name, dark) => `${name}${dark ? "-dark" : ""}.png`;

// Our own site shows some of these pictures, so it comes when they are there.
const isSite = (/** @type {string} */ name) => /^(www|playground)/.test(name);
for (const site of [false, true]) {
  const rows = chosen.filter(({ name }) => isSite(name) === site);
  for (const dark of rows.length ? [false, true] : []) {
    const on = await stage("chrome", { dark });
    on.web.site(/\.yuantou\.localhost$/, demoSite);
    if (site) on.web.site(/^www\./, await siteOf());
    for (const { name, size: [width, height], once, open } of rows) {
      if (dark && once) continue;
      const page = await on.browser.page();
      await page.setViewport({ width, height });
      const taken = await open({ on, page });
      // Motion comes to rest.
      await new Promise((go) => setTimeout(go, 500));
      const shot = await (taken?.page ?? page).screenshot({ clip: taken?.box });
      // Few colours are enough for a page.
      const { size } = await sharp(shot).png({ palette: true, quality: 80, dither: 0.5, effort: 10 }).toFile(join(out, fileOf(name, dark)));
      console.log(`${fileOf(name, dark)}: ${Math.round(size / 1000)} kB`);
      if (taken?.page) await taken.page.close();
      await page.close();
    }
    await on.close();
  }
}

const kept = new Set(SURFACES.flatMap(({ name, once }) => [fileOf(name, false), ...(once ? [] : [fileOf(name, true)])]));
let bytes = 0;
for (const name of await readdir(out)) {
  if (kept.has(name)) bytes += (await stat(join(out, name))).size;
  else await rm(join(out, name));
}
console.log(`${Math.round(bytes / 1000)} kB in all`);
if (bytes > MOST_BYTES) throw new Error(`docs/screenshots has ${bytes} bytes, more than the ${MOST_BYTES} it may have`);
