//! Yuantou (源头, "the source") tells a shopper, on the retail page itself, which factory sells the same thing and
//! what it would really cost to buy there.
//!
//! The modules stand in the order in which the data moves, and none imports one that stands later:
//!
//! 1. [`record`]: the vocabulary that all of them speak: items, offers, prices.
//! 2. [`page`]: what a page says. A snapshot of the page becomes an item, an offer, a list of cards, or nothing.
//! 3. [`identity`]: which listings are one, and which items.
//! 4. [`listing`]: rows of tables and lines of files become offers, and offers become rows again.
//! 5. [`fingerprint`]: pixels become image codes, titles become keys, text becomes facts of the spec.
//! 6. [`catalogue`]: codes and keys find candidates among the listings of factories.
//! 7. [`matching`]: a candidate and an item become a probability that they are the same product, and its reasons.
//! 8. [`price`]: tiers, minimum order, freight and currency become the landed cost at the shopper's quantity.
//! 9. [`engine`]: the state machine that joins them, and ends in a verdict.
//!
//! Beside them, [`json`] reads every record that comes from outside.
//!
//! The core never fetches, stores, or looks at a clock: it says what it needs next, is given it, and goes on. So the
//! same code runs in the browser (`wasm`), in the command line (`cli`, which stands on `native`) and in a plain test.

pub mod catalogue;
pub mod engine;
pub mod fingerprint;
pub mod identity;
pub mod json;
pub mod listing;
pub mod matching;
pub mod page;
pub mod price;
pub mod record;
mod sorting;

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
#[path = "../tests/unit/growth.rs"]
mod growth;

#[cfg(feature = "cli")]
pub mod cli;
#[cfg(feature = "native")]
pub mod native;
#[cfg(target_arch = "wasm32")]
pub mod wasm;
