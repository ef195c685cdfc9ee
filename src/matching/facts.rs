//! What two specs have in common, and where they contradict one another.

use crate::fingerprint::Fingerprint;
use crate::fingerprint::sizes::Size;
use crate::fingerprint::spec::{Fact, Quantity, Topic};

/// Agreements and contradictions of two specs.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Facts {
    /// Facts that both titles state.
    pub agree: Vec<Fact>,
    /// Facts of one quantity that the titles state differently, left and right.
    pub differ: Vec<(Fact, Fact)>,
    /// Words of one topic that the titles state differently.
    pub words_differ: Vec<(Topic, &'static str, &'static str)>,
    /// Words that both state.
    pub words_agree: Vec<(Topic, &'static str)>,
    /// A size that both titles state.
    pub size_agrees: Option<Size>,
    /// Sizes that they state differently, left and right, where none agrees.
    pub sizes_differ: Option<(Size, Size)>,
}

impl Facts {
    /// Compares what two titles state. A quantity contradicts when both state it and each has a value that the other
    /// has not. A title that lacks a quantity is helped out by its attribute table.
    pub fn compare(left: &Fingerprint, right: &Fingerprint) -> Self {
        let mut result = Self::default();
        for ours in left.facts.chunk_by(|a, b| a.quantity == b.quantity) {
            let Some(quantity) = ours.first().map(|fact| fact.quantity) else {
                continue;
            };
            let of =
                |facts: &[Fact]| facts.iter().filter(|fact| fact.quantity == quantity).copied().collect::<Vec<_>>();
            let theirs = of(&right.facts);
            let has = |facts: &[Fact], fact: &Fact| facts.iter().any(|other| other.agrees(fact));
            let (same, own): (Vec<Fact>, Vec<Fact>) = ours.iter().partition(|fact| has(&theirs, fact));
            let strange: Vec<Fact> = theirs.iter().filter(|fact| !has(ours, fact)).copied().collect();
            result.agree.extend(same);
            result.differ.extend(own.into_iter().zip(strange));
        }
        for topic in [Topic::Colour, Topic::Material, Topic::Wearer, Topic::Side] {
            let of = |side: &Fingerprint| {
                side.traits.iter().filter(|own| own.0 == topic).map(|own| own.1).collect::<Vec<_>>()
            };
            let (ours, theirs) = (of(left), of(right));
            let common: Vec<_> =
                ours.iter().filter(|value| theirs.contains(value)).map(|value| (topic, *value)).collect();
            if let (true, Some(a), Some(b)) = (common.is_empty(), ours.first(), theirs.first()) {
                result.words_differ.push((topic, a, b));
            }
            result.words_agree.extend(common);
        }
        let sizes = || left.sizes.iter().flat_map(|a| right.sizes.iter().map(move |b| (a, b)));
        result.size_agrees = sizes().find(|(a, b)| a.agrees(b)).map(|(a, _)| a.clone());
        if result.size_agrees.is_none() {
            result.sizes_differ = sizes().find(|(a, b)| a.comparable(b)).map(|(a, b)| (a.clone(), b.clone()));
        }
        result
    }

    /// Whether a count is among the contradictions.
    pub fn counts_differ(&self) -> bool {
        self.differ.iter().any(|(fact, _)| fact.quantity >= Quantity::Set)
    }

    /// What is added to the log-odds by hand, before the model learns the rest: the sets that it learns from have few
    /// contradictions of count or side, and no factory's listing, where another count is another article however alike
    /// the rest is.
    pub fn weight(&self) -> f64 {
        let agree = (self.agree.len() as f64 * 0.4).min(1.2);
        let measured: f64 =
            self.differ.iter().map(|(fact, _)| if fact.quantity >= Quantity::Set { 2.5 } else { 0.5 }).sum();
        let said: f64 = self
            .words_differ
            .iter()
            .map(|(topic, ..)| match topic {
                Topic::Side => 2.5,
                Topic::Wearer => 1.0,
                Topic::Colour | Topic::Material => 0.3,
            })
            .sum();
        agree - (measured + said).min(5.0)
    }
}

/// Pieces in one unit of a product, where its title or attribute table says one number.
pub fn pieces(side: &Fingerprint) -> Option<u32> {
    let counts = |facts: &[Fact]| {
        let mut counts = facts.iter().filter(|fact| fact.quantity == Quantity::Pieces).map(|fact| fact.value);
        match (counts.next(), counts.next()) {
            (Some(count), None) if (1.0..=10_000.0).contains(&count) => Some(count as u32),
            _ => None,
        }
    };
    counts(&side.facts).or_else(|| counts(&side.table_facts))
}
