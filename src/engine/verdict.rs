//! What the shopper is told: as data, not as text.

use serde::{Deserialize, Serialize};

use crate::{
    fingerprint,
    matching::{Class, Reason},
    price::{self, Comparison, Order, Retail},
    record::Offer,
};

/// The answer to a query.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Verdict {
    /// Which product this is about: its address and variant.
    pub key: String,
    /// What the shop asks; left out where the page names no price.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retail: Option<Retail>,
    /// The match that the badge speaks of: the cheapest of the sure ones, else the likeliest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub best: Option<usize>,
    /// Sure ones first, by landed cost, then likely ones by probability.
    pub matches: Vec<Match>,
    /// Bytes of the packs that were looked at.
    pub bytes_read: u64,
}

/// A listing that is, or may be, the same product.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Match {
    /// What the listing is known by: see [`crate::identity`].
    pub key: String,
    /// The listing.
    pub listing: Offer,
    /// Name of the pack that holds it; empty where it was read from a page just now.
    pub pack: String,
    /// That it is the same product, 0–1.
    pub probability: f64,
    /// Sure or likely.
    pub class: Class,
    /// Why, for people.
    pub reasons: Vec<Reason>,
    /// Pieces in (one retail item, one unit of the factory), where the two differ.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pieces: Option<(u32, u32)>,
    /// Where the two titles differ; left out where either side has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub differences: Option<Differences>,
    /// The quantities that can be ordered; left out where the listing names no price.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<Order>,
    /// What it costs; left out where the listing names no price.
    #[serde(flatten)]
    #[cfg_attr(target_arch = "wasm32", tsify(type = "Partial<Comparison>"))]
    pub cost: Option<Comparison>,
}

/// The words of each title that the other lacks, as `[start, end)` in UTF-16 units: what a page may mark.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Differences {
    /// In the item's title.
    pub item: Vec<(u32, u32)>,
    /// In the listing's.
    pub listing: Vec<(u32, u32)>,
}

impl Match {
    /// Adds what only those who look at the match want to know.
    pub(super) fn complete(&mut self, item_title: Option<&str>) {
        self.order = self.cost.as_ref().map(|cost| price::order(&self.listing, &cost.landed, self.pieces));
        let titles = item_title.zip(self.listing.title.as_deref());
        self.differences = titles.map(|(item, listing)| Differences {
            item: fingerprint::own_words(item, listing),
            listing: fingerprint::own_words(listing, item),
        });
    }
}
