//! Which listings are one, and which items are one: the only place that says so.
//!
//! | An offer with | is known by |
//! |---|---|
//! | an id | marketplace and id |
//! | an address of a marketplace that names its offers there | the marketplace and the id in the address |
//! | another address | the address, without its fragment |
//! | neither | everything that it says |
//!
//! So an offer with only an address and the same offer with its id as well are one. An item is known by the host of its
//! page and its id there, or by its page's address where the page names no id; its variant by the seller's number too.

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

use crate::{
    page::{self, address::Address},
    record::{Item, Offer},
};

/// What an item is known by, in two degrees.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct ItemKey {
    /// What all variants of the item have in common.
    pub base: String,
    /// The variant; the same as `base` where the page names none.
    pub key: String,
}

/// What a listing is known by. Two listings of one key are one listing, seen twice.
pub fn listing_key(offer: &Offer) -> u64 {
    match listing_name(offer) {
        Some(name) => xxh3_64(name.as_bytes()),
        None => xxh3_64(&serde_json::to_vec(offer).unwrap_or_default()),
    }
}

/// [`listing_key`] as text: 16 hexadecimal digits.
pub fn listing_key_text(offer: &Offer) -> String {
    format!("{:016x}", listing_key(offer))
}

fn listing_name(offer: &Offer) -> Option<String> {
    let (platform, id) = (filled(&offer.platform), filled(&offer.id));
    let url = filled(&offer.url);
    let at = || url.and_then(page::offer_id);
    match (platform, id) {
        (Some(platform), Some(id)) => Some(format!("{platform}\0{id}")),
        (None, Some(id)) => Some(format!("{}\0{id}", at().map_or("", |(platform, _)| platform))),
        (_, None) => match at() {
            Some((platform, id)) => Some(format!("{platform}\0{id}")),
            None => url.map(|url| url.split('#').next().unwrap_or(url).to_owned()),
        },
    }
}

/// What an item is known by; `None` for one that has neither an id nor an address.
pub fn item_key(item: &Item) -> Option<ItemKey> {
    let address = filled(&item.url).and_then(Address::parse).filter(|address| !address.host.is_empty());
    let base = match (address, filled(&item.id)) {
        (Some(address), Some(id)) => format!("{} {id}", address.host.to_ascii_lowercase()),
        (Some(Address { host, path, query, .. }), None) => {
            let path = if path.is_empty() { "/" } else { path };
            let mark = if query.is_empty() { "" } else { "?" };
            format!("{}{path}{mark}{query}", host.to_ascii_lowercase())
        }
        (None, Some(id)) => id.to_owned(),
        (None, None) => return None,
    };
    let key = filled(&item.sku).map_or_else(|| base.clone(), |sku| format!("{base} {sku}"));
    Some(ItemKey { base, key })
}

fn filled(field: &Option<String>) -> Option<&str> {
    field.as_deref().map(str::trim).filter(|text| !text.is_empty())
}

#[cfg(test)]
#[path = "../tests/unit/identity.rs"]
mod tests;
