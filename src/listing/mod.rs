//! Listings as people keep them: rows of a table, or lines of JSON, become offers, and offers become rows again.
//!
//! Spreadsheets of listings come from many hands, so columns are recognised by the names that they are given in Chinese
//! and English ([`Mapping::recognise`]), can be set one by one ([`Mapping::set`]), and cells are read as generously as
//! prices on pages are: `¥2.30-3.50`, `3-99件:2.30；100件以上:1.90`, `回头率 42%`. A row that cannot be read is a
//! [`RowFault`], which says which cell and why; it never becomes half an offer.
//!
//! An export ([`columns`], [`row`]) holds everything, and a table with exactly its header is taken word for word, so that
//! importing an export changes nothing.
//!
//! Files are not the business of this module: the command line and the browser each open them in their own way.

mod again;
mod cell;
mod column;
mod fault;
mod json;
mod mapping;
mod table;

pub use again::seen_again;
pub use column::Column;
pub use fault::{Expected, RowFault, doubt, fault, nameless};
pub use json::{offers, offers_but};
pub use mapping::Mapping;
pub use table::{columns, row};

#[cfg(test)]
#[path = "../../tests/unit/listing/listing.rs"]
mod tests;
