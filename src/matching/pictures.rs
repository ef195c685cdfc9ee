//! The distance of two pictures.
//!
//! The numbers were chosen on the product pictures at hand with `yuantou evaluate images`, which prints what each part
//! adds.

use crate::fingerprint::{Code, Picture, View};

/// Share of PDQ in the distance of two views; the gradient hash has the rest.
const PDQ: f64 = 0.6;
/// Rows of the gradient hash that a banner at the other end does not reach.
const UNCOVERED: u32 = 12;
/// What the uncovered rows' distance (a share of the bits set) counts, and what it starts from: they say less than a
/// whole view, and less still when the banner would be on top, where few are.
const UPPER: (f64, f64) = (220.0, 20.0);
const LOWER: (f64, f64) = (300.0, 30.0);
/// Added to the bits set, so that an almost empty picture is not told by two or three of them.
const BLUR: f64 = 12.0;
/// Share of colours not in common from which two pictures of one shape show two colours of one product.
pub const OTHER_COLOUR: f64 = 0.27;

/// Which of the parts of [`distance`] to use: all, but for a look at what each adds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parts {
    /// PDQ.
    pub pdq: bool,
    /// The gradient hash.
    pub gradient: bool,
    /// The uncovered rows.
    pub uncovered: bool,
}

impl Parts {
    /// All of them.
    pub const ALL: Self = Self { pdq: true, gradient: true, uncovered: true };
}

/// The distance of two pictures, 0–256, and 256 where a side has no view: the least over all pairs of views of
/// 0.6 × PDQ distance + 0.4 × gradient distance, or of the distance of the rows that a banner leaves uncovered.
pub fn distance(left: &Picture, right: &Picture) -> f64 {
    distance_by(left, right, Parts::ALL)
}

/// [`distance`] by some of its parts.
pub fn distance_by(left: &Picture, right: &Picture, parts: Parts) -> f64 {
    let pairs = left.views.iter().flat_map(|a| right.views.iter().map(move |b| (a, b)));
    pairs.map(|(a, b)| of_views(a, b, parts)).fold(256.0, f64::min)
}

fn of_views(a: &View, b: &View, parts: Parts) -> f64 {
    let (pdq, gradient) = match (parts.pdq, parts.gradient) {
        (true, false) => (1.0, 0.0),
        (false, true) => (0.0, 1.0),
        _ => (PDQ, 1.0 - PDQ),
    };
    let whole = pdq * f64::from(a.pdq.distance(&b.pdq)) + gradient * f64::from(a.gradient.distance(&b.gradient));
    if !parts.uncovered {
        return whole;
    }
    let by = |(scale, start): (f64, f64), share: f64| start + scale * share;
    whole.min(by(UPPER, apart(&a.gradient, &b.gradient, UPPER_MASK))).min(by(LOWER, apart(&a.gradient, &b.gradient, LOWER_MASK)))
}

/// The first 12 rows of 16 bits.
const UPPER_MASK: [u64; 4] = [u64::MAX, u64::MAX, u64::MAX, 0];
/// The last 12.
const LOWER_MASK: [u64; 4] = [0, u64::MAX, u64::MAX, u64::MAX];
const _: () = assert!(UNCOVERED * 16 == 3 * 64);

/// Bits that differ, as a share of those set on either side.
fn apart(a: &Code, b: &Code, mask: [u64; 4]) -> f64 {
    let (mut differ, mut set) = (0, 0);
    for ((a, b), mask) in a.0.iter().zip(b.0).zip(mask) {
        differ += ((a ^ b) & mask).count_ones();
        set += ((a | b) & mask).count_ones();
    }
    f64::from(differ) / (f64::from(set) + BLUR)
}
