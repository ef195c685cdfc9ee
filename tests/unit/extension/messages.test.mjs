// @ts-check
// The texts: every message that the code names is there in all four languages, and every message is named by the code.
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../../../extension", import.meta.url));
const LOCALES = ["en", "zh_CN", "zh_TW", "ar"];

/** Messages whose names are put together at run time: what stands before the state, the reason, the shop, the region. */
const COMPOSED = ["fact_", "find_by_", "hunt_", "options_catalogue_trouble_", "options_column_", "options_left_", "options_outcome_", "options_pack_fault_", "options_picture_", "options_purpose_", "options_rates_", "origin_", "picture_", "platform_", "reason_", "region_", "rule_", "shop_", "state_", "watch_of_", "why_"];

/** @param {string} locale @returns {Promise<Record<string, { message: string }>>} */
const messages = async (locale) => JSON.parse(await readFile(join(folder, "_locales", locale, "messages.json"), "utf8"));

const files = (await readdir(folder, { recursive: true })).filter((name) => /\.(js|json|html)$/.test(name) && !/^(_locales|core|packs)/.test(name));
const code = (await Promise.all(files.map((name) => readFile(join(folder, name), "utf8")))).join("\n");

/** Texts that speak of a number: one message for each form that a language has. */
const plurals = new Set([...code.matchAll(/\bplural\("(\w+)"/g)].map(([, name]) => name));
/** @param {string} name */
const pluralOf = (name) => [...plurals].find((base) => name.startsWith(`${base}_`) && /^(zero|one|two|few|many|other)$/.test(name.slice(base.length + 1)));

test("every language has every message, and no other", async () => {
  const english = Object.keys(await messages("en")).filter((name) => !pluralOf(name)).sort();
  for (const locale of LOCALES) {
    const all = await messages(locale);
    assert.deepEqual(Object.keys(all).filter((name) => !pluralOf(name)).sort(), english, locale);
    for (const [name, { message }] of Object.entries(all)) assert.ok(message.trim(), `${locale}: ${name} is empty`);
  }
});

test("every language has the plural forms that it speaks in, and no other", async () => {
  assert.ok(plurals.size >= 8);
  for (const locale of LOCALES) {
    const all = await messages(locale);
    const forms = new Intl.PluralRules(all.lang.message).resolvedOptions().pluralCategories;
    for (const base of plurals) {
      const wanted = forms.map((form) => `${base}_${form}`).sort();
      assert.deepEqual(Object.keys(all).filter((name) => pluralOf(name) === base).sort(), wanted, `${locale}: ${base}`);
    }
  }
});

test("every translation has the places to fill that the English has", async () => {
  const english = await messages("en");
  /** @param {string} text */
  const places = (text) => [...new Set(text.match(/\$\d/g) ?? [])].sort();
  for (const locale of LOCALES) {
    for (const [name, { message }] of Object.entries(await messages(locale))) {
      const base = pluralOf(name);
      const whole = places(english[base ? `${base}_other` : name].message);
      // "One piece" may be said in a word; nothing else may be left out, and nothing added.
      if (base) assert.deepEqual(["$1", ...places(message).filter((place) => place !== "$1")], whole, `${locale}: ${name}`);
      else assert.deepEqual(places(message), whole, `${locale}: ${name}`);
    }
  }
});

test("every message that the code names is there, and every message is named", async () => {
  const known = Object.keys(await messages("en"));
  const called = [...code.matchAll(/\bsay\("([a-z]\w*)"/g)].map(([, name]) => name);
  assert.ok(called.length > 100);
  assert.deepEqual(called.filter((name) => !known.includes(name)), []);
  const named = (/** @type {string} */ name) => code.includes(`"${name}"`) || code.includes(`__MSG_${name}__`) || COMPOSED.some((start) => name.startsWith(start));
  assert.deepEqual(known.filter((name) => !named(name) && !pluralOf(name)), []);
});

test("every prefix that names are put together with is used", async () => {
  const known = Object.keys(await messages("en"));
  for (const start of COMPOSED) {
    assert.ok(code.includes(`\`${start}\${`), `no code says \`${start}…\``);
    assert.ok(known.some((name) => name.startsWith(start)), start);
  }
});
