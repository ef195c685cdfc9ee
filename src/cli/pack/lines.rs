//! Rows between the halves of a build, as lines of text that any shuffle can carry: a key for whoever sorts, then the
//! rest. Every command's output ends with one line of JSON, a [`Part`]: where it is missing, the output was cut off.

use std::io::{self, BufRead, Write};

use base64::{Engine, engine::general_purpose::STANDARD};
use serde::{Deserialize, Serialize};

use super::rows::{from_bytes, to_bytes};
use crate::catalogue::{FileEntry, Keyed, Locator, Posting, TABLES};

/// What a command did, as the last line of its output.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "part", rename_all = "lowercase")]
pub(super) enum Part {
    /// `pack map`: listings that became rows, and what was left out with a word on standard error.
    Map { listings: u64, problems: u64 },
    /// `pack reduce records`.
    Records {
        #[serde(flatten)]
        file: Written,
        record_bits: u8,
        shard: u32,
        listings: u64,
        pictures: u64,
        /// Postings handed over, of each table.
        postings: [u64; TABLES],
    },
    /// `pack reduce index`.
    Index {
        #[serde(flatten)]
        file: Written,
        table: usize,
        key_bits: u8,
        shard: u32,
        /// Postings that the file holds.
        postings: u64,
    },
}

/// A [`FileEntry`], its checksum in 16 hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Written {
    pub(super) name: String,
    pub(super) bytes: u64,
    pub(super) xxh3: String,
}

impl Written {
    pub(super) fn of(file: FileEntry) -> Self {
        Self { name: file.name, bytes: file.bytes, xxh3: format!("{:016x}", file.xxh3) }
    }

    /// `None` where the checksum is none.
    pub(super) fn entry(&self) -> Option<FileEntry> {
        let xxh3 = u64::from_str_radix(&self.xxh3, 16).ok()?;
        Some(FileEntry { name: self.name.clone(), bytes: self.bytes, xxh3 })
    }
}

/// Writes the last line.
pub(super) fn close(part: &Part, out: &mut impl Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, part)?;
    out.write_all(b"\n")?;
    out.flush()
}

/// A listing: its key in 16 hexadecimal digits, a tab, and its bytes in base 64.
pub(super) fn write_listing(row: &Keyed, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{:016x}\t{}", row.key, STANDARD.encode(to_bytes(row)))
}

/// Reads what [`write_listing`] wrote.
pub(super) fn listing(line: &str) -> Result<Keyed, String> {
    let wanted = "a listing is 16 hexadecimal digits, a tab, and base 64, as `yuantou pack map` prints it";
    let (key, bytes) = line.split_once('\t').ok_or(wanted)?;
    let bytes = STANDARD.decode(bytes).map_err(|error| format!("{wanted}: {error}"))?;
    let row = from_bytes(&bytes).map_err(|error| format!("{wanted}: {error}"))?;
    if hex(key, 16) == Some(row.key) { Ok(row) } else { Err(format!("the key {key} is not the listing's own")) }
}

/// A posting: table, key in 8 hexadecimal digits, signature in 16, locator in 10, with tabs between.
pub(super) fn write_posting(table: usize, posting: &Posting, out: &mut impl Write) -> io::Result<()> {
    let Posting { key, signature, locator } = posting;
    writeln!(out, "{table}\t{key:08x}\t{signature:016x}\t{:010x}", locator.to_number())
}

/// Reads what [`write_posting`] wrote.
pub(super) fn posting(line: &str) -> Result<(usize, Posting), String> {
    let read = || {
        let mut fields = line.split('\t');
        let table = fields.next()?.parse().ok().filter(|table| *table < TABLES)?;
        let (key, signature) = (hex(fields.next()?, 8)?, hex(fields.next()?, 16)?);
        let locator = Locator::from_number(hex(fields.next()?, 10)?);
        let posting = Posting { key: u32::try_from(key).ok()?, signature, locator };
        fields.next().is_none().then_some((table, posting))
    };
    read().ok_or_else(|| {
        "a posting is a table, then 8, 16 and 10 hexadecimal digits, with tabs between, as `yuantou pack reduce \
         records` prints it"
            .to_owned()
    })
}

fn hex(digits: &str, length: usize) -> Option<u64> {
    let plain = digits.len() == length && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    u64::from_str_radix(digits, 16).ok().filter(|_| plain)
}

/// Hands over the rows of standard input. Lines of JSON, which close the outputs of which it is made, are passed over;
/// anything else that is no row ends the command: what it comes from is broken.
pub(super) fn each(mut take: impl FnMut(&str) -> Result<(), String>) -> io::Result<()> {
    let mut input = io::stdin().lock();
    let mut line = String::new();
    for number in 1_u64.. {
        line.clear();
        if input.read_line(&mut line)? == 0 {
            break;
        }
        let row = line.strip_suffix('\n').ok_or_else(|| wrong(number, "the line is cut off"))?;
        if !row.starts_with('{') {
            take(row).map_err(|reason| wrong(number, reason))?;
        }
    }
    Ok(())
}

fn wrong(number: u64, reason: impl std::fmt::Display) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("-:{number}: {reason}"))
}
