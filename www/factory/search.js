// @ts-check
/**
 * The marketplace's picture search. A static page cannot look at pictures, so the answers to each of the shop's
 * pictures stand in a table; they come late, as on the real ones.
 */
import { here, make } from '../dom.js';
import { load, picture, placed, yuan } from './offers.js';

/** Milliseconds from the page's start to its results. */
const LATE = 600;

/** @param {import('./offers.js').Offer} offer */
function result(offer) {
  const record = placed(offer);
  const image = make('img', { src: picture(offer.images[0]), alt: '', width: '220', height: '220', decoding: 'async' });
  const price = make('span', { class: 'offer-price' }, yuan(offer.tiers[0].price));
  const trade = make('div', { class: 'offer-line' }, price, make('span', { class: 'offer-moq' }, `${offer.moq}${offer.unit}起批`));
  const flags = offer.supplier.flags.slice(0, 2).map((flag) => make('span', { class: 'flag' }, flag));
  return make(
    'li',
    { class: 'offer' },
    make('a', { href: record.url }, image, make('span', { class: 'offer-title' }, offer.title)),
    trade,
    make('div', { class: 'offer-line' }, ...flags),
    make('div', { class: 'offer-shop' }, `${offer.supplier.name} · ${offer.supplier.place}`),
    make('script', { type: 'application/json' }, JSON.stringify(record)),
  );
}

/**
 * The name that the table knows a picture by: without folder, size and extension.
 * @param {string} address
 */
const nameOf = (address) => (address.split(/[?#]/)[0].split('/').pop() ?? '').replace(/(\.\d+)?\.jpg$/, '');

const asked = new URLSearchParams(location.search).get('imageAddress') ?? '';
const ready = load();
if (/^https?:\/\/img\.yuantou\.localhost(:\d+)?\/shop\/pictures\//.test(asked)) {
  here('#asked').append(make('img', { src: asked, alt: '所搜图片', width: '96', height: '96' }), make('h1', {}, '与图片相似的货源'));
} else {
  here('#asked').append(make('h1', {}, '以图搜货'));
}
setTimeout(async () => {
  try {
    const { offers, search } = await ready;
    const ids = Object.hasOwn(search, nameOf(asked)) ? search[nameOf(asked)] : [];
    const found = ids.flatMap((id) => offers.filter((offer) => offer.id === id));
    here('#offers').append(...found.map(result));
    here('#state').textContent = found.length > 0 ? `找到 ${found.length} 个相似货源` : '没有找到相似货源';
  } catch (error) {
    here('#state').textContent = '搜索失败，请稍后再试。';
    console.warn(error);
  }
}, LATE);
