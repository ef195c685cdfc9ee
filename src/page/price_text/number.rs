//! Numbers as people write them in prices: which separators group digits and which begin the fraction.

use rust_decimal::Decimal;

/// A number in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Number {
    /// Where in the text.
    pub(super) start: usize,
    pub(super) end: usize,
    /// Digits and separators as value; see [`value`].
    pub(super) value: Decimal,
    /// Whether it was written with a fraction.
    pub(super) has_fraction: bool,
    /// Whether it was given in ten thousands (万).
    pub(super) is_myriad: bool,
}

/// Longer runs of digits are ids, not amounts.
const LONGEST: usize = 40;

/// All numbers of the text, from left to right. `three_decimals`: `423.923` has a fraction.
pub(super) fn numbers(text: &str, three_decimals: bool, decimal_separator: Option<char>) -> Vec<Number> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut position = 0;
    while let Some(&byte) = bytes.get(position) {
        let starts = byte.is_ascii_digit()
            || (byte == b'.' || byte == b',')
                && bytes.get(position + 1).is_some_and(u8::is_ascii_digit)
                && !position.checked_sub(1).and_then(|before| bytes.get(before)).is_some_and(u8::is_ascii_digit);
        if !starts {
            position += 1;
            continue;
        }
        let end = run(text, position, decimal_separator);
        if let Some((value, has_fraction)) =
            text.get(position..end).and_then(|digits| value(digits, three_decimals, decimal_separator))
        {
            let myriad = text.get(end..).and_then(|rest| rest.chars().next()).filter(|c| matches!(c, '万' | '萬'));
            let end = end + myriad.map_or(0, char::len_utf8);
            let scale = if myriad.is_some() { Decimal::from(10_000) } else { Decimal::ONE };
            if let Some(value) = value.checked_mul(scale) {
                found.push(Number {
                    start: position,
                    end,
                    value: if myriad.is_some() { value.normalize() } else { value },
                    has_fraction,
                    is_myriad: myriad.is_some(),
                });
            }
        }
        position = end.max(position + 1);
    }
    found
}

/// Where the number that starts at `start` ends.
fn run(text: &str, start: usize, decimal_separator: Option<char>) -> usize {
    let bytes = text.as_bytes();
    let digits_at = |at: usize| bytes.iter().skip(at).take(5).take_while(|byte| byte.is_ascii_digit()).count();
    let mut end = start;
    loop {
        end += bytes.iter().skip(end).take_while(|byte| byte.is_ascii_digit()).count();
        let Some(rest) = text.get(end..) else {
            return end;
        };
        let Some(separator) = rest.chars().next() else {
            return end;
        };
        let width = separator.len_utf8();
        match separator {
            '.' | ',' | '٫' | '٬' | '\'' | '’' => {
                let next = end + width;
                if digits_at(next) > 0 {
                    end = next;
                } else if matches!(separator, '.' | ',') && bytes.get(next) == Some(&b' ') && digits_at(next + 1) == 2 {
                    // `119. 95`
                    return next + 3;
                } else {
                    return end;
                }
            }
            ' ' => {
                // A space groups only if exactly three digits follow, and what stands before is a group as well.
                let group = text
                    .get(start..end)
                    .map_or(0, |before| before.bytes().rev().take_while(u8::is_ascii_digit).count());
                let begins = text.get(start..end).is_some_and(|before| !before.contains(['.', ',']));
                if digits_at(end + 1) == 3 && (1..=3).contains(&group) && begins {
                    end += 1;
                } else {
                    return end;
                }
            }
            // `1250€60`, where the currency is known to stand for the point.
            '€' | '£' | '$' if decimal_separator == Some(separator) => {
                let next = end + width + usize::from(bytes.get(end + width) == Some(&b' '));
                return if digits_at(next) == 2 { next + 2 } else { end };
            }
            _ => return end,
        }
        if end - start > LONGEST {
            return end;
        }
    }
}

/// The value of digits with separators, and whether they have a fraction.
fn value(digits: &str, three_decimals: bool, decimal_separator: Option<char>) -> Option<(Decimal, bool)> {
    let is_separator = |c: &char| matches!(c, '.' | ',' | '٫' | '٬' | '€' | '£' | '$');
    // No group comes after a point: the one that `.75,333` begins with is the end of something else.
    let rest = digits.get(1..).filter(|rest| digits.starts_with(['.', ',']) && rest.contains(['.', ',']));
    let digits = rest.unwrap_or(digits);
    let separators: Vec<(usize, char)> = digits.char_indices().filter(|(_, c)| is_separator(c)).collect();
    let point = match (separators.last(), decimal_separator) {
        (None, _) => None,
        (Some(_), Some(wanted)) => separators.iter().rev().find(|(_, c)| *c == wanted).map(|(at, _)| *at),
        (Some(&(at, last)), None) => {
            let after = digits.get(at + last.len_utf8()..)?.chars().filter(char::is_ascii_digit).count();
            let before = digits.get(..at)?.chars().filter(char::is_ascii_digit).count();
            let mixed = separators.iter().any(|&(_, c)| c != last);
            let repeated = separators.iter().filter(|&&(_, c)| c == last).count() > 1;
            // `.75` and `0.750` are fractions; `1.234` and `1,234` are not, unless the currency has mills.
            let groups =
                after == 3 && !mixed && !three_decimals && (1..=3).contains(&before) && !digits.starts_with('0');
            let is_group = repeated || groups && last != '٫' || last == '٬';
            (!is_group).then_some(at)
        }
    };
    let mut plain = String::with_capacity(digits.len() + 1);
    for (at, character) in digits.char_indices() {
        if Some(at) == point {
            if plain.is_empty() {
                plain.push('0');
            }
            plain.push('.');
        } else if character.is_ascii_digit() {
            plain.push(character);
        }
    }
    let has_fraction = plain.contains('.');
    let plain = plain.trim_end_matches('.');
    if plain.len() > 27 {
        return None;
    }
    plain.parse().ok().map(|value| (value, has_fraction))
}
