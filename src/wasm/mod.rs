//! The boundary to JavaScript, and the only Rust that knows it.
//!
//! Plain structs cross through `serde-wasm-bindgen` as plain objects, typed for TypeScript; pixels never cross: a
//! fetched `Blob` is decoded by the browser and read here. An error crosses as an `Error` whose `kind` says which.

mod error;
mod learn;
mod listings;
mod pixels;
#[cfg(feature = "playground")]
mod playground;

#[cfg(feature = "playground")]
pub use playground::{Side, compare};

use std::{cell::RefCell, rc::Rc};

use js_sys::{Promise, Uint8Array};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;
use web_sys::Blob;

#[cfg(feature = "playground")]
use crate::fingerprint::{Picture, Pixels, View, ViewKind};
use crate::{
    catalogue::{MANIFEST, Manifest},
    engine::{self, Settings},
    json,
    page::{self, Snapshot},
    price::{self, Comparison, Rates, Retail},
    record::{Item, Offer},
};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = "
/** A decimal number as a string: money is never a float. */
export type Decimal = string;
export interface PackSummary { name: string; listings: number; pictures: number; generation: number; }
/** Hexadecimal: PDQ and gradient hash of each view, then the colours. */
export interface Codes { index: string; query: string; quality: number; }
/** Both sides of the same purchase; left out where a price is missing. */
export interface Sums { retail: Retail | null; cost: Comparison | null; }
export interface CoreError extends Error { kind: 'pack' | 'picture' | 'input'; }
";

/// Reads pages, holds packs, starts queries.
#[wasm_bindgen]
#[derive(Default)]
pub struct Engine(engine::Engine);

#[wasm_bindgen]
impl Engine {
    /// An engine without packs.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a pack from its files, `manifest.json` among them; replaces the one of that name.
    #[wasm_bindgen(unchecked_return_type = "PackSummary")]
    pub fn add_pack(
        &mut self,
        name: &str,
        #[wasm_bindgen(unchecked_param_type = "Record<string, Uint8Array>")] files: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let file = |name: &str| -> Option<Vec<u8>> {
            let bytes = js_sys::Reflect::get(files, &name.into()).ok()?;
            bytes.dyn_ref::<Uint8Array>().map(Uint8Array::to_vec)
        };
        let manifest = file(MANIFEST).ok_or_else(|| error::js("pack", "the pack has no manifest.json"))?;
        let manifest = self.0.add_pack(name, &manifest, file).map_err(|error| error::js("pack", &error.to_string()))?;
        summary(manifest)
    }

    /// Adds a pack whose bytes queries ask for: from the shopper's own storage, or, with `far`, from a server. Replaces
    /// the one of that name.
    #[wasm_bindgen(unchecked_return_type = "PackSummary")]
    pub fn add_outside(&mut self, name: &str, manifest: &[u8], far: bool) -> Result<JsValue, JsValue> {
        let bytes = if far { engine::Bytes::Far } else { engine::Bytes::Near };
        let manifest = self.0.add_outside(name, manifest, bytes);
        summary(manifest.map_err(|error| error::js("pack", &error.to_string()))?)
    }

    /// Lets a pack go.
    pub fn remove_pack(&mut self, name: &str) {
        self.0.remove_pack(name);
    }

    /// What to gather from the page at this address.
    #[wasm_bindgen(unchecked_return_type = "Probes")]
    pub fn probes(&self, url: &str) -> Result<JsValue, JsValue> {
        give(&self.0.probes(url))
    }

    /// What a page says.
    #[wasm_bindgen(unchecked_return_type = "Reading")]
    pub fn read(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Snapshot")] snapshot: JsValue,
    ) -> Result<JsValue, JsValue> {
        give(&self.0.read(&take::<Snapshot>(snapshot)?))
    }

    /// The marketplaces' own searches for an item, best first.
    #[wasm_bindgen(unchecked_return_type = "SourceSearch[]")]
    pub fn source_links(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Item")] item: JsValue,
    ) -> Result<JsValue, JsValue> {
        give(&page::source_search(&take::<Item>(item)?))
    }

    /// The listings that a search's result page shows, for [`Query::add_offers`].
    #[wasm_bindgen(unchecked_return_type = "Offer[]")]
    pub fn listings(&self, #[wasm_bindgen(unchecked_param_type = "Page")] page: JsValue) -> Result<JsValue, JsValue> {
        give(&page::listings(&take(page)?))
    }

    /// What so many of an item, as the settings say, cost at the shop and at an offer's factory: the sums of a verdict
    /// for another quantity. `pieces` are those of the match.
    #[wasm_bindgen(unchecked_return_type = "Sums")]
    pub fn sums(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Item")] item: JsValue,
        #[wasm_bindgen(unchecked_param_type = "Offer")] offer: JsValue,
        #[wasm_bindgen(unchecked_param_type = "Partial<Settings>")] settings: JsValue,
        #[wasm_bindgen(unchecked_param_type = "[number, number] | undefined")] pieces: JsValue,
    ) -> Result<JsValue, JsValue> {
        #[derive(Serialize)]
        struct Sums {
            retail: Option<Retail>,
            cost: Option<Comparison>,
        }
        let pieces = if pieces.is_undefined() { None } else { take(pieces)? };
        let settings: Settings = take(settings)?;
        let retail = price::retail(&take(item)?, settings.quantity);
        let cost = price::compare(retail.as_ref(), &take(offer)?, settings.quantity, pieces, settings.terms());
        give(&Sums { retail, cost })
    }

    /// The shops that pages are read of, by short name.
    #[wasm_bindgen(unchecked_return_type = "string[]")]
    pub fn shops(&self) -> Result<JsValue, JsValue> {
        give(&page::shops())
    }

    /// The shop whose address it is, if it is one's.
    pub fn shop(&self, url: &str) -> Option<String> {
        page::shop(url).map(str::to_owned)
    }

    /// The built-in exchange rates.
    #[wasm_bindgen(unchecked_return_type = "Rates")]
    pub fn rates(&self) -> Result<JsValue, JsValue> {
        give(&Rates::default())
    }

    /// Reads exchange rates from a file's text, JSON or CSV. The error's `kind` says what is wrong with it.
    #[wasm_bindgen(unchecked_return_type = "Rates")]
    pub fn import_rates(&self, text: &str) -> Result<JsValue, JsValue> {
        give(&price::import_rates(text).map_err(|error| error::js(error.kind(), &error.to_string()))?)
    }

    /// Starts looking for the source of an item.
    pub fn begin(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Item")] item: JsValue,
        #[wasm_bindgen(unchecked_param_type = "Partial<Settings>")] settings: JsValue,
    ) -> Result<Query, JsValue> {
        let query = self.0.begin(take(item)?, take::<Settings>(settings)?);
        Ok(Query(Rc::new(RefCell::new(query))))
    }
}

