//! Exact keys: model numbers and GTINs, which settle by themselves what a title only suggests.

use super::title::words;

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
    (sum % 10 == 0 && full.bytes().any(|digit| digit != b'0')).then_some(full)
}

/// The words of a title that look like model numbers: letters and digits mixed, four characters at least.
pub fn models(title: &str) -> Vec<String> {
    let mut models: Vec<String> = words(title)
        .into_iter()
        .filter(|word| {
            word.len() >= 4
                && word.is_ascii()
                && word.bytes().any(|byte| byte.is_ascii_digit())
                && word.bytes().any(|byte| byte.is_ascii_alphabetic())
        })
        .collect();
    models.sort_unstable();
    models.dedup();
    models
}

/// The keys of a listing, for exact lookup: its GTIN and the model numbers of its title.
pub fn exact(title: &str, gtin_text: Option<&str>) -> Vec<u64> {
    let gtin = gtin_text.and_then(gtin).map(|gtin| hash(&format!("gtin:{gtin}")));
    gtin.into_iter().chain(models(title).iter().map(|model| hash(&format!("model:{model}")))).collect()
}
