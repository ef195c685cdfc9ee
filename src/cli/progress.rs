//! Progress on long work, shown only to people.

use std::{io::IsTerminal, time::Duration};

use indicatif::{ProgressBar, ProgressStyle};

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
