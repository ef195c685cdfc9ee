//! Offers as rows of a table, with nothing lost.

use serde::Serialize;

use super::{cell, column::Column};
use crate::record::{Offer, OfferFreight, Supplier, Tier};

/// The header of an export.
pub fn columns() -> impl ExactSizeIterator<Item = &'static str> {
    Column::exported().map(Column::name)
}

/// The row of an offer, under the header of [`columns`]. A cell is plain where its reader gives back the same, and
/// compact JSON otherwise.
pub fn row(offer: &Offer) -> Vec<String> {
    Column::exported().map(|column| of(offer, column)).collect()
}

fn of(offer: &Offer, column: Column) -> String {
    let freight = offer.freight.as_ref();
    let supplier = offer.supplier.as_ref();
    let text = |text: &Option<String>| text.as_deref().map(|text| plain_text(column, text)).unwrap_or_default();
    match column {
        Column::Platform => text(&offer.platform),
        Column::Id => text(&offer.id),
        Column::Url => text(&offer.url),
        Column::Title => text(&offer.title),
        Column::Images => list(column, &offer.images),
        Column::Currency => text(&offer.currency),
        Column::Tiers => tiers(&offer.tiers),
        Column::Moq => number(offer.moq),
        Column::Unit => text(&offer.unit),
        // A record that is there and says nothing is not the same as none.
        Column::Freight if freight == Some(&OfferFreight::default()) => "{}".to_owned(),
        Column::Freight => number(freight.and_then(|freight| freight.amount)),
        Column::FreeFrom => number(freight.and_then(|freight| freight.free_from)),
        Column::Origin => freight.map(|freight| text(&freight.origin)).unwrap_or_default(),
        Column::Supplier if supplier == Some(&Supplier::default()) => "{}".to_owned(),
        Column::Supplier => supplier.map(|supplier| text(&supplier.name)).unwrap_or_default(),
        Column::Place => supplier.map(|supplier| text(&supplier.place)).unwrap_or_default(),
        Column::Belt => supplier.map(|supplier| text(&supplier.belt)).unwrap_or_default(),
        Column::Years => number(supplier.and_then(|supplier| supplier.years)),
        Column::RepurchaseRate => number(supplier.and_then(|supplier| supplier.repurchase_rate)),
        Column::Flags => supplier.map(|supplier| list(column, &supplier.flags)).unwrap_or_default(),
        Column::Gtin => text(&offer.gtin),
        Column::Brand => text(&offer.brand),
        Column::Attributes if offer.attributes.is_empty() => String::new(),
        Column::Attributes => json(&offer.attributes),
        Column::Mix => offer.mix.as_ref().map(json).unwrap_or_default(),
        Column::Skus if offer.skus.is_empty() => String::new(),
        Column::Skus => json(&offer.skus),
        Column::Dispatch => text(&offer.dispatch),
        Column::Services => list(column, &offer.services),
        Column::SeenAt => text(&offer.seen_at),
        Column::Price | Column::Attribute | Column::Ignore => String::new(),
    }
}

fn plain_text(column: Column, text: &str) -> String {
    // The apostrophe keeps a spreadsheet from running a supplier's text as a formula.
    let plain = if cell::is_formula(text) { format!("'{text}") } else { text.to_owned() };
    let is_nested = column == Column::Supplier && plain.starts_with('{');
    let reads_back =
        || cell::content(&plain) == Some(plain.as_str()) && cell::text(column, &plain).as_deref() == Some(text);
    if !is_nested && reads_back() { plain } else { json(&text) }
}

fn list(column: Column, list: &[String]) -> String {
    if list.is_empty() {
        return String::new();
    }
    let plain = list.join(" | ");
    let reads_back = || cell::content(&plain) == Some(plain.as_str()) && cell::list(column, &plain) == list;
    if !cell::is_formula(&plain) && reads_back() { plain } else { json(&list) }
}

fn tiers(tiers: &[Tier]) -> String {
    if tiers.is_empty() {
        return String::new();
    }
    let plain = tiers.iter().map(|tier| format!("{}:{}", tier.from, tier.price)).collect::<Vec<_>>().join(";");
    if cell::tiers(&plain).as_deref() == Some(tiers) { plain } else { json(&tiers) }
}

fn number(number: Option<impl ToString>) -> String {
    number.map(|number| number.to_string()).unwrap_or_default()
}

/// Maps, lists and texts always have a form in JSON.
fn json(value: &impl Serialize) -> String {
    serde_json::to_value(value).map(|value| value.to_string()).unwrap_or_default()
}
