//! The shopper's own catalogue: listings become records, and records become segments.

use std::{cell::RefCell, collections::BTreeMap, rc::Rc};

use js_sys::{Object, Promise, Reflect, Uint8Array};
use serde::{Deserialize, Serialize};
use tsify::Tsify;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;
use web_sys::Blob;

use super::{
    error, give, pixels, take,
    types::{HeldListing, SegmentFile},
};
use crate::{
    catalogue::{self, CatalogueError, Entry, FileEntry, Keyed, MANIFEST, Manifest, Read},
    engine::Need,
    fingerprint::Picture,
    identity, listing,
    page::picture_address,
    price,
    record::Offer,
    sorting,
};

/// Pictures of a listing that are learnt.
const MOST_PICTURES: usize = 5;

fn pack(error: CatalogueError) -> JsValue {
    error::js("pack", &error.to_string())
}

/// A listing on its way into the catalogue.
#[wasm_bindgen]
pub struct Learner {
    offer: Offer,
    pictures: Rc<RefCell<BTreeMap<u32, Picture>>>,
}

#[wasm_bindgen]
impl Learner {
    /// Begins to learn an offer that was read from a factory's page, or imported.
    #[wasm_bindgen(constructor)]
    pub fn new(#[wasm_bindgen(unchecked_param_type = "Offer")] offer: JsValue) -> Result<Self, JsValue> {
        Ok(Self { offer: take(offer)?, pictures: Rc::default() })
    }

    /// What the listing is known by: 16 hexadecimal digits. Two listings of one key are one, seen twice.
    pub fn key(&self) -> String {
        identity::listing_key_text(&self.offer)
    }

    /// The pictures whose codes are wanted, main one first.
    #[wasm_bindgen(unchecked_return_type = "Need[]")]
    pub fn needs(&self) -> Result<JsValue, JsValue> {
        let images = self.offer.images.iter().take(MOST_PICTURES).enumerate();
        let need = |(at, address): (usize, &String)| Need {
            ticket: at as u32,
            address: picture_address::thumbnail(address, picture_address::THUMBNAIL),
        };
        give(&images.map(need).collect::<Vec<_>>())
    }

    /// Decodes and fingerprints one of them; rejects where it is no picture.
    #[wasm_bindgen(unchecked_return_type = "Promise<void>")]
    pub fn picture(&self, ticket: u32, blob: Blob) -> Promise {
        let pictures = Rc::clone(&self.pictures);
        future_to_promise(async move {
            let decoded = pixels::decode(&blob).await.map_err(|message| error::js("picture", &message))?;
            let pixels = decoded.pixels().map_err(|message| error::js("picture", &message))?;
            pictures.borrow_mut().insert(ticket, Picture::index(&pixels));
            Ok(JsValue::UNDEFINED)
        })
    }

    /// Takes over from an earlier record of the listing what is not said again: a card of a list says less than the
    /// offer's own page. Says whether the codes were taken over too, because the pictures are the same.
    pub fn keep(&mut self, record: &[u8]) -> Result<bool, JsValue> {
        let Entry { offer, pictures } = Entry::from_bytes(record).map_err(pack)?;
        let shown = offer.images.clone();
        self.offer = listing::seen_again(&self.offer, offer).map_err(|error| error::js("input", &error.to_string()))?;
        let same = shown == self.offer.images && !pictures.is_empty();
        if same {
            *self.pictures.borrow_mut() = sorting::map((0..).zip(pictures));
        }
        Ok(same)
    }

    /// The record: the listing with the codes of the pictures that could be had.
    pub fn record(&self) -> Result<Vec<u8>, JsValue> {
        let pictures = self.pictures.borrow().values().cloned().collect();
        Entry { offer: self.offer.clone(), pictures }.to_bytes().map_err(pack)
    }
}

/// What a record holds.
#[wasm_bindgen(unchecked_return_type = "HeldListing")]
pub fn read_record(record: &[u8]) -> Result<JsValue, JsValue> {
    give(&held(Entry::from_bytes(record).map_err(pack)?))
}

fn held(Entry { offer, pictures }: Entry) -> HeldListing {
    HeldListing {
        key: identity::listing_key_text(&offer),
        pictures: pictures.len(),
        tiers: price::stated_tiers(&offer),
        listing: offer,
    }
}

/// Names and lengths of a segment's files, from its list; `digest` is the manifest's checksum of that.
#[wasm_bindgen(unchecked_return_type = "SegmentFile[]")]
pub fn segment_files(list: &[u8], digest: &str) -> Result<JsValue, JsValue> {
    let files = catalogue::read_files(&String::from_utf8_lossy(list), digest).map_err(pack)?;
    give(&files.into_iter().map(|FileEntry { name, bytes, .. }| SegmentFile { name, bytes }).collect::<Vec<_>>())
}

/// The check of a segment's file that comes in parts.
#[wasm_bindgen]
pub struct FileCheck(catalogue::FileCheck);

