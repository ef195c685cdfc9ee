//! The entries of 1688's search results as data: in the page of 2024, and in the answers of today's service.

use rust_decimal::Decimal;
use serde_json::Value;

use super::parts::share;
use crate::page::belts;
use crate::page::context::{Context, Outcome, clean, count_of, flag_of, items, money_of, text_of};
use crate::page::js_object::at;
use crate::record::{Card, Offer, OfferFreight, Supplier, Tier};

/// An answer of the recommendation service that today's page asks.
pub(super) fn data(page: &Context<'_>, value: &Value) -> Option<Outcome> {
    let entries = at(value, "data.data.OFFER.items").or_else(|| at(value, "data.OFFER.items"))?;
    let cards = items(Some(entries)).filter_map(|entry| from_answer(page, entry.get("data")?));
    Some(Outcome::Cards(cards.map(|offer| (None, Card::Offer(offer))).collect()))
}

/// What every entry gets in the end; one without a title is none.
pub(super) fn finish(mut offer: Offer) -> Option<Offer> {
    offer.platform = Some("1688".to_owned());
    offer.currency = Some("CNY".to_owned());
    offer.url = offer.id.as_ref().map(|id| format!("https://detail.1688.com/offer/{id}.html")).or(offer.url);
    if let Some(tier) = offer.tiers.first() {
        offer.moq = Some(offer.moq.unwrap_or(tier.from));
    }
    belts::assign(&mut offer);
    // What has only a title is an advertisement of something else.
    (offer.title.is_some() && (offer.id.is_some() || !offer.tiers.is_empty())).then_some(offer)
}

/// Words by which the marketplace vouches for a supplier.
pub(super) fn is_flag(word: &str) -> bool {
    const FLAGS: [&str; 10] =
        ["一件代发", "代发", "超级工厂", "实力商家", "源头工厂", "深度验厂", "实力工厂", "验厂", "诚信通", "厂家直销"];
    word.chars().count() <= 10 && FLAGS.iter().any(|flag| word.contains(flag))
}

/// An entry of the page's own list.
pub(super) fn offer(page: &Context<'_>, entry: &Value) -> Option<Offer> {
    let get = |path: &str| at(entry, path);
    let text = |path: &str| get(path).and_then(text_of);
    let mut offer = Offer {
        id: text("attr.id").or_else(|| text("offerid")).or_else(|| text("id")),
        title: text("title").map(|title| strip_tags(&title)),
        images: page.gallery(text("imgUrl")),
        unit: text("attr.tradeQuantity.unit"),
        moq: get("attr.tradeQuantity.quantityBegin").and_then(count_of).and_then(|moq| moq.try_into().ok()),
        ..Offer::default()
    };
    for range in items(get("attr.tradePrice.offerPrice.quantityPrices")) {
        let quantity = range.get("quantity").and_then(Value::as_str).unwrap_or("");
        let from = page.price_text(quantity).quantity.and_then(|from| u32::try_from(from).ok());
        if let (Some(from), Some(price)) = (from, range.get("value").and_then(hundredths)) {
            offer.tiers.push(Tier { from: from.max(1), price });
        }
    }
    // A discount lowers the first tier only where there is no other.
    let discounted = get("attr.tradePrice.offerPrice.value").and_then(hundredths);
    let single = get("strPriceMoney").or_else(|| get("discountPrice.price")).and_then(money_of);
    if offer.tiers.len() <= 1
        && let Some(price) = discounted.or(single).or_else(|| offer.tiers.first().map(|tier| tier.price))
    {
        offer.tiers = vec![Tier { from: offer.moq.unwrap_or(1).max(1), price }];
    }
    let place = [text("attr.company.province"), text("attr.company.city")].into_iter().flatten().collect::<String>();
    let sent = [text("attr.information.sendProvince"), text("attr.information.sendCity")]
        .into_iter()
        .flatten()
        .collect::<String>();
    let free = get("attr.tradePrice.freightPrice.free").is_some_and(flag_of);
    let shown = get("attr.tradePrice.freightPrice.enable").is_some_and(flag_of);
    let fee = get("attr.tradePrice.freightPrice.value").and_then(hundredths).filter(|_| shown);
    let freight =
        OfferFreight { amount: if free { Some(Decimal::ZERO) } else { fee }, free_from: None, origin: clean(&sent) };
    offer.freight = (freight != OfferFreight::default()).then_some(freight);
    let mut flags: Vec<String> = items(get("attr.commonPositionLabels.offerMiddle"))
        .filter_map(|label| label.get("text").and_then(text_of))
        .filter(|word| is_flag(word))
        .collect();
    match text("attr.company.shiliType").as_deref() {
        Some("flagfactory") => flags.push("超级工厂".to_owned()),
        Some("supplier") => flags.push("实力商家".to_owned()),
        _ => {}
    }
    if get("attr.tradeService.factoryInspection").is_some_and(flag_of) {
        flags.push("深度验厂".to_owned());
    }
    offer.dispatch =
        get("attr.tradeService.deliveryHours").and_then(count_of).filter(|h| *h > 0).map(|h| format!("{h}小时发货"));
    offer.supplier = Some(Supplier {
        name: text("attr.company.name"),
        place: clean(&place),
        belt: text("attr.industrialBelt.shortName"),
        years: get("attr.tradeService.tpYear").and_then(count_of).and_then(|years| years.try_into().ok()),
        repurchase_rate: text("attr.company.shopRepurchaseRate").as_deref().and_then(share),
        flags,
    });
    finish(offer)
}

fn from_answer(page: &Context<'_>, entry: &Value) -> Option<Offer> {
    let text = |path: &str| at(entry, path).and_then(text_of);
    let place = [text("province"), text("city")].into_iter().flatten().collect::<String>();
    let price = at(entry, "priceInfo.price").and_then(money_of);
    let mut flags: Vec<String> = items(entry.get("tags"))
        .filter_map(|tag| tag.get("text").and_then(text_of))
        .filter(|word| is_flag(word))
        .collect();
    for (key, flag) in [("superFactory", "超级工厂"), ("factoryInspection", "深度验厂")] {
        if entry.get(key).is_some_and(flag_of) {
            flags.push(flag.to_owned());
        }
    }
    finish(Offer {
        id: text("offerId"),
        title: text("title").map(|title| strip_tags(&title)),
        images: page.gallery(text("offerPicUrl")),
        tiers: price.map(|price| Tier { from: 1, price }).into_iter().collect(),
        supplier: Some(Supplier {
            name: text("shop.text").or_else(|| text("loginId")),
            place: clean(&place),
            years: at(entry, "shop.tpYear").and_then(count_of).and_then(|years| years.try_into().ok()),
            repurchase_rate: text("repurchaseRate").as_deref().and_then(share),
            flags,
            belt: None,
        }),
        ..Offer::default()
    })
}

/// `{integer: 1, decimals: 7}` is 1.07.
fn hundredths(value: &Value) -> Option<Decimal> {
    let whole = value.get("integer").and_then(count_of)?;
    let cents = value.get("decimals").and_then(count_of).unwrap_or(0);
    let amount = Decimal::from(whole) + Decimal::new(i64::try_from(cents.min(99)).ok()?, 2);
    (amount > Decimal::ZERO).then_some(amount.normalize())
}

/// Search results mark the words that were searched for.
fn strip_tags(title: &str) -> String {
    let mut plain = String::with_capacity(title.len());
    let mut inside = false;
    for character in title.chars() {
        match character {
            '<' => inside = true,
            '>' => inside = false,
            other if !inside => plain.push(other),
            _ => {}
        }
    }
    plain
}
