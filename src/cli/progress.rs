//! Progress on long work, shown only to people.

use std::{fs, io::IsTerminal, path::PathBuf, time::Duration};

use indicatif::{ProgressBar, ProgressStyle};

use super::input::Counter;

/// A counter of things done, where their number is not known beforehand; silent unless standard error is a terminal.
pub(super) fn counter(things: &'static str) -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new_spinner();
    if let Ok(style) = ProgressStyle::with_template("{spinner} {pos} {msg} ({per_sec}, {elapsed})") {
        bar.set_style(style);
    }
    bar.set_message(things);
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}

/// A bar with an estimate of the time that is left, where the whole is known; silent likewise.
pub(super) fn bar(what: &'static str) -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(1);
    if let Ok(style) = ProgressStyle::with_template("{msg} {wide_bar} {percent} % ({elapsed}, {eta} left)") {
        bar.set_style(style);
    }
    bar.set_message(what);
    bar
}

/// Things that are read from files: how many there are so far, and, from how much of the files was read, how long it
/// will take.
pub(super) struct Reading {
    bar: ProgressBar,
    read: Counter,
    has_end: bool,
}

impl Reading {
    /// Of all these files, which are read with this counter; without an estimate where one is no file.
    pub(super) fn new(things: &'static str, files: &[PathBuf], read: &Counter) -> Self {
        let all = total(files);
        let bar = match all {
            Some(all) => {
                let bar = bar(things);
                if let Ok(style) =
                    ProgressStyle::with_template("{prefix} {msg} {wide_bar} {percent} % ({elapsed}, {eta} left)")
                {
                    bar.set_style(style);
                }
                bar.set_length(all);
                bar
            }
            None => counter(things),
        };
        Self { bar, read: read.clone(), has_end: all.is_some() }
    }

    /// So many were read, and done with.
    pub(super) fn done(&self, things: u64) {
        if self.has_end {
            self.bar.set_prefix(things.to_string());
            self.bar.set_position(self.read.get());
        } else {
            self.bar.set_position(things);
        }
    }

    /// Takes the bar away.
    pub(super) fn finish(self) {
        self.bar.finish_and_clear();
    }
}

/// Bytes of all files, where all are files.
fn total(files: &[PathBuf]) -> Option<u64> {
    files.iter().map(|file| fs::metadata(file).ok().filter(fs::Metadata::is_file).map(|file| file.len())).sum()
}
