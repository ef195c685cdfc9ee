//! An index file: one shard of one table's postings, in buckets.
//!
//! | Bytes | Field |
//! |---|---|
//! | 4 | `YTIX` |
//! | 2 | version of the format |
//! | 1 | table: 0–3 the bands of picture keys, 4 text |
//! | 1 | `k`: bits of a key that address a bucket, over all shards |
//! | 4 | number of this shard: the upper bits of a bucket's number, where there are more than 2,048 buckets |
//! | 4 | buckets in this shard |
//! | 8 | postings in this shard |
//! | 8 | 0 |
//! | 80 each | directory pages, one for 16 buckets |
//! | 13 each | postings, bucket by bucket, in a bucket by signature and locator |
//!
//! A directory page: postings before its first bucket (`u64`), the low 32 bits of XXH3-64 of the rest of the page with
//! that number before it (`u32`), 0 (`u32`), then for each bucket how many postings it has (`u16`) and the low 16 bits
//! of XXH3-64 of their bytes (`u16`). A posting: signature (`u64`), locator (40 bits).

use xxhash_rust::xxh3::xxh3_64;

use super::{
    CatalogueError, VERSION,
    bands::{BANDS, KEY_BITS},
    bytes::Reader,
    locator::Locator,
    terms,
};

const MAGIC: &[u8; 4] = b"YTIX";
/// Bytes before the directory.
pub(super) const HEADER: u64 = 32;
/// Buckets of a directory page.
pub(super) const PAGE_BUCKETS: u32 = 16;
/// Bytes of a directory page.
pub(super) const PAGE_BYTES: u64 = 16 + 4 * PAGE_BUCKETS as u64;
/// Bytes of a posting.
pub(super) const POSTING: u64 = 13;
/// Bits that address a bucket within a shard, at most.
const SHARD_BITS: u32 = 11;
/// Postings of a bucket, at most.
const MOST_POSTINGS: usize = u16::MAX as usize;
/// Postings of one signature in a bucket of pictures, at most: as many listings show the very same picture that it
/// tells nothing of any of them.
pub(super) const MOST_ALIKE: usize = 32;
/// Postings of one term, at most.
pub(super) const MOST_OF_TERM: usize = 1024;
/// Postings that a bucket holds on average, at most: `k` grows with the table. Small buckets let a lookup choose more
/// of them for its bytes, at the price of more requests.
const BUCKET: u64 = 120;

/// The number of the table of text, after those of the bands.
pub(super) const TEXT: usize = BANDS;
/// Tables of a segment.
pub const TABLES: usize = BANDS + 1;

/// A posting with its full key, as it is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Posting {
    /// The full key.
    pub key: u32,
    /// The signature.
    pub signature: u64,
    /// Where the listing is.
    pub locator: Locator,
}

/// Bits of a key that address a bucket, for so many postings.
pub fn key_bits(postings: u64) -> u8 {
    let buckets = postings.div_ceil(BUCKET).max(1);
    (buckets.next_power_of_two().trailing_zeros()).min(KEY_BITS) as u8
}

/// The bucket of a full key.
pub(super) fn bucket(key: u32, key_bits: u8) -> u32 {
    key.checked_shr(KEY_BITS - u32::from(key_bits).min(KEY_BITS)).unwrap_or_default()
}

/// Where a bucket is: its shard, and its number in it.
pub(super) fn within(bucket: u32, key_bits: u8) -> (u32, u32) {
    let inner = u32::from(key_bits).min(SHARD_BITS);
    (bucket >> inner, bucket & ((1 << inner) - 1))
}

/// A full key, shifted to the right by so many bits, is the number of its posting's shard.
pub fn shard_shift(key_bits: u8) -> u32 {
    let bits = u32::from(key_bits).min(KEY_BITS);
    KEY_BITS - bits + bits.min(SHARD_BITS)
}

/// How many shards a table has.
pub fn shards(key_bits: u8) -> u32 {
    1 << u32::from(key_bits).saturating_sub(SHARD_BITS)
}

/// How many buckets a shard has.
pub(super) fn shard_buckets(key_bits: u8) -> u32 {
    1 << u32::from(key_bits).min(SHARD_BITS)
}

/// Where the directory page of a bucket of a shard starts.
pub(super) fn page_start(inner: u32) -> u64 {
    HEADER + u64::from(inner / PAGE_BUCKETS) * PAGE_BYTES
}

