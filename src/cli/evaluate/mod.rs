//! `yuantou evaluate`: the core measured against data with known answers.

pub mod fit;
mod pages;
pub mod pairs;
pub mod sets;

use std::{io, process::ExitCode};

use clap::Subcommand;

/// Measures the core against data with known answers.
#[derive(Subcommand)]
pub(super) enum EvaluateCommand {
    /// Reading pages and price texts.
    Pages(pages::PagesArgs),
    /// Pairs of products: F1 and calibration.
    Pairs(pairs::Args),
}

impl EvaluateCommand {
    pub(super) fn run(&self) -> io::Result<ExitCode> {
        match self {
            Self::Pages(args) => args.run(&mut io::stdout().lock()).map(|()| ExitCode::SUCCESS).map_err(io::Error::other),
            Self::Pairs(args) => Ok(args.run()),
        }
    }
}
