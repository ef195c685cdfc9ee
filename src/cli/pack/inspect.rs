//! `yuantou pack inspect` and `pack verify`.

use std::{
    fs,
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

use clap::Args;
use serde::Serialize;

use super::sign;
use crate::{
    catalogue::{Segment, bucket_counts, index_file_name, index_shards},
    cli::{input::named, problems::Problems},
    native::PackFolder,
};

#[derive(Args)]
pub(in crate::cli) struct InspectArgs {
    /// The pack's folder.
    pack: PathBuf,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Args)]
pub(in crate::cli) struct VerifyArgs {
    /// The pack's folder.
    pack: PathBuf,
    /// Check too that the manifest is signed with this public key, 64 hexadecimal digits.
    #[arg(long)]
    key: Option<String>,
}

/// One table of a segment.
#[derive(Serialize)]
struct TableReport {
    table: String,
    key_bits: u8,
    postings: u64,
    /// How many buckets hold 0, 1, 2 to 3, 4 to 7, … postings.
    histogram: Vec<u64>,
    largest: u16,
    /// Postings in the bucket of an average posting: what a lookup meets.
    met: f64,
}

#[derive(Serialize)]
struct SegmentReport {
    id: String,
    listings: u64,
    pictures: u64,
    bytes: u64,
    index_bytes_per_picture: f64,
    tables: Vec<TableReport>,
}

#[derive(Serialize)]
struct Report {
    name: String,
    version: u16,
    algorithm: u16,
    generation: u64,
    listings: u64,
    pictures: u64,
    segments: Vec<SegmentReport>,
}

impl InspectArgs {
    pub(super) fn run(&self) -> io::Result<ExitCode> {
        let pack = PackFolder::open(&self.pack)?;
        let manifest = &pack.manifest;
        let segments = manifest.segments.iter().map(|segment| report(&pack, segment)).collect::<io::Result<_>>()?;
        let report = Report {
            name: manifest.name.clone(),
            version: manifest.version,
            algorithm: manifest.algorithm,
            generation: manifest.generation,
            listings: manifest.listings,
            pictures: manifest.pictures,
            segments,
        };
        if self.json {
            writeln!(io::stdout(), "{}", serde_json::to_string_pretty(&report)?)?;
        } else {
            report.print(&mut io::stdout().lock())?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn report(pack: &PackFolder, segment: &Segment) -> io::Result<SegmentReport> {
    let mut tables = Vec::new();
    let mut band_bytes = 0_u64;
    for (at, table) in segment.tables.iter().enumerate() {
        let (mut histogram, mut largest, mut squares) = (Vec::new(), 0, 0_u64);
        for shard in 0..index_shards(table.key_bits) {
            let path = pack.path.join(&segment.id).join(index_file_name(at, shard));
            let content = fs::read(&path).map_err(|error| named(&path, error))?;
            if at + 1 < segment.tables.len() {
                band_bytes += content.len() as u64;
            }
            for count in
                bucket_counts(&content, table.key_bits).map_err(|error| named(&path, io::Error::other(error)))?
            {
                let class = (u16::BITS - count.leading_zeros()) as usize;
                if histogram.len() <= class {
                    histogram.resize(class + 1, 0);
                }
                histogram[class] += 1;
                largest = largest.max(count);
                squares += u64::from(count).pow(2);
            }
        }
        tables.push(TableReport {
            table: index_file_name(at, 0).split('-').next().unwrap_or_default().to_owned(),
            key_bits: table.key_bits,
            postings: table.postings,
            histogram,
            largest,
            met: squares as f64 / table.postings.max(1) as f64,
        });
    }
    Ok(SegmentReport {
        id: segment.id.clone(),
        listings: segment.listings,
        pictures: segment.pictures,
        bytes: segment.bytes,
        index_bytes_per_picture: band_bytes as f64 / segment.pictures.max(1) as f64,
        tables,
    })
}

impl Report {
    fn print(&self, out: &mut impl Write) -> io::Result<()> {
        writeln!(out, "{}: format {}, fingerprints {}", self.name, self.version, self.algorithm)?;
        writeln!(out, "generation {}: {} listings, {} pictures", self.generation, self.listings, self.pictures)?;
        for segment in &self.segments {
            writeln!(
                out,
                "\n{}: {} listings, {} pictures, {} bytes, index {:.0} bytes a picture",
                segment.id, segment.listings, segment.pictures, segment.bytes, segment.index_bytes_per_picture
            )?;
            writeln!(out, "table    k     postings    met  largest  buckets with 0, 1, 2–3, 4–7, … postings")?;
            for table in &segment.tables {
                let histogram: Vec<String> = table.histogram.iter().map(u64::to_string).collect();
                writeln!(
                    out,
                    "{:<6} {:>3} {:>12} {:>6.0} {:>8}  {}",
                    table.table,
                    table.key_bits,
                    table.postings,
                    table.met,
                    table.largest,
                    histogram.join(" ")
                )?;
            }
        }
        Ok(())
    }
}

impl VerifyArgs {
    pub(super) fn run(&self) -> io::Result<ExitCode> {
        let pack = PackFolder::open(&self.pack)?;
        let problems = Problems::default();
        if let Some(Err(reason)) = self.key.as_deref().map(|key| sign::check(&self.pack, key)) {
            problems.tell(self.pack.join(sign::SIGNATURE).display(), reason);
        }
        pack.verify(&problems)?;
        writeln!(
            io::stdout(),
            "{}: {} listings, {} pictures",
            self.pack.display(),
            pack.manifest.listings,
            pack.manifest.pictures
        )?;
        Ok(problems.finish())
    }
}