/// Where the first posting of a shard stands.
pub(super) fn postings_start(key_bits: u8) -> u64 {
    HEADER + u64::from(shard_buckets(key_bits).div_ceil(PAGE_BUCKETS)) * PAGE_BYTES
}

/// Name of a shard's file in its segment's folder.
pub fn file_name(table: usize, shard: u32) -> String {
    match table {
        TEXT => format!("text-{shard:05}.idx"),
        band => format!("band{band}-{shard:05}.idx"),
    }
}

/// Where a bucket's postings stand, as its directory page says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Extent {
    /// Offset in the shard's file.
    pub(super) start: u64,
    /// Number of postings.
    pub(super) count: u16,
    check: u16,
}

impl Extent {
    pub(super) fn bytes(&self) -> u64 {
        u64::from(self.count) * POSTING
    }
}

/// Reads a bucket's extent from its directory page.
pub(super) fn extent(page: &[u8], inner: u32, key_bits: u8) -> Result<Extent, CatalogueError> {
    let reader = Reader::new("directory", page);
    let entries = reader.slice(16, PAGE_BYTES as usize - 16)?;
    let before = reader.u64(0)?;
    if reader.u32(8)? != page_check(before, entries) {
        return Err(reader.broken("a page does not match its checksum"));
    }
    let at = 16 + 4 * (inner % PAGE_BUCKETS) as usize;
    let earlier = (16..at).step_by(4).try_fold(0_u64, |sum, at| Ok(sum + u64::from(reader.u16(at)?)))?;
    let first = before.checked_add(earlier).and_then(|first| first.checked_mul(POSTING));
    let start = first.and_then(|first| first.checked_add(postings_start(key_bits)));
    let start = start.ok_or_else(|| reader.broken("an offset is too large"))?;
    Ok(Extent { start, count: reader.u16(at)?, check: reader.u16(at + 2)? })
}

/// A directory page of these buckets.
#[cfg(feature = "cli")]
pub(super) fn page(before: u64, buckets: impl Iterator<Item = Vec<u8>>) -> Vec<u8> {
    let entries = buckets.flat_map(|bytes| [(bytes.len() as u64 / POSTING) as u16, xxh3_64(&bytes) as u16]);
    let entries: Vec<u8> = entries.flat_map(u16::to_le_bytes).collect();
    directory_page(before, entries)
}

fn directory_page(before: u64, mut entries: Vec<u8>) -> Vec<u8> {
    entries.resize(PAGE_BYTES as usize - 16, 0);
    let mut page = before.to_le_bytes().to_vec();
    page.extend_from_slice(&page_check(before, &entries).to_le_bytes());
    page.extend([0; 4]);
    page.append(&mut entries);
    page
}

fn page_check(before: u64, entries: &[u8]) -> u32 {
    let mut checked = before.to_le_bytes().to_vec();
    checked.extend_from_slice(entries);
    xxh3_64(&checked) as u32
}

/// The postings of a bucket: signature and locator.
pub(super) fn postings<'a>(
    bytes: &'a [u8],
    extent: &Extent,
) -> Result<impl Iterator<Item = (u64, Locator)> + use<'a>, CatalogueError> {
    let reader = Reader::new("index", bytes);
    let bytes = reader.slice(0, extent.bytes() as usize)?;
    if xxh3_64(bytes) as u16 != extent.check {
        return Err(reader.broken("a bucket does not match its checksum"));
    }
    let (rows, _) = bytes.as_chunks::<{ POSTING as usize }>();
    Ok(rows.iter().map(|[a, b, c, d, e, f, g, h, locator @ ..]| {
        (u64::from_le_bytes([*a, *b, *c, *d, *e, *f, *g, *h]), Locator::from_bytes(*locator))
    }))
}

/// Writes one shard from its postings, which come by rising full key.
pub struct ShardWriter {
    table: usize,
    key_bits: u8,
    shard: u32,
    counts: Vec<(u16, u16)>,
    postings: Vec<u8>,
    pending: Vec<(u64, Locator)>,
    inner: u32,
}

impl ShardWriter {
    /// A writer of one shard of a table whose buckets are addressed by `key_bits`.
    pub fn new(table: usize, key_bits: u8, shard: u32) -> Self {
        let (counts, postings, pending) = (Vec::new(), Vec::new(), Vec::new());
        Self { table, key_bits, shard, counts, postings, pending, inner: 0 }
    }

    /// The shard that a posting belongs to.
    pub fn shard_of(key: u32, key_bits: u8) -> u32 {
        key >> shard_shift(key_bits)
    }

