//! `yuantou pack reduce`: the rows of a shard become its file, the same bytes as `pack build` writes.

use std::{
    fs,
    io::{self, BufWriter},
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::{Args, Subcommand};

use super::{
    lines::{Part, Written, close, each, listing, posting, write_posting},
    segment::{LISTINGS, POSTINGS, newest, write_index, write_records},
    spill::Sorter,
};
use crate::{
    catalogue::{Alike, KEY_BITS, Posting, ShardWriter, TABLES, index_shards, record_shard},
    cli::input::named,
};

/// Runs of a record shard's postings, by table, and memory for each: there are five at a time, beside the listings.
const RUNS: [&str; TABLES] = ["postings0", "postings1", "postings2", "postings3", "postings4"];
const HANDED_OVER: usize = 12 << 20;

#[derive(Subcommand)]
pub(in crate::cli) enum ReduceCommand {
    /// Listings become a record file; their postings go to standard output, in order.
    Records(RecordsArgs),
    /// Postings become an index file, or several.
    Index(IndexArgs),
}

#[derive(Args)]
pub(in crate::cli) struct RecordsArgs {
    /// Bits of a listing's key that name its shard: see `pack plan`.
    #[arg(long, value_parser = clap::value_parser!(u8).range(..=16))]
    bits: u8,
    /// Number of the shard.
    #[arg(long)]
    shard: u32,
    /// Folder to write to; a file of the shard that stands there is replaced once the new one is complete.
    #[arg(long)]
    out: PathBuf,
}

#[derive(Args)]
pub(in crate::cli) struct IndexArgs {
    /// Number of the table: 0 to 3 for the bands, 4 for text.
    #[arg(long, value_parser = clap::value_parser!(u8).range(..TABLES as i64))]
    table: u8,
    /// Bits of a key that address a bucket of the table: see `pack plan`.
    #[arg(long, value_parser = clap::value_parser!(u8).range(..=i64::from(KEY_BITS)))]
    key_bits: u8,
    /// Number of the shard, or of the first.
    #[arg(long)]
    shard: u32,
    /// How many shards, one after another.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    shards: u32,
    /// Folder to write to; a file of a shard that stands there is replaced once all new ones are complete.
    #[arg(long)]
    out: PathBuf,
}

impl ReduceCommand {
    pub(super) fn run(&self) -> io::Result<ExitCode> {
        match self {
            Self::Records(args) => in_folder(&args.out, |folder| args.write(folder)),
            Self::Index(args) => in_folder(&args.out, |folder| args.write(folder)),
        }
    }
}

impl RecordsArgs {
    fn write(&self, folder: &Path) -> io::Result<Vec<Part>> {
        exists(self.shard, 1 << self.bits)?;
        let mut rows = Sorter::new(folder, "listings", LISTINGS);
        each(|line| {
            let row = listing(line)?;
            belongs(record_shard(row.key, self.bits), self.shard)?;
            rows.push(row).map_err(|error| error.to_string())
        })?;
        let mut postings = RUNS.map(|name| Sorter::new(folder, name, HANDED_OVER));
        let mut rows = newest(rows.finish()?).peekable();
        let written = write_records(folder, self.bits, self.shard, &mut rows, |table, posting| {
            postings.get_mut(table).map_or(Ok(()), |sorter| sorter.push(posting))
        })?;
        drop(rows);
        let counts = postings.each_ref().map(|sorter| sorter.count);
        let mut out = BufWriter::with_capacity(1 << 18, io::stdout().lock());
        for (table, sorter) in postings.into_iter().enumerate() {
            let mut alike = Alike::new(table);
            for posting in sorter.finish()? {
                let posting = posting?;
                if alike.may_stay(&posting) {
                    write_posting(table, &posting, &mut out)?;
                }
            }
        }
        io::Write::flush(&mut out)?;
        Ok(vec![Part::Records {
            file: Written::of(written.file),
            record_bits: self.bits,
            shard: self.shard,
            listings: written.listings,
            pictures: written.pictures,
            postings: counts,
        }])
    }
}

impl IndexArgs {
    fn write(&self, folder: &Path) -> io::Result<Vec<Part>> {
        let end = self.shard.saturating_add(self.shards);
        exists(end - 1, index_shards(self.key_bits))?;
        let own = usize::from(self.table);
        let mut rows = Sorter::new(folder, "postings", POSTINGS);
        each(|line| {
            let (table, posting) = posting(line)?;
            belongs(table as u32, own as u32).map_err(|reason| format!("of tables: {reason}"))?;
            let shard = ShardWriter::shard_of(posting.key, self.key_bits);
            belongs(shard, shard.clamp(self.shard, end - 1))?;
            rows.push(posting).map_err(|error| error.to_string())
        })?;
        let mut alike = Alike::new(own);
        let may_stay = |row: &io::Result<Posting>| row.as_ref().map_or(true, |posting| alike.may_stay(posting));
        let mut rows = rows.finish()?.filter(may_stay).peekable();
        let write = |shard| {
            let (file, postings) = write_index(folder, own, self.key_bits, shard, &mut rows)?;
            Ok(Part::Index { file: Written::of(file), table: own, key_bits: self.key_bits, shard, postings })
        };
        (self.shard..end).map(write).collect()
    }
}

/// Runs in a folder of its own within `out`, from which only the finished files are moved: a run that is cut off, or is
/// tried twice at a time, leaves no half file.
fn in_folder(out: &Path, write: impl FnOnce(&Path) -> io::Result<Vec<Part>>) -> io::Result<ExitCode> {
    let partial = out.join(format!(".partial-{}", std::process::id()));
    fs::create_dir_all(&partial).map_err(|error| named(&partial, error))?;
    let done = write(&partial).and_then(|parts| {
        for part in &parts {
            if let Part::Records { file, .. } | Part::Index { file, .. } = part {
                let to = out.join(&file.name);
                fs::rename(partial.join(&file.name), &to).map_err(|error| named(&to, error))?;
            }
        }
        parts.iter().try_for_each(|part| close(part, &mut io::stdout().lock()))
    });
    fs::remove_dir_all(&partial).ok();
    done.map(|()| ExitCode::SUCCESS)
}

fn exists(shard: u32, shards: u32) -> io::Result<()> {
    if shard < shards {
        return Ok(());
    }
    Err(io::Error::other(format!("there is no shard {shard}: with so many bits there are {shards}, from 0")))
}

fn belongs(found: u32, wanted: u32) -> Result<(), String> {
    if found == wanted { Ok(()) } else { Err(format!("the row belongs to {found}, not to {wanted}")) }
}
