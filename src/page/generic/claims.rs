//! What the sources say of the page's product, as data: one claim a field, value and source, with its reasons.

use rust_decimal::Decimal;
use serde::Serialize;

use super::evidence::Source;
use super::weights::Rule;

/// A field that sources speak of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Field {
    /// What one pays.
    Price,
    /// The seller's number.
    Sku,
    /// Whether it can be bought.
    Availability,
}

/// A reason, and what it adds.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Why {
    /// Name of the rule, as it stands in the table of weights.
    pub rule: &'static str,
    /// What it added.
    pub adds: f64,
}

impl Why {
    /// The rule with its whole weight.
    pub(super) fn of(rule: Rule) -> Self {
        Self { rule: rule.name(), adds: rule.weight() }
    }

    /// The rule with what its place makes of its weight.
    pub(super) fn part(rule: Rule, adds: f64) -> Self {
        Self { rule: rule.name(), adds }
    }
}

/// What a source says of a field.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Claim {
    /// Of what.
    pub field: Field,
    /// What it says: an amount, a number, `InStock`.
    pub value: String,
    /// Which source.
    pub source: Source,
    /// The innermost elements around it, where it is shown.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// The text it was read from.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// Why it counts as much as it does.
    pub why: Vec<Why>,
}

impl Claim {
    /// What its reasons add up to.
    pub fn score(&self) -> f64 {
        self.why.iter().map(|why| why.adds).sum()
    }
}

/// An amount that some claims name, with what they add up to.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Candidate {
    /// The amount, without trailing zeros.
    pub(super) amount: Decimal,
    /// The sum of its claims.
    pub(super) score: f64,
    /// Its currency, where data names one.
    pub(super) currency: Option<String>,
    /// The upper end of the range that it begins, where data names one.
    pub(super) high: Option<Decimal>,
    /// Whether structured data names it.
    pub(super) in_data: bool,
}
