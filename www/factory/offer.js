// @ts-check
/** A factory's offer: quantity tiers, minimum order, freight, supplier. */
import { here, make } from '../dom.js';
import { load, picture, placed, yuan } from './offers.js';

/** @typedef {import('./offers.js').Offer} Offer */

/** @param {Offer} offer */
function tiers(offer) {
  const rows = offer.tiers.map((tier, n) => {
    const next = offer.tiers[n + 1];
    const range = next ? `${tier.from}–${next.from - 1} ${offer.unit}` : `≥ ${tier.from} ${offer.unit}`;
    return make('tr', {}, make('td', {}, range), make('td', { class: 'tier-price' }, yuan(tier.price)));
  });
  const head = make('tr', {}, make('th', { scope: 'col' }, '起批量'), make('th', { scope: 'col' }, '价格'));
  return make('table', { class: 'tiers' }, make('thead', {}, head), make('tbody', {}, ...rows));
}

/** @param {[string, string][]} pairs */
function facts(pairs) {
  return make('dl', { class: 'facts' }, ...pairs.flatMap(([name, value]) => [make('dt', {}, name), make('dd', {}, value)]));
}

/** @param {Offer} offer */
function freight({ freight }) {
  const amount = Number(freight.amount) === 0 ? '包邮' : `运费 ${yuan(freight.amount)}`;
  return freight.free_from ? `${amount}，满 ${yuan(freight.free_from)} 包邮` : amount;
}

/** @param {Offer} offer */
function page(offer) {
  const { supplier } = offer;
  const main = make('img', { class: 'main-picture', src: picture(offer.images[0]), alt: offer.title, width: '800', height: '800' });
  const rest = offer.images.slice(1).map((path) => make('img', { class: 'more-picture', src: picture(path), alt: '', width: '120', height: '120' }));
  const trade = facts([
    ['起订量', `${offer.moq} ${offer.unit}起批`],
    ['物流', freight(offer)],
    ['发货地', offer.freight.origin],
    ['发货', offer.dispatch ?? '以厂家为准'],
  ]);
  const who = make(
    'section',
    { class: 'supplier' },
    make('h2', {}, supplier.name),
    make('p', { class: 'flags' }, ...supplier.flags.map((flag) => make('span', { class: 'flag' }, flag))),
    facts([
      ['所在地', supplier.place],
      ['产业带', supplier.belt],
      ['入驻', `${supplier.years} 年`],
      ['回头率', `${Math.round(supplier.repurchase_rate * 100)}%`],
    ]),
  );
  const details = make('section', { class: 'details' }, make('h2', {}, '商品属性'), facts(Object.entries(offer.attributes ?? {})));
  return [
    make('div', { class: 'gallery' }, main, make('div', { class: 'more' }, ...rest)),
    make('div', { class: 'trade' }, make('h1', {}, offer.title), tiers(offer), trade, who),
    details,
  ];
}

const id = new URLSearchParams(location.search).get('id');
try {
  const { offers } = await load();
  const offer = offers.find((one) => one.id === id);
  if (offer) {
    document.title = `${offer.title} - 厂货集市`;
    here('#offer-page').append(...page(offer));
    document.body.append(make('script', { type: 'application/json', id: 'offer' }, JSON.stringify(placed(offer))));
  } else {
    here('#trouble').hidden = false;
  }
} catch (error) {
  here('#trouble').hidden = false;
  console.warn(error);
}
