//! Writing a segment that is larger than memory: the halves that `pack map` and `pack reduce` are, joined by a sort on
//! disk.

use std::{
    fs::{self, File},
    io::{self, BufWriter, Write},
    iter::{self, Peekable},
    path::{Path, PathBuf},
};

use rayon::prelude::*;
use xxhash_rust::xxh3::Xxh3;

use super::{
    named,
    spill::{Row, Sorter},
};
use crate::catalogue::{
    Counts, DEAD_FILE, FILES, FileEntry, Keyed, Locator, Posting, RecordWriter, Segment, ShardWriter, TABLES, Table,
    index_file_name, index_shards, record_file_name, record_shard, record_shard_bits, write_dead,
};

/// Memory for the listings of a run, and for the postings of one of a table's.
pub(crate) const LISTINGS: usize = 192 << 20;
pub(crate) const POSTINGS: usize = 48 << 20;

const NAMES: [&str; TABLES] = ["band0", "band1", "band2", "band3", "text"];

/// Takes listings in any order and writes them as a segment of a pack.
pub struct SegmentWriter {
    /// The pack's folder.
    pack: PathBuf,
    /// The segment's folder, until its name is known.
    partial: PathBuf,
    listings: Sorter<Keyed>,
    dead: Vec<(usize, Locator)>,
    dead_pictures: u64,
}

impl SegmentWriter {
    /// Begins a segment in a pack's folder, which is made where it is not there.
    ///
    /// # Errors
    /// When the folder cannot be made.
    pub fn new(pack: &Path) -> io::Result<Self> {
        let partial = pack.join(format!(".partial-{}", std::process::id()));
        fs::create_dir_all(&partial).map_err(|error| named(&partial, error))?;
        let listings = Sorter::new(&partial, "listings", LISTINGS);
        Ok(Self { pack: pack.to_owned(), partial, listings, dead: Vec::new(), dead_pictures: 0 })
    }

    /// Takes a listing.
    ///
    /// # Errors
    /// When what does not fit into memory cannot be written.
    pub fn push(&mut self, listing: Keyed) -> io::Result<()> {
        self.listings.push(listing)
    }

    /// Notes that the segment replaces, or takes away, a record of an earlier one with so many pictures.
    pub fn replaces(&mut self, segment: usize, locator: Locator, pictures: u64) {
        self.dead.push((segment, locator));
        self.dead_pictures += pictures;
    }

    /// Takes away what was begun.
    pub fn abandon(self) {
        drop(self.listings);
        fs::remove_dir_all(&self.partial).ok();
    }

    /// Sorts, writes, and gives the segment its name. `told` is called with how far it is, of how much.
    ///
    /// # Errors
    /// When a file cannot be read or written.
    pub fn finish(self, told: &(dyn Fn(u64, u64) + Sync)) -> io::Result<Segment> {
        let Self { pack, partial, listings, dead, dead_pictures } = self;
        let rows = listings.count;
        // How many listings there are decides into how many files they go, so they are counted first.
        let unique = partial.join("unique.run");
        let mut out = BufWriter::with_capacity(1 << 20, File::create(&unique)?);
        let mut count = 0_u64;
        for row in newest(listings.finish()?) {
            Row::write(&row?, &mut out)?;
            count += 1;
        }
        out.flush()?;
        drop(out);
        told(rows, rows * 3);

        let bits = record_shard_bits(count);
        let mut postings: Vec<Sorter<Posting>> =
            NAMES.iter().map(|name| Sorter::new(&partial, name, POSTINGS)).collect();
        let mut files = Vec::new();
        let mut pictures = 0;
        let mut input = io::BufReader::with_capacity(1 << 20, File::open(&unique)?);
        fs::remove_file(&unique)?;
        let mut listings = iter::from_fn(|| Keyed::read(&mut input).transpose()).peekable();
        let mut done = 0_u64;
        for shard in 0..1_u32 << bits {
            let written = write_records(&partial, bits, shard, &mut listings, |table, posting| {
                postings.get_mut(table).map_or(Ok(()), |sorter| sorter.push(posting))
            })?;
            files.push(written.file);
            pictures += written.pictures;
            done += written.listings;
            told(rows + rows * done / count.max(1), rows * 3);
        }
        told(rows * 2, rows * 3);

        let mut counts = Counts::default();
        counts.0.iter_mut().zip(&postings).for_each(|(count, sorter)| *count = sorter.count);
        let key_bits = counts.key_bits();
        // A table a core: each merges its own runs.
        let written: Vec<(Table, Vec<FileEntry>)> = postings
            .into_par_iter()
            .zip(key_bits.into_par_iter())
            .enumerate()
            .map(|(table, (sorter, key_bits))| write_table(&partial, table, key_bits, sorter.finish()?))
            .collect::<io::Result<_>>()?;
        let mut tables = [Table::default(); TABLES];
        for (summary, (table, entries)) in tables.iter_mut().zip(written) {
            *summary = table;
            files.extend(entries);
        }
        let dead = if dead.is_empty() {
            None
        } else {
            let (content, summary) = write_dead(&dead, dead_pictures);
            fs::write(partial.join(DEAD_FILE), &content)?;
            files.push(FileEntry::of(DEAD_FILE, &content));
            Some(summary)
        };
        let (segment, list) = Segment::new([count, pictures], bits, tables, dead, &mut files);
        seal(&partial, &pack, &segment, &list)?;
        told(rows * 3, rows * 3);
        Ok(segment)
    }
}

