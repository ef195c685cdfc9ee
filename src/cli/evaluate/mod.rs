//! `yuantou evaluate`: the core measured against data with known answers.

pub mod catalogue;
pub mod distractors;
pub mod fit;
mod hashing;
pub mod images;
pub mod pages;
pub mod pairs;
mod price_texts;
pub mod sets;
mod shops;
pub mod sites;
pub mod titles;
pub mod transforms;
mod usage;

use std::{io, process::ExitCode};

use clap::Subcommand;

/// Measures the core against data with known answers.
#[derive(Subcommand)]
pub(super) enum EvaluateCommand {
    /// Reading pages and price texts.
    Pages(pages::PagesArgs),
    /// Reading pages by the generic rules, also without their data and names.
    Sites(sites::SitesArgs),
    /// Picture codes.
    Images(images::Args),
    /// Precision among a million other listings.
    Distractors(distractors::Args),
    /// Lookups in packs: recall, bytes, round trips.
    Catalogue(catalogue::Args),
    /// Titles: the right cluster first.
    Titles(titles::Args),
    /// Pairs of products: F1 and calibration.
    Pairs(pairs::Args),
}

impl EvaluateCommand {
    pub(super) fn run(&self) -> io::Result<ExitCode> {
        match self {
            Self::Pages(args) => {
                args.run(&mut io::stdout().lock()).map(|()| ExitCode::SUCCESS).map_err(io::Error::other)
            }
            Self::Sites(args) => {
                args.run(&mut io::stdout().lock()).map(|()| ExitCode::SUCCESS).map_err(io::Error::other)
            }
            Self::Images(args) => Ok(args.run()),
            Self::Distractors(args) => Ok(args.run()),
            Self::Catalogue(args) => Ok(args.run()),
            Self::Titles(args) => Ok(args.run()),
            Self::Pairs(args) => Ok(args.run()),
        }
    }
}

/// Prints a table, or why there is none.
fn print(table: Result<String, String>) -> ExitCode {
    match table {
        Ok(table) => {
            print!("{table}");
            ExitCode::SUCCESS
        }
        Err(reason) => {
            eprintln!("{reason}");
            ExitCode::FAILURE
        }
    }
}
