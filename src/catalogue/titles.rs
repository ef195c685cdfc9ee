//! Title grams: after the header, how many listings there are (`u32`), the length of each title's vector (`f32`),
//! then `count` grams by rising hash (hash, first posting, number of postings: `u32` each), then the postings (listing,
//! `u32`, rising within a gram).
//!
//! A score is the cosine of two titles' gram vectors with the weights of [`crate::fingerprint::title::grams`].

use std::collections::{BTreeMap, HashMap};

use super::{CatalogueError, bytes::*};

const MAGIC: &[u8; 4] = b"YTTG";
const ENTRY: usize = 12;

#[derive(Default)]
pub(super) struct TitlesBuilder {
    norms: Vec<f32>,
    postings: BTreeMap<u32, Vec<u32>>,
}

impl TitlesBuilder {
    /// Adds the next listing's grams; each hash at most once.
    pub(super) fn push(&mut self, grams: &[(u32, f32)]) {
        let listing = self.norms.len() as u32;
        self.norms.push(norm(grams));
        for (hash, _) in grams {
            self.postings.entry(*hash).or_default().push(listing);
        }
    }

    pub(super) fn write(self) -> Vec<u8> {
        let mut out = header(MAGIC, ENTRY as u16, self.postings.len() as u64);
        out.extend_from_slice(&(self.norms.len() as u32).to_le_bytes());
        out.extend(self.norms.iter().flat_map(|norm| norm.to_le_bytes()));
        let mut first = 0_u32;
        for (hash, listings) in &self.postings {
            let length = listings.len() as u32;
            out.extend([*hash, first, length].iter().flat_map(|number| number.to_le_bytes()));
            first = first.wrapping_add(length);
        }
        out.extend(self.postings.values().flatten().flat_map(|listing| listing.to_le_bytes()));
        out
    }
}

pub(super) struct Titles {
    content: Vec<u8>,
    listings: usize,
    grams: usize,
}

impl Titles {
    pub(super) fn open(content: Vec<u8>) -> Result<Self, CatalogueError> {
        let reader = Reader::new("titles", &content);
        let grams = reader.header(MAGIC, ENTRY as u16)?;
        let listings = reader.u32(HEADER)? as usize;
        let titles = Self { listings, grams, content };
        let reader = Reader::new("titles", &titles.content);
        let mut expected = 0_usize;
        let mut previous = None;
        for index in 0..grams {
            let (hash, first, length) = titles.gram(index)?;
            if first != expected || previous.is_some_and(|previous| hash <= previous) {
                return Err(reader.broken(format!("gram {index} is out of order")));
            }
            previous = Some(hash);
            expected = expected.saturating_add(length);
        }
        reader.ends_at(titles.postings_start().saturating_add(expected.saturating_mul(4)))?;
        Ok(titles)
    }

    pub(super) fn listings(&self) -> usize {
        self.listings
    }

    fn grams_start(&self) -> usize {
        HEADER + 4 + self.listings * 4
    }

    fn postings_start(&self) -> usize {
        self.grams_start() + self.grams * ENTRY
    }

    fn gram(&self, index: usize) -> Result<(u32, usize, usize), CatalogueError> {
        let reader = Reader::new("titles", &self.content);
        let at = self.grams_start() + index * ENTRY;
        Ok((reader.u32(at)?, reader.u32(at + 4)? as usize, reader.u32(at + 8)? as usize))
    }

    fn find(&self, hash: u32) -> Option<(usize, usize)> {
        let (mut low, mut high) = (0, self.grams);
        while low < high {
            let middle = low.midpoint(high);
            let (found, first, length) = self.gram(middle).ok()?;
            match found.cmp(&hash) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Equal => return Some((first, length)),
            }
        }
        None
    }

    /// The `limit` listings nearest to a title, best first, with their cosine; and the bytes that were read.
    ///
    /// Grams are taken from the rarest on, and common ones are left out once `MOST_POSTINGS` are read: they tell
    /// little, and a hostile pack or title must not cost more than that.
    pub(super) fn search(&self, grams: &[(u32, f32)], limit: usize) -> (Vec<(u32, f32)>, u64) {
        const MOST_POSTINGS: usize = 2_000_000;
        let mut found: Vec<(usize, usize, f32)> = grams
            .iter()
            .filter_map(|(hash, weight)| self.find(*hash).map(|(first, length)| (length, first, *weight)))
            .collect();
        found.sort_by_key(|(length, first, _)| (*length, *first));
        let mut scores: HashMap<u32, f32> = HashMap::new();
        let mut read = 0;
        for (length, first, weight) in found {
            if read > 0 && read + length > MOST_POSTINGS {
                break;
            }
            read += length;
            let start = self.postings_start() + first * 4;
            let postings = self.content.get(start..start + length * 4).unwrap_or_default();
            for index in 0..length {
                *scores.entry(u32_at(postings, index)).or_default() += weight * weight;
            }
        }
        let reader = Reader::new("titles", &self.content);
        let own = norm(grams);
        let mut ranked: Vec<(u32, f32)> = scores
            .into_iter()
            .filter(|(listing, _)| (*listing as usize) < self.listings)
            .filter_map(|(listing, score)| {
                let other = reader.f32(HEADER + 4 + listing as usize * 4).ok()?;
                let cosine = score / (own * other);
                cosine.is_finite().then_some((listing, cosine))
            })
            .collect();
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        ranked.truncate(limit);
        let bytes = read * 4 + grams.len() * ENTRY;
        (ranked, bytes as u64)
    }
}

fn norm(grams: &[(u32, f32)]) -> f32 {
    grams.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt()
}
