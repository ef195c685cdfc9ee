//! Which terms of a listing's text make its keys: exact ones (its own id, GTIN, model numbers) and the heaviest grams
//! of its title.

use xxhash_rust::xxh3::xxh3_64;

use super::bands::KEY_BITS;
use crate::fingerprint::Fingerprint;
use crate::sorting;

/// Grams of a title that are indexed, the heaviest first; and of a query, that are looked up.
pub(super) const GRAMS: usize = 16;
/// Exact keys of one listing or query.
const EXACT: usize = 8;
/// Bits of a text signature that check the term; the rest compares titles.
const CHECK_BITS: u32 = 16;

/// One term of a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Term {
    /// Address of its bucket, like a picture's full key.
    pub(super) key: u32,
    /// The next bits of its hash, by which it is told from the bucket's other terms.
    pub(super) check: u16,
    /// What agreeing on it says.
    pub(super) weight: f32,
    /// It names the product: not one gram of many.
    pub(super) exact: bool,
}

fn term(kind: u8, value: u64, weight: f32, exact: bool) -> Term {
    let mut bytes = [kind; 9];
    bytes.iter_mut().skip(1).zip(value.to_le_bytes()).for_each(|(byte, value)| *byte = value);
    let hash = xxh3_64(&bytes);
    Term { key: (hash >> (64 - KEY_BITS)) as u32, check: (hash >> (64 - KEY_BITS - CHECK_BITS)) as u16, weight, exact }
}

/// The term of a listing's own key: see [`crate::identity::listing_key`].
pub(super) fn of_key(key: u64) -> Term {
    term(b'l', key, 0.0, true)
}

/// The terms of a text: exact ones first, then the heaviest grams.
pub(super) fn of_text(text: &Fingerprint) -> Vec<Term> {
    let exact = text.keys.iter().take(EXACT).map(|key| term(b'k', *key, 40.0, true));
    let mut grams = text.title.clone();
    sorting::sort_by(&mut grams, |a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let grams = grams.into_iter().take(GRAMS);
    exact.chain(grams.map(|(hash, weight)| term(b'g', u64::from(hash), weight, false))).collect()
}

/// 48 bits in which alike titles are alike (SimHash: Charikar, 2002), below the 16 that check a term.
pub(super) fn likeness(text: &Fingerprint) -> u64 {
    let mut sums = [0.0_f32; 64 - CHECK_BITS as usize];
    for (hash, weight) in &text.title {
        let bits = xxh3_64(&hash.to_le_bytes());
        for (at, sum) in sums.iter_mut().enumerate() {
            *sum += if bits >> at & 1 == 1 { *weight } else { -*weight };
        }
    }
    sums.iter().enumerate().fold(0, |all, (at, sum)| all | u64::from(*sum > 0.0) << at)
}

/// A posting's signature: the term's check above the title's likeness.
pub(super) fn signature(check: u16, likeness: u64) -> u64 {
    u64::from(check) << (64 - CHECK_BITS) | likeness & (u64::MAX >> CHECK_BITS)
}

/// The check of a text posting's signature.
pub(super) fn check_of(signature: u64) -> u16 {
    (signature >> (64 - CHECK_BITS)) as u16
}

/// How many of 48 bits the titles of two signatures differ in.
pub(super) fn unlikeness(one: u64, other: u64) -> u32 {
    ((one ^ other) << CHECK_BITS).count_ones()
}
