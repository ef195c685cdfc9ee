//! What a command could not read, told at once and counted.

use std::{
    fmt::Display,
    process::ExitCode,
    sync::atomic::{AtomicUsize, Ordering},
};

/// Counts problems while a command goes on.
#[derive(Default)]
pub(super) struct Problems(AtomicUsize);

impl Problems {
    /// Tells of one: where (a file, or a file and line), and why.
    pub(super) fn tell(&self, place: impl Display, reason: impl Display) {
        self.0.fetch_add(1, Ordering::Relaxed);
        eprintln!("{place}: {reason}");
    }

    /// The command's exit code, after the count.
    pub(super) fn finish(&self) -> ExitCode {
        match self.0.load(Ordering::Relaxed) {
            0 => ExitCode::SUCCESS,
            count => {
                eprintln!("yuantou: {count} problem{} (see above)", if count == 1 { "" } else { "s" });
                ExitCode::FAILURE
            }
        }
    }
}
