//! Parquet. Nested columns become cells of JSON, which the readers of lists, tiers and suppliers know.

use std::{fs::File, io, path::Path};

use parquet::{
    file::reader::{FileReader, SerializedFileReader},
    record::{Field, Row},
};
use serde_json::{Map, Number, Value};

use super::{Rows, Shares, file_only};
use crate::cli::input::{Counter, named};

/// Reads a file, page by page.
pub(super) fn read(path: &Path, counter: &Counter, rows: &mut impl Rows) -> io::Result<()> {
    let path = file_only(path)?;
    let wrong =
        |error: &dyn std::fmt::Display| named(&path, io::Error::new(io::ErrorKind::InvalidData, error.to_string()));
    let file = File::open(&path).map_err(|error| named(&path, error))?;
    let reader = SerializedFileReader::new(file).map_err(|error| wrong(&error))?;
    let all = reader.metadata().file_metadata().num_rows();
    let mut shares = Shares::new(&path, all.try_into().unwrap_or_default(), counter);
    let fields = reader.metadata().file_metadata().schema().get_fields();
    let headers: Vec<String> = fields.iter().map(|field| field.name().to_owned()).collect();
    rows.header(&headers)?;
    let found = reader.get_row_iter(None).map_err(|error| wrong(&error))?;
    for (number, row) in (1..).zip(found) {
        // After a broken page nothing that follows can be trusted to be in its place.
        let row = row.map_err(|error| wrong(&error))?;
        let cells: Vec<String> = row.get_column_iter().map(|(_, field)| cell(field)).collect();
        shares.at(number);
        rows.row(number, &cells)?;
    }
    Ok(())
}

fn cell(field: &Field) -> String {
    match value(field) {
        Value::Null => String::new(),
        Value::String(text) => text,
        other => other.to_string(),
    }
}

fn value(field: &Field) -> Value {
    match field {
        Field::Null => Value::Null,
        Field::Bool(yes) => Value::Bool(*yes),
        Field::Byte(number) => Value::from(*number),
        Field::Short(number) => Value::from(*number),
        Field::Int(number) => Value::from(*number),
        Field::Long(number) => Value::from(*number),
        Field::UByte(number) => Value::from(*number),
        Field::UShort(number) => Value::from(*number),
        Field::UInt(number) => Value::from(*number),
        Field::ULong(number) => Value::from(*number),
        // By its own digits: 2.3_f32 is 2.3, not 2.299999952316284.
        Field::Float(number) => {
            number.to_string().parse().ok().and_then(Number::from_f64).map_or(Value::Null, Value::Number)
        }
        Field::Double(number) => Number::from_f64(*number).map_or(Value::Null, Value::Number),
        Field::Str(text) => Value::String(text.clone()),
        Field::Bytes(bytes) => Value::String(String::from_utf8_lossy(bytes.data()).into_owned()),
        Field::Group(row) => Value::Object(object(row)),
        Field::ListInternal(list) => {
            Value::Array(list.elements().iter().map(value).filter(|value| !value.is_null()).collect())
        }
        Field::MapInternal(map) => {
            Value::Object(map.entries().iter().map(|(key, field)| (cell(key), value(field))).collect())
        }
        // Decimals, dates and times as they are written.
        other => Value::String(other.to_string()),
    }
}

/// What is null is left out, as records leave out what is not known.
fn object(row: &Row) -> Map<String, Value> {
    let fields = row.get_column_iter().map(|(name, field)| (name.clone(), value(field)));
    fields.filter(|(_, value)| !value.is_null()).collect()
}
