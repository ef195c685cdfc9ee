//! What delivery costs, as the page says it beside the product.

use super::visible::Place;
use crate::page::context::Context;
use crate::page::snapshot::Text;
use crate::record::ItemFreight;

/// Parts of words that say that delivery is free, and names of its costs where no digit need stand beside them: texts that
/// the page must send. What they mean is read by [`crate::page::price_text`].
#[rustfmt::skip]
pub(super) const WORDS: [&str; 50] = [
    "shipping", "delivery", "postage", "p&p", "ships free", "versand", "lieferung", "livraison", "frais de port", "envío", "envio", "frete", "spedizion", "verzend", "dostawa", "doprava", "poštovné", "szállítás", "livrare", "доставк", "kargo", "frakt", "fragt", "toimitus", "μεταφορικά",
    "kostenfrei", "portofrei", "frei haus", "gratis", "gratuit", "offert", "grátis", "omaggio", "darmow", "zdarma", "zadarmo", "ingyen", "бесплатн", "безкоштовн", "безплатн", "ücretsiz", "ilmai", "miễn phí", "الشحن",
    "包邮", "包郵", "免运", "运费", "送料", "배송",
];

/// What the texts after the heading say that state it; what stands in the page's head and foot is about all products.
pub(super) fn shown(page: &Context<'_>, place: Place) -> Option<ItemFreight> {
    let (_, heading) = place.heading?;
    let texts = &page.snapshot.texts;
    let near = (0..texts.len()).filter_map(|at| texts.get(at).map(|text| (at, text)));
    let near = near.filter(|(_, text)| text.order > heading && text.order < heading + 300);
    let stated = near.filter(|(_, text)| {
        let elsewhere = || {
            let mut above = page.snapshot.path(text.element);
            above.any(|(_, element)| {
                element.hidden || matches!(element.tag.as_str(), "header" | "footer" | "nav" | "aside" | "option")
            })
        };
        text.text.chars().count() <= 90 && !elsewhere()
    });
    // The label may stand in an element of its own: `Shipping:`, `$5.99`.
    let label = |at: usize, text: &Text| {
        let before = at
            .checked_sub(1)
            .and_then(|before| texts.get(before))
            .filter(|before| before.order > heading && text.order - before.order <= 8)?;
        let is_label = before.text.chars().count() <= 30 && !before.text.contains(|c: char| c.is_ascii_digit());
        is_label.then(|| format!("{} {}", before.text, text.text))
    };
    let mut stated = stated.filter_map(|(at, text)| {
        page.price_text(&text.text).freight.or_else(|| page.price_text(&label(at, text)?).freight)
    });
    let mut first = stated.next()?;
    // What one text leaves open another says: the fee, and from which amount on there is none.
    for other in stated.take(3) {
        if first.free != Some(true) && other.free != Some(true) {
            first.amount = first.amount.or(other.amount);
            first.free_from = first.free_from.or(other.free_from);
        }
    }
    Some(first)
}
