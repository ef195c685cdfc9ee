//! Which of the rules for a page found what they look for, so that a shop's change is noticed and can be reported
//! without anything personal.

use serde::Serialize;

use super::context::{Context, Outcome};
use super::{
    probes::{Expects, Probes},
    snapshot::Snapshot,
};
use crate::record::{Card, Item, Offer};

/// How the rules fared on one page. Holds nothing of what the page says, and of its address only what all pages of the
/// kind share: it can be shown to strangers as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Health {
    /// The site whose rules were used.
    pub site: String,
    /// What the address promised.
    pub expects: Expects,
    /// Host and path, with `*` for every part of the path that may name a product or a person.
    pub place: String,
    /// Each thing a page of this kind has, and whether it was found.
    pub rules: Vec<Rule>,
    /// How much each of the site's own probes brought, where that was asked for: see [`super::probe_hits`].
    pub probes: Vec<Hits>,
}

/// One thing that a page of the kind should have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Rule {
    /// `title`, `price`, `pictures`, …
    pub name: &'static str,
    /// Whether it was found.
    pub found: bool,
    /// Without it the page cannot be used.
    pub required: bool,
}

/// How much a probe brought.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Hits {
    /// Name of the probe.
    pub probe: &'static str,
    /// How many elements, or scripts, it found.
    pub found: usize,
}

impl Health {
    /// How a reading fared.
    pub(super) fn of(page: &Context<'_>, site: &str, outcome: &Outcome) -> Self {
        let rules = match outcome {
            Outcome::Item(item) => item_rules(item),
            Outcome::Offer(offer) => offer_rules(offer),
            Outcome::Cards(cards) => {
                let any = |test: fn(&Card) -> bool| cards.iter().any(|(_, card)| test(card));
                vec![
                    rule("cards", !cards.is_empty(), true),
                    rule("title", any(|card| title(card).is_some()), true),
                    rule("price", any(has_price), true),
                    rule("pictures", any(has_picture), true),
                ]
            }
            Outcome::Nothing(_) => match page.expects {
                Expects::Item => item_rules(&Item::default()),
                Expects::Offer => offer_rules(&Offer::default()),
                Expects::List => vec![rule("cards", false, true)],
                Expects::Unknown => Vec::new(),
            },
        };
        Self { site: site.to_owned(), expects: page.expects, place: place(page), rules, probes: Vec::new() }
    }

    /// The required things that are missing.
    pub fn missing(&self) -> impl Iterator<Item = &'static str> {
        self.rules.iter().filter(|rule| rule.required && !rule.found).map(|rule| rule.name)
    }
}

/// How much each of the probes brought.
pub(super) fn hits(snapshot: &Snapshot, probes: &Probes) -> Vec<Hits> {
    let nodes = probes.nodes.iter().map(|probe| Hits { probe: probe.name, found: snapshot.found(probe.name).count() });
    let scripts = probes.scripts.iter().map(|probe| {
        let found = snapshot.scripts.iter().filter(|script| script.probe == probe.name).count();
        Hits { probe: probe.name, found }
    });
    nodes.chain(scripts).collect()
}

fn rule(name: &'static str, found: bool, required: bool) -> Rule {
    Rule { name, found, required }
}

fn item_rules(item: &Item) -> Vec<Rule> {
    vec![
        rule("title", item.title.is_some(), true),
        rule("price", item.price.is_some(), true),
        rule("pictures", !item.images.is_empty(), true),
        rule("attributes", !item.attributes.is_empty(), false),
        rule("seller", item.seller.is_some(), false),
        rule("freight", item.freight.is_some(), false),
    ]
}

fn offer_rules(offer: &Offer) -> Vec<Rule> {
    vec![
        rule("title", offer.title.is_some(), true),
        rule("price", !offer.tiers.is_empty(), true),
        rule("pictures", !offer.images.is_empty(), true),
        rule("moq", offer.moq.is_some(), false),
        rule("freight", offer.freight.is_some(), false),
        rule("supplier", offer.supplier.as_ref().is_some_and(|supplier| supplier.name.is_some()), false),
    ]
}

/// The address without anything that tells one page of its kind from another.
fn place(page: &Context<'_>) -> String {
    let common = |part: &&str| part.len() <= 24 && part.bytes().all(|b| b.is_ascii_alphabetic() || b"._-".contains(&b));
    let path = page.address.path.split('/').map(|part| if common(&part) { part } else { "*" });
    format!("{}{}", page.address.host, path.collect::<Vec<_>>().join("/"))
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
