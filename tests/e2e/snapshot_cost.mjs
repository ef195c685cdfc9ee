// @ts-check
// What gathering a page costs its main thread: taking the snapshot and handing it over, for the first time on a fresh
// page, as it happens to a shopper: no code of ours is warm yet.
import { runnerScript, shopPages, show, zytePages } from "./saved_pages.mjs";

const ROUNDS = 5;
const BIGGEST = 5;

/** The item pages of the shops, and the biggest pages of the Zyte benchmark. */
export async function itemPages() {
  const shops = (await shopPages()).filter(({ name }) => /item|offer|amazon/.test(name));
  const others = (await zytePages()).sort((a, b) => b.body.length - a.body.length).slice(0, BIGGEST);
  return [...shops, ...others];
}

/**
 * Milliseconds for each page, the median of several loads, largest first.
 * @param {import("./browser.mjs").Browser} browser @param {import("./web.mjs").Web} web
 * @param {(url: string) => any} probesOf
 */
export async function snapshotCosts(browser, web, probesOf) {
  const runner = await runnerScript();
  const costs = [];
  for (const { name, url, body } of await itemPages()) {
    const times = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const page = await browser.page();
      await show(web, page, body);
      const script = `(() => { ${runner}
        const probes = ${JSON.stringify(probesOf(url))};
        const start = performance.now();
        const snapshot = twin.takeSnapshot(probes, document, location);
        const taken = performance.now();
        // A message is a structured clone: writing it is ours, reading it the background's, so this is the upper bound.
        structuredClone(snapshot);
        return [taken - start, performance.now() - taken]; })()`;
      const [taken, sent] = /** @type {number[]} */ (await page.evaluate(script));
      times.push(taken + sent);
      await page.close();
    }
    times.sort((a, b) => a - b);
    costs.push({ name, kB: Math.round(body.length / 1000), ms: times[ROUNDS >> 1], best: times[0] });
  }
  return costs.sort((a, b) => b.ms - a.ms);
}
