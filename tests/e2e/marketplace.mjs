// @ts-check
// The marketplaces' result pages as they are today: cards that their scripts render late.

/**
 * @typedef {object} Found
 * @property {string} id
 * @property {string} title
 * @property {string} price
 * @property {string} image
 * @property {string} [place]
 *
 * @param {Found[]} offers
 * @param {{ renderMs?: number }} [timing]
 * @returns {import("./web.mjs").Site}
 */
export function pictureSearch(offers, { renderMs = 300 } = {}) {
  const head = "<style>.sm-offer{display:flex;flex-wrap:wrap;gap:12px;margin:20px}.search-offer-wrapper{width:220px;color:#111}.main-img{width:220px;height:220px;object-fit:contain}</style>";
  return rendered("以图搜款-1688", head, results, { offers, renderMs });
}

/**
 * Alibaba.com's results for a search by words. @param {Found[]} offers @param {{ renderMs?: number }} [timing]
 * @returns {import("./web.mjs").Site}
 */
export const alibabaSearch = (offers, { renderMs = 300 } = {}) =>
  rendered("Results - Buy on Alibaba.com", "", appended, {
    renderMs,
    html: `<div class="organic-list">${offers.map(({ id, title, price, image }) => `<div class="fy23-search-card m-gallery-product-item-v2 searchx-offer-item"><a class="search-card-e-slider__link" href="//www.alibaba.com/product-detail/x_${id}.html"><img class="search-card-e-slider__img" src="${image}" width="200" height="200"></a><h2 class="search-card-e-title"><a href="//www.alibaba.com/product-detail/x_${id}.html"><span>${title}</span></a></h2><div class="search-card-e-price-main">$${price}</div><div class="search-card-m-sale-features__item">Min. order: 2 pieces</div><a class="search-card-e-company">Example Co., Ltd.</a></div>`).join("")}</div>`,
  });

/**
 * AliExpress's results for a search by words. @param {Found[]} offers @param {{ renderMs?: number }} [timing]
 * @returns {import("./web.mjs").Site}
 */
export const aliexpressSearch = (offers, { renderMs = 300 } = {}) =>
  rendered("Results - AliExpress", "", appended, {
    renderMs,
    html: `<div id="card-list">${offers.map(({ id, title, price, image }) => `<div class="search-item-card-wrapper-gallery"><a class="search-card-item" href="//www.aliexpress.com/item/${id}.html"><img src="${image}" width="200" height="200"><h3>${title}</h3><div class="price-sale">US $${price}</div></a></div>`).join("")}</div>`,
  });

/**
 * A page whose results its script brings. @template T @param {string} title @param {string} head @param {(options: T) => void} script @param {T} options
 * @returns {import("./web.mjs").Site}
 */
function rendered(title, head, script, options) {
  return (url) => {
    if (url.pathname === "/results.js") return { type: "text/javascript", body: `(${script})(${JSON.stringify(options)})` };
    return { body: `<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>${title}</title>${head}</head><body><div id="app"></div><script async src="/results.js"></script></body></html>` };
  };
}

/** Runs in the page. @param {{ html: string, renderMs: number }} options */
function appended({ html, renderMs }) {
  setTimeout(() => document.querySelector("#app")?.append(document.createRange().createContextualFragment(html)), renderMs);
}

/** A wall in the place of the results. @param {string} [login] Its address @returns {import("./web.mjs").Site} */
export function loginWall(login = "https://login.1688.com/member/signin.htm") {
  return (url) =>
    /(^|\.)login\./.test(url.hostname)
      ? { body: "<!doctype html><title>登录</title><form><input name=fm-login-id></form>" }
      : { status: 302, headers: { location: login } };
}

/** A marketplace's own wall, at the address of the results. @returns {import("./web.mjs").Site} */
export const punished = () => () => ({
  body: '<!doctype html><html><head><meta charset="utf-8"><title>Captcha Interception</title></head><body><div id="nocaptcha">Please slide to verify</div><script>window._config_={"action":"captcha","url":"/_____tmd_____/punish?x5secdata=abc"};</script></body></html>',
});

/** Runs in the page. @param {{ offers: Found[], renderMs: number }} options */
function results({ offers, renderMs }) {
  /** @type {(tag: string, name: string, ...children: (Node | string)[]) => HTMLElement} */
  const make = (tag, name, ...children) => {
    const element = document.createElement(tag);
    element.className = name;
    element.append(...children);
    return element;
  };
  setTimeout(() => {
    const cards = offers.map((offer) => {
      const card = make("a", "search-offer-wrapper cardui-normal search-offer-item major-offer");
      card.setAttribute("href", `https://detail.1688.com/offer/${offer.id}.html?offerId=${offer.id}`);
      const image = make("img", "main-img");
      image.setAttribute("src", offer.image);
      const [whole, cents] = offer.price.split(".");
      card.append(
        make("div", "offer-img", image),
        make("div", "offer-title-row", make("div", "title-text", make("div", "", offer.title))),
        make("div", "offer-price-row", make("div", "price-item", make("div", "", "¥"), make("div", "text-main", `${whole}${cents ? `.${cents}` : ""}`)), make("div", "col-desc_after", make("div", "desc-text", "已售100+件"))),
        make("div", "offer-tag-row", make("div", "offer-desc-item", make("div", "desc-text", "退货包运费"))),
        make("div", "offer-shop-row", make("div", "col-left", make("div", "desc-text", offer.place ?? ""))),
      );
      return card;
    });
    document.querySelector("#app")?.append(make("div", "sm-offer space-common-offerlist", ...cards));
  }, renderMs);
}
