//! `yuantou read`: what saved pages say, as one record a line.

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use thiserror::Error;

use super::decode::decode;
use super::html::take_snapshot;
use super::input;
use super::problems::Problems;
use crate::page::{self, Reading};

/// What a saved page says.
#[derive(Debug, clap::Args)]
pub struct ReadArgs {
    /// Address the page was saved from; once for all files, or once for each in their order. Without it the page's own
    /// canonical link is used.
    #[arg(long)]
    pub url: Vec<String>,
    /// Adds what the rules found and missed, as a second field.
    #[arg(long)]
    pub health: bool,
    /// Prints the snapshot that the probes bring instead of the record: the same as in the browser.
    #[arg(long, conflicts_with = "health")]
    pub snapshot: bool,
    /// Prints what the generic rules weighed: the price of each source, and every price shown with its score.
    #[arg(long, conflicts_with_all = ["health", "snapshot"])]
    pub explain: bool,
    /// Saved pages, or saved JSON answers of a shop's service, gzipped or not; `-` is standard input.
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
}

/// Why a file could not be read.
#[derive(Debug, Error)]
pub enum ReadError {
    /// The file cannot be opened or read.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// It is no text.
    #[error("is no saved page: it holds binary data")]
    Binary,
    /// There is no address for it.
    #[error("has no address: give --url, since the page names no canonical link")]
    NoAddress,
    /// What was given is no address.
    #[error("cannot be read as the page of {0:?}: that is no address; it must begin with http:// or https://")]
    BadAddress(String),
    /// It is JSON of an unknown shape.
    #[error("is JSON, but not an answer that the site of this address is known to give")]
    UnknownData,
    /// A line of it is no JSON.
    #[error("line {line}: {error}")]
    BrokenData {
        /// Number of the line, from 1.
        line: usize,
        /// What is wrong with it.
        error: serde_json::Error,
    },
}

/// Larger files are no pages.
const LARGEST: u64 = 200 << 20;

impl ReadArgs {
    /// Reads every file, one record a line to `out`; what fails is told on standard error.
    ///
    /// # Errors
    /// When the addresses do not fit the files, or `out` cannot be written.
    pub fn run(&self, out: &mut impl Write) -> io::Result<ExitCode> {
        let (urls, files) = (self.url.len(), self.files.len());
        if urls > 1 && urls != files {
            let message = format!("{urls} addresses for {files} files: give one for all, or one for each");
            return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
        }
        let problems = Problems::default();
        for (at, file) in self.files.iter().enumerate() {
            let url = if urls > 1 { self.url.get(at) } else { self.url.first() };
            match self.lines(file, url.map(String::as_str)) {
                Ok((lines, broken)) => {
                    for line in lines {
                        writeln!(out, "{line}")?;
                    }
                    broken.into_iter().for_each(|error| problems.tell(file.display(), error));
                }
                Err(ReadError::Io(error)) => problems.fail(file, error),
                Err(error) => problems.tell(file.display(), error),
            }
        }
        Ok(problems.finish())
    }

    /// What to print of a file, and what of it could not be read.
    fn lines(&self, file: &Path, url: Option<&str>) -> Result<(Vec<serde_json::Value>, Vec<ReadError>), ReadError> {
        if let Some(url) = url.filter(|url| !url.starts_with("http://") && !url.starts_with("https://")) {
            return Err(ReadError::BadAddress(url.to_owned()));
        }
        let text = text(file)?;
        if self.snapshot || self.explain {
            let snapshot = snapshot(&text, url, self.explain)?;
            let line =
                if self.snapshot { serde_json::json!(snapshot) } else { serde_json::json!(page::explain(&snapshot)) };
            return Ok((vec![line], Vec::new()));
        }
        let (readings, broken) = if text.trim_start().starts_with(['{', '[']) {
            read_answers(&text, url)?
        } else {
            (vec![read_page(&text, url)?], Vec::new())
        };
        Ok((readings.iter().map(|reading| self.line(reading)).collect(), broken))
    }

