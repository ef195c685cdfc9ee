//! The native command line: the only part, with `main`, that touches files.
//!
//! Every command reads `-` as standard input, goes on past what it cannot read (file, line and reason on standard
//! error), and ends with exit code 1 if there was any such thing.

mod decode;
pub mod demo;
mod evaluate;
mod fetch;
mod fingerprint;
mod html;
mod input;
mod listings;
mod lookup;
mod pack;
mod picture;
mod price;
mod problems;
mod progress;
mod read;
mod score;
mod side;
mod train;

use std::{io, process::ExitCode};

use clap::{Parser, Subcommand};

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
    /// Measures the core against data with known answers.
    #[command(subcommand)]
    Evaluate(evaluate::EvaluateCommand),
    /// Trains the matching model and writes its coefficients.
    Train(train::Args),
    /// Draws the demo shop's pictures and writes its listings.
    Demo(demo::DemoArgs),
}

/// Runs the command line and returns its exit code.
pub fn run() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Read(args) => args.run(&mut io::stdout().lock()),
        Command::Price(args) => args.run(&mut io::stdout().lock()).map(|()| ExitCode::SUCCESS),
        Command::Evaluate(command) => command.run(),
        Command::Fingerprint(args) => args.run(&mut io::stdout().lock()),
        Command::Score(args) => args.run(),
        Command::Listings(command) => command.run(),
        Command::Pack(command) => command.run(),
        Command::Lookup(args) => args.run(),
        Command::Train(args) => Ok(args.run()),
        Command::Demo(args) => args.run().map(|()| ExitCode::SUCCESS).map_err(std::io::Error::other),
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
