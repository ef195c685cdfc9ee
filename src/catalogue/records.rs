//! The listings: after the header, `count` + 1 offsets (`u64`, from the end of the offsets), then the JSON of each.

use serde_json::Value;

use super::{CatalogueError, bytes::*};
use crate::record::Offer;

const MAGIC: &[u8; 4] = b"YTRC";

pub(super) fn write(records: &[Vec<u8>]) -> Vec<u8> {
    let mut out = header(MAGIC, 0, records.len() as u64);
    let mut offset = 0_u64;
    out.extend_from_slice(&offset.to_le_bytes());
    for record in records {
        offset += record.len() as u64;
        out.extend_from_slice(&offset.to_le_bytes());
    }
    out.extend(records.iter().flatten());
    out
}

pub(super) struct Records {
    content: Vec<u8>,
    count: usize,
}

impl Records {
    pub(super) fn open(content: Vec<u8>) -> Result<Self, CatalogueError> {
        let reader = Reader::new("records", &content);
        let count = reader.header(MAGIC, 0)?;
        let body = HEADER + (count + 1).saturating_mul(8);
        let end = usize::try_from(reader.u64(body - 8)?).ok().and_then(|last| last.checked_add(body));
        reader.ends_at(end.ok_or_else(|| reader.broken("its last offset is too large"))?)?;
        Ok(Self { content, count })
    }

    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// One listing and its length in bytes.
    pub(super) fn get(&self, index: u32) -> Result<(Offer, usize), CatalogueError> {
        let reader = Reader::new("records", &self.content);
        let index = index as usize;
        if index >= self.count {
            return Err(reader.broken(format!("there is no listing {index}")));
        }
        let body = HEADER + (self.count + 1) * 8;
        let offset = |index: usize| {
            let offset = reader.u64(HEADER + index * 8)?;
            usize::try_from(offset).map_err(|_| reader.broken("an offset is too large"))
        };
        let (start, end) = (offset(index)?, offset(index + 1)?);
        let length =
            end.checked_sub(start).ok_or_else(|| reader.broken(format!("listing {index} ends before it begins")))?;
        let json = reader.slice(body.saturating_add(start), length)?;
        // By way of a Value, like everything else that is read: a reader of its own for each type costs the browser's
        // module more than this costs in time.
        let offer = serde_json::from_slice::<Value>(json).and_then(serde_json::from_value);
        let offer = offer.map_err(|error| reader.broken(format!("listing {index}: {error}")))?;
        Ok((offer, length))
    }
}
