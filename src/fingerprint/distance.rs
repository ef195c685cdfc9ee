//! How far apart two pictures are.
//!
//! The numbers were chosen on the product pictures at hand with `yuantou-evaluate images`, which prints what each part
//! adds.

use super::{Code, Picture, View};

/// Share of PDQ in the distance of two views; the gradient hash has the rest.
const PDQ: f32 = 0.6;
/// What the uncovered rows' distance (a share of the bits set) counts, and what it starts from: they say less than a
/// whole view, and less still when the banner would be on top, where few are.
const UPPER: (f32, f32) = (220.0, 20.0);
const LOWER: (f32, f32) = (300.0, 30.0);
/// Added to the bits set, so that an almost empty picture is not told by two or three of them.
const BLUR: f32 = 12.0;

/// Which of the parts of [`Picture::distance`] to use: all, but for a look at what each adds.
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

impl Picture {
    /// The distance of two pictures, 0–256, and 256 where a side has no view: the least over all pairs of views of
    /// 0.6 × PDQ distance + 0.4 × gradient distance, or of the distance of the rows that a banner leaves uncovered.
    pub fn distance(&self, other: &Self) -> f32 {
        self.distance_by(other, Parts::ALL)
    }

    /// [`Picture::distance`] by some of its parts.
    pub fn distance_by(&self, other: &Self, parts: Parts) -> f32 {
        let (pdq, gradient) = match (parts.pdq, parts.gradient) {
            (true, false) => (1.0, 0.0),
            (false, true) => (0.0, 1.0),
            _ => (PDQ, 1.0 - PDQ),
        };
        let mut least = 256.0_f32;
        for a in &self.views {
            for b in &other.views {
                let whole = pdq * a.pdq.distance(&b.pdq) as f32 + gradient * a.gradient.distance(&b.gradient) as f32;
                least = least.min(whole);
                if parts.uncovered {
                    least = uncovered(a, b, least);
                }
            }
        }
        least
    }
}

/// The distance of the rows of the gradient hash that a banner does not reach, 12 of the 16 rows from the other end,
/// where that is below `least`: bits that differ, as a share of those set on either side.
fn uncovered(a: &View, b: &View, least: f32) -> f32 {
    let (Code(a), Code(b)) = (a.gradient, b.gradient);
    // A word is four rows.
    let mut words = [(0_u32, 0_u32); 4];
    for ((word, a), b) in words.iter_mut().zip(a).zip(b) {
        *word = ((a ^ b).count_ones(), (a | b).count_ones());
    }
    let [first, second, third, last] = words;
    let both = (second.0 + third.0, second.1 + third.1);
    let by = |(scale, start): (f32, f32), outer: (u32, u32), least: f32| {
        let (differ, set) = ((outer.0 + both.0) as f32, (outer.1 + both.1) as f32 + BLUR);
        // Most pairs are far apart, and a product is cheaper than a quotient.
        if scale * differ < (least - start) * set { start + scale * differ / set } else { least }
    };
    by(LOWER, last, by(UPPER, first, least))
}
