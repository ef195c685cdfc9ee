//! Rules that need neither a pack nor a page at hand.

use rust_decimal::Decimal;
use wasm_bindgen::prelude::*;

use super::{error, give, pixels, take, types};
use crate::{
    engine::{MOST_OFFERS, Settings},
    page::{self, picture_address},
    price::{self, Amount, Rates},
};

/// What to gather from the page at this address.
#[wasm_bindgen(unchecked_return_type = "Probes")]
pub fn probes(url: &str) -> Result<JsValue, JsValue> {
    give(&page::probes(url))
}

/// The shops that pages are read of, by short name.
#[wasm_bindgen]
pub fn shops() -> Vec<String> {
    page::shops().into_iter().map(str::to_owned).collect()
}

/// The shop whose address it is, if it is one's.
#[wasm_bindgen]
pub fn shop(url: &str) -> Option<String> {
    page::shop(url).map(str::to_owned)
}

/// The same text for every address of one picture.
#[wasm_bindgen]
pub fn picture_identity(address: &str) -> String {
    picture_address::identity(address)
}

/// What the shell must keep to as well as the core.
#[wasm_bindgen(unchecked_return_type = "Limits")]
pub fn limits() -> Result<JsValue, JsValue> {
    give(&types::Limits { picture_pixels: pixels::MOST_PIXELS, offers: MOST_OFFERS })
}

/// The built-in exchange rates.
#[wasm_bindgen(unchecked_return_type = "Rates")]
pub fn rates() -> Result<JsValue, JsValue> {
    give(&Rates::default())
}

/// Reads exchange rates from a file's text, JSON or CSV. The error's `kind` says what is wrong with it.
#[wasm_bindgen(unchecked_return_type = "Rates")]
pub fn import_rates(text: &str) -> Result<JsValue, JsValue> {
    give(&price::import_rates(text).map_err(|error| error::js(error.kind(), &error.to_string()))?)
}

/// What so many of an item, as the settings say, cost at the shop and at an offer's factory: the sums of a verdict
/// for another quantity. `pieces` are those of the match.
#[wasm_bindgen(unchecked_return_type = "Sums")]
pub fn sums(
    #[wasm_bindgen(unchecked_param_type = "Item")] item: JsValue,
    #[wasm_bindgen(unchecked_param_type = "Offer")] offer: JsValue,
    #[wasm_bindgen(unchecked_param_type = "Settings")] settings: JsValue,
    #[wasm_bindgen(unchecked_param_type = "[number, number] | undefined")] pieces: JsValue,
) -> Result<JsValue, JsValue> {
    let pieces = if pieces.is_undefined() { None } else { take(pieces)? };
    let settings: Settings = take(settings)?;
    let retail = price::retail(&take(item)?, settings.quantity);
    let cost = price::compare(retail.as_ref(), &take(offer)?, settings.quantity, pieces, settings.terms());
    give(&types::Sums { retail, cost })
}

/// Whether a text is a price: a decimal number above zero.
#[wasm_bindgen]
pub fn is_price(text: &str) -> bool {
    price::is_price(text)
}

/// What a price does to a history whose newest point, a day and an amount, is `newest`.
#[wasm_bindgen(unchecked_return_type = "Change")]
pub fn price_change(
    #[wasm_bindgen(unchecked_param_type = "[string, string] | undefined")] newest: JsValue,
    day: &str,
    price: &str,
) -> Result<JsValue, JsValue> {
    let newest: Option<(String, Decimal)> = if newest.is_undefined() { None } else { take(newest)? };
    let newest = newest.as_ref().map(|(day, amount)| (day.as_str(), *amount));
    give(&price::change(newest, day, decimal(price)?))
}

/// Whether a price reaches a target; `before` is the price that reached it last.
#[wasm_bindgen(unchecked_return_type = "Reach")]
pub fn price_reach(
    #[wasm_bindgen(unchecked_param_type = "Amount")] target: JsValue,
    #[wasm_bindgen(unchecked_param_type = "Amount")] price: JsValue,
    before: Option<String>,
) -> Result<JsValue, JsValue> {
    let before = before.as_deref().map(decimal).transpose()?;
    give(&price::reach(&take::<Amount>(target)?, &take::<Amount>(price)?, before))
}

/// Whether a list's card that shows a price speaks for a watched variant, of which `known` is the price.
#[wasm_bindgen]
pub fn card_speaks_for(
    #[wasm_bindgen(unchecked_param_type = "Amount")] known: JsValue,
    #[wasm_bindgen(unchecked_param_type = "Amount")] shown: JsValue,
) -> Result<bool, JsValue> {
    Ok(price::card_speaks_for(&take(known)?, &take(shown)?))
}

fn decimal(text: &str) -> Result<Decimal, JsValue> {
    text.trim().parse().map_err(|_| error::js("input", "this is no decimal number"))
}
