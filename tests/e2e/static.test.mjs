// @ts-check
// What can be told of the extension without a browser: its manifest, its size.
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { buildExtension } from "../../tools/build.mjs";
import { root } from "./data.mjs";
import { scratch } from "./stage.mjs";

const folder = join(root, "extension");
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
