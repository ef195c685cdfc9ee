//! 1688 search results, by words and by picture: data in the page of 2024, elements in today's.

use rust_decimal::Decimal;
use serde_json::Value;

use super::Site;
use super::offer_1688::share;
use crate::page::address::{Address, leading_digits};
use crate::page::belts;
use crate::page::context::{Context, Outcome, clean, count_of, flag_of, items, money_of, picture_of, text_of};
use crate::page::js_object::{self, at};
use crate::page::picture_address;
use crate::page::probes::{Expects, Probes, node, pictures, text};
use crate::page::snapshot::Node;
use crate::record::{Card, Offer, OfferFreight, Supplier, Tier};

/// Rules of this site.
pub(super) const SITE: Site = Site { name: "1688_search", expects, probes, read, data: Some(data) };

fn expects(address: &Address<'_>) -> Option<Expects> {
    let list = [
        "offer_search",
        "/youyuan/",
        "image-search",
        "imageSearch",
        "pc-search",
        "offerlist",
        "offer-list",
        "1688-search",
    ];
    let place = address.is_under("1688.com")
        && (list.iter().any(|part| address.path.contains(part)) || address.host == "s.1688.com");
    place.then_some(Expects::List)
}

#[rustfmt::skip]
const CARD: &str = "a.search-offer-wrapper, .search-offer-item, .sm-offer-item, .space-offer-card-box, [class*=\"offer-card--\"], .offer_item, .i18n-card-wrap, .img-search-offer-item, div.offer-item, .normalcommon-offer-card";

fn probes(expects: Expects) -> Probes {
    Probes::new("1688_search", expects)
        .cards(
            CARD,
            &[".offer-price-row", ".price-item", ".price", "[class*=\"price\"]"],
            [
                text("title", ".offer-title-row .title-text, .title-text, .offer-title, [class*=\"title\"]")
                    .longest(200),
                text("price", ".offer-price-row .price-item, .price-item, .showPricec, .price, [class*=\"price\"]")
                    .limit(4)
                    .longest(80),
                text("tag", ".offer-tag-row .offer-desc-item, .offer-desc-item, [class*=\"tag\"]")
                    .limit(12)
                    .longest(30),
                text("after", ".col-desc_after, .col-desc, [class*=\"sale\"]").limit(4).longest(40),
                text("shop", ".offer-shop-row .desc-text, .company-name, [class*=\"company\"], [class*=\"shop\"]")
                    .longest(60),
                text("place", ".location, [class*=\"location\"], [class*=\"address\"]").longest(30),
                node("link", "a[href*=\"offer\"], a[href*=\"offerId\"], a").limit(4).take(&["href"]),
                pictures("picture", "img").limit(3),
            ],
        )
        .script("list", "\"listOffer\"")
        .watch(&[".feeds-wrapper", "#sm-offer-list", "[class*=\"offer-list\"]", ".space-common-offerlist"])
}

fn read(page: &Context<'_>) -> Outcome {
    let mut cards: Vec<_> = page
        .snapshot
        .found("card")
        .enumerate()
        .filter_map(|(index, card)| Some((Some(index as u32), Card::Offer(from_element(page, card)?))))
        .collect();
    let listed = page.snapshot.script("list").and_then(|script| js_object::after(script, "\"listOffer\":"));
    let listed: Vec<Offer> = items(listed.as_ref()).filter_map(|entry| from_listed(page, entry)).collect();
    if cards.is_empty() {
        cards = listed.into_iter().map(|offer| (None, Card::Offer(offer))).collect();
    } else {
        for (_, card) in &mut cards {
            if let Card::Offer(shown) = card
                && let Some(known) = listed.iter().find(|known| same(known, shown))
            {
                *shown = known.clone();
            }
        }
        let missing = listed
            .into_iter()
            .filter(|known| !cards.iter().any(|(_, card)| matches!(card, Card::Offer(shown) if same(known, shown))));
        let missing: Vec<_> = missing.map(|offer| (None, Card::Offer(offer))).collect();
        cards.extend(missing);
    }
    Outcome::Cards(cards)
}

