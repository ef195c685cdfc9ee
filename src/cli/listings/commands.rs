//! `yuantou listings convert` and `yuantou listings preview`.

use std::{
    io::{self, Write},
    path::{Path, PathBuf},
    process::ExitCode,
    sync::atomic::{AtomicU64, Ordering},
};

use clap::{Args, Subcommand};

use super::{Format, Listing, ReadOptions, read_with, write::Writer};
use crate::{
    cli::{
        fetch::{FetchArgs, Fetcher},
        pack::salvage,
        problems::Problems,
        progress::{self, Reading},
    },
    listing::Mapping,
};

/// Reads, shows and converts files of listings.
#[derive(Subcommand)]
pub(in crate::cli) enum ListingsCommand {
    /// Writes listings from files of any kind as CSV, JSON Lines or a workbook.
    Convert(ConvertArgs),
    /// Fetches the pictures of listings into a folder, from which later commands take them.
    Fetch(FetchCommand),
    /// Shows what the columns of a file are taken for, its first listings, and what would be left out.
    Preview(PreviewArgs),
}

impl ListingsCommand {
    pub(in crate::cli) fn run(&self) -> io::Result<ExitCode> {
        match self {
            Self::Convert(args) => args.run(),
            Self::Fetch(args) => args.run(),
            Self::Preview(args) => args.run(),
        }
    }
}

#[derive(Args)]
pub(in crate::cli) struct ConvertArgs {
    /// Files of listings (.csv, .tsv, .jsonl, .xlsx, .xls, .ods, .parquet), or packs' folders; `-` is standard input.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// The file to write: .csv, .jsonl or .xlsx; `-` is standard output, as JSON Lines.
    #[arg(long)]
    out: PathBuf,
    /// Where to list what was left out or is doubtful: file, line and reason.
    #[arg(long)]
    rejects: Option<PathBuf>,
    #[command(flatten)]
    read: ReadOptions,
}

#[derive(Args)]
pub(in crate::cli) struct PreviewArgs {
    /// A file of listings, or a pack's folder; `-` is standard input.
    file: PathBuf,
    /// How many listings to show.
    #[arg(long, default_value_t = 3)]
    rows: usize,
    #[command(flatten)]
    read: ReadOptions,
}

#[derive(Args)]
pub(in crate::cli) struct FetchCommand {
    /// Files of listings; `-` is standard input.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    #[command(flatten)]
    fetch: FetchArgs,
    #[command(flatten)]
    read: ReadOptions,
}

/// Problems that a preview tells one by one.
const TOLD: usize = 10;
/// Pictures that are fetched together, while the rest of the file waits.
const TOGETHER: usize = 4096;

impl FetchCommand {
    fn run(&self) -> io::Result<ExitCode> {
        let problems = Problems::default();
        let options =
            self.fetch.options().ok_or_else(|| io::Error::other("name a folder for the pictures with --cache"))?;
        let folder = options.cache.clone();
        let fetcher = Fetcher::new(options)?;
        let progress = progress::counter("pictures");
        let fetched = AtomicU64::new(0);
        let fetch = |addresses: &mut Vec<String>| {
            fetcher.get_all(addresses, |address, picture| {
                match picture {
                    Ok(_) => _ = fetched.fetch_add(1, Ordering::Relaxed),
                    Err(error) => problems.tell(address, error),
                }
                progress.inc(1);
            });
            addresses.clear();
        };
        for file in &self.files {
            let mut addresses = Vec::new();
            let read = read_with(
                file,
                &self.read,
                &problems,
                |_| {},
                |listing| {
                    let is_address = |image: &String| image.contains("://") || image.starts_with("//");
                    addresses.extend(listing.offer.images.into_iter().filter(is_address));
                    if addresses.len() >= TOGETHER {
                        fetch(&mut addresses);
                    }
                    Ok(())
                },
            );
            if let Err(error) = read {
                problems.fail(file, error);
            }
            fetch(&mut addresses);
        }
        progress.finish_and_clear();
        eprintln!("{}: {} pictures are there", folder.display(), fetched.into_inner());
        Ok(problems.finish())
    }
}

/// Hands over the listings of a file, or those that can be read of a pack.
fn read_file_or_pack(
    path: &Path,
    options: &ReadOptions,
    problems: &Problems,
    mapped: impl FnMut(&Mapping),
    mut take: impl FnMut(Listing) -> io::Result<()>,
) -> io::Result<()> {
    if path.is_dir() {
        return salvage::listings(path, problems, |place, offer| take(Listing { place, offer }));
    }
    read_with(path, options, problems, mapped, take)
}

impl ConvertArgs {
    fn run(&self) -> io::Result<ExitCode> {
        let problems = Problems::listed(self.rejects.as_deref())?;
        let mut writer = Writer::create(&self.out, Format::of(&self.out))?;
        let progress = Reading::new("listings", &self.files, &self.read.read);
        let mut written = 0_u64;
        for file in &self.files {
            let read = read_file_or_pack(
                file,
                &self.read,
                &problems,
                |_| {},
                |listing| {
                    match writer.write(listing.offer)? {
                        Ok(()) => written += 1,
                        Err(reason) => problems.tell(listing.place, reason),
                    }
                    progress.done(written);
                    Ok(())
                },
            );
            match read {
                // Nobody reads on: the other files are of no use either.
                Err(error) if error.kind() == io::ErrorKind::BrokenPipe => return Err(error),
                Err(error) => problems.fail(file, error),
                Ok(()) => {}
            }
        }
        writer.finish()?;
        progress.finish();
        eprintln!("{}: {written} listings", self.out.display());
        Ok(problems.finish())
    }
}

impl PreviewArgs {
    fn run(&self) -> io::Result<ExitCode> {
        let problems = Problems::first(TOLD);
        let progress = progress::counter("listings");
        let (mut shown, mut found) = (Vec::new(), 0_u64);
        let mapped = |mapping: &Mapping| {
            for (header, column) in mapping.columns() {
                // A reader that has gone is told of by what comes after.
                let _ = writeln!(io::stdout(), "{header} → {}", column.name());
            }
            let _ = writeln!(io::stdout());
        };
        read_file_or_pack(&self.file, &self.read, &problems, mapped, |listing| {
            found += 1;
            progress.set_position(found);
            if shown.len() < self.rows {
                shown.push(listing.offer);
            }
            Ok(())
        })?;
        progress.finish_and_clear();
        for offer in &shown {
            writeln!(io::stdout(), "{}", serde_json::to_string_pretty(offer)?)?;
        }
        writeln!(io::stdout(), "{}: {found} listings can be read", self.file.display())?;
        Ok(problems.finish())
    }
}
