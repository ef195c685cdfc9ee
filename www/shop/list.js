// @ts-check
import { here, make } from '../dom.js';
import { load, pay, picture, shipping } from './goods.js';

/** @param {import('./goods.js').Good} good */
function card(good) {
  const href = `item.html?id=${encodeURIComponent(good.id)}`;
  const image = make('img', { src: picture(good.images[0], 200), alt: '', width: '200', height: '200', loading: 'lazy', decoding: 'async' });
  const price = make('span', { class: 'price' }, `¥${pay(good.price, good.coupon)}`);
  const row = make('div', { class: 'card-foot' }, price, make('span', { class: 'freight' }, shipping(good.freight)));
  if (good.coupon) price.before(make('span', { class: 'price-kind' }, '券后'));
  return make('li', { class: 'card' }, make('a', { href }, image, make('span', { class: 'title' }, good.title)), row);
}

try {
  const { goods } = await load();
  here('#cards').append(...goods.map(card));
  here('#count').append(`${goods.length} 件`);
} catch (error) {
  here('#trouble').hidden = false;
  console.warn(error);
}
