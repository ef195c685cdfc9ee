//! Prices that the page shows, and how likely each is to be the product's.
//!
//! There is no rendering here: what tells is the names of the elements around a text, its words, and where it stands
//! in the document compared with the heading and the button that buys.

use std::borrow::Cow;
use std::collections::HashMap;

use rust_decimal::Decimal;

use super::claims::Why;
use super::json_ld::amount_in;
use super::score;
use super::weights::{self as w, Rule};
use crate::page::context::{Context, is_money};
use crate::page::lexicon;
use crate::page::price_text::{self, Hints, PriceText, Sort};
use crate::page::snapshot::Text;

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
    /// How many amounts look alike with this one.
    pub(in crate::page) repeats: usize,
    /// What the score is made of.
    pub(in crate::page) why: Vec<Why>,
}

impl Shown {
    /// Counts a rule for or against it.
    pub(super) fn add(&mut self, rule: Rule) {
        self.part(rule, rule.weight());
    }

    /// The same, with what its place makes of the rule's weight.
    pub(super) fn part(&mut self, rule: Rule, adds: f64) {
        self.why.push(Why::part(rule, adds));
        self.score += adds;
    }
}

/// Parts of the page under a heading such as "Similar items", each with the order of that heading.
#[derive(Debug, Default)]
pub(in crate::page) struct Sections(HashMap<u32, u32>);

impl Sections {
    /// The parts that hold other products' prices: the outermost element around such a heading that does not hold the
    /// page's own heading, at most four steps up.
    fn find(page: &Context<'_>, heading: &HashMap<u32, u32>) -> Self {
        let mut found = HashMap::new();
        for text in &page.snapshot.texts {
            if text.text.len() > 60 || !says_others(&text.text.to_lowercase()) {
                continue;
            }
            let above = page.snapshot.path(text.element).take(4).take_while(|(index, element)| {
                !heading.contains_key(index) && !matches!(element.tag.as_str(), "body" | "html" | "main")
            });
            if let Some((index, _)) = above.last() {
                found.entry(index).or_insert(text.order);
            }
        }
        Self(found)
    }

    /// Whether the element is such a part, and the place comes after its heading.
    pub(super) fn holds(&self, element: u32, order: u32) -> bool {
        self.0.get(&element).is_some_and(|start| order > *start)
    }
}

/// Headings of other products.
#[rustfmt::skip]
pub(super) const OTHERS: [&str; 40] = [
    "similar item", "similar product", "related product", "related item", "you may also", "you might also", "customers also", "others also", "frequently bought", "compare with", "compare to similar", "recently viewed", "recommended for", "more like this", "also viewed", "complete the look", "pairs well",
    "ähnliche artikel", "ähnliche produkte", "das könnte", "kunden kauften", "wird oft zusammen", "produits similaires", "vous aimerez", "productos similares", "productos relacionados", "también te", "prodotti simili", "potrebbe piacerti", "produtos relacionados", "gerelateerde producten", "podobne produkty", "podobné produkty", "похожие товары", "с этим товаром",
    "猜你喜欢", "相关推荐", "看了又看", "関連商品", "関連する商品",
];

fn says_others(lower: &str) -> bool {
    OTHERS.iter().any(|words| lower.contains(words))
}

/// Where the product's own part of the page is.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::page) struct Place {
    /// The heading's element and order.
    pub(in crate::page) heading: Option<(u32, u32)>,
    /// Order of the button that buys.
    pub(in crate::page) button: Option<u32>,
}

/// Every price the page shows, with its score.
pub(in crate::page) fn shown(page: &Context<'_>, place: Place) -> Vec<Shown> {
    // Few pages have digits of another script, and none of the others' texts need be copied.
    let plain = |text: &Text| Text { text: price_text::with_ascii_digits(&text.text), ..text.clone() };
    let texts: Cow<'_, [Text]> = if page.snapshot.texts.iter().any(|text| price_text::has_other_digits(&text.text)) {
        page.snapshot.texts.iter().map(plain).collect()
    } else {
        Cow::Borrowed(&page.snapshot.texts)
    };
    let heading_path: HashMap<u32, u32> = place
        .heading
        .map(|(element, _)| {
            page.snapshot.path(element).enumerate().map(|(steps, (index, _))| (index, steps as u32)).collect()
        })
        .unwrap_or_default();
    let sections = Sections::find(page, &heading_path);
    let mut found = Vec::new();
    let mut next = 0;
    while let Some(text) = texts.get(next) {
        let start = next;
        next += 1;
        if !text.text.bytes().any(|byte| byte.is_ascii_digit()) && !is_part(&text.text) {
            continue;
        }
        let (joined, count) = join(page, &texts, start);
        next = start + count.max(1);
        if !joined.bytes().any(|byte| byte.is_ascii_digit()) {
            continue;
        }
        let mut read = page.price_text(&joined);
        if count <= 1
            && let Some(own) = page.snapshot.texts.get(start)
        {
            // As the page writes it, in its own digits.
            read.text = own.text.trim().to_owned();
        }
        if matches!(read.kind, Sort::None | Sort::Instalment | Sort::Deposit) {
            continue;
        }
        let Some((amount, _)) = read.range().filter(|(amount, _)| is_money(*amount)) else {
            continue;
        };
        if texts.get(next).is_some_and(|after| after.order - text.order <= 8 && is_monthly(&after.text)) {
            continue;
        }
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
            repeats: 1,
            why: Vec::new(),
        };
        score::score(page, &mut candidate, place, &heading_path, &sections, before.map_or("", |before| &before.text));
        found.push(candidate);
    }
    score::paired(page, &mut found);
    found.extend(in_attributes(page, place, &heading_path, &sections));
    score::repeated(page, &mut found);
    score::told(page, &mut found);
    found
}

