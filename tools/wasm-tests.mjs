// @ts-check
// The core's tests inside the browsers, without a display: one compilation, served by wasm-bindgen's own runner, and the
// page opened in each browser by the driver that the end-to-end tests use.
// usage: node tools/wasm-tests.mjs [chrome|firefox…]
import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import puppeteer from "puppeteer-core";
import { existsSync } from "node:fs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const MINUTES = 10;
const PLACES = {
  chrome: [process.env.CHROME ?? "", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"],
  firefox: [process.env.FIREFOX ?? "", "/usr/bin/firefox-esr", "/usr/bin/firefox"],
};

const names = /** @type {("chrome" | "firefox")[]} */ (process.argv.length > 2 ? process.argv.slice(2) : ["chrome", "firefox"]);
const address = `127.0.0.1:${await freePort()}`;
const arguments_ = ["test", "--target", "wasm32-unknown-unknown", "--no-default-features", "--test", "wasm"];
const server = spawn(process.env.CARGO ?? "cargo", arguments_, {
  cwd: root,
  detached: true,
  stdio: ["ignore", "inherit", "inherit"],
  env: {
    ...process.env, NO_HEADLESS: "1", WASM_BINDGEN_TEST_ADDRESS: address,
    CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER: join(root, "target/debug/yuantou-bindgen-runner"),
  },
});
let ended = false;
server.on("exit", () => (ended = true));
try {
  await until(() => fetch(`http://${address}/`).then(({ ok }) => ok, () => false), "the tests compiled and served");
  for (const name of names) await inBrowser(name);
} finally {
  // The runner serves until it is ended, and cargo waits for it.
  if (server.pid && !ended) process.kill(-server.pid);
}

/** @param {"chrome" | "firefox"} name */
async function inBrowser(name) {
  const executablePath = PLACES[name].find((place) => place && existsSync(place));
  if (!executablePath) throw new Error(`${name} is not installed: run tools/setup.sh, or set ${name.toUpperCase()} to where it is`);
  const browser = await puppeteer.launch({ browser: name, executablePath, headless: true, timeout: 120_000, args: name === "chrome" ? ["--no-sandbox", "--disable-gpu"] : [] });
  try {
    const page = await browser.newPage();
    await page.goto(`http://${address}/`, { waitUntil: "domcontentloaded" });
    const text = () => page.evaluate(() => document.getElementById("output")?.textContent ?? "");
    await until(async () => /^test result: /m.test(await text()), `the end of the tests in ${name}`);
    const output = await text();
    const [, passed = "0", failed = "0"] = /(\d+) passed; (\d+) failed/.exec(output) ?? [];
    if (Number(failed) || !Number(passed)) console.log(output);
    console.log(`the core in ${name}: ${passed} passed, ${failed} failed`);
    if (Number(failed) || !Number(passed)) process.exitCode = 1;
  } finally {
    await browser.close();
  }
}

/** @param {() => Promise<boolean>} ask @param {string} what */
async function until(ask, what) {
  const end = Date.now() + MINUTES * 60_000;
  while (!(await ask())) {
    if (ended) throw new Error(`${what}: cargo ended before`);
    if (Date.now() > end) throw new Error(`${what}: not within ${MINUTES} minutes`);
    await new Promise((go) => setTimeout(go, 200));
  }
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((done, fail) => {
    const listener = createServer().on("error", fail).listen(0, "127.0.0.1", () => {
      const found = listener.address();
      listener.close(() => done(typeof found === "object" && found ? found.port : 0));
    });
  });
}
