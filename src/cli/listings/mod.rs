//! `yuantou listings`: listings from files of any kind, shown, checked, and written again.
//!
//! Files are read row by row in bounded memory and handed over one listing at a time; what their columns mean is the
//! business of [`crate::listing`].

mod commands;
mod decoded;
mod delimited;
mod foreign;
mod notes;
mod parquet;
mod sheet;
mod write;

use std::{
    fmt::Display,
    io,
    path::{Path, PathBuf},
};

use clap::{Args, ValueEnum};
use serde_json::{Map, Value};

use super::{
    input::{Counter, json_lines_of, named, open_counted},
    problems::Problems,
};
use crate::{
    listing::{self, Column, Mapping, RowFault},
    record::Offer,
};

use self::notes::Notes;

pub(super) use commands::ListingsCommand;

/// Characters of a header that an error quotes.
const HEADER_SHOWN: usize = 200;

/// A listing and where it stood.
pub(super) struct Listing {
    /// File and line.
    pub(super) place: String,
    /// The listing.
    pub(super) offer: Offer,
}

/// How listings are written in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Rows set apart by commas, semicolons or tabs, with a header.
    Csv,
    /// One JSON object a line.
    Jsonl,
    /// The first sheet of a workbook that has rows: .xlsx, .xlsm, .xlsb, .xls, .ods.
    Xlsx,
    /// Parquet.
    Parquet,
}

impl Format {
    /// By the name's extension; JSON Lines for any other.
    pub(super) fn of(path: &Path) -> Self {
        let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or("").to_ascii_lowercase();
        match extension.as_str() {
            "csv" | "tsv" | "tab" | "txt" => Self::Csv,
            "xlsx" | "xlsm" | "xlsb" | "xls" | "ods" => Self::Xlsx,
            "parquet" | "pq" => Self::Parquet,
            _ => Self::Jsonl,
        }
    }
}

/// How to read files of listings.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct ReadOptions {
    /// The format; otherwise by the extension, and JSON Lines on standard input.
    #[arg(long, value_enum)]
    pub(super) format: Option<Format>,
    /// What a column holds, where its name does not tell: `货值=price`; `ignore` and `attribute` are columns too.
    #[arg(long = "map", value_name = "HEADER=COLUMN", value_parser = column)]
    pub(super) columns: Vec<(String, Column)>,
    /// Listings need only be named, not described: they are gone.
    #[arg(skip)]
    pub(super) gone: bool,
    /// Counts what was read of all files that are read with these options.
    #[arg(skip)]
    pub(super) read: Counter,
}

impl ReadOptions {
    /// What is wrong with an offer.
    fn wrong(&self) -> fn(&Offer) -> Option<RowFault> {
        if self.gone { listing::nameless } else { listing::fault }
    }
}

fn column(text: &str) -> Result<(String, Column), String> {
    let (header, name) = text.rsplit_once('=').ok_or("it must be HEADER=COLUMN")?;
    match Column::of_name(name.trim()) {
        Some(column) => Ok((header.trim().to_owned(), column)),
        None => {
            let known: Vec<&str> = listing::columns().chain(["price", "attribute", "ignore"]).collect();
            Err(format!("there is no column \"{}\"; the columns are {}", name.trim(), known.join(", ")))
        }
    }
}

/// Takes the rows of a file, whatever its format.
trait Rows {
    /// The header, once and first.
    fn header(&mut self, headers: &[String]) -> io::Result<()>;
    /// A row, with its number in the file from 1.
    fn row(&mut self, number: u64, cells: &[String]) -> io::Result<()>;
    /// A row that is none.
    fn broken(&mut self, number: u64, reason: &dyn Display);
}

/// Hands over the listings of a file in order; tells of what is none, and goes on. `mapped` sees what the columns of a
/// table were taken for.
pub(super) fn read_with(
    path: &Path,
    options: &ReadOptions,
    problems: &Problems,
    mapped: impl FnMut(&Mapping),
    mut take: impl FnMut(Listing) -> io::Result<()>,
) -> io::Result<()> {
    let format = options.format.unwrap_or_else(|| Format::of(path));
    foreign::refuse(path, format)?;
    let mut notes = Notes::new(problems, options.gone);
    if format == Format::Jsonl {
        return json_lines_of(
            open_counted(path, &options.read)?,
            path,
            problems,
            |number, record: Map<String, Value>| {
                let place = place(path, number as u64);
                match listing::offers_but(record, options.wrong()) {
                    Ok(offers) => offers.into_iter().try_for_each(|offer| {
                        notes.of(&place, number as u64, &offer, "");
                        take(Listing { place: place.clone(), offer })
                    }),
                    Err(fault) => {
                        problems.tell(place, fault);
                        Ok(())
                    }
                }
            },
        );
    }
    let mut rows = Table { path, format, options, problems, notes, mapping: None, mapped, take };
    match format {
        Format::Csv => delimited::read(path, &options.read, &mut rows),
        Format::Xlsx => sheet::read(path, &options.read, &mut rows),
        Format::Parquet | Format::Jsonl => parquet::read(path, &options.read, &mut rows),
    }
}

