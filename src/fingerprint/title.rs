//! Titles: cut into grams that are weighted by how rare they are.
//!
//! No segmenter: Chinese gives characters and pairs of them, other scripts give words and their runs of three letters.
//! Words that sell (包邮, new, free shipping) weigh little, because everybody uses them.

use super::idf;
use super::keys;
use super::spec;
use super::text::{Kind, fold, kind};

/// Exponent on the rarity of a gram: on Chinese listings the right cluster came first for 91.7 % with 0.3 to 0.7,
/// 91.3 % with 1.
const SOFTER: f32 = 0.5;
/// Weight of a run of three letters, as a share of its word's.
const RUNS: f32 = 0.3;

/// No more of a title than this is folded, in bytes.
pub(super) const LONGEST_TEXT: usize = 4_000;
/// No more of a title than this is read, in characters.
const LONGEST: usize = 1_000;

/// Hash of a gram: FNV-1a over its UTF-8, finished with the mixer of MurmurHash3. Part of the catalogue's format:
/// changing it takes a new [`super::ALGORITHM`].
pub fn hash(gram: &str) -> u32 {
    let mut hash = gram.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    hash = (hash ^ hash >> 16).wrapping_mul(0x85eb_ca6b);
    hash = (hash ^ hash >> 13).wrapping_mul(0xc2b2_ae35);
    hash ^ hash >> 16
}

/// The words of a title, folded: runs of ideographs, and runs of letters and digits.
pub fn words(title: &str) -> Vec<String> {
    folded_words(&fold(title))
}

/// The words of a text that is folded already.
pub fn folded_words(folded: &str) -> Vec<String> {
    let joined = keys::joined(folded);
    let mut words = Vec::new();
    let mut word = String::new();
    let mut last = Kind::Other;
    for c in joined.chars().take(LONGEST) {
        let now = kind(c);
        let joined = match last {
            Kind::Ideograph => now == Kind::Ideograph,
            Kind::Letter | Kind::Digit => matches!(now, Kind::Letter | Kind::Digit),
            Kind::Other => false,
        };
        if !joined && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if now != Kind::Other {
            word.push(c);
        }
        last = now;
    }
    if !word.is_empty() {
        words.push(word);
    }
    words.into_iter().flat_map(apart).collect()
}

/// Measures taken apart, so that 64gb is 64 gb and 160x200cm is 160 200 cm: a number, more of them after an x, and up
/// to three letters. Any other word stays.
fn apart(word: String) -> Vec<String> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let mut parts = Vec::new();
    let mut rest = word.as_str();
    while let Some((number, tail)) = rest.split_at_checked(digits(rest)).filter(|(number, _)| !number.is_empty()) {
        parts.push(number.to_owned());
        match tail.strip_prefix('x') {
            Some(more) if digits(more) > 0 => rest = more,
            _ if tail.is_empty() => return parts,
            _ if tail.len() <= 3 && spec::is_unit(tail) => {
                parts.push(tail.to_owned());
                return parts;
            }
            _ => break,
        }
    }
    vec![word]
}

/// Calls `each` with the terms of a word: the word itself, or the characters and pairs of characters of a run of
/// ideographs; true with those that count as words on their own.
pub fn terms(word: &str, mut each: impl FnMut(&str, bool)) {
    if !word.starts_with(|c| kind(c) == Kind::Ideograph) {
        each(word, true);
        return;
    }
    let ends = || word.char_indices().map(|(at, _)| at).skip(1).chain([word.len()]);
    let single = ends().count() == 1;
    for ((from, _), to) in word.char_indices().zip(ends()) {
        each(word.get(from..to).unwrap_or_default(), single);
    }
    for ((from, _), to) in word.char_indices().zip(ends().skip(1)) {
        each(word.get(from..to).unwrap_or_default(), true);
    }
}

/// The grams of a title with their weights, sorted by hash, each once. Chinese: characters and pairs of them; other
/// scripts: words and their runs of three letters.
pub fn grams(title: &str) -> Vec<(u32, f32)> {
    word_grams(&words(title))
}

/// The grams of words.
pub fn word_grams(words: &[String]) -> Vec<(u32, f32)> {
    let mut grams = Vec::new();
    for word in words {
        terms(word, |term, _| {
            let hash = hash(term);
            grams.push((hash, idf::weight(hash).powf(SOFTER)));
        });
        if word.starts_with(|c| kind(c) == Kind::Ideograph) || word.chars().count() < 4 {
            continue;
        }
        let (rarity, mut runs) = (idf::weight(hash(word)), Vec::new());
        for (from, _) in word.char_indices() {
            let end =
                word.get(from..).and_then(|rest| rest.char_indices().nth(2).map(|(at, c)| from + at + c.len_utf8()));
            if let Some(run) = end.and_then(|to| word.get(from..to)) {
                runs.push(hash(&format!("~{run}")));
            }
        }
        let share = rarity.powf(SOFTER) * RUNS;
        grams.extend(runs.into_iter().map(|run| (run, share)));
    }
    idf::sort_by_hash(&mut grams);
    grams.dedup_by_key(|(hash, _)| *hash);
    grams
}

/// The words of a title as terms with their full rarity, sorted by hash, each once: for weighing what is shared and
/// what is left over.
pub fn word_weights(words: &[String]) -> Vec<(u32, f32)> {
    let mut weights = Vec::new();
    for word in words {
        terms(word, |term, counts| {
            if counts {
                weights.push((meaning(term), idf::weight(hash(term))));
            }
        });
    }
    idf::sort_by_hash(&mut weights);
    weights.dedup_by_key(|(hash, _)| *hash);
    weights
}

/// Hash of what a term means: a colour in another language is the same word.
pub(super) fn meaning(term: &str) -> u32 {
    spec::trait_of(term).map_or_else(|| hash(term), |(_, name)| hash(name))
}

/// Cosine of two lists of grams, 0–1.
pub fn similarity(left: &[(u32, f32)], right: &[(u32, f32)]) -> f32 {
    alike(left, right).0
}

/// Cosine of two lists of grams, and the cosine times the root of their mean length (the geometric mean of their
/// norms): of two pairs of titles that are half alike, the longer ones have more in common.
pub fn alike(left: &[(u32, f32)], right: &[(u32, f32)]) -> (f32, f32) {
    let norm = |grams: &[(u32, f32)]| grams.iter().map(|(_, weight)| weight * weight).sum::<f32>();
    let (mut dot, mut left_rest, mut right_rest) = (0.0, left, right);
    while let ([(a, x), more_left @ ..], [(b, y), more_right @ ..]) = (left_rest, right_rest) {
        if a == b {
            dot += x * y;
        }
        if a <= b {
            left_rest = more_left;
        }
        if b <= a {
            right_rest = more_right;
        }
    }
    let norms = norm(left) * norm(right);
    let cosine = if norms > 0.0 { (dot / norms.sqrt()).min(1.0) } else { 0.0 };
    (cosine, cosine * norms.sqrt().sqrt())
}
