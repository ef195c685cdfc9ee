//! JD (京东): item pages on a PC, a phone and the cross-border host, and search results.

use serde_json::Value;

use super::Site;
use super::cards::{plain, plain_card};
use crate::page::address::Address;
use crate::page::context::{Context, Outcome, clean, items, money_of, picture_of, price_in, put_attribute, text_of};
use crate::page::js_object::{self, at};
use crate::page::probes::{Expects, NodeProbe, Probes, node, pictures, text};
use crate::record::{Availability, Item, PriceKind, Sku};

/// Rules of this site.
pub(super) const SITE: Site = Site { name: "jd", expects, probes, read, data: Some(data) };

fn expects(address: &Address<'_>) -> Option<Expects> {
    if !["jd.com", "jd.hk", "yiyaojd.com"].iter().any(|domain| address.is_under(domain)) {
        return None;
    }
    if id(address).is_some() {
        return Some(Expects::Item);
    }
    ["search.", "list.", "so.m.", "re."].iter().any(|host| address.host.starts_with(host)).then_some(Expects::List)
}

fn id(address: &Address<'_>) -> Option<String> {
    let host = address.host.contains("item");
    let digits = address
        .digits_after("/product/")
        .or_else(|| address.digits_after("/"))
        .filter(|_| address.path.contains(".html"));
    digits.filter(|_| host).map(str::to_owned)
}

fn probes(expects: Expects) -> Probes {
    let probes = Probes::new("jd", expects);
    if expects == Expects::List {
        return probes
            .cards(
                "li.gl-item, [class*=\"plugin_goodsCardWrapper\"], .search_prolist_item",
                &[".p-price", "[class*=\"_price_\"]"],
                [
                    text(
                        "title",
                        ".p-name em, [class*=\"_goods_title_container\"] [class*=\"_text_\"], .search_prolist_title",
                    )
                    .longest(300),
                    text("price", ".p-price i, .p-price, [class*=\"_price_\"], .search_prolist_price").longest(40),
                    text("shop", ".p-shop, [class*=\"_shopFloor_\"] [class*=\"_name_\"]").longest(60),
                    node("link", ".p-img a, .p-name a, a").take(&["href"]),
                    pictures("picture", ".p-img img, img").limit(1),
                ],
            )
            .watch(&["#J_goodsList", "[class*=\"goodsContainer\"]"]);
    }
    probes
        .nodes([
            text("title_text", ".sku-title-text").longest(400),
            text("title", ".sku-name, .product-title, .sku-title, #itemName, [class*=\"sku-name\"]").longest(400),
            text("price", ".summary-price .p-price .price, .p-price .price, [class*=\"finalPrice\"], [class*=\"product-price--value\"], .product-price > .price, #priceSale, .price-now").longest(60).limit(4),
            text("gone", ".itemover-tip, .itemover-title, .itemOver, .stock-off").longest(60),
            pictures("gallery", "#spec-list img, [class*=\"_gallery_\"] img, #loopImgUl img").take(&["data-url"]),
            pictures("main", "#spec-img"),
            text("shop", ".J-hove-wrap .name a, .popbox-inner .mt h3 a, #shopName, [class*=\"shop-name\"], .top-name").longest(80),
            NodeProbe {
                parts: vec![text("label", ".label").longest(80), text("value", ".value").longest(200)],
                ..node("row", "#SPXQ-title .attrs .item").limit(60)
            },
            node("attribute", ".p-parameter-list li, #SPXQ-title .attrs li, .specification-item").limit(60).longest(160),
            text("freight", ".summary-service, #summary-service, .freight").longest(120),
        ])
        .script("config", "pageConfig")
        .anchors(&[".summary-price .p-price", ".p-price", "[class*=\"finalPrice\"]", "[class*=\"product-price\"]", "#priceSale"])
        .watch(&[".summary-price-wrap", "[class*=\"product-price\"]", "#choose-attrs", ".specification-series-layout"])
}

