//! A listing that is seen again.

use serde_json::Value;

use crate::{
    json,
    record::{Offer, Tier},
};

/// The newest word on a listing, with what only the earlier one said: a card of a list says less than the offer's own page.
///
/// # Errors
/// None that a record could bring about: an offer is always one again.
pub fn seen_again(newest: &Offer, mut earlier: Offer) -> serde_json::Result<Offer> {
    let mut offer = newest.clone();
    if offer.images.len() < earlier.images.len() {
        offer.images = std::mem::take(&mut earlier.images);
    }
    // One of the known prices alone is no change of the tiers.
    let known = |tier: &Tier| earlier.tiers.iter().any(|held| held.price == tier.price);
    if offer.tiers.len() < earlier.tiers.len() && offer.tiers.iter().all(known) {
        offer.tiers = std::mem::take(&mut earlier.tiers);
    }
    let (mut all, newest) = (serde_json::to_value(earlier)?, serde_json::to_value(offer)?);
    if let (Value::Object(all), Value::Object(newest)) = (&mut all, newest) {
        all.extend(newest);
    }
    json::read(all)
}

#[cfg(test)]
#[path = "../../tests/unit/listing/again.rs"]
mod tests;
