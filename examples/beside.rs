//! What the benchmarks under `benches/` run of the core beside other packages: a full scan of codes, lookups by picture
//! and by title. A module of its own for the browser's machine, so that the shipped one carries none of it.
#![cfg(target_arch = "wasm32")]
#![allow(missing_docs)]

use core::arch::wasm32::{i64x2_add, u64x2, u64x2_extract_lane, u64x2_splat};
use std::{collections::HashMap, hint::black_box};

use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use yuantou::{
    catalogue::{
        Budget, Builder, Entry, Lookup, MANIFEST, Manifest, MemoryPack, listing_key, read_records, record_file_name,
    },
    fingerprint::{Code, Fingerprint, Picture, Pixels, View, title::similarity as title_similarity},
    matching::{self, Context},
    record::{Item, Offer},
};

/// Titles that one lookup ranks.
const BEST: usize = 5;

fn js(error: impl ToString) -> JsValue {
    JsValue::from_str(&error.to_string())
}

/// Codes to be scanned, and what moves as many bytes and does nothing else.
#[wasm_bindgen]
pub struct Scan {
    codes: Vec<Code>,
    copied: Vec<Code>,
}

#[wasm_bindgen]
impl Scan {
    /// So many codes by chance (xorshift64*).
    #[wasm_bindgen(constructor)]
    pub fn new(count: usize) -> Self {
        let mut state = 0x9e37_79b9_7f4a_7c15_u64;
        let mut word = || {
            state ^= state >> 12;
            state ^= state << 25;
            state ^= state >> 27;
            state.wrapping_mul(0x2545_f491_4f6c_dd1d)
        };
        let codes: Vec<Code> = (0..count).map(|_| Code([(); 4].map(|()| word()))).collect();
        Self { copied: codes.clone(), codes }
    }

    /// The nearest code to that of this number after 20 bits of it have turned over.
    pub fn nearest(&self, number: usize) -> Option<usize> {
        let query = (0..20).fold(*self.codes.get(number)?, |code, bit| code.flipped(bit * 13 % 256));
        black_box(query).nearest(black_box(&self.codes)).map(|(at, _)| at)
    }

    /// How far the nearest code is from one by chance: there is nothing near.
    pub fn nothing_near(&self) -> Option<u32> {
        let query = Code([0x6a09_e667_f3bc_c908, 0xbb67_ae85_84ca_a73b, 0x3c6e_f372_fe94_f82b, 0xa54f_f53a_5f1d_36f1]);
        black_box(query).nearest(black_box(&self.codes)).map(|(_, distance)| distance)
    }

    /// Reads every byte: the sum of all words, four codes at a time.
    pub fn sum(&self) -> f64 {
        let (fours, _) = black_box(self.codes.as_slice()).as_chunks::<4>();
        let mut sums = [u64x2_splat(0); 4];
        for [a, b, c, d] in fours {
            let half = |code: &Code| {
                let [e, f, g, h] = code.0;
                i64x2_add(u64x2(e, f), u64x2(g, h))
            };
            let [first, second, third, last] = sums;
            sums = [
                i64x2_add(first, half(a)),
                i64x2_add(second, half(b)),
                i64x2_add(third, half(c)),
                i64x2_add(last, half(d)),
            ];
        }
        let lanes = sums.map(|sum| u64x2_extract_lane::<0>(sum).wrapping_add(u64x2_extract_lane::<1>(sum)));
        lanes.into_iter().fold(0, u64::wrapping_add) as f64
    }

    /// Reads and writes every byte.
    pub fn copy(&mut self) {
        black_box(&mut self.copied).copy_from_slice(black_box(&self.codes));
    }
}

/// A shopper's picture.
#[wasm_bindgen]
pub struct Shown(Fingerprint);

#[wasm_bindgen]
impl Shown {
    /// Of RGBA, 8 bits, row by row.
    #[wasm_bindgen(constructor)]
    pub fn new(width: u32, height: u32, rgba: &[u8]) -> Result<Self, JsValue> {
        let pixels = Pixels::new(width, height, rgba).map_err(js)?;
        Ok(Self(Fingerprint { pictures: vec![Picture::query(&pixels)], ..Fingerprint::default() }))
    }

    /// Both codes of each view, 64 bytes each.
    pub fn codes(&self) -> Vec<u8> {
        self.0.pictures.iter().flat_map(|picture| &picture.views).flat_map(both).collect()
    }
}

fn both(view: &View) -> Vec<u8> {
    [view.pdq.to_bytes(), view.gradient.to_bytes()].concat()
}

/// What a lookup found and cost.
#[wasm_bindgen]
#[derive(Default)]
pub struct Found {
    /// The nearest listing's number.
    pub listing: Option<usize>,
    /// Bytes that were read.
    pub bytes: f64,
    /// Round trips.
    pub trips: u32,
}

/// A pack, all of it in memory, and its listings by number.
#[wasm_bindgen]
pub struct Pack {
    manifest: Manifest,
    memory: MemoryPack,
    numbers: HashMap<u64, usize>,
    pictures: Vec<Vec<Picture>>,
}

