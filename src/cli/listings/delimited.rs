//! Rows of text set apart by commas, semicolons or tabs.

use std::{
    cell::Cell,
    io::{self, BufRead, BufReader, Read},
    path::Path,
};

use super::{Rows, decoded::Decoded};
use crate::cli::input::{Counter, named, open_counted};

/// How far the delimiter is looked for: a header is shorter.
const HEAD: usize = 64 * 1024;
/// A row is no longer than this: a record holds less than a hundredth of it.
const LONGEST_ROW: usize = 4 << 20;

/// Reads a file, or standard input for `-`.
pub(super) fn read(path: &Path, counter: &Counter, rows: &mut impl Rows) -> io::Result<()> {
    let mut text = BufReader::with_capacity(HEAD, Decoded::new(open_counted(path, counter)?));
    let head = text.fill_buf().map_err(|error| named(path, error))?;
    let delimiter = delimiter(head);
    let seen = Seen::default();
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .has_headers(false)
        .delimiter(delimiter)
        .from_reader(Watched { from: text, seen: &seen });
    let mut record = csv::StringRecord::new();
    let mut cells: Vec<String> = Vec::new();
    let mut has_header = false;
    loop {
        let start = reader.position().line();
        seen.of_row.set(0);
        match reader.read_record(&mut record) {
            Ok(false) => return Ok(()),
            Ok(true) if seen.is_unclosed(&record) => {
                rows.broken(
                    start,
                    &"a quotation mark in this row is not closed: it and all that follows it was left out",
                );
                return Ok(());
            }
            Ok(true) => {}
            Err(_) if seen.is_too_long() => {
                let message = format!(
                    "this row is longer than {} MB, as if a quotation mark in it was not closed: it and all that follows \
                     it was left out",
                    LONGEST_ROW >> 20
                );
                rows.broken(start, &message);
                return Ok(());
            }
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

/// What is known of the text that the reader of rows has taken.
#[derive(Default)]
struct Seen {
    /// Bytes since it began a row, more or less what it has read ahead.
    of_row: Cell<usize>,
    /// The last byte that ends no line.
    last: Cell<u8>,
    is_over: Cell<bool>,
}

impl Seen {
    fn is_too_long(&self) -> bool {
        self.of_row.get() > LONGEST_ROW
    }

    /// Whether a row's last cell goes on to the end of the text without the mark that would close it: only a quoted one
    /// can hold the end of a line.
    fn is_unclosed(&self, row: &csv::StringRecord) -> bool {
        self.is_over.get() && self.last.get() != b'"' && row.iter().next_back().is_some_and(|cell| cell.contains('\n'))
    }
}

/// A text that is watched, and that ends in an error where a row in it does not end.
struct Watched<'a, R> {
    from: R,
    seen: &'a Seen,
}

impl<R: Read> Read for Watched<'_, R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let seen = self.seen;
        if seen.is_too_long() {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "a row does not end"));
        }
        let length = self.from.read(out)?;
        seen.of_row.set(seen.of_row.get() + length);
        seen.is_over.set(length == 0);
        let read = out.get(..length).unwrap_or_default();
        if let Some(byte) = read.iter().rfind(|byte| !matches!(byte, b'\n' | b'\r')) {
            seen.last.set(*byte);
        }
        Ok(length)
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
