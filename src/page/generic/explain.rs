//! What the generic rules weighed, for people who mend them: `yuantou read --explain`.

use serde::Serialize;

use super::claims::{Claim, Field, Why};
use super::evidence::{self, Source};
use super::weights as w;
use crate::page::context::Context;
use crate::sorting;

/// What the generic rules weighed on one page.
#[derive(Debug, Serialize)]
pub struct Explanation {
    /// The main heading.
    pub heading: Option<String>,
    /// Whether there is a button that buys.
    pub has_button: bool,
    /// Whether the page looks like a list.
    pub is_list: bool,
    /// Whether two prices are too near one another to choose.
    pub is_unsure: bool,
    /// What each source says, by field, the strongest first.
    pub claims: Vec<Claim>,
}

/// Weighs the page, and says how.
pub(in crate::page) fn explain(page: &Context<'_>) -> Explanation {
    let evidence = evidence::gather(page);
    let mut claims = evidence.price_claims(page);
    sorting::sort_by(&mut claims, |one, other| other.score().total_cmp(&one.score()));
    claims.extend(evidence.numbers(page).into_iter().map(|(value, score)| {
        let why = vec![Why { rule: "all places of the number", adds: score }];
        Claim { field: Field::Sku, value, source: Source::Visible, place: String::new(), text: String::new(), why }
    }));
    claims.extend(evidence.availability_claims(page).into_iter().map(|(source, value)| Claim {
        field: Field::Availability,
        value: format!("{value:?}"),
        source,
        place: String::new(),
        text: String::new(),
        why: vec![Why::of(if source == Source::JsonLd { w::JSON_LD } else { w::META })],
    }));
    Explanation {
        heading: super::heading(page),
        has_button: evidence.has_button(),
        is_list: evidence.is_list(page),
        is_unsure: evidence.price(page).is_unsure,
        claims,
    }
}
