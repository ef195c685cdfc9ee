//! `yuantou pack build`.

use std::{
    fs, io,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::Args;
use rayon::prelude::*;

use super::listings::{self, Listing};
use crate::{
    catalogue::{Builder, MANIFEST},
    cli::{
        input::{locate, named, picture_folder},
        picture,
        problems::Problems,
        progress,
    },
    fingerprint::Picture,
};

/// Listings whose pictures are decoded together: enough to keep every core busy, few enough to hold in memory.
const BATCH: usize = 256;

#[derive(Args)]
pub(in crate::cli) struct BuildArgs {
    /// Listings: JSON Lines (as `yuantou read` prints them), or files `.csv` with a header; `-` for JSON Lines on
    /// standard input.
    #[arg(required = true)]
    listings: Vec<PathBuf>,
    /// Where relative paths of pictures start; otherwise beside the listings. A picture given by its address is
    /// looked for here under the last part of its path.
    #[arg(long)]
    images: Option<PathBuf>,
    /// Folder to write the pack to.
    #[arg(long)]
    out: PathBuf,
    /// The pack's name, for people; otherwise that of the folder.
    #[arg(long)]
    name: Option<String>,
}

impl BuildArgs {
    pub(super) fn run(&self) -> io::Result<ExitCode> {
        let problems = Problems::default();
        let mut builder = Builder::new();
        let mut unhashed = 0_usize;
        let progress = progress::counter("listings");
        for file in &self.listings {
            let folder = picture_folder(self.images.as_deref(), file);
            let mut batch = Vec::with_capacity(BATCH);
            let read = listings::read(file, &problems, |listing| {
                batch.push(listing);
                if batch.len() == BATCH {
                    unhashed += add(&mut builder, &mut batch, &folder, &problems)?;
                    progress.set_position(builder.len() as u64);
                }
                Ok(())
            });
            if let Err(error) = read {
                problems.tell(file.display(), error);
            }
            unhashed += add(&mut builder, &mut batch, &folder, &problems)?;
        }
        progress.finish_and_clear();
        let name = self.name.as_deref().or_else(|| self.out.file_name()?.to_str()).unwrap_or("pack");
        let listings = builder.len();
        if listings == 0 {
            problems.tell(self.out.display(), "there is no listing to put into the pack: nothing was written");
            return Ok(problems.finish());
        }
        let files = builder.finish(name).map_err(io::Error::other)?;
        store(&self.out, &files)?;
        eprintln!("{}: {listings} listings, {} files", self.out.display(), files.len());
        if unhashed > 0 {
            eprintln!(
                "{unhashed} pictures are addresses with no file under --images: their listings are found by title only"
            );
        }
        Ok(problems.finish())
    }
}

/// Hashes the pictures of a batch on all cores and adds the listings in their order. Gives the number of pictures that
/// are addresses without a file.
fn add(builder: &mut Builder, batch: &mut Vec<Listing>, folder: &Path, problems: &Problems) -> io::Result<usize> {
    let hash = |listing: &Listing| -> (Vec<Picture>, usize) {
        let mut unhashed = 0;
        let mut codes = Vec::new();
        for image in &listing.offer.images {
            let Some(path) = locate(image, folder) else {
                unhashed += 1;
                continue;
            };
            match picture::open(&path) {
                Ok(image) => codes.extend(picture::pixels(&image).map(|pixels| Picture::index(&pixels)).ok()),
                Err(error) => problems.tell(&listing.place, format_args!("{}: {error}", path.display())),
            }
        }
        (codes, unhashed)
    };
    let hashed: Vec<_> = batch.par_iter().map(hash).collect();
    let mut unhashed = 0;
    for (listing, (codes, without)) in batch.drain(..).zip(hashed) {
        unhashed += without;
        builder.push(&listing.offer, codes).map_err(io::Error::other)?;
    }
    Ok(unhashed)
}

/// Writes the files, then takes away those of the pack that stood there before: a reader never meets a manifest whose
/// files are missing, and nothing that is not a pack's is touched.
fn store(folder: &Path, files: &[(String, Vec<u8>)]) -> io::Result<()> {
    fs::create_dir_all(folder).map_err(|error| named(folder, error))?;
    let before = fs::read(folder.join(MANIFEST)).ok();
    for (name, content) in files {
        let (path, partial) = (folder.join(name), folder.join(format!("{name}.partial")));
        fs::write(&partial, content).map_err(|error| named(&partial, error))?;
        fs::rename(&partial, &path).map_err(|error| named(&path, error))?;
    }
    let before = before.and_then(|json| crate::catalogue::Manifest::parse(&json).ok());
    for old in before.iter().flat_map(|manifest| &manifest.files) {
        if !files.iter().any(|(name, _)| *name == old.name) {
            fs::remove_file(folder.join(&old.name)).ok();
        }
    }
    Ok(())
}
