//! The reasons of a comparison, weightiest first.

use crate::fingerprint::{Fingerprint, Stated};

use super::facts::Facts;
use super::features::Features;
use super::pictures::Evidence;
use super::{Context, Reason, Sign};

/// No more facts of a kind than these are named.
const NAMED: usize = 3;
/// Titles that agree less than this, in percent, are no reason to name: often they are of two languages.
const LEAST_TITLE: u8 = 10;

pub(super) fn reasons(
    left: &Fingerprint,
    right: &Fingerprint,
    measures: &Features,
    facts: &Facts,
    pictures: &Evidence,
    context: &Context,
) -> Vec<Reason> {
    let mut reasons: Vec<Reason> = pictures.reason().into_iter().collect();
    if pictures.other_colour {
        reasons.push(Reason::OtherColour { sign: Sign::Against });
    }
    if let (Some(a), Some(b)) = (left.gtin, right.gtin) {
        reasons.push(match a == b {
            true => Reason::Gtin { sign: Sign::For },
            false => Reason::OtherGtin { sign: Sign::Against },
        });
    }
    let common = left.models.iter().filter(|model| right.models.contains(model)).max_by_key(|model| model.len());
    if let Some(number) = common {
        reasons.push(Reason::Model { sign: Sign::For, number: number.to_uppercase() });
    } else if let (Some(a), Some(b)) = (left.models.first(), right.models.first())
        && super::features::models_differ(measures)
    {
        reasons.push(Reason::OtherModel { sign: Sign::Against, left: a.to_uppercase(), right: b.to_uppercase() });
    }
    for (a, b) in facts.differ.iter().take(NAMED) {
        reasons.push(Reason::OtherFact { sign: Sign::Against, left: a.into(), right: b.into() });
    }
    if let Some((a, b)) = &facts.sizes_differ {
        reasons.push(Reason::OtherFact { sign: Sign::Against, left: a.into(), right: b.into() });
    }
    for (_, a, b) in facts.words_differ.iter().take(NAMED) {
        reasons.push(Reason::OtherFact { sign: Sign::Against, left: Stated::word(a), right: Stated::word(b) });
    }
    if !left.words.is_empty() && !right.words.is_empty() {
        let percent = (measures.first().copied().unwrap_or_default() * 100.0).round().clamp(0.0, 100.0) as u8;
        if percent >= LEAST_TITLE {
            reasons.push(Reason::Title { sign: Sign::of(percent >= 50), percent });
        }
    }
    for fact in facts.agree.iter().take(NAMED) {
        reasons.push(Reason::Fact { sign: Sign::For, fact: fact.into() });
    }
    if let (Some(a), Some(b)) = (&left.brand, &right.brand) {
        reasons.push(match super::features::same_brand(a, b) {
            true => Reason::Brand { sign: Sign::For },
            false => Reason::OtherBrand { sign: Sign::Against },
        });
    }
    if context.source {
        match context.price_ratio {
            Some(ratio) if ratio > 1.0 => reasons.push(Reason::Dearer { sign: Sign::Against }),
            Some(ratio) if ratio < 0.05 => reasons.push(Reason::TooCheap { sign: Sign::Against }),
            _ => {}
        }
    }
    reasons
}
