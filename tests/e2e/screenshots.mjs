// @ts-check
// Takes the pictures of docs/screenshots: the demo shop's spoon with its badge and panel, in light and dark.
// usage: node tests/e2e/screenshots.mjs
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { until, waitForBadge } from "./browser.mjs";
import { root } from "./data.mjs";
import { demoGoods, demoSite, SHOP } from "./demo_site.mjs";
import { panelOf, stage } from "./stage.mjs";

const out = join(root, "docs/screenshots");
await mkdir(out, { recursive: true });
const [spoon] = await demoGoods();

/** Few colours are enough for a page, and keep the repository small. @param {Uint8Array} picture @param {string} name */
const save = (picture, name) => sharp(picture).png({ palette: true, quality: 90, effort: 10 }).toFile(join(out, name));

for (const dark of [false, true]) {
  const on = await stage("chrome", { dark });
  on.web.site(/\.yuantou\.localhost$/, demoSite);
  const page = await on.browser.page();
  await page.setViewport({ width: 1180, height: 860 });
  await page.goto(`${SHOP}item.html?id=${spoon.id}`, { waitUntil: "networkidle0" });
  const { text } = await waitForBadge(page, ({ className }) => !/quiet/.test(className));
  const box = await page.evaluate(() => {
    const { left, top, width, height } = /** @type {Element} */ (document.querySelector("yuantou-badge")?.shadowRoot?.querySelector("button")).getBoundingClientRect();
    return { x: left + width / 2, y: top + height / 2 };
  });
  await page.mouse.click(box.x, box.y);
  await until(async () => ((await panelOf(page))?.matches[0]?.drawn ? true : null), "the panel with its picture");
  await new Promise((go) => setTimeout(go, 400));
  await save(await page.screenshot(), dark ? "badge-dark.png" : "badge.png");
  console.log(`${dark ? "dark" : "light"}: ${text}`);
  if (!dark) {
    await page.goto(SHOP, { waitUntil: "networkidle0" });
    await until(() => page.evaluate(() => document.querySelectorAll("yuantou-tag").length >= 4), "tags on the cards");
    await new Promise((go) => setTimeout(go, 400));
    await save(await page.screenshot(), "list.png");
  }
  await on.close();
}
