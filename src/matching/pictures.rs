//! The distance of two pictures.
//!
//! The numbers were chosen on the product pictures at hand with `yuantou evaluate images`, which prints what each part
//! adds.

use crate::fingerprint::{Code, Fingerprint, Picture, View};

use super::{Reason, Sign};

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
pub const OTHER_COLOUR: f64 = 0.24;

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
    whole
        .min(by(UPPER, apart(&a.gradient, &b.gradient, UPPER_MASK)))
        .min(by(LOWER, apart(&a.gradient, &b.gradient, LOWER_MASK)))
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

/// What the pictures of two products say.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Evidence {
    /// The least distance of two telling pictures, where both sides have one.
    pub distance: Option<f64>,
    /// How many of the left side's pictures have the same photograph on the right.
    pub agreeing: u32,
    /// The best pair is of one shape and of two colours.
    pub other_colour: bool,
    /// Both sides have pictures, but none that tells anything.
    pub generic: bool,
}

/// Up to this distance two pictures come from one photograph.
pub const SAME_PHOTOGRAPH: f64 = 38.0;
/// Up to this one they may: one stranger in 10,000 is as near as 45, one in a thousand as 57.
pub const SIMILAR_PHOTOGRAPH: f64 = 57.0;

impl Evidence {
    /// Compares the galleries.
    pub fn new(left: &Fingerprint, right: &Fingerprint) -> Self {
        let mut evidence = Self { distance: None, agreeing: 0, other_colour: false, generic: false };
        for a in left.pictures.iter().filter(|picture| picture.is_telling()) {
            let mut nearest = f64::INFINITY;
            for b in right.pictures.iter().filter(|picture| picture.is_telling()) {
                let distance = distance(a, b);
                nearest = nearest.min(distance);
                if evidence.distance.is_none_or(|best| distance < best) {
                    evidence.distance = Some(distance);
                    evidence.other_colour =
                        distance <= SIMILAR_PHOTOGRAPH && a.chroma.distance(&b.chroma) >= OTHER_COLOUR;
                }
            }
            evidence.agreeing += u32::from(nearest <= SAME_PHOTOGRAPH);
        }
        evidence.generic = evidence.distance.is_none() && !left.pictures.is_empty() && !right.pictures.is_empty();
        evidence
    }

    /// Takes the pictures out: many listings have them.
    pub(super) fn discard(&mut self) {
        *self =
            Self { distance: None, agreeing: 0, other_colour: false, generic: self.distance.is_some() || self.generic };
    }

    /// Whether a picture of the one side was found on the other.
    pub fn found(&self) -> bool {
        self.distance.is_some_and(|distance| distance <= SIMILAR_PHOTOGRAPH)
    }

    /// What the pictures add to the log-odds: the logarithm of how much likelier such a distance is for one photograph
    /// than for strangers', which falls by about 0.26 a unit; a little less than nothing where they are all apart,
    /// since a shop may well have taken its own. Each further picture that agrees adds a little.
    pub fn weight(&self) -> f64 {
        let Some(distance) = self.distance else {
            return 0.0;
        };
        let shape = (18.0 - 0.26 * (distance - 12.0).max(0.0)).max(-1.2);
        let more = f64::from(self.agreeing.saturating_sub(1).min(3));
        let colour = if self.other_colour { 12.0_f64.max(shape - 1.0) } else { 0.0 };
        shape + more - colour
    }

    /// The reason to name.
    pub(super) fn reason(&self) -> Option<Reason> {
        match self.distance {
            Some(distance) if distance <= SAME_PHOTOGRAPH => {
                Some(Reason::SamePhotograph { sign: Sign::For, pictures: self.agreeing })
            }
            Some(distance) if distance <= SIMILAR_PHOTOGRAPH => Some(Reason::SimilarPhotograph { sign: Sign::For }),
            Some(_) => Some(Reason::OtherPhotograph { sign: Sign::Against }),
            None => self.generic.then_some(Reason::GenericPicture { sign: Sign::Against }),
        }
    }
}
