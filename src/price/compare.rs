//! The landed cost held against the retail price, for as much of the product as one retail item holds.

use rust_decimal::{Decimal, RoundingStrategy, prelude::ToPrimitive};
use serde::{Deserialize, Serialize};

use super::{Landed, Rates, Terms, cents, landed};
use crate::record::{Item, Offer, PriceKind};

/// What the shopper would pay at the shop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Retail {
    /// ISO 4217 code.
    pub currency: String,
    /// One item, with its share of the shop's freight where that is known.
    pub per_piece: Decimal,
    /// All items, with freight where that is known.
    pub total: Decimal,
    /// The shop's price of one item, without freight.
    pub unit_price: Decimal,
    /// The shop's price of all items, without freight.
    pub goods: Decimal,
    /// The shop's freight; left out where the page does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub freight: Option<Decimal>,
    /// How many items.
    pub quantity: u32,
    /// What sort of price it is.
    pub kind: PriceKind,
}

/// The landed cost in the currency of the comparison: the one that the shopper chose, else the shop's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Converted {
    /// ISO 4217 code.
    pub currency: String,
    /// For as much as one retail item holds.
    pub per_piece: Decimal,
    /// The whole order.
    pub total: Decimal,
    /// Day of the exchange rates; left out where none was needed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rate_date: Option<String>,
}

/// What buying at the source saves on one retail item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Saving {
    /// ISO 4217 code: that of [`Converted`].
    pub currency: String,
    /// Below zero where the source is dearer.
    pub amount: Decimal,
    /// Of the retail price, in whole percent.
    pub percent: i64,
}

/// Both sides, and what is between them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Comparison {
    /// The order at the source, in its own currency.
    pub landed: Landed,
    /// The same for as much as one retail item holds, converted; left out where there is no rate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub converted: Option<Converted>,
    /// Left out where the retail price or a rate is unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub saving: Option<Saving>,
    /// Whether buying at the source is cheaper for one item.
    pub worth: bool,
}

/// What `quantity` of the item cost at the shop; `None` where the page names no currency, or no price that anybody can
/// pay.
pub fn retail(item: &Item, quantity: u32) -> Option<Retail> {
    let price = item.price.as_ref().filter(|price| price.kind.is_for_anybody())?;
    let quantity = quantity.max(1);
    let goods = price.min.checked_mul(Decimal::from(quantity))?;
    let freight = item.freight.as_ref().and_then(|freight| match (freight.free, freight.free_from) {
        (Some(true), _) => Some(Decimal::ZERO),
        (_, Some(from)) if goods >= from => Some(Decimal::ZERO),
        _ => freight.amount,
    });
    let total = goods.checked_add(freight.unwrap_or_default())?;
    Some(Retail {
        currency: price.currency.clone()?,
        per_piece: cents(total / Decimal::from(quantity)),
        total: cents(total),
        unit_price: price.min,
        goods: cents(goods),
        freight,
        quantity,
        kind: price.kind,
    })
}

/// Holds an offer against the retail side. `pieces` is how many pieces (retail item, factory unit) hold, where the
/// titles say so: five singles are wanted to replace one pack of five. `None` where the offer has no landed cost.
pub fn compare(
    retail: Option<&Retail>,
    offer: &Offer,
    wanted: u32,
    pieces: Option<(u32, u32)>,
    terms: Terms<'_>,
) -> Option<Comparison> {
    let (item_pieces, unit_pieces) = pieces.filter(|(item, unit)| *item > 0 && *unit > 0).unwrap_or((1, 1));
    let pieces_wanted = wanted.max(1).saturating_mul(item_pieces);
    let landed = landed(offer, pieces_wanted.div_ceil(unit_pieces))?;
    let currency = terms.currency(retail, &landed.currency);
    let converted = currency.and_then(|currency| {
        let units = Decimal::from(landed.quantity).checked_mul(Decimal::from(unit_pieces))?;
        let per_item = landed.total.checked_mul(Decimal::from(item_pieces))? / units;
        let crossed = landed.currency != currency || retail.is_some_and(|retail| retail.currency != currency);
        Some(Converted {
            currency: currency.to_owned(),
            per_piece: cents(terms.rates.convert(per_item, &landed.currency, currency)?),
            total: cents(terms.rates.convert(landed.total, &landed.currency, currency)?),
            rate_date: crossed.then(|| terms.rates.date.clone()),
        })
    });
    let saving = retail.zip(converted.as_ref()).and_then(|(retail, converted)| {
        let paid = cents(terms.rates.convert(retail.per_piece, &retail.currency, &converted.currency)?);
        let amount = paid.checked_sub(converted.per_piece)?;
        // What costs nothing has no share of itself.
        let percent = amount.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(paid).filter(|_| paid > Decimal::ZERO)?;
        let percent = percent.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero).to_i64()?;
        Some(Saving { currency: converted.currency.clone(), amount, percent })
    });
    let worth = saving.as_ref().is_some_and(|saving| saving.amount > Decimal::ZERO);
    Some(Comparison { landed, converted, saving, worth })
}

/// What a record asks for one unit: the least that an item costs, and what a factory asks at its smallest order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked<'a> {
    /// ISO 4217 code, where the record says.
    pub currency: Option<&'a str>,
    /// Above zero.
    pub amount: Decimal,
}

impl<'a> Asked<'a> {
    /// What a shop asks of anybody; `None` where the page names no such price.
    pub fn by_shop(item: &'a Item) -> Option<Self> {
        let price = item.price.as_ref().filter(|price| price.kind.is_for_anybody())?;
        Self::new(price.currency.as_deref(), price.min)
    }

    /// What a factory asks, without freight; `None` where the listing names no price.
    pub fn by_factory(offer: &'a Offer) -> Option<Self> {
        Self::new(offer.currency.as_deref(), super::piece_price(offer)?)
    }

    fn new(currency: Option<&'a str>, amount: Decimal) -> Option<Self> {
        (amount > Decimal::ZERO).then_some(Self { currency, amount })
    }
}

/// The right price ÷ the left price, in the left one's currency: what tells a plausible source from a chance likeness.
/// `None` where either price or the rate between their currencies is unknown; where neither side says its currency, the
/// two are taken for one.
pub fn price_ratio(left: Option<Asked<'_>>, right: Option<Asked<'_>>, rates: &Rates) -> Option<f64> {
    let (left, right) = (left?, right?);
    let converted = match (right.currency, left.currency) {
        (None, None) => right.amount,
        (from, to) => rates.convert(right.amount, from?, to?)?,
    };
    Some(converted.to_f64()? / left.amount.to_f64()?)
}
