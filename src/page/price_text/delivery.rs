//! What a text says of delivery: that it is free, free from an amount on, free for some only, or what it costs.

use rust_decimal::Decimal;

use super::number::Number;
use super::role::Text;
use crate::page::lexicon::{self, Words};
use crate::record::ItemFreight;

/// What a text says of delivery.
#[derive(Debug, Default)]
pub(super) struct Delivery {
    /// What is sure of it.
    pub(super) freight: ItemFreight,
    /// What each number is, where it is about delivery.
    pub(super) claims: Vec<(usize, &'static str)>,
}

/// Reads what the text says of delivery; nothing where it does not speak of it.
pub(super) fn delivery(text: &Text<'_>) -> Option<Delivery> {
    let words = Words::of(&text.lower);
    let free = lexicon::FREE_DELIVERY.iter().find_map(|phrase| words.find(phrase)).or_else(|| free_words(&text.lower));
    if free.is_none() && !words.holds(lexicon::DELIVERY) {
        return None;
    }
    let mut delivery = Delivery::default();
    for (at, &number) in text.numbers.iter().enumerate() {
        let (before, after) = text.around(at);
        if free.is_some() && is_threshold(text, number, &before, &after) {
            delivery.freight.free_from = delivery.freight.free_from.or(Some(number.value));
            delivery.claims.push((at, "threshold"));
        } else if is_fee(text, number, &before, &after) {
            if number.value.is_zero() {
                delivery.freight.free = Some(true);
            }
            delivery.freight.amount = delivery.freight.amount.or(Some(number.value));
            delivery.claims.push((at, "freight"));
        }
    }
    let is_cut = text
        .lower
        .trim_end()
        .rsplit(' ')
        .next()
        .is_some_and(|last| matches!(last, "over" | "above" | "ab" | "von" | "dès" | "od" | "от" | "desde"));
    let is_for_all =
        !words.holds(lexicon::FREE_FOR_SOME) && !is_cut && !text.lower.contains('满') && !text.lower.contains('滿');
    if free.is_some() && delivery.freight == ItemFreight::default() && is_for_all {
        delivery.freight = ItemFreight { amount: Some(Decimal::ZERO), free: Some(true), free_from: None };
    }
    Some(delivery)
}

/// `FREE scheduled delivery`, `Lieferung: GRATIS`: a word of delivery with "free" beside it.
fn free_words(lower: &str) -> Option<usize> {
    let words = Words::of(lower);
    let free = lexicon::FREE.iter().filter_map(|word| Some((words.find(word)?, word.len())));
    let (end, length) = free.max()?;
    let near = |phrase: &&str| {
        words.find(phrase).is_some_and(|delivered| {
            let start = delivered - phrase.len();
            start >= end && start - end <= 14 || end - length >= delivered && end - length - delivered <= 4
        })
    };
    lexicon::DELIVERY.iter().any(near).then_some(end)
}

/// Whether delivery is free from this amount on: `over $50`, `满88`, `3,980円以上`.
fn is_threshold(text: &Text<'_>, number: Number, before: &str, after: &str) -> bool {
    #[rustfmt::skip]
    const BEHIND: &[&str] = &[
        "以上", "이상", "or more", "or over", "or above", "and over", "and above", "and up", "+", "ve üzeri", "üzeri", "felett", "fölött", "feletti", "起", "bestellwert", "mindestbestellwert", "d'achat", "d'achats", "minimum",
    ];
    let has_sign = text.currency_of(number).is_some();
    if !has_sign
        && !before.ends_with(['满', '滿'])
        && !before.trim_end().ends_with("over")
        && !before.trim_end().ends_with("above")
    {
        return false;
    }
    if ["不满", "不滿", "不足"].iter().any(|word| before.contains(word)) {
        return false;
    }
    let tail = after.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '+');
    if BEHIND.iter().any(|word| tail.starts_with(word)) {
        return true;
    }
    let words = Words::of(before);
    let over = lexicon::OVER.iter().filter_map(|word| words.find(word)).max();
    let Some(over) = over else { return false };
    // In `from $19.99, free shipping` the amount is the price.
    let named = lexicon::FREE_DELIVERY.iter().chain(lexicon::FREE).any(|phrase| words.find(phrase).is_some());
    let follows = lexicon::FREE_DELIVERY
        .iter()
        .any(|phrase| after.find(phrase).is_some_and(|gap| gap <= 12 && !after[..gap].contains([',', '.', '|'])));
    let near = before.get(over..).is_some_and(|gap| gap.chars().count() <= 20);
    near && (named || follows || text.lower.contains("order") || text.lower.contains("spend"))
}

/// Whether the number is what delivery costs: `送料 550円`, `Versand: 4,95 €`, `+ $4.99 shipping`.
fn is_fee(text: &Text<'_>, number: Number, before: &str, after: &str) -> bool {
    #[rustfmt::skip]
    const LINKS: &[&str] = &[
        "", "for", "of", "for standard", "standard", "express", "flat rate", "economy", "estimated", "international", "uk", "us", "local", "für", "für den", "für die", "de", "de frais de", "de frais d'", "pour la", "por", "di", "per la", "za", "do", "voor", "kosten", "för", "for the", "in", "im",
    ];
    const ANSWERED: &[&str] = &[
        "now", "price", "jetzt", "prix", "preis", "价", "価格", "total", "|", "·", ";", "!", "满", "over", "above",
        "extra",
    ];
    let has_sign = text.currency_of(number).is_some();
    // 满88元包邮，不满收￥20: what those pay who buy for less.
    if has_sign && ["不满", "不滿", "不足"].iter().any(|word| before.contains(word)) {
        return true;
    }
    let words = Words::of(before);
    let before_end = lexicon::DELIVERY.iter().filter_map(|phrase| words.find(phrase)).max();
    if let Some(gap) = before_end.and_then(|end| before.get(end..)) {
        let bare = gap.trim_matches(|c: char| !c.is_alphanumeric());
        let labels = gap.chars().count() <= 16 && !ANSWERED.iter().any(|word| gap.contains(word));
        // Without a currency a label must stand right before the number.
        if labels
            && (has_sign
                || bare.is_empty()
                    && !super::words::follows_no_money(after)
                    && super::words::unit(after.trim_start()).is_none())
        {
            return true;
        }
    }
    if !has_sign {
        return false;
    }
    let words = Words::of(after);
    let end = lexicon::DELIVERY.iter().filter_map(|phrase| words.find(phrase)).max();
    // In `￥12.5 运费￥6` the word labels the next amount.
    let labels_next = end.and_then(|end| after.get(end..)).is_some_and(|rest| !rest.contains(char::is_alphabetic))
        && text.numbers.iter().any(|next| next.start > number.end && text.currency_of(*next).is_some());
    let start = lexicon::DELIVERY.iter().filter_map(|phrase| Some(words.find(phrase)? - phrase.len())).min();
    !labels_next
        && start.and_then(|start| after.get(..start)).is_some_and(|gap| {
            let bare = gap.trim_matches(|c: char| c.is_whitespace() || c == '\u{a0}');
            LINKS.contains(&bare)
        })
}
