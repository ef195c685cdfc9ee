//! `yuantou pack build` and `pack update`.

use std::{
    collections::HashSet,
    io,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::Args;
use rayon::prelude::*;

use super::sign::{KeyOption, signer};
use crate::{
    catalogue::{CatalogueError, Entry, Keyed, Manifest, Segment},
    cli::{
        fetch::{FetchArgs, Fetcher},
        input::{locate, named, picture_folder},
        listings::{self, Listing, ReadOptions},
        picture,
        problems::Problems,
        progress::{self, Reading},
    },
    fingerprint::Picture,
    native::{PackFolder, SegmentWriter},
};

/// Listings whose pictures are decoded together: enough to keep every core busy, few enough to hold in memory.
const BATCH: usize = 256;

#[derive(Args)]
pub(super) struct Input {
    /// Listings: JSON Lines (as `yuantou read` prints them), CSV, spreadsheets or Parquet; `-` for standard input. Of two listings with one marketplace and id, the one that was seen later stands.
    #[arg(required = true)]
    listings: Vec<PathBuf>,
    /// Where relative paths of pictures start; otherwise beside the listings. A picture given by its address is
    /// looked for here under the last part of its path.
    #[arg(long)]
    images: Option<PathBuf>,
    #[command(flatten)]
    options: ReadOptions,
    /// With `--cache`, pictures that are not at hand are fetched by their addresses.
    #[command(flatten)]
    fetch: FetchArgs,
}

#[derive(Args)]
pub(in crate::cli) struct BuildArgs {
    #[command(flatten)]
    input: Input,
    /// Folder to write the pack to; a pack that stands there is replaced once the new one is complete.
    #[arg(long)]
    out: PathBuf,
    /// The pack's name, for people; otherwise that of the folder.
    #[arg(long)]
    name: Option<String>,
    #[command(flatten)]
    key: KeyOption,
}

#[derive(Args)]
pub(in crate::cli) struct UpdateArgs {
    /// The pack's folder.
    pack: PathBuf,
    #[command(flatten)]
    input: Input,
    /// The listings are gone from their marketplace: take them out. Only platform and id, or the address, are needed.
    #[arg(long)]
    gone: bool,
    #[command(flatten)]
    key: KeyOption,
}

impl BuildArgs {
    pub(super) fn run(&self) -> io::Result<ExitCode> {
        let key = self.key.read()?;
        let problems = Problems::default();
        let mut writer = SegmentWriter::new(&self.out)?;
        let taken = self.input.read(&problems, false, |listing| writer.push(listing))?;
        if taken.listings == 0 {
            writer.abandon();
            problems.tell(self.out.display(), "there is no listing to put into the pack: nothing was written");
            return Ok(problems.finish());
        }
        let segment = finish(writer)?;
        let manifest = PackFolder::replace(&self.out, self.name.as_deref(), segment, signer(&self.out, key.as_ref()))?;
        eprintln!("{}: {} listings, {} pictures", self.out.display(), manifest.listings, manifest.pictures);
        taken.tell_unhashed();
        Ok(problems.finish())
    }
}

impl UpdateArgs {
    pub(super) fn run(&self) -> io::Result<ExitCode> {
        let key = self.key.read()?;
        let pack = PackFolder::open(&self.pack)?;
        let problems = Problems::default();
        // Nothing is built on what is broken.
        if let Err(error) = pack.check_lengths() {
            return Ok(refuse(&self.pack, &problems, error));
        }
        let mut writer = SegmentWriter::new(&self.pack)?;
        let (mut replaced, mut seen) = (0_u64, HashSet::new());
        let taken = self.input.read(&problems, self.gone, |listing| {
            if seen.insert(listing.key) {
                for (segment, locator, entry) in pack.by_key(listing.key)? {
                    writer.replaces(segment, locator, entry.pictures.len() as u64);
                    replaced += 1;
                }
            }
            if self.gone { Ok(()) } else { writer.push(listing) }
        });
        let taken = match taken {
            Ok(taken) => taken,
            Err(error) => {
                writer.abandon();
                let is_broken = error.kind() == io::ErrorKind::InvalidData;
                return if is_broken { Ok(refuse(&self.pack, &problems, error)) } else { Err(error) };
            }
        };
        if taken.listings == 0 || self.gone && replaced == 0 {
            writer.abandon();
            problems.tell(self.pack.display(), "there is nothing to change: the pack stands as it was");
            return Ok(problems.finish());
        }
        let segment = finish(writer)?;
        let mut manifest = pack.manifest;
        let added = segment.listings;
        manifest.add(segment);
        Manifest::parse(&manifest.to_json().map_err(io::Error::other)?).map_err(io::Error::other)?;
        PackFolder::store(&self.pack, &manifest, signer(&self.pack, key.as_ref()))?;
        eprintln!(
            "{}: generation {}: {} new, {replaced} replaced or taken out, {} listings",
            self.pack.display(),
            manifest.generation,
            added.saturating_sub(replaced),
            manifest.listings
        );
        taken.tell_unhashed();
        Ok(problems.finish())
    }
}

/// Says that a pack stays as it is, and why.
fn refuse(pack: &Path, problems: &Problems, error: io::Error) -> ExitCode {
    problems.fail(pack, error);
    eprintln!(
        "{0}: the pack stands as it was. `yuantou pack verify {0}` says what is broken in it, `yuantou listings convert {0}` \
         saves what can be read of it, to be built from again",
        pack.display()
    );
    problems.finish()
}

/// Sorts and writes, with a bar.
pub(super) fn finish(writer: SegmentWriter) -> io::Result<Segment> {
    let progress = progress::bar("sorting and writing");
    let segment = writer.finish(&|done, all| {
        progress.set_length(all);
        progress.set_position(done);
    });
    progress.finish_and_clear();
    segment
}

/// What came of the input.
pub(super) struct Taken {
    pub(super) listings: u64,
    unhashed: u64,
}

impl Taken {
    pub(super) fn tell_unhashed(&self) {
        if self.unhashed > 0 {
            eprintln!(
                "{} pictures are addresses with no file under --images: their listings are found by title only",
                self.unhashed
            );
        }
    }
}

impl Input {
    /// Reads the listings and hashes their pictures on all cores, in their order.
    pub(super) fn read(
        &self,
        problems: &Problems,
        gone: bool,
        mut take: impl FnMut(Keyed) -> io::Result<()>,
    ) -> io::Result<Taken> {
        let mut taken = Taken { listings: 0, unhashed: 0 };
        let fetcher = self.fetch.options().map(Fetcher::new).transpose()?;
        let options = ReadOptions { gone, ..self.options.clone() };
        let progress = Reading::new("listings", &self.listings, &self.options.read);
        for file in &self.listings {
            let folder = picture_folder(self.images.as_deref(), file);
            let mut batch = Vec::with_capacity(BATCH);
            let mut hand_over = |batch: &mut Vec<Listing>| -> io::Result<()> {
                let far = |image: &&String| is_address(image) && locate(image, &folder).is_none();
                if let Some(fetcher) = fetcher.as_ref().filter(|_| !gone) {
                    // More at once than there are cores: what is waited for is other people's servers.
                    let images = batch.iter().flat_map(|listing| &listing.offer.images);
                    let addresses: Vec<String> = images.filter(far).cloned().collect();
                    fetcher.get_all(&addresses, |_, _| {});
                }
                let pictures = Pictures { folder: &folder, fetcher: fetcher.as_ref(), problems };
                let ready: Vec<_> = batch.par_iter().map(|listing| pictures.ready(listing, gone)).collect();
                for (listing, (keyed, unhashed)) in batch.drain(..).zip(ready) {
                    taken.unhashed += unhashed;
                    match keyed {
                        Ok(keyed) => {
                            take(keyed)?;
                            taken.listings += 1;
                        }
                        Err(error) => problems.tell(&listing.place, error),
                    }
                }
                progress.done(taken.listings);
                Ok(())
            };
            let read = listings::read_with(
                file,
                &options,
                problems,
                |_| {},
                |listing| {
                    batch.push(listing);
                    if batch.len() == BATCH { hand_over(&mut batch) } else { Ok(()) }
                },
            );
            if let Err(error) = read {
                problems.fail(file, error);
            }
            hand_over(&mut batch).map_err(|error| named(file, error))?;
        }
        progress.finish();
        Ok(taken)
    }
}

fn is_address(image: &str) -> bool {
    image.starts_with("http://") || image.starts_with("https://") || image.starts_with("//")
}

/// Where pictures come from.
struct Pictures<'a> {
    folder: &'a Path,
    fetcher: Option<&'a Fetcher>,
    problems: &'a Problems,
}

impl Pictures<'_> {
    /// A listing with the codes of its pictures, and how many are addresses without a file.
    fn ready(&self, listing: &Listing, gone: bool) -> (Result<Keyed, CatalogueError>, u64) {
        let (mut unhashed, mut pictures) = (0, Vec::new());
        for image in listing.offer.images.iter().filter(|_| !gone) {
            let fetched = || match self.fetcher.filter(|_| is_address(image))?.get(image) {
                Ok(path) => Some(path),
                Err(error) => {
                    self.problems.tell(&listing.place, format_args!("{image}: {error}"));
                    None
                }
            };
            let Some(path) = locate(image, self.folder).or_else(fetched) else {
                unhashed += 1;
                continue;
            };
            match picture::open(&path) {
                Ok(image) => pictures.extend(picture::pixels(&image).map(|pixels| Picture::index(&pixels)).ok()),
                Err(error) => self.problems.tell(&listing.place, format_args!("{}: {error}", path.display())),
            }
        }
        (Keyed::new(&Entry { offer: listing.offer.clone(), pictures }), unhashed)
    }
}
