//! A record: one listing and the codes of its pictures, as it stands in a record file.
//!
//! | Bytes | Field |
//! |---|---|
//! | 4 | length of the record, this field included, padding not |
//! | 4 | checksum: the low 32 bits of XXH3-64 of all that follows it |
//! | 1 | flags: 1 where the JSON is compressed (raw deflate) |
//! | 1 | 0 |
//! | 2 | number of pictures |
//! | 4 | bytes of the JSON, as it stands |
//! | … | the listing as JSON ([`Offer`]), compressed or not |
//! | 273 each | the codes of each picture ([`Picture::to_bytes`]) |
//!
//! Zeros follow up to the next multiple of 64 bytes.

use xxhash_rust::xxh3::xxh3_64;

use super::{CatalogueError, bytes::Reader, locator::LONGEST_RECORD};
use crate::{
    fingerprint::{Fingerprint, Picture},
    json,
    record::Offer,
};

const HEADER: usize = 16;
const DEFLATED: u8 = 1;
/// JSON of a listing grows to no more than this.
const LONGEST_JSON: usize = 1 << 20;
/// Pictures of one listing whose codes are kept.
pub(super) const MOST_PICTURES: usize = 24;

/// What a listing that is too long is cut to: characters of its title and of names, and flags.
const LONGEST_TITLE: usize = 1_000;
const LONGEST_NAME: usize = 100;
const MOST_FLAGS: usize = 12;

/// A listing with its codes.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The listing.
    pub offer: Offer,
    /// Codes of its pictures.
    pub pictures: Vec<Picture>,
}

impl Entry {
    /// The record's bytes, without padding. A listing that is too long loses its attributes, variants, services and
    /// further pictures, in this order, and then the ends of its title and names: what it costs is always kept.
    ///
    /// # Errors
    /// [`CatalogueError::TooLong`] where even that is not enough.
    pub fn to_bytes(&self) -> Result<Vec<u8>, CatalogueError> {
        let mut entry = self.clone();
        entry.pictures.truncate(MOST_PICTURES);
        for step in 0.. {
            let (bytes, text) = entry.bytes()?;
            if bytes.len() <= LONGEST_RECORD && text <= LONGEST_JSON {
                return Ok(bytes);
            }
            match step {
                0 => entry.offer.attributes.clear(),
                1 => entry.offer.skus.clear(),
                2 => entry.offer.services.clear(),
                3 => entry.offer.images.truncate(1),
                4 => shorten(&mut entry.offer),
                _ => return Err(CatalogueError::TooLong(bytes.len())),
            }
        }
        Err(CatalogueError::TooLong(0))
    }

    /// The record, and how long its text is before it is compressed.
    fn bytes(&self) -> Result<(Vec<u8>, usize), CatalogueError> {
        let broken = |what: String| CatalogueError::Broken { file: "record", what };
        let json = serde_json::to_vec(&self.offer).map_err(|error| broken(error.to_string()))?;
        let text = json.len();
        let (json, deflated) = deflate(json);
        let pictures = u16::try_from(self.pictures.len()).map_err(|error| broken(error.to_string()))?;
        let mut out = vec![0; 8];
        out.push(u8::from(deflated) * DEFLATED);
        out.push(0);
        out.extend_from_slice(&pictures.to_le_bytes());
        out.extend_from_slice(&(json.len() as u32).to_le_bytes());
        out.extend_from_slice(&json);
        out.extend(self.pictures.iter().flat_map(Picture::to_bytes));
        let length = out.len() as u32;
        let check = xxh3_64(out.get(8..).unwrap_or_default()) as u32;
        let head = length.to_le_bytes().into_iter().chain(check.to_le_bytes());
        out.iter_mut().zip(head).for_each(|(byte, value)| *byte = value);
        Ok((out, text))
    }

    /// Reads a record from the beginning of a stretch that may be longer.
    ///
    /// # Errors
    /// [`CatalogueError::Broken`] for anything that is not a record.
    pub fn from_bytes(stretch: &[u8]) -> Result<Self, CatalogueError> {
        let reader = Reader::new("record", stretch);
        let record = reader.slice(0, Self::length(stretch)?)?;
        let reader = Reader::new("record", record);
        if xxh3_64(record.get(8..).unwrap_or_default()) as u32 != reader.u32(4)? {
            return Err(reader.broken("it does not match its checksum"));
        }
        let flags = record.get(8).copied().unwrap_or_default();
        let (pictures, json) = (usize::from(reader.u16(10)?), reader.u32(12)? as usize);
        let text = reader.slice(HEADER, json)?;
        let inflated;
        let text = if flags & DEFLATED == 0 {
            text
        } else {
            inflated = miniz_oxide::inflate::decompress_to_vec_with_limit(text, LONGEST_JSON)
                .map_err(|_| reader.broken("its text does not unpack"))?;
            &inflated
        };
        let offer = json::parse(text).map_err(|error| reader.broken(error.to_string()))?;
        let codes = reader.slice(HEADER.saturating_add(json), pictures.saturating_mul(Picture::BYTES))?;
        reader.ends_at(HEADER + json + codes.len())?;
        let pictures = codes.chunks_exact(Picture::BYTES).filter_map(Picture::from_bytes).collect();
        Ok(Self { offer, pictures })
    }

    /// How many pictures a record has, by its header alone.
    pub(super) fn pictures_of(record: &[u8]) -> Result<u64, CatalogueError> {
        Reader::new("record", record).u16(10).map(u64::from)
    }

    /// The length that a record states, once it is sure to be one.
    pub(super) fn length(stretch: &[u8]) -> Result<usize, CatalogueError> {
        let reader = Reader::new("record", stretch);
        let length = reader.u32(0)? as usize;
        if !(HEADER..=LONGEST_RECORD).contains(&length) {
            return Err(reader.broken(format!("it claims {length} bytes")));
        }
        Ok(length)
    }

    /// All that is compared of it.
    pub fn fingerprint(&self) -> Fingerprint {
        let mut fingerprint = Fingerprint::of_offer(&self.offer);
        fingerprint.pictures = self.pictures.clone();
        fingerprint
    }
}

/// Cuts what is longer than anybody reads.
fn shorten(offer: &mut Offer) {
    let cut = |text: &mut String, most: usize| {
        if let Some((end, _)) = text.char_indices().nth(most) {
            text.truncate(end);
        }
    };
    let Offer { title, supplier, brand, dispatch, unit, .. } = offer;
    title.iter_mut().for_each(|title| cut(title, LONGEST_TITLE));
    [brand, dispatch, unit].into_iter().flatten().for_each(|text| cut(text, LONGEST_NAME));
    if let Some(supplier) = supplier {
        supplier.flags.truncate(MOST_FLAGS);
        let names = [&mut supplier.name, &mut supplier.place, &mut supplier.belt];
        names.into_iter().flatten().chain(&mut supplier.flags).for_each(|text| cut(text, LONGEST_NAME));
    }
}

/// The text, compressed where that makes it shorter. The browser's module carries no compressor.
#[cfg(feature = "native")]
fn deflate(json: Vec<u8>) -> (Vec<u8>, bool) {
    let short = miniz_oxide::deflate::compress_to_vec(&json, 6);
    if short.len() < json.len() { (short, true) } else { (json, false) }
}

#[cfg(not(feature = "native"))]
fn deflate(json: Vec<u8>) -> (Vec<u8>, bool) {
    (json, false)
}
