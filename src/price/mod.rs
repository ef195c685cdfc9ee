//! What it really costs: tiers, minimum order and freight become the landed cost at the shopper's quantity, and that
//! is held against the retail price.
//!
//! All sums are decimal; they are rounded to cents once, at the end, half away from zero.

mod compare;
mod landed;
mod order;
mod rates;
mod rates_import;
mod tracked;

pub use compare::{Asked, Comparison, Converted, Retail, Saving, compare, price_ratio, retail};
pub use landed::{Landed, landed, piece_price, stated_tiers};
pub use order::{MOST_PIECES, Order, OrderTier, order};
pub use rates::{RATES_DATE, Rates, Terms};
pub use rates_import::{RatesError, import_rates};
pub use tracked::{Amount, Change, Reach, card_speaks_for, change, is_price, reach};

use rust_decimal::{Decimal, RoundingStrategy};

/// Rounds to cents, as a shop would print it.
fn cents(amount: Decimal) -> Decimal {
    amount.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero)
}

#[cfg(test)]
#[path = "../../tests/unit/price/price.rs"]
mod tests;
