//! `yuantou score`: how probable it is that two records are of the same product.

use std::collections::HashMap;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde_json::{Map, Value};

use super::input::{json_lines_of, locate, open, picture_folder};
use super::picture;
use super::problems::Problems;
use super::side::Side;
use crate::fingerprint::Picture;
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
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn run(&self) -> io::Result<ExitCode> {
        let mut out = BufWriter::new(io::stdout().lock());
        let problems = Problems::default();
        for file in &self.files {
            let input = match open(file) {
                Ok(input) => input,
                Err(error) => {
                    problems.fail(file, error);
                    continue;
                }
            };
            let folder = picture_folder(self.images.as_deref(), file);
            let mut pictures = Pictures::new(&folder);
            let mut unwritten = None;
            let read = json_lines_of(input, file, &problems, |number, pair| {
                let place = format!("{}:{number}", file.display());
                let written = match score(pair, self.listings, &mut pictures, |warning| problems.tell(&place, warning))
                {
                    Ok(scored) => writeln!(out, "{}", Value::Object(scored)),
                    Err(reason) => {
                        problems.tell(&place, reason);
                        Ok(())
                    }
                };
                written.map_err(|error| {
                    let kind = error.kind();
                    unwritten = Some(error);
                    kind.into()
                })
            });
            if let Some(error) = unwritten {
                return Err(error);
            }
            // What cannot be read, a folder say, is no reason to leave the other files out.
            if let Err(error) = read {
                problems.fail(file, error);
            }
        }
        out.flush()?;
        Ok(problems.finish())
    }
}

/// The pair with its score. What is wrong with its pictures goes to `warn`.
fn score(
    mut pair: Map<String, Value>,
    listings: u64,
    pictures: &mut Pictures,
    warn: impl Fn(String),
) -> Result<Map<String, Value>, String> {
    let mut side = |name: &str, query: bool| -> Result<_, String> {
        let value = pair.get(name).ok_or_else(|| format!("`{name}` is missing"))?;
        let side = Side::new(value).map_err(|error| format!("`{name}`: {error}"))?;
        let mut fingerprint = side.fingerprint();
        for path in side.images() {
            // An address without a file at hand is no fault: the pair is judged by what there is.
            let Some(file) = locate(path, pictures.folder) else { continue };
            match pictures.get(&file, query) {
                Ok(picture) => fingerprint.pictures.push(picture),
                Err(reason) => warn(format!("`{name}`: {path}: {reason}")),
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
    Ok(pair)
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
                let image = picture::open(path).map_err(|error| error.to_string())?;
                let pixels = picture::pixels(&image).map_err(|error| error.to_string())?;
                Ok(if query { Picture::query(&pixels) } else { Picture::index(&pixels) })
            })
            .clone()
    }
}
