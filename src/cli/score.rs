//! `yuantou score`: how probable it is that two records are of the same product.

use std::collections::HashMap;
use std::io::{self, BufRead, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde_json::{Map, Value};

use super::input::locate;
use super::picture::open;
use super::side::Side;
use crate::fingerprint::{Picture, Pixels};
use crate::matching::{Context, compare};

/// Adds `probability` (0-1), `class` (same, similar, different) and `reasons` to pairs of records.
///
/// Each line is an object with `left` (an item) and `right` (an item or an offer); its other fields are kept.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Files of pairs, one JSON object a line; `-` is standard input.
    #[arg(required = true, value_name = "PAIRS.jsonl")]
    files: Vec<PathBuf>,
    /// Folder of the pictures, instead of the folder of the file that names them.
    #[arg(long, value_name = "DIR")]
    images: Option<PathBuf>,
    /// How many listings were searched to find each pair: the more, the more it takes to be the same.
    #[arg(long, default_value_t = 1)]
    listings: u64,
}

impl Args {
    /// Runs the command. A bad line is named on standard error and makes the exit code 1.
    pub fn run(&self) -> ExitCode {
        let mut out = BufWriter::new(io::stdout().lock());
        let mut failures = 0_u64;
        for file in &self.files {
            let (reader, folder): (Box<dyn BufRead>, _) = if file.as_os_str() == "-" {
                (Box::new(io::stdin().lock()), Path::new("."))
            } else {
                match std::fs::File::open(file) {
                    Ok(open) => (Box::new(io::BufReader::new(open)), file.parent().unwrap_or(Path::new("."))),
                    Err(error) => {
                        eprintln!("{}: {error}", file.display());
                        failures += 1;
                        continue;
                    }
                }
            };
            let mut pictures = Pictures::new(self.images.as_deref().unwrap_or(folder));
            for (number, line) in (1..).zip(reader.split(b'\n')) {
                let line = match line {
                    Ok(line) => line,
                    // What cannot be read, a folder say, does not come to an end either.
                    Err(error) => {
                        eprintln!("{}: {error}", file.display());
                        failures += 1;
                        break;
                    }
                };
                let result = if line.iter().all(u8::is_ascii_whitespace) {
                    Ok(None)
                } else {
                    score(line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&line), self.listings, &mut pictures).map(Some)
                };
                let written = match result {
                    Ok(None) => Ok(()),
                    Ok(Some((scored, warnings))) => {
                        for warning in warnings {
                            eprintln!("{}:{number}: {warning}", file.display());
                            failures += 1;
                        }
                        writeln!(out, "{scored}")
                    }
                    Err(reason) => {
                        eprintln!("{}:{number}: {reason}", file.display());
                        failures += 1;
                        Ok(())
                    }
                };
                if written.is_err() {
                    // Whoever read the output has gone.
                    return ExitCode::FAILURE;
                }
            }
        }
        if out.flush().is_err() {
            return ExitCode::FAILURE;
        }
        if failures > 0 {
            eprintln!("{failures} failures");
            return ExitCode::FAILURE;
        }
        ExitCode::SUCCESS
    }
}

/// The line with its score, and what was wrong with its pictures.
fn score(line: &[u8], listings: u64, pictures: &mut Pictures) -> Result<(Value, Vec<String>), String> {
    let mut pair: Map<String, Value> = serde_json::from_slice(line).map_err(|error| error.to_string())?;
    let mut warnings = Vec::new();
    let mut side = |name: &str, query: bool| -> Result<_, String> {
        let value = pair.get(name).ok_or_else(|| format!("`{name}` is missing"))?;
        let side = Side::new(value).map_err(|error| format!("`{name}`: {error}"))?;
        let mut fingerprint = side.fingerprint();
        for path in side.images() {
            // An address without a file at hand is no fault: the pair is judged by what there is.
            let Some(file) = locate(path, pictures.folder) else { continue };
            match pictures.get(&file, query) {
                Ok(picture) => fingerprint.pictures.push(picture),
                Err(reason) => warnings.push(format!("`{name}`: {path}: {reason}")),
            }
        }
        Ok((side, fingerprint))
    };
    let (left_side, left) = side("left", true)?;
    let (right_side, right) = side("right", false)?;
    let context = Context {
        listings,
        price_ratio: right_side.price_ratio(&left_side),
        source: right_side.is_offer(),
        ..Context::default()
    };
    let outcome = compare(&left, &right, &context);
    let reasons = outcome.reasons.iter().map(|reason| Value::String(reason.to_string())).collect();
    // Four digits tell all there is to tell.
    let probability = (outcome.probability * 1e4).round() / 1e4;
    pair.insert("probability".to_owned(), probability.into());
    pair.insert("class".to_owned(), serde_json::to_value(outcome.class).map_err(|error| error.to_string())?);
    pair.insert("reasons".to_owned(), Value::Array(reasons));
    Ok((Value::Object(pair), warnings))
}

/// Pictures already decoded, since pairs repeat them.
struct Pictures<'a> {
    folder: &'a Path,
    known: HashMap<(PathBuf, bool), Result<Picture, String>>,
}

impl<'a> Pictures<'a> {
    fn new(folder: &'a Path) -> Self {
        Self { folder, known: HashMap::new() }
    }

    fn get(&mut self, path: &Path, query: bool) -> Result<Picture, String> {
        let key = (path.to_owned(), query);
        self.known
            .entry(key)
            .or_insert_with(|| {
                let image = open(path).map_err(|error| error.to_string())?;
                let pixels =
                    Pixels::new(image.width(), image.height(), image.as_raw()).map_err(|error| error.to_string())?;
                Ok(if query { Picture::query(&pixels) } else { Picture::index(&pixels) })
            })
            .clone()
    }
}
