// @ts-check
// The factory marketplace's result page for a picture search, as it is today: cards that its script renders late.

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
  return (url) => {
    if (url.pathname === "/results.js") return { type: "text/javascript", body: `(${results})(${JSON.stringify({ offers, renderMs })})` };
    return {
      body: `<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>以图搜款-1688</title>
<style>.sm-offer{display:flex;flex-wrap:wrap;gap:12px;margin:20px}.search-offer-wrapper{width:220px;color:#111}.main-img{width:220px;height:220px;object-fit:contain}</style>
</head><body><div id="app"></div><script src="/results.js"></script></body></html>`,
    };
  };
}

/** A wall in the place of the results. @returns {import("./web.mjs").Site} */
export function loginWall() {
  return (url) =>
    /(^|\.)login\./.test(url.hostname)
      ? { body: "<!doctype html><title>登录</title><form><input name=fm-login-id></form>" }
      : { status: 302, headers: { location: "https://login.1688.com/member/signin.htm" } };
}

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
