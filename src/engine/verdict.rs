//! What the shopper is told: as data, not as text.

use serde::{Deserialize, Serialize};

use crate::{
    matching::{Class, Reason},
    price::{Comparison, Retail},
    record::Offer,
};

/// The answer to a query.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Verdict {
    /// Whether anything was found.
    pub state: State,
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

/// Whether anything was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// At least one listing is the same or similar.
    Match,
    /// None is.
    None,
}

/// A listing that is, or may be, the same product.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Match {
    /// The listing.
    pub listing: Offer,
    /// Name of the pack that holds it; empty where it was read from a page just now.
    pub pack: String,
    /// That it is the same product, 0–1.
    pub probability: f64,
    /// Sure or likely.
    pub class: Class,
    /// Why, for people.
    pub reasons: Vec<Explained>,
    /// Pieces in (one retail item, one unit of the factory), where the two differ.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pieces: Option<(u32, u32)>,
    /// What it costs; left out where the listing names no price.
    #[serde(flatten)]
    pub cost: Option<Comparison>,
}

/// A reason as data, with its English words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Explained {
    /// The reason.
    #[serde(flatten)]
    pub reason: Reason,
    /// In English.
    pub text: String,
}
