//! What the pictures of two products say.

use crate::fingerprint::Fingerprint;

use super::{Reason, Sign};

/// Share of colours not in common from which two pictures of one shape show two colours of one product.
pub const OTHER_COLOUR: f64 = 0.165;

/// From this share on it does where the titles name different colours.
const DOUBTFUL_COLOUR: f64 = 0.06;

/// What the pictures of two products say.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Evidence {
    /// The least distance of two telling pictures, where both sides have one.
    pub distance: Option<f64>,
    /// How many of the left side's pictures have the same photograph on the right.
    pub agreeing: u32,
    /// The best pair is of one shape and of two colours.
    pub other_colour: bool,
    /// Share of colours that the best pair has not in common, 0–1.
    pub colours: f64,
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
        let mut evidence = Self { distance: None, agreeing: 0, other_colour: false, colours: 0.0, generic: false };
        for a in left.pictures.iter().filter(|picture| picture.is_telling()) {
            let mut nearest = f64::INFINITY;
            for b in right.pictures.iter().filter(|picture| picture.is_telling()) {
                let distance = f64::from(a.distance(b));
                nearest = nearest.min(distance);
                if evidence.distance.is_none_or(|best| distance < best) {
                    evidence.distance = Some(distance);
                    evidence.colours = a.chroma.distance(&b.chroma);
                    evidence.other_colour = distance <= SIMILAR_PHOTOGRAPH && evidence.colours >= OTHER_COLOUR;
                }
            }
            evidence.agreeing += u32::from(nearest <= SAME_PHOTOGRAPH);
        }
        evidence.generic = evidence.distance.is_none() && !left.pictures.is_empty() && !right.pictures.is_empty();
        evidence
    }

    /// Takes the pictures out: many listings have them.
    pub(super) fn discard(&mut self) {
        let generic = self.distance.is_some() || self.generic;
        *self = Self { distance: None, agreeing: 0, other_colour: false, colours: 0.0, generic };
    }

    /// Takes into account that the titles name different colours.
    pub(super) fn told_apart(&mut self) {
        self.other_colour |= self.found() && self.colours >= DOUBTFUL_COLOUR;
    }

    /// Whether a picture of the one side was found on the other.
    pub fn found(&self) -> bool {
        self.distance.is_some_and(|distance| distance <= SIMILAR_PHOTOGRAPH)
    }

    /// What the pictures add to the log-odds: the logarithm of how much likelier such a distance is for one photograph
    /// than for strangers', which falls by about a third a unit, since strangers grow more by a quarter a unit, and one
    /// photograph grows rarer; a little less than nothing where they are all apart,
    /// since a shop may well have taken its own. Each further picture that agrees adds a little.
    pub fn weight(&self) -> f64 {
        let Some(distance) = self.distance else {
            return 0.0;
        };
        let shape = (18.0 - 0.33 * (distance - 12.0).max(0.0)).max(-1.2);
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

#[cfg(test)]
#[path = "../../tests/unit/matching/pictures.rs"]
mod tests;
