//! Files that are something else than their names, or whoever named them, say.

use std::{
    fs::File,
    io::{self, Read},
    path::Path,
};

use super::Format;
use crate::cli::input::named;

/// How much is looked at.
const HEAD: u64 = 64 * 1024;

/// Refuses a file whose first bytes say that it holds no listings in this format, so that its lines are not told one by
/// one. What can be read but once, standard input or another pipe, is taken at its word.
///
/// # Errors
/// What the file is, and what to do with it.
pub(super) fn refuse(path: &Path, format: Format) -> io::Result<()> {
    if !path.metadata().is_ok_and(|about| about.is_file()) {
        return Ok(());
    }
    // What cannot be opened is told by whoever reads it.
    let Ok(file) = File::open(path) else { return Ok(()) };
    let mut head = Vec::new();
    if file.take(HEAD).read_to_end(&mut head).is_err() {
        return Ok(());
    }
    match wrong(&head, format) {
        Some(what) => Err(named(path, io::Error::new(io::ErrorKind::InvalidData, what))),
        None => Ok(()),
    }
}

fn wrong(head: &[u8], format: Format) -> Option<&'static str> {
    let is_text = matches!(format, Format::Csv | Format::Jsonl);
    let text = String::from_utf8_lossy(head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head));
    let text = text.trim_start();
    // No header begins like this. Some programs give pages the names of workbooks.
    if text.starts_with('<') {
        return Some(
            "this is a web page, no table of listings: save its table as .csv or .xlsx; `yuantou read` reads shops' pages",
        );
    }
    if !is_text {
        return None;
    }
    match head {
        [b'P', b'K', 3, 4, ..] => {
            Some("this is a workbook or an archive, no text: name it .xlsx, or say --format xlsx")
        }
        [0xd0, 0xcf, 0x11, 0xe0, ..] => Some("this is a workbook, no text: name it .xls, or say --format xlsx"),
        [b'P', b'A', b'R', b'1', ..] => Some("this is a Parquet file: name it .parquet, or say --format parquet"),
        [b'%', b'P', b'D', b'F', ..] => Some("this is a PDF, no table of listings"),
        [0x1f, 0x8b, ..] => Some("this is gzipped: unpack it first"),
        _ if format == Format::Jsonl => no_lines(text),
        _ => None,
    }
}

/// Why a text is no JSON Lines.
fn no_lines(text: &str) -> Option<&'static str> {
    let mut lines = text.lines().map(|line| line.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}'));
    let (first, is_only) = (lines.clone().next()?, lines.clone().count() == 1);
    if first == "{" {
        Some("this is one JSON object over several lines: write one a line, as `jq -c .` does")
    } else if first.starts_with('[') && (is_only || !first.ends_with(']')) {
        Some("this is one JSON array: write its objects one a line, as `jq -c '.[]'` does")
    } else if lines.any(|line| line.starts_with('{')) {
        None
    } else {
        Some(
            "this is no JSON Lines: no line at its beginning is an object `{…}`. A table is named .csv, or read with \
             --format csv",
        )
    }
}
