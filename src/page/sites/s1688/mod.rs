//! 1688: offers on a PC, on a phone and as they were before 2021, and search results.

mod context;
mod listed;
mod mobile;
mod offer;
mod old;
mod parts;
mod search;

pub(super) use mobile::SITE as MOBILE;
pub(super) use offer::{SITE as OFFER, id};
pub(super) use search::SITE as SEARCH;
