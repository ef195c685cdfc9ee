//! Leaving out early what no bucket keeps: where a million listings show one picture or share one word, their postings
//! need not travel to the one shard that would drop them.

use super::{
    Posting,
    index::{MOST_ALIKE, MOST_OF_TERM, TEXT},
    terms,
};

/// Looks through postings of a table, or of any part of it, in their order.
///
/// A bucket keeps the first so many of one signature, or of one term; those that have as many before them in a part have
/// them in the whole. So the files come out the same.
pub struct Alike {
    is_text: bool,
    /// The key, and what is counted of it, of the last posting; and how many there were.
    run: ((u32, u64), usize),
}

impl Alike {
    /// Before the first posting of a table.
    pub fn new(table: usize) -> Self {
        Self { is_text: table == TEXT, run: ((0, 0), 0) }
    }

    /// Whether a bucket might keep the next posting.
    pub fn may_stay(&mut self, posting: &Posting) -> bool {
        let (same, most) = match self.is_text {
            true => (u64::from(terms::check_of(posting.signature)), MOST_OF_TERM),
            false => (posting.signature, MOST_ALIKE),
        };
        let run = (posting.key, same);
        self.run = (run, if self.run.0 == run { self.run.1 + 1 } else { 1 });
        self.run.1 <= most
    }
}
