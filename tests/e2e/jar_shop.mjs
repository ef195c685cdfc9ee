// @ts-check
// A shop with one item, the first of the made ones, at whatever price a test asks for it; and what the extension writes
// down of it.
import { MADE, picture, shopPage } from "./made.mjs";

export const [jar] = MADE;
export const ITEM = "http://shop.yuantou.localhost/item/1";
export const JAR_PICTURE = "http://img.yuantou.localhost/jar.jpg";

/** Opens the shop. @param {import("./stage.mjs").Stage} on @param {() => string} [price] What it asks now */
export function openJarShop(on, price = () => jar.price) {
  on.web.site(/^shop\./, () => ({ body: shopPage({ title: jar.title, price: price(), images: [JAR_PICTURE] }) }));
  on.web.site(/^img\./, async () => ({ type: "image/jpeg", body: await picture(1) }));
}

/**
 * Every record of a store of the history, and the history's version.
 * @param {import("puppeteer-core").Page} own One of the extension's own pages, which shares its storage
 * @param {"items" | "watches" | "listings"} store @returns {Promise<{ version: number, records: any[] }>}
 */
export async function historyOf(own, store) {
  const told = await own.evaluate(
    (wanted) =>
      /** @type {Promise<string>} */ (
        new Promise((done, failed) => {
          const opening = indexedDB.open("history");
          // Only the background makes it: one made here would have no stores, and would stand in its way.
          opening.onupgradeneeded = () => opening.transaction?.abort();
          opening.onerror = () => failed(opening.error);
          opening.onsuccess = () => {
            const { version } = opening.result;
            const all = opening.result.transaction(wanted).objectStore(wanted).getAll();
            all.onsuccess = () => {
              opening.result.close();
              // As one text: Firefox takes long to hand over thousands of objects, and one that stands in two places but once.
              done(JSON.stringify({ version, records: all.result }));
            };
          };
        })
      ),
    store,
  );
  return JSON.parse(told);
}
