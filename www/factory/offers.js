// @ts-check
/** The marketplace's offers, as `yuantou-demo-shop` wrote them, in Yuantou's record format. */

/**
 * @typedef {object} Offer
 * @property {'offer'} [kind]
 * @property {string} platform
 * @property {string} id
 * @property {string} url
 * @property {string} title
 * @property {string[]} images
 * @property {string} currency
 * @property {{from: number, price: string}[]} tiers
 * @property {number} moq
 * @property {string} unit
 * @property {{amount: string, free_from?: string, origin: string}} freight
 * @property {{name: string, place: string, belt: string, years: number, repurchase_rate: number, flags: string[]}} supplier
 * @property {Record<string, string>} [attributes]
 * @property {string} [dispatch]
 * @property {string} seen_at
 */

/** @returns {Promise<{offers: Offer[], search: Record<string, string[]>}>} */
export async function load() {
  const answer = await fetch('offers.json');
  if (!answer.ok) throw new Error(`offers.json: ${answer.status}`);
  return answer.json();
}

/**
 * Full address of a picture: on the pictures' own host where the marketplace has one, else beside the page.
 * @param {string} path as in `images`
 */
export function picture(path) {
  const port = location.port ? `:${location.port}` : '';
  const base = location.hostname === 'factory.yuantou.localhost' ? `http://img.yuantou.localhost${port}/factory/` : location.href;
  return new URL(path, base).href;
}

/**
 * The offer with the addresses that it has where it is shown.
 * @param {Offer} offer
 * @returns {Offer}
 */
export function placed(offer) {
  const url = new URL(`offer.html?id=${encodeURIComponent(offer.id)}`, location.href).href;
  return { ...offer, kind: 'offer', url, images: offer.images.map(picture) };
}

/** @param {string} amount yuan */
export const yuan = (amount) => `¥${Number(amount).toFixed(2)}`;
