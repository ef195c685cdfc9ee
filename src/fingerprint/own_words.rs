//! Where a title says what another does not, by the words that the score weighs.

use super::{
    text::{self, Kind, fold, kind},
    title,
};

/// The runs of a title's characters whose words the other title lacks, in order, as `[start, end)` in UTF-16 units: what a
/// page may mark. A word that both say is in no run, in whatever order either says it; a decimal number is marked whole.
pub fn own_words(title: &str, other: &str) -> Vec<(u32, u32)> {
    let there = title::word_weights(&title::words(text::start(other, title::LONGEST_TEXT)));
    let is_there = |term: &str| {
        let wanted = title::meaning(term);
        there.binary_search_by(|(hash, _)| hash.cmp(&wanted)).is_ok()
    };
    let letters = letters(text::start(title, title::LONGEST_TEXT));
    let folded: String = letters.iter().map(|letter| letter.folded).collect();
    let mut own = vec![false; letters.len()];
    let mut at = 0;
    for word in title::folded_words(&folded) {
        // Words are the folded text with signs left out, so each letter is the next one that is like it.
        let mut places = Vec::new();
        for wanted in word.chars() {
            let Some(ahead) = letters.get(at..).and_then(|rest| rest.iter().position(|letter| letter.folded == wanted))
            else {
                break;
            };
            places.push(at + ahead);
            at += ahead + 1;
        }
        mark(&word, &places, &is_there, &mut own);
    }
    mark_decimals(&letters, &mut own);
    runs(&letters, &own)
}

/// A character of a folded text, and where it stands in the text as it was.
struct Letter {
    folded: char,
    start: u32,
    end: u32,
}

fn letters(title: &str) -> Vec<Letter> {
    let mut letters = Vec::new();
    let mut start = 0;
    for character in title.chars() {
        let end = start + character.len_utf16() as u32;
        letters.extend(fold(character.encode_utf8(&mut [0; 4])).chars().map(|folded| Letter { folded, start, end }));
        start = end;
    }
    letters
}

/// Marks the letters of a word, whose places these are, of which no term is in the other title.
fn mark(word: &str, places: &[usize], is_there: &impl Fn(&str) -> bool, own: &mut [bool]) {
    let mut set = |places: &[usize], value: bool| {
        for place in places {
            if let Some(own) = own.get_mut(*place) {
                *own = value;
            }
        }
    };
    set(places, true);
    let letters: Vec<char> = word.chars().collect();
    let size = match letters.first() {
        Some(first) if kind(*first) == Kind::Ideograph && letters.len() > 1 => 2,
        _ => letters.len().max(1),
    };
    for (term, places) in letters.windows(size).zip(places.windows(size)) {
        if is_there(&term.iter().collect::<String>()) {
            set(places, false);
        }
    }
}

/// Of 16.5 beside 6.5 all is marked, and not the 16 alone.
fn mark_decimals(letters: &[Letter], own: &mut [bool]) {
    let digit = |at: usize| letters.get(at).is_some_and(|letter| letter.folded.is_ascii_digit());
    let point = |at: usize| letters.get(at).is_some_and(|letter| letter.folded == '.') && digit(at + 1);
    let mut from = 0;
    while from < letters.len() {
        let mut to = from;
        while digit(to) || (to > from && point(to)) {
            to += 1;
        }
        if to > from
            && let Some(number) = own.get_mut(from..to)
            && number.contains(&true)
        {
            number.fill(true);
        }
        from = to.max(from + 1);
    }
}

fn runs(letters: &[Letter], own: &[bool]) -> Vec<(u32, u32)> {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for (letter, _) in letters.iter().zip(own).filter(|(_, own)| **own) {
        match runs.last_mut() {
            Some((_, end)) if *end >= letter.start => *end = letter.end,
            _ => runs.push((letter.start, letter.end)),
        }
    }
    runs
}

#[cfg(test)]
#[path = "../../tests/unit/fingerprint/own_words.rs"]
mod tests;
