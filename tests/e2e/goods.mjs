// @ts-check
// Real goods for the tests: Taobao item responses shown with real shop photographs, and as the factory's listings the
// same photographs cropped, bannered and re-encoded, lost among the real 1688 offers.
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { dataFile, jsonLines } from "./data.mjs";
import { packOf } from "./pack.mjs";
import { withImages } from "./taobao.mjs";

/** The folders of photographs, and what a title must say to fit what they show. */
const SETS = [
  { folder: "769269832959", fits: /托特包/ },
  { folder: "711244172250", fits: /拖鞋|穆勒|鞋/ },
  { folder: "734421092543", fits: /手提包/ },
  { folder: "692747434364", fits: /毛衣|针织衫/ },
];

/**
 * @typedef {object} Good
 * @property {string} id
 * @property {any} response
 * @property {string} title
 * @property {string} price What the shopper pays, in yuan
 * @property {string[]} images Addresses on the shop's picture host
 * @property {string[]} files The photographs
 */

/** @returns {Promise<Good[]>} */
export async function realGoods() {
  const responses = await jsonLines("data/items_taobao.jsonl.xz");
  const taken = new Set();
  return SETS.map(({ folder, fits }) => {
    const response = responses.find(({ data }) => fits.test(data.item.title) && !taken.has(data.item.itemId) && data.componentsVO?.priceVO?.price?.priceText);
    const { itemId: id, title } = response.data.item;
    taken.add(id);
    const files = [1, 2, 3, 4, 5].map((n) => dataFile(`captures/taobao/images/${folder}/${folder}-${n}.jpg`));
    const images = files.map((_, n) => `https://img.alicdn.com/imgextra/i${n + 1}/${folder}/O1CN01test${n}${folder}_!!${folder}-0-item_pic.jpg`);
    const { price, extraPrice } = response.data.componentsVO.priceVO;
    return { id, title, response: withImages(response, images), price: (extraPrice ?? price).priceText, images, files };
  });
}

/** Made once each: the extension waits for a picture only so long. @type {Map<string, Promise<Buffer>>} */
const sized = new Map();

/** The shop's picture host, which knows sizes and formats of the goods' pictures. @param {Good[]} goods @returns {import("./web.mjs").Site} */
export function pictureHost(goods) {
  const files = new Map(goods.flatMap(({ images, files }) => images.map((image, n) => /** @type {const} */ ([new URL(image).pathname, files[n]]))));
  return async (url) => {
    for (const [path, file] of files) {
      if (!url.pathname.startsWith(path)) continue;
      const [, width, height] = /_(\d+)x(\d+)/.exec(url.pathname.slice(path.length)) ?? [];
      const name = `${file} ${width} ${height}`;
      let one = sized.get(name);
      if (!one) sized.set(name, (one = (width ? sharp(file).resize(Number(width), Number(height), { fit: "inside" }) : sharp(file)).jpeg({ quality: 85 }).toBuffer()));
      return { type: "image/jpeg", body: await one };
    }
    return null;
  };
}

/** What a factory's photograph differs by from the shop's. @param {string} file @param {number} at */
export async function factoryPicture(file, at) {
  const { width = 0, height = 0 } = await sharp(file).metadata();
  const picture = sharp(file);
  if (at % 2 === 0) picture.extract({ left: Math.round(width * 0.04), top: Math.round(height * 0.04), width: Math.round(width * 0.92), height: Math.round(height * 0.92) });
  const cut = sharp(await picture.jpeg({ quality: 90 }).toBuffer());
  const { width: wide = 0, height: high = 0 } = await cut.metadata();
  const banner = Math.round(high * 0.12);
  const strip = `<svg xmlns="http://www.w3.org/2000/svg" width="${wide}" height="${banner}"><rect width="100%" height="100%" fill="#c8161d"/><text x="50%" y="65%" font-size="${Math.round(banner * 0.5)}" fill="#fff" text-anchor="middle">48H</text></svg>`;
  if (at % 2 === 1) cut.composite([{ input: Buffer.from(strip), top: high - banner, left: 0 }]);
  return cut.jpeg({ quality: 60 }).toBuffer();
}

/** A seller's title in a factory's words. @param {string} title */
export function factoryTitle(title) {
  const letters = [...title.replace(/[^\p{L}\p{N}]/gu, "")];
  const half = Math.floor(letters.length / 2);
  return `厂家批发 ${letters.slice(half).join("")}${letters.slice(0, half).join("")}`;
}

/** A price as a share of another, to the cent. @param {string} price @param {number} share */
export const share = (price, share) => (Math.round(Number(price) * share * 100) / 100).toFixed(2);

/**
 * Builds the pack: a factory's listing for each of `sold`, among the real offers.
 * @param {{ good: Good, price: string, moq: number, freight: string }[]} sold
 * @param {string} out
 */
export async function buildPack(sold, out) {
  const pictures = `${out}-pictures`;
  await rm(pictures, { recursive: true, force: true });
  await mkdir(pictures, { recursive: true });
  const listings = [];
  for (const { good, price, moq, freight } of sold) {
    const images = [];
    for (const [n, file] of good.files.slice(0, 3).entries()) {
      const name = `${good.id}-${n}.jpg`;
      await writeFile(join(pictures, name), await factoryPicture(file, n));
      images.push(name);
    }
    listings.push({
      kind: "offer", platform: "1688", id: `9${good.id}`, url: `https://detail.1688.com/offer/9${good.id}.html`, title: factoryTitle(good.title), images,
      currency: "CNY", tiers: [{ from: moq, price }], moq, unit: "件", freight: { amount: freight, origin: "浙江金华" }, supplier: { name: "金华某厂", place: "浙江金华", flags: ["源头工厂"] },
    });
  }
  for (const offer of await jsonLines("data/offers_1688.jsonl")) {
    listings.push({
      kind: "offer", platform: "1688", id: offer.item_id, url: offer.product_url, title: offer.title_origin, images: [offer.img],
      currency: offer.currency, tiers: [{ from: Number(offer.quantity_begin) || 1, price: offer.price }], moq: Number(offer.quantity_begin) || 1,
    });
  }
  // The real offers' pictures are addresses, which nobody fetches here: they are listed by their titles alone.
  return packOf(listings, pictures, out);
}
