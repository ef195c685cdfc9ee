//! What a site's reader works with: the snapshot, its address, and the small conversions that all sites need.

use std::collections::HashSet;

use rust_decimal::Decimal;
use serde_json::Value;

use super::address::{Address, resolve};
use super::picture_address;
use super::price_text::{self, Hints, PriceText, Sort};
use super::probes::Expects;
use super::snapshot::{Node, Snapshot};
use crate::record::{Attributes, Card, Item, Offer, Price, PriceKind, Reason};

/// What a reader makes of a page.
#[derive(Debug)]
pub(super) enum Outcome {
    Item(Item),
    Offer(Offer),
    /// Each with the index of its element among those of the card probe; without one where it came from data.
    Cards(Vec<(Option<u32>, Card)>),
    Nothing(Reason),
}

/// A page to be read.
pub(super) struct Context<'a> {
    pub(super) snapshot: &'a Snapshot,
    pub(super) address: Address<'a>,
    pub(super) expects: Expects,
}

/// More pictures than any gallery has.
const MOST_PICTURES: usize = 60;

impl<'a> Context<'a> {
    /// A price text, read with the page's host and language.
    pub(super) fn price_text(&self, text: &str) -> PriceText {
        price_text::read(text, self.hints(""))
    }

    pub(super) fn hints<'b>(&'b self, currency: &'b str) -> Hints<'b> {
        Hints { locale: &self.snapshot.language, host: self.address.host, currency, decimal_separator: None }
    }

    /// The price that a text states, if it states one.
    pub(super) fn price(&self, text: &str) -> Option<Price> {
        price_of(&self.price_text(text))
    }

    /// Address of a picture or page, made absolute.
    pub(super) fn resolve(&self, reference: &str) -> Option<String> {
        resolve(&self.snapshot.url, reference)
    }

    /// The pictures that a probe found, each once, in their full size.
    pub(super) fn pictures(&self, probe: &str) -> Vec<String> {
        self.gallery(self.snapshot.found(probe).filter_map(picture_of))
    }

    /// Addresses of pictures, made absolute and full-size, each picture once.
    pub(super) fn gallery<T: AsRef<str>>(&self, references: impl IntoIterator<Item = T>) -> Vec<String> {
        let mut seen = HashSet::new();
        let mut pictures = Vec::new();
        for reference in references {
            if pictures.len() >= MOST_PICTURES {
                break;
            }
            let reference = reference.as_ref();
            if is_placeholder(reference) {
                continue;
            }
            let Some(address) = self.resolve(reference) else {
                continue;
            };
            if seen.insert(picture_address::identity(&address)) {
                pictures.push(picture_address::original(&address));
            }
        }
        pictures
    }
}

/// The price of a text, if it states one; the sorts that are no price of the thing (deposit, instalment) are left out.
pub(super) fn price_of(read: &PriceText) -> Option<Price> {
    let (min, max) = read.range()?;
    let kind = match read.kind {
        Sort::Sale => PriceKind::Sale,
        Sort::List => PriceKind::List,
        Sort::Coupon => PriceKind::Coupon,
        Sort::From => PriceKind::From,
        Sort::Member => PriceKind::Member,
        Sort::FirstOrder => PriceKind::FirstOrder,
        Sort::App => PriceKind::App,
        Sort::Subscription => PriceKind::Subscription,
        Sort::Deposit | Sort::Instalment | Sort::None => return None,
    };
    is_money(min).then(|| Price { currency: read.currency.clone(), min, max, kind, text: Some(read.text.clone()) })
}

/// Whether it can be a price: positive, and below what any product costs.
pub(super) fn is_money(amount: Decimal) -> bool {
    amount > Decimal::ZERO && amount < Decimal::from(1_000_000_000_000_u64)
}

/// The address in a picture element: a lazy one before `src`, the largest of `srcset` last.
pub(super) fn picture_of(node: &Node) -> Option<&str> {
    super::probes::PICTURE_ATTRIBUTES
        .iter()
        .filter(|name| **name != "srcset")
        .filter_map(|name| node.attribute(name))
        .find(|address| !is_placeholder(address))
        .or_else(|| node.attribute("srcset").and_then(|set| set.split_ascii_whitespace().next()))
}

