//! Taobao, Tmall and Taote (淘特) item pages as they are today: rendered by script, with hashed class names.
//!
//! The data arrives as the answer of `mtop.taobao.pcdetail.data.get`, which the page does not keep, unless the server
//! rendered it into `__ICE_APP_CONTEXT__`. So the item is read from the elements, and from the answer where there is
//! one (in that script, or in a saved file).

use serde_json::Value;

use super::Site;
use crate::page::address::Address;
use crate::page::context::{
    Context, Outcome, clean, count_of, decimal_of, holder_of, items, money_of, price_in, put_attribute, text_of,
};
use crate::page::js_object::{self, at};
use crate::page::price_text::Sort;
use crate::page::probes::{Expects, NodeProbe, Probes, node, pictures, text};
use crate::record::{Availability, Item, PriceKind, Sku};

/// Rules of this site.
pub(super) const SITE: Site = Site { name: "taobao", expects, probes, read, data: Some(data) };

fn expects(address: &Address<'_>) -> Option<Expects> {
    let known = ["taobao.com", "tmall.com", "tmall.hk", "taote.com"].iter().any(|domain| address.is_under(domain));
    let is_item =
        ["/item.htm", "/item_o.htm", "/awp/core/detail", "/item/", "/detail.htm", "/app/detail", "/item.html"]
            .iter()
            .any(|path| address.path.contains(path));
    (known && is_item).then_some(Expects::Item)
}

pub(super) const PRICE: &[&str] = &[
    "[class*=\"highlightPrice--\"]",
    "[class*=\"HighlightPrice--\"]",
    "[class*=\"priceWrap--\"]",
    "[class*=\"displayPrice--\"]",
    "[class*=\"Price--root\"]",
    ".tm-promo-price .tm-price",
    "#J_PromoPriceNum",
    ".tm-price",
    "#J_StrPrice",
    ".price--current",
];

fn probes(expects: Expects) -> Probes {
    let price = |name, css| text(name, css).longest(120).limit(3);
    let parameter = NodeProbe {
        parts: vec![
            text("name", "[class*=\"ItemTitle--\"], [class*=\"Title--\"], dt").longest(60),
            text("value", "[class*=\"ItemSubTitle--\"], [class*=\"SubTitle--\"], [class*=\"subTitle--\"], dd")
                .longest(200),
        ],
        ..node("parameter", "[class*=\"ParamsInfoItem--\"], [class*=\"paramsItem--\"]").limit(60)
    };
    Probes::new("taobao", expects)
        .nodes([
            text("title", "[class*=\"mainTitle--\"], [class*=\"MainTitle--\"], [class*=\"ItemTitle--\"] h1, .tb-main-title, .tb-detail-hd h1, .module-title .title").take(&["title", "data-title"]),
            price("price", "[class*=\"highlightPrice--\"], [class*=\"HighlightPrice--\"], .tm-promo-price .tm-price, #J_PromoPriceNum"),
            price("before", "[class*=\"subPrice--\"], [class*=\"SubPrice--\"]"),
            price("any_price", "[class*=\"priceWrap--\"], [class*=\"displayPrice--\"], .tm-price, .tb-rmb-num, .price--current"),
            pictures("gallery", "[class*=\"thumbnailPic--\"], [class*=\"thumbnail--\"] img, #J_UlThumb img"),
            pictures("main", "[class*=\"mainPic--\"], [class*=\"MainPic--\"] img, #J_ImgBooth"),
            text("shop", "[class*=\"shopName--\"], [class*=\"ShopName--\"], .slogo-shopname, .tb-shop-name").longest(80),
            text("freight", "[class*=\"freight--\"], [class*=\"Freight--\"], [class*=\"deliveryFreight--\"], [class*=\"shipping--\"], #J_WlServiceTitle").longest(60),
            text("gone", "[class*=\"offShelf\"], .sold-out-info, .error-notice-text, .errorpage").longest(60),
            text("sold_out", "[class*=\"soldOut--\"], [class*=\"SoldOut--\"]").longest(40),
            node("variant", "[class*=\"valueItem--\"][class*=\"isSelected--\"], [class*=\"skuItem\"] [class*=\"isSelected--\"]").limit(6).take(&["data-vid"]).longest(60),
            text("old_attribute", "#J_AttrUL li, .attributes-list li").limit(60).longest(200),
            parameter,
        ])
        .script("ssr", "__ICE_APP_CONTEXT__")
        .script("setup", "TShop.Setup")
        .script("hub", "skuMap")
        .script("auction", "auctionImages")
        .anchors(PRICE)
        .watch(&["[class*=\"priceWrap--\"]", "[class*=\"displayPrice--\"]", "[class*=\"highlightPrice--\"]", "[class*=\"skuWrapper--\"]", "[class*=\"SkuContent--\"]", ".tb-prop"])
}

