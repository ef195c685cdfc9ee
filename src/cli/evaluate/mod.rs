//! `yuantou evaluate`: how good the core is, measured on folders of real input.

use std::process::ExitCode;

pub mod fit;
pub mod images;
pub mod pairs;
pub mod sets;
pub mod titles;
pub mod transforms;

/// Measures the core on real input and prints a table.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    Images(images::Args),
    Pairs(pairs::Args),
    Titles(titles::Args),
}

impl Args {
    /// Runs the command.
    pub fn run(&self) -> ExitCode {
        match &self.what {
            What::Images(args) => args.run(),
            What::Pairs(args) => args.run(),
            What::Titles(args) => args.run(),
        }
    }
}