    fn line(&self, reading: &Reading) -> serde_json::Value {
        if self.health {
            serde_json::json!({ "page": reading.page, "health": reading.health })
        } else {
            serde_json::json!(reading.page)
        }
    }
}

/// The text of a page, whatever its encoding; gzipped files are unpacked.
///
/// # Errors
/// When the file cannot be read, or holds no text.
pub fn text(file: &Path) -> Result<String, ReadError> {
    let mut bytes = Vec::new();
    input::open(file)?.take(LARGEST).read_to_end(&mut bytes)?;
    if bytes.starts_with(&[0x1f, 0x8b]) {
        let packed = std::mem::take(&mut bytes);
        flate2::read::MultiGzDecoder::new(packed.as_slice()).take(LARGEST).read_to_end(&mut bytes)?;
    }
    let text = decode(&bytes);
    // No text of any encoding has so many of them, and what is decoded as UTF-16 has none left.
    let strange = |c: &char| *c == '\0' || c.is_control() && !c.is_whitespace();
    if text.chars().take(4096).filter(strange).count() > 40 { Err(ReadError::Binary) } else { Ok(text) }
}

/// Reads a saved page. Without an address, its canonical link or `og:url` is used.
///
/// # Errors
/// [`ReadError::NoAddress`] where the page names none.
pub fn read_page(html: &str, url: Option<&str>) -> Result<Reading, ReadError> {
    let snapshot = snapshot(html, url, false)?;
    let mut reading = page::read(&snapshot);
    reading.health.probes = page::probe_hits(&snapshot);
    Ok(reading)
}

/// What the probes for the address bring; with `generic` those for pages that no site's rules know.
fn snapshot(html: &str, url: Option<&str>, generic: bool) -> Result<page::Snapshot, ReadError> {
    let url = match url {
        Some(url) => url.to_owned(),
        None => canonical(html).ok_or(ReadError::NoAddress)?,
    };
    let probes = page::probes(if generic { "" } else { &url });
    Ok(take_snapshot(&probes, html, &url))
}

fn canonical(html: &str) -> Option<String> {
    let snapshot = take_snapshot(&page::probes(""), html, "");
    let link =
        snapshot.nodes.iter().find(|node| node.probe == "canonical").and_then(|node| node.attributes.get("href"));
    let meta = snapshot.nodes.iter().find(|node| node.attributes.get("property").is_some_and(|name| name == "og:url"));
    let address = link.or_else(|| meta.and_then(|node| node.attributes.get("content")))?;
    let address = if address.starts_with("//") { format!("https:{address}") } else { address.clone() };
    address.starts_with("http").then_some(address)
}

/// Reads one JSON answer, or a list of them, one a line; and which lines were broken.
fn read_answers(text: &str, url: Option<&str>) -> Result<(Vec<Reading>, Vec<ReadError>), ReadError> {
    let url = url.ok_or(ReadError::NoAddress)?;
    let mut broken = Vec::new();
    let values: Vec<serde_json::Value> = match serde_json::from_str(text) {
        Ok(value) => vec![value],
        Err(_) => {
            let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
            let parsed = lines.map(|(at, line)| (at + 1, serde_json::from_str(line)));
            let good = parsed.filter_map(|(line, value)| match value {
                Ok(value) => Some(value),
                Err(error) => {
                    broken.push(ReadError::BrokenData { line, error });
                    None
                }
            });
            good.collect()
        }
    };
    let readings: Vec<Reading> = values.iter().filter_map(|value| page::read_data(url, value)).collect();
    match broken.pop() {
        None if readings.is_empty() => Err(ReadError::UnknownData),
        Some(error) if readings.is_empty() => Err(error),
        last => {
            broken.extend(last);
            Ok((readings, broken))
        }
    }
}

#[cfg(test)]
#[path = "../../tests/unit/cli/read.rs"]
mod tests;
