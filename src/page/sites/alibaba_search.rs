//! alibaba.com search results, by words and by picture: today's elements, and those of the list before it.

use super::Site;
use super::alibaba::id;
use super::cards::outermost;
use crate::page::address::Address;
use crate::page::context::{Context, Outcome, clean, picture_of};
use crate::page::probes::{Expects, Probes, node, pictures, text};
use crate::page::snapshot::Node;
use crate::record::{Card, Offer, Supplier, Tier};

/// Rules of this site.
pub(super) const SITE: Site = Site { name: "alibaba_search", expects, probes, read, data: None };

fn expects(address: &Address<'_>) -> Option<Expects> {
    let lists = ["/trade/search", "/search/page", "/picture/search", "/showroom/"];
    (address.is_under("alibaba.com") && lists.iter().any(|path| address.path.contains(path))).then_some(Expects::List)
}

fn probes(expects: Expects) -> Probes {
    let moq = ".search-card-m-sale-features__item, .search-card-e-moq, .element-offer-minorder-normal__value";
    Probes::new("alibaba_search", expects)
        .cards(
            ".fy23-search-card, .searchx-offer-item, .organic-list-offer, .organic-gallery-offer-outter",
            &[".search-card-e-price-main", "[class*=\"price\"]"],
            [
                text("title", ".search-card-e-title, .elements-title-normal, h2").longest(300),
                text("price", ".search-card-e-price-main, [class*=\"offer-price\"]").limit(2).longest(80),
                text("moq", moq).limit(6).longest(80),
                text("company", ".search-card-e-company, [class*=\"company-name\"]").longest(100),
                text("year", ".search-card-e-supplier__year, [class*=\"supplier-year\"]").longest(40),
                node("link", "a[href*=\"/product-detail/\"]").take(&["href"]),
                pictures("picture", "img.search-card-e-slider__img, a[href*=\"/product-detail/\"] img").limit(2),
            ],
        )
        .watch(&[".organic-list", "[class*=\"organic-list\"]"])
}

fn read(page: &Context<'_>) -> Outcome {
    let cards = outermost(page);
    Outcome::Cards(cards.filter_map(|(index, card)| Some((Some(index), Card::Offer(offer(page, card)?)))).collect())
}

fn offer(page: &Context<'_>, card: &Node) -> Option<Offer> {
    let link = card.found("link").find_map(|link| link.attribute("href")).and_then(|link| page.resolve(link));
    let texts: Vec<_> = card.found("price").map(|node| page.price_text(&node.text)).collect();
    // The least of a range may be asked for far more pieces than the least order: its upper end is what one surely gets.
    let price = texts.iter().find_map(|text| Some((text.range()?.1, text.currency.clone())));
    // "Min. order: 100 pieces" stands among what else speaks for the offer.
    let least = card.found("moq").map(|node| page.price_text(&node.text)).find(|text| text.moq.is_some());
    let moq = least.as_ref().and_then(|text| u32::try_from(text.moq?).ok());
    let name = card.part("company").and_then(clean);
    let years = card.part("year").and_then(|text| text.split_whitespace().find_map(|word| word.parse().ok()));
    let offer = Offer {
        platform: Some("alibaba".to_owned()),
        id: link.as_deref().and_then(Address::parse).and_then(|address| id(&address)),
        title: card.part("title").and_then(clean),
        images: page.gallery(card.found("picture").filter_map(picture_of).take(1)),
        currency: price.as_ref().and_then(|(_, currency)| currency.clone()),
        tiers: price.into_iter().map(|(price, _)| Tier { from: moq.unwrap_or(1).max(1), price }).collect(),
        moq,
        unit: least.and_then(|text| text.unit),
        supplier: name.map(|name| Supplier { name: Some(name), years, ..Supplier::default() }),
        url: link,
        ..Offer::default()
    };
    (offer.url.is_some() && offer.title.is_some()).then_some(offer)
}
