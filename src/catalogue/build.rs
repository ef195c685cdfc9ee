//! Making a segment in memory: listings in, files out. The same listings give the same bytes, in whatever order they
//! come. What is too large for memory is built by the command line, from the same parts.

use std::collections::BTreeMap;

use super::{
    CatalogueError, Entry, FileEntry, MANIFEST, Manifest, Posting, RecordWriter, Segment, ShardWriter, Table, bands,
    dead,
    entry::MOST_PICTURES,
    index,
    index::{TABLES, TEXT},
    listing_key,
    locator::Locator,
    manifest::FILES,
    records, terms,
};
use crate::{
    fingerprint::{Fingerprint, Picture},
    record::Offer,
};

/// A listing on its way into a segment: the newest word on a key stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Keyed {
    /// [`listing_key`] of the listing.
    pub key: u64,
    /// When it was seen.
    pub seen_at: String,
    /// The record's bytes.
    pub record: Vec<u8>,
    /// Its postings: table, full key and signature.
    pub postings: Vec<(u8, u32, u64)>,
    /// How many pictures it has.
    pub pictures: u32,
}

impl Keyed {
    /// Everything that a segment needs of an entry.
    ///
    /// # Errors
    /// [`CatalogueError::TooLong`] for a listing that no record can hold.
    pub fn new(entry: &Entry) -> Result<Self, CatalogueError> {
        let record = entry.to_bytes()?;
        let key = listing_key(&entry.offer);
        let text = Fingerprint::of_offer(&entry.offer);
        let likeness = terms::likeness(&text);
        let term = |term: terms::Term| (TEXT as u8, term.key, terms::signature(term.check, likeness));
        let own = term(terms::of_key(key));
        let mut postings = vec![own];
        postings.extend(terms::of_text(&text).into_iter().map(term));
        // No more than the record keeps.
        let pictures = entry.pictures.iter().take(MOST_PICTURES);
        let count = pictures.len() as u32;
        postings
            .extend(pictures.flat_map(bands::of_picture).map(|(band, key, signature)| (band as u8, key, signature)));
        postings.sort_unstable();
        postings.dedup();
        let seen_at = entry.offer.seen_at.clone().unwrap_or_default();
        Ok(Self { key, seen_at, record, postings, pictures: count })
    }

    /// The same of a record's bytes.
    ///
    /// # Errors
    /// Those of [`Entry::from_bytes`].
    pub fn of_record(record: &[u8]) -> Result<Self, CatalogueError> {
        Self::new(&Entry::from_bytes(record)?)
    }
}

/// How many postings each table has so far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts(pub [u64; TABLES]);

impl Counts {
    /// Counts one posting.
    pub fn add(&mut self, table: usize) {
        if let Some(count) = self.0.get_mut(table) {
            *count += 1;
        }
    }

    /// How many bits of a key address a bucket of each table.
    pub fn key_bits(&self) -> [u8; TABLES] {
        self.0.map(index::key_bits)
    }
}

/// Collects listings and writes them as a segment.
#[derive(Default)]
pub struct Builder {
    listings: BTreeMap<u64, Keyed>,
    dead: Vec<(usize, Locator)>,
    dead_pictures: u64,
}

/// A segment's description, and its files by path from the pack's folder.
pub type Files = Vec<(String, Vec<u8>)>;

impl Builder {
    /// An empty builder.
    pub fn new() -> Self {
        Self::default()
    }

    /// Number of listings so far.
    pub fn len(&self) -> usize {
        self.listings.len()
    }

    /// Whether there are no listings yet.
    pub fn is_empty(&self) -> bool {
        self.listings.is_empty()
    }

    /// Adds a listing and the index codes of its pictures, in the gallery's order. Of two with one key the one that was
    /// seen later stands.
    ///
    /// # Errors
    /// [`CatalogueError::TooLong`] for a listing that no record can hold.
    pub fn push(&mut self, offer: &Offer, pictures: impl IntoIterator<Item = Picture>) -> Result<(), CatalogueError> {
        let entry = Entry { offer: offer.clone(), pictures: pictures.into_iter().collect() };
        self.add(Keyed::new(&entry)?);
        Ok(())
    }