/// Whether a card and an entry of the page's data are one offer: a card whose link goes through the advertiser's counter
/// has no id.
fn same(known: &Offer, shown: &Offer) -> bool {
    let picture = |offer: &Offer| offer.images.first().map(|address| picture_address::identity(address));
    if shown.id.is_some() {
        known.id == shown.id
    } else {
        known.title == shown.title || shown.title.is_none() && picture(known) == picture(shown)
    }
}

/// An answer of the recommendation service that today's page asks.
fn data(page: &Context<'_>, value: &Value) -> Option<Outcome> {
    let entries = at(value, "data.data.OFFER.items").or_else(|| at(value, "data.OFFER.items"))?;
    let cards = items(Some(entries)).filter_map(|entry| from_answer(page, entry.get("data")?));
    Some(Outcome::Cards(cards.map(|offer| (None, Card::Offer(offer))).collect()))
}

fn finish(mut offer: Offer) -> Option<Offer> {
    offer.platform = Some("1688".to_owned());
    offer.currency = Some("CNY".to_owned());
    offer.url = offer.id.as_ref().map(|id| format!("https://detail.1688.com/offer/{id}.html")).or(offer.url);
    if let Some(tier) = offer.tiers.first() {
        offer.moq = Some(offer.moq.unwrap_or(tier.from));
    }
    belts::assign(&mut offer);
    offer.title.is_some().then_some(offer)
}

fn from_element(page: &Context<'_>, card: &Node) -> Option<Offer> {
    let own = card.attribute("href").into_iter();
    let links: Vec<&str> = own.chain(card.found("link").filter_map(|link| link.attribute("href"))).collect();
    let id = links.iter().find_map(|link| {
        let address = page.resolve(link)?;
        let address = Address::parse(&address)?;
        super::offer_1688::id(&address)
    });
    let id = id.or_else(|| card.attribute("data-id").and_then(leading_digits).map(str::to_owned));
    // The price's row also holds the sales; of the elements whose names speak of a price, the first that reads as one.
    let texts: Vec<_> = card.found("price").map(|node| page.price_text(&node.text)).collect();
    let price = texts.iter().find_map(|text| text.range()).map(|(min, _)| min);
    let words: Vec<&str> = card.found("tag").chain(card.found("after")).map(|node| node.text.as_str()).collect();
    let begin = words.iter().map(|text| page.price_text(text)).chain(texts).find_map(|text| text.moq);
    let moq = begin.and_then(|moq| u32::try_from(moq).ok());
    let mut offer = Offer {
        url: links.iter().find_map(|link| page.resolve(link)),
        title: card.part("title").and_then(clean),
        images: page.gallery(card.found("picture").filter_map(picture_of).take(1)),
        tiers: price.map(|price| Tier { from: moq.unwrap_or(1), price }).into_iter().collect(),
        moq,
        id,
        ..Offer::default()
    };
    if words.iter().any(|word| word.contains("包邮")) {
        offer.freight = Some(OfferFreight { amount: Some(Decimal::ZERO), ..OfferFreight::default() });
    }
    let rate = words
        .iter()
        .find(|word| word.contains("回头率") || word.contains("复购率"))
        .and_then(|word| share(word.trim_start_matches(|c: char| !c.is_ascii_digit())));
    let supplier = Supplier {
        name: card.part("shop").and_then(clean),
        place: card.part("place").and_then(clean),
        years: words.iter().find_map(|word| word.strip_suffix('年').and_then(|years| years.trim().parse().ok())),
        repurchase_rate: rate,
        flags: words.iter().filter(|word| is_flag(word)).map(|word| (*word).to_owned()).collect(),
        belt: None,
    };
    offer.supplier = (supplier != Supplier::default()).then_some(supplier);
    finish(offer)
}

/// Words by which the marketplace vouches for a supplier.
fn is_flag(word: &str) -> bool {
    const FLAGS: [&str; 10] =
        ["一件代发", "代发", "超级工厂", "实力商家", "源头工厂", "深度验厂", "实力工厂", "验厂", "诚信通", "厂家直销"];
    word.chars().count() <= 10 && FLAGS.iter().any(|flag| word.contains(flag))
}

fn from_listed(page: &Context<'_>, entry: &Value) -> Option<Offer> {
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
