//! Prices that the page shows, and how likely each is to be the product's.
//!
//! There is no rendering here: what tells is the names of the elements around a text, its words, and where it stands
//! in the document compared with the heading and the button that buys.

use std::collections::HashMap;

use rust_decimal::Decimal;

use crate::page::context::{Context, is_money};
use crate::page::price_text::{self, PriceText, Sort};
use crate::page::snapshot::{Element, Text};

/// A price on the page.
#[derive(Debug, Clone)]
pub(in crate::page) struct Shown {
    pub(in crate::page) element: u32,
    pub(in crate::page) order: u32,
    pub(in crate::page) read: PriceText,
    pub(in crate::page) amount: Decimal,
    /// How likely it is the product's price; comparable within a page.
    pub(in crate::page) score: f64,
    /// Struck out, recommended or former.
    pub(in crate::page) is_former: bool,
}

/// Where the product's own part of the page is.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::page) struct Place {
    /// The heading's element and order.
    pub(in crate::page) heading: Option<(u32, u32)>,
    /// Order of the button that buys.
    pub(in crate::page) button: Option<u32>,
}

/// Parts of names that mean a price, in the languages of shops.
const PRICE: [&str; 14] = [
    "price", "preis", "prix", "precio", "preco", "prezzo", "cena", "cenа", "amount", "pris", "prijs", "fiyat", "harga",
    "hinta",
];
/// Parts of names that mean a former or recommended price.
#[rustfmt::skip]
const FORMER: [&str; 30] = [
    "old", "was", "strike", "crossed", "regular", "before", "original", "msrp", "rrp", "uvp", "previous", "compare", "list-price", "listprice", "list_price",
    "barre", "tachado", "ancien", "vorher", "stara", "oldprice", "price-was", "retail", "stroke", "past", "through", "linethrough", "full-price", "antes", "recommended",
];
/// Parts of names of what has prices but is not the product.
#[rustfmt::skip]
const ELSEWHERE: [&str; 42] = [
    "related", "similar", "recommend", "recom", "carousel", "slider", "swiper", "cross-sell", "crosssell", "upsell", "up-sell", "also", "minicart", "mini-cart", "cart-summary", "basket", "header", "footer", "nav", "menu",
    "filter", "facet", "review", "bundle", "accessor", "warranty", "insurance", "financ", "installment", "instalment", "credit", "shipping", "delivery", "versand", "saving", "youmight", "recently", "viewed", "sponsored", "promo-banner", "advert",
    "tooltip",
];
/// Words in or before a text that make its amount another thing's.
#[rustfmt::skip]
const OTHER_WORDS: [&str; 48] = [
    "shipping", "delivery", "versand", "livraison", "envío", "envio", "spedizione", "frete", "доставк", "dostawa", "doprava", "postage", "p&p", "运费", "over ", "orders", "ab einem", "minimum", "spend",
    "save", "saving", "off ", "discount", "rabatt", "ahorr", "économ", "sconto", "скидк", "cashback", "points", "bonus", "per month", "/mo", "month", "monat", "mois", "mes ", "x de", "cuotas", "kredit", "rate",
    "warranty", "insurance", "rrp", "was ", "uvp", "statt", "voucher",
];

/// Every price the page shows, with its score.
pub(in crate::page) fn shown(page: &Context<'_>, place: Place) -> Vec<Shown> {
    let texts = &page.snapshot.texts;
    let heading_path: HashMap<u32, u32> = place
        .heading
        .map(|(element, _)| {
            page.snapshot.path(element).enumerate().map(|(steps, (index, _))| (index, steps as u32)).collect()
        })
        .unwrap_or_default();
    let mut found = Vec::new();
    let mut next = 0;
    while let Some(text) = texts.get(next) {
        let start = next;
        next += 1;
        if !text.text.bytes().any(|byte| byte.is_ascii_digit()) && !is_part(&text.text) {
            continue;
        }
        let (joined, count) = join(page, texts, start);
        next = start + count.max(1);
        if !joined.bytes().any(|byte| byte.is_ascii_digit()) {
            continue;
        }
        let read = page.price_text(&joined);
        if matches!(read.kind, Sort::None | Sort::Instalment | Sort::Deposit | Sort::Member) {
            continue;
        }
        let Some((amount, _)) = read.range().filter(|(amount, _)| is_money(*amount)) else {
            continue;
        };
        if !is_price_like(page, text.element, &joined, &read) {
            continue;
        }
        let before = start.checked_sub(1).and_then(|at| texts.get(at)).filter(|before| text.order - before.order <= 12);
        let mut candidate = Shown {
            element: text.element,
            order: text.order,
            is_former: read.kind == Sort::List,
            read,
            amount,
            score: 0.0,
        };
        score(page, &mut candidate, place, &heading_path, &joined, before.map_or("", |before| &before.text));
        found.push(candidate);
    }
    repeated(page, &mut found);
    found
}

