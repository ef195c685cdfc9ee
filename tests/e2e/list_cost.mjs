// @ts-check
// What a list of cards costs its page with us and without, in processor time of the page's own thread: a machine that is
// busy with something else counts for nothing. And how long the cards in view wait for their tags.
import { until } from "./browser.mjs";
import { MADE } from "./made.mjs";
import { taobaoSearch } from "./taobao.mjs";

const [jar] = MADE;
const LIST = "https://s.taobao.com/search?q=x";
/** All that a list does is over by then, where its tags have been there for a while. */
const REST_MS = 2500;
const CALM_MS = 600;

let lists = 0;

/**
 * Serves a list and its pictures, each list's at addresses of their own: what was fetched for one is not fetched again.
 * @param {import("./stage.mjs").Stage} where @param {Buffer[]} pictures One for each card
 * @param {(n: number) => boolean} ours Which cards are goods of the pack
 * @returns {{ most: number }} The most of the extension's picture requests that were under way at a time
 */
export function serveList(where, pictures, ours) {
  const name = `list${(lists += 1)}n`;
  const image = (/** @type {number} */ n) => `https://img.alicdn.com/imgextra/i1/1/O1CN01${name}${String(n).padStart(3, "0")}_!!1-0-item_pic.jpg`;
  const cards = pictures.map((_, n) => ({ id: String(n + 1), title: ours(n) ? jar.title : `商品 ${n} 号 ${"好货".repeat(n % 5)}`, price: jar.price, image: image(n) }));
  const flight = { most: 0 };
  let under = 0;
  where.web.site(/^s\.taobao\.com$/, taobaoSearch(cards));
  where.web.site(/(^|\.)alicdn\.com$/, async (url, { headers }) => {
    const n = Number(new RegExp(`${name}(\\d+)`).exec(url.pathname)?.[1]);
    if (Number.isNaN(n)) return null;
    const body = ours(n) ? pictures[0] : pictures[n];
    if (headers["sec-fetch-dest"] === "empty") {
      under += 1;
      flight.most = Math.max(flight.most, under);
      await new Promise((go) => setTimeout(go, 20));
      under -= 1;
    }
    return { type: "image/jpeg", body };
  });
  return flight;
}

/**
 * One visit to the list.
 * @param {import("./stage.mjs").Stage} where @param {"none" | "some" | "all"} wanted Which cards in view must get a tag
 * @param {{ height: number }} view
 */
export async function listCost(where, wanted, { height }) {
  const page = await where.browser.page();
  await page.setViewport({ width: 1280, height });
  const session = await page.createCDPSession();
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  await page.evaluateOnNewDocument((calm) => {
    const seen = { long: 0, shift: 0, cardsAt: 0, tagsAt: 0 };
    Object.assign(window, { seen });
    new PerformanceObserver((list) => list.getEntries().forEach(({ duration }) => (seen.long = Math.max(seen.long, duration)))).observe({ type: "longtask", buffered: true });
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => (seen.shift += /** @type {any} */ (entry).value))).observe({ type: "layout-shift", buffered: true });
    addEventListener("DOMContentLoaded", () => {
      seen.cardsAt = performance.now();
      let timer = 0;
      const tagged = new Promise((done) => {
        new MutationObserver((records) => {
          if (!records.some(({ addedNodes }) => [...addedNodes].some(({ nodeName }) => nodeName === "YUANTOU-TAG"))) return;
          seen.tagsAt = performance.now();
          clearTimeout(timer);
          timer = window.setTimeout(done, calm);
        }).observe(document.body, { childList: true, subtree: true });
      });
      Object.assign(window, { tagged });
    });
  }, CALM_MS);
  await page.goto(LIST);
  // Not asked again and again: each question would count as the page's own script.
  await new Promise((go) => setTimeout(go, REST_MS));
  if (wanted !== "none") await page.evaluate(() => /** @type {any} */ (window).tagged);
  const { metrics } = await session.send("Performance.getMetrics");
  const of = (/** @type {string} */ metric) => (metrics.find(({ name }) => name === metric)?.value ?? 0) * 1000;
  const tags = () =>
    page.evaluate(() => {
      const cards = [...document.querySelectorAll('[class*="doubleCardWrapper"]')].filter((card) => card.getBoundingClientRect().top < innerHeight);
      const tagged = cards.filter((card) => card.querySelector("yuantou-tag")).length;
      return tagged === cards.length ? "all" : tagged ? "some" : "none";
    });
  await until(async () => [wanted, "all"].includes(await tags()), `tags on the list: ${wanted}`);
  const seen = await page.evaluate(() => /** @type {{ long: number, shift: number, cardsAt: number, tagsAt: number }} */ (/** @type {any} */ (window).seen));
  await page.close();
  return { busy: of("ScriptDuration") + of("LayoutDuration") + of("RecalcStyleDuration"), long: seen.long, shift: seen.shift, tagged: seen.tagsAt - seen.cardsAt };
}

/**
 * From the badge's click to the panel standing on the page, its script injected already and not yet.
 * @param {import("./stage.mjs").Stage} on @param {string} address A page with a match @param {number} rounds
 */
export async function panelTimes(on, address, rounds) {
  const page = await on.browser.page();
  const times = /** @type {number[]} */ ([]);
  let first = 0;
  await page.goto(address);
  await until(() => page.evaluate(() => Boolean(document.querySelector("yuantou-badge")?.shadowRoot?.querySelector("button:not(.quiet)"))), "the badge");
  for (let round = 0; round <= rounds; round += 1) {
    const time = await page.evaluate(async () => {
      const start = performance.now();
      /** @type {HTMLElement} */ (document.querySelector("yuantou-badge")?.shadowRoot?.querySelector("button")).click();
      while (!document.querySelector("yuantou-panel")) await new Promise((go) => setTimeout(go));
      // Laid out, as it will be painted.
      document.querySelector("yuantou-panel")?.shadowRoot?.querySelector(".panel")?.getBoundingClientRect();
      return performance.now() - start;
    });
    if (round) times.push(time);
    else first = time;
    await page.keyboard.press("Escape");
    await until(() => page.evaluate(() => !document.querySelector("yuantou-panel")), "the panel closed");
  }
  await page.close();
  return { first, times };
}
