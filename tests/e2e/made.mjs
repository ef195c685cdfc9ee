// @ts-check
// Goods made here, for tests that need no real data: pictures drawn by code with texture and shading, a shop's page
// with JSON-LD, and the factory's listing of the same thing.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { packOf } from "./pack.mjs";

/** @typedef {{ id: string, title: string, factoryTitle: string, price: string, factory: { price: string, moq: number, freight: string } }} Made */

/** @type {Made[]} */
export const MADE = [
  { id: "jar", title: "粗陶茶叶罐 密封储物罐 大号 500ml 复古", factoryTitle: "厂家直供 粗陶密封罐 茶叶罐 500ml 复古储物", price: "39.00", factory: { price: "8.50", moq: 2, freight: "5.00" } },
  { id: "lamp", title: "原木床头小夜灯 卧室暖光台灯", factoryTitle: "原木小夜灯 床头台灯 暖光 批发", price: "21.00", factory: { price: "30.00", moq: 1, freight: "0" } },
];

/** Pictures that were asked for before. @type {Map<string, Promise<Buffer>>} */
const drawn = new Map();

/**
 * A still life with its own shapes, texture and light. Drawn once: the extension waits for a picture only so long, and a
 * busy machine takes its time to draw.
 * @param {number} seed @param {number} [size]
 */
export function picture(seed, size = 640) {
  const name = `${seed} ${size}`;
  let one = drawn.get(name);
  if (!one) drawn.set(name, (one = draw(seed, size)));
  return one;
}

/** @param {number} seed @param {number} size */
function draw(seed, size) {
  let state = seed * 7919 + 13;
  const random = () => (state = (state * 48271) % 2147483647) / 2147483647;
  const shapes = Array.from({ length: 14 }, () => {
    const [x, y, w, h] = [random() * 640, random() * 640, 40 + random() * 220, 40 + random() * 220];
    const colour = `hsl(${Math.round(random() * 360)} ${Math.round(20 + random() * 60)}% ${Math.round(15 + random() * 70)}%)`;
    return random() < 0.5
      ? `<ellipse cx="${x}" cy="${y}" rx="${w / 2}" ry="${h / 2}" fill="${colour}"/>`
      : `<rect x="${x}" y="${y}" width="${w}" height="${h}" rx="${random() * 40}" fill="${colour}" transform="rotate(${random() * 90} ${x} ${y})"/>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 640" width="${size}" height="${size}">
<defs><filter id="t"><feTurbulence type="fractalNoise" baseFrequency="0.02 0.05" numOctaves="4" seed="${seed}"/><feColorMatrix values="0 0 0 0 0  0 0 0 0 0  0 0 0 0 0  0 0 0 0.55 0"/></filter>
<linearGradient id="l" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#fff" stop-opacity=".45"/><stop offset="1" stop-color="#000" stop-opacity=".45"/></linearGradient></defs>
<rect width="640" height="640" fill="#cfc7ba"/>${shapes.join("")}<rect width="640" height="640" filter="url(#t)"/><rect width="640" height="640" fill="url(#l)"/></svg>`;
  return sharp(Buffer.from(svg)).flatten({ background: "#fff" }).jpeg({ quality: 88 }).toBuffer();
}

/** A pack of the made goods' factory listings. @param {string} out */
export async function madePack(out) {
  const folder = `${out}-pictures`;
  await mkdir(folder, { recursive: true });
  const listings = [];
  for (const [at, { id, factoryTitle, factory }] of MADE.entries()) {
    await writeFile(join(folder, `${id}.jpg`), await sharp(await picture(at + 1)).resize(500, 500).jpeg({ quality: 60 }).toBuffer());
    listings.push({
      kind: "offer", platform: "1688", id: `m-${id}`, url: `https://detail.1688.com/offer/m-${id}.html`, title: factoryTitle, images: [`${id}.jpg`], currency: "CNY",
      tiers: [{ from: factory.moq, price: factory.price }], moq: factory.moq, freight: { amount: factory.freight },
    });
  }
  return packOf(listings, folder, out);
}

/**
 * A shop's page about a good.
 * @param {{ title: string, price?: string, images: string[], head?: string, before?: string }} about
 */
export function shopPage({ title, price, images, head = "", before = "" }) {
  const data = { "@context": "https://schema.org", "@type": "Product", name: title, image: images, ...(price ? { offers: { "@type": "Offer", price, priceCurrency: "CNY", availability: "https://schema.org/InStock" } } : {}) };
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>${title}</title>${head}
<script type="application/ld+json">${JSON.stringify(data)}</script></head><body>${before}<main style="display:flex;gap:32px;padding:24px">
<img src="${images[0] ?? "data:,"}" width="360" height="360" alt=""><div><h1>${title}</h1><p class="price" itemprop="price">${price ? `¥${price}` : ""}</p><p>包邮</p></div></main></body></html>`;
}
