//! Listings written as CSV, JSON Lines or a workbook.

use std::{
    fs::{self, File},
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

use rust_xlsxwriter::{Format as CellFormat, Workbook, Worksheet, XlsxError};

use super::Format;
use crate::{
    cli::input::named,
    listing,
    record::{Offer, Page},
};

/// Rows that a sheet can have below its header.
const SHEET_ROWS: u32 = 1_048_575;
/// Characters (UTF-16) that a cell of a sheet can have.
const CELL: usize = 32_767;

/// Writes listings to a file under another name, which takes its place when all is written.
pub(super) struct Writer {
    path: PathBuf,
    partial: Option<PathBuf>,
    kind: Kind,
}

enum Kind {
    Csv(Box<csv::Writer<Box<dyn Write>>>),
    Jsonl(Box<dyn Write>),
    Xlsx { workbook: Box<Workbook>, rows: u32 },
}

impl Writer {
    /// Begins a file; `-` is standard output.
    pub(super) fn create(path: &Path, format: Format) -> io::Result<Self> {
        let is_stdout = path == Path::new("-");
        let partial = (!is_stdout).then(|| {
            let mut name = path.file_name().unwrap_or_default().to_owned();
            name.push(".partial");
            path.with_file_name(name)
        });
        let out = || -> io::Result<Box<dyn Write>> {
            match &partial {
                None => Ok(Box::new(io::stdout().lock())),
                Some(partial) => {
                    Ok(Box::new(BufWriter::new(File::create(partial).map_err(|error| named(partial, error))?)))
                }
            }
        };
        let invalid = |message: &str| Err(io::Error::new(io::ErrorKind::InvalidInput, message.to_owned()));
        let kind = match format {
            Format::Csv => {
                let mut out = out()?;
                // Without the mark Excel takes the file for the system's own encoding, and Chinese is lost.
                out.write_all(b"\xef\xbb\xbf")?;
                let mut writer = csv::Writer::from_writer(out);
                writer.write_record(listing::columns())?;
                Kind::Csv(Box::new(writer))
            }
            Format::Jsonl => Kind::Jsonl(out()?),
            Format::Xlsx if is_stdout => return invalid("a workbook cannot be written to standard output"),
            Format::Xlsx => {
                let mut workbook = Box::new(Workbook::new());
                header(workbook.add_worksheet_with_constant_memory().map_err(io::Error::other)?)
                    .map_err(io::Error::other)?;
                Kind::Xlsx { workbook, rows: 0 }
            }
            Format::Parquet => return invalid("listings are written as .csv, .jsonl or .xlsx"),
        };
        Ok(Self { path: path.to_owned(), partial, kind })
    }

    /// Writes one; tells why where a sheet cannot hold it.
    pub(super) fn write(&mut self, offer: Offer) -> io::Result<Result<(), String>> {
        match &mut self.kind {
            Kind::Csv(writer) => writer.write_record(listing::row(&offer))?,
            Kind::Jsonl(out) => {
                serde_json::to_writer(&mut *out, &Page::Offer(offer))?;
                out.write_all(b"\n")?;
            }
            Kind::Xlsx { rows, .. } if *rows == SHEET_ROWS => {
                return Ok(Err(format!("a sheet holds {SHEET_ROWS} rows: write .csv or .jsonl, or several workbooks")));
            }
            Kind::Xlsx { workbook, rows } => {
                let cells = listing::row(&offer);
                if cells.iter().any(|cell| cell.encode_utf16().count() > CELL) {
                    return Ok(Err(format!("a cell of a sheet holds {CELL} characters: write .csv or .jsonl")));
                }
                *rows += 1;
                let sheet = workbook.worksheet_from_index(0).map_err(io::Error::other)?;
                for (column, cell) in (0..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
                    sheet.write_string(*rows, column, cell).map_err(io::Error::other)?;
                }
            }
        }
        Ok(Ok(()))
    }

    /// Ends the file.
    pub(super) fn finish(self) -> io::Result<()> {
        let Self { path, partial, kind } = self;
        match kind {
            Kind::Csv(mut writer) => writer.flush()?,
            Kind::Jsonl(mut out) => out.flush()?,
            Kind::Xlsx { mut workbook, .. } => {
                workbook
                    .save(partial.as_deref().unwrap_or(&path))
                    .map_err(|error| named(&path, io::Error::other(error)))?;
            }
        }
        partial.map_or(Ok(()), |partial| fs::rename(&partial, &path).map_err(|error| named(&path, error)))
    }
}

fn header(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let bold = CellFormat::new().set_bold();
    sheet.set_freeze_panes(1, 0)?;
    for (column, name) in (0..).zip(listing::columns()) {
        sheet.write_string_with_format(0, column, name, &bold)?;
    }
    Ok(())
}