    /// Adds the next posting.
    pub fn push(&mut self, posting: &Posting) {
        let inner = within(bucket(posting.key, self.key_bits), self.key_bits).1;
        if inner != self.inner {
            self.close_bucket();
            self.counts.resize(inner as usize, (0, xxh3_64(&[]) as u16));
            self.inner = inner;
        }
        self.pending.push((posting.signature, posting.locator));
    }

    fn close_bucket(&mut self) {
        self.pending.sort_unstable();
        self.pending.dedup();
        let text = self.table == TEXT;
        let (most, start) = (if text { MOST_OF_TERM } else { MOST_ALIKE }, self.postings.len());
        let mut count = 0_usize;
        let mut alike = (0, 0);
        for (signature, locator) in self.pending.drain(..) {
            let same = if text { u64::from(terms::check_of(signature)) } else { signature };
            alike = if alike.0 == same { (same, alike.1 + 1) } else { (same, 1) };
            if alike.1 > most || count >= MOST_POSTINGS {
                continue;
            }
            count += 1;
            self.postings.extend_from_slice(&signature.to_le_bytes());
            self.postings.extend_from_slice(&locator.to_bytes());
        }
        let check = xxh3_64(self.postings.get(start..).unwrap_or_default()) as u16;
        self.counts.push((count as u16, check));
    }

    /// The file's bytes, and how many postings it holds.
    pub fn finish(mut self) -> (Vec<u8>, u64) {
        self.close_bucket();
        let buckets = shard_buckets(self.key_bits);
        self.counts.resize(buckets as usize, (0, xxh3_64(&[]) as u16));
        let postings = self.postings.len() as u64 / POSTING;
        let mut out = Vec::with_capacity(postings_start(self.key_bits) as usize + self.postings.len());
        out.extend_from_slice(MAGIC);
        out.extend_from_slice(&VERSION.to_le_bytes());
        out.extend([self.table as u8, self.key_bits]);
        out.extend_from_slice(&self.shard.to_le_bytes());
        out.extend_from_slice(&buckets.to_le_bytes());
        out.extend_from_slice(&postings.to_le_bytes());
        out.extend([0; 8]);
        let mut before = 0_u64;
        for page in self.counts.chunks(PAGE_BUCKETS as usize) {
            let entries = page.iter().flat_map(|(count, check)| [*count, *check]).flat_map(u16::to_le_bytes).collect();
            out.append(&mut directory_page(before, entries));
            before += page.iter().map(|(count, _)| u64::from(*count)).sum::<u64>();
        }
        out.append(&mut self.postings);
        (out, postings)
    }
}

/// How many postings each bucket of an index file has.
pub fn bucket_counts(content: &[u8], key_bits: u8) -> Result<Vec<u16>, CatalogueError> {
    let reader = Reader::new("index", content);
    let count = |inner: u32| {
        let page = reader.slice(page_start(inner) as usize, PAGE_BYTES as usize)?;
        extent(page, inner, key_bits).map(|extent| extent.count)
    };
    (0..shard_buckets(key_bits)).map(count).collect()
}

/// Checks a whole index file: header, every page, every bucket.
pub fn check_file(content: &[u8], table: usize, key_bits: u8, shard: u32) -> Result<u64, CatalogueError> {
    let reader = Reader::new("index", content);
    let head = reader.slice(0, HEADER as usize)?;
    if head.get(..4) != Some(MAGIC) {
        return Err(reader.broken("it begins with the wrong letters"));
    }
    if reader.u16(4)? != VERSION {
        return Err(CatalogueError::Version(reader.u16(4)?));
    }
    let buckets = shard_buckets(key_bits);
    if head.get(6..8) != Some(&[table as u8, key_bits]) || reader.u32(8)? != shard || reader.u32(12)? != buckets {
        return Err(reader.broken("it is another shard than its name says"));
    }
    let mut total = 0;
    for inner in 0..buckets {
        let page = reader.slice(page_start(inner) as usize, PAGE_BYTES as usize)?;
        let extent = extent(page, inner, key_bits)?;
        if extent.start != postings_start(key_bits) + total * POSTING {
            return Err(reader.broken(format!("bucket {inner} does not follow the one before")));
        }
        postings(reader.slice(extent.start as usize, extent.bytes() as usize)?, &extent).map(drop)?;
        total += u64::from(extent.count);
    }
    if total != reader.u64(16)? {
        return Err(reader.broken("it counts another number of postings than it has"));
    }
    reader.ends_at((postings_start(key_bits) + total * POSTING) as usize)?;
    Ok(total)
}
