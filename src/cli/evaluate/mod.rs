//! `yuantou evaluate`: the figures, on the shared test input.

pub mod pages;
mod price_texts;
mod shops;
