//! Adding to a pack: what is new becomes a segment, and the newest segments are merged into it as long as they are
//! small beside it, so that there are never many and no listing is written often.
//!
//! It never reads or writes by itself: it says which files and stretches it needs, and hands over files. Whoever stores
//! them before the manifest, and takes the dropped segments away after it, loses nothing if he is interrupted.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Builder, CatalogueError, DEAD_FILE, Entry, Files, Keyed, Locator, Lookup, Manifest, Read, all_dead, read_records,
    record_file_name,
};
use crate::sorting;

/// A segment is merged into what comes after it if it has fewer listings than so many times that.
const RATIO: u64 = 4;
/// But not beyond so many listings, which are held in memory while they are merged.
const MOST_MERGED: u64 = 16_384;

/// An update of a pack under way.
pub struct Update {
    manifest: Manifest,
    /// The first of the segments that are merged into the new one.
    from: usize,
    incoming: BTreeMap<u64, Option<Keyed>>,
    lookups: Vec<Lookup>,
    files: BTreeMap<String, Vec<u8>>,
}

/// A pack after an update.
pub struct Updated {
    /// The new manifest.
    pub manifest: Manifest,
    /// The new segment's files.
    pub files: Files,
    /// Segments that it no longer names.
    pub dropped: Vec<String>,
}

impl Update {
    /// An update of a pack that adds these listings and takes away those of these keys.
    pub fn new(manifest: Manifest, added: Vec<Keyed>, removed: &[u64]) -> Self {
        let mut incoming: BTreeMap<u64, Option<Keyed>> = sorting::map(removed.iter().map(|key| (*key, None)));
        incoming.extend(added.into_iter().map(|listing| (listing.key, Some(listing))));
        let mut size = incoming.len() as u64;
        let mut from = manifest.segments.len();
        for (at, segment) in manifest.segments.iter().enumerate().rev() {
            if segment.listings >= size * RATIO || segment.listings + size > MOST_MERGED {
                break;
            }
            (from, size) = (at, size + segment.listings);
        }
        // What stays may hold earlier words on what is new.
        let mut kept = manifest.clone();
        kept.segments.truncate(from);
        let lookups = incoming.keys().filter(|_| from > 0).map(|key| Lookup::by_key(&kept, *key)).collect();
        Self { manifest, from, incoming, lookups, files: BTreeMap::new() }
    }

    /// Whole files that are needed: of the segments that are merged.
    pub fn files(&self) -> Vec<String> {
        let merged = self.manifest.segments.iter().skip(self.from);
        merged
            .flat_map(|segment| {
                let path = |name: &str| format!("{}/{name}", segment.id);
                let records = (0..1_u32 << segment.record_bits).map(record_file_name);
                let dead = segment.dead.map(|_| DEAD_FILE.to_owned());
                records.chain(dead).map(|name| path(&name)).collect::<Vec<_>>()
            })
            .filter(|path| !self.files.contains_key(path))
            .collect()
    }

    /// Takes one of them.
    pub fn file(&mut self, path: &str, content: Vec<u8>) {
        self.files.insert(path.to_owned(), content);
    }

    /// Stretches that are needed now, to find what is replaced; empty when all is found.
    pub fn reads(&self) -> BTreeSet<Read> {
        self.lookups.iter().flat_map(|lookup| lookup.reads()).collect()
    }

    /// Takes a stretch.
    pub fn give(&mut self, read: &Read, bytes: &[u8]) {
        self.lookups.iter_mut().for_each(|lookup| lookup.give(read, Some(bytes)));
    }

    /// The pack as it is to be.
    ///
    /// # Errors
    /// [`CatalogueError::Missing`] where a needed file was not given or a stretch could not be read, and those of
    /// broken files: nothing is to be stored then.
    pub fn finish(self) -> Result<Updated, CatalogueError> {
        let Self { mut manifest, from, incoming, lookups, mut files } = self;
        let mut builder = Builder::new();
        for lookup in lookups {
            if !lookup.is_done() || lookup.faults() > 0 {
                return Err(CatalogueError::Missing("an index of an earlier segment".to_owned()));
            }
            for (segment, locator, entry) in lookup.standing() {
                if incoming.contains_key(&super::listing_key(&entry.offer)) {
                    builder.replaces(segment, locator, entry.pictures.len() as u64);
                }
            }
        }
        // A file that was read is let go: the merged segment takes as much again.
        let mut take = |path: String| files.remove(&path).ok_or(CatalogueError::Missing(path));
        let mut dead: BTreeSet<(usize, Locator)> = BTreeSet::new();
        for segment in manifest.segments.iter().skip(from).filter(|segment| segment.dead.is_some()) {
            dead.extend(all_dead(&take(format!("{}/{DEAD_FILE}", segment.id))?));
        }
        // What the merged segments replaced of those that stay is replaced by the new one.
        for (segment, locator) in dead.iter().filter(|(segment, _)| *segment < from) {
            builder.replaces(*segment, *locator, 0);
        }
        // Their pictures: those of all that the merged segments replaced, less what went with the segments themselves.
        let mut carried: u64 =
            manifest.segments.iter().skip(from).filter_map(|one| one.dead).map(|dead| dead.pictures).sum();
        for (at, segment) in manifest.segments.iter().enumerate().skip(from) {
            for shard in 0..1_u32 << segment.record_bits {
                let content = take(format!("{}/{}", segment.id, record_file_name(shard)))?;
                for (locator, record) in read_records(&content, segment.record_bits, shard)? {
                    if dead.contains(&(at, locator)) {
                        carried = carried.saturating_sub(Entry::pictures_of(record)?);
                        continue;
                    }
                    let listing = Keyed::of_record(record)?;
                    if !incoming.contains_key(&listing.key) {
                        builder.put(listing);
                    }
                }
            }
        }
        builder.carry_pictures(carried);
        incoming.into_values().flatten().for_each(|listing| builder.put(listing));
        let dropped = manifest.segments.drain(from..).map(|segment| segment.id).collect();
        if builder.is_empty() && !builder.replaces_any() {
            manifest.generation += 1;
            manifest.count();
            return Ok(Updated { manifest, files: Files::new(), dropped });
        }
        let (segment, files) = builder.segment()?;
        manifest.add(segment);
        Ok(Updated { manifest, files, dropped })
    }
}