fn place(path: &Path, number: u64) -> String {
    format!("{}:{number}", path.display())
}

/// Rows that become listings.
struct Table<'a, M, T> {
    path: &'a Path,
    format: Format,
    options: &'a ReadOptions,
    problems: &'a Problems,
    notes: Notes<'a>,
    mapping: Option<Mapping>,
    mapped: M,
    take: T,
}

impl<M: FnMut(&Mapping), T: FnMut(Listing) -> io::Result<()>> Rows for Table<'_, M, T> {
    fn header(&mut self, headers: &[String]) -> io::Result<()> {
        let mut mapping = Mapping::recognise(headers);
        for (header, column) in &self.options.columns {
            let Some(index) = mapping.columns().position(|(name, _)| name == header) else {
                return Err(named(self.path, io::Error::other(format!("no column is called \"{header}\""))));
            };
            mapping.set(index, *column);
        }
        let wrong = |message: String| Err(named(self.path, io::Error::other(message)));
        let names = || {
            let all = headers.join(", ");
            let shown: String = all.chars().take(HEADER_SHOWN).collect();
            if shown.len() < all.len() { shown + "…" } else { all }
        };
        if self.options.gone && !mapping.is_naming() {
            return wrong(format!("no column is an id or an address; the header is: {}", names()));
        }
        if !self.options.gone && !mapping.is_useful() {
            return wrong(format!(
                "this is no table of listings: no column is a title or a picture; the header is: {}. If one is, say which \
                 with --map HEADER=title",
                names()
            ));
        }
        (self.mapped)(&mapping);
        if !mapping.is_priced() {
            self.notes.no_prices(self.path, names());
        }
        self.mapping = Some(mapping);
        Ok(())
    }

    fn row(&mut self, number: u64, cells: &[String]) -> io::Result<()> {
        let Some(mapping) = &self.mapping else {
            return Ok(());
        };
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            return Ok(());
        }
        let (place, columns) = (place(self.path, number), mapping.columns().count());
        if let Some(beyond) = cells.iter().skip(columns).find(|cell| !cell.trim().is_empty()) {
            if self.format == Format::Csv {
                self.problems.tell(
                    place,
                    format_args!(
                        "the row has {} cells for {columns} columns, so they may stand in the wrong ones: put a cell that \
                         holds the delimiter in quotation marks",
                        cells.len()
                    ),
                );
                return Ok(());
            }
            // In a sheet nothing moves: somebody wrote beside the table.
            self.notes.beyond(&place, beyond);
        }
        let short = if self.format == Format::Csv && cells.len() < columns {
            format!(" (the row has {} of {columns} cells)", cells.len())
        } else {
            String::new()
        };
        match mapping.offer_but(cells, self.options.wrong()) {
            Ok(offer) => {
                self.notes.of(&place, number, &offer, &short);
                (self.take)(Listing { place, offer })
            }
            Err(fault) => {
                self.problems.tell(place, format_args!("{fault}{short}"));
                Ok(())
            }
        }
    }

    fn broken(&mut self, number: u64, reason: &dyn Display) {
        self.problems.tell(place(self.path, number), reason);
    }
}

/// Counts the rows of a file as shares of its bytes, where it is not read from its beginning to its end.
struct Shares<'a> {
    counter: &'a Counter,
    bytes: u64,
    rows: u64,
    told: u64,
}

impl<'a> Shares<'a> {
    fn new(path: &Path, rows: u64, counter: &'a Counter) -> Self {
        Self { counter, bytes: std::fs::metadata(path).map_or(0, |file| file.len()), rows, told: 0 }
    }

    /// So many rows were read.
    fn at(&mut self, row: u64) {
        let share = u128::from(self.bytes) * u128::from(row.min(self.rows)) / u128::from(self.rows.max(1));
        self.counter.add((share as u64).saturating_sub(self.told));
        self.told = self.told.max(share as u64);
    }
}

/// A file that cannot be read from standard input, because its end is read first.
fn file_only(path: &Path) -> io::Result<PathBuf> {
    if path == Path::new("-") {
        let message = "standard input can hold CSV or JSON Lines; give workbooks and Parquet as files";
        return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
    }
    Ok(path.to_owned())
}

#[cfg(test)]
#[path = "../../../tests/unit/cli/listings.rs"]
mod tests;
