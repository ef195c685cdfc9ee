//! Which of the rules for a page found what they look for, so that a shop's change is noticed and can be reported
//! without anything personal.

use serde::Serialize;

use crate::record::{Card, Page};

/// How the rules fared on one page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Health {
    /// The site whose rules were used.
    pub site: String,
    /// Each thing a page of this kind has, and whether it was found.
    pub rules: Vec<Rule>,
}

/// One thing that a page of the kind should have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rule {
    /// `title`, `price`, `pictures`, …
    pub name: &'static str,
    /// Whether it was found.
    pub found: bool,
    /// Without it the page cannot be used.
    pub required: bool,
}

impl Health {
    /// How a reading fared.
    pub(super) fn of(site: &str, page: &Page) -> Self {
        let rule = |name, found, required| Rule { name, found, required };
        let rules = match page {
            Page::Item(item) => vec![
                rule("title", item.title.is_some(), true),
                rule("price", item.price.is_some(), true),
                rule("pictures", !item.images.is_empty(), true),
                rule("attributes", !item.attributes.is_empty(), false),
                rule("seller", item.seller.is_some(), false),
                rule("freight", item.freight.is_some(), false),
            ],
            Page::Offer(offer) => vec![
                rule("title", offer.title.is_some(), true),
                rule("price", !offer.tiers.is_empty(), true),
                rule("pictures", !offer.images.is_empty(), true),
                rule("moq", offer.moq.is_some(), false),
                rule("freight", offer.freight.is_some(), false),
                rule("supplier", offer.supplier.as_ref().is_some_and(|supplier| supplier.name.is_some()), false),
            ],
            Page::Cards(list) => {
                let any = |test: fn(&Card) -> bool| list.cards.iter().any(test);
                vec![
                    rule("cards", !list.cards.is_empty(), true),
                    rule("title", any(|card| title(card).is_some()), true),
                    rule("price", any(has_price), true),
                    rule("pictures", any(has_picture), true),
                ]
            }
            Page::Nothing(_) => Vec::new(),
        };
        Self { site: site.to_owned(), rules }
    }

    /// The required things that are missing.
    pub fn missing(&self) -> impl Iterator<Item = &'static str> {
        self.rules.iter().filter(|rule| rule.required && !rule.found).map(|rule| rule.name)
    }
}

fn title(card: &Card) -> Option<&String> {
    match card {
        Card::Item(item) => item.title.as_ref(),
        Card::Offer(offer) => offer.title.as_ref(),
    }
}

fn has_price(card: &Card) -> bool {
    match card {
        Card::Item(item) => item.price.is_some(),
        Card::Offer(offer) => !offer.tiers.is_empty(),
    }
}

fn has_picture(card: &Card) -> bool {
    match card {
        Card::Item(item) => !item.images.is_empty(),
        Card::Offer(offer) => !offer.images.is_empty(),
    }
}
