//! A lookup: which bytes of a pack it needs next, and what came of them. It never fetches.
//!
//! The stages are round trips: the directory pages of the likeliest buckets; those buckets, as many as the budget
//! allows, by what each promises for its bytes; and the records of the nearest postings. Whoever fetches begins with
//! those that promise most: where the same photograph is in these, the rest is not waited for any more. What cannot be
//! had is gone without.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{
    Entry, Manifest, Segment, bands,
    candidates::{At, Pictures, Texts},
    dead, index,
    index::{Extent, TEXT},
    locator::Locator,
    probes, records, terms,
};
use crate::{fingerprint::Fingerprint, sorting};

/// How much a lookup may ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    /// Bytes of buckets.
    pub bytes: u64,
    /// Buckets of pictures, over all segments.
    pub probes: usize,
    /// So many of them are looked into even where the same photograph was found in one: others may show it too.
    pub first: usize,
    /// Buckets of text.
    pub terms: usize,
    /// Records found by picture, and found by text.
    pub records: [usize; 2],
}

impl Budget {
    /// For bytes on the shopper's own machine, where every stretch takes a sixth of a millisecond. Three times as many
    /// buckets find one in a hundred more at a million listings of five pictures, and none at 50,000 (`yuantou-evaluate
    /// catalogue`).
    pub const LOCAL: Self = Self { bytes: 1 << 20, probes: 36, first: 36, terms: 12, records: [12, 24] };
    /// For a product's page, over the network.
    pub const REMOTE: Self = Self { bytes: 85_000, probes: 120, first: 64, terms: 4, records: [8, 3] };
    /// For one card of a list page, over the network.
    pub const CARD: Self = Self { bytes: 10_000, probes: 8, first: 8, terms: 1, records: [2, 1] };
}

/// A signature as near as this is the same photograph: no more buckets are asked for.
const SURE: u32 = 4;
/// What a request costs beside its bytes, when one bucket is weighed against another.
const REQUEST_BYTES: f32 = 400.0;
/// For so many buckets that are wanted, the directory page of one more is asked for, so that heavy ones can be passed
/// over.
const PER_SPARE: usize = 8;

/// A stretch of one of the pack's files.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Read {
    /// Path from the pack's folder.
    pub path: String,
    /// First byte.
    pub start: u64,
    /// Bytes; the file may end before.
    pub length: u32,
}

/// A listing that may be the product looked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// The listing and its codes.
    pub entry: Entry,
    /// How many listings show the picture by which it was found; 0 where none was near.
    pub shared: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Bucket {
    segment: usize,
    table: usize,
    number: u32,
}

/// A stretch that is waited for: for what, and how many were to be fetched before it.
#[derive(Default)]
struct Waiting {
    wants: Vec<Want>,
    rank: usize,
}

/// What is being waited for.
enum Want {
    Page(Vec<Bucket>),
    Postings(Bucket, Extent),
    Record(usize, Locator),
    /// Whether a later segment replaced a record.
    Replaced(usize, Locator),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    Directories,
    Buckets,
    Records,
    Done,
}

/// A lookup in one pack.
pub struct Lookup {
    segments: Vec<Segment>,
    budget: Budget,
    stage: Stage,
    /// Buckets that are wanted, with what each promises.
    wanted: Vec<(Bucket, f32)>,
    extents: HashMap<Bucket, Extent>,
    waiting: BTreeMap<Read, Waiting>,
    /// Buckets of pictures that were given, or could not be had.
    looked_into: usize,
    pictures: Pictures,
    texts: Texts,
    dead: BTreeSet<At>,
    entries: BTreeMap<At, Entry>,
    /// Bytes that were given.
    pub bytes_read: u64,
    /// Stages that asked for anything, the directory pages among them.
    pub round_trips: u32,
    faults: u32,
}

