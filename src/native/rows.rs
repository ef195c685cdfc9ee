//! What the halves of a build hand over: listings with their records, and postings.

use std::io::{self, Read, Write};

use super::spill::{Row, fill};
use crate::catalogue::{Keyed, Locator, Posting};

/// A listing is no longer than its record may be, with its postings.
const LONGEST: usize = 1 << 20;

impl Row for Keyed {
    fn weight(&self) -> usize {
        112 + self.seen_at.len() + self.record.len() + self.postings.len() * 16
    }

    fn write(&self, out: &mut impl Write) -> io::Result<()> {
        let bytes = to_bytes(self);
        out.write_all(&(bytes.len() as u32).to_le_bytes())?;
        out.write_all(&bytes)
    }

    fn read(input: &mut impl Read) -> io::Result<Option<Self>> {
        let mut length = [0; 4];
        if !fill(input, &mut length)? {
            return Ok(None);
        }
        let length = u32::from_le_bytes(length) as usize;
        if length > LONGEST {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "a row is too long to be one"));
        }
        let mut bytes = vec![0; length];
        input.read_exact(&mut bytes)?;
        from_bytes(&bytes).map(Some)
    }
}

/// A listing as bytes: key, pictures, lengths of what follows, `seen_at`, record, postings of 13 bytes.
pub(crate) fn to_bytes(row: &Keyed) -> Vec<u8> {
    let mut out = Vec::with_capacity(24 + row.seen_at.len() + row.record.len() + row.postings.len() * 13);
    out.extend_from_slice(&row.key.to_le_bytes());
    for number in [row.pictures, row.seen_at.len() as u32, row.record.len() as u32, row.postings.len() as u32] {
        out.extend_from_slice(&number.to_le_bytes());
    }
    out.extend_from_slice(row.seen_at.as_bytes());
    out.extend_from_slice(&row.record);
    for (table, key, signature) in &row.postings {
        out.push(*table);
        out.extend_from_slice(&key.to_le_bytes());
        out.extend_from_slice(&signature.to_le_bytes());
    }
    out
}

/// Reads what [`to_bytes`] wrote.
pub(crate) fn from_bytes(mut bytes: &[u8]) -> io::Result<Keyed> {
    let rest = &mut bytes;
    let key = u64::from_le_bytes(array(rest)?);
    let [pictures, seen_at, record, postings] = [number(rest)?, number(rest)?, number(rest)?, number(rest)?];
    let seen_at = String::from_utf8(take(rest, seen_at as usize)?.to_vec()).map_err(io::Error::other)?;
    let record = take(rest, record as usize)?.to_vec();
    let mut list = Vec::with_capacity((postings as usize).min(4096));
    for _ in 0..postings {
        let [table] = array(rest)?;
        list.push((table, number(rest)?, u64::from_le_bytes(array(rest)?)));
    }
    Ok(Keyed { key, seen_at, record, postings: list, pictures })
}

fn take<'a>(rest: &mut &'a [u8], length: usize) -> io::Result<&'a [u8]> {
    let short = || io::Error::new(io::ErrorKind::UnexpectedEof, "a row ends early");
    let (taken, left) = rest.split_at_checked(length).ok_or_else(short)?;
    *rest = left;
    Ok(taken)
}

fn array<const N: usize>(rest: &mut &[u8]) -> io::Result<[u8; N]> {
    take(rest, N)?.try_into().map_err(io::Error::other)
}

fn number(rest: &mut &[u8]) -> io::Result<u32> {
    array(rest).map(u32::from_le_bytes)
}

/// Bytes of a posting in a run.
pub(crate) const POSTING: usize = 20;

impl Row for Posting {
    fn weight(&self) -> usize {
        size_of::<Self>()
    }

    fn write(&self, out: &mut impl Write) -> io::Result<()> {
        let mut row = [0; POSTING];
        let fields = self.key.to_le_bytes().into_iter().chain(self.signature.to_le_bytes());
        let fields = fields.chain(self.locator.to_number().to_le_bytes());
        row.iter_mut().zip(fields).for_each(|(byte, value)| *byte = value);
        out.write_all(&row)
    }

    fn read(input: &mut impl Read) -> io::Result<Option<Self>> {
        let mut row = [0; POSTING];
        if !fill(input, &mut row)? {
            return Ok(None);
        }
        let rest = &mut row.as_slice();
        let key = number(rest)?;
        let (signature, locator) = (u64::from_le_bytes(array(rest)?), u64::from_le_bytes(array(rest)?));
        Ok(Some(Self { key, signature, locator: Locator::from_number(locator) }))
    }
}
