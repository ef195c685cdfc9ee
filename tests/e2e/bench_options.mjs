// @ts-check
// The options page with a large catalogue: its first paint, until its list of listings can be used, the far end of the
// list, and a search. The listings are learnt as an import's are, through the background.
// usage: node tests/e2e/bench_options.mjs [LISTINGS]   LISTINGS: 100000 unless said otherwise
import { names, until } from "./browser.mjs";
import { otherPack } from "./pack_server.mjs";
import { stage } from "./stage.mjs";

const LISTINGS = Number(process.argv[2] ?? 100_000);
const ROUNDS = 9;
/** Listings handed over at once. */
const PART = 500;

/** @param {number[]} values */
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
/** @param {number[]} values */
const spread = (values) => `${median(values).toFixed(0)} ms (worst ${Math.max(...values).toFixed(0)})`;

/** @typedef {{ paint: number, rows: number }} Opened Milliseconds since the page was asked for */

/**
 * Opens the options page: when something was painted, and when the list shows listings.
 * @param {import("./stage.mjs").Stage} on @param {boolean} [stopped] From a stopped worker
 * @returns {Promise<Opened & { page: import("puppeteer-core").Page }>}
 */
async function opened(on, stopped = false) {
  // From another of our pages: where Firefox swaps processes for it, its driver does not hear of the load.
  const page = await on.browser.ownPage("popup/popup.html");
  await until(() => page.evaluate(() => document.body.dataset.state), "the popup");
  if (stopped) await on.browser.stopWorker();
  await page.goto(on.browser.address("options/options.html"), { waitUntil: "domcontentloaded" });
  const rows = await page.evaluate(async () => {
    const listed = () => {
      const list = /** @type {HTMLElement | null} */ (document.querySelector("#catalogue .windowed"));
      return document.querySelector("#catalogue [role=status]")?.textContent && (list?.hidden || list?.querySelector("a"));
    };
    while (!listed()) await new Promise((go) => requestAnimationFrame(go));
    return performance.now();
  });
  const paint = await until(() => page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime), "the first paint");
  return { page, paint, rows };
}

/** @param {import("./stage.mjs").Stage} on @param {{ stopped?: boolean }} [how] */
async function openings(on, { stopped } = {}) {
  const all = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const { page, ...times } = await opened(on, stopped);
    await page.close();
    // The first fills what browsers keep.
    if (round) all.push(times);
  }
  return `first paint ${spread(all.map(({ paint }) => paint))}, listings shown ${spread(all.map(({ rows }) => rows))}`;
}

for (const name of names()) {
  const on = await stage(name, { pack: await otherPack() });
  console.log(`${name}, no listings, worker running: ${await openings(on)}`);
  const own = await on.browser.ownPage("popup/popup.html");
  const began = performance.now();
  for (let from = 0; from < LISTINGS; from += PART) {
    await own.evaluate(async (first, count) => {
      const api = /** @type {any} */ (/** @type {any} */ (globalThis).browser ?? chrome);
      const offers = Array.from({ length: count }, (_, at) => {
        const id = String(first + at);
        return { platform: "1688", id, url: `https://detail.1688.com/offer/${id}.html`, title: `骨瓷勺子 家用汤勺 ${id} 号 厂家批发`, currency: "CNY", tiers: [{ from: 3, price: "2.30" }, { from: 100, price: "1.90" }], moq: 3, supplier: { name: `景德镇某某陶瓷厂 ${id}`, place: "江西 景德镇" }, seen_at: "2026-11-25T10:00:00Z" };
      });
      const answer = await api.runtime.sendMessage({ kind: "catalogue_put", offers, pictures: false });
      if (answer.kind === "failed") throw new Error(answer.message);
    }, from, Math.min(PART, LISTINGS - from));
  }
  await own.evaluate(() => /** @type {any} */ (/** @type {any} */ (globalThis).browser ?? chrome).runtime.sendMessage({ kind: "catalogue_put_done" }));
  console.log(`${name}: ${LISTINGS} listings learnt in ${((performance.now() - began) / 1000).toFixed(0)} s`);
  console.log(`${name}, ${LISTINGS} listings, worker running: ${await openings(on)}`);
  if (name === "chrome") console.log(`${name}, ${LISTINGS} listings, worker stopped: ${await openings(on, { stopped: true })}`);

  const { page } = await opened(on);
  const ends = [];
  const finds = [];
  for (let round = 0; round < 5; round += 1) {
    ends.push(await page.evaluate(async (end) => {
      const list = /** @type {HTMLElement} */ (document.querySelector("#catalogue .windowed"));
      const start = performance.now();
      list.scrollTop = end ? list.scrollHeight : 0;
      const edge = () => [...list.querySelectorAll("[role=listitem]")].some((row) => row.getAttribute("aria-posinset") === (end ? row.getAttribute("aria-setsize") : "1") && row.querySelector("a"));
      while (!edge()) await new Promise((go) => requestAnimationFrame(go));
      return performance.now() - start;
    }, round % 2 === 0));
    finds.push(await page.evaluate(async (words) => {
      const field = /** @type {HTMLInputElement} */ (document.querySelector("#catalogue input[type=search]"));
      const list = /** @type {HTMLElement} */ (document.querySelector("#catalogue .windowed"));
      const start = performance.now();
      field.value = words;
      field.dispatchEvent(new Event("input"));
      while (list.querySelector("[role=listitem]")?.getAttribute("aria-setsize") !== "1") await new Promise((go) => requestAnimationFrame(go));
      const time = performance.now() - start;
      field.value = "";
      field.dispatchEvent(new Event("input"));
      while (list.querySelector("[role=listitem]")?.getAttribute("aria-setsize") === "1") await new Promise((go) => requestAnimationFrame(go));
      return time;
    }, `勺子 ${LISTINGS - 7 - round} 号`));
  }
  console.log(`${name}: to the list's other end ${spread(ends)}; a search for one of them ${spread(finds)}`);
  await on.close();
}
