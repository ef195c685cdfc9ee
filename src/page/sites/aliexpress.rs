//! AliExpress: item pages of 2020 (`window.runParams`) and today's, search results, and the answers of their services.

use serde_json::Value;

use super::Site;
use super::cards::{plain, plain_card};
use crate::page::address::Address;
use crate::page::context::{Context, Outcome, clean, count_of, holder_of, items, money_of, put_attribute, text_of};
use crate::page::js_object::{self, at};
use crate::page::price_text;
use crate::page::probes::{Expects, NodeProbe, Probes, node, pictures, text};
use crate::record::{Availability, Card, Item, Price, PriceKind, Sku};

/// Rules of this site.
pub(super) const SITE: Site = Site { name: "aliexpress", expects, probes, read, data: Some(data) };

fn expects(address: &Address<'_>) -> Option<Expects> {
    if !["aliexpress.com", "aliexpress.us", "aliexpress.ru"].iter().any(|domain| address.is_under(domain)) {
        return None;
    }
    if id(address).is_some() {
        return Some(Expects::Item);
    }
    ["/wholesale", "/w/", "/category/", "/search", "/premium/"]
        .iter()
        .any(|path| address.path.contains(path))
        .then_some(Expects::List)
}

fn id(address: &Address<'_>) -> Option<String> {
    let rest = address.path.split_once("/item/")?.1;
    let number = rest.rsplit('/').next()?.trim_end_matches(".html");
    (!number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())).then(|| number.to_owned())
}

fn probes(expects: Expects) -> Probes {
    let probes = Probes::new("aliexpress", expects);
    if expects == Expects::List {
        return probes
            .cards(
                "a.search-card-item, [class*=\"search-item-card-wrapper\"] a[href*=\"/item/\"]",
                &["[class*=\"price\"]"],
                [
                    text("title", "h3, h1, [class*=\"title\"]").longest(300),
                    text("price", "[class*=\"price-sale\"], [class*=\"price\"]").longest(60),
                    node("link", "a[href*=\"/item/\"]").take(&["href"]),
                    pictures("picture", "img").limit(1),
                ],
            )
            .script("init", "_init_data_")
            .watch(&["#card-list"]);
    }
    let property = NodeProbe {
        parts: vec![
            text("name", "[class*=\"specification--title\"]").longest(80),
            text("value", "[class*=\"specification--desc\"]").longest(200),
        ],
        ..node("property", "[class*=\"specification--prop\"]").limit(60)
    };
    probes
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
    if page.expects == Expects::List {
        return read_list(page);
    }
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

fn read_list(page: &Context<'_>) -> Outcome {
    let shown = plain(page, |card| {
        let mut item = plain_card(page, card)?;
        item.id = item.url.as_deref().and_then(Address::parse).and_then(|address| id(&address));
        Some(item)
    });
    if matches!(&shown, Outcome::Cards(cards) if !cards.is_empty()) {
        return shown;
    }
    let init = page.snapshot.script("init").and_then(|script| js_object::after(script, "_init_data_"));
    init.and_then(|init| data(page, &init)).unwrap_or(shown)
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
    item.price = min.map(|min| Price {
        currency,
        min,
        max: max.unwrap_or(min).max(min),
        kind: PriceKind::Sale,
        text: text.clone(),
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

/// Answers: a product's, or a search's (the list itself, or the whole).
fn data(page: &Context<'_>, value: &Value) -> Option<Outcome> {
    if let Some(result) = holder_of(value, "PRODUCT_TITLE") {
        let get = |path: &str| at(result, path);
        let price = get("PRICE.targetSkuPriceInfo.salePriceString").and_then(Value::as_str);
        return Some(Outcome::Item(Item {
            id: id(&page.address),
            title: get("PRODUCT_TITLE.text").and_then(text_of),
            price: price.and_then(|text| page.price(text)),
            images: page.gallery(items(get("HEADER_IMAGE_PC.imagePathList")).filter_map(Value::as_str)),
            seller: get("SHOP_CARD_PC.storeName").and_then(text_of),
            ..Item::default()
        }));
    }
    let list = match value {
        Value::Array(_) => value,
        _ => holder_of(value, "itemList")?.get("itemList")?.get("content")?,
    };
    let cards: Vec<_> = items(Some(list)).filter_map(|entry| Some((None, Card::Item(card(page, entry)?)))).collect();
    (!cards.is_empty()).then_some(Outcome::Cards(cards))
}

fn card(page: &Context<'_>, entry: &Value) -> Option<Item> {
    let get = |path: &str| at(entry, path);
    let id = get("productId").or_else(|| get("redirectedId")).and_then(text_of)?;
    let sale = get("prices.salePrice").or_else(|| get("prices.originalPrice"));
    let price = sale.and_then(|sale| {
        let min = sale.get("minPrice").and_then(money_of)?;
        let text = sale.get("formattedPrice").and_then(text_of);
        let currency = sale.get("currencyCode").and_then(text_of);
        let currency = currency.or_else(|| price_text::currency_code(text.as_deref()?, page.address.host, ""));
        Some(Price { currency, min, max: min, kind: PriceKind::Sale, text })
    });
    Some(Item {
        url: Some(format!("https://www.aliexpress.com/item/{id}.html")),
        title: get("title.displayTitle").and_then(text_of),
        images: page.gallery(get("image.imgUrl").and_then(Value::as_str)),
        seller: get("store.storeName").and_then(text_of),
        id: Some(id),
        price,
        ..Item::default()
    })
    .filter(|item| item.title.is_some())
}