    /// Adds what was made ready.
    pub fn add(&mut self, listing: Keyed) {
        match self.listings.get(&listing.key) {
            Some(held) if *held >= listing => {}
            _ => {
                self.listings.insert(listing.key, listing);
            }
        }
    }

    /// Adds what was made ready, whatever was held of its key.
    pub fn put(&mut self, listing: Keyed) {
        self.listings.insert(listing.key, listing);
    }

    /// Counts pictures of replaced records that are known from before.
    pub(super) fn carry_pictures(&mut self, pictures: u64) {
        self.dead_pictures += pictures;
    }

    /// Whether any record of an earlier segment is replaced.
    pub(super) fn replaces_any(&self) -> bool {
        !self.dead.is_empty()
    }

    /// Notes that the segment replaces, or takes away, a record of an earlier one with so many pictures.
    pub fn replaces(&mut self, segment: usize, locator: Locator, pictures: u64) {
        self.dead.push((segment, locator));
        self.dead_pictures += pictures;
    }

    /// The segment and its files, the list of files last.
    pub fn segment(self) -> Result<(Segment, Files), CatalogueError> {
        let shard_bits = records::shard_bits(self.listings.len() as u64);
        let totals = [self.listings.len() as u64, self.listings.values().map(|one| u64::from(one.pictures)).sum()];
        let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
        let mut postings: [Vec<Posting>; TABLES] = Default::default();
        let mut listings = self.listings.into_values().peekable();
        for shard in 0..1_u32 << shard_bits {
            let mut writer = RecordWriter::new(shard_bits, shard);
            let mut content = writer.header().to_vec();
            while let Some(listing) = listings.next_if(|next| records::shard(next.key, shard_bits) == shard) {
                let (locator, padding) = writer.place(&listing.record)?;
                content.extend_from_slice(&listing.record);
                content.resize(content.len() + padding, 0);
                for (table, key, signature) in listing.postings {
                    if let Some(table) = postings.get_mut(usize::from(table)) {
                        table.push(Posting { key, signature, locator });
                    }
                }
            }
            files.insert(records::file_name(shard), content);
        }
        let key_bits = Counts(postings.each_ref().map(|table| table.len() as u64)).key_bits();
        let mut tables = [Table::default(); TABLES];
        for (table, ((mut postings, key_bits), summary)) in
            postings.into_iter().zip(key_bits).zip(&mut tables).enumerate()
        {
            postings.sort_unstable();
            summary.key_bits = key_bits;
            let mut postings = postings.into_iter().peekable();
            for shard in 0..index::shards(key_bits) {
                let mut writer = ShardWriter::new(table, key_bits, shard);
                while let Some(posting) = postings.next_if(|next| ShardWriter::shard_of(next.key, key_bits) == shard) {
                    writer.push(&posting);
                }
                let (content, count) = writer.finish();
                summary.postings += count;
                files.insert(index::file_name(table, shard), content);
            }
        }
        let dead =
            (!self.dead.is_empty()).then(|| dead::write(&self.dead, self.dead_pictures)).map(|(content, dead)| {
                files.insert(dead::FILE.to_owned(), content);
                dead
            });
        let mut entries: Vec<_> = files.iter().map(|(name, content)| FileEntry::of(name, content)).collect();
        let (segment, list) = Segment::new(totals, shard_bits, tables, dead, &mut entries);
        let path = |name: &str| format!("{}/{name}", segment.id);
        let mut out: Files = files.into_iter().map(|(name, content)| (path(&name), content)).collect();
        out.push((path(FILES), list.into_bytes()));
        Ok((segment, out))
    }

    /// A pack of one segment: its files by path, the manifest last. Whoever stores them in this order never shows a
    /// manifest whose files are not there yet.
    pub fn finish(self, name: &str) -> Result<Files, CatalogueError> {
        let (segment, mut files) = self.segment()?;
        files.push((MANIFEST.to_owned(), Manifest::of_segment(name, segment).to_json()?));
        Ok(files)
    }
}
