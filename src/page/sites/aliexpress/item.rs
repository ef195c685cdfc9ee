//! AliExpress items: the pages of 2020 (`window.runParams`) and today's, and the answer of their service.

use serde_json::Value;

use crate::page::address::Address;
use crate::page::context::{Context, Outcome, clean, count_of, holder_of, items, money_of, put_attribute, text_of};
use crate::page::js_object::{self, at};
use crate::page::probes::{Expects, NodeProbe, Probes, node, pictures, text};
use crate::page::sites::Site;
use crate::record::{Availability, Item, Price, PriceKind, Sku};

/// Rules of this site.
pub(in crate::page::sites) const SITE: Site = Site { name: "aliexpress", expects, probes, read, data: Some(data) };

fn expects(address: &Address<'_>) -> Option<Expects> {
    (is_here(address) && id(address).is_some()).then_some(Expects::Item)
}

/// Whether the address is AliExpress's at all.
pub(super) fn is_here(address: &Address<'_>) -> bool {
    ["aliexpress.com", "aliexpress.us", "aliexpress.ru"].iter().any(|domain| address.is_under(domain))
}

pub(super) fn id(address: &Address<'_>) -> Option<String> {
    let rest = address.path.split_once("/item/")?.1;
    let number = rest.rsplit('/').next()?.trim_end_matches(".html");
    (!number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())).then(|| number.to_owned())
}

fn probes(expects: Expects) -> Probes {
    let property = NodeProbe {
        parts: vec![
            text("name", "[class*=\"specification--title\"]").longest(80),
            text("value", "[class*=\"specification--desc\"]").longest(200),
        ],
        ..node("property", "[class*=\"specification--prop\"]").limit(60)
    };
    Probes::new("aliexpress", expects)
        .nodes([
            text("title", "h1[data-pl], .product-title-text, h1").longest(500),
            text("price", "[class*=\"price-default--current\"], [class*=\"price--current\"], .product-price-value, .uniform-banner-box-price").longest(80).limit(2),
            pictures("gallery", "[class*=\"slider--img\"] img, .images-view-item img"),
            text("shop", "[class*=\"store-header--storeName\"], .shop-name a").longest(80),
            property,
        ])
        .script("run", "window.runParams")
        .anchors(&["[class*=\"price-default--currentWrap\"]", "[class*=\"price-default--current\"]", "[class*=\"price--current\"]", ".product-price-current", ".product-price"])
        .watch(&["[class*=\"price-default--\"]", "[class*=\"sku--wrap\"]", ".product-price"])
}

fn read(page: &Context<'_>) -> Outcome {
    let run = page.snapshot.script("run").and_then(|script| js_object::after(script, "window.runParams"));
    let known = run.as_ref().and_then(|run| run.get("data")).and_then(|data| from_modules(page, data));
    let mut item = known.unwrap_or_default();
    item.id = item.id.or_else(|| id(&page.address));
    let shown = page.snapshot.text("title").and_then(clean);
    item.title = item.title.or(shown);
    item.price = item.price.or_else(|| page.snapshot.found("price").find_map(|node| page.price(&node.text)));
    if item.images.is_empty() {
        item.images = page.pictures("gallery");
    }
    item.seller = item.seller.or_else(|| page.snapshot.text("shop").and_then(clean));
    for property in page.snapshot.found("property") {
        if let (Some(name), Some(value)) = (property.part("name"), property.part("value")) {
            put_attribute(&mut item.attributes, name, value);
        }
    }
    if item.availability.is_none() && item.price.is_some() {
        item.availability = Some(Availability::InStock);
    }
    Outcome::Item(item)
}

/// The modules of 2020.
fn from_modules(page: &Context<'_>, data: &Value) -> Option<Item> {
    let get = |path: &str| at(data, path);
    let mut item = Item {
        title: get("titleModule.subject").and_then(text_of),
        id: get("commonModule.productId").or_else(|| get("storeModule.productId")).and_then(text_of),
        seller: get("storeModule.storeName").and_then(text_of),
        ..Item::default()
    };
    item.title.as_ref()?;
    item.images = page.gallery(items(get("imageModule.imagePathList")).filter_map(Value::as_str));
    let module = get("priceModule").or_else(|| get("priceComponent"));
    let amount = |key: &str| module.and_then(|module| module.get(key));
    let value = |key: &str| amount(key).and_then(|amount| amount.get("value")).and_then(money_of);
    let min = value("minActivityAmount").or_else(|| value("minAmount"));
    let max = value("maxActivityAmount").or_else(|| value("maxAmount"));
    let currency = amount("minActivityAmount")
        .or_else(|| amount("minAmount"))
        .and_then(|amount| amount.get("currency"))
        .and_then(text_of);
    let text = amount("formatedActivityPrice").or_else(|| amount("formatedPrice")).and_then(text_of);
    item.price = min.map(|min| {
        let max = max.unwrap_or(min).max(min);
        let kind = if max > min { PriceKind::From } else { PriceKind::Sale };
        Price { currency, min, max, kind, text: text.clone() }
    });
    item.price = item.price.or_else(|| page.price(&text?));
    for property in items(get("specsModule.props")) {
        if let (Some(name), Some(value)) =
            (property.get("attrName").and_then(text_of), property.get("attrValue").and_then(text_of))
        {
            put_attribute(&mut item.attributes, &name, &value);
        }
    }
    let stock = get("quantityModule.totalAvailQuantity").and_then(count_of);
    item.availability = stock.map(|stock| if stock > 0 { Availability::InStock } else { Availability::OutOfStock });
    item.skus = items(get("skuModule.skuPriceList")).take(500).map(sku).collect();
    Some(item)
}

fn sku(sku: &Value) -> Sku {
    // `200000828:200003985#A1723 64G;14:350850#Gold`
    let options = sku.get("skuAttr").and_then(Value::as_str).unwrap_or("");
    let names: Vec<&str> =
        options.split(';').filter_map(|option| option.split_once('#')).map(|(_, name)| name).collect();
    let value = |path: &str| at(sku, path);
    Sku {
        id: value("skuIdStr").or_else(|| value("skuId")).and_then(text_of),
        name: clean(&names.join(" / ")),
        price: value("skuVal.skuActivityAmount.value").or_else(|| value("skuVal.skuAmount.value")).and_then(money_of),
        image: None,
        stock: value("skuVal.availQuantity").and_then(count_of),
    }
}

/// The answer of `mtop.aliexpress.pdp.pc.query`.
fn data(page: &Context<'_>, value: &Value) -> Option<Outcome> {
    let result = holder_of(value, "PRODUCT_TITLE")?;
    let get = |path: &str| at(result, path);
    let price = get("PRICE.targetSkuPriceInfo.salePriceString").and_then(Value::as_str);
    Some(Outcome::Item(Item {
        id: id(&page.address),
        title: get("PRODUCT_TITLE.text").and_then(text_of),
        price: price.and_then(|text| page.price(text)),
        images: page.gallery(items(get("HEADER_IMAGE_PC.imagePathList")).filter_map(Value::as_str)),
        seller: get("SHOP_CARD_PC.storeName").and_then(text_of),
        ..Item::default()
    }))
}
