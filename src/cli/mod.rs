//! The native command line.

pub mod decode;
pub mod evaluate;
pub mod html;
pub mod price;
pub mod read;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Debug, Parser)]
#[command(name = "yuantou", version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// What saved pages say, as one JSON record a line.
    Read(read::ReadArgs),
    /// What price texts say, as one JSON object a line.
    Price(price::PriceArgs),
    /// The figures, on the shared test input.
    #[command(subcommand)]
    Evaluate(Evaluate),
}

#[derive(Debug, Subcommand)]
enum Evaluate {
    /// How well pages are read.
    Pages(evaluate::pages::PagesArgs),
}

/// Runs the command line and returns its exit code.
pub fn run() -> ExitCode {
    let mut out = std::io::stdout().lock();
    let failed = match Cli::parse().command {
        Command::Read(args) => match args.run(&mut out) {
            Ok(failed) => failed > 0,
            Err(error) => {
                eprintln!("{error}");
                true
            }
        },
        Command::Price(args) => args.run(&mut out).is_err(),
        Command::Evaluate(Evaluate::Pages(args)) => match args.run(&mut out) {
            Ok(()) => false,
            Err(error) => {
                eprintln!("{error}");
                true
            }
        },
    };
    if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}
