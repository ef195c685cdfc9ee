//! Which listings a lookup's postings point to, the likeliest first. Nearly all postings that are looked at can never
//! be read, because enough others are nearer: no place is kept for those.

use std::collections::BTreeMap;

use super::{locator::Locator, terms};
use crate::sorting;

/// A record: its segment, and where it is in that.
pub(super) type At = (usize, Locator);

/// A posting of pictures further than this is chance.
const FURTHEST: u32 = 24;
/// Signatures that differ in no more bits show the same picture.
const ALIKE: u32 = 2;
/// Logarithm (base 2) of how many listings have a term that says nothing.
const COMMON: f32 = 11.0;

/// The records that are nearest by picture.
pub(super) struct Pictures {
    /// Signatures of the query's views.
    own: Vec<u64>,
    most: usize,
    /// A posting further than this is not among the nearest any more.
    limit: u32,
    /// How many records are held, by distance.
    counts: [usize; FURTHEST as usize + 1],
    /// Distance and signature of each record's nearest posting.
    held: BTreeMap<At, (u32, u64)>,
    /// All postings that are not chance, for how many show one picture.
    seen: Vec<(u64, At)>,
}

impl Pictures {
    /// The nearest to these signatures, so many.
    pub(super) fn new(mut own: Vec<u64>, most: usize) -> Self {
        sorting::sort(&mut own);
        own.dedup();
        let counts = [0; FURTHEST as usize + 1];
        Self { own, most, limit: FURTHEST, counts, held: BTreeMap::new(), seen: Vec::new() }
    }

    pub(super) fn take(&mut self, segment: usize, postings: impl Iterator<Item = (u64, Locator)>) {
        for (signature, locator) in postings {
            let distance = self.distance(signature);
            if distance > FURTHEST {
                continue;
            }
            let at = (segment, locator);
            self.seen.push((signature, at));
            if distance <= self.limit {
                self.hold(at, distance, signature);
            }
        }
    }

    fn hold(&mut self, at: At, distance: u32, signature: u64) {
        if let Some((before, _)) = self.held.get(&at) {
            if *before <= distance {
                return;
            }
            if let Some(count) = self.counts.get_mut(*before as usize) {
                *count -= 1;
            }
        }
        self.held.insert(at, (distance, signature));
        if let Some(count) = self.counts.get_mut(distance as usize) {
            *count += 1;
        }
        while self.limit > 0 && self.counts.iter().take(self.limit as usize).sum::<usize>() >= self.most {
            self.limit -= 1;
        }
    }

    /// From a signature to the nearest of the query's.
    fn distance(&self, signature: u64) -> u32 {
        self.own.iter().map(|own| (own ^ signature).count_ones()).min().unwrap_or(u64::BITS)
    }

    /// Distance of the nearest.
    pub(super) fn nearest(&self) -> Option<u32> {
        self.held.values().map(|(distance, _)| *distance).min()
    }

    /// Those that are to be read.
    pub(super) fn best(&self) -> impl Iterator<Item = At> {
        let mut all: Vec<_> = self.held.iter().map(|(at, (distance, _))| (*distance, *at)).collect();
        sorting::sort(&mut all);
        all.into_iter().take(self.most).map(|(_, at)| at)
    }

    /// How many listings show the picture by which a record was found; 0 where it was found by none.
    pub(super) fn showing(&self, at: &At) -> u32 {
        // One that was found by its text may be too far to be held.
        let seen = || self.seen.iter().filter(|(_, other)| other == at).map(|(signature, _)| signature);
        let nearest =
            self.held.get(at).map(|(_, signature)| signature).or_else(|| seen().min_by_key(|one| self.distance(**one)));
        let Some(signature) = nearest else { return 0 };
        let alike = self.seen.iter().filter(|(other, _)| (other ^ signature).count_ones() <= ALIKE);
        sorting::set(alike.map(|(_, at)| at)).len() as u32
    }
}

/// The records that share most with the query's text.
pub(super) struct Texts {
    pub(super) terms: Vec<terms::Term>,
    /// Of the query's title.
    likeness: u64,
    most: usize,
    /// What each posting adds to its record, in the order in which they came.
    scores: Vec<(At, f32)>,
}

impl Texts {
    /// Those that share most with these terms and a title of this likeness, so many.
    pub(super) fn new(terms: Vec<terms::Term>, likeness: u64, most: usize) -> Self {
        Self { terms, likeness, most, scores: Vec::new() }
    }

    /// Takes the postings of the bucket that some terms are in.
    pub(super) fn take(&mut self, segment: usize, postings: &[(u64, Locator)], is_of: impl Fn(u32) -> bool) {
        for term in self.terms.iter().filter(|term| is_of(term.key)) {
            let of_term = || postings.iter().filter(|one| terms::check_of(one.0) == term.check);
            // What many listings of this pack have says less than what few have, however rare it is elsewhere.
            let rarity = (1.0 - (of_term().count() as f32).max(1.0).log2() / COMMON).max(0.05);
            let score = term.weight * term.weight * rarity;
            self.scores.extend(of_term().map(|(signature, locator)| {
                // Alike titles come first among those that share as many terms.
                let alike = 1.0 - terms::unlikeness(self.likeness, *signature) as f32 / 48.0;
                ((segment, *locator), score + 0.01 * alike)
            }));
        }
    }

    /// Those that are to be read.
    pub(super) fn best(&mut self) -> impl Iterator<Item = At> {
        self.scores.sort_by_key(|(at, _)| *at);
        self.scores.dedup_by(|next, held| {
            let same = next.0 == held.0;
            if same {
                held.1 += next.1;
            }
            same
        });
        self.scores.sort_by(|a, b| b.1.total_cmp(&a.1));
        self.scores.iter().take(self.most).map(|(at, _)| *at)
    }
}

#[cfg(test)]
#[path = "../../tests/unit/catalogue/candidates.rs"]
mod tests;
