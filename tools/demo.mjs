// @ts-check
// The demo: the made-up shop on this machine, and a browser with the extension on it. With a display a window opens and
// stays; without one the browser runs headless, what the badges say is printed, and a screenshot is saved.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import puppeteer from 'puppeteer-core';
import { badgeOf, until } from '../tests/e2e/browser.mjs';
import { clickBadge } from '../tests/e2e/stage.mjs';
import { startShop } from './serve.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const extension = join(root, 'build/demo');
const screenshot = join(root, 'build/demo.png');
const browser = [process.env.CHROME, '/usr/bin/chromium', '/usr/bin/chromium-browser'].find((path) => path && existsSync(path));
if (!browser) throw new Error('no Chromium: run tools/setup.sh, or set CHROME to one that loads unpacked extensions');

/** Products of the founding story, and what else a badge may say. */
const SHOWN = ['730113', '730126', '730152', '730178', '730906', '730373'];

const shop = await startShop({ port: 8642, root: [join(root, 'www'), join(root, 'build/www')] }).catch(() =>
  startShop({ port: 0, root: [join(root, 'www'), join(root, 'build/www')] }),
);
if (process.env.DISPLAY || process.env.WAYLAND_DISPLAY) await withWindow();
else await withoutDisplay();
await shop.close();

async function withWindow() {
  const profile = await mkdtemp(join(tmpdir(), 'yuantou-demo-'));
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  console.log(`The demo shop: ${shop.shop}/   Close the browser to end.`);
  const window = spawn(/** @type {string} */ (browser), [
    `--user-data-dir=${profile}`, '--no-first-run', '--lang=zh-CN', `--load-extension=${extension}`,
    `--disable-extensions-except=${extension}`, ...root, `${shop.shop}/item.html?id=${SHOWN[0]}`,
  ], { stdio: 'ignore' });
  await new Promise((done) => window.on('exit', done));
  await rm(profile, { recursive: true, force: true });
}

async function withoutDisplay() {
  const headless = await puppeteer.launch({
    executablePath: browser, headless: true, pipe: true, enableExtensions: [extension],
    defaultViewport: { width: 1280, height: 1080, deviceScaleFactor: 1.5 },
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--lang=zh-CN', '--accept-lang=zh-CN'],
    env: { ...process.env, LANGUAGE: 'zh_CN' },
  });
  try {
    const page = await headless.newPage();
    for (const id of SHOWN) {
      await page.goto(`${shop.shop}/item.html?id=${id}`);
      const badge = await until(() => badgeOf(page), `a badge on item ${id}`);
      const { title, price } = await page.evaluate(() => ({
        title: document.querySelector('h1')?.textContent?.trim() ?? '',
        price: document.querySelector('.price')?.textContent?.trim() ?? '',
      }));
      console.log(`${price.padEnd(9)} ${badge.text.replace(/\s+/g, ' ')}   ${title}`);
    }
    await page.goto(`${shop.shop}/item.html?id=${SHOWN[0]}`);
    await until(() => badgeOf(page), 'the badge');
    await clickBadge(page);
    await until(() => page.evaluate(() => Boolean(document.querySelector('yuantou-panel')?.shadowRoot?.querySelector('.panel'))), 'the panel');
    await new Promise((done) => setTimeout(done, 500));
    // The first page has opened in front meanwhile, and what lies behind is not drawn.
    await page.bringToFront();
    await page.screenshot({ path: /** @type {`${string}.png`} */ (screenshot) });
    console.log(`Screenshot: ${screenshot}`);
  } finally {
    await headless.close();
  }
}
