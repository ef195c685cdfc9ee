//! The seller's number of the product: what its many places on a page make of it.

use super::evidence::{Evidence, best_offer};
use super::sku;
use super::weights as w;
use crate::page::context::{Context, clean};
use crate::sorting;

impl Evidence {
    /// The seller's number: what most speaks for, counting that the same number stands in several places, and that a
    /// GTIN or a maker's number is usually not it.
    pub(super) fn sku(&self, page: &Context<'_>) -> Option<String> {
        let best = self.numbers(page).into_iter().next();
        best.filter(|(_, votes)| *votes > w::SKU_ENOUGH.weight()).map(|(value, _)| as_shown(page, value))
    }

    /// Every number that may be the seller's, with what speaks for it, best first.
    pub(super) fn numbers(&self, page: &Context<'_>) -> Vec<(String, f64)> {
        let mut votes: Vec<(String, f64)> = Vec::new();
        let mut vote = |value: Option<&str>, weight: f64| {
            let Some(value) = value
                .and_then(clean)
                .map(|value| value.trim_matches(['#', ':', '.']).to_owned())
                .filter(|value| value.chars().count() <= 50)
            else {
                return;
            };
            match votes.iter_mut().find(|(known, _)| known.eq_ignore_ascii_case(&value)) {
                Some((_, votes)) => *votes += weight,
                None => votes.push((value, weight)),
            }
        };
        let (mut gtins, mut mpns) = (Vec::new(), Vec::new());
        for (_, product) in self.structured() {
            let Some(product) = product else { continue };
            vote(product.sku.as_deref(), w::SKU_DATA.weight());
            vote(product.product_id.as_deref().filter(|id| !id.contains("://")), w::SKU_PRODUCT_ID.weight());
            vote(best_offer(page, product).and_then(|offer| offer.sku.as_deref()), w::SKU_OFFER.weight());
            gtins.extend(product.gtin.clone());
            mpns.extend(product.mpn.clone());
        }
        for (at, number) in sku::labelled(page, self.place).iter().enumerate() {
            let weight = if number.is_weak { w::SKU_WEAK_LABEL } else { w::SKU_LABEL };
            vote(Some(&number.number), weight.weight() + w::SKU_LABEL_STEP.weight() * at as f64);
        }
        for node in page.snapshot.found("itemprop").filter(|node| node.attribute("itemprop") == Some("sku")).take(1) {
            // What is shown differs from `content` now and then, and is what people quote.
            vote(Some(node.text.as_str()), w::SKU_ITEMPROP.weight());
        }
        vote(sku::in_form(page).as_deref(), w::SKU_FORM.weight());
        vote(sku::in_attributes(page, self.place).as_deref(), w::SKU_ATTRIBUTE.weight());
        for (at, number) in sku::in_address(page).iter().enumerate() {
            vote(Some(number), (w::SKU_ADDRESS.weight() + w::SKU_ADDRESS_STEP.weight() * at as f64).max(0.4));
        }
        let heading = super::heading(page).unwrap_or_default();
        for (value, votes) in &mut votes {
            if value.contains(' ') {
                *votes += w::SKU_SPACED.weight();
            }
            let is_isbn = value.len() == 13 && (value.starts_with("978") || value.starts_with("979"));
            if is_isbn || gtins.iter().any(|gtin| gtin == value) {
                *votes += w::SKU_GTIN.weight();
            }
            // What the heading names is the maker's number for the model.
            if heading.contains(value.as_str()) {
                *votes += w::SKU_HEADING.weight();
            }
            if mpns.iter().any(|mpn| mpn == value) && !page.snapshot.url.contains(value.as_str()) {
                *votes += w::SKU_MPN.weight();
            }
        }
        sorting::sort_by(&mut votes, |one, other| other.1.total_cmp(&one.1));
        votes
    }
}

/// `4667999` is shown as `466/7999`: people quote what is shown.
fn as_shown(page: &Context<'_>, number: String) -> String {
    let bare = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let texts = page.snapshot.texts.iter().map(|text| text.text.as_str());
    let mut shown = texts.filter(|text| {
        text.len() > number.len() && text.len() <= number.len() + 4 && !text.contains(char::is_whitespace)
    });
    shown.find(|text| bare(text) == number).map_or(number.clone(), str::to_owned)
}
