//! What a spec states, as data that others put into words: `{"name": "cm", "numbers": [16.5]}`.

use std::{borrow::Cow, fmt};

use serde::{Deserialize, Serialize};

use super::sizes::Size;
use super::spec::{Fact, Quantity};

/// One thing that a spec states. `Display` gives the English words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Stated {
    /// The unit that it is told in (`cm`), what is counted (`pieces`), `size`, or a word of the traits (`black`).
    pub name: Cow<'static, str>,
    /// One of a measure or a count, two or more of a size, none of a word.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub numbers: Vec<f64>,
}

impl Stated {
    /// A word of the traits, by its English name.
    pub fn word(name: &'static str) -> Self {
        Self { name: Cow::Borrowed(name), numbers: Vec::new() }
    }
}

impl From<&Fact> for Stated {
    /// In the unit that makes a number which people read easily, rounded to hundredths.
    fn from(fact: &Fact) -> Self {
        let v = fact.value;
        let (name, one) = match fact.quantity {
            Quantity::Length if v >= 1000.0 => ("m", 1000.0),
            Quantity::Length if v >= 10.0 => ("cm", 10.0),
            Quantity::Length => ("mm", 1.0),
            Quantity::Volume if v >= 1000.0 => ("l", 1000.0),
            Quantity::Volume => ("ml", 1.0),
            Quantity::Weight if v >= 1000.0 => ("kg", 1000.0),
            Quantity::Weight => ("g", 1.0),
            Quantity::Power => ("w", 1.0),
            Quantity::Voltage => ("v", 1.0),
            Quantity::Storage if v >= 1000.0 => ("tb", 1000.0),
            Quantity::Storage => ("gb", 1.0),
            Quantity::Frequency if v >= 1e9 => ("ghz", 1e9),
            Quantity::Frequency if v >= 1e6 => ("mhz", 1e6),
            Quantity::Frequency => ("hz", 1.0),
            Quantity::Charge => ("mah", 1.0),
            Quantity::Pixels => ("mp", 1.0),
            Quantity::Set => ("set", 1.0),
            Quantity::Pieces => ("pieces", 1.0),
            Quantity::Sheets => ("sheets", 1.0),
            Quantity::Pairs => ("pairs", 1.0),
        };
        Self { name: Cow::Borrowed(name), numbers: vec![(v / one * 100.0).round() / 100.0] }
    }
}

impl From<&Size> for Stated {
    fn from(size: &Size) -> Self {
        Self { name: Cow::Borrowed("size"), numbers: size.numbers().to_vec() }
    }
}

impl fmt::Display for Stated {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let numbers: Vec<String> = self.numbers.iter().map(f64::to_string).collect();
        let numbers = numbers.join(" × ");
        match self.name.as_ref() {
            "size" => out.write_str(&numbers),
            "set" => write!(out, "{numbers}-piece"),
            "pieces" => write!(out, "pack of {numbers}"),
            word if numbers.is_empty() => out.write_str(word),
            unit => {
                let sign = match unit {
                    "w" => "W",
                    "v" => "V",
                    "tb" => "TB",
                    "gb" => "GB",
                    "ghz" => "GHz",
                    "mhz" => "MHz",
                    "hz" => "Hz",
                    "mah" => "mAh",
                    "mp" => "MP",
                    other => other,
                };
                write!(out, "{numbers} {sign}")
            }
        }
    }
}