/// Whether the amount is money at all: it has a currency, or it stands alone in an element that is named after a price.
/// Headings and titles have numbers of their own.
fn is_price_like(page: &Context<'_>, element: u32, text: &str, read: &PriceText) -> bool {
    let mut named = false;
    for (step, (_, element)) in page.snapshot.path(element).enumerate() {
        if matches!(element.tag.as_str(), "h1" | "head" | "title" | "select") {
            return false;
        }
        let names = names(element);
        named |= step < 4
            && (element.itemprop.to_lowercase().contains("price") || PRICE.iter().any(|name| names.contains(name)));
    }
    let length = text.chars().count();
    match &read.symbol {
        // A single Latin letter is more often a unit or a model's name.
        Some(symbol) if symbol.len() == 1 && symbol.bytes().all(|byte| byte.is_ascii_alphabetic()) => {
            named && length <= 16
        }
        // `id`, `km`, `som` are words before they are currencies.
        Some(symbol) if symbol.chars().all(|c| c.is_ascii_alphabetic()) => {
            let is_code = symbol.len() == 3 && symbol.bytes().all(|byte| byte.is_ascii_uppercase());
            let others = text.chars().filter(|c| c.is_alphabetic()).count().saturating_sub(symbol.len());
            length <= 60 && (named || is_code || others <= 2)
        }
        Some(_) => true,
        None => named && length <= 16 && text.chars().filter(|c| c.is_alphabetic()).count() <= 2,
    }
}

/// Whether a text can be one part of a price that is spread over several elements.
fn is_part(text: &str) -> bool {
    let short = text.chars().count() <= 12;
    let plain =
        text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '–' | '*' | '\'' | ' ' | '\u{a0}'));
    short
        && (plain
            || price_text::currency_code(text, "", "").is_some()
                && text.chars().filter(|c| c.is_alphabetic()).count() <= 4)
}

/// The text at `start` with the parts of the same price that follow it, and how many texts that were.
fn join(page: &Context<'_>, texts: &[Text], start: usize) -> (String, usize) {
    let Some(first) = texts.get(start) else {
        return (String::new(), 0);
    };
    let mut joined = first.text.clone();
    if !is_part(&first.text) {
        return (joined, 1);
    }
    // Three levels up, all parts of a price are together.
    let around = page
        .snapshot
        .path(first.element)
        .nth(3)
        .or_else(|| page.snapshot.path(first.element).last())
        .map(|(index, _)| index);
    let mut last = first;
    let mut count = 1;
    for text in texts.iter().skip(start + 1).take(6) {
        let near = text.order - last.order <= 5;
        let same = page.snapshot.path(text.element).take(8).any(|(index, _)| Some(index) == around);
        if !near || !same || !is_part(&text.text) || joined.len() > 40 {
            break;
        }
        let ends_in_digit = joined.ends_with(|c: char| c.is_ascii_digit());
        let digits = text.text.bytes().take_while(u8::is_ascii_digit).count();
        // `270,00 Kn` is complete: what follows is the next price.
        let has_digits = text.text.bytes().any(|byte| byte.is_ascii_digit());
        let is_whole = has_digits && digits == 0 && !text.text.starts_with(['.', ',']);
        if is_whole && joined.bytes().any(|byte| byte.is_ascii_digit()) {
            break;
        }
        if !ends_in_digit
            && digits > 0
            && joined.bytes().any(|byte| byte.is_ascii_digit())
            && !joined.ends_with(['.', ','])
        {
            break;
        }
        if ends_in_digit && digits > 0 {
            // `24` and `99` are 24.99; two whole prices are two.
            let has_fraction = joined
                .rsplit(|c: char| !(c.is_ascii_digit() || c == '.' || c == ','))
                .next()
                .is_some_and(|n| n.contains(['.', ',']));
            if digits != 2 || has_fraction || digits != text.text.trim_end_matches(|c: char| !c.is_ascii_digit()).len()
            {
                break;
            }
            joined.push('.');
        } else if !(text.text.starts_with(['.', ',']) || joined.ends_with(['.', ','])) {
            joined.push(' ');
        }
        joined.push_str(&text.text);
        last = text;
        count += 1;
    }
    (joined, count)
}

