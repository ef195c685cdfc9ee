//! Reading a pack that is held in memory, and looking things up in it.

use std::collections::{BTreeMap, HashSet};

use super::{CatalogueError, Manifest, codes::Codes, keys::Keys, records::Records, titles::Titles};
use crate::{
    fingerprint::{Fingerprint, Picture},
    record::Offer,
};

/// Listings that one way of looking may bring in.
const PER_WAY: usize = 24;
/// Listings as near to the query as this all show its picture, however near the nearest is.
const SHARED_DISTANCE: f32 = 12.0;

/// A pack, held in memory.
pub struct Pack {
    manifest: Manifest,
    codes: Codes,
    titles: Titles,
    keys: Keys,
    records: Records,
}

/// A listing that may be the product looked for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hit {
    /// Number of the listing in its pack.
    pub listing: u32,
    /// How many listings of the pack show the picture by which it was found; 0 where none was near.
    pub shared: u32,
}

/// What a search found, and what it cost.
#[derive(Debug, Default, PartialEq)]
pub struct Search {
    /// Candidates, by listing.
    pub hits: Vec<Hit>,
    /// Bytes of the pack that were looked at.
    pub bytes_read: u64,
}

impl Pack {
    /// Opens a pack from its manifest and a function that hands over its files by name.
    pub fn open(manifest: &[u8], mut file: impl FnMut(&str) -> Option<Vec<u8>>) -> Result<Self, CatalogueError> {
        let manifest = Manifest::parse(manifest)?;
        let mut take = |kind: &str| {
            let entry = manifest.file(kind)?;
            let content = file(&entry.name).ok_or_else(|| CatalogueError::Missing(entry.name.clone()))?;
            entry.check(&content).map(|()| content)
        };
        let records = Records::open(take("records")?)?;
        let listings = u32::try_from(records.count()).map_err(|_| CatalogueError::TooMany)?;
        let codes = Codes::open(&take("codes")?, listings)?;
        let titles = Titles::open(take("titles")?)?;
        let keys = Keys::open(take("keys")?, listings)?;
        let counts = [records.count() as u64, titles.listings() as u64, codes.len() as u64];
        if counts != [manifest.listings, manifest.listings, manifest.pictures] {
            let what = format!("its counts {counts:?} are not the manifest's");
            return Err(CatalogueError::Broken { file: "manifest", what });
        }
        Ok(Self { manifest, codes, titles, keys, records })
    }

    /// The manifest.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Number of listings.
    pub fn len(&self) -> u64 {
        self.manifest.listings
    }

    /// Whether the pack holds no listing.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The listings that are near by picture, by title, or share an exact key: at most some seventy, for
    /// [`crate::matching`] to judge.
    pub fn search(&self, query: &Fingerprint) -> Search {
        let mut hits: BTreeMap<u32, u32> = BTreeMap::new();
        let mut bytes_read = 0;
        let nearest: Vec<Nearest> = query.pictures.iter().map(|picture| self.nearest(picture)).collect();
        for nearest in &nearest {
            for (listing, _) in nearest.0.iter().take(PER_WAY) {
                hits.entry(*listing).or_default();
            }
            bytes_read += (self.codes.len() * (4 + Picture::BYTES)) as u64;
        }
        let (titles, bytes) = self.titles.search(&query.title, PER_WAY);
        bytes_read += bytes;
        for (listing, _) in titles {
            hits.entry(listing).or_default();
        }
        for key in &query.keys {
            let (listings, all) = self.keys.find(*key, PER_WAY);
            bytes_read += all.min(PER_WAY) as u64 * 12;
            for listing in listings {
                hits.entry(listing).or_default();
            }
        }
        // However a listing was found, its picture may be one that many show.
        for (listing, shared) in &mut hits {
            *shared = nearest.iter().map(|nearest| nearest.shared(*listing)).max().unwrap_or_default();
        }
        Search { hits: hits.into_iter().map(|(listing, shared)| Hit { listing, shared }).collect(), bytes_read }
    }

    /// The listings with the nearest pictures.
    fn nearest(&self, query: &Picture) -> Nearest {
        let mut nearest: Vec<(u32, f32)> = Vec::new();
        if !query.is_telling() {
            return Nearest(nearest);
        }
        for (listing, distance) in self.codes.distances(query) {
            match nearest.last_mut() {
                Some(last) if last.0 == listing => last.1 = last.1.min(distance),
                _ => nearest.push((listing, distance)),
            }
            // Cut down now and then, so that a large pack does not make a large list.
            if nearest.len() >= 2 * Nearest::MOST {
                keep_nearest(&mut nearest, Nearest::MOST);
            }
        }
        keep_nearest(&mut nearest, Nearest::MOST);
        // A listing that came back after a cut stands twice; its nearer entry comes first.
        let mut seen = HashSet::new();
        nearest.retain(|(listing, _)| seen.insert(*listing));
        Nearest(nearest)
    }

    /// One listing, its fingerprint, and the bytes that this read.
    pub fn listing(&self, listing: u32) -> Result<(Offer, Fingerprint, u64), CatalogueError> {
        let (offer, length) = self.records.get(listing)?;
        let mut fingerprint = Fingerprint::of_offer(&offer);
        fingerprint.pictures = self.codes.of(listing).to_vec();
        Ok((offer, fingerprint, length as u64 + 16))
    }
}

/// Listings by the distance of their pictures from one picture, the nearest first.
struct Nearest(Vec<(u32, f32)>);

impl Nearest {
    /// No more are kept.
    const MOST: usize = 32 * PER_WAY;

    /// How many listings show the picture by which this one is near; 0 where it is not.
    fn shared(&self, listing: u32) -> u32 {
        let count = |distance: f32| self.0.partition_point(|(_, other)| *other <= distance.max(SHARED_DISTANCE));
        let found = self.0.iter().find(|(other, _)| *other == listing);
        // Where even the last of those kept shows the very picture, those that were not kept may as well.
        let crowded = || count(SHARED_DISTANCE) >= Self::MOST;
        let count = found.map_or_else(|| if crowded() { Self::MOST } else { 0 }, |(_, distance)| count(*distance));
        count as u32
    }
}

/// Sorts by distance and cuts; equal distances by listing, so that the answer does not depend on the order of reading.
fn keep_nearest(listings: &mut Vec<(u32, f32)>, limit: usize) {
    listings.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
    listings.truncate(limit);
}
