//! Rows of text set apart by commas, semicolons or tabs.

use std::{
    io::{self, BufRead, BufReader},
    path::Path,
};

use super::{Rows, decoded::Decoded};
use crate::cli::input::{named, open};

/// How far the delimiter is looked for: a header is shorter.
const HEAD: usize = 64 * 1024;

/// Reads a file, or standard input for `-`.
pub(super) fn read(path: &Path, rows: &mut impl Rows) -> io::Result<()> {
    let mut text = BufReader::with_capacity(HEAD, Decoded::new(open(path)?));
    let head = text.fill_buf().map_err(|error| named(path, error))?;
    let delimiter = delimiter(head);
    let mut reader = csv::ReaderBuilder::new().flexible(true).has_headers(false).delimiter(delimiter).from_reader(text);
    let mut record = csv::StringRecord::new();
    let mut cells: Vec<String> = Vec::new();
    let mut has_header = false;
    loop {
        match reader.read_record(&mut record) {
            Ok(false) => return Ok(()),
            Ok(true) => {}
            Err(error) if error.is_io_error() => return Err(named(path, error.into())),
            Err(error) => {
                rows.broken(error.position().map_or(0, csv::Position::line), &error);
                continue;
            }
        }
        let line = record.position().map_or(0, csv::Position::line);
        cells.clear();
        cells.extend(record.iter().map(str::to_owned));
        let is_hint = line == 1 && cells.first().is_some_and(|cell| cell.starts_with("sep="));
        if is_hint || (!has_header && cells.iter().all(|cell| cell.trim().is_empty())) {
            continue;
        }
        if has_header {
            if cells.iter().any(|cell| cell.contains(char::REPLACEMENT_CHARACTER)) {
                rows.broken(line, &"the row holds characters that are not of the file's encoding: save it as UTF-8");
                continue;
            }
            rows.row(line, &cells)?;
        } else {
            rows.header(&cells)?;
            has_header = true;
        }
    }
}

/// The mark that stands most often in the first line, outside of quotation marks; or what Excel's `sep=;` says.
fn delimiter(head: &[u8]) -> u8 {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    if let Some([mark, b'\r' | b'\n', ..]) = head.strip_prefix(b"sep=") {
        return *mark;
    }
    let mut counts = [(b',', 0_usize), (b'\t', 0), (b';', 0)];
    let mut quoted = false;
    for byte in head {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            byte if !quoted => counts.iter_mut().filter(|(mark, _)| mark == byte).for_each(|(_, count)| *count += 1),
            _ => {}
        }
    }
    // Of equals, the comma: `max_by_key` takes the last.
    counts.iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(mark, _)| *mark)
}
