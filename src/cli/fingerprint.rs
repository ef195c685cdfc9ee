//! `yuantou fingerprint`: the codes of pictures.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde_json::{Map, Value, json};

use super::picture;
use super::problems::Problems;
use crate::fingerprint::{ALGORITHM, Picture};

/// Prints the codes, the quality and the colours of pictures: one JSON object a line, in the order given.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// JPEG, PNG, WebP or GIF files; of an animation the first frame is taken.
    #[arg(required = true, value_name = "IMAGE")]
    images: Vec<PathBuf>,
    /// Take the views of a shopper's picture instead of those of a listing's.
    #[arg(long)]
    query: bool,
}

impl Args {
    /// Runs the command. What cannot be read is named on standard error and makes the exit code 1.
    ///
    /// # Errors
    /// When `out` cannot be written.
    pub fn run(&self, out: &mut impl Write) -> io::Result<ExitCode> {
        let problems = Problems::default();
        for path in &self.images {
            match line(path, self.query) {
                Ok(line) => writeln!(out, "{line}")?,
                Err(reason) => problems.tell(path.display(), reason),
            }
        }
        Ok(problems.finish())
    }
}

fn line(path: &Path, query: bool) -> Result<Value, String> {
    let image = picture::open(path).map_err(|error| error.to_string())?;
    let pixels = picture::pixels(&image).map_err(|error| error.to_string())?;
    let picture = if query { Picture::query(&pixels) } else { Picture::index(&pixels) };
    let views: Map<String, Value> = picture
        .views
        .iter()
        .map(|view| {
            let codes = json!({ "pdq": view.pdq.to_string(), "gradient": view.gradient.to_string() });
            (view.kind.name().to_owned(), codes)
        })
        .collect();
    let full = picture.views.first().map(|view| view.pdq.to_string());
    Ok(json!({
        "path": path.to_string_lossy(),
        "width": pixels.width(),
        "height": pixels.height(),
        "algorithm": ALGORITHM,
        "quality": picture.quality,
        "pdq": full,
        "chroma": hex(&picture.chroma.to_bytes()),
        "views": views,
    }))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
