//! Exchange rates: one dated table, built in, or the shopper's own in its place.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::Retail;
use crate::sorting;

/// The day of the table: the euro foreign exchange reference rates of the European Central Bank.
pub const RATES_DATE: &str = "2026-10-30";

/// Ten-thousandths of the currency for one euro. AED, QAR and SAR, which the bank does not quote, are worked out from
/// their fixed rates to the US dollar.
const PER_EURO: &[(&str, i64)] = &[
    ("AED", 41_029),
    ("AUD", 15_904),
    ("BRL", 60_692),
    ("CAD", 15_606),
    ("CHF", 9_194),
    ("CNY", 74_326),
    ("CZK", 243_530),
    ("DKK", 74_735),
    ("EUR", 10_000),
    ("GBP", 8_338),
    ("HKD", 87_652),
    ("HUF", 3_663_300),
    ("IDR", 202_751_700),
    ("ILS", 34_950),
    ("INR", 1_060_840),
    ("ISK", 1_360_000),
    ("JPY", 1_756_800),
    ("KRW", 14_917_600),
    ("MXN", 211_237),
    ("MYR", 45_325),
    ("NOK", 103_120),
    ("NZD", 19_823),
    ("PHP", 711_430),
    ("PLN", 44_038),
    ("QAR", 40_666),
    ("RON", 53_447),
    ("SAR", 41_895),
    ("SEK", 109_780),
    ("SGD", 14_282),
    ("THB", 376_830),
    ("TRY", 558_015),
    ("USD", 11_172),
    ("ZAR", 186_455),
];

/// A dated table of exchange rates; by default the built-in one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Rates {
    /// YYYY-MM-DD.
    pub date: String,
    /// Of each currency (ISO 4217), how much one euro is.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "Record<string, Decimal>"))]
    pub per_euro: BTreeMap<String, Decimal>,
}

impl Default for Rates {
    fn default() -> Self {
        let per_euro = sorting::map(PER_EURO.iter().map(|(code, rate)| ((*code).to_owned(), Decimal::new(*rate, 4))));
        Self { date: RATES_DATE.to_owned(), per_euro }
    }
}

impl Rates {
    /// An amount of one currency in another, unrounded; `None` where the table lacks one of them.
    pub fn convert(&self, amount: Decimal, from: &str, to: &str) -> Option<Decimal> {
        if from == to {
            return Some(amount);
        }
        let euros = amount.checked_div(*self.per_euro.get(from)?)?;
        euros.checked_mul(*self.per_euro.get(to)?)
    }

    fn joins(&self, from: &str, to: &str) -> bool {
        from == to || (self.per_euro.contains_key(from) && self.per_euro.contains_key(to))
    }
}

/// In which money the two sides are held against each other.
#[derive(Debug, Clone, Copy)]
pub struct Terms<'a> {
    /// The table that amounts are converted by.
    pub rates: &'a Rates,
    /// The currency that the shopper chose; `None`: the shop's own.
    pub currency: Option<&'a str>,
}

impl<'a> Terms<'a> {
    /// The currency of a comparison: the chosen one where the table joins both sides to it, else the shop's own.
    pub(super) fn currency(&self, retail: Option<&'a Retail>, source: &str) -> Option<&'a str> {
        let shop = retail.map(|retail| retail.currency.as_str());
        let joined = |to: &&str| self.rates.joins(source, to) && shop.is_none_or(|shop| self.rates.joins(shop, to));
        self.currency.filter(joined).or(shop)
    }
}
