//! The records that every part of Yuantou speaks: as JSON, one object a line, with money as decimal strings.
//!
//! A page is one of four kinds, told apart by its `kind`: an [`Item`] (a retail page), an [`Offer`] (a factory's
//! listing, which is also what a catalogue holds), [`Cards`] (a list or search page), or [`Nothing`] with its reason.
//! What is not known is left out, never guessed and never an empty string.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::json;

/// Names and values of a page's attribute table, in a stable order.
pub type Attributes = BTreeMap<String, String>;

/// What a page is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(tag = "kind", rename_all = "lowercase", try_from = "Value")]
pub enum Page {
    /// A product that a shop sells.
    Item(Item),
    /// A factory's listing.
    Offer(Offer),
    /// A list of products.
    Cards(Cards),
    /// Not a product page, and why.
    Nothing(Nothing),
}

/// Reads an enumeration by its `kind`. What serde makes for one with a tag reads every field of every kind into a buffer
/// of its own first, by code of its own for each type.
macro_rules! read_by_kind {
    ($type:ident { $($kind:literal => $variant:ident),* }) => {
        impl TryFrom<Value> for $type {
            type Error = serde_json::Error;

            fn try_from(value: Value) -> Result<Self, Self::Error> {
                let (kind, fields) = json::tagged(value)?;
                match kind.as_str() {
                    $($kind => json::read(fields).map(Self::$variant),)*
                    _ => Err(json::unknown_kind(&kind, &[$($kind),*])),
                }
            }
        }
    };
}

read_by_kind!(Page { "item" => Item, "offer" => Offer, "cards" => Cards, "nothing" => Nothing });

/// A product on a retail page.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(default)]
pub struct Item {
    /// Address of the page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The shop's own id of the product; a file's id where it was given one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Title, white space folded, without the site's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What the shopper would pay for one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<Price>,
    /// Addresses or paths of the gallery's pictures, main one first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub images: Vec<String>,
    /// The seller's own number of the variant shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sku: Option<String>,
    /// GTIN, EAN, UPC or ISBN-13, digits only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gtin: Option<String>,
    /// Manufacturer's part number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mpn: Option<String>,
    /// Brand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub brand: Option<String>,
    /// Whether it can be bought now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub availability: Option<Availability>,
    /// The attribute table.
    #[serde(skip_serializing_if = "Attributes::is_empty")]
    #[cfg_attr(target_arch = "wasm32", tsify(type = "Record<string, string>"))]
    pub attributes: Attributes,
    /// Who sells it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seller: Option<String>,
    /// What delivery costs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub freight: Option<ItemFreight>,
    /// The variants and what each costs.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub skus: Vec<Sku>,
}

/// A price as the page states it. `min` = `max` unless the page gives a range.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(from = "PriceInput")]
pub struct Price {
    /// ISO 4217 code, if the page, its host or its language tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// Lowest price.
    pub min: Decimal,
    /// Highest price.
    pub max: Decimal,
    /// What sort of price it is.
    pub kind: PriceKind,
    /// The text it was read from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// A price as others may write it: one bound stands for both, and a price of no kind is what one pays.
#[derive(Deserialize)]
#[serde(expecting = "a price such as {\"currency\": \"CNY\", \"min\": \"3.20\"}")]
struct PriceInput {
    currency: Option<String>,
    min: Decimal,
    max: Option<Decimal>,
    kind: Option<PriceKind>,
    text: Option<String>,
}

impl From<PriceInput> for Price {
    fn from(input: PriceInput) -> Self {
        let PriceInput { currency, min, max, kind, text } = input;
        Self { currency, min, max: max.unwrap_or(min), kind: kind.unwrap_or(PriceKind::Sale), text }
    }
}

/// What sort of price a page states.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum PriceKind {
    /// What one pays.
    Sale,
    /// The struck-out or recommended price.
    List,
    /// After a coupon, a voucher or a subsidy that the shopper has to claim (券后, 国补).
    Coupon,
    /// The lowest of several (起).
    From,
    /// For members or holders of a card only (PLUS, Clubcard).
    Member,
    /// For a shopper's first order only (首单价).
    FirstOrder,
    /// In the shop's app only.
    App,
    /// With regular deliveries only (subscribe and save).
    Subscription,
}

impl PriceKind {
    /// Whether only some shoppers pay it, or only under a condition.
    pub fn is_conditional(self) -> bool {
        self == Self::Coupon || !self.is_for_anybody()
    }

    /// Whether anybody can pay it, be it with a coupon that anybody can claim: only such prices are compared and kept.
    pub fn is_for_anybody(self) -> bool {
        !matches!(self, Self::Member | Self::FirstOrder | Self::App | Self::Subscription)
    }
}

/// Whether something can be bought now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Availability {
    /// It can be ordered.
    InStock,
    /// It cannot.
    OutOfStock,
}

