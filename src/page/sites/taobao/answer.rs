//! The answer of `mtop.taobao.pcdetail.data.get`, from which today's Taobao and Tmall pages are made.

use std::collections::HashMap;

use rust_decimal::Decimal;
use serde_json::Value;

use crate::page::context::{
    Context, Outcome, clean, count_of, decimal_of, holder_of, items, money_of, price_in, put_attribute, text_of,
};
use crate::page::js_object::at;
use crate::record::{Availability, Item, Price, PriceKind, Sku};

/// A saved answer: `{"api": …, "data": {…}}` or its `data`.
pub(super) fn data(page: &Context<'_>, value: &Value) -> Option<Outcome> {
    let answer = if value.get("componentsVO").is_some() { value } else { holder_of(value, "componentsVO")? };
    item(page, answer).map(Outcome::Item)
}

/// The item of an answer's `data`.
pub(super) fn item(page: &Context<'_>, answer: &Value) -> Option<Item> {
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
fn price(page: &Context<'_>, answer: &Value) -> Option<Price> {
    let chosen = page.address.parameter("skuId");
    let sku = chosen.and_then(|id| answer.get("skuCore")?.get("sku2info")?.get(&id));
    let shared = at(answer, "componentsVO.priceVO");
    let (extra, plain) = match (sku, shared) {
        (Some(sku), _) => (sku.get("subPrice"), sku.get("price")),
        (None, shared) => (shared.and_then(|vo| vo.get("extraPrice")), shared.and_then(|vo| vo.get("price"))),
    };
    let read = |value: &Value| {
        let label = value.get("priceTitle").and_then(Value::as_str).unwrap_or("");
        let amount = value
            .get("priceText")
            .and_then(money_of)
            .or_else(|| value.get("priceMoney").and_then(decimal_of).map(|fen| fen / Decimal::ONE_HUNDRED))?;
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
    let mut names = HashMap::new();
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
