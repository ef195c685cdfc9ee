//! A saved page, and the probe runner over it: the native twin of `extension/content/snapshot/probes.js`.

mod dom;
mod runner;
mod selector;

pub use runner::take_snapshot;

#[cfg(test)]
#[path = "../../../tests/unit/cli/html.rs"]
mod tests;

#[cfg(test)]
#[path = "../../../tests/unit/cli/generic.rs"]
mod generic_tests;
