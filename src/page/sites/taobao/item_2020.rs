//! Tmall and Taobao item pages of 2020 and before: `TShop.Setup({…})` or `Hub.config` in an inline script.

use rust_decimal::Decimal;
use serde_json::Value;

use crate::page::context::{Context, items, money_of, price_in, put_attribute, text_of};
use crate::page::js_object::{self, at};
use crate::record::{Item, Price, PriceKind, Sku};

/// What the old scripts say; an empty item where there are none.
pub(super) fn read(page: &Context<'_>) -> Item {
    let mut item = Item::default();
    if let Some(setup) = page.snapshot.script("setup").and_then(|script| js_object::after(script, "TShop.Setup")) {
        item.title = at(&setup, "itemDO.title").and_then(text_of);
        item.id = at(&setup, "itemDO.itemId").and_then(text_of);
        item.brand = at(&setup, "itemDO.brand").and_then(text_of);
        item.price = at(&setup, "detail.defaultItemPrice").and_then(Value::as_str).and_then(|text| range(page, text));
        item.skus = skus(at(&setup, "valItemInfo.skuMap"), at(&setup, "valItemInfo.skuList"));
        let pictures = items(at(&setup, "propertyPics.default")).filter_map(Value::as_str);
        item.images = page.gallery(pictures);
    }
    if item.skus.is_empty()
        && let Some(map) = page.snapshot.script("hub").and_then(|script| js_object::after(script, "skuMap"))
    {
        item.skus = skus(Some(&map), None);
    }
    if let Some(pictures) = page.snapshot.script("auction").and_then(|script| js_object::after(script, "auctionImages"))
    {
        item.images = page.gallery(items(Some(&pictures)).filter_map(Value::as_str));
    }
    if item.price.is_none() {
        let prices: Vec<Decimal> = item.skus.iter().filter_map(|sku| sku.price).collect();
        let ends = prices.iter().min().zip(prices.iter().max());
        item.price = ends.and_then(|(min, max)| price_in("CNY", *min, *max, kind(*min, *max)));
    }
    for text in page.snapshot.found("old_attribute").map(|node| node.text.as_str()) {
        if let Some((name, value)) = text.split_once([':', '：']) {
            put_attribute(&mut item.attributes, name, value);
        }
    }
    item.brand = item.brand.or_else(|| item.attributes.get("品牌").cloned());
    item
}

fn kind(min: Decimal, max: Decimal) -> PriceKind {
    if max > min { PriceKind::From } else { PriceKind::Sale }
}

/// `8699.00 - 12199.00`
fn range(page: &Context<'_>, text: &str) -> Option<Price> {
    let mut price = page.price(text)?;
    price.kind = kind(price.min, price.max);
    Some(price)
}

fn skus(map: Option<&Value>, list: Option<&Value>) -> Vec<Sku> {
    let name = |id: &str| {
        let entry = items(list).find(|entry| entry.get("skuId").and_then(text_of).as_deref() == Some(id))?;
        entry.get("names").and_then(text_of)
    };
    let map = map.and_then(Value::as_object);
    let entries = map.into_iter().flat_map(|map| map.values()).take(300);
    entries
        .map(|sku| {
            let id = sku.get("skuId").and_then(text_of);
            Sku {
                name: id.as_deref().and_then(name),
                price: sku.get("price").and_then(money_of),
                stock: sku.get("stock").and_then(crate::page::context::count_of),
                image: None,
                id,
            }
        })
        .collect()
}
