//! Listings of files: rows and lines in, offers and faults out, a batch at a time; and offers as rows again.

use serde::Serialize;
use serde_json::Value;
use tsify::Tsify;
use wasm_bindgen::prelude::*;

use super::{error, give, take};
use crate::{
    identity,
    listing::{self, Column, Mapping, RowFault},
    record::Offer,
};

/// What came of a batch.
#[derive(Default, Serialize, Tsify)]
#[tsify(rename = "ReadBatch")]
struct Batch {
    /// What was read.
    offers: Vec<Offer>,
    /// Of which row of the batch each is.
    rows: Vec<usize>,
    /// What each is known by.
    keys: Vec<String>,
    /// The rows that are left out.
    #[tsify(type = "ListingFault[]")]
    faults: Vec<Fault>,
    /// What is doubtful about those that are not.
    #[tsify(type = "ListingFault[]")]
    notes: Vec<Fault>,
}

/// Why a row is left out, or doubtful.
#[derive(Serialize, Tsify)]
#[tsify(rename = "ListingFault")]
struct Fault {
    /// Its place in the batch.
    row: usize,
    /// All of it, in English.
    message: String,
    /// What it is, with its parts.
    #[serde(flatten)]
    #[tsify(type = "RowFault")]
    fault: RowFault,
}

/// A column of a table.
#[derive(Serialize, Tsify)]
struct MappedColumn<'a> {
    /// As the table has it.
    header: &'a str,
    /// What it holds: `title`, `price`, … or `attribute`, `ignore`.
    column: &'static str,
}

impl Batch {
    /// Takes what a row was read as; `is_priced`: whether it could have said a price.
    fn add(&mut self, row: usize, read: Result<Vec<Offer>, RowFault>, is_priced: bool) {
        let of = |fault: RowFault| Fault { row, message: fault.to_string(), fault };
        match read {
            Ok(offers) => {
                for offer in offers {
                    self.notes.extend(listing::doubt(&offer).filter(|_| is_priced).map(of));
                    self.rows.push(row);
                    self.keys.push(identity::listing_key_text(&offer));
                    self.offers.push(offer);
                }
            }
            Err(fault) => self.faults.push(of(fault)),
        }
    }
}

/// The columns of a table of listings.
#[wasm_bindgen]
pub struct ListingTable(Mapping);

#[wasm_bindgen]
impl ListingTable {
    /// Recognises columns by their headers, in Chinese and English.
    #[wasm_bindgen(constructor)]
    pub fn new(headers: Vec<String>) -> Self {
        Self(Mapping::recognise(&headers))
    }

    /// Headers and what they hold, in order.
    #[wasm_bindgen(unchecked_return_type = "MappedColumn[]")]
    pub fn columns(&self) -> Result<JsValue, JsValue> {
        let columns = self.0.columns().map(|(header, column)| MappedColumn { header, column: column.name() });
        give(&columns.collect::<Vec<_>>())
    }

    /// Sets what the column at that place, from 0, holds.
    pub fn set(&mut self, index: usize, column: &str) -> Result<(), JsValue> {
        let column = Column::of_name(column).ok_or_else(|| error::js("input", "there is no such column"))?;
        if self.0.set(index, column) { Ok(()) } else { Err(error::js("input", "the table has no such place")) }
    }

    /// Whether a column is a title or a picture: without either, no row is a listing.
    pub fn is_useful(&self) -> bool {
        self.0.is_useful()
    }

    /// Whether a column is a price: without one, no listing of the table has a landed cost.
    pub fn is_priced(&self) -> bool {
        self.0.is_priced()
    }

    /// The offers of some rows, and why the others are none.
    #[wasm_bindgen(unchecked_return_type = "ReadBatch")]
    pub fn offers(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string[][]")] rows: JsValue,
    ) -> Result<JsValue, JsValue> {
        let mut batch = Batch::default();
        for (number, cells) in take::<Vec<Vec<String>>>(rows)?.iter().enumerate() {
            batch.add(number, self.0.offer(cells).map(|offer| vec![offer]), self.0.is_priced());
        }
        give(&batch)
    }
}

/// The offers of some lines of JSON, and why the others are none.
#[wasm_bindgen(unchecked_return_type = "ReadBatch")]
pub fn offers_of_lines(lines: Vec<String>) -> Result<JsValue, JsValue> {
    let mut batch = Batch::default();
    for (number, line) in lines.iter().enumerate() {
        let record = match serde_json::from_str(line) {
            Ok(Value::Object(record)) => Ok(record),
            Ok(_) => Err(RowFault::Json { message: "the line is no JSON object".to_owned() }),
            Err(error) => Err(RowFault::Json { message: error.to_string() }),
        };
        batch.add(number, record.and_then(listing::offers), true);
    }
    give(&batch)
}

/// The header of an export.
#[wasm_bindgen]
pub fn listing_columns() -> Vec<String> {
    listing::columns().map(str::to_owned).collect()
}

/// Everything that a column of an import can be set to.
#[wasm_bindgen]
pub fn mapping_columns() -> Vec<String> {
    let more = [Column::Price, Column::Attribute, Column::Ignore];
    listing::columns().chain(more.map(Column::name)).map(str::to_owned).collect()
}

/// The rows of offers, under the header of an export.
#[wasm_bindgen(unchecked_return_type = "string[][]")]
pub fn listing_rows(#[wasm_bindgen(unchecked_param_type = "Offer[]")] offers: JsValue) -> Result<JsValue, JsValue> {
    give(&take::<Vec<Offer>>(offers)?.iter().map(listing::row).collect::<Vec<_>>())
}
