//! `yuantou pack plan` and `pack finish`: what the halves of a build on many machines have to agree on.

use std::{collections::BTreeMap, fs, io, path::PathBuf, process::ExitCode};

use clap::Args;
use serde::Serialize;

use super::{
    lines::{Part, Written},
    segment::seal,
    sign::{KeyOption, signer},
};
use crate::{
    catalogue::{
        Counts, FileEntry, Segment, TABLES, Table, index_file_name, index_shard_shift, index_shards, record_file_name,
        record_shard_bits, record_shard_shift,
    },
    cli::{
        input::{json_lines, named},
        problems::Problems,
    },
    native::PackFolder,
};

#[derive(Args)]
pub(in crate::cli) struct PlanArgs {
    /// How many different listings there are.
    #[arg(long, default_value_t = 0)]
    listings: u64,
    /// How many postings each table has, the bands first, then text, with commas between.
    #[arg(long, value_delimiter = ',', default_values_t = [0; TABLES])]
    postings: Vec<u64>,
}

/// A key, shifted to the right by `shift`, is the number of its shard.
#[derive(Serialize)]
struct Plan {
    records: Shards,
    tables: Vec<Shards>,
}

#[derive(Serialize)]
struct Shards {
    bits: u8,
    shards: u32,
    shift: u32,
}

impl PlanArgs {
    pub(super) fn run(&self) -> io::Result<ExitCode> {
        let bits = record_shard_bits(self.listings);
        let mut counts = Counts::default();
        counts.0.iter_mut().zip(&self.postings).for_each(|(count, postings)| *count = *postings);
        let table = |bits| Shards { bits, shards: index_shards(bits), shift: index_shard_shift(bits) };
        let plan = Plan {
            records: Shards { bits, shards: 1 << bits, shift: record_shard_shift(bits) },
            tables: counts.key_bits().into_iter().map(table).collect(),
        };
        println!("{}", serde_json::to_string(&plan)?);
        Ok(ExitCode::SUCCESS)
    }
}

#[derive(Args)]
pub(in crate::cli) struct FinishArgs {
    /// The closing lines of all `pack reduce`, in any order; `-` for standard input.
    parts: PathBuf,
    /// The folder of the files, which becomes the segment's.
    #[arg(long)]
    files: PathBuf,
    /// The pack's folder; a pack that stands there is replaced.
    #[arg(long)]
    out: PathBuf,
    /// The pack's name, for people; otherwise that of the folder.
    #[arg(long)]
    name: Option<String>,
    #[command(flatten)]
    key: KeyOption,
}

impl FinishArgs {
    pub(super) fn run(&self) -> io::Result<ExitCode> {
        let key = self.key.read()?;
        let problems = Problems::default();
        let mut parts = Vec::new();
        json_lines(&self.parts, &problems, |_, part| {
            parts.push(part);
            Ok(())
        })?;
        if problems.count() > 0 {
            return Ok(problems.finish());
        }
        let (segment, list) = segment(parts).map_err(|reason| named(&self.parts, io::Error::other(reason)))?;
        fs::create_dir_all(&self.out).map_err(|error| named(&self.out, error))?;
        seal(&self.files, &self.out, &segment, &list)?;
        let manifest = PackFolder::replace(&self.out, self.name.as_deref(), segment, signer(&self.out, key.as_ref()))?;
        eprintln!("{}: {} listings, {} pictures", self.out.display(), manifest.listings, manifest.pictures);
        Ok(problems.finish())
    }
}

/// The segment of these files and its list of them, once it is sure that they are all there and of one build.
fn segment(parts: Vec<Part>) -> Result<(Segment, String), String> {
    let (mut records, mut index) = (BTreeMap::new(), BTreeMap::new());
    let mut put = |place: (usize, u32), part: Part| {
        let shelf = if place.0 == TABLES { &mut records } else { &mut index };
        // A shard that was written twice is the same twice.
        match shelf.insert(place, part.clone()) {
            Some(before) if before != part => Err(format!("there are two versions of one shard: {before:?}, {part:?}")),
            _ => Ok(()),
        }
    };
    for part in parts {
        match part {
            Part::Map { .. } => {}
            Part::Records { shard, .. } => put((TABLES, shard), part)?,
            Part::Index { table, shard, .. } => put((table, shard), part)?,
        }
    }
    let (mut totals, mut counts, mut files) = ([0; 2], Counts::default(), Vec::new());
    for part in records.values() {
        if let Part::Records { file, listings, pictures, postings, .. } = part {
            totals = [totals[0] + listings, totals[1] + pictures];
            counts.0.iter_mut().zip(postings).for_each(|(count, postings)| *count += postings);
            files.push(entry(file)?);
        }
    }
    if totals[0] == 0 {
        return Err("there is no listing: nothing was written".to_owned());
    }
    let bits = record_shard_bits(totals[0]);
    for shard in 0..1_u32 << bits {
        let fits = |part: &Part| {
            matches!(part, Part::Records { record_bits, file, .. }
                if *record_bits == bits && file.name == record_file_name(shard))
        };
        whole(records.remove(&(TABLES, shard)), fits, &record_file_name(shard))?;
    }
    let mut tables = [Table::default(); TABLES];
    for (table, (summary, wanted)) in tables.iter_mut().zip(counts.key_bits()).enumerate() {
        summary.key_bits = wanted;
        for shard in 0..index_shards(wanted) {
            let name = index_file_name(table, shard);
            let fits = |part: &Part| matches!(part, Part::Index { key_bits, file, .. } if *key_bits == wanted && file.name == name);
            if let Part::Index { file, postings, .. } = whole(index.remove(&(table, shard)), fits, &name)? {
                summary.postings += postings;
                files.push(entry(&file)?);
            }
        }
    }
    match records.into_values().chain(index.into_values()).next() {
        Some(left) => Err(format!("a shard is of another build: {left:?}")),
        None => Ok(Segment::new(totals, bits, tables, None, &mut files)),
    }
}

/// The part of a shard, where there is one that fits.
fn whole(part: Option<Part>, fits: impl Fn(&Part) -> bool, name: &str) -> Result<Part, String> {
    let part = part.ok_or_else(|| format!("{name} is missing: reduce its shard, then finish again"))?;
    if fits(&part) { Ok(part) } else { Err(format!("{name} does not fit the counts of this build: {part:?}")) }
}

fn entry(file: &Written) -> Result<FileEntry, String> {
    file.entry().ok_or_else(|| format!("the checksum of {} is not hexadecimal", file.name))
}
