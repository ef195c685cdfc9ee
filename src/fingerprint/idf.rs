//! How telling a word is: a small table of the words that many titles have. It is written by `yuantou-evaluate train` and may
//! be read and mended by people: a word, a tab, its weight in tenths of a nat. A word that is not in it is rare.

use std::sync::OnceLock;

use super::title::hash;

static TABLE: &str = include_str!("tables/idf.tsv");

/// Weight of a word that is not in the table, in nats.
pub const RARE: f32 = 8.0;

/// Sorts what hashes weigh by the hash: one sort for all who do, since it is where titles take their time.
pub(super) fn sort_by_hash(weights: &mut [(u32, f32)]) {
    weights.sort_by_key(|(hash, _)| *hash);
}

/// How telling a word or gram is, 0–8: the logarithm of how many titles there are for one that has it.
pub fn weight(hashed: u32) -> f32 {
    static WEIGHTS: OnceLock<Vec<(u32, f32)>> = OnceLock::new();
    let weights = WEIGHTS.get_or_init(|| {
        let mut weights: Vec<(u32, f32)> = TABLE
            .lines()
            .filter_map(|line| line.split_once('\t'))
            .filter_map(|(word, tenths)| Some((hash(word), tenths.parse::<f32>().ok()? / 10.0)))
            .collect();
        sort_by_hash(&mut weights);
        weights
    });
    match weights.binary_search_by_key(&hashed, |(hash, _)| *hash) {
        Ok(at) => weights.get(at).map_or(RARE, |(_, weight)| *weight),
        Err(_) => RARE,
    }
}