/// One product's way from pictures to a verdict.
#[wasm_bindgen]
pub struct Query(Rc<RefCell<engine::Query>>);

#[wasm_bindgen]
impl Query {
    /// The pictures that are wanted now, the most telling first.
    #[wasm_bindgen(unchecked_return_type = "Need[]")]
    pub fn needs(&self) -> Result<JsValue, JsValue> {
        give(&self.0.borrow().needs())
    }

    /// Decodes and fingerprints a wanted picture. Rejects where it is none; the query then goes on without it.
    #[wasm_bindgen(unchecked_return_type = "Promise<void>")]
    pub fn picture(&self, ticket: u32, blob: Blob) -> Promise {
        // The query is borrowed only after the decoding, so that several pictures may be under way at once.
        let query = Rc::clone(&self.0);
        future_to_promise(async move {
            let decoded = pixels::decode(&blob).await;
            let mut query = query.borrow_mut();
            match decoded.as_ref().map_err(Clone::clone).and_then(pixels::Decoded::pixels) {
                Ok(pixels) => query.picture(ticket, &pixels),
                Err(message) => {
                    query.missing(ticket);
                    return Err(error::js("picture", &message));
                }
            }
            Ok(JsValue::UNDEFINED)
        })
    }

    /// Notes that a wanted picture cannot be had.
    pub fn missing(&self, ticket: u32) {
        self.0.borrow_mut().missing(ticket);
    }

    /// The stretches of packs that are needed now, each named once, those first that are best fetched first: best asked
    /// for once no picture is wanted any more. Empty when there is nothing to wait for.
    #[wasm_bindgen(unchecked_return_type = "ByteNeed[]")]
    pub fn byte_needs(&self) -> Result<JsValue, JsValue> {
        give(&self.0.borrow_mut().byte_needs())
    }

    /// Whether a stretch is still waited for: others may have said enough.
    pub fn needs_bytes(&self, ticket: u32) -> bool {
        self.0.borrow_mut().needs_bytes(ticket)
    }

