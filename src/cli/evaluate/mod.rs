//! `yuantou evaluate`: the core measured against data with known answers.

mod images;
mod pages;
mod pairs;
mod titles;

use std::{io, process::ExitCode};

use clap::Subcommand;

/// Measures the core against data with known answers.
#[derive(Subcommand)]
pub(super) enum EvaluateCommand {
    /// Reading pages and price texts.
    Pages(pages::PagesArgs),
    /// Picture codes.
    Images(images::ImagesArgs),
    /// Titles: the right cluster first.
    Titles(titles::TitlesArgs),
    /// Pairs of products: F1 and calibration.
    Pairs(pairs::PairsArgs),
}

impl EvaluateCommand {
    pub(super) fn run(&self) -> io::Result<ExitCode> {
        match self {
            Self::Pages(args) => args.run(),
            Self::Images(args) => args.run(),
            Self::Titles(args) => args.run(),
            Self::Pairs(args) => args.run(),
        }
    }
}
