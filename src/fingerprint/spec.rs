//! Facts of the spec, read from titles and attribute tables: sizes, counts, volumes, weights, colours, … in one unit
//! each, so that 16.5 cm is 165 mm and a pack of 5 is not a pack of 4.

use serde::{Deserialize, Serialize};

use super::text::{Kind, fold, kind};
pub use super::traits::{Topic, Trait, trait_of, traits, values};
use crate::sorting;

/// No more facts than this are kept of a product.
const MOST: usize = 48;

/// What a number measures, and in what it is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Quantity {
    /// Millimetres.
    Length,
    /// Millilitres.
    Volume,
    /// Grams.
    Weight,
    /// Watts.
    Power,
    /// Volts.
    Voltage,
    /// Gigabytes.
    Storage,
    /// Hertz.
    Frequency,
    /// Milliampere-hours.
    Charge,
    /// Megapixels.
    Pixels,
    /// Pieces of which a set consists (件套).
    Set,
    /// Pieces in a pack.
    Pieces,
    /// Sheets (抽, 张).
    Sheets,
    /// Pairs (双).
    Pairs,
}

/// A measured fact.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Serialize, Deserialize)]
pub struct Fact {
    /// What is measured.
    pub quantity: Quantity,
    /// How much, in the quantity's unit.
    pub value: f64,
}

impl Fact {
    /// Whether both state the same, but for rounding between inches and centimetres: within 2.5 %.
    pub fn agrees(&self, other: &Self) -> bool {
        let counted = self.quantity >= Quantity::Set;
        let tolerance = if counted { 0.0 } else { 0.025 };
        self.quantity == other.quantity && (self.value - other.value).abs() <= tolerance * self.value.max(other.value)
    }
}

/// Units, longest spelling first among those that begin alike.
static UNITS: &[(&str, Quantity, f64)] = {
    use Quantity::*;
    &[
        ("millimeter", Length, 1.0),
        ("mm", Length, 1.0),
        ("毫米", Length, 1.0),
        ("centimeter", Length, 10.0),
        ("cm", Length, 10.0),
        ("厘米", Length, 10.0),
        ("公分", Length, 10.0),
        ("meter", Length, 1000.0),
        ("metre", Length, 1000.0),
        ("米", Length, 1000.0),
        ("m", Length, 1000.0),
        ("inches", Length, 25.4),
        ("inch", Length, 25.4),
        ("in", Length, 25.4),
        ("\"", Length, 25.4),
        ("''", Length, 25.4),
        ("”", Length, 25.4),
        ("英寸", Length, 25.4),
        ("寸", Length, 25.4),
        ("' ", Length, 25.4),
        ("feet", Length, 304.8),
        ("foot", Length, 304.8),
        ("ft", Length, 304.8),
        ("milliliter", Volume, 1.0),
        ("ml", Volume, 1.0),
        ("毫升", Volume, 1.0),
        ("cl", Volume, 10.0),
        ("liter", Volume, 1000.0),
        ("litre", Volume, 1000.0),
        ("升", Volume, 1000.0),
        ("l", Volume, 1000.0),
        ("mg", Weight, 0.001),
        ("kg", Weight, 1000.0),
        ("千克", Weight, 1000.0),
        ("公斤", Weight, 1000.0),
        ("斤", Weight, 500.0),
        ("grams", Weight, 1.0),
        ("gram", Weight, 1.0),
        ("gr", Weight, 1.0),
        ("gb", Storage, 1.0),
        ("ghz", Frequency, 1e9),
        ("g", Weight, 1.0),
        ("克", Weight, 1.0),
        ("lbs", Weight, 453.592),
        ("lb", Weight, 453.592),
        ("oz", Weight, 28.3495),
        ("ounce", Weight, 28.3495),
        ("kw", Power, 1000.0),
        ("watts", Power, 1.0),
        ("watt", Power, 1.0),
        ("w", Power, 1.0),
        ("瓦", Power, 1.0),
        ("volts", Voltage, 1.0),
        ("volt", Voltage, 1.0),
        ("v", Voltage, 1.0),
        ("伏", Voltage, 1.0),
        ("tb", Storage, 1000.0),
        ("mb", Storage, 0.001),
        ("mhz", Frequency, 1e6),
        ("khz", Frequency, 1e3),
        ("hz", Frequency, 1.0),
        ("mah", Charge, 1.0),
        ("毫安", Charge, 1.0),
        ("megapixel", Pixels, 1.0),
        ("mpix", Pixels, 1.0),
        ("mp", Pixels, 1.0),
        ("件套", Set, 1.0),
        ("piece set", Set, 1.0),
        ("pieces set", Set, 1.0),
        ("dilny", Set, 1.0),
        ("dilna", Set, 1.0),
        ("pieces", Pieces, 1.0),
        ("piece", Pieces, 1.0),
        ("pcs", Pieces, 1.0),
        ("pc", Pieces, 1.0),
        ("packs", Pieces, 1.0),
        ("pack", Pieces, 1.0),
        ("pk", Pieces, 1.0),
        ("count", Pieces, 1.0),
        ("ct", Pieces, 1.0),
        ("ks", Pieces, 1.0),
        ("只装", Pieces, 1.0),
        ("个装", Pieces, 1.0),
        ("支装", Pieces, 1.0),
        ("包", Pieces, 1.0),
        ("只", Pieces, 1.0),
        ("个", Pieces, 1.0),
        ("支", Pieces, 1.0),
        ("条", Pieces, 1.0),
        ("件", Pieces, 1.0),
        ("套", Pieces, 1.0),
        ("瓶", Pieces, 1.0),
        ("盒", Pieces, 1.0),
        ("抽", Sheets, 1.0),
        ("张", Sheets, 1.0),
        ("sheets", Sheets, 1.0),
        ("sheet", Sheets, 1.0),
        ("双", Pairs, 1.0),
        ("pairs", Pairs, 1.0),
        ("pair", Pairs, 1.0),
        ("副", Pairs, 1.0),
        ("对", Pairs, 1.0),
    ]
};