/// The newest word on each key, of rows in their order: the last of its run.
pub(crate) fn newest(rows: impl Iterator<Item = io::Result<Keyed>>) -> impl Iterator<Item = io::Result<Keyed>> {
    let mut rows = rows.peekable();
    iter::from_fn(move || {
        let mut row = rows.next()?;
        let same = |row: &io::Result<Keyed>, next: &io::Result<Keyed>| match (row, next) {
            (Ok(row), Ok(next)) => row.key == next.key,
            _ => false,
        };
        while let Some(next) = rows.next_if(|next| same(&row, next)) {
            row = next;
        }
        Some(row)
    })
}

/// Gives a complete folder of files its list and its segment's name in the pack.
pub(crate) fn seal(partial: &Path, pack: &Path, segment: &Segment, list: &str) -> io::Result<()> {
    fs::write(partial.join(FILES), list).map_err(|error| named(partial, error))?;
    let folder = pack.join(&segment.id);
    if folder.exists() {
        // The same content, written before.
        fs::remove_dir_all(&folder).map_err(|error| named(&folder, error))?;
    }
    fs::rename(partial, &folder).map_err(|error| named(&folder, error))
}

/// A record file that was written.
pub(crate) struct RecordShard {
    pub(crate) file: FileEntry,
    pub(crate) listings: u64,
    pub(crate) pictures: u64,
}

/// Writes one shard of records from the rows that belong to it, which come next and in their order, and hands over
/// their postings.
pub(crate) fn write_records(
    folder: &Path,
    bits: u8,
    shard: u32,
    rows: &mut Peekable<impl Iterator<Item = io::Result<Keyed>>>,
    mut take: impl FnMut(usize, Posting) -> io::Result<()>,
) -> io::Result<RecordShard> {
    let mut records = RecordFile::create(folder, bits, shard)?;
    let (mut listings, mut pictures) = (0, 0);
    let belongs = |next: &io::Result<Keyed>| next.as_ref().map_or(true, |row| record_shard(row.key, bits) == shard);
    while let Some(row) = rows.next_if(belongs) {
        let row = row?;
        let locator = records.push(&row.record)?;
        for (table, key, signature) in row.postings {
            take(usize::from(table), Posting { key, signature, locator })?;
        }
        listings += 1;
        pictures += u64::from(row.pictures);
    }
    Ok(RecordShard { file: records.finish()?, listings, pictures })
}

/// Writes the shards of a table from its postings in their order.
fn write_table(
    folder: &Path,
    table: usize,
    key_bits: u8,
    postings: impl Iterator<Item = io::Result<Posting>>,
) -> io::Result<(Table, Vec<FileEntry>)> {
    let mut postings = postings.peekable();
    let mut summary = Table { key_bits, postings: 0 };
    let mut files = Vec::new();
    for shard in 0..index_shards(key_bits) {
        let (file, count) = write_index(folder, table, key_bits, shard, &mut postings)?;
        summary.postings += count;
        files.push(file);
    }
    Ok((summary, files))
}

/// Writes one shard of a table from the postings that belong to it, which come next and in their order; and how many
/// of them it holds.
pub(crate) fn write_index(
    folder: &Path,
    table: usize,
    key_bits: u8,
    shard: u32,
    postings: &mut Peekable<impl Iterator<Item = io::Result<Posting>>>,
) -> io::Result<(FileEntry, u64)> {
    let mut writer = ShardWriter::new(table, key_bits, shard);
    let belongs = |next: &io::Result<Posting>| {
        next.as_ref().map_or(true, |next| ShardWriter::shard_of(next.key, key_bits) == shard)
    };
    while let Some(posting) = postings.next_if(belongs) {
        writer.push(&posting?);
    }
    let (content, count) = writer.finish();
    let name = index_file_name(table, shard);
    let path = folder.join(&name);
    fs::write(&path, &content).map_err(|error| named(&path, error))?;
    Ok((FileEntry::of(&name, &content), count))
}

/// A record file that is written as its records come.
struct RecordFile {
    name: String,
    writer: RecordWriter,
    out: BufWriter<File>,
    bytes: u64,
    hasher: Xxh3,
}

impl RecordFile {
    fn create(folder: &Path, bits: u8, shard: u32) -> io::Result<Self> {
        let name = record_file_name(shard);
        let writer = RecordWriter::new(bits, shard);
        let mut out = BufWriter::with_capacity(1 << 18, File::create(folder.join(&name))?);
        let header = writer.header();
        out.write_all(&header)?;
        let mut hasher = Xxh3::new();
        hasher.update(&header);
        Ok(Self { name, bytes: header.len() as u64, writer, out, hasher })
    }

    fn push(&mut self, record: &[u8]) -> io::Result<Locator> {
        let (locator, padding) = self.writer.place(record).map_err(io::Error::other)?;
        let zeros = [0; 64];
        let padding = zeros.get(..padding).unwrap_or_default();
        for part in [record, padding] {
            self.out.write_all(part)?;
            self.hasher.update(part);
            self.bytes += part.len() as u64;
        }
        Ok(locator)
    }

    fn finish(mut self) -> io::Result<FileEntry> {
        self.out.flush()?;
        Ok(FileEntry { name: self.name, bytes: self.bytes, xxh3: self.hasher.digest() })
    }
}
