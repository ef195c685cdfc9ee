//! Fingerprints: pixels become image codes, titles become weighted grams and exact keys, text becomes facts of the
//! spec.

mod chroma;
mod code;
mod distance;
mod gradient;
pub mod keys;
mod of_record;
mod pdq;
mod picture;
mod pixels;
mod plane;
pub mod text;
pub mod title;
mod trim;

pub use chroma::Chroma;
pub use code::Code;
pub use picture::{Picture, View, ViewKind};
pub use pixels::{Pixels, PixelsError};

use crate::record::Attributes;

/// Names the algorithms of this module: it goes up whenever a code, a gram, a key or a hash of them changes, since
/// then what a catalogue holds can no longer be compared.
pub const ALGORITHM: u16 = 1;

/// All that is compared of a product.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Fingerprint {
    /// Its pictures, main one first; pushed as they are decoded.
    pub pictures: Vec<Picture>,
    /// The grams of its title, sorted by hash.
    pub title: Vec<(u32, f32)>,
    /// Exact keys: GTIN and model numbers.
    pub keys: Vec<u64>,
    /// Brand, folded.
    pub brand: Option<String>,
}

impl Fingerprint {
    /// The fingerprint of a product's text, as yet without pictures.
    pub fn of_text(title: &str, _attributes: &Attributes, brand: Option<&str>, gtin: Option<&str>) -> Self {
        Self {
            pictures: Vec::new(),
            title: title::grams(title),
            keys: keys::exact(title, gtin),
            brand: brand.map(text::fold),
        }
    }
}
