// @ts-check
// The surfaces that docs/screenshots shows, a row each, and how to get there.
import { until, waitForBadge } from "./browser.mjs";
import { demoGoods, SHOP } from "./demo_site.mjs";
import { SITE } from "./site.mjs";
import { panelOf } from "./stage.mjs";

/** @typedef {import("puppeteer-core").Page} Page */
/** @typedef {{ on: import("./stage.mjs").Stage, page: Page }} At */
/** Where on the page. @typedef {{ x: number, y: number, width: number, height: number }} Box */
/**
 * @typedef {object} Surface
 * @property {string} name File name; the dark one's ends in -dark
 * @property {[number, number]} size Of the window
 * @property {boolean} [once] Only in light: what it adds to the wide picture is its layout
 * @property {(at: At) => Promise<{ page?: Page, box?: Box } | void>} open Goes there; says what to take where that is not all of the page
 */

const [spoon] = await demoGoods();
const ITEM = `${SHOP}item.html?id=${spoon.id}`;

/** Opens the spoon and its panel. @param {Page} page */
async function panel(page) {
  await page.goto(ITEM, { waitUntil: "networkidle0" });
  await waitForBadge(page, ({ className }) => !/quiet/.test(className));
  const { x, y } = await page.evaluate(() => {
    const button = /** @type {Element} */ (document.querySelector("yuantou-badge")?.shadowRoot?.querySelector("button"));
    button.scrollIntoView({ block: "center" });
    const { left, top, width, height } = button.getBoundingClientRect();
    return { x: left + width / 2, y: top + height / 2 };
  });
  await page.mouse.click(x, y);
  await until(async () => ((await panelOf(page))?.matches[0]?.drawn ? true : null), "the panel with its picture");
  await page.evaluate(() => /** @type {HTMLElement | null | undefined} */ (document.querySelector("yuantou-panel")?.shadowRoot?.querySelector("figure button"))?.click());
  await until(async () => ((await panelOf(page))?.matches[0]?.drawn === 2 ? true : null), "the factory's picture too");
}

/** The place of something in the open panel, scrolled to. @param {Page} page @param {string} selector @returns {Promise<Box>} */
async function inPanel(page, selector) {
  const look = () =>
    page.evaluate((what) => {
      const part = document.querySelector("yuantou-panel")?.shadowRoot?.querySelector(what);
      part?.scrollIntoView({ block: "nearest", behavior: "instant" });
      const { x, y, width, height } = part?.getBoundingClientRect() ?? new DOMRect();
      return height > 0 ? { x: x + scrollX, y: y + scrollY, width, height } : null;
    }, selector);
  await until(look, `${selector} in the panel`);
  // What is above it may still grow.
  await new Promise((go) => setTimeout(go, 500));
  return until(look, `${selector} in the panel`);
}

/** Writes months of visits into the history of the item that was just seen. @param {import("./stage.mjs").Stage} on */
async function remember(on) {
  const own = await on.browser.ownPage("popup/popup.html");
  await until(
    () =>
      own.evaluate(
        (address) =>
          new Promise((done) => {
            const opening = indexedDB.open("history");
            opening.onsuccess = () => {
              const items = opening.result.transaction("items", "readwrite").objectStore("items");
              const all = items.getAll();
              all.onsuccess = () => {
                const record = all.result.find(({ url }) => url === address);
                const day = (/** @type {number} */ ago) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
                /** Days ago, and how much of today's price it was then. */
                const steps = (/** @type {[number, number][]} */ then, /** @type {any} */ series) => {
                  const [today, now] = series.points.at(-1);
                  return { ...series, points: [...then.map(([ago, share]) => [day(ago), (share * now).toFixed(2)]), [today, now]] };
                };
                if (record) {
                  record.shop = steps([[96, 1.125], [71, 1], [44, 0.784], [37, 1.125], [12, 1]], record.shop);
                  for (const [name, series] of Object.entries(record.sources)) record.sources[name] = steps([[96, 1.1], [58, 1]], series);
                  items.put(record);
                }
                opening.result.close();
                done(Boolean(record));
              };
            };
          }),
        ITEM,
      ),
    "the visit in the history",
  );
  await own.close();
}

