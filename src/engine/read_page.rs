//! A page that was read, and all that follows from it before anything is looked up.

use serde::Serialize;

use crate::{
    identity::{self, ItemKey},
    page::{self, Reading, Snapshot, SourceSearch},
    record::{Card, Cards, Item, Nothing, Offer, Page, Reason},
};

/// A page that was read. It stays in the core: lookups begin from it, so that its item need not be handed over again.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadPage {
    reading: Reading,
}

/// What a shell learns of a page that was read.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct PageReading<'a> {
    /// What the page says, and how its rules fared.
    #[serde(flatten)]
    #[cfg_attr(target_arch = "wasm32", tsify(type = "Reading"))]
    pub reading: &'a Reading,
    /// What an item page's item is known by, or of each card of a list; none for what is no item or has no name.
    pub keys: Vec<Option<ItemKey>>,
    /// The marketplaces' own searches for an item page's item, best first.
    pub sources: Vec<SourceSearch>,
    /// Whether the page may say more when it is read again: it was still loading, or waits for the shopper.
    pub retry: bool,
}

/// A listing that a page shows, and what it is known by.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Listed {
    /// See [`crate::identity`].
    pub key: String,
    /// The listing.
    pub offer: Offer,
}

impl ReadPage {
    /// Reads a page from what its probes gathered.
    pub fn new(snapshot: &Snapshot) -> Self {
        let mut reading = page::read(snapshot);
        // What each probe brought is for whoever mends the rules, and most pages need no mending.
        if reading.health.missing().next().is_some() {
            reading.health.probes = page::probe_hits(snapshot);
        }
        Self { reading }
    }

    /// What it says, and what follows from it.
    pub fn reading(&self) -> PageReading<'_> {
        let (keys, sources) = match &self.reading.page {
            Page::Item(item) => (vec![identity::item_key(item)], page::source_search(item)),
            Page::Cards(Cards { cards, .. }) => (cards.iter().map(card_key).collect(), Vec::new()),
            Page::Offer(_) | Page::Nothing(_) => (Vec::new(), Vec::new()),
        };
        PageReading { reading: &self.reading, keys, sources, retry: may_say_more(&self.reading.page) }
    }

    /// The item of an item page.
    pub fn item(&self) -> Option<&Item> {
        match &self.reading.page {
            Page::Item(item) => Some(item),
            _ => None,
        }
    }

    /// What the page offers as sources: see [`page::listings`].
    pub fn sources(&self) -> Vec<Listed> {
        listed(page::listings(&self.reading.page))
    }

    /// What factories offer on the page; a shop's goods are none of it.
    pub fn offers(&self) -> Vec<Listed> {
        match &self.reading.page {
            Page::Offer(offer) => listed(vec![offer.clone()]),
            Page::Cards(Cards { cards, .. }) => {
                let offer = |card: &Card| match card {
                    Card::Offer(offer) => Some(offer.clone()),
                    Card::Item(_) => None,
                };
                listed(cards.iter().filter_map(offer).collect())
            }
            Page::Item(_) | Page::Nothing(_) => Vec::new(),
        }
    }
}

fn card_key(card: &Card) -> Option<ItemKey> {
    match card {
        Card::Item(item) => identity::item_key(item),
        Card::Offer(_) => None,
    }
}

fn listed(offers: Vec<Offer>) -> Vec<Listed> {
    offers.into_iter().map(|offer| Listed { key: identity::listing_key_text(&offer), offer }).collect()
}

fn may_say_more(page: &Page) -> bool {
    match page {
        // A price comes late.
        Page::Item(item) => item.price.is_none(),
        Page::Offer(_) | Page::Cards(_) => false,
        Page::Nothing(Nothing { reason, .. }) => match reason {
            Reason::NeedsLogin | Reason::PageChanged | Reason::Empty => true,
            Reason::Gone | Reason::NotAProduct => false,
        },
    }
}

#[cfg(test)]
#[path = "../../tests/unit/engine/read_page.rs"]
mod tests;