#[wasm_bindgen]
impl Pack {
    /// From its files by path.
    #[wasm_bindgen(constructor)]
    pub fn new(
        #[wasm_bindgen(unchecked_param_type = "Record<string, Uint8Array>")] files: &JsValue,
    ) -> Result<Self, JsValue> {
        let file = |name: &str| -> Option<Vec<u8>> {
            Reflect::get(files, &name.into()).ok()?.dyn_ref::<Uint8Array>().map(Uint8Array::to_vec)
        };
        let manifest = Manifest::parse(&file(MANIFEST).unwrap_or_default()).map_err(js)?;
        let (mut numbers, mut pictures) = (HashMap::new(), Vec::new());
        for segment in &manifest.segments {
            for shard in 0..1_u32 << segment.record_bits {
                let content = file(&format!("{}/{}", segment.id, record_file_name(shard))).unwrap_or_default();
                for (_, record) in read_records(&content, segment.record_bits, shard).map_err(js)? {
                    let entry = Entry::from_bytes(record).map_err(js)?;
                    numbers.insert(listing_key(&entry.offer), pictures.len());
                    pictures.push(entry.pictures);
                }
            }
        }
        let memory = MemoryPack::open(&manifest, file).map_err(js)?;
        Ok(Self { manifest, memory, numbers, pictures })
    }

    /// Both codes of each view of each picture, 64 bytes each.
    pub fn codes(&self) -> Vec<u8> {
        self.pictures.iter().flatten().flat_map(|picture| &picture.views).flat_map(both).collect()
    }

    /// The number of the listing that each of them is of.
    pub fn owners(&self) -> Vec<u32> {
        let views = |one: &Vec<Picture>| one.iter().map(|picture| picture.views.len()).sum::<usize>();
        (0..).zip(&self.pictures).flat_map(|(number, one)| std::iter::repeat_n(number, views(one))).collect()
    }

    /// The lookup that a page's product gets: in the shopper's own storage, or `far`, on a server.
    pub fn look_up(&self, shown: &Shown, far: bool) -> Found {
        let budget = if far { Budget::REMOTE } else { Budget::LOCAL };
        let mut lookup = Lookup::new(&self.manifest, &shown.0, budget);
        self.memory.answer(&mut lookup);
        let hits = lookup.hits();
        let near = hits.iter().filter_map(|hit| Some((distance(shown, &hit.entry.pictures), &hit.entry.offer)));
        let nearest = near.min_by(|a, b| a.0.total_cmp(&b.0));
        let listing = nearest.and_then(|(_, offer)| self.numbers.get(&listing_key(offer)).copied());
        Found { listing, bytes: lookup.bytes_read as f64, trips: lookup.round_trips }
    }

    /// The nearest of all listings, each of them looked at, by the distance that the matcher goes by.
    pub fn scan(&self, shown: &Shown) -> Option<usize> {
        let all = self.pictures.iter().enumerate().map(|(number, pictures)| (distance(shown, pictures), number));
        all.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, number)| number)
    }
}

fn distance(shown: &Shown, pictures: &[Picture]) -> f32 {
    let all = shown.0.pictures.iter().flat_map(|own| pictures.iter().map(|other| own.distance(other)));
    all.fold(256.0, f32::min)
}

/// A pack of titles.
#[wasm_bindgen]
pub struct Titles {
    manifest: Manifest,
    memory: MemoryPack,
    texts: Vec<Fingerprint>,
    bytes: f64,
}

#[wasm_bindgen]
impl Titles {
    /// Of these titles, one a line.
    #[wasm_bindgen(constructor)]
    pub fn new(lines: &str) -> Result<Self, JsValue> {
        let (mut builder, mut texts) = (Builder::new(), Vec::new());
        for (number, title) in lines.lines().enumerate() {
            texts.push(text(title));
            let (id, title) = (Some(number.to_string()), Some(title.to_owned()));
            builder
                .push(&Offer { platform: Some("bench".to_owned()), id, title, ..Offer::default() }, [])
                .map_err(js)?;
        }
        let mut files: HashMap<String, Vec<u8>> = builder.finish("titles").map_err(js)?.into_iter().collect();
        let bytes = files.values().map(Vec::len).sum::<usize>() as f64;
        let manifest = Manifest::parse(&files.remove(MANIFEST).unwrap_or_default()).map_err(js)?;
        let memory = MemoryPack::open(&manifest, |path| files.remove(path)).map_err(js)?;
        Ok(Self { manifest, memory, texts, bytes })
    }

    /// Bytes of the whole pack.
    pub fn size(&self) -> f64 {
        self.bytes
    }

    /// Numbers of the likeliest titles, best first, and after them how many bytes were read.
    pub fn search(&self, title: &str, far: bool) -> Vec<f64> {
        let own = text(title);
        let budget = if far { Budget::REMOTE } else { Budget::LOCAL };
        let mut lookup = Lookup::new(&self.manifest, &own, budget);
        self.memory.answer(&mut lookup);
        let hits = lookup.hits();
        let ranked = hits.iter().filter_map(|hit| {
            Some((self.judge(&own, &hit.entry.fingerprint()), hit.entry.offer.id.as_ref()?.parse().ok()?))
        });
        best(ranked.collect()).chain([lookup.bytes_read as f64]).collect()
    }

    /// The same after each title was looked at: by the model, or by how many grams they share.
    pub fn scan(&self, title: &str, by_model: bool) -> Vec<f64> {
        let own = text(title);
        let score = |other: &Fingerprint| match by_model {
            true => self.judge(&own, other),
            false => f64::from(title_similarity(&own.title, &other.title)),
        };
        best(self.texts.iter().enumerate().map(|(number, other)| (score(other), number as f64)).collect()).collect()
    }

    fn judge(&self, own: &Fingerprint, other: &Fingerprint) -> f64 {
        let context = Context { listings: self.manifest.listings, price_ratio: None, source: true, shared: 1 };
        matching::compare(own, other, &context).probability
    }
}

fn text(title: &str) -> Fingerprint {
    Fingerprint::of_item(&Item { title: Some(title.to_owned()), ..Item::default() })
}

fn best(mut ranked: Vec<(f64, f64)>) -> impl Iterator<Item = f64> {
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
    ranked.into_iter().take(BEST).map(|(_, number)| number)
}