fn read(page: &Context<'_>) -> Outcome {
    let snapshot = page.snapshot;
    if page.expects == Expects::List {
        return plain(page, |card| {
            let mut item = plain_card(page, card)?;
            item.id = card.attribute("data-sku").map(str::to_owned);
            let own = |id: &String| format!("https://item.jd.com/{id}.html");
            item.url = item.id.as_ref().map(own).or(item.url);
            item.seller = card.part("shop").and_then(clean);
            Some(item)
        });
    }
    let config = snapshot.script("config").and_then(|script| js_object::after(script, "pageConfig"));
    let product = config.as_ref().and_then(|config| config.get("product"));
    let get = |key: &str| product.and_then(|product| product.get(key));
    let id = id(&page.address).or_else(|| get("skuid").and_then(text_of));
    let mut item = Item {
        title: snapshot
            .text("title_text")
            .or_else(|| snapshot.text("title"))
            .and_then(clean)
            .or_else(|| get("name").and_then(text_of)),
        price: snapshot.found("price").find_map(|node| page.price(&node.text)),
        seller: snapshot.text("shop").and_then(clean),
        sku: id.clone(),
        id,
        ..Item::default()
    };
    let shown = snapshot.found("gallery").filter_map(|node| node.attribute("data-url").or_else(|| picture_of(node)));
    let listed = items(get("imageList")).filter_map(Value::as_str).chain(get("src").and_then(Value::as_str));
    let main = snapshot.found("main").filter_map(picture_of);
    let addresses: Vec<String> =
        listed.chain(shown).chain(main).filter(|path| !path.contains("${")).map(full).collect();
    item.images = page.gallery(addresses);
    for text in snapshot.found("attribute").map(|node| node.text.as_str()) {
        if let Some((name, value)) = text.split_once(['：', ':']) {
            put_attribute(&mut item.attributes, name, value);
        }
    }
    for row in snapshot.found("row") {
        if let (Some(label), Some(value)) = (row.part("label"), row.part("value")) {
            put_attribute(&mut item.attributes, label, value);
        }
    }
    item.brand = item.attributes.get("品牌").cloned();
    item.freight = snapshot.text("freight").and_then(|text| page.price_text(text).freight);
    item.skus = items(get("colorSize")).take(300).filter_map(variant).collect();
    item.availability = match (snapshot.text("gone"), &item.price) {
        (Some(_), _) => Some(Availability::OutOfStock),
        (None, Some(_)) => Some(Availability::InStock),
        (None, None) => None,
    };
    Outcome::Item(item)
}

fn variant(value: &Value) -> Option<Sku> {
    let object = value.as_object()?;
    let names: Vec<String> = object
        .iter()
        .filter(|(key, _)| !matches!(key.as_str(), "skuId" | "isStock" | "stock"))
        .filter_map(|(_, value)| text_of(value))
        .collect();
    Some(Sku { id: object.get("skuId").and_then(text_of), name: clean(&names.join(" / ")), ..Sku::default() })
}

/// JD's data names pictures from `jfs/` on.
fn full(path: &str) -> String {
    if path.starts_with("jfs/") { format!("https://img10.360buyimg.com/n0/{path}") } else { path.to_owned() }
}

/// The price service's answer: `[{"id": "J_<sku>", "p": "1999.00"}]`.
fn data(page: &Context<'_>, value: &Value) -> Option<Outcome> {
    let id = id(&page.address)?;
    let entry = items(Some(value))
        .find(|entry| entry.get("id").and_then(Value::as_str).is_some_and(|name| name.trim_start_matches("J_") == id));
    let price = entry.and_then(|entry| entry.get("p")).or_else(|| at(value, "price.p")).and_then(money_of)?;
    let title = at(value, "wareInfo.wname").and_then(text_of);
    Some(Outcome::Item(Item {
        title,
        price: price_in("CNY", price, price, PriceKind::Sale),
        sku: Some(id.clone()),
        id: Some(id),
        ..Item::default()
    }))
}
