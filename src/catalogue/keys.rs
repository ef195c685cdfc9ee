//! Exact keys: entries of 12 bytes, key (`u64`) and listing (`u32`), sorted by both.

use super::{CatalogueError, bytes::*};

const MAGIC: &[u8; 4] = b"YTKY";
const ENTRY: usize = 12;

pub(super) fn write(mut keys: Vec<(u64, u32)>) -> Vec<u8> {
    keys.sort_unstable();
    keys.dedup();
    let mut out = header(MAGIC, ENTRY as u16, keys.len() as u64);
    for (key, listing) in keys {
        out.extend_from_slice(&key.to_le_bytes());
        out.extend_from_slice(&listing.to_le_bytes());
    }
    out
}

pub(super) struct Keys {
    content: Vec<u8>,
    count: usize,
}

impl Keys {
    pub(super) fn open(content: Vec<u8>, listings: u32) -> Result<Self, CatalogueError> {
        let reader = Reader::new("keys", &content);
        let count = reader.header(MAGIC, ENTRY as u16)?;
        reader.ends_at(HEADER + count.saturating_mul(ENTRY))?;
        let keys = Self { count, content };
        let reader = Reader::new("keys", &keys.content);
        for index in 0..count {
            if keys.listing(index) >= listings || (index > 0 && keys.key(index) < keys.key(index - 1)) {
                return Err(reader.broken(format!("entry {index} is out of order or of range")));
            }
        }
        Ok(keys)
    }

    /// The listings with this key, at most `limit`, and how many there are in all.
    pub(super) fn find(&self, key: u64, limit: usize) -> (Vec<u32>, usize) {
        let start = self.lower_bound(key);
        let end = key.checked_add(1).map_or(self.count, |next| self.lower_bound(next));
        ((start..end).take(limit).map(|index| self.listing(index)).collect(), end - start)
    }

    fn lower_bound(&self, key: u64) -> usize {
        let (mut low, mut high) = (0, self.count);
        while low < high {
            let middle = low.midpoint(high);
            if self.key(middle) < key { low = middle + 1 } else { high = middle }
        }
        low
    }

    fn key(&self, index: usize) -> u64 {
        let bytes = self.content.get(HEADER + index * ENTRY..).and_then(|rest| rest.first_chunk());
        bytes.map_or(0, |chunk| u64::from_le_bytes(*chunk))
    }

    fn listing(&self, index: usize) -> u32 {
        let bytes = self.content.get(HEADER + index * ENTRY + 8..).and_then(|rest| rest.first_chunk());
        bytes.map_or(0, |chunk| u32::from_le_bytes(*chunk))
    }
}
