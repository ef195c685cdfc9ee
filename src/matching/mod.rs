//! Matching: how probable it is that two fingerprints are of the same product, and why.
//!
//! The evidence is added up as log-odds: what the texts say ([`model`], learnt from pairs with known answers), what the
//! pictures say (`pictures`, from how far apart strangers' pictures are), what contradictions of the spec and an
//! implausible price take away, and how unlikely it was to begin with, which grows with the number of listings
//! searched: what is convincing among a thousand is chance among a billion.

pub mod facts;
pub mod features;
pub mod model;
mod pictures;
mod reason;
mod reasons;

pub use pictures::{Evidence, OTHER_COLOUR, SAME_PHOTOGRAPH, SIMILAR_PHOTOGRAPH};
pub use reason::{Reason, Sign};

use serde::{Deserialize, Serialize};

use crate::fingerprint::Fingerprint;
use crate::fingerprint::spec::Topic;
use facts::Facts;
use model::{Model, probability};

/// From this probability on a pair is called the same: a wrong "same product" costs the shopper more than one that is
/// only called similar.
pub const SAME: f64 = 0.75;

/// What two products are to one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "lowercase")]
pub enum Class {
    /// The same product: the probability is at least [`SAME`], and where the item is a pack, the listing says its number too.
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
    /// Whether the right side is a factory's listing: it may well be much cheaper, but not dearer.
    pub source: bool,
    /// Listings that share the right side's best picture code; 1 when it is its own.
    pub shared: u64,
}

impl Default for Context {
    fn default() -> Self {
        Self { listings: 1, price_ratio: None, source: false, shared: 1 }
    }
}

/// The outcome of a comparison.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(rename = "Judgement", missing_as_null))]
pub struct Match {
    /// That both are the same product, 0–1.
    pub probability: f64,
    /// What follows from it: the same from [`SAME`] on, similar where the probability, or the texts or pictures alone of
    /// a pair that somebody chose, would rather have it so than not.
    pub class: Class,
    /// Why, weightiest first.
    pub reasons: Vec<Reason>,
    /// Pieces in one unit of the left and of the right, where both say.
    pub pieces: Option<(u32, u32)>,
}

/// Of so many pairs that somebody thought worth comparing, one was the same in the sets that the model learnt from.
const PAIRS_FOR_ONE: f64 = 9.0;
/// What titles without spaces may say for it, in log-odds, where pictures say the rest: with this, 49 in place of 9 of 410
/// right listings are the same even as if among 10⁹, and no wrong one (`yuantou-evaluate distractors`).
const UNSPACED_MOST: f64 = 3.0;
/// More listings than this that share a picture make it a generic one.
const SHARED_MOST: u64 = 20;

/// Compares two products. A side without text or without pictures is compared by what it has; with nothing in common
/// to compare, the probability is that of a pair about which nothing is known.
pub fn compare(left: &Fingerprint, right: &Fingerprint, context: &Context) -> Match {
    let rarity = PAIRS_FOR_ONE.ln();
    let facts = Facts::compare(left, right);
    // Between shops the prices of one article are close; the model has learnt how close. A source's are not.
    let learnt_price = context.price_ratio.filter(|_| !context.source);
    let mut measures = features::measure(left, right, &facts, learnt_price);
    let mut pictures = Evidence::new(left, right);
    // Also where they are taken out again, being those of many listings.
    let pictured = pictures.distance.is_some();
    if context.shared > SHARED_MOST {
        pictures.discard();
    }
    if facts.words_differ.iter().any(|words| words.0 == Topic::Colour) {
        pictures.told_apart();
    }
    // A factory gives one title to many designs: where there are pictures to tell them apart, titles that are equal say
    // no more than alike ones.
    if pictured {
        measures[features::EQUAL] = 0.0;
    }
    let texts = if left.words.is_empty() || right.words.is_empty() {
        models_alone(left, right)
    } else {
        let learnt = Model::built_in().logit(&measures);
        let is_unspaced = measures[features::UNSPACED] > 0.0;
        rarity + if is_unspaced { alike(learnt, measures[features::EQUAL], pictured) } else { learnt }
    };
    let mut evidence = texts + pictures.weight() + gtins(left, right);
    evidence += facts.weight();
    if let Some(ratio) = context.price_ratio.filter(|_| context.source) {
        evidence -= price_penalty(ratio);
    }
    let logit = evidence - PAIRS_FOR_ONE.max(context.listings as f64).ln();
    let probability = probability(logit);
    // A pack of four and a listing that says no number: what one of its pieces costs is not known.
    let (one, other) = (facts::pieces(left), facts::pieces(right));
    let is_uncounted = other.is_none() && one.is_some_and(|pieces| pieces > 1);
    let class = if probability >= SAME && !is_uncounted {
        Class::Same
    } else if evidence - rarity >= -0.5 || pictures.other_colour {
        Class::Similar
    } else {
        Class::Different
    };
    Match {
        probability,
        class,
        reasons: reasons::reasons(left, right, &measures, &facts, &pictures, context),
        pieces: one.zip(other),
    }
}

/// What titles without spaces say, in log-odds. What is alike in a cluster need not be the same: a title for a phone's
/// case is that for its film but for one character. Pictures may say the rest; by themselves, such titles are never the
/// same, but for what their being `equal` adds.
fn alike(learnt: f64, equal: f64, pictured: bool) -> f64 {
    let others = learnt - equal;
    if others <= 0.0 {
        learnt
    } else if pictured {
        others.min(UNSPACED_MOST)
    } else {
        equal + others / (1.0 + others)
    }
}

/// What model numbers alone say, where a side has no title.
fn models_alone(left: &Fingerprint, right: &Fingerprint) -> f64 {
    let shared = left.models.iter().any(|model| model.len() >= 5 && right.models.contains(model));
    if shared { 4.0 } else { 0.0 }
}

/// What GTINs say: one number is one article, unless a shop mixed them up. In none of the sets that the model learnt
/// from, so chosen by hand.
fn gtins(left: &Fingerprint, right: &Fingerprint) -> f64 {
    match left.gtin.zip(right.gtin) {
        Some((a, b)) if a == b => 14.0,
        Some(_) => -6.0,
        None => 0.0,
    }
}

/// What an implausible price takes from the log-odds: a source dearer than the shop, or below 5 % of its price.
fn price_penalty(ratio: f64) -> f64 {
    if !ratio.is_finite() || ratio <= 0.0 {
        0.0
    } else if ratio > 1.0 {
        (ratio.ln() * 2.0).min(3.0)
    } else if ratio < 0.05 {
        ((0.05 / ratio).ln() * 2.0).clamp(1.0, 4.0)
    } else {
        0.0
    }
}

#[cfg(test)]
#[path = "../../tests/unit/matching/compare.rs"]
mod tests;
