// @ts-check
// One way out: nothing but the background's outbox fetches anything that is not the extension's own file.
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../../../extension", import.meta.url));
const OUTBOX = "background/network/outbox.js";
const files = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(".js") && !/^(core|packs)/.test(name));

test("no other file fetches, opens a socket, or sends a beacon", async () => {
  assert.ok(files.includes(OUTBOX));
  for (const name of files) {
    const code = (await readFile(join(folder, name), "utf8")).replace(/^\s*(\/\/|\/?\*).*$/gm, "");
    assert.doesNotMatch(code, /\b(XMLHttpRequest|WebSocket|WebTransport|EventSource|sendBeacon|importScripts)\b|new Image\b/, name);
    if (name === OUTBOX) continue;
    for (const [call] of code.matchAll(/\bfetch\([^\n]*/g)) assert.match(call, /^fetch\(api\.runtime\.getURL\(/, `${name}: ${call}`);
  }
});

test("what leaves carries no cookies and no referrer", async () => {
  const code = await readFile(join(folder, OUTBOX), "utf8");
  const calls = [...code.matchAll(/\bfetch\([^\n]*/g)].map(([call]) => call);
  assert.equal(calls.length, 1);
  assert.match(calls[0], /credentials: "omit", referrerPolicy: "no-referrer"/);
});
