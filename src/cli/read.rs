//! `yuantou read`: what saved pages say, as one record a line.

use std::io::{Read, Write};
use std::path::Path;

use thiserror::Error;

use super::decode::decode;
use super::html::take_snapshot;
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
    #[arg(long)]
    pub snapshot: bool,
    /// Saved pages, or saved JSON answers of a shop's service; `-` is standard input.
    #[arg(required = true)]
    pub files: Vec<String>,
}

/// Why a file could not be read.
#[derive(Debug, Error)]
pub enum ReadError {
    /// The file cannot be opened or read.
    #[error("cannot be read: {0}; check the path")]
    Io(#[from] std::io::Error),
    /// There is no address for it.
    #[error("has no address: give --url, since the page names no canonical link")]
    NoAddress,
    /// It is JSON of an unknown shape.
    #[error("is JSON, but not an answer that the site of this address is known to give")]
    UnknownData,
    /// The number of addresses fits neither.
    #[error("{urls} addresses for {files} files: give one for all, or one for each")]
    Addresses {
        /// How many `--url`.
        urls: usize,
        /// How many files.
        files: usize,
    },
    /// Nothing can be written.
    #[error("the answer cannot be written: {0}")]
    Output(std::io::Error),
}

/// Larger files are no pages.
const LARGEST: u64 = 200 << 20;

impl ReadArgs {
    /// Reads every file, one record a line to `out`; what fails is told on standard error. Returns how many failed.
    ///
    /// # Errors
    /// When the addresses do not fit the files, or `out` cannot be written.
    pub fn run(&self, out: &mut impl Write) -> Result<usize, ReadError> {
        if self.url.len() > 1 && self.url.len() != self.files.len() {
            return Err(ReadError::Addresses { urls: self.url.len(), files: self.files.len() });
        }
        let mut failed = 0;
        for (at, file) in self.files.iter().enumerate() {
            let url = if self.url.len() > 1 { self.url.get(at) } else { self.url.first() };
            if self.snapshot {
                let bytes = std::fs::read(file)?;
                let url = url.map_or("", String::as_str);
                let snapshot = take_snapshot(&page::probes(url), &decode(&bytes), url);
                writeln!(out, "{}", serde_json::json!(snapshot)).map_err(ReadError::Output)?;
                continue;
            }
            match read_file(file, url.map(String::as_str)) {
                Ok(readings) => {
                    for reading in readings {
                        self.print(out, &reading).map_err(ReadError::Output)?;
                    }
                }
                Err(error) => {
                    failed += 1;
                    eprintln!("{file}: {error}");
                }
            }
        }
        if failed > 0 {
            eprintln!("{failed} of {} files could not be read", self.files.len());
        }
        Ok(failed)
    }

    fn print(&self, out: &mut impl Write, reading: &Reading) -> std::io::Result<()> {
        let line = if self.health {
            serde_json::json!({ "page": reading.page, "health": reading.health }).to_string()
        } else {
            serde_json::to_string(&reading.page)?
        };
        writeln!(out, "{line}")
    }
}

/// Reads one file: a page, a JSON answer, or lines of JSON answers.
fn read_file(file: &str, url: Option<&str>) -> Result<Vec<Reading>, ReadError> {
    let mut bytes = Vec::new();
    if file == "-" {
        std::io::stdin().lock().take(LARGEST).read_to_end(&mut bytes)?;
    } else {
        std::fs::File::open(Path::new(file))?.take(LARGEST).read_to_end(&mut bytes)?;
    }
    let text = decode(&bytes);
    let start = text.trim_start().chars().next();
    if matches!(start, Some('{' | '[')) {
        return read_answers(&text, url);
    }
    read_page(&text, url).map(|reading| vec![reading])
}

/// Reads a saved page. Without an address, its canonical link or `og:url` is used.
///
/// # Errors
/// [`ReadError::NoAddress`] where the page names none.
pub fn read_page(html: &str, url: Option<&str>) -> Result<Reading, ReadError> {
    let url = match url {
        Some(url) => url.to_owned(),
        None => canonical(html).ok_or(ReadError::NoAddress)?,
    };
    let probes = page::probes(&url);
    Ok(page::read(&take_snapshot(&probes, html, &url)))
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

fn read_answers(text: &str, url: Option<&str>) -> Result<Vec<Reading>, ReadError> {
    let url = url.ok_or(ReadError::NoAddress)?;
    let values = serde_json::Deserializer::from_str(text).into_iter::<serde_json::Value>();
    let readings: Vec<Reading> =
        values.map_while(Result::ok).filter_map(|value| page::read_data(url, &value)).collect();
    if readings.is_empty() { Err(ReadError::UnknownData) } else { Ok(readings) }
}
