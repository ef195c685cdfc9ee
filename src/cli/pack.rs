//! `yuantou pack`: builds, shows and checks packs.

mod build;
mod serve;

use std::{
    fs, io,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::{Args, Subcommand};

use super::{input::named, listings, problems::Problems};
use crate::catalogue::{MANIFEST, Manifest, Pack};

/// Builds and checks catalogue packs.
#[derive(Subcommand)]
pub(super) enum PackCommand {
    /// Builds a pack from listings.
    Build(build::BuildArgs),
    /// Shows what a pack holds.
    Inspect(InspectArgs),
    /// Checks every byte of a pack, and that every listing can be read.
    Verify(VerifyArgs),
    /// Serves a pack over HTTP, with `Range` and CORS, for trying out.
    Serve(serve::ServeArgs),
}

impl PackCommand {
    pub(super) fn run(&self) -> io::Result<ExitCode> {
        match self {
            Self::Build(args) => args.run(),
            Self::Inspect(args) => args.run(),
            Self::Verify(args) => args.run(),
            Self::Serve(args) => args.run(),
        }
    }
}

#[derive(Args)]
pub(super) struct InspectArgs {
    /// The pack's folder.
    pack: PathBuf,
}

#[derive(Args)]
pub(super) struct VerifyArgs {
    /// The pack's folder.
    pack: PathBuf,
}

impl InspectArgs {
    fn run(&self) -> io::Result<ExitCode> {
        let manifest = manifest(&self.pack)?;
        println!("{}", serde_json::to_string_pretty(&manifest)?);
        Ok(ExitCode::SUCCESS)
    }
}

impl VerifyArgs {
    fn run(&self) -> io::Result<ExitCode> {
        let pack = open(&self.pack)?;
        let problems = Problems::default();
        for listing in 0..u32::try_from(pack.len()).unwrap_or(u32::MAX) {
            if let Err(error) = pack.listing(listing) {
                problems.tell(self.pack.display(), error);
            }
        }
        let manifest = pack.manifest();
        println!("{}: {} listings, {} pictures", self.pack.display(), manifest.listings, manifest.pictures);
        Ok(problems.finish())
    }
}

fn manifest(folder: &Path) -> io::Result<Manifest> {
    let path = folder.join(MANIFEST);
    let json = fs::read(&path).map_err(|error| named(&path, error))?;
    Manifest::parse(&json).map_err(|error| named(folder, io::Error::other(error)))
}

/// Opens a pack from its folder.
pub(super) fn open(folder: &Path) -> io::Result<Pack> {
    let path = folder.join(MANIFEST);
    let json = fs::read(&path).map_err(|error| named(&path, error))?;
    let pack = Pack::open(&json, |name| fs::read(folder.join(name)).ok());
    pack.map_err(|error| named(folder, io::Error::other(error)))
}
