//! The fingerprints of records.

use super::Fingerprint;
use crate::record::{Item, Offer};

impl Fingerprint {
    /// The fingerprint of an item's text, as yet without pictures.
    pub fn of_item(item: &Item) -> Self {
        let title = item.title.as_deref().unwrap_or_default();
        let mut attributes = item.attributes.clone();
        if let Some(number) = &item.mpn {
            attributes.insert("mpn".to_owned(), number.clone());
        }
        Self::of_text(title, &attributes, item.brand.as_deref(), item.gtin.as_deref())
    }

    /// The fingerprint of an offer's text, as yet without pictures.
    pub fn of_offer(offer: &Offer) -> Self {
        let title = offer.title.as_deref().unwrap_or_default();
        Self::of_text(title, &offer.attributes, offer.brand.as_deref(), offer.gtin.as_deref())
    }
}
