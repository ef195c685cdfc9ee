//! What the generic rules weighed, for people who mend them: `yuantou read --explain`.

use rust_decimal::Decimal;
use serde::Serialize;

use super::evidence::{self, Source};
use crate::page::context::Context;

/// What the generic rules weighed on one page.
#[derive(Debug, Serialize)]
pub struct Explanation {
    /// The main heading.
    pub heading: Option<String>,
    /// Whether there is a button that buys.
    pub has_button: bool,
    /// What each source of structured data gives as the price.
    pub data: Vec<(Source, Option<Decimal>)>,
    /// Every price shown, best first.
    pub shown: Vec<ShownPrice>,
    /// What each seller's number was given, best first.
    pub numbers: Vec<(String, f64)>,
}

/// A price that the page shows.
#[derive(Debug, Serialize)]
pub struct ShownPrice {
    /// The amount.
    pub amount: Decimal,
    /// How likely it is the product's; comparable within a page.
    pub score: f64,
    /// Struck out, recommended or former.
    pub is_former: bool,
    /// The text it was read from.
    pub text: String,
    /// The innermost elements around it.
    pub path: String,
}

/// Weighs the page, and tells.
pub(in crate::page) fn explain(page: &Context<'_>) -> Explanation {
    let evidence = evidence::gather(page);
    let path = |element| {
        let names = page.snapshot.path(element).take(5);
        names.map(|(_, element)| format!("{}#{}.{}", element.tag, element.id, element.class)).collect::<Vec<_>>()
    };
    let mut shown: Vec<ShownPrice> = evidence
        .shown
        .iter()
        .map(|shown| ShownPrice {
            amount: shown.amount,
            score: shown.score,
            is_former: shown.is_former,
            text: shown.read.text.clone(),
            path: path(shown.element).join(" < "),
        })
        .collect();
    shown.sort_by(|one, other| other.score.total_cmp(&one.score));
    Explanation {
        heading: super::heading(page),
        has_button: evidence.has_button(),
        data: evidence.data_prices(page),
        shown,
        numbers: evidence.numbers(page),
    }
}
