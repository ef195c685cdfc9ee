//! Pinduoduo (拼多多) goods pages: `window.rawData` in the page, or an answer of its service. In camel case amounts are
//! yuan, in snake case they are fen.

use rust_decimal::Decimal;
use serde_json::Value;

use super::Site;
use super::cards::{plain, plain_card};
use crate::page::address::Address;
use crate::page::context::{
    Context, Outcome, clean, count_of, flag_of, holder_of, items, money_of, price_in, put_attribute, text_of,
};
use crate::page::js_object;
use crate::page::probes::{Expects, Probes, node, pictures, text};
use crate::record::{Availability, Item, ItemFreight, PriceKind, Reason, Sku};

/// Rules of this site.
pub(super) const SITE: Site = Site { name: "pinduoduo", expects, probes, read, data: Some(data) };

fn expects(address: &Address<'_>) -> Option<Expects> {
    if !address.is_under("yangkeduo.com") && !address.is_under("pinduoduo.com") {
        return None;
    }
    if address.path.contains("/goods") && address.parameter("goods_id").is_some() {
        return Some(Expects::Item);
    }
    ["search_result", "/catgoods", "/mall_page", "search_catgoods"]
        .iter()
        .any(|path| address.path.contains(path))
        .then_some(Expects::List)
}

fn probes(expects: Expects) -> Probes {
    let probes = Probes::new("pinduoduo", expects).script("raw", "window.rawData");
    if expects == Expects::List {
        return probes.cards(
            "[class*=\"goods-container\"], ._3glhOBhU, [data-active] a[href*=\"goods_id\"]",
            &["[class*=\"price\"]"],
            [
                text("title", "[class*=\"title\"], [class*=\"goods-name\"]"),
                text("price", "[class*=\"price\"]").longest(40),
                node("link", "a[href*=\"goods\"]").take(&["href"]),
                pictures("picture", "img").limit(1),
            ],
        );
    }
    probes
        .nodes([
            text("title", "[class*=\"enable-select\"], [class*=\"goods-name\"], [class*=\"goodsName\"]").longest(300),
            text("price", "[class*=\"group-price\"], [class*=\"goods-price\"], [class*=\"price\"]")
                .longest(60)
                .limit(4),
            pictures("gallery", "[class*=\"goods-slider\"] img, [class*=\"slider\"] img, [class*=\"swiper\"] img"),
        ])
        .anchors(&["[class*=\"goods-price\"]", "[class*=\"group-price\"]", "[class*=\"price\"]"])
        .watch(&["[class*=\"goods-price\"]", "[class*=\"sku-\"]"])
}

fn read(page: &Context<'_>) -> Outcome {
    if page.expects == Expects::List {
        return plain(page, |card| plain_card(page, card));
    }
    let raw = page.snapshot.script("raw").and_then(|script| js_object::after(script, "window.rawData"));
    if let Some(raw) = &raw {
        if let Some(item) = goods(raw).and_then(|goods| from_goods(page, goods, raw)) {
            return Outcome::Item(item);
        }
        if holder_of(raw, "needLogin").and_then(|holder| holder.get("needLogin")).is_some_and(flag_of) {
            return Outcome::Nothing(Reason::NeedsLogin);
        }
    }
    Outcome::Item(Item {
        id: page.address.parameter("goods_id"),
        title: page.snapshot.text("title").and_then(clean),
        price: page.snapshot.found("price").find_map(|node| page.price(&node.text)),
        images: page.pictures("gallery"),
        ..Item::default()
    })
}

fn data(page: &Context<'_>, value: &Value) -> Option<Outcome> {
    from_goods(page, goods(value)?, value).map(Outcome::Item)
}

fn goods(value: &Value) -> Option<&Value> {
    holder_of(value, "goodsName").or_else(|| holder_of(value, "goods_name"))
}