/// What stands in an element of its own after an instalment, as far as the text scan must know it.
pub(super) const MONTHLY: [&str; 12] =
    ["/mo", "/month", "per month", "a month", "/mes", "/mois", "/monat", "/mdr", "/mies", "/měs", "/мес", "/ay"];

fn is_monthly(after: &str) -> bool {
    let after = after.trim_start().to_lowercase();
    let begins = |phrase: &&str| {
        after
            .strip_prefix(*phrase)
            .is_some_and(|rest| !phrase.ends_with(char::is_alphabetic) || !rest.starts_with(char::is_alphabetic))
    };
    after.len() <= 24
        && (MONTHLY.iter().any(|words| after.starts_with(words)) || lexicon::INSTALMENT.iter().any(begins))
}

/// Prices that stand in data attributes, for scripts to read.
fn in_attributes<'a>(
    page: &'a Context<'_>,
    place: Place,
    heading_path: &'a HashMap<u32, u32>,
    sections: &'a Sections,
) -> impl Iterator<Item = Shown> + 'a {
    page.snapshot.found("data_price").filter_map(move |node| {
        let text = PRICE_ATTRIBUTES.iter().find_map(|name| node.attribute(name))?;
        let amount = amount_in(page, text)?;
        let kind = node.attribute("data-price-type").unwrap_or("").to_lowercase();
        let read = price_text::read(text, Hints { decimal_separator: Some('.'), ..page.hints("") });
        let is_former = kind.contains("old") || kind.contains("base");
        let mut shown = Shown {
            element: node.element,
            order: node.order,
            is_former,
            repeats: 1,
            read,
            amount,
            score: 0.0,
            why: Vec::new(),
        };
        score::score(page, &mut shown, place, heading_path, sections, "");
        // The attribute's name says what the element's does not.
        shown.add(w::IN_ATTRIBUTE);
        Some(shown)
    })
}

/// Attributes that hold a price.
pub(super) const PRICE_ATTRIBUTES: [&str; 3] = ["data-price-amount", "data-product-price", "data-price"];

/// Whether the amount is money at all: it has a currency, or it stands alone in an element that is named after a price.
/// Headings and titles have numbers of their own.
fn is_price_like(page: &Context<'_>, element: u32, text: &str, read: &PriceText) -> bool {
    let mut named = false;
    for (step, (_, element)) in page.snapshot.path(element).enumerate() {
        if matches!(element.tag.as_str(), "h1" | "head" | "title" | "select") {
            return false;
        }
        named |= step < 4 && score::is_named_price(element);
    }
    // More digits in a row than any price has: a number of something.
    if text.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() >= 9) {
        return false;
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
            length <= 60 && is_beside_digit(text, symbol) && (named || is_code || others <= 2)
        }
        Some(_) => true,
        None => named && length <= 16 && text.chars().filter(|c| c.is_alphabetic()).count() <= 2,
    }
}

/// `AMD`, `ALL` and `CUP` are words and makers before they are currencies: the number must stand right beside them.
fn is_beside_digit(text: &str, symbol: &str) -> bool {
    text.match_indices(symbol).any(|(at, _)| {
        let before = text.get(..at).unwrap_or("").trim_end();
        let after = text.get(at + symbol.len()..).unwrap_or("").trim_start_matches([' ', '\u{a0}', ':', '.']);
        before.ends_with(|c: char| c.is_ascii_digit() || c == '-') || after.starts_with(|c: char| c.is_ascii_digit())
    })
}

/// Whether a text can be one part of a price that is spread over several elements.
fn is_part(text: &str) -> bool {
    let short = text.chars().count() <= 12;
    let plain = text
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, '万' | '萬' | '.' | ',' | '-' | '–' | '*' | '\'' | ' ' | '\u{a0}'));
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
        // A point in an element of its own has no digits, and is not among the texts.
        let is_fraction = text.text.len() == 2 && text.text.bytes().all(|byte| byte.is_ascii_digit());
        let named_after = texts.get(start + count + 1).is_some_and(|after| {
            after.order - text.order <= 8
                && price_text::currency_code(&after.text, "", "").is_some()
                && is_part(&after.text)
        });
        let is_signed = named_after || joined.chars().any(|c| !c.is_ascii_digit() && !matches!(c, ' ' | '.' | ','));
        let near = text.order - last.order <= if is_fraction && is_signed { 8 } else { 5 };
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
        } else if !(text.text.starts_with(['.', ',', '万', '萬']) || joined.ends_with(['.', ','])) {
            joined.push(' ');
        }
        joined.push_str(&text.text);
        last = text;
        count += 1;
    }
    (joined, count)
}
