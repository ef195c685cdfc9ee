//! Exchange rates from a file that the shopper has: our own JSON, the JSON that rate services answer with, the European
//! Central Bank's CSV, or a list of `currency,rate` lines.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde_json::Value;
use thiserror::Error;

use super::Rates;
use crate::sorting;

/// More than any table has: a file longer than this is something else.
const MOST_BYTES: usize = 64 * 1024;
/// A currency that is worth less, or more, is a slip of the pen.
const LARGEST: i64 = 1_000_000_000;
const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Why a file holds no exchange rates.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RatesError {
    /// Longer than `MOST_BYTES`, or nothing in it.
    #[error("the file is empty or longer than 64 kB; a table of exchange rates is about 1 kB")]
    Size,
    /// Neither JSON nor CSV as described.
    #[error(
        "no rates were found; write lines like `CNY,7.43` (how much one euro is), or JSON with `date` and `per_euro`"
    )]
    Shape,
    /// No day, or none of the form.
    #[error("the day of the rates is missing; add a line `date,2026-11-25`, or `\"date\": \"2026-11-25\"` in JSON")]
    Date,
    /// Not a number above zero.
    #[error("{currency}: `{rate}` is no rate; write a number above zero, like 7.4326")]
    Rate {
        /// ISO 4217 code.
        currency: String,
        /// As written.
        rate: String,
    },
    /// The table counts from another currency and lacks the euro.
    #[error("the rates count from {0}, and there is none for EUR; add it")]
    Base(String),
    /// Nothing to convert a factory's prices with.
    #[error("there is no rate for CNY, which factories' prices are in; add it")]
    NoYuan,
}

impl RatesError {
    /// Names the variant.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Size => "rates_size",
            Self::Shape => "rates_shape",
            Self::Date => "rates_date",
            Self::Rate { .. } => "rates_rate",
            Self::Base(_) => "rates_base",
            Self::NoYuan => "rates_yuan",
        }
    }
}

/// What a file says, before it is checked.
struct Written {
    base: String,
    date: Option<String>,
    rates: Vec<(String, String)>,
}

/// Reads a table of exchange rates.
///
/// # Errors
/// Each names what is wrong and how to mend it; nothing is taken from a file with a fault.
pub fn import_rates(text: &str) -> Result<Rates, RatesError> {
    let text = text.trim_start_matches('\u{feff}').trim();
    if text.is_empty() || text.len() > MOST_BYTES {
        return Err(RatesError::Size);
    }
    let written = if text.starts_with('{') { json(text) } else { csv(text) };
    check(written.ok_or(RatesError::Shape)?)
}

fn json(text: &str) -> Option<Written> {
    let value: Value = serde_json::from_str(text).ok()?;
    let text_of = |value: &Value| match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let rates = value.get("per_euro").or_else(|| value.get("rates"))?.as_object()?;
    let base = value.get("base").filter(|_| value.get("per_euro").is_none());
    Some(Written {
        base: base.map_or_else(|| "EUR".to_owned(), text_of),
        date: value.get("date").map(text_of),
        rates: rates.iter().map(|(code, rate)| (code.clone(), text_of(rate))).collect(),
    })
}

fn csv(text: &str) -> Option<Written> {
    let cells = |line: &str| -> Vec<String> {
        line.split([',', ';', '\t']).map(|cell| cell.trim().trim_matches('"').trim().to_owned()).collect()
    };
    let mut lines = text.lines().map(cells).filter(|cells| cells.iter().any(|cell| !cell.is_empty()));
    let first = lines.next()?;
    let mut written = Written { base: "EUR".to_owned(), date: None, rates: Vec::new() };
    // The central bank's: a row of currencies, and under it the rates of a day, the newest day first.
    if first.len() > 2 && first.first().is_some_and(|cell| cell.eq_ignore_ascii_case("date")) {
        let newest = lines.next()?;
        written.date = newest.first().cloned();
        let columns = first.into_iter().zip(newest).skip(1);
        written.rates = columns.filter(|(code, rate)| !code.is_empty() && rate != "N/A").collect();
        return Some(written);
    }
    for row in std::iter::once(first).chain(lines) {
        let [name, value, ..] = row.as_slice() else { return None };
        match name.to_ascii_lowercase().as_str() {
            "date" => written.date = Some(value.clone()),
            _ if is_code(&name.to_ascii_uppercase()) => written.rates.push((name.clone(), value.clone())),
            // A row of headings.
            _ if written.rates.is_empty() && value.parse::<Decimal>().is_err() => {}
            _ => return None,
        }
    }
    (!written.rates.is_empty()).then_some(written)
}

fn check(written: Written) -> Result<Rates, RatesError> {
    let mut rates = BTreeMap::new();
    for (code, rate) in written.rates {
        let currency = code.trim().to_ascii_uppercase();
        if !is_code(&currency) {
            return Err(RatesError::Shape);
        }
        let number = rate.trim().parse::<Decimal>().ok().filter(|rate| *rate > Decimal::ZERO);
        let number = number.filter(|rate| *rate < Decimal::from(LARGEST) && rate.scale() <= 12);
        rates.insert(currency.clone(), number.ok_or(RatesError::Rate { currency, rate })?);
    }
    let base = written.base.trim().to_ascii_uppercase();
    rates.insert(base.clone(), Decimal::ONE);
    let euro = *rates.get("EUR").ok_or(RatesError::Base(base))?;
    // Against the euro, as precisely as anybody quotes it.
    let quoted = rates
        .into_iter()
        .filter_map(|(code, rate)| Some((code, rate.checked_div(euro)?.round_dp(8).normalize())))
        .filter(|(_, rate)| *rate > Decimal::ZERO);
    let per_euro: BTreeMap<String, Decimal> = sorting::map(quoted);
    if !per_euro.contains_key("CNY") {
        return Err(RatesError::NoYuan);
    }
    let date = written.date.as_deref().and_then(day).ok_or(RatesError::Date)?;
    Ok(Rates { date, per_euro })
}

/// ISO 4217 codes are three letters.
fn is_code(text: &str) -> bool {
    text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// `2026-11-25`, with a time of day after it or not, or `25 November 2026`.
fn day(text: &str) -> Option<String> {
    let text = text.trim();
    let date = text.split(['T', ' ']).next()?;
    let parts: Vec<&str> = if date.contains('-') { date.split('-').collect() } else { text.split(' ').rev().collect() };
    let [year, month, day] = parts.as_slice() else { return None };
    let month = match month.parse::<usize>() {
        Ok(number) => number,
        Err(_) => 1 + MONTHS.iter().position(|name| month.to_ascii_lowercase().starts_with(name))?,
    };
    let (year, day): (u32, u32) = (year.parse().ok()?, day.parse().ok()?);
    let sound = (1999..=9999).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    sound.then(|| format!("{year:04}-{month:02}-{day:02}"))
}

#[cfg(test)]
#[path = "../../tests/unit/price/rates_import.rs"]
mod tests;
