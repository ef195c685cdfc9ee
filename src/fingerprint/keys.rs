//! Exact keys: model numbers and GTINs, which settle by themselves what a title only suggests.

use std::borrow::Cow;

use super::spec;
use super::text::fold;
use crate::sorting;

/// A stable 64-bit hash of a key: FNV-1a. Part of the catalogue's format.
pub fn hash(key: &str) -> u64 {
    key.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// A GTIN (8, 12, 13 or 14 digits, right check digit), brought to 14 digits; `None` when it is none.
pub fn gtin(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    if !matches!(digits.len(), 8 | 12 | 13 | 14) || text.chars().any(|c| c.is_alphabetic()) {
        return None;
    }
    let full = format!("{digits:0>14}");
    let sum: u32 = full
        .bytes()
        .enumerate()
        .map(|(place, digit)| u32::from(digit - b'0') * if place % 2 == 0 { 3 } else { 1 })
        .sum();
    (sum.is_multiple_of(10) && full.bytes().any(|digit| digit != b'0')).then_some(full)
}

/// What looks like a model number in a title: letters and digits mixed, or at least five digits, with the dashes and
/// dots inside left out (KX-TG6700B is KXTG6700B), and no measure (16gb, 1080p).
pub fn models(title: &str) -> Vec<String> {
    folded_models(&fold(title))
}

/// The same of a text that is folded already; sorted, each once, at most 32.
pub fn folded_models(folded: &str) -> Vec<String> {
    let mut models: Vec<String> = folded
        .split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_')))
        .filter_map(|token| {
            let token = token.trim_matches(['-', '.', '_']);
            let decimal = token.contains('.') && token.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
            let plain: String = token.chars().filter(char::is_ascii_alphanumeric).collect();
            (!decimal && is_model(token, &plain)).then_some(plain)
        })
        .take(32)
        .collect();
    sorting::sort(&mut models);
    models.dedup();
    models
}

/// Words and the numbers or model numbers after them, as one: `mdr ex55` is mdrex55, `mm 818` is mm818. Sorted, each
/// once, at most 32; `words` are a title's, folded.
pub fn glued(words: &[String]) -> Vec<String> {
    let plain = |word: &str| word.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let mut glued: Vec<String> = words
        .windows(2)
        .filter_map(|pair| match pair {
            [before, number] => Some((before, number)),
            _ => None,
        })
        .filter(|(before, number)| {
            let lettered = before.bytes().all(|byte| byte.is_ascii_lowercase()) && !spec::is_unit(before);
            let digits = number.bytes().filter(u8::is_ascii_digit).count();
            lettered && before.len() <= 10 && digits >= 2 && plain(number) && before.len() + number.len() >= 5
        })
        .map(|(before, number)| format!("{before}{number}"))
        .take(32)
        .collect();
    sorting::sort(&mut glued);
    glued.dedup();
    glued
}

/// The text with the signs inside of model numbers left out, so that KX-TG6700B is one word however it is written.
pub(crate) fn joined(folded: &str) -> Cow<'_, str> {
    let inside = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_');
    let mut out = String::new();
    let mut done = 0;
    let mut start = 0;
    while let Some(rest) = folded.get(start..).filter(|rest| !rest.is_empty()) {
        let length = rest.find(|c| !inside(c)).unwrap_or(rest.len());
        let token = rest.get(..length).unwrap_or_default();
        if token.contains(['-', '.', '_']) && token.bytes().any(|byte| byte.is_ascii_digit()) {
            let bare = token.trim_matches(['-', '.', '_']);
            let plain: String = bare.chars().filter(char::is_ascii_alphanumeric).collect();
            if is_model(bare, &plain) && plain.bytes().any(|byte| byte.is_ascii_alphabetic()) {
                out.push_str(folded.get(done..start).unwrap_or_default());
                out.push_str(&plain);
                done = start + length;
            }
        }
        let next = rest.get(length..).and_then(|tail| tail.chars().next());
        start += length + next.map_or(1, char::len_utf8);
    }
    if done == 0 {
        return Cow::Borrowed(folded);
    }
    out.push_str(folded.get(done..).unwrap_or_default());
    Cow::Owned(out)
}

/// A part number, as a page's own field states it: taken as it is, but for its signs.
pub fn part_number(folded: &str) -> Option<String> {
    let plain: String = folded.chars().filter(char::is_ascii_alphanumeric).collect();
    ((3..=24).contains(&plain.len()) && plain.bytes().any(|byte| byte.is_ascii_digit())).then_some(plain)
}

/// What numbers are measured in besides the units of [`spec`].
const RATES: &[&str] = &["gbps", "mbps", "kbps", "lumen", "lumens", "outlet", "port", "ports", "pockets"];

fn is_model(token: &str, plain: &str) -> bool {
    let digits = plain.bytes().filter(u8::is_ascii_digit).count();
    let letters = plain.len() - digits;
    if digits == 0 || plain.len() > 24 {
        return false;
    }
    if letters == 0 {
        return plain.len() >= 5;
    }
    // A number and a short word or a unit is a measure or an ordinal: 16gb, 1080p, 3d, 100x40cm, 2-pack, 10.1-inch.
    let lead = plain.bytes().take_while(u8::is_ascii_digit).count();
    let tail = plain.get(lead..).unwrap_or_default();
    let worded = letters <= 3 || token.contains('-') && lead <= 2 || RATES.contains(&tail) || spec::is_unit(tail);
    let measure = lead > 0 && digits == lead && worded;
    let sizes = plain.split('x').all(|part| part.bytes().take_while(u8::is_ascii_digit).count() + 2 >= part.len());
    let trailing = plain.len() >= 4 && !measure && !(lead > 0 && sizes && plain.contains('x'));
    trailing && plain.len() >= 4
}

/// The keys of a listing, for exact lookup: its GTIN and the model numbers of its title.
pub fn exact(title: &str, gtin_text: Option<&str>) -> Vec<u64> {
    let gtin = gtin_text.and_then(gtin).map(|gtin| hash(&format!("gtin:{gtin}")));
    gtin.into_iter().chain(models(title).iter().map(|model| hash(&format!("model:{model}")))).collect()
}