fn read(page: &Context<'_>) -> Outcome {
    let mut item = page
        .snapshot
        .script("ssr")
        .and_then(|script| js_object::after(script, "__ICE_APP_CONTEXT__"))
        .and_then(|context| holder_of(&context, "componentsVO").and_then(|answer| from_answer(page, answer)))
        .unwrap_or_else(|| super::tmall_2020::read(page));
    let shown = from_elements(page);
    // What is shown goes first: a variant may have been chosen since the answer came.
    item.title = item.title.or(shown.title);
    item.price = shown.price.or(item.price);
    item.availability = shown.availability.or(item.availability);
    if item.images.is_empty() {
        item.images = shown.images;
    }
    item.seller = item.seller.or(shown.seller);
    item.freight = item.freight.or(shown.freight);
    item.id = page.address.parameter("id").or(item.id);
    item.sku = page.address.parameter("skuId").or(item.sku);
    for (name, value) in &shown.attributes {
        put_attribute(&mut item.attributes, name, value);
    }
    Outcome::Item(item)
}

fn from_elements(page: &Context<'_>) -> Item {
    let snapshot = page.snapshot;
    let title = snapshot.text("title").or_else(|| snapshot.attribute("title", "title"));
    let mut item = Item { title: title.and_then(clean), ..Item::default() };
    let prices = ["price", "any_price", "before"];
    for text in prices.iter().flat_map(|probe| snapshot.found(probe)).map(|node| node.text.as_str()) {
        let read = page.price_text(text);
        // A coupon that is not valid yet hides the price before it.
        if read.kind == Sort::None && read.reason == Some("future_coupon") {
            continue;
        }
        if let Some(price) = page.price(text) {
            item.price = Some(price);
            break;
        }
    }
    item.images = page.pictures("gallery");
    if item.images.is_empty() {
        item.images = page.pictures("main");
    }
    item.seller = snapshot.text("shop").and_then(clean);
    item.freight = snapshot.found("freight").find_map(|node| page.price_text(&node.text).freight);
    for node in snapshot.found("parameter") {
        if let (Some(name), Some(value)) = (node.part("name"), node.part("value")) {
            put_attribute(&mut item.attributes, name, value);
        }
    }
    if snapshot.text("gone").is_some() || snapshot.text("sold_out").is_some() {
        item.availability = Some(Availability::OutOfStock);
    } else if item.price.is_some() {
        item.availability = Some(Availability::InStock);
    }
    item
}

/// A saved answer: `{"api": …, "data": {…}}` or its `data`.
fn data(page: &Context<'_>, value: &Value) -> Option<Outcome> {
    let answer = if value.get("componentsVO").is_some() { value } else { holder_of(value, "componentsVO")? };
    from_answer(page, answer).map(Outcome::Item)
}

fn from_answer(page: &Context<'_>, answer: &Value) -> Option<Item> {
    let get = |path: &str| at(answer, path);
    let title = get("item.title").or_else(|| get("componentsVO.titleVO.title.title")).and_then(text_of)?;
    let mut item = Item {
        title: Some(title),
        id: get("item.itemId").and_then(text_of),
        seller: get("seller.shopName").or_else(|| get("seller.sellerNick")).and_then(text_of),
        ..Item::default()
    };
    let gallery = get("item.images").or_else(|| get("componentsVO.headImageVO.images"));
    item.images = page.gallery(items(gallery).filter_map(Value::as_str));
    item.price = price(page, answer);
    item.freight =
        get("componentsVO.deliveryVO.freight").and_then(Value::as_str).and_then(|text| page.price_text(text).freight);
    for info in items(get("componentsVO.extensionInfoVO.infos")) {
        if info.get("type").and_then(Value::as_str) == Some("BASE_PROPS") {
            for pair in items(info.get("items")) {
                let values: Vec<_> = items(pair.get("text")).filter_map(Value::as_str).collect();
                put_attribute(
                    &mut item.attributes,
                    pair.get("title").and_then(Value::as_str).unwrap_or(""),
                    &values.join(" "),
                );
            }
        }
    }
    item.brand = item.attributes.get("品牌").cloned();
    item.skus = skus(page, answer);
    item.sku = page.address.parameter("skuId");
    let stock = get("skuCore.sku2info.0.quantity").and_then(count_of);
    item.availability = stock.map(|stock| if stock > 0 { Availability::InStock } else { Availability::OutOfStock });
    Some(item)
}

