// @ts-check
// What tools/setup.sh says where something is missing: run in a folder of its own, with stubs in place of all tools.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { chmod, cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
/** What the script takes from any system. */
const PLAIN = ["awk", "bash", "dirname", "flock", "grep", "head", "mkdir", "sed", "touch"];
/** A machine on which nothing is missing; each script writes its call down. @type {Record<string, string>} */
const WHOLE = {
  cargo: "exit 0",
  rustup: "echo wasm32-unknown-unknown",
  node: 'case "$1" in --version) echo v22.1.0 ;; *) echo true ;; esac',
  npm: "mkdir -p node_modules; touch node_modules/.package-lock.json",
  cc: "exit 0",
  "wasm-pack": "echo wasm-pack 0.15.1",
  geckodriver: "echo 'geckodriver 0.37.1 ( 2026-01-01)'",
  chromedriver: "exit 0",
  chromium: "exit 0",
  "firefox-esr": "exit 0",
  find: "echo /usr/share/fonts/noto-cjk.ttc",
  df: 'echo "Filesystem 1024-blocks Used Available Capacity Mounted on"; echo "/dev/vda 99999999 1 50000000 1% /"',
  id: "echo 0",
  "apt-get": "exit 0",
  env: 'while [ "${1#*=}" != "$1" ]; do shift; done; exec "$@"',
};

const scratch = await mkdtemp(join(tmpdir(), "yuantou setup 源头 "));
after(() => rm(scratch, { recursive: true, force: true }));
let machines = 0;

/**
 * Runs the script on a machine.
 * @param {string[]} args @param {Record<string, string | null>} [other] What differs from the whole one; null is missing.
 * @param {Record<string, string>} [env]
 */
async function setup(args, other = {}, env = {}) {
  const here = join(scratch, `machine ${(machines += 1)}`);
  const bin = join(here, "bin");
  await mkdir(join(here, "tools"), { recursive: true });
  await mkdir(bin);
  await cp(join(root, "tools/setup.sh"), join(here, "tools/setup.sh"));
  for (const name of ["Cargo.lock", "package-lock.json"]) await writeFile(join(here, name), "");
  for (const name of PLAIN) await symlink(await where(name), join(bin, name));
  for (const [name, script] of Object.entries({ ...WHOLE, ...other })) {
    if (script === null) continue;
    await writeFile(join(bin, name), `#!/bin/bash\necho "${name} $*" >>"$CALLS"\n${script}\n`);
    await chmod(join(bin, name), 0o755);
  }
  const calls = join(here, "calls");
  await writeFile(calls, "");
  const { code, text } = await new Promise((done) => {
    execFile("/bin/bash", [join(here, "tools/setup.sh"), ...args], { env: { PATH: bin, CALLS: calls, ...env } }, (error, out, err) =>
      done({ code: error ? error.code : 0, text: out + err }),
    );
  });
  return { code, text, calls: await readFile(calls, "utf8") };
}

/** @param {string} name @returns {Promise<string>} */
const where = (name) => new Promise((done, fail) => execFile("/bin/sh", ["-c", `command -v ${name}`], (error, out) => (error ? fail(error) : done(out.trim()))));

test("a machine with everything: nothing is installed, in a folder with spaces and Chinese characters", async () => {
  const { code, text, calls } = await setup([]);
  assert.equal(code, 0, text);
  assert.doesNotMatch(calls, /apt-get|cargo /);
  assert.match(calls, /npm ci/);
});

test("the demo installs neither Firefox nor anything for tests", async () => {
  const { code, calls } = await setup(["demo"], { "firefox-esr": null, chromium: null });
  assert.equal(code, 0);
  assert.match(calls, /apt-get install .*chromium/);
  assert.doesNotMatch(calls, /firefox|driver|openssl/);
});

test("another version of a tool is replaced by the one that is asked for, beside it", async () => {
  const { code, text, calls } = await setup([], { "wasm-pack": "echo wasm-pack 0.9.0", geckodriver: null });
  assert.equal(code, 0, text);
  assert.match(calls, /cargo install .*--version 0\.15\.1 wasm-pack\n/);
  assert.match(calls, /cargo install .*--version 0\.37\.1 geckodriver\n/);
});

/** @type {[string, string[], Record<string, string | null>, RegExp, Record<string, string>?][]} */
const BAD = [
  ["no cargo", [], { cargo: null }, /install rustup from https/],
  ["no rustup", [], { rustup: null }, /rustup is missing.*install it from https/],
  ["no Node", [], { node: null }, /Node\.js is missing: install version 20 or newer/],
  ["an old Node", [], { node: 'case "$1" in --version) echo v18.0.0 ;; *) echo false ;; esac' }, /v18\.0\.0 is too old: install version 20/],
  ["no npm", [], { npm: null }, /npm is missing: install it/],
  ["no network, npm", [], { npm: "exit 1" }, /npm packages could not be fetched: check the network/],
  ["no network, rustup", [], { rustup: 'case "$2" in add) exit 1 ;; esac' }, /the wasm target could not be fetched: check the network/],
  ["no network, crates", [], { geckodriver: null, cargo: "exit 101" }, /geckodriver could not be fetched: check the network/],
  ["no network, apt", ["demo"], { chromium: null, "apt-get": "exit 100" }, /could not be fetched: check the network/],
  ["neither root nor sudo", ["demo"], { chromium: null, id: "echo 1000" }, /root or sudo is needed for: apt-get update.*Run that as root/],
  ["no C compiler without apt", ["build"], { cc: null, "apt-get": null }, /please install.*build-essential/],
  ["no browser without apt", ["demo"], { chromium: null, "apt-get": null }, /please install.*chromium/],
  ["a wrong browser", ["demo"], {}, /CHROME is \/nowhere\/chrome, where there is no browser: set it/, { CHROME: "/nowhere/chrome" }],
  ["a full disk", ["demo"], { df: 'echo head; echo "/dev/vda 9 9 1048576 99% /"' }, /only 1 GB are free here, and \d+ GB are needed: free some/],
];
for (const [name, args, other, wanted, env] of BAD) {
  test(`${name}: says what to do`, async () => {
    const { code, text } = await setup(args, other, env);
    assert.notEqual(code, 0);
    assert.match(text, wanted);
  });
}