/// For what a stretch is waited for; one that was not waited for yet comes after all others.
fn wants(waiting: &mut BTreeMap<Read, Waiting>, read: Read) -> &mut Vec<Want> {
    let rank = waiting.len();
    &mut waiting.entry(read).or_insert_with(|| Waiting { rank, ..Waiting::default() }).wants
}

impl Lookup {
    /// A lookup of a product in a pack.
    pub fn new(manifest: &Manifest, query: &Fingerprint, budget: Budget) -> Self {
        let views = query.pictures.iter().filter(|picture| picture.is_telling()).flat_map(|picture| &picture.views);
        let pictures = Pictures::new(views.map(bands::signature).collect(), budget.records[0]);
        let texts = Texts::new(terms::of_text(query), terms::likeness(query), budget.records[1]);
        let mut lookup = Self::begin(manifest, budget, pictures, texts);
        lookup.plan(query);
        lookup.settle();
        lookup
    }

    /// A lookup of one listing by its own key: see [`super::listing_key`].
    pub fn by_key(manifest: &Manifest, key: u64) -> Self {
        let most = manifest.segments.len();
        let budget = Budget { bytes: u64::MAX, probes: 0, first: 0, terms: most, records: [0, most * 4] };
        let own = terms::Term { weight: 1.0, ..terms::of_key(key) };
        let texts = Texts::new(vec![own], 0, most * 4);
        let mut lookup = Self::begin(manifest, budget, Pictures::new(Vec::new(), 0), texts);
        lookup.plan(&Fingerprint::default());
        lookup.settle();
        lookup
    }

    fn begin(manifest: &Manifest, budget: Budget, pictures: Pictures, texts: Texts) -> Self {
        Self {
            segments: manifest.segments.clone(),
            budget,
            stage: Stage::Directories,
            wanted: Vec::new(),
            extents: HashMap::new(),
            waiting: BTreeMap::new(),
            looked_into: 0,
            pictures,
            texts,
            dead: BTreeSet::new(),
            entries: BTreeMap::new(),
            bytes_read: 0,
            round_trips: 0,
            faults: 0,
        }
    }

