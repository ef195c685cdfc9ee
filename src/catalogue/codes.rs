//! Picture codes: after the header, the listing of each picture (`u32`, rising), then the codes of each picture
//! ([`Picture::BYTES`] bytes, see [`Picture::to_bytes`]).

use super::{CatalogueError, bytes::*};
use crate::fingerprint::Picture;

const MAGIC: &[u8; 4] = b"YTPC";

/// Pictures with their listings, which must rise.
pub(super) fn write(pictures: &[(u32, Picture)]) -> Vec<u8> {
    let mut out = header(MAGIC, Picture::BYTES as u16, pictures.len() as u64);
    out.reserve(pictures.len() * (4 + Picture::BYTES));
    out.extend(pictures.iter().flat_map(|(listing, _)| listing.to_le_bytes()));
    for (_, picture) in pictures {
        out.extend_from_slice(&picture.to_bytes());
    }
    out
}

pub(super) struct Codes {
    listings: Vec<u32>,
    pictures: Vec<Picture>,
}

impl Codes {
    pub(super) fn open(content: &[u8], listings: u32) -> Result<Self, CatalogueError> {
        let reader = Reader::new("codes", content);
        let count = reader.header(MAGIC, Picture::BYTES as u16)?;
        let start = HEADER + count.saturating_mul(4);
        reader.ends_at(start.saturating_add(count.saturating_mul(Picture::BYTES)))?;
        let owners: Vec<u32> = (0..count).map(|index| reader.u32(HEADER + index * 4)).collect::<Result<_, _>>()?;
        if !owners.is_sorted() || owners.last().is_some_and(|last| *last >= listings) {
            return Err(reader.broken("its listings are out of order or of range"));
        }
        let mut pictures = Vec::with_capacity(count);
        for index in 0..count {
            let bytes = reader.slice(start + index * Picture::BYTES, Picture::BYTES)?;
            pictures.push(Picture::from_bytes(bytes).ok_or_else(|| reader.broken(format!("picture {index}")))?);
        }
        Ok(Self { listings: owners, pictures })
    }

    pub(super) fn len(&self) -> usize {
        self.pictures.len()
    }

    /// The listing of every picture that can tell anything, and its distance to the query, in the listings' order.
    pub(super) fn distances(&self, query: &Picture) -> impl Iterator<Item = (u32, f32)> {
        let telling = self.listings.iter().zip(&self.pictures).filter(|(_, picture)| picture.is_telling());
        telling.map(|(listing, picture)| (*listing, query.distance(picture)))
    }

    /// The pictures of one listing.
    pub(super) fn of(&self, listing: u32) -> &[Picture] {
        let start = self.listings.partition_point(|owner| *owner < listing);
        let end = self.listings.partition_point(|owner| *owner <= listing);
        self.pictures.get(start..end).unwrap_or_default()
    }
}