/// The price after a coupon that holds now, if there is one, or else the price.
fn price(page: &Context<'_>, answer: &Value) -> Option<crate::record::Price> {
    let chosen = page.address.parameter("skuId");
    let sku = chosen.and_then(|id| answer.get("skuCore")?.get("sku2info")?.get(&id));
    let shared = at(answer, "componentsVO.priceVO");
    let (extra, plain) = match (sku, shared) {
        (Some(sku), _) => (sku.get("subPrice"), sku.get("price")),
        (None, shared) => (shared.and_then(|vo| vo.get("extraPrice")), shared.and_then(|vo| vo.get("price"))),
    };
    let read = |value: &Value| {
        let label = value.get("priceTitle").and_then(Value::as_str).unwrap_or("");
        let amount = value.get("priceText").and_then(money_of).or_else(|| {
            value.get("priceMoney").and_then(decimal_of).map(|fen| fen / rust_decimal::Decimal::ONE_HUNDRED)
        })?;
        let from = value.get("priceDesc").and_then(Value::as_str).unwrap_or("").contains('起');
        let kind = if from { PriceKind::From } else { PriceKind::Sale };
        let mut price = price_in("CNY", amount, amount, kind)?;
        if label.contains("券") {
            price.kind = PriceKind::Coupon;
        }
        price.text = clean(&format!("{label} ￥{amount}{}", if from { "起" } else { "" }));
        Some(price)
    };
    let holds = |value: &&Value| {
        let label = value.get("priceTitle").and_then(Value::as_str).unwrap_or("");
        !label.contains("未来")
            && !label.contains("预")
            && !label.contains("优惠前")
            && !label.contains("会员")
            && !label.contains("VIP")
    };
    let plain = plain.and_then(read);
    let extra = extra.filter(holds).and_then(read);
    // Beside the price there may stand what it was before, which is the higher one.
    match (plain, extra) {
        (Some(plain), Some(extra)) if extra.min > plain.min => Some(plain),
        (plain, extra) => extra.or(plain),
    }
    .or_else(|| {
        let default = at(answer, "skuCore.sku2info.0.price")?;
        read(default)
    })
}

fn skus(page: &Context<'_>, answer: &Value) -> Vec<Sku> {
    let mut names = std::collections::HashMap::new();
    for prop in items(at(answer, "skuBase.props")) {
        let pid = prop.get("pid").and_then(text_of).unwrap_or_default();
        for value in items(prop.get("values")) {
            let vid = value.get("vid").and_then(text_of).unwrap_or_default();
            let picture = value.get("image").and_then(Value::as_str).and_then(|image| page.resolve(image));
            names.insert(format!("{pid}:{vid}"), (value.get("name").and_then(text_of), picture));
        }
    }
    let infos = at(answer, "skuCore.sku2info");
    items(at(answer, "skuBase.skus"))
        .take(500)
        .filter_map(|sku| {
            let id = sku.get("skuId").and_then(text_of)?;
            let path = sku.get("propPath").and_then(Value::as_str).unwrap_or("");
            let chosen: Vec<_> = path.split(';').filter_map(|pair| names.get(pair)).collect();
            let words: Vec<_> = chosen.iter().filter_map(|(name, _)| name.clone()).collect();
            let info = infos.and_then(|infos| infos.get(&id));
            Some(Sku {
                name: clean(&words.join(" / ")),
                image: chosen.iter().find_map(|(_, picture)| picture.clone()),
                price: info.and_then(|info| at(info, "price.priceText")).and_then(money_of),
                stock: info.and_then(|info| info.get("quantity")).and_then(count_of),
                id: Some(id),
            })
        })
        .collect()
}
