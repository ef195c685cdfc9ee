// @ts-check
/** The shop's goods, as `yuantou-demo-shop` wrote them, and where their pictures are. */

/**
 * @typedef {object} Good
 * @property {string} id
 * @property {string} title
 * @property {string} price yuan, before the coupon
 * @property {string} [coupon] yuan off
 * @property {string} freight yuan, "0" where it is free
 * @property {string} [brand]
 * @property {string} [gtin]
 * @property {Record<string, string>} [attributes]
 * @property {{name: string, price: string}[]} [skus]
 * @property {number} chosen which variant is chosen at first
 * @property {string[]} images relative to this folder, main one first
 */

/** @returns {Promise<{retailer: string, goods: Good[]}>} */
export async function load() {
  const answer = await fetch('goods.json');
  if (!answer.ok) throw new Error(`goods.json: ${answer.status}`);
  return answer.json();
}

/**
 * Address of a picture: on the pictures' own host where the shop has one, else beside the page.
 * @param {string} path as in `images`
 * @param {number} [size] side in pixels; only the main picture has one of 200
 */
export function picture(path, size) {
  const name = size ? path.replace(/\.jpg$/, `.${size}.jpg`) : path;
  if (location.hostname !== 'shop.yuantou.localhost') return name;
  const port = location.port ? `:${location.port}` : '';
  return `http://img.yuantou.localhost${port}/shop/${name}`;
}

/**
 * Yuan as a number of fen, so that no sum is done in binary fractions.
 * @param {string} yuan
 */
const fen = (yuan) => Math.round(Number(yuan) * 100);

/**
 * What one pays, with two decimals and without the sign.
 * @param {string} price
 * @param {string} [coupon]
 */
export function pay(price, coupon = '0') {
  return (Math.max(fen(price) - fen(coupon), 0) / 100).toFixed(2);
}

/** @param {string} freight */
export function shipping(freight) {
  return Number(freight) === 0 ? '包邮' : `快递 ¥${Number(freight).toFixed(2)}`;
}
