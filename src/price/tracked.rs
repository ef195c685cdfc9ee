//! Prices over time: what a price that was seen changes in a history, and when a watched one is reached.

use std::str::FromStr;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// An amount of a currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Amount {
    /// ISO 4217 code.
    pub currency: String,
    /// How much.
    pub amount: Decimal,
}

/// What a price does to the history of one thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// Nothing: it is as it was.
    None,
    /// It stands in place of the newest point's: of one day the lowest stands.
    Lower,
    /// It is a point of its own.
    New,
    /// Nothing: its day lies before the newest point, by a clock that was set back.
    Past,
}

/// What `price` on `day` does to a history whose newest point is `newest`. Days are `YYYY-MM-DD`.
pub fn change(newest: Option<(&str, Decimal)>, day: &str, price: Decimal) -> Change {
    match newest {
        None => Change::New,
        Some((last, _)) if last > day => Change::Past,
        Some((last, held)) if last == day && price < held => Change::Lower,
        Some((last, held)) if last != day && price != held => Change::New,
        Some(_) => Change::None,
    }
}

/// Whether a target price is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "snake_case")]
pub enum Reach {
    /// The price is above it, or in another currency.
    No,
    /// It was reached before, by a price as low as this.
    Still,
    /// It is reached for the first time, or by a lower price than before.
    News,
}

/// Whether `price` reaches `target`; `before` is the price that reached it last.
pub fn reach(target: &Amount, price: &Amount, before: Option<Decimal>) -> Reach {
    if price.currency != target.currency || price.amount > target.amount {
        Reach::No
    } else if before.is_some_and(|before| price.amount >= before) {
        Reach::Still
    } else {
        Reach::News
    }
}

/// Whether a list's card speaks for a watched variant: it shows one price and does not say whose, so only once it has
/// shown the price that the variant is known to have.
pub fn card_speaks_for(known: &Amount, shown: &Amount) -> bool {
    known == shown
}

/// Whether a text is a price: a decimal number above zero.
pub fn is_price(text: &str) -> bool {
    Decimal::from_str(text.trim()).is_ok_and(|price| price > Decimal::ZERO)
}

#[cfg(test)]
#[path = "../../tests/unit/price/tracked.rs"]
mod tests;
