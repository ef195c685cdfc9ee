//! What a price text says: how much, in which currency, and of what sort; or that it is no price, and why.
//!
//! Shops put many numbers beside their prices: quantities, savings, instalments, sales counts, delivery promises. Every
//! number of the text is given a role by what stands around it, and only one with the role of money becomes the amount.

mod currency;
mod delivery;
mod keyed;
mod labels;
mod number;
mod role;
mod words;

use rust_decimal::Decimal;
use serde::Serialize;

use crate::record::ItemFreight;

pub use words::Sort;

/// What is known beside the text.
#[derive(Debug, Clone, Copy, Default)]
pub struct Hints<'a> {
    /// Language of the page, as BCP 47: `en`, `zh-TW`. Empty if unknown.
    pub locale: &'a str,
    /// Host of the page. Empty if unknown.
    pub host: &'a str,
    /// A text beside it that may name the currency. Empty if there is none.
    pub currency: &'a str,
    /// The character before a fraction, if that is known.
    pub decimal_separator: Option<char>,
}

/// What a price text says.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PriceText {
    /// The text.
    pub text: String,
    /// ISO 4217 code; where no code is known for it, the sign as found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// The sign or word that named the currency, as found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub symbol: Option<String>,
    /// The amount, if there is one and not a range.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<Decimal>,
    /// Lower end of a range.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<Decimal>,
    /// Upper end of a range.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<Decimal>,
    /// What sort of price; `none` where it is no price.
    pub kind: Sort,
    /// Why it is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<&'static str>,
    /// What the amount is for, where the text says so: 台, kg, month.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub per: Option<String>,
    /// From this quantity on, or for this quantity.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quantity: Option<Decimal>,
    /// Up to this quantity.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quantity_max: Option<Decimal>,
    /// What the quantity counts: 件, pieces.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Minimum order quantity.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub moq: Option<Decimal>,
    /// What delivery costs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub freight: Option<ItemFreight>,
    /// How many were sold.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sold: Option<Decimal>,
}

impl PriceText {
    /// Lowest and highest amount, if it is a price.
    pub fn range(&self) -> Option<(Decimal, Decimal)> {
        let min = self.amount.or(self.min)?;
        Some((min, self.amount.or(self.max).unwrap_or(min)))
    }
}

/// Texts are cut to this many bytes: prices are short.
const LONGEST: usize = 2000;

/// Reads a price text.
pub fn read(text: &str, hints: Hints<'_>) -> PriceText {
    let plain = normalise(text);
    let place = currency::of_place(hints.host, hints.locale);
    let mut found = currencies(&plain);
    let hinted = normalise(hints.currency);
    let hint = currencies(&hinted).into_iter().next();
    let three = found.iter().any(|found| currency::has_three_decimals(found.code))
        || hint.is_some_and(|hint| currency::has_three_decimals(hint.code));
    let numbers = number::numbers(&plain, three, hints.decimal_separator);
    drop_parts_of_words(&plain, &numbers, &mut found);
    let read = role::judge(&plain, &numbers, &found);
    let mut answer = PriceText {
        text: text.trim().to_owned(),
        currency: None,
        symbol: None,
        amount: None,
        min: None,
        max: None,
        kind: read.kind,
        reason: read.reason,
        per: read.per,
        quantity: read.quantity,
        quantity_max: read.quantity_max,
        unit: read.unit,
        moq: read.moq,
        freight: read.freight,
        sold: read.sold,
    };
    match read.money {
        Some((min, max)) if min == max => answer.amount = Some(min),
        Some((min, max)) => (answer.min, answer.max) = (Some(min), Some(max)),
        None => {}
    }
    let sign = |source: &str, found: currency::Found| source.get(found.start..found.end).unwrap_or("").to_owned();
    let own = read.currency.or_else(|| found.first().copied()).map(|found| (sign(&plain, found), found.code));
    let hint = hint.map(|found| (sign(&hinted, found), found.code));
    // A code in the hint settles a sign that several countries share.
    let named = match (&own, &hint) {
        (Some((_, code)), Some((_, hinted))) if code.is_empty() && !hinted.is_empty() => {
            own.clone().map(|(sign, _)| (sign, *hinted))
        }
        (Some(_), _) => own,
        (None, _) => hint,
    };
    if let Some((sign, code)) = named {
        let code = if code.is_empty() { currency::resolve(&sign, place) } else { Some(code) };
        if answer.range().is_some() || answer.kind != Sort::None {
            answer.currency = Some(code.map_or_else(|| sign.clone(), str::to_owned));
        }
        answer.symbol = Some(sign);
    } else if answer.range().is_some() {
        answer.currency = place.map(str::to_owned);
    }
    answer
}

