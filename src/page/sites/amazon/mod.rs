//! Amazon: items and search results.

mod item;
mod search;

pub(super) use item::SITE as ITEM;
pub(super) use search::SITE as SEARCH;
