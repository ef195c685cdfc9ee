//! The landed cost of an order at a factory.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::cents;
use crate::{
    record::{Offer, Tier},
    sorting,
};

/// What an order of a factory's offer costs, delivered, as a sum that one can check:
/// `unit_price` × `quantity` = `goods`; `goods` + `freight` = `total`; `total` ÷ `quantity` = `per_piece`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Landed {
    /// ISO 4217 code of every amount here.
    pub currency: String,
    /// Price of one unit at the tier that the quantity reaches.
    pub unit_price: Decimal,
    /// Where that tier begins.
    pub tier_from: u32,
    /// True where variants differ in price and `unit_price` is only the lowest of them.
    pub from_price: bool,
    /// The least one may order.
    pub moq: u32,
    /// Units ordered: what was wanted, or the least that is sold.
    pub quantity: u32,
    /// Price of the goods.
    pub goods: Decimal,
    /// Delivery; left out where the listing does not say, and then no sum here holds it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub freight: Option<Decimal>,
    /// All of it: what leaves the shopper's pocket.
    pub total: Decimal,
    /// All of it, for one unit.
    pub per_piece: Decimal,
}

/// The landed cost of at least `wanted` units (0 counts as 1); `None` where the offer names no price or no currency,
/// or one that is not a price (zero or less).
pub fn landed(offer: &Offer, wanted: u32) -> Option<Landed> {
    let currency = offer.currency.clone()?;
    let tiers = priced_tiers(offer);
    let first = tiers.iter().map(|tier| tier.from).min()?;
    // A first tier above the stated minimum is the true minimum: below it there is no price.
    let moq = offer.moq.unwrap_or(1).max(first).max(1);
    let quantity = wanted.max(moq);
    let tier = tiers.iter().filter(|tier| tier.from <= quantity).max_by_key(|tier| tier.from)?;
    let goods = tier.price.checked_mul(Decimal::from(quantity))?;
    let freight = freight(offer, goods);
    let total = goods.checked_add(freight.unwrap_or_default())?;
    let dearest = offer.skus.iter().filter_map(|sku| sku.price).max();
    Some(Landed {
        currency,
        unit_price: tier.price,
        tier_from: tier.from,
        from_price: tiers.len() == 1 && dearest.is_some_and(|price| price > tier.price),
        moq,
        quantity,
        goods: cents(goods),
        freight: freight.map(cents),
        total: cents(total),
        per_piece: cents(total / Decimal::from(quantity)),
    })
}

/// The price of one unit at the smallest order, without freight; what plausibility is judged by.
pub fn piece_price(offer: &Offer) -> Option<Decimal> {
    priced_tiers(offer).iter().min_by_key(|tier| tier.from).map(|tier| tier.price)
}

/// The offer's own tiers that carry a price, by where they begin.
pub fn stated_tiers(offer: &Offer) -> Vec<Tier> {
    let priced = offer.tiers.iter().filter(|tier| tier.price > Decimal::ZERO);
    let mut tiers: Vec<Tier> = priced.map(|tier| Tier { from: tier.from.max(1), price: tier.price }).collect();
    sorting::sort_by(&mut tiers, |one, other| one.from.cmp(&other.from));
    tiers
}

/// The offer's tiers that carry a price; failing that, the cheapest variant from the minimum order on.
fn priced_tiers(offer: &Offer) -> Vec<Tier> {
    let tiers = stated_tiers(offer);
    if !tiers.is_empty() {
        return tiers;
    }
    let cheapest = offer.skus.iter().filter_map(|sku| sku.price).filter(|price| *price > Decimal::ZERO).min();
    cheapest.map(|price| Tier { from: offer.moq.unwrap_or(1).max(1), price }).into_iter().collect()
}

fn freight(offer: &Offer, goods: Decimal) -> Option<Decimal> {
    let freight = offer.freight.as_ref()?;
    if freight.free_from.is_some_and(|bound| goods >= bound) {
        return Some(Decimal::ZERO);
    }
    freight.amount.filter(|amount| *amount >= Decimal::ZERO)
}