/// What delivery costs on the retail side.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(default)]
pub struct ItemFreight {
    /// In the price's currency.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<Decimal>,
    /// True where the page says that delivery is free for everybody; returns insurance (运费险) is not that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub free: Option<bool>,
    /// Order value from which it is free.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub free_from: Option<Decimal>,
}

/// One variant of an item or offer.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(default)]
pub struct Sku {
    /// The shop's id of the variant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Its options, joined by " / " in the page's order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its price, in the record's currency.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<Decimal>,
    /// Its picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<String>,
    /// Pieces in stock.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stock: Option<u64>,
}

/// A factory's offer: what a source page says, and what a catalogue lists.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(default)]
pub struct Offer {
    /// The marketplace, as a short stable name: `1688`, `hc360`, `alibaba`, …
    #[serde(skip_serializing_if = "Option::is_none")]
    pub platform: Option<String>,
    /// The marketplace's id of the offer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Address of its page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Addresses or paths of its pictures, main one first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub images: Vec<String>,
    /// ISO 4217 code of every amount in the record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// Quantity tiers by rising `from`. A range over variants is not a tier: see `skus`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tiers: Vec<Tier>,
    /// Minimum order quantity, in `unit`s.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub moq: Option<u32>,
    /// What is counted: 件, 双, 套, piece, …
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// What delivery costs, and from where.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub freight: Option<OfferFreight>,
    /// Who makes or sells it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub supplier: Option<Supplier>,
    /// The attribute table.
    #[serde(skip_serializing_if = "Attributes::is_empty")]
    #[cfg_attr(target_arch = "wasm32", tsify(type = "Record<string, string>"))]
    pub attributes: Attributes,
    /// GTIN, digits only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gtin: Option<String>,
    /// Brand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub brand: Option<String>,
    /// Mixed-batch rule (混批): variants or products of one shop add up to the minimum.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mix: Option<Mix>,
    /// The variants and what each costs.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub skus: Vec<Sku>,
    /// Dispatch promise, as the page words it (48小时发货).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dispatch: Option<String>,
    /// Services such as free returns, as the page words them (退货包运费).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub services: Vec<String>,
    /// When it was last seen: RFC 3339, UTC.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seen_at: Option<String>,
}

/// From this quantity on, one unit costs this.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Tier {
    /// Smallest quantity that gets the price.
    pub from: u32,
    /// Price of one unit.
    pub price: Decimal,
}

/// Mixed-batch rule: either bound suffices.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(default)]
pub struct Mix {
    /// So many units together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<u32>,
    /// So much money together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<Decimal>,
}

/// What delivery costs on the factory's side.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(default)]
pub struct OfferFreight {
    /// For the smallest order, in the offer's currency; "0" where it is free.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<Decimal>,
    /// Order value from which it is free.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub free_from: Option<Decimal>,
    /// Place of dispatch.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
}

/// A factory or dealer.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(default)]
pub struct Supplier {
    /// Company.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Province and city.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// The industrial belt it belongs to (产业带): a place known for the trade.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub belt: Option<String>,
    /// Years on the marketplace.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub years: Option<u32>,
    /// Share of buyers who came back, 0–1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repurchase_rate: Option<f64>,
    /// What the marketplace vouches for, in its own words: 超级工厂, 实力商家, 深度验厂, 一件代发 (drop shipping), …
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub flags: Vec<String>,
}

/// A list or search page.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(default)]
pub struct Cards {
    /// Address of the page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// What is on it, in the page's order.
    pub cards: Vec<Card>,
}

/// One product of a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(tag = "kind", rename_all = "lowercase", try_from = "Value")]
pub enum Card {
    /// On a retail list.
    Item(Item),
    /// On a factory marketplace's list.
    Offer(Offer),
}

read_by_kind!(Card { "item" => Item, "offer" => Offer });

/// Not a product page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Nothing {
    /// Address of the page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Why there is nothing.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "NothingReason"))]
    pub reason: Reason,
}

/// Why a page yields nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[cfg_attr(target_arch = "wasm32", tsify(rename = "NothingReason"))]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The shop asks for a login or a captcha first.
    NeedsLogin,
    /// It is a product page by its address, but what makes one is missing: still loading, or the shop changed it.
    PageChanged,
    /// The product is gone.
    Gone,
    /// Nothing on the page says that it is about one product or a list of them.
    NotAProduct,
    /// There is no page in what was given.
    Empty,
}

impl std::fmt::Display for Reason {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(match self {
            Self::NeedsLogin => "the shop asks for a login or a captcha first",
            Self::PageChanged => "the page is not loaded fully, or the shop changed it",
            Self::Gone => "the product is gone",
            Self::NotAProduct => "the page is not about a product",
            Self::Empty => "the page is empty",
        })
    }
}