    /// Takes a needed stretch, or nothing where it cannot be had. True if others are needed now.
    pub fn bytes(&self, ticket: u32, bytes: Option<Box<[u8]>>) -> bool {
        self.0.borrow_mut().bytes(ticket, bytes.as_deref())
    }

    /// Gives up the stretches that are still waited for.
    pub fn give_up(&self) {
        self.0.borrow_mut().give_up();
    }

    /// What each pack said.
    #[wasm_bindgen(unchecked_return_type = "Answered[]")]
    pub fn answered(&self) -> Result<JsValue, JsValue> {
        give(&self.0.borrow_mut().answered())
    }

    /// Adds offers that were read from a source's page.
    pub fn add_offers(&self, #[wasm_bindgen(unchecked_param_type = "Offer[]")] offers: JsValue) -> Result<(), JsValue> {
        self.0.borrow_mut().add_offers(take::<Vec<Offer>>(offers)?);
        Ok(())
    }

    /// The answer as far as it is known now.
    #[wasm_bindgen(unchecked_return_type = "Verdict")]
    pub fn verdict(&self) -> Result<JsValue, JsValue> {
        give(&self.0.borrow_mut().verdict())
    }
}

#[cfg(feature = "playground")]
/// The codes of one picture, as hexadecimal text: of its index views and of its query views.
#[wasm_bindgen(unchecked_return_type = "Promise<Codes>")]
pub fn fingerprint(blob: Blob) -> Promise {
    future_to_promise(async move {
        let decoded = pixels::decode(&blob).await.map_err(|message| error::js("picture", &message))?;
        let pixels = decoded.pixels().map_err(|message| error::js("picture", &message))?;
        codes(&pixels)
    })
}

#[cfg(feature = "playground")]
/// The same for pixels that are at hand: RGBA, 8 bits, straight alpha, row by row.
#[wasm_bindgen(unchecked_return_type = "Codes")]
pub fn fingerprint_rgba(width: u32, height: u32, rgba: &[u8]) -> Result<JsValue, JsValue> {
    codes(&at_hand(width, height, rgba)?)
}

#[cfg(feature = "playground")]
/// The codes of such pixels' full view alone, as hexadecimal text.
#[wasm_bindgen]
pub fn full_view_rgba(width: u32, height: u32, rgba: &[u8]) -> Result<String, JsValue> {
    Ok(hex(&Picture::of_views(&at_hand(width, height, rgba)?, &[ViewKind::Full])))
}

fn summary(manifest: &Manifest) -> Result<JsValue, JsValue> {
    #[derive(Serialize)]
    struct Summary<'a> {
        name: &'a str,
        listings: u64,
        pictures: u64,
        generation: u64,
    }
    let Manifest { name, listings, pictures, generation, .. } = manifest;
    give(&Summary { name, listings: *listings, pictures: *pictures, generation: *generation })
}

#[cfg(feature = "playground")]
fn at_hand(width: u32, height: u32, rgba: &[u8]) -> Result<Pixels<'_>, JsValue> {
    Pixels::new(width, height, rgba).map_err(|error| error::js("picture", &error.to_string()))
}

#[cfg(feature = "playground")]
fn codes(pixels: &Pixels) -> Result<JsValue, JsValue> {
    #[derive(Serialize)]
    struct Codes {
        index: String,
        query: String,
        quality: u8,
    }
    let query = Picture::query(pixels);
    let index = query.to_index();
    give(&Codes { index: hex(&index), query: hex(&query), quality: index.quality })
}

#[cfg(feature = "playground")]
fn hex(picture: &Picture) -> String {
    let codes = |view: &View| format!("{}{}", view.pdq, view.gradient);
    let chroma: String = picture.chroma.to_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    picture.views.iter().map(codes).chain([chroma]).collect()
}

// Everything crosses as a `serde_json::Value`: one reader and one writer for all types, instead of one for each, is a
// third of the module's size.
fn give<T: Serialize>(value: &T) -> Result<JsValue, JsValue> {
    let value = serde_json::to_value(value).map_err(|error| error::js("input", &error.to_string()))?;
    let plain_objects = serde_wasm_bindgen::Serializer::json_compatible();
    value.serialize(&plain_objects).map_err(|error| error::js("input", &error.to_string()))
}

fn take<T: DeserializeOwned>(value: JsValue) -> Result<T, JsValue> {
    let value: Value = serde_wasm_bindgen::from_value(value).map_err(|error| error::js("input", &error.to_string()))?;
    json::read(value).map_err(|error| error::js("input", &error.to_string()))
}
