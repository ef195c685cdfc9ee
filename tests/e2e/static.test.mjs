// @ts-check
// What can be told of the extension without a browser: its languages, its manifest, its size.
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { buildExtension } from "../../tools/build.mjs";
import { root } from "./data.mjs";
import { scratch } from "./stage.mjs";

const folder = join(root, "extension");
const locales = ["en", "zh_CN", "zh_TW", "ar"];
/** @param {string} locale @returns {Promise<Record<string, { message: string }>>} */
const messages = async (locale) => JSON.parse(await readFile(join(folder, "_locales", locale, "messages.json"), "utf8"));

/** Messages whose names are put together from a state, a reason or a side at run time. */
const COMPOSED = /^(state|why|hunt|reason|class|rule|platform)_/;

test("every language has every message, with the same places to fill", async () => {
  const english = await messages("en");
  for (const locale of locales) {
    const other = await messages(locale);
    assert.deepEqual(Object.keys(other).sort(), Object.keys(english).sort(), locale);
    for (const [name, { message }] of Object.entries(other)) {
      assert.ok(message.trim(), `${locale}: ${name} is empty`);
      const places = (/** @type {string} */ text) => (text.match(/\$\d/g) ?? []).sort().join();
      assert.equal(places(message), places(english[name].message), `${locale}: ${name}`);
    }
  }
});

test("every message that the code names is there, and every message is named", async () => {
  const files = (await readdir(folder, { recursive: true })).filter((name) => /\.(js|json|html)$/.test(name) && !/^(_locales|core|packs)/.test(name));
  const code = (await Promise.all(files.map((name) => readFile(join(folder, name), "utf8")))).join("\n");
  const named = new Set([...code.matchAll(/say\([^;]*?\)|__MSG_\w+__/g)].flatMap(([call]) => [...call.matchAll(/"([a-z]\w*)"|__MSG_(\w+)__/g)].map(([, plain, manifest]) => plain ?? manifest)));
  const known = await messages("en");
  const unused = Object.keys(known).filter((name) => !named.has(name) && !code.includes(`"${name}"`) && !COMPOSED.test(name));
  assert.deepEqual(unused, []);
  const calls = [...code.matchAll(/\bsay\("([a-z]\w*)"/g)].map(([, name]) => name);
  assert.ok(calls.length > 30);
  assert.deepEqual(calls.filter((name) => !known[name]), []);
});

test("the release runs on the named shops alone, and offers the page nothing", async () => {
  const manifest = JSON.parse(await readFile(join(folder, "manifest.json"), "utf8"));
  assert.equal(manifest.web_accessible_resources, undefined);
  const everywhere = /^\*:\/\/\*\/|<all_urls>|^https?:\/\/\*\//;
  const hosts = [...manifest.host_permissions, ...manifest.content_scripts.flatMap((/** @type {any} */ script) => script.matches)];
  assert.ok(hosts.length > 50);
  for (const host of hosts) {
    assert.doesNotMatch(host, everywhere);
    assert.doesNotMatch(host, /localhost|127\.0\.0\.1/);
  }
  for (const script of manifest.content_scripts) {
    assert.equal(script.world, undefined, "no page-world script");
    assert.equal(script.all_frames, undefined);
    for (const host of script.matches) assert.ok(manifest.host_permissions.includes(host), `${host} is read but not permitted`);
  }
});

test("the content script is small", async () => {
  const { contentBytes } = await buildExtension({ demo: true, out: join(scratch, "extension-size") });
  assert.ok(contentBytes <= 30_000, `${contentBytes} bytes`);
});

test("no markup is made from text", async () => {
  const files = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(".js") && !/^(core|packs)/.test(name));
  for (const name of files) assert.doesNotMatch(await readFile(join(folder, name), "utf8"), /\.(innerHTML|outerHTML|insertAdjacentHTML)\b|document\.write/, name);
});
