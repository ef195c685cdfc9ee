//! Types that only the boundary has.

use serde::Serialize;

use crate::{
    price::{Comparison, Retail},
    record::Offer,
};

/// A decimal number as a string: money is never a float.
#[allow(dead_code, reason = "only its TypeScript is used")]
#[tsify::declare]
pub type Decimal = String;

/// What a pack says of itself.
#[derive(Serialize, tsify::Tsify)]
pub struct PackSummary<'a> {
    /// As its maker called it.
    pub name: &'a str,
    /// How many listings it holds.
    pub listings: u64,
    /// How many pictures have codes in it.
    pub pictures: u64,
    /// Goes up with every change.
    pub generation: u64,
}

/// The codes of a picture, in hexadecimal: PDQ and gradient hash of each view, then the colours.
#[derive(Serialize, tsify::Tsify)]
pub struct Codes {
    /// As a catalogue holds them.
    pub index: String,
    /// As a lookup begins with them.
    pub query: String,
    /// PDQ's measure, 0–100.
    pub quality: u8,
}

/// Both sides of the same purchase; null where a price is missing.
#[derive(Serialize, tsify::Tsify)]
#[tsify(missing_as_null)]
pub struct Sums {
    /// At the shop.
    pub retail: Option<Retail>,
    /// At the factory.
    pub cost: Option<Comparison>,
}

/// What the shell must keep to as well as the core.
#[derive(Serialize, tsify::Tsify)]
pub struct Limits {
    /// Pixels of a picture that is decoded.
    pub picture_pixels: u32,
    /// Offers of one result page that are looked at.
    pub offers: usize,
}

/// A listing of a record.
#[derive(Serialize, tsify::Tsify)]
pub struct HeldListing {
    /// What it is known by.
    pub key: String,
    /// How many of its pictures have codes.
    pub pictures: usize,
    /// The listing.
    pub listing: Offer,
    /// What it asks, by quantity: the tiers that carry a price, the lowest first.
    pub tiers: Vec<crate::record::Tier>,
}

/// A file of a segment.
#[derive(Serialize, tsify::Tsify)]
pub struct SegmentFile {
    /// Its name.
    pub name: String,
    /// Its length.
    pub bytes: u64,
}
