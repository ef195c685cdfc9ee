//! Listings as JSON: one record a line.

use serde_json::{Map, Value};

use super::{Mapping, RowFault, fault};
use crate::{
    json,
    record::{Card, Offer, Page},
};

/// The offers that one JSON object holds: an offer, with its `kind` or without; the offers of a list page; or, where no
/// field is one of an offer's, a row whose fields are columns.
///
/// # Errors
/// When it is another kind of record, or an offer that has no place in a catalogue.
pub fn offers(record: Map<String, Value>) -> Result<Vec<Offer>, RowFault> {
    offers_but(record, fault)
}

/// The same, with what else is wrong with an offer: [`fault`] or [`super::nameless`].
///
/// # Errors
/// When it is another kind of record, or what `wrong` says.
pub fn offers_but(
    mut record: Map<String, Value>,
    wrong: fn(&Offer) -> Option<RowFault>,
) -> Result<Vec<Offer>, RowFault> {
    let own = ["kind", "title", "images"].iter().any(|field| record.contains_key(*field));
    if !own {
        return from_columns(&record, wrong).map(|offer| vec![offer]);
    }
    record.entry("kind").or_insert_with(|| "offer".into());
    let page = json::read(Value::Object(record)).map_err(|error| RowFault::Json { message: error.to_string() })?;
    let offers = match page {
        Page::Offer(offer) => vec![offer],
        Page::Cards(cards) => cards.cards.into_iter().filter_map(factory).collect(),
        Page::Item(_) => return Err(RowFault::Retail),
        Page::Nothing(nothing) => return Err(RowFault::NoOffer { reason: nothing.reason }),
    };
    match offers.iter().find_map(wrong) {
        Some(fault) => Err(fault),
        None => Ok(offers),
    }
}

fn factory(card: Card) -> Option<Offer> {
    match card {
        Card::Offer(offer) => Some(offer),
        Card::Item(_) => None,
    }
}

/// An object of somebody else's making, `{"标题": …, "价格": 2.3}`.
fn from_columns(record: &Map<String, Value>, wrong: fn(&Offer) -> Option<RowFault>) -> Result<Offer, RowFault> {
    let headers: Vec<&str> = record.keys().map(String::as_str).collect();
    let cells: Vec<String> = record.values().map(cell).collect();
    Mapping::recognise(&headers).offer_but(&cells, wrong)
}

/// A value as a cell of a table would hold it.
fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
