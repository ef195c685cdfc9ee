//! The native command line: the only part, with `main`, that touches files.
//!
//! Every command reads `-` as standard input, goes on past what it cannot read (file, line and reason on standard
//! error), and ends with exit code 1 if there was any such thing.

pub mod decode;
mod fetch;
mod fingerprint;
pub mod html;
mod input;
mod listings;
mod lookup;
mod pack;
mod price;
mod problems;
mod progress;
pub mod read;
mod score;
pub mod side;

use std::{io, process::ExitCode};

use clap::{Parser, Subcommand};

use crate::native::picture;

/// Finds the factory behind a product on a shop page, and what buying there would really cost.
#[derive(Parser)]
#[command(version, about, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// What saved pages say: one record a line.
    Read(read::ReadArgs),
    /// What price texts say.
    Price(price::PriceArgs),
    /// Codes, quality and chroma of pictures.
    Fingerprint(fingerprint::Args),
    /// The probability that the two sides of each pair are the same product.
    Score(score::Args),
    /// Reads, shows and converts files of listings.
    #[command(subcommand)]
    Listings(listings::ListingsCommand),
    /// Builds and checks catalogue packs.
    #[command(subcommand)]
    Pack(pack::PackCommand),
    /// Looks items up in a pack.
    Lookup(lookup::LookupArgs),
}

/// Runs the command line and returns its exit code.
pub fn run() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Read(args) => args.run(&mut io::stdout().lock()),
        Command::Price(args) => args.run(&mut io::stdout().lock()).map(|()| ExitCode::SUCCESS),
        Command::Fingerprint(args) => args.run(&mut io::stdout().lock()),
        Command::Score(args) => args.run(),
        Command::Listings(command) => command.run(),
        Command::Pack(command) => command.run(),
        Command::Lookup(args) => args.run(),
    };
    match done {
        Ok(code) => code,
        // A reader that closed the pipe (`| head`) has what it wanted.
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("yuantou: {error}");
            ExitCode::FAILURE
        }
    }
}
