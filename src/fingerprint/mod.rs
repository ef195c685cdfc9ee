//! Fingerprints: pixels become image codes, titles become weighted grams and exact keys, text becomes facts of the
//! spec.

mod chroma;
mod code;
mod distance;
mod gradient;
mod graphic;
pub mod idf;
pub mod keys;
mod lanes;
mod of_record;
mod own_words;
mod pdq;
mod picture;
mod pixels;
mod plane;
mod product;
pub mod sizes;
pub mod spec;
mod stated;
pub mod text;
pub mod title;
mod traits;
mod trim;

pub use chroma::Chroma;
pub use code::Code;
pub use distance::Parts;
pub use own_words::own_words;
pub use picture::{Margins, Picture, View, ViewKind};
pub use pixels::{Pixels, PixelsError};
pub use product::Fingerprint;
pub use stated::Stated;

/// Names the algorithms of this module: it goes up whenever a code, a gram, a key or a hash of them changes, since
/// then what a catalogue holds can no longer be compared.
pub const ALGORITHM: u16 = 1;

#[cfg(test)]
#[path = "../../tests/unit/fingerprint/text.rs"]
mod tests;