    /// Chooses the buckets whose directory pages to ask for.
    fn plan(&mut self, query: &Fingerprint) {
        let spare = self.budget.probes / PER_SPARE;
        let all: u64 = self.segments.iter().map(|segment| segment.listings).sum();
        for (at, segment) in self.segments.iter().enumerate() {
            let share = segment.listings as f32 / all.max(1) as f32;
            let key_bits = segment.tables.map(|table| table.key_bits);
            let pictures = probes::of_pictures(&query.pictures, &key_bits, self.budget.probes + spare);
            self.wanted.extend(
                pictures
                    .into_iter()
                    .map(|probe| (Bucket { segment: at, table: probe.band, number: probe.bucket }, probe.gain * share)),
            );
            let bits = key_bits.get(TEXT).copied().unwrap_or_default();
            let mut buckets: Vec<u32> =
                self.texts.terms.iter().take(self.budget.terms).map(|term| index::bucket(term.key, bits)).collect();
            buckets.dedup();
            self.wanted
                .extend(buckets.into_iter().map(|number| (Bucket { segment: at, table: TEXT, number }, 0.05 * share)));
        }
        // Over all segments there are no more probes than over one.
        let mut seen = BTreeSet::new();
        self.wanted.retain(|(bucket, _)| seen.insert(*bucket));
        sorting::sort_by(&mut self.wanted, |a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        self.wanted.truncate(self.budget.probes + self.budget.terms + spare);
        let reads: Vec<(Read, Bucket)> = self.wanted.iter().filter_map(|(bucket, _)| self.page_of(*bucket)).collect();
        for (read, bucket) in reads {
            let wants = wants(&mut self.waiting, read);
            match wants.first_mut() {
                Some(Want::Page(buckets)) => buckets.push(bucket),
                _ => wants.push(Want::Page(vec![bucket])),
            }
        }
        self.round_trips = u32::from(!self.waiting.is_empty());
    }

    fn page_of(&self, bucket: Bucket) -> Option<(Read, Bucket)> {
        let segment = self.segments.get(bucket.segment)?;
        let table = segment.tables.get(bucket.table).filter(|table| table.postings > 0)?;
        let (shard, inner) = index::within(bucket.number, table.key_bits);
        let path = format!("{}/{}", segment.id, index::file_name(bucket.table, shard));
        Some((Read { path, start: index::page_start(inner), length: index::PAGE_BYTES as u32 }, bucket))
    }

    /// What is needed now, each once, in the order in which it is best fetched; empty when the lookup is done. What was
    /// needed may not be any more when other stretches were given: see [`Self::is_needed`].
    pub fn reads(&self) -> Vec<Read> {
        let mut reads: Vec<_> = self.waiting.iter().collect();
        sorting::sort_by_key(&mut reads, |(_, waiting)| waiting.rank);
        reads.into_iter().map(|(read, _)| read.clone()).collect()
    }

    /// Whether a stretch is waited for.
    pub fn is_needed(&self, read: &Read) -> bool {
        self.waiting.contains_key(read)
    }

    /// Goes on to the end with stretches that are at hand; `read` gives none where there is none.
    pub fn answer<B: AsRef<[u8]>>(&mut self, mut read: impl FnMut(&Read) -> Option<B>) {
        while !self.is_done() {
            for wanted in self.reads() {
                if self.is_needed(&wanted) {
                    self.give(&wanted, read(&wanted).as_ref().map(AsRef::as_ref));
                }
            }
        }
    }

    /// Takes the bytes of a needed stretch, or that it could not be had. What was not asked for is ignored.
    pub fn give(&mut self, read: &Read, bytes: Option<&[u8]>) {
        let Some(Waiting { wants, .. }) = self.waiting.remove(read) else { return };
        let of_pictures = |want: &Want| matches!(want, Want::Postings(bucket, _) if bucket.table != TEXT);
        self.looked_into += wants.iter().filter(|want| of_pictures(want)).count();
        match bytes {
            Some(bytes) => {
                self.bytes_read += bytes.len() as u64;
                for want in wants {
                    self.take(want, bytes);
                }
            }
            None => self.faults += 1,
        }
        if self.looked_into >= self.budget.first && self.pictures.nearest().is_some_and(|distance| distance <= SURE) {
            self.waiting.retain(|_, waiting| !waiting.wants.iter().all(of_pictures));
        }
        self.settle();
    }

    /// Gives up what is still waited for: the answer is made of what is there.
    pub fn give_up(&mut self) {
        self.faults += self.waiting.len() as u32;
        self.waiting.clear();
        self.stage = self.stage.max(Stage::Records);
        self.settle();
    }

    /// How many stretches could not be had or were broken.
    pub fn faults(&self) -> u32 {
        self.faults
    }

    fn take(&mut self, want: Want, bytes: &[u8]) {
        let taken = match want {
            Want::Page(buckets) => buckets.into_iter().try_for_each(|bucket| {
                let key_bits = self.key_bits(bucket);
                let extent = index::extent(bytes, index::within(bucket.number, key_bits).1, key_bits)?;
                self.extents.insert(bucket, extent);
                Ok(())
            }),
            Want::Postings(bucket, extent) => index::postings(bytes, &extent).map(|postings| {
                if bucket.table == TEXT {
                    let (key_bits, postings) = (self.key_bits(bucket), postings.collect::<Vec<_>>());
                    self.texts.take(bucket.segment, &postings, |key| index::bucket(key, key_bits) == bucket.number);
                } else {
                    self.pictures.take(bucket.segment, postings);
                }
            }),
            Want::Record(segment, locator) => Entry::from_bytes(bytes).map(|entry| {
                self.entries.insert((segment, locator), entry);
            }),
            Want::Replaced(segment, locator) => {
                if dead::names(bytes, segment, locator) {
                    self.dead.insert((segment, locator));
                }
                Ok(())
            }
        };
        // A broken stretch takes its own listings away and nothing else.
        self.faults += u32::from(taken.is_err());
    }

    fn key_bits(&self, bucket: Bucket) -> u8 {
        let table = self.segments.get(bucket.segment).and_then(|segment| segment.tables.get(bucket.table));
        table.map_or(0, |table| table.key_bits)
    }

    /// Goes on to the next stage for as long as nothing is waited for.
    fn settle(&mut self) {
        while self.waiting.is_empty() && self.stage != Stage::Done {
            match self.stage {
                Stage::Directories => {
                    self.ask_buckets();
                    self.stage = Stage::Buckets;
                }
                Stage::Buckets => {
                    self.ask_records();
                    self.stage = Stage::Records;
                }
                Stage::Records => self.stage = Stage::Done,
                Stage::Done => {}
            }
            self.round_trips += u32::from(!self.waiting.is_empty());
        }
    }

    /// Asks for as many buckets and bytes of them as the budget allows, those first that promise most for their bytes.
    fn ask_buckets(&mut self) {
        let mut ready: Vec<(f32, Bucket, Extent)> = Vec::new();
        for (bucket, gain) in &self.wanted {
            if let Some(extent) = self.extents.get(bucket).filter(|extent| extent.count > 0) {
                ready.push((gain / (REQUEST_BYTES + extent.bytes() as f32), *bucket, *extent));
            }
        }
        sorting::sort_by(&mut ready, |a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut left = self.budget.bytes;
        let mut counts = [self.budget.probes, self.budget.terms];
        for (_, bucket, extent) in ready {
            let count = &mut counts[usize::from(bucket.table == TEXT)];
            if *count == 0 || extent.bytes() > left {
                continue;
            }
            *count -= 1;
            left -= extent.bytes();
            let Some((read, _)) = self.page_of(bucket) else { continue };
            let read = Read { start: extent.start, length: extent.bytes() as u32, ..read };
            wants(&mut self.waiting, read).push(Want::Postings(bucket, extent));
        }
    }

    /// Asks for the records of the nearest postings, and whether later segments replaced them.
    fn ask_records(&mut self) {
        let wanted: BTreeSet<At> = sorting::set(self.pictures.best().chain(self.texts.best()));
        for (at, locator) in wanted {
            let Some(segment) = self.segments.get(at) else { continue };
            let place = locator.place(segment.record_bits);
            let path = format!("{}/{}", segment.id, records::file_name(place.shard));
            let read = Read { path, start: place.start, length: place.length };
            wants(&mut self.waiting, read).push(Want::Record(at, locator));
            for later in self.segments.iter().skip(at + 1) {
                if let Some(dead) = &later.dead {
                    let (start, length) = dead::extent(dead, at, locator);
                    let read = Read { path: format!("{}/{}", later.id, dead::FILE), start, length };
                    wants(&mut self.waiting, read).push(Want::Replaced(at, locator));
                }
            }
        }
    }

    /// Whether everything that can be known is known.
    pub fn is_done(&self) -> bool {
        self.stage == Stage::Done
    }

    /// The records that were read and that no later segment replaced: segment, place and content.
    pub fn standing(self) -> impl Iterator<Item = (usize, Locator, Entry)> {
        let dead = self.dead;
        let standing = self.entries.into_iter().filter(move |(at, _)| !dead.contains(at));
        standing.map(|((segment, locator), entry)| (segment, locator, entry))
    }

    fn found(&self) -> impl Iterator<Item = (&At, &Entry)> {
        self.entries.iter().filter(|(at, _)| !self.dead.contains(at))
    }

    /// How many listings were found so far.
    pub fn count(&self) -> usize {
        self.found().count()
    }

    /// What was found so far.
    pub fn hits(&self) -> Vec<Hit> {
        self.found().map(|(at, entry)| Hit { entry: entry.clone(), shared: self.pictures.showing(at) }).collect()
    }
}
