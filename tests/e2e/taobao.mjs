// @ts-check
// An item page as today's Taobao renders it: an empty shell whose script asks for the item's data and builds the page
// from it, with class names of CSS modules, hashed anew with every build, and a price that comes after the rest.

/** @typedef {{ data: any }} ItemResponse */

/**
 * The pages and the data behind them.
 * @param {ItemResponse} response
 * @param {{ renderMs?: number, priceMs?: number, hash?: string }} [timing] When title and price appear
 * @returns {import("./web.mjs").Site}
 */
export function taobaoItem(response, { renderMs = 60, priceMs = 200, hash = "aB3xY9kQ" } = {}) {
  return (url) => {
    if (url.hostname === "h5api.m.taobao.com") {
      return { type: "application/json", body: JSON.stringify(response), headers: { "access-control-allow-origin": "*" } };
    }
    if (url.pathname === "/app.js") return { type: "text/javascript", body: `(${app})(${JSON.stringify({ renderMs, priceMs, hash })})` };
    if (url.pathname !== "/item.htm") return null;
    return {
      body: `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>商品详情</title><style>${STYLE(hash)}</style></head>
<body><div id="ice-container"></div><script src="/app.js"></script></body></html>`,
    };
  };
}

/** The same response about other pictures. @param {ItemResponse} response @param {string[]} images @returns {ItemResponse} */
export function withImages(response, images) {
  const copy = structuredClone(response);
  copy.data.item.images = images;
  if (copy.data.componentsVO?.headImageVO) copy.data.componentsVO.headImageVO.images = images;
  return copy;
}

/** @param {string} hash */
const STYLE = (hash) => `
body{margin:0;font:14px/1.5 sans-serif;background:#fff;color:#111}
.page--${hash}{display:flex;gap:32px;width:1180px;margin:24px auto}
.picGallery--${hash}{width:460px;display:flex;gap:12px}
.thumbnails--${hash}{list-style:none;margin:0;padding:0;width:64px}
.thumbnailPic--${hash}{width:60px;height:60px;object-fit:cover}
.mainPicWrap--${hash}{width:380px;height:380px;background:#f5f5f5}
.mainPic--${hash}{width:380px;height:380px;object-fit:contain}
.itemInfo--${hash}{flex:1}
.mainTitle--${hash}{font-size:20px;font-weight:600;margin:0 0 12px}
.priceWrap--${hash}{min-height:48px;display:flex;align-items:baseline;gap:12px}
.highlightPrice--${hash}{color:#ff5000;font-size:20px}
.highlightPrice--${hash} .text--${hash}{font-size:32px}
.subPrice--${hash}{color:#888}
.valueItem--${hash}{display:inline-flex;border:1px solid #ddd;border-radius:8px;padding:4px 10px;margin:4px;cursor:pointer}
.isSelected--${hash}{border-color:#ff5000}
`;