/// The ISO 4217 code that a text such as `US$`, `元` or `EUR` names, with a host and a language to decide by.
pub fn currency_code(text: &str, host: &str, locale: &str) -> Option<String> {
    let plain = normalise(text);
    let found = currencies(&plain).into_iter().next()?;
    if !found.code.is_empty() {
        return Some(found.code.to_owned());
    }
    let sign = plain.get(found.start..found.end)?;
    currency::resolve(sign, currency::of_place(host, locale)).map(str::to_owned)
}

/// The currency that prices on such a host, in such a language, are in when they do not say.
pub fn currency_of_place(host: &str, locale: &str) -> Option<&'static str> {
    currency::of_place(host, locale)
}

/// The text with ASCII digits in the place of full-width, Arabic and Persian ones.
pub(super) fn with_ascii_digits(text: &str) -> String {
    text.chars().map(ascii_digit).collect()
}

/// Whether [`with_ascii_digits`] would change the text.
pub(super) fn has_other_digits(text: &str) -> bool {
    !text.is_ascii() && text.chars().any(|character| ascii_digit(character) != character)
}

fn ascii_digit(character: char) -> char {
    let zero = match character {
        '０'..='９' => '０',
        '٠'..='٩' => '٠',
        '۰'..='۹' => '۰',
        other => return other,
    };
    char::from_digit(u32::from(character) - u32::from(zero), 10).unwrap_or(character)
}

/// One kind of space, ASCII digits, no invisible marks.
fn normalise(text: &str) -> String {
    let mut plain = String::with_capacity(text.len().min(LONGEST));
    let mut space = true;
    for character in text.chars() {
        if plain.len() > LONGEST {
            break;
        }
        let character = match character {
            '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' => continue,
            '．' => '.',
            other => ascii_digit(other),
        };
        if character.is_whitespace() {
            if !space {
                plain.push(' ');
            }
            space = true;
        } else {
            plain.push(character);
            space = false;
        }
    }
    plain.truncate(plain.trim_end().len());
    join_fractions(plain)
}

/// `1 .05` and `$ 14 . 99`, whose parts stand in elements of their own, are 1.05 and $ 14.99.
fn join_fractions(plain: String) -> String {
    if !plain.contains(" .") && !plain.contains(" ,") {
        return plain;
    }
    let characters: Vec<char> = plain.chars().collect();
    let is_digit = |at: usize| characters.get(at).is_some_and(char::is_ascii_digit);
    let mut joined = String::with_capacity(plain.len());
    let mut at = 0;
    while let Some(&character) = characters.get(at) {
        let mark = characters.get(at + 1).filter(|mark| matches!(mark, '.' | ','));
        if character == ' '
            && at > 0
            && is_digit(at - 1)
            && let Some(mark) = mark
        {
            let start = at + 2 + usize::from(characters.get(at + 2) == Some(&' '));
            // Two digits are a fraction; a third would make it a list of numbers.
            if is_digit(start) && is_digit(start + 1) && !is_digit(start + 2) {
                joined.push(*mark);
                at = start;
                continue;
            }
        }
        joined.push(character);
        at += 1;
    }
    joined
}

/// All currencies that the text names, from left to right.
fn currencies(text: &str) -> Vec<currency::Found> {
    let mut found = Vec::new();
    let mut before = None;
    let mut skip_to = 0;
    for (position, character) in text.char_indices() {
        if position >= skip_to
            && let Some(rest) = text.get(position..)
            && let Some(named) = currency::named_at(rest, position, before)
            && !is_word(rest)
        {
            skip_to = named.end;
            found.push(named);
        }
        before = Some(character);
    }
    found
}

/// Whether 元 begins another word there: 元宝 (points), 元旦, 元素, 元气.
fn is_word(rest: &str) -> bool {
    rest.strip_prefix('元').is_some_and(|rest| rest.starts_with(['宝', '旦', '素', '气']))
}

/// Words of one to three letters name a currency only next to a number: `K`, `id`, `som`.
fn drop_parts_of_words(text: &str, numbers: &[number::Number], found: &mut Vec<currency::Found>) {
    found.retain(|currency| {
        let word = text.get(currency.start..currency.end).unwrap_or("");
        let is_code = word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_uppercase());
        let is_sign = word.chars().any(|c| !c.is_alphabetic() && c != '.')
            || word.chars().any(|c| !c.is_ascii() && c.is_alphabetic());
        is_code || is_sign || numbers.iter().any(|number| role::touches(text, *number, *currency))
    });
}

#[cfg(test)]
#[path = "../../../tests/unit/page/price_text.rs"]
mod tests;
