//! `yuantou evaluate`: how good the core is, measured on folders of real input.

pub mod sets;