/// What stands in for a picture until it is loaded.
fn is_placeholder(address: &str) -> bool {
    let address = address.trim();
    !address.contains(['/', '.'])
        || address.starts_with("data:")
        || address.starts_with("blob:")
        // A template that no script has filled in.
        || address.contains("${")
        || address.contains("{{")
        || ["s.gif", "spaceball.gif", "blank.gif", "transparent", "grey-pixel", "placeholder", "loading.gif"]
            .iter()
            .any(|part| address.contains(part))
}

/// White space folded; nothing if blank. Cut at 500 characters.
pub(super) fn clean(text: &str) -> Option<String> {
    let mut folded = String::with_capacity(text.len().min(2000));
    for word in text.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(word);
        if folded.len() > 4000 {
            break;
        }
    }
    let end = folded.char_indices().nth(500).map_or(folded.len(), |(at, _)| at);
    folded.truncate(end);
    (!folded.is_empty()).then_some(folded)
}

/// The text of a JSON string or number, folded.
pub(super) fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => clean(text),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The decimal that a JSON number, or a string that starts with one, holds.
pub(super) fn decimal_of(value: &Value) -> Option<Decimal> {
    let text = match value {
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.trim().trim_start_matches(['￥', '¥', '$']).replace(',', ""),
        _ => return None,
    };
    let text = text.trim();
    if text.len() > 28 {
        return None;
    }
    if text.contains(['e', 'E']) { Decimal::from_scientific(text).ok() } else { text.parse().ok() }
}

/// The same, if it can be a price.
pub(super) fn money_of(value: &Value) -> Option<Decimal> {
    decimal_of(value).filter(|amount| is_money(*amount))
}

/// A whole number that is not negative, from a JSON number or string.
pub(super) fn count_of(value: &Value) -> Option<u64> {
    match value {
        Value::Number(number) => number.as_u64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

/// A flag that may be `true`, `"true"`, `1` or `"1"`.
pub(super) fn flag_of(value: &Value) -> bool {
    match value {
        Value::Bool(flag) => *flag,
        Value::String(text) => matches!(text.as_str(), "true" | "1" | "Y"),
        Value::Number(number) => number.as_i64() == Some(1),
        _ => false,
    }
}

/// A mark that shows nothing: of writing direction, of zero width.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{AD}')
}

/// Puts a name and a value into the attribute table, unless either is blank or the name is there.
pub(super) fn put_attribute(attributes: &mut Attributes, name: &str, value: &str) {
    // Shops put marks of writing direction around values, and scripts into cells.
    let bare = |text: &str| -> String { text.chars().filter(|c| !is_invisible(*c)).collect() };
    let (name, value) = (bare(name), bare(value));
    let name = name.trim().trim_end_matches([':', '：']);
    let value = value.trim().trim_start_matches([':', '：']);
    let is_script =
        ["function(", "function (", "{\"", "var ", "window.", "P.when("].iter().any(|mark| value.contains(mark));
    if let (Some(name), Some(value)) = (clean(name), clean(value))
        && attributes.len() < 200
        && !is_script
        && !name.eq_ignore_ascii_case(value.trim_end_matches([':', '：']))
    {
        attributes.entry(name).or_insert(value);
    }
}

/// The items of a JSON array; none for anything else.
pub(super) fn items(value: Option<&Value>) -> impl Iterator<Item = &Value> {
    value.and_then(Value::as_array).into_iter().flatten()
}

/// A price in one currency.
pub(super) fn price_in(currency: &str, min: Decimal, max: Decimal, kind: PriceKind) -> Option<Price> {
    (is_money(min) && is_money(max)).then(|| Price {
        currency: Some(currency.to_owned()),
        min: min.min(max),
        max: min.max(max),
        kind,
        text: None,
    })
}

/// The first object in the tree that has that key, breadth first; at most 20,000 values are looked at.
pub(super) fn holder_of<'a>(value: &'a Value, key: &str) -> Option<&'a Value> {
    let mut queue = std::collections::VecDeque::from([value]);
    let mut left = 20_000;
    while let Some(value) = queue.pop_front() {
        left -= 1;
        if left == 0 {
            return None;
        }
        match value {
            Value::Object(object) => {
                if object.contains_key(key) {
                    return Some(value);
                }
                queue.extend(object.values());
            }
            Value::Array(array) => queue.extend(array),
            _ => {}
        }
    }
    None
}
