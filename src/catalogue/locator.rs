//! Where a record is: 40 bits that need no directory.

use super::CatalogueError;

/// A record begins at a multiple of this, in its file.
pub(super) const UNIT: u64 = 64;
/// Bits that address units, over all shards of a segment: the shard's number above the unit in it.
const ADDRESS_BITS: u32 = 36;
/// How much to read for a record of each class: half as much again from one to the next.
const CLASSES: [u32; 16] =
    [256, 384, 512, 768, 1024, 1536, 2048, 3072, 4096, 6144, 8192, 12_288, 16_384, 24_576, 32_768, 49_152];
/// No record is longer.
pub(super) const LONGEST_RECORD: usize = 49_152;

/// Shard, place and length class of a record: `address << 4 | class`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Locator(pub(super) u64);

/// A stretch of a record file that holds one record.
pub(super) struct Place {
    pub(super) shard: u32,
    pub(super) start: u64,
    /// At least the record's length; the file may end before.
    pub(super) length: u32,
}

impl Locator {
    /// Bytes of a locator in a posting.
    pub(super) const BYTES: usize = 5;

    /// The locator of a record of so many bytes, padding included, at `unit` of a shard.
    pub(super) fn new(shard_bits: u8, shard: u32, unit: u64, length: usize) -> Result<Self, CatalogueError> {
        let class =
            CLASSES.iter().position(|class| length <= *class as usize).ok_or(CatalogueError::TooLong(length))?;
        let span = ADDRESS_BITS.saturating_sub(u32::from(shard_bits));
        if unit >> span != 0 {
            return Err(CatalogueError::TooMany);
        }
        Ok(Self((u64::from(shard) << span | unit) << 4 | class as u64))
    }

    /// Where the record is, in a segment of `1 << shard_bits` record files.
    pub(super) fn place(self, shard_bits: u8) -> Place {
        let span = ADDRESS_BITS.saturating_sub(u32::from(shard_bits));
        let address = self.0 >> 4;
        let length = CLASSES.get((self.0 & 15) as usize).copied().unwrap_or(256);
        Place { shard: (address >> span) as u32, start: (address & ((1 << span) - 1)) * UNIT, length }
    }

    /// As a number below 2^40.
    pub fn to_number(self) -> u64 {
        self.0
    }

    /// Reads what [`Locator::to_number`] gave.
    pub fn from_number(number: u64) -> Self {
        Self(number & ((1 << 40) - 1))
    }

    pub(super) fn to_bytes(self) -> [u8; Self::BYTES] {
        let [a, b, c, d, e, ..] = self.0.to_le_bytes();
        [a, b, c, d, e]
    }

    pub(super) fn from_bytes([a, b, c, d, e]: [u8; Self::BYTES]) -> Self {
        Self(u64::from_le_bytes([a, b, c, d, e, 0, 0, 0]))
    }
}
