//! One side of a pair: an item or an offer, as read from a file.

use serde::Deserialize;
use serde_json::Value;

use crate::fingerprint::Fingerprint;
use crate::price::{self, Asked, Rates};
use crate::record::{Item, Offer};

/// An item or an offer.
pub enum Side {
    /// Of a shop.
    Item(Box<Item>),
    /// Of a factory.
    Offer(Box<Offer>),
}

impl Side {
    /// Reads a record by its `kind`; without one it is an offer when it has what only offers have.
    ///
    /// # Errors
    /// Another `kind`, or a field of the wrong type.
    pub fn new(value: &Value) -> Result<Self, String> {
        let kind = match value.get("kind") {
            Some(kind) => kind.as_str().ok_or("`kind` must be \"item\" or \"offer\"")?,
            None if ["tiers", "moq", "supplier", "platform"].iter().any(|field| value.get(field).is_some()) => "offer",
            None => "item",
        };
        match kind {
            "item" => Item::deserialize(value).map(|item| Self::Item(Box::new(item))),
            "offer" => Offer::deserialize(value).map(|offer| Self::Offer(Box::new(offer))),
            other => {
                return Err(format!("`kind` is {other:?}: only \"item\" and \"offer\" can be compared"));
            }
        }
        .map_err(|error| error.to_string())
    }

    /// Whether it is a factory's.
    pub fn is_offer(&self) -> bool {
        matches!(self, Self::Offer(_))
    }

    /// Its pictures' addresses or paths.
    pub fn images(&self) -> &[String] {
        match self {
            Self::Item(item) => &item.images,
            Self::Offer(offer) => &offer.images,
        }
    }

    /// Its title.
    pub fn title(&self) -> Option<&str> {
        match self {
            Self::Item(item) => item.title.as_deref(),
            Self::Offer(offer) => offer.title.as_deref(),
        }
    }

    /// The fingerprint of its text.
    pub fn fingerprint(&self) -> Fingerprint {
        match self {
            Self::Item(item) => Fingerprint::of_item(item),
            Self::Offer(offer) => Fingerprint::of_offer(offer),
        }
    }

    fn asked(&self) -> Option<Asked<'_>> {
        match self {
            Self::Item(item) => Asked::by_shop(item),
            Self::Offer(offer) => Asked::by_factory(offer),
        }
    }

    /// This side's price ÷ the other's, as the badge judges by: see [`price::price_ratio`].
    pub fn price_ratio(&self, other: &Self) -> Option<f64> {
        price::price_ratio(other.asked(), self.asked(), &Rates::default())
    }
}
