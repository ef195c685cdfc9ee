//! Taobao, Tmall and Taote (淘特) item pages as they are today: rendered by script, with hashed class names.
//!
//! The data arrives as the answer of `mtop.taobao.pcdetail.data.get`, which the page does not keep, unless the server
//! rendered it into `__ICE_APP_CONTEXT__`. So the item is read from the elements, and from the answer where there is
//! one (in that script, or in a saved file).

use super::answer;
use crate::page::address::Address;
use crate::page::context::{Context, Outcome, clean, holder_of, put_attribute};
use crate::page::js_object;
use crate::page::price_text::Sort;
use crate::page::probes::{Expects, NodeProbe, Probes, node, pictures, text};
use crate::page::sites::Site;
use crate::record::{Availability, Item};

/// Rules of this site.
pub(in crate::page::sites) const SITE: Site = Site { name: "taobao", expects, probes, read, data: Some(answer::data) };

fn expects(address: &Address<'_>) -> Option<Expects> {
    let known =
        ["taobao.com", "tmall.com", "tmall.hk", "ltao.com", "taote.com"].iter().any(|domain| address.is_under(domain));
    let is_item =
        ["/item.htm", "/item_o.htm", "/awp/core/detail", "/item/", "/detail.htm", "/app/detail", "/item.html"]
            .iter()
            .any(|path| address.path.contains(path));
    (known && is_item).then_some(Expects::Item)
}

const PRICE: &[&str] = &[
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
            text("shop", "[class*=\"shopName--\"], [class*=\"ShopName--\"], [class*=\"shopHeaderName--\"], .slogo-shopname, .tb-shop-name").longest(80),
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
        .and_then(|script| {
            // The data is the value of one of the first assignments: `__ICE_APP_CONTEXT__ || {}` stands before it.
            let starts = script.match_indices('=').filter_map(|(at, _)| script.get(at + 1..)).map(str::trim_start);
            let values = starts.filter(|rest| rest.starts_with('{')).take(6).map(js_object::parse);
            values.into_iter().find_map(|data| answer::item(page, holder_of(&data, "componentsVO")?))
        })
        .unwrap_or_else(|| super::item_2020::read(page));
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
    let in_path = || page.address.digits_after("/item/").map(str::to_owned);
    item.id = page.address.parameter("id").or_else(in_path).or(item.id);
    item.sku = page.address.parameter("skuId").or(item.sku);
    for (name, value) in &shown.attributes {
        put_attribute(&mut item.attributes, name, value);
    }
    Outcome::Item(item)
}

fn from_elements(page: &Context<'_>) -> Item {
    let snapshot = page.snapshot;
    // Old pages cut what they show, and keep the whole beside it.
    let whole = snapshot.attribute("title", "data-title");
    let title = whole.or_else(|| snapshot.text("title")).or_else(|| snapshot.attribute("title", "title"));
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
            // Those that are set off show the value large, and its name below.
            let class = snapshot.elements.get(node.element as usize).map_or("", |element| element.class.as_str());
            let (name, value) = if class.contains("emphasis") { (value, name) } else { (name, value) };
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
