// @ts-check
// Assembles build/site: the pages of www/ in each language, the core, the demo's goods and pictures, the screenshots.
// It needs no server logic and no fixed place: all addresses in it are relative.
// usage: node tools/site.mjs [--out DIR] [--core DIR] [--demo DIR]
import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import sharp from "sharp";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const www = join(root, "www");

/** The pages' own content security policy, as strict as it gets: WebAssembly, and pictures that were dropped. */
const POLICY = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src 'self' blob: data:; style-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'";
/** Its pages are index.html; the other languages' are named by the language. */
const FIRST = "zh-CN";
const FOLDERS = ["", "playground"];

/** The demo's goods that the playground offers, and what of them it starts with. */
const SAMPLES = {
  shop: ["730113", "730126", "730165", "730152", "730243", "730191", "730373", "730425"],
  factory: ["880207", "880228", "880221", "880242", "880249", "880235", "880298", "880256", "880368", "880375", "880396"],
};
const PAIRS = [
  { name: "pair_same", shop: "730113", factory: "880207" },
  { name: "pair_colour", shop: "730126", factory: "880228" },
  { name: "pair_strangers", shop: "730113", factory: "880368" },
];
const THUMBNAIL = 112;

/** @param {{ out?: string, core?: string, demo?: string }} [options] */
export async function buildSite({ out = join(root, "build/site"), core = join(root, "extension/core"), demo = join(root, "build/www") } = {}) {
  await rm(out, { recursive: true, force: true });
  await mkdir(join(out, "playground/texts"), { recursive: true });
  await cp(demo, out, { recursive: true });
  await cp(www, out, { recursive: true, filter: (path) => !/[\\/](index\.html|texts)$/.test(path) || /[\\/]shop[\\/]/.test(path) });
  await mkdir(join(out, "core"));
  for (const name of ["yuantou.js", "yuantou_bg.wasm"]) await cp(join(core, name), join(out, "core", name));
  await cp(join(root, "docs/screenshots"), join(out, "screenshots"), { recursive: true });
  await samples(out);

  const languages = await texts();
  for (const [lang, text] of languages) {
    const own = Object.entries(text).filter(([name]) => !/^(page|hero|sum|shot|how|private|limits|install|footer|play|nav)_/.test(name));
    await writeFile(join(out, `playground/texts/${lang}.json`), JSON.stringify(Object.fromEntries(own)));
    for (const folder of FOLDERS) {
      const template = await readFile(join(www, folder, "index.html"), "utf8");
      await writeFile(join(out, folder, pageName(lang)), fill(template, lang, text, [...languages]));
    }
  }
  return out;
}

/** @param {string} lang */
const pageName = (lang) => (lang === FIRST ? "index.html" : `${lang}.html`);

/** The extension's words for why two are the same, which the playground says too. @param {string} lang */
async function reasons(lang) {
  /** @type {Record<string, { message: string }>} */
  const messages = JSON.parse(await readFile(join(root, `extension/_locales/${lang.replace("-", "_")}/messages.json`), "utf8"));
  return Object.fromEntries(Object.entries(messages).flatMap(([name, { message }]) => (/^(reason|fact)_/.test(name) ? [[name, message]] : [])));
}

/** The texts by language, the first language first. @returns {Promise<Map<string, Record<string, string>>>} */
export async function texts() {
  const names = (await readdir(join(www, "texts"))).map((name) => name.replace(/\.json$/, ""));
  names.sort((a, b) => Number(b === FIRST) - Number(a === FIRST) || (a < b ? -1 : 1));
  const read = names.map(async (lang) => /** @type {[string, Record<string, string>]} */ ([lang, { ...JSON.parse(await readFile(join(www, `texts/${lang}.json`), "utf8")), ...(await reasons(lang)) }]));
  return new Map(await Promise.all(read));
}

/**
 * A page out of its template: `{{name}}` is the text of that name.
 * @param {string} template @param {string} lang @param {Record<string, string>} text
 * @param {[string, Record<string, string>][]} languages
 */
function fill(template, lang, text, languages) {
  const others = languages.filter(([other]) => other !== lang);
  /** @type {Record<string, string>} Markup of our own, which is not escaped. */
  const made = {
    policy: POLICY,
    lang,
    page: pageName(lang),
    alternates: others.map(([other]) => `<link rel="alternate" hreflang="${other}" href="${pageName(other)}">`).join("\n"),
    languages: others.map(([other, { own_name }]) => `<a href="${pageName(other)}" hreflang="${other}" lang="${other}">${escape(own_name)}</a>`).join("\n"),
  };
  return template.replace(/\{\{(\w+)\}\}/g, (_, name) => {
    const found = made[name] ?? text[name];
    if (found === undefined) throw new Error(`www/texts/${lang}.json has no ${name}`);
    return name in made ? found : escape(found);
  });
}

/** @param {string} text */
const escape = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** The playground's list of samples, with small pictures to choose by. @param {string} out */
async function samples(out) {
  const { goods } = JSON.parse(await readFile(join(out, "shop/goods.json"), "utf8"));
  const { offers } = JSON.parse(await readFile(join(out, "factory/offers.json"), "utf8"));
  await mkdir(join(out, "playground/samples"));
  /** @param {string} side @param {any[]} all @param {string[]} ids @param {(one: any) => string} price */
  const chosen = (side, all, ids, price) =>
    Promise.all(
      ids.map(async (id) => {
        const one = all.find((other) => other.id === id);
        if (!one) throw new Error(`the demo has no ${id}`);
        const small = `samples/${id}.webp`;
        await sharp(join(out, side, one.images[0])).resize(THUMBNAIL, THUMBNAIL).webp({ quality: 80 }).toFile(join(out, "playground", small));
        return { id, title: one.title, price: price(one), picture: `../${side}/${one.images[0]}`, small };
      }),
    );
  const shop = await chosen("shop", goods, SAMPLES.shop, (good) => good.price);
  const factory = await chosen("factory", offers, SAMPLES.factory, (offer) => offer.tiers[0].price);
  await writeFile(join(out, "playground/samples.json"), JSON.stringify({ shop, factory, pairs: PAIRS }));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { out: { type: "string" }, core: { type: "string" }, demo: { type: "string" } } });
  console.log(await buildSite(values));
}
