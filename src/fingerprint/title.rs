//! Titles: cut into grams that are weighted by how rare they are.
//!
//! No segmenter: Chinese gives characters and pairs of them, other scripts give words and their runs of three letters.
//! Words that sell (包邮, new, free shipping) weigh little, because everybody uses them.

use super::text::{Kind, fold, kind};

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

/// The words of a title, folded: a run of ideographs, or a run of letters and digits with the dots and dashes inside
/// it left out.
pub fn words(title: &str) -> Vec<String> {
    let folded = fold(title);
    let mut words = Vec::new();
    let mut word = String::new();
    let mut last = Kind::Other;
    for c in folded.chars().take(LONGEST) {
        let now = kind(c);
        let joined = match (last, now) {
            (Kind::Ideograph, Kind::Ideograph) => true,
            (Kind::Letter | Kind::Digit, Kind::Letter | Kind::Digit) => true,
            _ => false,
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
    words
}

/// The grams of a title with their weights, sorted by hash, each once.
pub fn grams(title: &str) -> Vec<(u32, f32)> {
    let mut grams = Vec::new();
    for word in words(title) {
        let chars: Vec<(usize, char)> = word.char_indices().collect();
        let ends: Vec<usize> = chars.iter().skip(1).map(|(at, _)| *at).chain([word.len()]).collect();
        let mut push = |from: usize, to: usize, weight: f32| {
            if let Some(gram) = word.get(from..to) {
                grams.push((hash(gram), weight));
            }
        };
        if chars.first().is_some_and(|(_, c)| kind(*c) == Kind::Ideograph) {
            for (index, &(from, _)) in chars.iter().enumerate() {
                for (length, weight) in [(1, 2.0), (2, 4.0)] {
                    if let Some(&to) = ends.get(index + length - 1) {
                        push(from, to, weight);
                    }
                }
            }
        } else {
            push(0, word.len(), 4.0);
            for (index, &(from, _)) in chars.iter().enumerate() {
                if let Some(&to) = ends.get(index + 2)
                    && to - from < word.len()
                {
                    push(from, to, 2.0);
                }
            }
        }
    }
    grams.sort_by_key(|(hash, _)| *hash);
    grams.dedup_by_key(|(hash, _)| *hash);
    grams
}

/// Cosine of two lists of grams, 0–1.
pub fn similarity(left: &[(u32, f32)], right: &[(u32, f32)]) -> f32 {
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
    if norms > 0.0 { (dot / norms.sqrt()).min(1.0) } else { 0.0 }
}