/** One of the extension's own pages, once it is drawn. @param {import("./stage.mjs").Stage} on @param {string} path @param {[number, number]} size */
async function ownPage(on, path, [width, height]) {
  const page = await on.browser.ownPage(path);
  await page.setViewport({ width, height });
  await until(() => page.evaluate(() => document.body.dataset.state), path);
  return { page };
}

/** @param {Page} page */
const playground = (page) => until(() => page.evaluate(() => document.querySelectorAll(".distances button").length > 0), "the playground's first example");

/** @type {Surface[]} */
export const SURFACES = [
  { name: "badge", size: [1180, 1000], open: ({ page }) => panel(page) },
  { name: "panel-narrow", size: [390, 780], once: true, open: ({ page }) => panel(page) },
  {
    name: "list",
    size: [1180, 740],
    async open({ page }) {
      await page.goto(SHOP, { waitUntil: "networkidle0" });
      await until(() => page.evaluate(() => document.querySelectorAll("yuantou-tag").length >= 4), "tags on the cards");
    },
  },
  {
    name: "history",
    size: [1180, 860],
    async open({ on, page }) {
      await panel(page);
      await remember(on);
      await panel(page);
      return { box: await inPanel(page, ".history") };
    },
  },
  {
    name: "popup",
    size: [360, 600],
    async open({ on, page }) {
      await page.setViewport({ width: 1180, height: 860 });
      await page.goto(ITEM, { waitUntil: "networkidle0" });
      await waitForBadge(page, ({ className }) => !/quiet/.test(className));
      const popup = await on.browser.openPopup(page);
      await popup.setViewport({ width: 360, height: 600 });
      await until(() => popup.evaluate(() => document.body.dataset.state), "the popup's state");
      const [width, height] = await popup.evaluate(() => [document.body.offsetWidth, document.body.offsetHeight]);
      return { page: popup, box: { x: 0, y: 0, width, height } };
    },
  },
  {
    name: "options",
    size: [1180, 900],
    async open({ on, page }) {
      // A visit first, so that there is something to tell of it.
      await page.goto(ITEM, { waitUntil: "networkidle0" });
      await waitForBadge(page, ({ className }) => !/quiet/.test(className));
      return ownPage(on, "options/options.html", [1180, 900]);
    },
  },
  {
    name: "sent",
    size: [1180, 900],
    async open({ on }) {
      const taken = await ownPage(on, "options/options.html", [1180, 900]);
      await until(() => taken.page.evaluate(() => document.querySelector("#sent .of-host") !== null), "requests in the log");
      await taken.page.evaluate(() => /** @type {HTMLElement | null} */ (document.querySelector("#sent .host"))?.click());
      const box = await until(
        () =>
          taken.page.evaluate(() => {
            const section = document.querySelector("#sent");
            section?.scrollIntoView({ block: "center", behavior: "instant" });
            const { x, y, width, height } = section?.getBoundingClientRect() ?? new DOMRect();
            return section?.querySelector("time") ? { x: x + scrollX, y: y + scrollY, width, height } : null;
          }),
        "one host's requests",
      );
      return { ...taken, box };
    },
  },
  { name: "options-narrow", size: [390, 780], once: true, open: ({ on }) => ownPage(on, "options/options.html", [390, 780]) },
  { name: "first-run", size: [1180, 900], open: ({ on }) => ownPage(on, "welcome/welcome.html", [1180, 900]) },
  { name: "www", size: [1180, 860], open: async ({ page }) => void (await page.goto(SITE, { waitUntil: "networkidle0" })) },
  { name: "www-narrow", size: [390, 780], once: true, open: async ({ page }) => void (await page.goto(`${SITE}en.html`, { waitUntil: "networkidle0" })) },
  {
    name: "playground",
    size: [1180, 1000],
    async open({ page }) {
      await page.goto(`${SITE}playground/`, { waitUntil: "networkidle0" });
      await playground(page);
    },
  },
  {
    name: "playground-codes",
    size: [1180, 1000],
    once: true,
    async open({ page }) {
      await page.goto(`${SITE}playground/en.html`, { waitUntil: "networkidle0" });
      await playground(page);
      await page.evaluate(() => document.querySelector(".pictures")?.scrollIntoView({ behavior: "instant" }));
    },
  },
];
