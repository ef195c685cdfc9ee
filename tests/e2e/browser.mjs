// @ts-check
// The two browsers, with the built extension and the test web, driven without a display.
import { existsSync } from "node:fs";
import puppeteer from "puppeteer-core";
import { startWeb } from "./web.mjs";

const UUID = "5e9d8a52-7f3c-4b1e-9a55-0c5d1f2e3a77";
const GECKO_ID = "yuantou@yuantou.example";

/** @typedef {"chrome" | "firefox"} Name */

/** Where each browser may stand. @type {Record<Name, string[]>} */
const PLACES = {
  chrome: [process.env.CHROME ?? "", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"],
  firefox: [process.env.FIREFOX ?? "", "/usr/bin/firefox-esr", "/usr/bin/firefox"],
};

/** The browsers to test: both, unless BROWSER names one. @returns {Name[]} */
export const names = () => (process.env.BROWSER ? [/** @type {Name} */ (process.env.BROWSER)] : ["chrome", "firefox"]);

/**
 * @param {Name} name
 * @param {{ web: import("./web.mjs").Web, language?: string, dark?: boolean }} options
 */
async function start(name, { web, language = "zh-CN", dark = false }) {
  const executablePath = PLACES[name].find((place) => place && existsSync(place));
  if (!executablePath) throw new Error(`${name} is not installed; make test-tools installs it, or set ${name === "chrome" ? "CHROME" : "FIREFOX"}`);
  // Days are told by the same clock on every machine; and a busy one takes its time to start a browser.
  const env = { ...process.env, TZ: "UTC" };
  const common = { executablePath, headless: !process.env.HEADFUL, acceptInsecureCerts: true, defaultViewport: { width: 1280, height: 900 }, timeout: 120_000, env };
  const browser = await puppeteer.launch(
    name === "chrome"
      ? {
          ...common,
          browser: "chrome",
          pipe: true,
          enableExtensions: true,
          args: [
            "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--disable-features=Translate,OptimizationHints,MediaRouter", "--disable-quic", "--force-color-profile=srgb",
            `--lang=${language}`, `--accept-lang=${language}`, `--proxy-server=http://127.0.0.1:${web.port}`, "--proxy-bypass-list=<-loopback>", "--ignore-certificate-errors",
          ],
          env: { ...env, LANGUAGE: language.replace("-", "_") },
        }
      : {
          ...common,
          browser: "firefox",
          // Lets a test open the extension's own pages.
          args: ["-remote-allow-system-access"],
          extraPrefsFirefox: {
            "network.proxy.type": 1, "network.proxy.http": "127.0.0.1", "network.proxy.http_port": web.port, "network.proxy.ssl": "127.0.0.1", "network.proxy.ssl_port": web.port,
            "network.proxy.no_proxies_on": "", "network.proxy.allow_hijacking_localhost": true, "network.trr.mode": 5,
            "network.stricttransportsecurity.preloadlist": false, "security.OCSP.enabled": 0,
            // The add-on that is taken away and the one that follows have one address; what the first stored goes with it.
            "extensions.webextensions.keepUuidOnUninstall": true,
            "extensions.webextensions.uuids": JSON.stringify({ [GECKO_ID]: UUID }), "intl.locale.requested": language, "intl.accept_languages": language,
            "ui.systemUsesDarkTheme": dark ? 1 : 0, "browser.safebrowsing.provider.mozilla.updateURL": "", "app.normandy.enabled": false, "extensions.systemAddon.update.enabled": false,
          },
        },
  );
  return browser;
}

/**
 * A browser of its own, closed by who started it.
 * @param {Name} name
 * @param {{ web: import("./web.mjs").Web, extension?: string, language?: string, dark?: boolean }} options
 */
export async function launch(name, options) {
  const browser = await start(name, options);
  return new Browser(name, browser, options.extension ? await browser.installExtension(options.extension) : "", options.dark ?? false);
}

/** @typedef {{ kind: string, web: import("./web.mjs").Web, browser: import("puppeteer-core").Browser, busy: boolean }} Held */

/** The browser that the files of this process share: of one kind at a time. @type {Held | undefined} */
let shared;

/**
 * A browser, with its web, that earlier tests may have used: its extension, pages and cookies are gone. `give` hands it
 * to those that follow. One that is asked for while another is in use is closed when it is given back.
 * @param {Name} name @param {{ extension?: string, language?: string, dark?: boolean }} options
 */
export async function take(name, { extension, language = "zh-CN", dark = false }) {
  // Chromium is shown a dark scheme page by page.
  const kind = [name, language, dark && name === "firefox"].join();
  if (shared && !shared.busy && (shared.kind !== kind || !shared.browser.connected)) await closeShared();
  let held = shared;
  if (!held || held.busy) {
    const web = await startWeb();
    const browser = await start(name, { web, language, dark }).catch((error) => {
      web.close();
      throw error;
    });
    held = { kind, web, browser, busy: true };
    shared ??= held;
  }
  held.busy = true;
  held.web.clear();
  const { web, browser } = held;
  const one = new Browser(name, browser, extension ? await browser.installExtension(extension) : "", dark);
  return { web, browser: one, give: () => give(/** @type {Held} */ (held), one) };
}

/** Takes away what a test left: with the extension goes all that it stored. @param {Held} held @param {Browser} used */
async function give(held, used) {
  const end = async () => {
    await held.browser.close().catch(() => {});
    held.web.close();
  };
  if (held !== shared) return end();
  if (!process.env.E2E_SHARED) return closeShared();
  try {
    const [first, ...others] = await held.browser.pages();
    const stays = await held.browser.newPage();
    for (const page of [first, ...others]) await page?.close();
    if (used.id) await held.browser.uninstallExtension(used.id);
    const cookies = await held.browser.cookies();
    if (cookies.length) await held.browser.deleteCookie(...cookies);
    await stays.goto("about:blank");
    held.web.clear();
    held.busy = false;
  } catch (error) {
    // It cannot be made as new: the next test starts another.
    console.error(`  ${used.name} is started anew: ${/** @type {Error} */ (error).message}`);
    await closeShared();
  }
}

/** Closes the browser that is shared. */
export async function closeShared() {
  const held = shared;
  shared = undefined;
  await held?.browser.close().catch(() => {});
  held?.web.close();
}

export class Browser {
  /** @type {string[]} */
  errors = [];

  /** @param {Name} name @param {import("puppeteer-core").Browser} browser @param {string} id @param {boolean} dark */
  constructor(name, browser, id, dark) {
    this.name = name;
    this.browser = browser;
    this.id = id;
    this.dark = dark;
  }

  /** A new tab that writes its console errors down. */
  async page() {
    const page = await this.browser.newPage();
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warn") this.errors.push(`${page.url()}: ${message.text()}`);
    });
    page.on("pageerror", (error) => this.errors.push(`${page.url()}: ${/** @type {any} */ (error)?.message ?? error}`));
    if (this.dark && this.name === "chrome") await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "dark" }]);
    return page;
  }

  /** The address of one of the extension's own pages. @param {string} path */
  address(path) {
    return this.name === "chrome" ? `chrome-extension://${this.id}/${path}` : `moz-extension://${UUID}/${path}`;
  }

  /** Opens one of the extension's own pages. @param {string} path */
  async ownPage(path) {
    const page = await this.page();
    // Firefox swaps processes for it, and its driver then never hears of the page's load.
    await page.goto(this.address(path), { waitUntil: "domcontentloaded", timeout: this.name === "firefox" ? 1500 : 30_000 }).catch(() => {});
    // Nor need it be there by then.
    await until(() => page.evaluate((wanted) => location.href === wanted && document.readyState !== "loading", this.address(path)), path);
    return page;
  }

  /**
   * The popup as it would open over a tab: its state and its words.
   * @param {import("puppeteer-core").Page} page
   * @returns {Promise<{ state: string | undefined, text: string }>}
   */
  async popup(page) {
    const opened = await this.openPopup(page);
    const shown = await until(() => opened.evaluate(() => (document.body.dataset.state ? { state: document.body.dataset.state, text: document.body.innerText } : null)), "the popup's state");
    await opened.close();
    await page.bringToFront();
    return shown;
  }

  /** The popup as it would open over a tab, as a page of its own. @param {import("puppeteer-core").Page} page */
  async openPopup(page) {
    // Known by having been looked at last: the addresses of pages off the supported shops are hidden from the extension.
    await page.bringToFront();
    const popup = await this.ownPage("popup/popup.html");
    const tab = await popup.evaluate(async () => {
      const api = /** @type {typeof chrome} */ (/** @type {any} */ (globalThis).browser ?? chrome);
      const own = (await api.tabs.getCurrent())?.id;
      const others = (await api.tabs.query({})).filter(({ id }) => id !== own);
      return others.sort((a, b) => (b.lastAccessed ?? 0) - (a.lastAccessed ?? 0))[0].id;
    });
    await popup.close();
    return this.ownPage(`popup/popup.html?tab=${tab}`);
  }

  /** Stops the background as a browser does after a while without work. */
  async stopWorker() {
    if (this.name !== "chrome") throw new Error("only Chromium's worker can be stopped from here");
    // By any page that is open: a new one would be an event that starts the worker again.
    const session = await (await this.browser.pages())[0].createCDPSession();
    let version = "";
    let stopped = false;
    session.on("ServiceWorker.workerVersionUpdated", ({ versions }) => {
      for (const { versionId, scriptURL, runningStatus } of versions) {
        if (!scriptURL.startsWith(this.address(""))) continue;
        if (runningStatus === "running") version = versionId;
        // Told once and no more: what listens to an open page may start the next one at once.
        if (versionId === version && runningStatus === "stopped") stopped = true;
      }
    });
    await session.send("ServiceWorker.enable");
    await until(async () => version, "the worker");
    await session.send("ServiceWorker.stopWorker", { versionId: version });
    await until(async () => stopped, "the worker stopped");
    await session.detach();
  }

  close() {
    return this.browser.close();
  }
}

