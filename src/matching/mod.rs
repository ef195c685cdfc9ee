//! Matching: how probable it is that two fingerprints are of the same product, and why.

pub mod features;
pub mod model;
mod pictures;
mod reason;

pub use pictures::{OTHER_COLOUR, Parts, distance, distance_by};
pub use reason::{Reason, Sign};

use serde::{Deserialize, Serialize};

use crate::fingerprint::{Fingerprint, title};

/// What two products are to one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Class {
    /// The same product.
    Same,
    /// Alike: worth showing, not worth acting on unseen.
    Similar,
    /// Neither.
    Different,
}

/// What is known beside the two fingerprints.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Context {
    /// Listings that were searched to find this one; 1 for a pair that somebody chose.
    pub listings: u64,
    /// Right price ÷ left price, in one currency and for one piece of each where that is known.
    pub price_ratio: Option<f64>,
    /// Listings that share the right side's best picture code; 1 when it is its own.
    pub shared: u64,
}

impl Default for Context {
    fn default() -> Self {
        Self { listings: 1, price_ratio: None, shared: 1 }
    }
}

/// The outcome of a comparison.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Match {
    /// That both are the same product, 0–1.
    pub probability: f64,
    /// What follows from it.
    pub class: Class,
    /// Why, weightiest first.
    pub reasons: Vec<Reason>,
    /// Pieces in one unit of the left and of the right, where both say.
    pub pieces: Option<(u32, u32)>,
}

/// Compares two products.
pub fn compare(left: &Fingerprint, right: &Fingerprint, context: &Context) -> Match {
    let mut reasons = Vec::new();
    let mut logit = -2.0;
    let mut best: Option<f64> = None;
    for a in left.pictures.iter().filter(|picture| picture.is_telling()) {
        for b in right.pictures.iter().filter(|picture| picture.is_telling()) {
            let distance = distance(a, b);
            best = Some(best.map_or(distance, |best| best.min(distance)));
        }
    }
    if let Some(distance) = best.filter(|_| context.shared <= 20) {
        logit += (60.0 - distance) / 6.0;
        if distance <= 31.0 {
            reasons.push(Reason::SamePhotograph);
        } else if distance <= 57.0 {
            reasons.push(Reason::SimilarPhotograph);
        }
    }
    if !left.title.is_empty() && !right.title.is_empty() {
        let similarity = f64::from(title::similarity(&left.title, &right.title));
        logit += 8.0 * (similarity - 0.4);
        reasons.push(Reason::Title { percent: (similarity * 100.0).round() as u8, sign: Sign::of(similarity >= 0.5) });
    }
    if left.keys.iter().any(|key| right.keys.contains(key)) {
        logit += 3.0;
        reasons.push(Reason::Model);
    }
    logit -= (context.listings.max(1) as f64).log10() * 0.5;
    let probability = 1.0 / (1.0 + (-logit).exp());
    let class = match probability {
        p if p >= 0.5 => Class::Same,
        p if p >= 0.2 => Class::Similar,
        _ => Class::Different,
    };
    Match { probability, class, reasons, pieces: None }
}
