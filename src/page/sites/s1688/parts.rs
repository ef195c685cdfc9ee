//! What the 1688 pages of every kind write alike: tiers, variants, mixed batches, shares.

use std::collections::HashMap;

use serde_json::Value;

use crate::page::context::{Context, clean, count_of, flag_of, items, money_of, text_of};
use crate::record::{Mix, Sku, Tier};
use crate::sorting;

/// Quantity tiers, where the page says that they are; a range over variants becomes one tier at its lowest price.
pub(super) fn tiers(prices: &Value, moq: u32, fallback: Option<&Value>) -> Vec<Tier> {
    let kind = prices.get("priceDisplayType").and_then(Value::as_str).unwrap_or("");
    let current = prices.get("currentPrices").or_else(|| prices.get("disPriceRanges"));
    let ranges = prices.get("disPriceRanges").filter(|ranges| items(Some(ranges)).next().is_some()).or(current);
    let mut tiers: Vec<Tier> = Vec::new();
    for range in items(if kind == "rangePrice" { ranges } else { current }) {
        let price = range.get("discountPrice").and_then(money_of).or_else(|| range.get("price").and_then(money_of));
        let from = range.get("beginAmount").and_then(count_of).and_then(|from| u32::try_from(from).ok());
        if let Some(price) = price {
            tiers.push(Tier { from: from.unwrap_or(moq).max(1), price });
        }
    }
    if kind != "rangePrice" || tiers.is_empty() {
        let lowest = tiers.iter().map(|tier| tier.price).min();
        let price = lowest.or_else(|| {
            let value = fallback?;
            money_of(value).or_else(|| value.as_str()?.split(['-', '~']).next()?.trim().parse().ok())
        });
        return price.map(|price| Tier { from: moq.max(1), price }).into_iter().collect();
    }
    sorting::sort_by_key(&mut tiers, |tier| tier.from);
    tiers.dedup_by_key(|tier| tier.from);
    tiers
}

/// The variants, from a map or list of what each costs and the options' pictures.
pub(super) fn skus(page: &Context<'_>, map: Option<&Value>, props: Option<&Value>) -> Vec<Sku> {
    let pictures: HashMap<&str, &str> = items(props)
        .flat_map(|prop| items(prop.get("value")))
        .filter_map(|value| Some((value.get("name")?.as_str()?, value.get("imageUrl")?.as_str()?)))
        .collect();
    let entries: Vec<(Option<&str>, &Value)> = match map {
        Some(Value::Array(list)) => list.iter().map(|sku| (None, sku)).collect(),
        Some(Value::Object(object)) => object.iter().map(|(name, sku)| (Some(name.as_str()), sku)).collect(),
        _ => Vec::new(),
    };
    entries
        .into_iter()
        .take(1000)
        .filter_map(|(key, sku)| {
            let options = sku.get("specAttrs").and_then(Value::as_str).or(key)?.replace("&gt;", ">");
            let options: Vec<&str> = options.split('>').map(str::trim).collect();
            Some(Sku {
                id: sku.get("skuId").and_then(text_of),
                price: sku.get("discountPrice").and_then(money_of).or_else(|| sku.get("price").and_then(money_of)),
                stock: sku.get("canBookCount").and_then(count_of),
                image: options.iter().find_map(|option| pictures.get(option)).and_then(|image| page.resolve(image)),
                name: clean(&options.join(" / ")),
            })
        })
        .collect()
}

/// 混批: 2147483647 means that there is no such bound.
pub(super) fn mix(model: &Value) -> Option<Mix> {
    let supported = model.get("supportMix").or_else(|| model.get("isSupportMix")).is_some_and(flag_of);
    let bound = |key: &str| model.get(key).and_then(count_of).filter(|bound| (1..2_147_483_647).contains(bound));
    let mix =
        Mix { number: bound("mixNumber").and_then(|n| n.try_into().ok()), amount: bound("mixAmount").map(Into::into) };
    (supported && mix != Mix::default()).then_some(mix)
}

/// `55.83%` as 0.5583.
pub(super) fn share(text: &str) -> Option<f64> {
    let number: f64 = text.trim().strip_suffix('%')?.trim().parse().ok()?;
    (0.0..=100.0).contains(&number).then_some((number * 100.0).round() / 10_000.0)
}
