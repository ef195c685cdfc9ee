//! A pack that is too large to build here, made up as it is read: the sizes of its buckets are those of a pack that was
//! built, scaled to its own number of buckets, and what fills them is made of that pack's signatures. A few real
//! listings stand among the made ones. So a lookup's bytes, round trips and recall come from the code that does them.

use std::collections::HashMap;

use xxhash_rust::xxh3::xxh3_64;

use super::{
    Keyed, Manifest, Read, Segment, Table, bands::BANDS, build::Counts, index, index::TABLES, locator::Locator, records,
};

/// A pack of so many listings.
pub struct Simulated {
    /// What a lookup is given.
    pub manifest: Manifest,
    /// Sizes of buckets of the pack that was built, as shares of their mean, by table.
    shares: [Vec<f32>; TABLES],
    /// Postings in a bucket on average, by table.
    means: [f32; TABLES],
    signatures: Vec<u64>,
    real: HashMap<(usize, u32), Vec<(u64, Locator)>>,
    records: HashMap<Locator, Vec<u8>>,
    /// Locator and bytes of a made listing's record.
    made: (Locator, Vec<u8>),
}

impl Simulated {
    /// A pack of `listings`, each with as many postings as those of `built`; `buckets` are the sizes of its buckets by
    /// table, `signatures` some of its pictures' signatures, `real` the listings to find, and `made` one of its records.
    pub fn new(
        listings: u64,
        built: &Segment,
        buckets: [Vec<u16>; TABLES],
        signatures: Vec<u64>,
        real: &[Keyed],
        made: Vec<u8>,
    ) -> Self {
        let grown = listings as f64 / built.listings.max(1) as f64;
        let postings = built.tables.map(|table| (table.postings as f64 * grown) as u64);
        let key_bits = Counts(postings).key_bits();
        let mut tables = [Table::default(); TABLES];
        let mut means = [0.0; TABLES];
        for (((table, mean), key_bits), postings) in tables.iter_mut().zip(&mut means).zip(key_bits).zip(postings) {
            *table = Table { key_bits, postings };
            *mean = postings as f32 / (1_u64 << key_bits) as f32;
        }
        let shares = buckets.map(|counts| {
            let mean = counts.iter().map(|count| f32::from(*count)).sum::<f32>() / counts.len().max(1) as f32;
            counts.into_iter().map(|count| f32::from(count) / mean.max(1.0)).collect()
        });
        let record_bits = records::shard_bits(listings);
        let segment = Segment {
            id: "seg-simulated".to_owned(),
            listings,
            pictures: (built.pictures as f64 * grown) as u64,
            record_bits,
            tables,
            dead: None,
            bytes: 0,
            files: String::new(),
        };
        // Locators in the first shard: the made one, and after it the real ones.
        let locator = |at: usize, length: usize| {
            Locator::new(record_bits, 0, 1 + at as u64 * 1024, length.next_multiple_of(64))
                .unwrap_or(Locator::from_number(0))
        };
        let mut found: HashMap<(usize, u32), Vec<(u64, Locator)>> = HashMap::new();
        let mut records = HashMap::new();
        for (at, listing) in real.iter().enumerate() {
            let own = locator(at + 1, listing.record.len());
            for (table, key, signature) in &listing.postings {
                let table = usize::from(*table);
                let bits = key_bits.get(table).copied().unwrap_or_default();
                found.entry((table, index::bucket(*key, bits))).or_default().push((*signature, own));
            }
            records.insert(own, listing.record.clone());
        }
        let made = (locator(0, made.len()), made);
        let mut manifest = Manifest::empty("simulated");
        manifest.add(segment);
        Self { manifest, shares, means, signatures, real: found, records, made }
    }

    /// A stretch of one of its files.
    pub fn read(&self, read: &Read) -> Option<Vec<u8>> {
        let segment = self.manifest.segments.first()?;
        let (name, number) = read.path.rsplit('/').next()?.split('.').next()?.split_once('-')?;
        let shard: u32 = number.parse().ok()?;
        if name == "records" {
            let here = |locator: &Locator| {
                let place = locator.place(segment.record_bits);
                place.start == read.start && place.shard == shard
            };
            let record =
                self.records.iter().find(|(locator, _)| here(locator)).map_or(&self.made.1, |(_, record)| record);
            let mut bytes = record.clone();
            bytes.resize(read.length as usize, 0);
            return Some(bytes);
        }
        let table = name.strip_prefix("band").and_then(|band| band.parse().ok()).unwrap_or(BANDS);
        let key_bits = segment.tables.get(table)?.key_bits;
        let first = shard * index::shard_buckets(key_bits);
        let start = index::postings_start(key_bits);
        // A page's postings begin at a number from which the page can be told.
        let page_of = u64::from(index::PAGE_BUCKETS) * u64::from(u16::MAX);
        if read.start < start {
            let page = (read.start - index::HEADER) / index::PAGE_BYTES;
            let buckets = (0..index::PAGE_BUCKETS).map(|at| first + page as u32 * index::PAGE_BUCKETS + at);
            return Some(index::page(page * page_of, buckets.map(|bucket| self.bucket(table, bucket, key_bits))));
        }
        let posting = (read.start - start) / index::POSTING;
        let page = posting / page_of;
        let mut left = posting % page_of;
        for at in 0..index::PAGE_BUCKETS {
            let bytes = self.bucket(table, first + page as u32 * index::PAGE_BUCKETS + at, key_bits);
            let count = bytes.len() as u64 / index::POSTING;
            if left == 0 && count > 0 {
                return Some(bytes);
            }
            left = left.checked_sub(count)?;
        }
        None
    }

    /// A bucket's postings: real ones, and as many made ones as the share that its number draws.
    fn bucket(&self, table: usize, bucket: u32, key_bits: u8) -> Vec<u8> {
        if bucket >> key_bits != 0 {
            return Vec::new();
        }
        let chance = |salt: u64| xxh3_64(&[u64::from(bucket) << 8 | table as u64, salt].map(u64::to_le_bytes).concat());
        // A bucket that holds a real listing is met as listings meet it: the larger the likelier.
        let real = self.real.get(&(table, bucket));
        let shares = self.shares.get(table).map(Vec::as_slice).unwrap_or_default();
        let tries = if real.is_some() { 4 } else { 1 };
        let drawn = (0..tries).filter_map(|n| shares.get((chance(n) % shares.len().max(1) as u64) as usize));
        let mean = self.means.get(table).copied().unwrap_or_default();
        let count = drawn.fold(0.0_f32, |most, share| most.max(*share)) * mean;
        let mut postings: Vec<(u64, Locator)> = real.cloned().unwrap_or_default();
        for at in 0..(count as u64).min(60_000) {
            let chance = chance(100 + at);
            let like = self.signatures.get((chance % self.signatures.len().max(1) as u64) as usize).copied();
            // A stranger's signature with an eighth of its bits turned: as various as real ones, no two the same.
            let turned = xxh3_64(&chance.to_le_bytes()) & xxh3_64(&(!chance).to_le_bytes()) & chance.rotate_left(17);
            postings.push((like.unwrap_or(chance) ^ turned, self.made.0));
        }
        postings.sort_unstable();
        postings
            .into_iter()
            .flat_map(|(signature, at)| signature.to_le_bytes().into_iter().chain(at.to_bytes()))
            .collect()
    }
}
