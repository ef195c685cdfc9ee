//! A record file: one shard of a segment's listings, by the upper bits of their keys.
//!
//! 64 bytes of header (`YTRC`, version (`u16`), 0 (`u16`), number of the shard (`u32`), zeros), then the records (see [`super::Entry`]), each at a multiple of 64 bytes, by rising listing key.

use super::{
    CatalogueError, VERSION,
    bytes::Reader,
    entry::Entry,
    locator::{Locator, UNIT},
};

const MAGIC: &[u8; 4] = b"YTRC";
/// Listings of a shard on average, at most: the shards grow in number, not in size.
const SHARD: u64 = 65_536;
/// Shards are named by at most so many bits.
const MOST_BITS: u32 = 16;

/// How many bits of a listing's key name its shard, for so many listings.
pub fn shard_bits(listings: u64) -> u8 {
    listings.div_ceil(SHARD).max(1).next_power_of_two().trailing_zeros().min(MOST_BITS) as u8
}

/// A listing's key, shifted to the right by so many bits, is the number of its shard.
pub fn shard_shift(shard_bits: u8) -> u32 {
    64 - u32::from(shard_bits)
}

/// The shard of a listing.
pub fn shard(key: u64, shard_bits: u8) -> u32 {
    key.checked_shr(shard_shift(shard_bits)).unwrap_or_default() as u32
}

/// Name of a shard's file in its segment's folder.
pub fn file_name(shard: u32) -> String {
    format!("records-{shard:05}.bin")
}

/// Lays records out, one after the other.
pub struct RecordWriter {
    shard_bits: u8,
    shard: u32,
    /// Unit of the next record.
    next: u64,
}

impl RecordWriter {
    /// The writer of one shard, whose first bytes are [`RecordWriter::header`].
    pub fn new(shard_bits: u8, shard: u32) -> Self {
        Self { shard_bits, shard, next: 1 }
    }

    /// Where the next record goes, and how many zeros follow it.
    pub fn place(&mut self, record: &[u8]) -> Result<(Locator, usize), CatalogueError> {
        let length = record.len().next_multiple_of(UNIT as usize);
        let locator = Locator::new(self.shard_bits, self.shard, self.next, length)?;
        self.next += length as u64 / UNIT;
        Ok((locator, length - record.len()))
    }

    /// The file's first 64 bytes.
    pub fn header(&self) -> [u8; UNIT as usize] {
        let mut header = [0; UNIT as usize];
        let fields = MAGIC.iter().copied().chain(VERSION.to_le_bytes()).chain([0; 2]);
        let fields = fields.chain(self.shard.to_le_bytes());
        header.iter_mut().zip(fields).for_each(|(byte, value)| *byte = value);
        header
    }
}

/// The records of a file that may be damaged: each entry and where it stands, or why there is none at a byte. After what
/// is no record, the next that matches its checksum is looked for.
#[cfg(feature = "cli")]
pub fn salvage(
    content: &[u8],
    shard_bits: u8,
    shard: u32,
) -> impl Iterator<Item = Result<(Locator, Entry), (usize, CatalogueError)>> {
    let read = move |at: usize| -> Result<(Locator, Entry, usize), CatalogueError> {
        let rest = content.get(at..).unwrap_or_default();
        let record = Reader::new("record", rest).slice(0, Entry::length(rest)?)?;
        let mut writer = RecordWriter { shard_bits, shard, next: at as u64 / UNIT };
        let (locator, padding) = writer.place(record)?;
        Ok((locator, Entry::from_bytes(record)?, at + record.len() + padding))
    };
    let mut next = UNIT as usize;
    let mut is_told = false;
    std::iter::from_fn(move || {
        while next < content.len() {
            let start = next;
            match read(start) {
                Ok((locator, entry, end)) => {
                    (next, is_told) = (end, false);
                    return Some(Ok((locator, entry)));
                }
                Err(error) => {
                    next += UNIT as usize;
                    if !std::mem::replace(&mut is_told, true) {
                        return Some(Err((start, error)));
                    }
                }
            }
        }
        None
    })
}

/// The records of a whole file, in their order: the bytes of each, and where it stands.
///
/// # Errors
/// The first thing that is no record ends it, with the reason.
pub fn read_file(content: &[u8], shard_bits: u8, shard: u32) -> Result<Vec<(Locator, &[u8])>, CatalogueError> {
    let reader = Reader::new("records", content);
    if reader.slice(0, 4)? != MAGIC {
        return Err(reader.broken("it begins with the wrong letters"));
    }
    if reader.u16(4)? != VERSION {
        return Err(CatalogueError::Version(reader.u16(4)?));
    }
    if reader.u32(8)? != shard {
        return Err(reader.broken("it is another shard than its name says"));
    }
    let mut writer = RecordWriter::new(shard_bits, shard);
    let (mut records, mut at) = (Vec::new(), UNIT as usize);
    while at < content.len() {
        let rest = content.get(at..).unwrap_or_default();
        let record = reader.slice(at, Entry::length(rest)?)?;
        let (locator, padding) = writer.place(record)?;
        records.push((locator, record));
        at += record.len() + padding;
    }
    Ok(records)
}