fn from_goods(page: &Context<'_>, goods: &Value, root: &Value) -> Option<Item> {
    let get = |camel: &str, snake: &str| goods.get(camel).or_else(|| goods.get(snake));
    let id = get("goodsId", "goods_id").or_else(|| goods.get("goodsID")).and_then(text_of);
    let mut item = Item {
        title: get("goodsName", "goods_name").and_then(text_of),
        id: id.or_else(|| page.address.parameter("goods_id")),
        ..Item::default()
    };
    let amount = |value: &Value, camel: &str, snake: &str| {
        let yuan = value.get(camel).and_then(money_of);
        yuan.or_else(|| value.get(snake).and_then(money_of).map(|fen| fen / Decimal::ONE_HUNDRED))
    };
    item.skus = items(goods.get("skus"))
        .take(500)
        .map(|sku| variant(page, sku, amount(sku, "groupPrice", "group_price")))
        .collect();
    let on_sale = items(goods.get("skus"))
        .zip(&item.skus)
        .filter(|(sku, _)| sku.get("isOnSale").or_else(|| sku.get("is_onsale")).is_none_or(flag_of));
    let prices: Vec<Decimal> = on_sale.filter_map(|(_, sku)| sku.price).collect();
    let min = amount(goods, "minGroupPrice", "min_group_price").or_else(|| prices.iter().min().copied());
    let max = amount(goods, "maxGroupPrice", "max_group_price").or_else(|| prices.iter().max().copied()).or(min);
    item.price = min
        .zip(max)
        .and_then(|(min, max)| price_in("CNY", min, max, if max > min { PriceKind::From } else { PriceKind::Sale }));
    let gallery =
        items(get("topGallery", "top_gallery")).chain(items(goods.get("banner"))).chain(items(goods.get("gallery")));
    let gallery: Vec<&str> =
        gallery.filter_map(|picture| picture.as_str().or_else(|| picture.get("url")?.as_str())).collect();
    let thumbs =
        ["hdThumbUrl", "hd_thumb_url", "thumbUrl", "thumb_url"].iter().filter_map(|key| goods.get(*key)?.as_str());
    item.images = if gallery.is_empty() { page.gallery(thumbs) } else { page.gallery(gallery) };
    for property in items(get("goodsProperty", "goods_property")) {
        let values: Vec<_> = items(property.get("values")).filter_map(Value::as_str).collect();
        put_attribute(
            &mut item.attributes,
            property.get("key").and_then(Value::as_str).unwrap_or(""),
            &values.join(" "),
        );
    }
    item.brand = item.attributes.get("品牌").cloned();
    item.seller = holder_of(root, "mallName")
        .and_then(|mall| mall.get("mallName"))
        .or_else(|| holder_of(root, "shopName")?.get("shopName"))
        .and_then(text_of);
    let on_sale = get("isOnSale", "is_onsale").map(flag_of);
    let stock: Option<u64> = (!item.skus.is_empty()).then(|| item.skus.iter().filter_map(|sku| sku.stock).sum());
    item.availability = match (on_sale, stock) {
        (Some(false), _) | (None, Some(0)) => Some(Availability::OutOfStock),
        (None, None) => None,
        _ => Some(Availability::InStock),
    };
    let promises = items(goods.get("service_promise")).chain(items(get("servicePromise", "service_promises")));
    if promises.filter_map(|promise| promise.get("type")?.as_str()).any(|promise| promise.contains("包邮")) {
        item.freight = Some(ItemFreight { amount: Some(Decimal::ZERO), free: Some(true), ..ItemFreight::default() });
    }
    Some(item)
}

fn variant(page: &Context<'_>, sku: &Value, price: Option<Decimal>) -> Sku {
    let options: Vec<_> = items(sku.get("specs")).filter_map(|spec| spec.get("spec_value").and_then(text_of)).collect();
    Sku {
        id: ["skuId", "skuID", "sku_id"].iter().find_map(|key| sku.get(*key).and_then(text_of)),
        name: clean(&options.join(" / ")),
        price,
        image: sku
            .get("thumbUrl")
            .or_else(|| sku.get("thumb_url"))
            .and_then(Value::as_str)
            .and_then(|image| page.resolve(image)),
        stock: sku.get("quantity").and_then(count_of),
    }
}