/** Runs in the page. @param {{ renderMs: number, priceMs: number, hash: string }} options */
function app({ renderMs, priceMs, hash }) {
  /** @type {(name: string) => string} */
  const css = (name) => `${name}--${hash}`;
  /** @type {(tag: string, name: string, ...children: (Node | string)[]) => HTMLElement} */
  const make = (tag, name, ...children) => {
    const element = document.createElement(tag);
    if (name) element.className = css(name);
    element.append(...children);
    return element;
  };
  /** @type {(src: string, name: string) => HTMLElement} */
  const picture = (src, name) => {
    const image = make("img", name);
    image.setAttribute("src", src);
    return image;
  };
  /** @type {(price: any) => HTMLElement} */
  const amount = (price) => make("span", "priceNumber", make("span", "symbol", price.priceUnit ?? "￥"), make("span", "text", price.priceText), make("span", "unit", price.priceDesc ?? ""));

  /** @type {(data: any, chosen?: any) => void} */
  const showPrice = (data, chosen) => {
    const { price, extraPrice } = chosen ? { price: chosen.price, extraPrice: chosen.subPrice } : data.componentsVO.priceVO;
    const wrap = /** @type {HTMLElement} */ (document.querySelector(`.${css("priceWrap")}`));
    const first = extraPrice ?? price;
    const parts = [make("div", "highlightPrice", make("span", "title", first.priceTitle ?? ""), amount(first))];
    if (extraPrice) parts.push(make("div", "subPrice", make("span", "", "优惠前"), amount(price)));
    parts.push(make("span", "salesDesc", data.componentsVO.titleVO?.salesDesc ?? ""));
    wrap.replaceChildren(...parts);
    document.documentElement.dataset.priceAt = String(performance.now());
  };

  /** @type {(data: any) => void} */
  const render = (data) => {
    const { item, componentsVO, skuBase, skuCore, seller } = data;
    const small = item.images.map((/** @type {string} */ src) => {
      const entry = make("li", "thumbnail");
      entry.append(picture(`${src}_q50.jpg_.webp`, "thumbnailPic"));
      return entry;
    });
    const skus = (skuBase?.props ?? []).map((/** @type {any} */ prop) =>
      make(
        "div",
        "skuItem",
        make("div", "ItemLabel", prop.name),
        ...prop.values.map((/** @type {any} */ value, /** @type {number} */ at) => {
          const button = make("div", at === 0 ? "valueItem" : "valueItem", make("span", "valueItemText", value.name));
          button.addEventListener("click", () => {
            const sku = skuBase.skus.find((/** @type {any} */ one) => one.propPath.includes(value.vid));
            const info = sku && skuCore.sku2info[sku.skuId];
            if (info) setTimeout(() => showPrice(data, info), 30);
          });
          return button;
        }),
      ),
    );
    const facts = (componentsVO.extensionInfoVO?.infos ?? [])
      .filter((/** @type {any} */ info) => info.type === "BASE_PROPS")
      .flatMap((/** @type {any} */ info) => info.items)
      .map((/** @type {any} */ fact) => make("div", "generalParamsInfoWrapItem", make("div", "generalParamsInfoItemTitle", fact.title), make("div", "generalParamsInfoItemSubTitle", (fact.text ?? []).join(" "))));
    const title = make("h1", "mainTitle", item.title);
    title.title = item.title;
    document.title = `${item.title}-淘宝网`;
    document.querySelector("#ice-container")?.replaceChildren(
      make(
        "div",
        "page",
        make("div", "picGallery", make("ul", "thumbnails", ...small), make("div", "mainPicWrap", ...(item.images[0] ? [picture(`${item.images[0]}_q50.jpg_.webp`, "mainPic")] : []))),
        make(
          "div",
          "itemInfo",
          make("div", "shopHeader", make("span", "shopName", seller?.shopName ?? "")),
          make("div", "ItemTitle", title),
          make("div", "priceWrap"),
          make("div", "delivery", make("span", "deliveryAddr", componentsVO.deliveryVO?.deliveryFromAddr ?? ""), make("span", "freight", componentsVO.deliveryVO?.freight ?? "")),
          make("div", "skuWrapper", ...skus),
          make("div", "paramsWrap", ...facts),
        ),
      ),
    );
    if (Number.isFinite(priceMs)) setTimeout(() => showPrice(data), Math.max(0, priceMs - renderMs));
  };

  const id = new URLSearchParams(location.search).get("id");
  fetch(`https://h5api.m.taobao.com/h5/mtop.taobao.pcdetail.data.get/1.0/?id=${id}`)
    .then((answer) => answer.json())
    .then(({ data }) => setTimeout(() => render(data), renderMs));
}

/**
 * Today's search page: cards of hashed class names.
 * @param {{ id: string, title: string, price: string, image: string }[]} cards
 * @param {string} [hash]
 * @returns {import("./web.mjs").Site}
 */
export function taobaoSearch(cards, hash = "Qz8LmT2v") {
  const css = (/** @type {string} */ name) => `class="${name}--${hash}"`;
  const drawn = cards.map(({ id, title, price, image }) => {
    const [whole, cents = "00"] = price.split(".");
    return `<div ${css("search-content-col")}><a ${css("doubleCardWrapperAdapt")} id="item_id_${id}" href="https://item.taobao.com/item.htm?id=${id}" target="_blank"><div ${css("doubleCard")}>
<div ${css("mainPicWrapper")}><img ${css("mainPic")} src="${image}_360x360q90.jpg_.webp" width="216" height="216" alt=""></div>
<div ${css("title")} title="${title}"><span>${title}</span></div>
<div ${css("priceWrapper")}><div><span ${css("unit")}>¥</span><span ${css("priceInt")}>${whole}</span><span ${css("priceFloat")}>.${cents}</span></div><span ${css("realSales")}>200+人付款</span><div ${css("procity")}><span>浙江</span></div></div>
<div ${css("shopInfo")}><span ${css("shopNameText")}>某某小店</span></div></div></a></div>`;
  });
  return (url) => {
    if (url.pathname !== "/search") return null;
    return {
      body: `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>搜索_淘宝搜索</title><style>
body{margin:0;font:14px/1.5 sans-serif}.content--${hash}{display:grid;grid-template-columns:repeat(5,232px);gap:12px;padding:16px}
.doubleCard--${hash}{border:1px solid #eee;border-radius:8px;padding:8px;color:#111}.mainPic--${hash}{object-fit:cover}</style></head>
<body><div id="pageContent"><div id="content_items_wrapper" class="content--${hash}">${drawn.join("\n")}</div></div></body></html>`,
    };
  };
}

/**
 * A response as Taobao's own, about something made up.
 * @param {{ id: string, title: string, price: string, images: string[] }} good
 * @returns {ItemResponse}
 */
export const responseOf = ({ id, title, price, images }) => ({
  data: {
    item: { itemId: id, title, images },
    seller: { shopName: "某某小店" },
    componentsVO: {
      priceVO: { price: { priceText: price, priceMoney: String(Math.round(Number(price) * 100)), priceUnit: "￥" } },
      deliveryVO: { freight: "快递: 免运费", deliveryFromAddr: "浙江杭州" },
      titleVO: { salesDesc: "已售 100+" },
    },
    skuBase: { props: [], skus: [] },
    skuCore: { sku2info: {} },
  },
});
