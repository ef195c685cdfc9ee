//! `yuantou-evaluate`: the core measured against data with known answers.

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
mod train;
pub mod transforms;
mod usage;

use std::{io, process::ExitCode};

use clap::Parser;

/// Measures Yuantou's core against data with known answers, and trains its matching model.
#[derive(Parser)]
#[command(version, about, max_term_width = 100)]
enum Command {
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
    /// Trains the matching model and writes its coefficients.
    Train(train::Args),
}

fn main() -> ExitCode {
    match Command::parse() {
        Command::Pages(args) => written(args.run(&mut io::stdout().lock())),
        Command::Sites(args) => written(args.run(&mut io::stdout().lock())),
        Command::Images(args) => args.run(),
        Command::Distractors(args) => args.run(),
        Command::Catalogue(args) => args.run(),
        Command::Titles(args) => args.run(),
        Command::Pairs(args) => args.run(),
        Command::Train(args) => args.run(),
    }
}

/// The exit code of a command that writes as it goes.
fn written(done: io::Result<()>) -> ExitCode {
    match done {
        Ok(()) => ExitCode::SUCCESS,
        // A reader that closed the pipe (`| head`) has what it wanted.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("yuantou-evaluate: {error}");
            ExitCode::FAILURE
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