/**
 * Asks until there is an answer.
 * @template T @param {() => Promise<T | null | undefined | false>} ask @param {string} what @param {number} [ms] @returns {Promise<T>}
 */
export async function until(ask, what, ms = 30_000) {
  const end = Date.now() + ms;
  for (;;) {
    const answer = await ask().catch(() => null);
    if (answer) return answer;
    if (Date.now() > end) throw new Error(`${what}: not within ${ms} ms`);
    await new Promise((go) => setTimeout(go, 40));
  }
}

/** Waits for the new day, the browsers' own, where little is left of the old: what is told of today must be told of one day. */
export async function sameDay() {
  const left = 86_400_000 - (Date.now() % 86_400_000);
  if (left < 180_000) await new Promise((go) => setTimeout(go, left + 1000));
}

/**
 * Waits until nothing of a page moves any more: what a section shows late moves those below it, and a window that was
 * given another size is laid out anew a moment later.
 * @param {import("puppeteer-core").Page} page
 */
export async function stands(page) {
  let before = "";
  await until(async () => {
    const last = before;
    before = await page.evaluate(() => [innerWidth, innerHeight, scrollY, document.documentElement.scrollHeight].join());
    // Some frames apart: what is laid out anew is so by then.
    await page.evaluate(async () => {
      for (let frame = 0; frame < 12; frame += 1) await new Promise(requestAnimationFrame);
    });
    return before === last;
  }, "a page that stands still");
}