#[wasm_bindgen]
impl FileCheck {
    /// Begins to check a file of a segment, of whose list `digest` is the manifest's checksum.
    #[wasm_bindgen(constructor)]
    pub fn new(list: &[u8], digest: &str, name: &str) -> Result<Self, JsValue> {
        let files = catalogue::read_files(&String::from_utf8_lossy(list), digest).map_err(pack)?;
        let file = files.into_iter().find(|file| file.name == name);
        let file = file.ok_or_else(|| pack(CatalogueError::Missing(name.to_owned())))?;
        Ok(Self(catalogue::FileCheck::new(file)))
    }

    /// Takes the next part.
    pub fn take(&mut self, part: &[u8]) {
        self.0.take(part);
    }

    /// Throws unless all parts together are what the list says.
    pub fn end(self) -> Result<(), JsValue> {
        self.0.end().map_err(pack)
    }
}

/// What the records of a whole file hold.
#[wasm_bindgen(unchecked_return_type = "HeldListing[]")]
pub fn read_record_file(content: &[u8], record_bits: u8, shard: u32) -> Result<JsValue, JsValue> {
    let records = catalogue::read_records(content, record_bits, shard).map_err(pack)?;
    give(&records.into_iter().filter_map(|(_, record)| Entry::from_bytes(record).ok().map(held)).collect::<Vec<_>>())
}

/// A stretch of a file.
#[derive(Serialize, Deserialize, Tsify)]
struct Stretch {
    path: String,
    start: u64,
    length: u32,
}

/// An update of the shopper's catalogue under way: see [`catalogue::Update`].
#[wasm_bindgen]
pub struct Update(catalogue::Update);

#[wasm_bindgen]
impl Update {
    /// An update that adds these records and takes away the listings of these keys. Without a manifest, the catalogue
    /// is begun.
    #[wasm_bindgen(constructor)]
    pub fn new(
        name: &str,
        #[wasm_bindgen(unchecked_param_type = "Uint8Array | undefined")] manifest: JsValue,
        #[wasm_bindgen(unchecked_param_type = "Uint8Array[]")] records: &js_sys::Array,
        #[wasm_bindgen(unchecked_param_type = "string[]")] removed: JsValue,
    ) -> Result<Self, JsValue> {
        let manifest = match manifest.dyn_ref::<Uint8Array>() {
            Some(bytes) => Manifest::parse(&bytes.to_vec()).map_err(pack)?,
            None => Manifest::empty(name),
        };
        let records = records.iter().filter_map(|record| record.dyn_ref::<Uint8Array>().map(Uint8Array::to_vec));
        // A record that does not parse is left out: the rest is still good.
        let added = records.filter_map(|record| Keyed::of_record(&record).ok()).collect();
        let removed: Vec<String> = take(removed)?;
        let removed: Vec<u64> = removed.iter().filter_map(|key| u64::from_str_radix(key, 16).ok()).collect();
        Ok(Self(catalogue::Update::new(manifest, added, &removed)))
    }

    /// Whole files that are needed.
    #[wasm_bindgen(unchecked_return_type = "string[]")]
    pub fn files(&self) -> Result<JsValue, JsValue> {
        give(&self.0.files())
    }

    /// Takes one of them.
    pub fn file(&mut self, path: &str, content: Vec<u8>) {
        self.0.file(path, content);
    }

    /// Stretches that are needed now: `{ path, start, length }`. Empty when all is found.
    #[wasm_bindgen(unchecked_return_type = "Stretch[]")]
    pub fn reads(&self) -> Result<JsValue, JsValue> {
        let stretch = |Read { path, start, length }| Stretch { path, start, length };
        give(&self.0.reads().into_iter().map(stretch).collect::<Vec<_>>())
    }

    /// Takes a stretch.
    pub fn give(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "Stretch")] read: JsValue,
        bytes: &[u8],
    ) -> Result<(), JsValue> {
        let Stretch { path, start, length } = take(read)?;
        self.0.give(&Read { path, start, length }, bytes);
        Ok(())
    }

    /// The catalogue as it is to be: files by path (`manifest.json` among them, to be stored after all others), and
    /// the folders that it no longer names, to be taken away after that.
    #[wasm_bindgen(unchecked_return_type = "{ files: Record<string, Uint8Array>, dropped: string[] }")]
    pub fn finish(self) -> Result<JsValue, JsValue> {
        let done = self.0.finish().map_err(pack)?;
        let files = Object::new();
        let manifest = (MANIFEST.to_owned(), done.manifest.to_json().map_err(pack)?);
        for (path, content) in done.files.into_iter().chain([manifest]) {
            Reflect::set(&files, &path.into(), &Uint8Array::from(content.as_slice()))?;
        }
        let out = Object::new();
        Reflect::set(&out, &"files".into(), &files)?;
        Reflect::set(&out, &"dropped".into(), &give(&done.dropped)?)?;
        Ok(out.into())
    }
}
