//! The listings of earlier segments that a segment replaces or takes away, as a table of fixed slots, so that whether
//! a record still stands can be asked for while the record itself is on its way.
//!
//! `dead.bin`: 8 bytes of header (`YTDD`, slots as a power of two (`u8`), 0, entries of a slot (`u16`)), then the slots,
//! each of so many entries of 8 bytes: number of the earlier segment (from 0, in the manifest's order) × 2^40 +
//! locator, plus 1; 0 where there is none. An entry's slot is the upper bits of XXH3-64 of its 8 bytes.

use xxhash_rust::xxh3::xxh3_64;

use super::{CatalogueError, bytes::Reader, locator::Locator, manifest::Dead};

/// Name of the file.
pub const FILE: &str = "dead.bin";
const MAGIC: &[u8; 4] = b"YTDD";
const HEADER: u64 = 8;
/// Entries of a slot on average, at most.
const SLOT: u64 = 24;

fn value(segment: usize, locator: Locator) -> u64 {
    (segment as u64) << 40 | locator.0 & ((1 << 40) - 1)
}

fn slot(value: u64, bits: u8) -> u64 {
    xxh3_64(&(value + 1).to_le_bytes()).checked_shr(64 - u32::from(bits)).unwrap_or_default()
}

/// The file for these records of earlier segments, which have so many pictures.
pub fn write(dead: &[(usize, Locator)], pictures: u64) -> (Vec<u8>, Dead) {
    let slots = (dead.len() as u64).div_ceil(SLOT).max(1).next_power_of_two();
    let bits = slots.trailing_zeros() as u8;
    let mut filled: Vec<Vec<u64>> = vec![Vec::new(); slots as usize];
    for (segment, locator) in dead {
        let value = value(*segment, *locator);
        if let Some(slot) = filled.get_mut(slot(value, bits) as usize) {
            slot.push(value + 1);
        }
    }
    let entries = filled.iter().map(Vec::len).max().unwrap_or_default();
    let mut out = MAGIC.to_vec();
    out.extend([bits, 0]);
    out.extend_from_slice(&(entries as u16).to_le_bytes());
    for mut slot in filled {
        slot.sort_unstable();
        slot.dedup();
        slot.resize(entries, 0);
        out.extend(slot.into_iter().flat_map(u64::to_le_bytes));
    }
    (out, Dead { bits, entries: entries as u16, listings: dead.len() as u64, pictures })
}

/// Where in the file it stands whether a record is dead: offset and length.
pub(super) fn extent(dead: &Dead, segment: usize, locator: Locator) -> (u64, u32) {
    let length = u32::from(dead.entries) * 8;
    (HEADER + slot(value(segment, locator), dead.bits) * u64::from(length), length)
}

/// Whether a slot names a record.
pub(super) fn names(slot: &[u8], segment: usize, locator: Locator) -> bool {
    let wanted = value(segment, locator) + 1;
    let (entries, _) = slot.as_chunks::<8>();
    entries.iter().any(|entry| u64::from_le_bytes(*entry) == wanted)
}

/// All records that a file names: segment and place.
pub fn all(content: &[u8]) -> Vec<(usize, Locator)> {
    let (entries, _) = content.get(HEADER as usize..).unwrap_or_default().as_chunks::<8>();
    let named = entries.iter().filter_map(|entry| u64::from_le_bytes(*entry).checked_sub(1));
    named.map(|value| ((value >> 40) as usize, Locator::from_number(value))).collect()
}

/// Checks a whole file.
pub fn check_file(content: &[u8], dead: &Dead) -> Result<(), CatalogueError> {
    let reader = Reader::new("dead", content);
    let [low, high] = dead.entries.to_le_bytes();
    if reader.slice(0, 8)? != [b'Y', b'T', b'D', b'D', dead.bits, 0, low, high] {
        return Err(reader.broken("its header is not what the manifest says"));
    }
    let slots = 1_usize.checked_shl(u32::from(dead.bits)).unwrap_or_default();
    reader.ends_at(8 + slots.saturating_mul(usize::from(dead.entries) * 8))
}
