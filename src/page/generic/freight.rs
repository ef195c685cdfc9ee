//! What delivery costs, as the page says it beside the product.

use super::visible::Place;
use crate::page::context::Context;
use crate::record::ItemFreight;

/// Words whose texts the page must send for this.
pub(super) const WORDS: [&str; 8] =
    ["包邮", "免运费", "运费", "快递", "free shipping", "free delivery", "versandkostenfrei", "livraison gratuite"];

/// What the first text after the heading says that states it; what stands in the page's head and foot is about all
/// products, and what is free from an amount on is not free.
pub(super) fn shown(page: &Context<'_>, place: Place) -> Option<ItemFreight> {
    let (_, heading) = place.heading?;
    let near = page.snapshot.texts.iter().filter(|text| text.order > heading && text.order < heading + 300);
    let mut stated = near.filter(|text| {
        let lower = text.text.to_lowercase();
        let elsewhere = || {
            let mut above = page.snapshot.path(text.element);
            above.any(|(_, element)| matches!(element.tag.as_str(), "header" | "footer" | "nav" | "aside" | "option"))
        };
        lower.chars().count() <= 40 && WORDS.iter().any(|word| lower.contains(word)) && !elsewhere()
    });
    stated.find_map(|text| page.price_text(&text.text).freight)
}
