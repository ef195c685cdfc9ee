// @ts-check
/** The item page. It goes from one item to the next without reloading, as today's shops do. */
import { here, make } from '../dom.js';
import { load, pay, picture, shipping } from './goods.js';

/** @typedef {import('./goods.js').Good} Good */

/** @param {Good} good */
function gallery(good) {
  const main = make('img', { class: 'main-picture', src: picture(good.images[0]), alt: good.title, width: '800', height: '800' });
  const small = good.images.map((path, n) => {
    const thumb = make('img', { src: n === 0 ? picture(path, 200) : picture(path), alt: '', width: '64', height: '64' });
    const button = make('button', { type: 'button', 'aria-label': `第 ${n + 1} 张图`, 'aria-pressed': String(n === 0) }, thumb);
    button.addEventListener('click', () => {
      main.setAttribute('src', picture(path));
      for (const other of small) other.setAttribute('aria-pressed', String(other === button));
    });
    return button;
  });
  return make('div', { class: 'gallery' }, main, make('div', { class: 'thumbs' }, ...small));
}

/**
 * What search engines, and price comparers, are told.
 * @param {Good} good
 * @param {string} price
 * @param {number} variant
 */
function describe(good, price, variant) {
  document.querySelector('script[type="application/ld+json"]')?.remove();
  const data = {
    '@context': 'https://schema.org',
    '@type': 'Product',
    name: good.title,
    sku: good.skus ? `${good.id}-${variant + 1}` : good.id,
    gtin13: good.gtin,
    brand: good.brand ? { '@type': 'Brand', name: good.brand } : undefined,
    image: good.images.map((path) => new URL(picture(path), location.href).href),
    offers: {
      '@type': 'Offer',
      price,
      priceCurrency: 'CNY',
      availability: 'https://schema.org/InStock',
      url: location.href,
    },
  };
  document.head.append(make('script', { type: 'application/ld+json' }, JSON.stringify(data)));
}

/** @param {Good} good */
function buyBox(good) {
  const amount = make('span', { class: 'price' });
  const before = make('del', { class: 'price-list' });
  const line = make('div', { class: 'price-line' }, ...(good.coupon ? [make('span', { class: 'price-kind' }, '券后')] : []), amount, before);
  const variants = good.skus ?? [];
  const buttons = variants.map((variant, n) => {
    const button = make('button', { type: 'button', class: 'sku' }, variant.name);
    button.addEventListener('click', () => choose(n));
    return button;
  });
  /** @param {number} n */
  const choose = (n) => {
    const price = variants[n]?.price ?? good.price;
    amount.textContent = `¥${pay(price, good.coupon)}`;
    before.textContent = good.coupon ? `¥${pay(price)}` : '';
    before.hidden = !good.coupon;
    buttons.forEach((button, k) => button.setAttribute('aria-pressed', String(k === n)));
    describe(good, pay(price, good.coupon), n);
  };
  choose(good.chosen);
  const parts = [make('h1', { class: 'item-title' }, good.title), line];
  if (good.coupon) parts.push(make('p', { class: 'coupon' }, `店铺券：立减 ¥${Number(good.coupon)}，已领取`));
  parts.push(make('p', { class: 'freight' }, make('b', {}, '配送'), shipping(good.freight), make('span', {}, '48小时内发货 · 7天无理由退货')));
  if (buttons.length > 0) parts.push(make('div', { class: 'skus', role: 'group', 'aria-label': '规格' }, ...buttons));
  parts.push(make('div', { class: 'buy' }, make('button', { type: 'button', class: 'cart' }, '加入购物车'), make('button', { type: 'button', class: 'now' }, '立即购买')));
  return make('div', { class: 'buy-box' }, ...parts);
}

/** @param {Good} good */
function attributes(good) {
  const all = Object.entries({ 品牌: good.brand ?? '其他', 货号: good.id, ...(good.gtin ? { 条形码: good.gtin } : {}), ...good.attributes });
  const rows = all.map(([name, value]) => make('tr', {}, make('th', { scope: 'row' }, name), make('td', {}, value)));
  return make('section', { class: 'details' }, make('h2', {}, '商品参数'), make('table', { class: 'attributes' }, make('tbody', {}, ...rows)));
}

/** @param {Good[]} goods */
function show(goods) {
  const id = new URLSearchParams(location.search).get('id') ?? goods[0]?.id;
  const n = goods.findIndex((good) => good.id === id);
  const good = goods[n];
  here('#trouble').hidden = good !== undefined;
  here('#item').replaceChildren();
  document.querySelector('script[type="application/ld+json"]')?.remove();
  /** @param {string} selector @param {number} to */
  const link = (selector, to) => here(selector).setAttribute('href', `item.html?id=${goods[(to + goods.length) % goods.length].id}`);
  link('#previous', n - 1);
  link('#next', n + 1);
  if (!good) return;
  document.title = `${good.title} - 拾物小铺`;
  here('#item').append(gallery(good), buyBox(good), attributes(good));
}

try {
  const { goods } = await load();
  show(goods);
  for (const selector of ['#previous', '#next']) {
    here(selector).addEventListener('click', (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      history.pushState(null, '', here(selector).getAttribute('href'));
      show(goods);
      scrollTo(0, 0);
    });
  }
  addEventListener('popstate', () => show(goods));
} catch (error) {
  here('#trouble').hidden = false;
  console.warn(error);
}
