//! What single cells say.
//!
//! Every reader here has its writer in [`super::table`], which writes a cell plainly only where its reader gives back the
//! same; so a rule may be added to a reader without an export losing anything.

use rust_decimal::Decimal;
use serde::de::DeserializeOwned;

use super::column::Column;
use crate::{
    json,
    page::price_text::{self, Hints, PriceText},
    record::Tier,
    sorting,
};

/// The cell without the space around it; nothing where it says that there is nothing.
pub(super) fn content(cell: &str) -> Option<&str> {
    let cell = cell.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}'));
    let is_blank = matches!(
        cell,
        "" | "-" | "--" | "—" | "/" | "N/A" | "n/a" | "null" | "NULL" | "None" | "NaN" | "nan" | "#N/A" | "暂无"
    );
    (!is_blank).then_some(cell)
}

/// Nested data, where the cell begins like it.
pub(super) fn json<T: DeserializeOwned>(cell: &str, open: char) -> Option<T> {
    cell.starts_with(open).then(|| json::parse(cell.as_bytes()).ok()).flatten()
}

/// Whether a spreadsheet would take a text of this beginning for a formula.
pub(super) fn is_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// A text; `None` where a spreadsheet has rounded an identifier.
pub(super) fn text(column: Column, cell: &str) -> Option<String> {
    if let Some(quoted) = json::<String>(cell, '"') {
        return Some(quoted);
    }
    // The apostrophe that keeps a spreadsheet from taking a text for a formula.
    let cell = cell.strip_prefix('\'').filter(|rest| is_formula(rest) || is_number(rest)).unwrap_or(cell);
    match column {
        Column::Title => Some(cell.split_whitespace().collect::<Vec<_>>().join(" ")),
        Column::Url if cell.starts_with("//") => Some(format!("https:{cell}")),
        Column::Id | Column::Gtin if is_rounded(cell) => None,
        Column::Id => Some(cell.strip_suffix(".0").filter(|id| is_number(id)).unwrap_or(cell).to_owned()),
        Column::Gtin => {
            let digits: String = cell.trim_end_matches(".0").chars().filter(|c| !matches!(c, ' ' | '-')).collect();
            Some(if is_number(&digits) { digits } else { cell.to_owned() })
        }
        Column::SeenAt => date(cell),
        _ => Some(cell.to_owned()),
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// `6.90123E+12`.
fn is_rounded(text: &str) -> bool {
    let Some((digits, exponent)) = text.split_once(['e', 'E']) else {
        return false;
    };
    let is_decimal = digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') && digits.contains('.');
    is_decimal && exponent.strip_prefix('+').is_some_and(is_number)
}

/// `2026-11-25`, `2026/1/5 8:30`, `2026年11月25日`, or RFC 3339, as RFC 3339.
fn date(cell: &str) -> Option<String> {
    let mut numbers = Vec::new();
    let mut rest = cell;
    for end in [["-", "/", "年", "."], ["-", "/", "月", "."]] {
        let (number, after) =
            end.iter().filter_map(|end| rest.split_once(end)).min_by_key(|(number, _)| number.len())?;
        numbers.push(number.trim().parse::<u32>().ok()?);
        rest = after;
    }
    let length = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let (day, time) = rest.split_at_checked(length)?;
    let [year, month] = numbers.try_into().ok()?;
    let day: u32 = day.parse().ok()?;
    if !(1970..=9999).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let time = time.strip_prefix('日').unwrap_or(time).trim_start_matches(['T', 't', ' ']).trim();
    let clock = time.find(|c: char| !(c.is_ascii_digit() || matches!(c, ':' | '.'))).unwrap_or(time.len());
    let (clock, zone) = time.split_at_checked(clock)?;
    let zone = zone.trim();
    let is_offset = zone.len() == 6 && zone.starts_with(['+', '-']);
    if !(matches!(zone, "" | "Z" | "z") || is_offset) {
        return None;
    }
    let mut parts = clock.split(':');
    let mut part = || parts.next().filter(|part| !part.is_empty()).unwrap_or("0");
    let (hour, minute, second) = (part().parse::<u32>().ok()?, part().parse::<u32>().ok()?, part());
    let (whole, fraction) =
        second.split_once('.').map_or((second, String::new()), |(whole, f)| (whole, format!(".{f}")));
    let second: u32 = whole.parse().ok()?;
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let zone = if is_offset { zone } else { "Z" };
    Some(format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{fraction}{zone}"))
}

/// Several texts: a JSON array, or set apart by the marks that are usual for them.
pub(super) fn list(column: Column, cell: &str) -> Vec<String> {
    if let Some(list) = json(cell, '[') {
        return list;
    }
    let parts = |separators: &[char]| -> Vec<String> {
        cell.split(separators).map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
    };
    if column == Column::Images {
        return if cell.contains("://") || cell.starts_with("//") {
            addresses(cell)
        } else {
            parts(&[';', '|', '\n', ',', '；', '，'])
        };
    }
    let found = parts(&[';', '|', '\n', ',', '、', '；', '，']);
    let spaced = found.len() == 1 && !cell.contains(|c: char| c.is_ascii_alphabetic());
    if spaced { parts(&[' ', '\u{3000}']) } else { found }
}

/// Addresses may hold commas and semicolons; a mark sets two apart only where another address follows.
fn addresses(cell: &str) -> Vec<String> {
    let mut found = Vec::new();
    for piece in cell.split(|c: char| c.is_whitespace() || c == '|') {
        let mut rest = piece;
        while !rest.is_empty() {
            let next = rest.char_indices().skip(1).find(|(at, character)| {
                let after = rest.get(at + character.len_utf8()..).unwrap_or("");
                matches!(character, ',' | ';' | '，' | '；')
                    && (after.is_empty() || after.starts_with("http") || after.starts_with("//"))
            });
            let end = next.map_or(rest.len(), |(at, _)| at);
            let address = rest.get(..end).unwrap_or("");
            found.push(if address.starts_with("//") { format!("https:{address}") } else { address.to_owned() });
            rest = rest.get(end..).unwrap_or("").trim_start_matches([',', ';', '，', '；']);
        }
    }
    found
}

/// A whole number with what is counted: `2`, `≥2件`, `1,000 Pieces`.
pub(super) fn number(cell: &str) -> Option<(u32, Option<String>)> {
    let cell = cell.trim_end_matches(".0");
    let start = cell.find(|c: char| c.is_ascii_digit())?;
    let (before, rest) = cell.split_at_checked(start)?;
    let end = rest.find(|c: char| !(c.is_ascii_digit() || c == ',')).unwrap_or(rest.len());
    let (digits, after) = rest.split_at_checked(end)?;
    let number = digits.replace(',', "").parse().ok()?;
    let after = after.trim().trim_start_matches('+').trim();
    let is_sign = before.chars().all(|c| c.is_whitespace() || matches!(c, '≥' | '>' | '=' | '第' | '约'));
    if !is_sign || after.contains(|c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '~' | '%')) {
        return None;
    }
    let unit = after.trim_end_matches("起批").trim_end_matches("以上").trim_end_matches('起').trim();
    Some((number, (!unit.is_empty()).then(|| unit.to_owned())))
}

/// Reads a cell as text with a price in it.
pub(super) fn price(cell: &str, host: &str, hint: &str) -> PriceText {
    price_text::read(cell, Hints { locale: "zh-CN", host, currency: hint, decimal_separator: None })
}

/// An amount: digits word for word, anything else as a price text; of a range, the highest, which is the
/// one that is surely enough.
pub(super) fn amount(cell: &str) -> Option<Decimal> {
    cell.parse().ok().or_else(|| price(cell, "", "").range().map(|(_, highest)| highest))
}

/// Whether a cell says, without a number, that its amount is open: to be agreed, asked for, or paid on arrival.
pub(super) fn is_open(cell: &str) -> bool {
    const STEMS: [&str; 17] = [
        "议", "議", "询", "詢", "协商", "協商", "待定", "未定", "到付", "另计", "另計", "实际", "實際", "negotia",
        "agreed", "collect", "tb",
    ];
    let cell = cell.to_lowercase();
    !cell.contains(|c: char| c.is_ascii_digit()) && STEMS.iter().any(|stem| cell.contains(stem))
}

/// Whether a cell of freight says no more than that delivery is not free, or a yes that may be to either.
pub(super) fn is_not_free(cell: &str) -> bool {
    ["否", "不包邮", "不包郵", "no", "false", "yes", "true"].contains(&cell.to_lowercase().as_str())
}

/// What delivery costs: an amount, or words for free.
pub(super) fn freight(cell: &str) -> Option<Decimal> {
    const FREE: [&str; 9] = ["包邮", "免运费", "免邮", "卖家包邮", "包郵", "免運費", "free", "free shipping", "是"];
    if FREE.contains(&cell.to_lowercase().as_str()) { Some(Decimal::ZERO) } else { amount(cell) }
}

/// `3:2.30;100:2.10`, `3-99件：¥2.30；100件以上：¥2.10`, or a JSON array of tiers.
pub(super) fn tiers(cell: &str) -> Option<Vec<Tier>> {
    if let Some(tiers) = json(cell, '[') {
        return Some(tiers);
    }
    let parts = cell.split([';', '；', '|', '\n']).map(str::trim).filter(|part| !part.is_empty());
    let mut tiers: Vec<Tier> = parts.map(tier).collect::<Option<_>>()?;
    sorting::sort_by_key(&mut tiers, |tier| tier.from);
    (!tiers.is_empty()).then_some(tiers)
}

fn tier(part: &str) -> Option<Tier> {
    let Some((quantity, price)) = part.split_once([':', '：', '=']).filter(|(quantity, _)| !quantity.ends_with('>'))
    else {
        let read = price(part, "", "");
        let from = u32::try_from(read.quantity.or(read.moq)?).ok()?;
        return Some(Tier { from, price: read.range()?.0 });
    };
    let quantity = quantity.trim();
    // Of `3-99件` and `3~99`, the lower end counts.
    let lower = quantity.split(['-', '~', '～', '至', '到']).next()?;
    Some(Tier { from: number(lower)?.0, price: amount(price.trim())? })
}

/// Whether a cell of prices holds tiers.
pub(super) fn has_tiers(cell: &str) -> bool {
    cell.starts_with('[') || cell.contains([':', '：', ';', '；', '≥'])
}

/// `0.42`, `42%`, or 42 where the header says that it counts in hundredths.
pub(super) fn rate(cell: &str, hint: &str) -> Option<f64> {
    let hundredths = |text: &str| text.trim().parse::<f64>().ok().map(|percent| percent / 100.0);
    let rate = match cell.strip_suffix(['%', '％']) {
        Some(percent) => hundredths(percent)?,
        None if hint.contains('%') => hundredths(cell)?,
        None => cell.parse().ok()?,
    };
    (0.0..=1.0).contains(&rate).then_some(rate)
}
