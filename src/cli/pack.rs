//! `yuantou pack`: builds, changes, shows and checks packs.

mod build;
mod finish;
mod inspect;
mod lines;
mod map;
mod merge;
mod reduce;
pub(super) mod salvage;
mod serve;
mod sign;
mod verify;

use std::{io, process::ExitCode};

use clap::Subcommand;

use crate::native::{rows, segment, spill};

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
    /// First half of a build on many machines: listings become rows, one a line on standard output.
    Map(map::MapArgs),
    /// Into how many shards so many listings and postings go, and which key goes into which.
    Plan(finish::PlanArgs),
    /// Second half: the rows of one shard, on standard input in any order, become its file.
    #[command(subcommand)]
    Reduce(reduce::ReduceCommand),
    /// Makes a pack of the files that `pack reduce` wrote.
    Finish(finish::FinishArgs),
    /// Makes a pair of keys, to sign packs with.
    Keygen(sign::KeygenArgs),
    /// Signs a pack's manifest.
    Sign(sign::SignArgs),
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
            Self::Map(args) => args.run(),
            Self::Plan(args) => args.run(),
            Self::Reduce(command) => command.run(),
            Self::Finish(args) => args.run(),
            Self::Keygen(args) => args.run(),
            Self::Sign(args) => args.run(),
        }
    }
}
