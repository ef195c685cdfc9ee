//! `yuantou pack map`: the half of a build that needs no other listing.

use std::{
    io::{self, BufWriter},
    process::ExitCode,
};

use clap::Args;

use super::{
    build::Input,
    lines::{Part, close, write_listing},
};
use crate::cli::problems::Problems;

#[derive(Args)]
pub(in crate::cli) struct MapArgs {
    #[command(flatten)]
    input: Input,
}

impl MapArgs {
    pub(super) fn run(&self) -> io::Result<ExitCode> {
        let problems = Problems::default();
        let mut out = BufWriter::with_capacity(1 << 18, io::stdout().lock());
        let taken = self.input.read(&problems, false, |listing| write_listing(&listing, &mut out))?;
        taken.tell_unhashed();
        close(&Part::Map { listings: taken.listings, problems: problems.count() as u64 }, &mut out)?;
        Ok(problems.finish())
    }
}
