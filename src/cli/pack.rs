//! `yuantou pack`: builds, changes, shows and checks packs.

mod build;
pub(super) mod folder;
mod inspect;
mod merge;
mod rows;
pub(super) mod segment;
mod serve;
mod spill;

use std::{io, process::ExitCode};

use clap::Subcommand;

/// Builds, changes, shows and checks catalogue packs.
#[derive(Subcommand)]
pub(super) enum PackCommand {
    /// Builds a pack from listings.
    Build(build::BuildArgs),
    /// Adds a day's changes as a new generation; what stays is not written again.
    Update(build::UpdateArgs),
    /// Makes one pack of several, or one generation of several.
    Merge(merge::MergeArgs),
    /// Shows what a pack holds.
    Inspect(inspect::InspectArgs),
    /// Checks every byte of a pack, and that every listing can be read.
    Verify(inspect::VerifyArgs),
    /// Serves a pack over HTTP, with `Range` and CORS, for trying out.
    Serve(serve::ServeArgs),
}

impl PackCommand {
    pub(super) fn run(&self) -> io::Result<ExitCode> {
        match self {
            Self::Build(args) => args.run(),
            Self::Update(args) => args.run(),
            Self::Merge(args) => args.run(),
            Self::Inspect(args) => args.run(),
            Self::Verify(args) => args.run(),
            Self::Serve(args) => args.run(),
        }
    }
}