/// The facts of a folded text, sorted, each once.
pub fn facts(folded: &str) -> Vec<Fact> {
    let mut facts = Vec::new();
    let mut waiting: Vec<f64> = Vec::new();
    let mut rest = folded;
    let mut before = ' ';
    while let Some(c) = rest.chars().next() {
        if facts.len() >= MOST {
            break;
        }
        if !c.is_ascii_digit() || before.is_ascii_alphanumeric() && before != 'x' {
            if c != 'x' && c != '*' && c != ' ' && c != '-' {
                waiting.clear();
            }
            let of = rest.strip_prefix("pack of ").or_else(|| rest.strip_prefix("set of "));
            if let Some((value, _)) = of.and_then(number) {
                facts.push(Fact { quantity: Quantity::Pieces, value });
            }
            before = c;
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
            continue;
        }
        let Some((value, tail)) = number(rest) else {
            break;
        };
        waiting.push(value);
        before = '0';
        rest = tail;
        if let Some((quantity, factor, length)) = unit(tail) {
            let bound = |value: f64| Fact { quantity, value: (value * factor * 1e3).round() / 1e3 };
            if quantity == Quantity::Length {
                facts.extend(waiting.iter().map(|value| bound(*value)));
            } else {
                facts.push(bound(value));
            }
            waiting.clear();
            rest = tail.get(length..).unwrap_or_default();
            before = 'x';
        }
    }
    facts.retain(|fact| fact.value > 0.0 && fact.value < 1e13);
    sorting::sort_by(&mut facts, |a, b| a.quantity.cmp(&b.quantity).then(a.value.total_cmp(&b.value)));
    facts.dedup();
    facts
}

/// The number that a text begins with, and what follows it. A point or comma before other than three digits is a
/// decimal sign.
fn number(text: &str) -> Option<(f64, &str)> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let whole = digits(text);
    let (head, tail) = text.split_at_checked(whole)?;
    let mut value = head.get(..whole.min(15))?.parse::<f64>().ok()?;
    let mut rest = tail;
    if let Some(after) = tail.strip_prefix(['.', ',']) {
        let decimals = digits(after);
        if decimals > 0 {
            let (fraction, end) = after.split_at_checked(decimals)?;
            let part = fraction.get(..decimals.min(9))?.parse::<f64>().ok()?;
            if decimals == 3 && tail.starts_with(',') {
                value = value * 1000.0 + part;
            } else {
                value += part / 10_f64.powi(decimals.min(9) as i32);
            }
            rest = end;
        }
    }
    Some((value, rest))
}

/// The unit that a text begins with, but for a space or a dash, and its length with them.
fn unit(text: &str) -> Option<(Quantity, f64, usize)> {
    let trimmed = text.strip_prefix([' ', '-']).unwrap_or(text);
    let skipped = text.len() - trimmed.len();
    UNITS
        .iter()
        .filter(|(name, ..)| trimmed.starts_with(name))
        .filter(|(name, ..)| {
            // A Latin unit ends where the word ends: 5 m, not 5 metal; a letter apart (2 g) is too doubtful.
            let latin = name.ends_with(|c: char| c.is_ascii_alphabetic());
            let next = trimmed.get(name.len()..).and_then(|tail| tail.chars().next());
            let plural = name.len() > 3 && next == Some('s');
            !latin || plural || next.is_none_or(|c| !matches!(kind(c), Kind::Letter | Kind::Digit) || c == 'x')
        })
        .max_by_key(|(name, ..)| name.len())
        .map(|&(name, quantity, factor)| (quantity, factor, skipped + name.len()))
}

/// Whether a word is a unit.
pub fn is_unit(word: &str) -> bool {
    UNITS.iter().any(|(name, ..)| *name == word)
}

/// Folds and reads a text in one go.
pub fn read(text: &str) -> Vec<Fact> {
    facts(&fold(text))
}
