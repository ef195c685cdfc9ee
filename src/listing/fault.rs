//! Why a row or a line is left out.

use rust_decimal::Decimal;
use serde::Serialize;
use thiserror::Error;

use crate::record::{Offer, Reason};

/// Why a row or a line has no place in a catalogue.
#[derive(Debug, Clone, PartialEq, Error, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum RowFault {
    /// A cell is not what its column holds.
    #[error("column \"{column}\": \"{value}\" is not {expected}")]
    Cell {
        /// The column's header.
        column: String,
        /// The cell, cut where it is long.
        value: String,
        /// What it should be.
        expected: Expected,
    },
    /// Nothing to find it by.
    #[error("the listing has neither a title nor a picture")]
    NothingToFind,
    /// A price or quantity of zero or less.
    #[error("the tier from {from} at {price} is no price: both must be above zero")]
    BadTier {
        /// Quantity.
        from: u32,
        /// Price.
        price: Decimal,
    },
    /// A listing that is taken all the same: it is found, and its landed cost is unknown.
    #[error("the listing has no price: it can be found, but its landed cost is unknown")]
    NoPrice,
    /// A share outside 0–1.
    #[error("a repurchase rate of {rate} is none: it lies between 0 and 1")]
    BadRate {
        /// The share.
        rate: f64,
    },
    /// A record of the retail side.
    #[error("this is a retail item, not a factory's offer: it has no place in a catalogue")]
    Retail,
    /// A record of a page without an offer.
    #[error("there is no offer on this page: {reason}")]
    NoOffer {
        /// Why.
        #[cfg_attr(target_arch = "wasm32", tsify(type = "NothingReason"))]
        reason: Reason,
    },
    /// The line is no record.
    #[error("{message}")]
    Json {
        /// What the parser says.
        message: String,
    },
}

/// What a cell should have been.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "snake_case")]
pub enum Expected {
    /// Money.
    #[error("an amount")]
    Amount,
    /// Money; the cell says that it is to be agreed.
    #[error("a price but something to be agreed: write an amount, or leave the cell empty")]
    Agreed,
    /// A whole number.
    #[error("a number")]
    Number,
    /// Quantity tiers.
    #[error("tiers such as 3:2.30;100:2.10")]
    Tiers,
    /// A share.
    #[error("a rate such as 0.42 or 42%")]
    Rate,
    /// A date, or a date and a time.
    #[error("a date such as 2026-11-25 or 2026-11-25T08:00:00Z")]
    Date,
    /// An identifier; the spreadsheet made a rounded number of it.
    #[error("an identifier: the spreadsheet has rounded it; format the column as text and export again")]
    Unrounded,
    /// Nested data.
    #[error("valid JSON of this field")]
    Json,
}

/// Longest piece of a cell that a fault quotes, in characters.
const QUOTED: usize = 80;

impl RowFault {
    /// A cell that is not what its column holds.
    pub(super) fn cell(column: &str, value: &str, expected: Expected) -> Self {
        let mut quoted: String = value.chars().take(QUOTED).collect();
        if quoted.len() < value.len() {
            quoted.push('…');
        }
        Self::Cell { column: column.to_owned(), value: quoted, expected }
    }
}

/// Why an offer does not name a listing that is in a catalogue already: it needs its id or its address.
pub fn nameless(offer: &Offer) -> Option<RowFault> {
    (offer.id.is_none() && offer.url.is_none()).then(|| RowFault::Json {
        message: "a listing that is gone is named by its platform and id, or by its address".to_owned(),
    })
}

/// What is doubtful about an offer that has its place in a catalogue.
pub fn doubt(offer: &Offer) -> Option<RowFault> {
    let is_priced = !offer.tiers.is_empty() || offer.skus.iter().any(|sku| sku.price.is_some());
    (!is_priced).then_some(RowFault::NoPrice)
}

/// Why an offer has no place in a catalogue, wherever it comes from.
pub fn fault(offer: &Offer) -> Option<RowFault> {
    if offer.title.as_deref().is_none_or(|title| title.trim().is_empty()) && offer.images.is_empty() {
        return Some(RowFault::NothingToFind);
    }
    if let Some(tier) = offer.tiers.iter().find(|tier| tier.price <= Decimal::ZERO || tier.from == 0) {
        return Some(RowFault::BadTier { from: tier.from, price: tier.price });
    }
    let rate = offer.supplier.as_ref()?.repurchase_rate?;
    (!(0.0..=1.0).contains(&rate)).then_some(RowFault::BadRate { rate })
}
