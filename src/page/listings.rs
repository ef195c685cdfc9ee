//! What a search's result page offers as sources.

use super::address::Address;
use crate::record::{Card, Item, Offer, OfferFreight, Page, PriceKind, Tier};

/// The listings that a page shows: offers as they are, and what a marketplace that sells single pieces to everybody
/// (AliExpress) asks for one of them as an offer of one. Empty for any other page.
pub fn listings(page: &Page) -> Vec<Offer> {
    match page {
        Page::Offer(offer) => vec![offer.clone()],
        Page::Item(item) => of_item(item).into_iter().collect(),
        Page::Cards(cards) => cards
            .cards
            .iter()
            .filter_map(|card| match card {
                Card::Offer(offer) => Some(offer.clone()),
                Card::Item(item) => of_item(item),
            })
            .collect(),
        Page::Nothing(_) => Vec::new(),
    }
}

/// `None` for a shop that is no source.
fn of_item(item: &Item) -> Option<Offer> {
    let address = item.url.as_deref().and_then(Address::parse)?;
    let is_source = ["aliexpress.com", "aliexpress.us"].iter().any(|domain| address.is_under(domain));
    let price = item
        .price
        .as_ref()
        .filter(|price| is_source && price.kind != PriceKind::List && price.kind.is_for_anybody())?;
    let freight = item.freight.as_ref().map(|freight| OfferFreight {
        amount: if freight.free == Some(true) { Some(0.into()) } else { freight.amount },
        free_from: freight.free_from,
        ..OfferFreight::default()
    });
    Some(Offer {
        platform: Some("aliexpress".to_owned()),
        id: item.id.clone(),
        url: item.url.clone(),
        title: item.title.clone(),
        images: item.images.clone(),
        currency: price.currency.clone(),
        tiers: vec![Tier { from: 1, price: price.min }],
        moq: Some(1),
        freight,
        attributes: item.attributes.clone(),
        gtin: item.gtin.clone(),
        brand: item.brand.clone(),
        skus: item.skus.clone(),
        ..Offer::default()
    })
}

#[cfg(test)]
#[path = "../../tests/unit/page/listings.rs"]
mod tests;
