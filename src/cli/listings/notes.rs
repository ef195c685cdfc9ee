//! What is doubtful about listings that are taken all the same.

use std::{collections::HashMap, path::Path};

use crate::{catalogue::listing_key, cli::problems::Problems, listing, record::Offer};

/// Listings of a file that are remembered, to tell which come again: so many take about 70 MB.
const REMEMBERED: usize = 2_000_000;
/// Characters of a cell that a note quotes.
const QUOTED: usize = 40;

/// The notes on one file.
pub(super) struct Notes<'a> {
    problems: &'a Problems,
    /// Where each listing stood first.
    seen: HashMap<u64, u32>,
    /// Listings that are gone are only named, so that nothing of them is missing.
    gone: bool,
    is_priced: bool,
}

impl<'a> Notes<'a> {
    pub(super) fn new(problems: &'a Problems, gone: bool) -> Self {
        Self { problems, seen: HashMap::new(), gone, is_priced: !gone }
    }

    /// No row of the table can say a price, which is told once.
    pub(super) fn no_prices(&mut self, path: &Path, header: String) {
        if std::mem::replace(&mut self.is_priced, false) {
            self.problems.note(
                path.display(),
                format_args!("no column is a price, so no landed cost will be known; the header is: {header}"),
            );
        }
    }

    /// A cell stands beside the table.
    pub(super) fn beyond(&self, place: &str, cell: &str) {
        let cell: String = cell.chars().take(QUOTED).collect();
        self.problems.note(place, format_args!("\"{cell}\" stands in a column without a name, and is passed over"));
    }

    /// Of a listing that is taken, in this line.
    pub(super) fn of(&mut self, place: &str, line: u64, offer: &Offer, short: &str) {
        if let Some(doubt) = listing::doubt(offer).filter(|_| self.is_priced) {
            self.problems.note(place, format_args!("{doubt}{short}"));
        }
        let key = listing_key(offer);
        if let Some(first) = self.seen.get(&key) {
            let stands = if self.gone { "" } else { "; in a pack, the one that was seen later (seen_at) stands" };
            self.problems.note(place, format_args!("the same listing as in line {first}{stands}"));
        } else if self.seen.len() <= REMEMBERED {
            // With one more than that it is not told again.
            if self.seen.len() == REMEMBERED {
                self.problems.note(place, "of the listings from here on it is not told which come again");
            }
            self.seen.insert(key, u32::try_from(line).unwrap_or(u32::MAX));
        }
    }
}
