//! Workbooks: the first sheet that has rows.

use std::{
    fs::File,
    io::{self, BufReader},
    path::Path,
};

use calamine::{DataType, Reader, Sheets, Xlsx, open_workbook_auto};

use super::{Rows, Shares, file_only};
use crate::cli::input::{Counter, named};

/// Reads a workbook. Of an .xlsx only the table of its texts is held in memory; the older kinds are small.
pub(super) fn read(path: &Path, counter: &Counter, rows: &mut impl Rows) -> io::Result<()> {
    let path = file_only(path)?;
    let wrong =
        |error: &dyn std::fmt::Display| named(&path, io::Error::new(io::ErrorKind::InvalidData, error.to_string()));
    let workbook = open_workbook_auto(&path).map_err(|error| wrong(&error))?;
    match workbook {
        Sheets::Xlsx(workbook) => stream(workbook, &path, counter, rows, &wrong),
        mut other => {
            for name in other.sheet_names() {
                let range = other.worksheet_range(&name).map_err(|error| wrong(&error))?;
                let first = range.start().map_or(0, |(row, _)| u64::from(row));
                let mut shares = Shares::new(&path, range.height() as u64, counter);
                let mut sink = Sink::new(rows);
                for (number, row) in (first..).zip(range.rows()) {
                    let cells = row.iter().map(plain).collect();
                    shares.at(number + 1 - first);
                    sink.row(number + 1, cells)?;
                }
                if sink.has_header {
                    return Ok(());
                }
            }
            Ok(())
        }
    }
}

type Wrong<'a> = &'a dyn Fn(&dyn std::fmt::Display) -> io::Error;

fn stream(
    mut workbook: Xlsx<BufReader<File>>,
    path: &Path,
    counter: &Counter,
    rows: &mut impl Rows,
    wrong: Wrong,
) -> io::Result<()> {
    for name in workbook.sheet_names() {
        let mut cells = workbook.worksheet_cells_reader(&name).map_err(|error| wrong(&error))?;
        let last = cells.dimensions().end.0;
        let mut shares = Shares::new(path, u64::from(last) + 1, counter);
        let mut sink = Sink::new(rows);
        let (mut number, mut row) = (0, Vec::new());
        while let Some(cell) = cells.next_cell().map_err(|error| wrong(&error))? {
            let (at, column) = cell.get_position();
            if at != number {
                shares.at(u64::from(number) + 1);
                sink.row(u64::from(number) + 1, std::mem::take(&mut row))?;
                number = at;
            }
            let column = column as usize;
            // Excel's own limit; a cell beyond it is not one.
            if column < 16_384 {
                row.resize(row.len().max(column + 1), String::new());
                if let Some(slot) = row.get_mut(column) {
                    *slot = plain(cell.get_value());
                }
            }
        }
        shares.at(u64::from(last) + 1);
        sink.row(u64::from(number) + 1, row)?;
        if sink.has_header {
            return Ok(());
        }
    }
    Ok(())
}

/// Rows of one sheet, the first that is not empty being the header.
struct Sink<'a, R> {
    rows: &'a mut R,
    has_header: bool,
}

impl<'a, R: Rows> Sink<'a, R> {
    fn new(rows: &'a mut R) -> Self {
        Self { rows, has_header: false }
    }

    fn row(&mut self, number: u64, cells: Vec<String>) -> io::Result<()> {
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            return Ok(());
        }
        if self.has_header {
            return self.rows.row(number, &cells);
        }
        self.has_header = true;
        self.rows.header(&cells)
    }
}

/// A cell as text: numbers as Excel shows them, dates as RFC 3339.
fn plain(cell: &impl DataType) -> String {
    if let Some(text) = cell.get_string().or_else(|| cell.get_datetime_iso()) {
        return text.to_owned();
    }
    if let Some(date) = cell.get_datetime() {
        let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
        return format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z");
    }
    if let Some(number) = cell.get_float() {
        // Fifteen digits are what Excel keeps: 2.3000000000000003 was written as 2.3.
        return format!("{number:.14e}")
            .parse::<f64>()
            .map_or_else(|_| number.to_string(), |rounded| rounded.to_string());
    }
    cell.get_int()
        .map(|number| number.to_string())
        .or_else(|| cell.get_bool().map(|yes| yes.to_string()))
        .unwrap_or_default()
}
