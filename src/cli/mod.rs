//! The native command line.

use std::process::ExitCode;

/// Runs the command line and returns its exit code.
pub fn run() -> ExitCode {
    ExitCode::SUCCESS
}