fn names(element: &Element) -> String {
    let mut names = element.class.to_lowercase();
    names.push(' ');
    names.push_str(&element.id.to_lowercase());
    names
}

fn score(page: &Context<'_>, shown: &mut Shown, place: Place, heading: &HashMap<u32, u32>, text: &str, before: &str) {
    let mut score = 0.0;
    let mut named = 0.0_f64;
    let mut steps_to_heading = None;
    let mut elsewhere = false;
    for (step, (index, element)) in page.snapshot.path(shown.element).enumerate() {
        if steps_to_heading.is_none() {
            steps_to_heading = heading.get(&index).copied();
        }
        let names = names(element);
        if step < 5 {
            if element.itemprop.contains("price") || element.itemprop.contains("Price") {
                named = named.max(4.0);
            }
            if PRICE.iter().any(|name| names.contains(name)) {
                named = named.max(3.0 - 0.4 * step as f64);
            }
            if matches!(element.tag.as_str(), "del" | "s" | "strike")
                || step < 3 && FORMER.iter().any(|name| has_word(&names, name))
            {
                shown.is_former = true;
            }
        }
        if element.hidden {
            score -= 1.5;
        }
        if step < 3
            && [
                "price-tax",
                "extax",
                "ex-tax",
                "ex_tax",
                "excl-tax",
                "without-tax",
                "excluding-tax",
                "netto",
                "ex-vat",
                "exvat",
            ]
            .iter()
            .any(|name| names.contains(name))
        {
            score -= 4.5;
        }
        let outside = steps_to_heading.is_none();
        // `slider-price` names the price, not a slider.
        let names_price = step < 2 && PRICE.iter().any(|name| names.contains(name));
        if outside
            && (!names_price && ELSEWHERE.iter().any(|name| names.contains(name))
                || matches!(element.tag.as_str(), "header" | "footer" | "nav" | "aside"))
        {
            elsewhere = true;
        }
        if outside && matches!(element.tag.as_str(), "li" | "option" | "select") {
            score -= 0.4;
        }
    }
    score += named;
    if let Some((_, order)) = place.heading {
        let distance = f64::from(shown.order) - f64::from(order);
        score += if distance >= 0.0 { 3.0 - (distance / 250.0).min(4.0) } else { (1.0 + distance / 100.0).max(-2.0) };
        score += (4.0 - 0.6 * f64::from(steps_to_heading.unwrap_or(20))).max(-1.0);
    }
    if let Some(button) = place.button {
        let distance = f64::from(button.abs_diff(shown.order));
        score += (1.5 - distance / 150.0).max(0.0);
    }
    if shown.read.symbol.is_some() {
        score += 1.5;
    }
    let words = text.to_lowercase();
    let label = before.to_lowercase();
    if OTHER_WORDS.iter().any(|word| words.contains(word)) {
        score -= 3.0;
    } else if label.chars().count() <= 40 && OTHER_WORDS.iter().any(|word| label.contains(word)) {
        score -= 1.5;
    }
    if text.chars().count() > 60 {
        score -= 2.0;
    }
    if shown.read.per.is_some() {
        score -= 2.0;
    }
    if elsewhere {
        score -= 4.0;
    }
    if shown.is_former {
        score -= 4.0;
    }
    shown.score = score;
}

/// Whether one of the names' words is, or begins or ends with, this one.
fn has_word(names: &str, word: &str) -> bool {
    names.split(|c: char| !c.is_alphanumeric()).any(|name| name == word || word.len() > 4 && name.contains(word))
        || word.contains(['-', '_']) && names.contains(word)
}

/// Prices of a list look alike but differ: elements of the same names with many amounts.
fn repeated(page: &Context<'_>, found: &mut [Shown]) {
    let look = |shown: &Shown| -> String {
        page.snapshot
            .path(shown.element)
            .take(4)
            .map(|(_, element)| format!("{}.{} ", element.tag, element.class))
            .collect()
    };
    let looks: Vec<String> = found.iter().map(look).collect();
    let mut amounts: HashMap<&str, Vec<Decimal>> = HashMap::new();
    for (look, shown) in looks.iter().zip(found.iter()) {
        let amounts = amounts.entry(look).or_default();
        if !amounts.contains(&shown.amount) && amounts.len() < 8 {
            amounts.push(shown.amount);
        }
    }
    for (look, shown) in looks.iter().zip(found.iter_mut()) {
        let count = amounts.get(look.as_str()).map_or(0, Vec::len);
        if count >= 3 {
            shown.score -= if count >= 5 { 3.0 } else { 1.5 };
        }
    }
}