/**
 * Gives the window of a page another size, and waits until the page has it.
 * @param {import("puppeteer-core").Page} page @param {import("puppeteer-core").Viewport} size
 */
export async function resize(page, size) {
  await page.setViewport(size);
  await until(() => page.evaluate((width, height) => innerWidth === width && innerHeight === height, size.width, size.height), `a window of ${size.width} × ${size.height}`);
}

/**
 * Presses Tab, and waits until the focus has moved: what is read or pressed before is of the place that it leaves.
 * @param {import("puppeteer-core").Page} page
 */
export async function tab(page) {
  /** In the page: whether the focus is elsewhere than it was when this was asked last. */
  const moved = () =>
    page.evaluate(() => {
      const held = /** @type {{ tabbed?: Element | null }} */ (/** @type {unknown} */ (window));
      let now = document.activeElement;
      while (now?.shadowRoot?.activeElement) now = now.shadowRoot.activeElement;
      const other = now !== held.tabbed;
      held.tabbed = now;
      return other;
    });
  await moved();
  await page.keyboard.press("Tab");
  await until(moved, "the focus at the next place");
}

/** Waits until what one of our elements opened with a motion has come to rest. @param {import("puppeteer-core").Page} page @param {string} host */
export const stills = (page, host) =>
  until(() => page.evaluate((name) => document.querySelector(name)?.shadowRoot?.getAnimations().every(({ playState }) => playState !== "running"), host), `${host} without a motion`);

/**
 * Waits for the end of a scroll. In Firefox, one that the focus begins is lost when the one before is still on its way,
 * as it is where keys are pressed faster than by anybody.
 * @param {import("puppeteer-core").Page} page
 */
export const rests = (page) =>
  until(() => page.evaluate(async () => {
    const before = scrollY;
    await new Promise((go) => setTimeout(go, 80));
    // A busy machine draws few frames in that time, and a scroll goes on from frame to frame.
    for (let frame = 0; frame < 4; frame += 1) await new Promise(requestAnimationFrame);
    return scrollY === before;
  }), "the end of a scroll");

/** What the badge of a page says, or null while there is none. @param {import("puppeteer-core").Page} page @returns {Promise<{ text: string, className: string, label: string } | null>} */
export function badgeOf(page) {
  return page.evaluate(() => {
    const button = document.querySelector("yuantou-badge")?.shadowRoot?.querySelector("button");
    return button ? { text: [...button.querySelectorAll("span, bdi")].map((part) => part.textContent).join(" "), className: button.className, label: button.getAttribute("aria-label") ?? "" } : null;
  });
}

/**
 * Waits until a page's badge is as wanted.
 * @param {import("puppeteer-core").Page} page
 * @param {(badge: NonNullable<Awaited<ReturnType<typeof badgeOf>>>) => boolean} [wanted]
 * @param {number} [ms]
 */
export async function waitForBadge(page, wanted = () => true, ms = 30_000) {
  const end = Date.now() + ms;
  let last = null;
  while (Date.now() < end) {
    // A page that is just being replaced by another has no answer.
    last = await badgeOf(page).catch(() => null);
    if (last && wanted(last)) return last;
    await new Promise((go) => setTimeout(go, 40));
  }
  throw new Error(`no such badge within ${ms} ms; the last one was ${JSON.stringify(last)}`);
}
