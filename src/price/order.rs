//! What quantities of a factory's offer can be ordered, in the pieces that the shopper counts.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{Landed, stated_tiers};
use crate::record::Offer;

/// Nobody tries out a source by the hundred thousand.
pub const MOST_PIECES: u32 = 99_999;

/// The quantities of a retail item that can be ordered at a factory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Order {
    /// The least: as many items as the minimum order holds.
    pub least: u32,
    /// The most that is worked out.
    pub most: u32,
    /// One more or one less: as many items as a factory's unit holds.
    pub step: u32,
    /// The quantity that the landed cost is of.
    pub quantity: u32,
    /// The tiers that one can have, by where they begin.
    pub tiers: Vec<OrderTier>,
}

/// A tier that an order can reach.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct OrderTier {
    /// Where it begins in the listing, in the factory's units: [`Landed::tier_from`].
    pub tier: u32,
    /// From how many of the factory's units one can have it: never below the minimum order.
    pub from: u32,
    /// As many items as those units hold.
    pub items: u32,
    /// Price of one unit.
    pub price: Decimal,
}

/// What can be ordered of an offer. `pieces` is how many pieces (retail item, factory unit) hold, as in
/// [`super::compare()`].
pub fn order(offer: &Offer, landed: &Landed, pieces: Option<(u32, u32)>) -> Order {
    let (in_item, in_unit) = pieces.filter(|(item, unit)| *item > 0 && *unit > 0).unwrap_or((1, 1));
    // Whole items, rounded up: half a pack is not sold.
    let items = |units: u32| units.saturating_mul(in_unit).div_ceil(in_item).max(1);
    let tiers = stated_tiers(offer);
    let ends = tiers.iter().skip(1).map(|tier| Some(tier.from)).chain([None]);
    // A tier that ends below the minimum order is nobody's price.
    let reachable =
        tiers.iter().zip(ends).filter(|(_, end)| end.is_none_or(|end| end > landed.moq)).map(|(tier, _)| {
            let from = tier.from.max(landed.moq);
            OrderTier { tier: tier.from, from, items: items(from), price: tier.price }
        });
    let least = items(landed.moq).min(MOST_PIECES);
    Order {
        least,
        most: MOST_PIECES,
        step: if in_unit > in_item && in_unit.is_multiple_of(in_item) { in_unit / in_item } else { 1 },
        quantity: items(landed.quantity).clamp(least, MOST_PIECES),
        tiers: reachable.collect(),
    }
}

#[cfg(test)]
#[path = "../../tests/unit/price/order.rs"]
mod tests;
