//! The native command line.

use std::process::ExitCode;

use clap::{Parser, Subcommand};

pub mod evaluate;
pub mod fingerprint;
pub mod picture;
pub mod score;
pub mod side;
pub mod train;

/// Finds the factory behind a product on a shop page, and what buying there would really cost.
#[derive(Debug, Parser)]
#[command(version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Evaluate(evaluate::Args),
    Fingerprint(fingerprint::Args),
    Score(score::Args),
    Train(train::Args),
}

/// Runs the command line and returns its exit code.
pub fn run() -> ExitCode {
    match Cli::parse().command {
        Command::Evaluate(args) => args.run(),
        Command::Fingerprint(args) => args.run(),
        Command::Score(args) => args.run(),
        Command::Train(args) => args.run(),
    }
}
