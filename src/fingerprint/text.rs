//! Text made comparable: compatibility forms, case, accents and traditional characters folded, noise dropped.

use std::sync::OnceLock;

/// Traditional characters and their simplified forms, a pair an entry.
static TRADITIONAL: &str = include_str!("tables/traditional.txt");

/// The letters U+00E0 … U+017F without their accents, lower case; `.` where there is no plain letter.
const LATIN: &str = "aaaaaaaceeeeiiiidnooooo.ouuuuy.yaaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllllllllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

/// A character's plain form, or `None` to keep it.
fn plain(c: char) -> Option<char> {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0),
        '\u{3000}' | '\u{a0}' => Some(' '),
        '×' | '✕' | '✖' | '╳' => Some('x'),
        '\u{e0}'..='\u{17f}' => {
            LATIN.as_bytes().get(c as usize - 0xe0).map(|b| char::from(*b)).filter(|b| b.is_ascii_alphabetic())
        }
        _ => None,
    }
}

/// The first `most` bytes of a text, or one to three less where a character would be cut.
pub fn start(text: &str, most: usize) -> &str {
    (0..=most.min(text.len())).rev().find_map(|end| text.get(..end)).unwrap_or_default()
}

/// Folds a text: lower case, full-width and other compatibility forms to plain ones, accents off, traditional to
/// simplified. Length and order of words stay.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii() {
            out.push(c.to_ascii_lowercase());
            continue;
        }
        for c in plain(c).unwrap_or(c).to_lowercase() {
            out.push(plain(c).unwrap_or_else(|| simplified(c)));
        }
    }
    out
}

fn simplified(c: char) -> char {
    static TABLE: OnceLock<Vec<char>> = OnceLock::new();
    let Some(at) = (c as usize).checked_sub(0x4e00).filter(|at| *at < 0x5200) else {
        return c;
    };
    let table = TABLE.get_or_init(|| {
        let mut table: Vec<char> = ('\u{4e00}'..'\u{a000}').collect();
        for pair in TRADITIONAL.split_whitespace() {
            let mut chars = pair.chars();
            while let (Some(from), Some(to)) = (chars.next(), chars.next()) {
                if let Some(place) = (from as usize).checked_sub(0x4e00).and_then(|at| table.get_mut(at)) {
                    *place = to;
                }
            }
        }
        table
    });
    table.get(at).copied().unwrap_or(c)
}

/// What a character is, for cutting text into words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Written without spaces: Chinese, Japanese, Thai, …
    Ideograph,
    /// A letter of a script that is written in words.
    Letter,
    /// A digit.
    Digit,
    /// Everything else.
    Other,
}

/// What a folded character is.
pub fn kind(c: char) -> Kind {
    match c {
        '0'..='9' => Kind::Digit,
        'a'..='z' => Kind::Letter,
        '\u{0}'..='\u{7f}' => Kind::Other,
        '\u{0e00}'..='\u{0eff}'
        | '\u{2e80}'..='\u{2fff}'
        | '\u{3040}'..='\u{312f}'
        | '\u{3400}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}' => Kind::Ideograph,
        c if c.is_alphabetic() => Kind::Letter,
        c if c.is_numeric() => Kind::Digit,
        _ => Kind::Other,
    }
}
