//! Listings of files: rows and lines in, offers and faults out, a batch at a time; and offers as rows again.

use serde::Serialize;
use serde_json::Value;
use wasm_bindgen::prelude::*;

use super::{error, give, learn::key, take};
use crate::{
    listing::{self, Column, Mapping, RowFault},
    record::Offer,
};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = "
/** A column's header and what it holds: `title`, `price`, … or `attribute`, `ignore`. */
export interface MappedColumn { header: string; column: string; }
/** Why a row is left out: its place in the batch, the kind of fault with its parts, and all of it in English. */
export interface RowFault {
  row: number;
  message: string;
  kind: 'cell' | 'nothing_to_find' | 'bad_tier' | 'no_price' | 'bad_rate' | 'retail' | 'no_offer' | 'json';
  column?: string;
  value?: string;
  expected?: 'amount' | 'agreed' | 'number' | 'tiers' | 'rate' | 'date' | 'unrounded' | 'json';
}
/** The offers, of which row each is and its key; the rows that are left out; and what is doubtful about those that are not. */
export interface ReadBatch { offers: Offer[]; rows: number[]; keys: string[]; faults: RowFault[]; notes: RowFault[]; }
";

/// What came of a batch.
#[derive(Default, Serialize)]
struct Batch {
    offers: Vec<Offer>,
    rows: Vec<usize>,
    keys: Vec<String>,
    faults: Vec<Fault>,
    notes: Vec<Fault>,
}

#[derive(Serialize)]
struct Fault {
    row: usize,
    message: String,
    #[serde(flatten)]
    fault: RowFault,
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
                    self.keys.push(key(&offer));
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
        #[derive(Serialize)]
        struct Mapped<'a> {
            header: &'a str,
            column: &'static str,
        }
        let columns = self.0.columns().map(|(header, column)| Mapped { header, column: column.name() });
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
