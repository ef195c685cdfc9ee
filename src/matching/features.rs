//! What is measured of two products' texts, as numbers for the model.
//!
//! Titles that are written without spaces, as Chinese is, have a measure of their own: how much two titles and their
//! lengths have in common. What the others say of words and numbers was learnt from words between spaces, and misleads
//! where a word is any two characters that stand together; what contradicts counts for both.
//!
//! One measure, `equal`, is not learnt but worked out (`equality`).

use crate::fingerprint::spec::Topic;
use crate::fingerprint::text::{Kind, kind};
use crate::fingerprint::{Fingerprint, title};

use super::facts::Facts;

/// The measures, by name; [`Features`] holds their values in this order.
pub const NAMES: [&str; COUNT] = [
    "grams",
    "words",
    "contained",
    "shared_weight",
    "left_over_least",
    "left_over_most",
    "rarest_left_over",
    "model_equal",
    "model_within",
    "model_near",
    "model_differs",
    "model_in_table",
    "model_unknown",
    "numbers_shared",
    "numbers_differ",
    "facts_agree",
    "facts_differ",
    "counts_differ",
    "brand_same",
    "brand_differs",
    "brand_in_title",
    "colour_same",
    "colour_differs",
    "wearer_differs",
    "side_differs",
    "table_words",
    "cross_words",
    "price_apart",
    "price_known",
    "gtin_same",
    "gtin_differs",
    "start_same",
    "length_least",
    "size_same",
    "size_differs",
    "model_rest",
    "model_rest_near",
    "number_rare",
    "number_instead",
    "unspaced",
    "unspaced_grams",
    "equal",
];
/// How many measures there are.
pub const COUNT: usize = 42;

/// Place of the measure that is 1 where a title is written without spaces, and adds to the constant.
pub const UNSPACED: usize = 39;
/// Place of what such titles have in common.
pub const UNSPACED_GRAMS: usize = 40;
/// Place of `equality`, in log-odds.
pub const EQUAL: usize = 41;

/// What of each measure counts for titles that are written without spaces: see [`super::model::Model::logit`].
pub(super) const FOR_UNSPACED: Features = [
    0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 1.0, 1.0, 0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 0.0, 1.0,
    1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 0.0, 0.0, 1.0, 1.0, 1.0, 1.0, 0.0, 0.0, 1.0, 1.0, 1.0,
];

/// Which way each measure may speak: 1 for, -1 against, 0 either. A measure that says how much there is to compare may
/// speak either way.
pub const SIGNS: [i8; COUNT] = [
    1, 1, 1, 1, 0, 0, -1, 1, 1, -1, -1, 1, 0, 1, -1, 1, -1, -1, 1, -1, 1, 1, -1, -1, -1, 1, 1, -1, 0, 1, -1, 1, 0, 1,
    -1, -1, -1, 1, -1, 0, 1, 1,
];

/// The values of [`NAMES`].
pub type Features = [f64; COUNT];

/// Shares and left-overs of two sorted lists of weighted words.
#[derive(Default)]
struct Overlap {
    shared: f64,
    left: f64,
    right: f64,
    rarest_left: f64,
    rarest_right: f64,
    /// How many words are left over.
    count_left: usize,
    count_right: usize,
}

impl Overlap {
    /// Moves words that one title writes in two to what is shared: their weights, of the left and of the right side.
    fn join(&mut self, left: f64, right: f64) {
        self.shared += left + right;
        self.left = (self.left - left - right).max(0.0);
        self.right = (self.right - left - right).max(0.0);
    }
}

/// The weight of the words of the other title that this one writes in two.
fn found_glued(glued: &[String], words: &[(u32, f32)]) -> f64 {
    let weight = |word: &String| {
        let hash = title::hash(word);
        words.binary_search_by_key(&hash, |(hash, _)| *hash).ok().and_then(|at| words.get(at))
    };
    glued.iter().filter_map(weight).map(|(_, weight)| f64::from(*weight)).sum()
}

fn overlap(mut left: &[(u32, f32)], mut right: &[(u32, f32)]) -> Overlap {
    let mut sums = Overlap::default();
    loop {
        match (left.split_first(), right.split_first()) {
            (Some(((a, weight), more)), Some(((b, _), others))) if a == b => {
                sums.shared += f64::from(*weight);
                (left, right) = (more, others);
            }
            (Some(((a, weight), more)), other) if other.is_none_or(|((b, _), _)| a < b) => {
                sums.left += f64::from(*weight);
                sums.count_left += 1;
                sums.rarest_left = sums.rarest_left.max(f64::from(*weight));
                left = more;
            }
            (_, Some(((_, weight), others))) => {
                sums.right += f64::from(*weight);
                sums.count_right += 1;
                sums.rarest_right = sums.rarest_right.max(f64::from(*weight));
                right = others;
            }
            _ => return sums,
        }
    }
}

/// From about so much in common titles that are written without spaces speak for, and no more is counted where something
/// contradicts: a title of thirty characters differs by two from that of another size.
const LEAST_TELLING: f64 = 0.3;

/// What titles that are equal, or nearly, add to the log-odds: the rarer the words that they share, the less likely is it
/// that strangers came upon all of them. It is by hand, since the sets have no million listings in which to learn what
/// does not happen: of 72 million pairs of Chinese listings, 15,000 of the 105,000 within a cluster and 20 others are so
/// alike, which is worth 13. Words of a title go together, so that it grows with the logarithm of their rarity only; what
/// is left over takes three times its own away.
fn equality(words: &Overlap) -> f64 {
    let left_over = words.left + words.right;
    let telling = words.shared - 3.0 * left_over;
    // Of two that are chosen, short ones are more likely the same than not.
    let least = if left_over == 0.0 { 3.0 } else { 0.0 };
    (8.0 * (telling / 16.0).max(1.0).ln()).clamp(least, 14.0)
}

/// Whether a title is written without spaces, in part at least.
fn is_unspaced(side: &Fingerprint) -> bool {
    side.compact.chars().any(|c| kind(c) == Kind::Ideograph)
}

/// Measures two texts. `facts` is their [`Facts::compare`], `price_ratio` as in [`super::Context`].
pub fn measure(left: &Fingerprint, right: &Fingerprint, facts: &Facts, price_ratio: Option<f64>) -> Features {
    let mut words = overlap(&left.words, &right.words);
    words.join(found_glued(&left.glued, &right.words), found_glued(&right.glued, &left.words));
    let least = (words.shared + words.left).min(words.shared + words.right);
    let all = words.shared + words.left + words.right;
    let share = |part: f64, whole: f64| if whole > 0.0 { part / whole } else { 0.0 };
    let models = Models::compare(left, right);
    let shared_numbers = left.numbers.iter().filter(|number| right.numbers.contains(number)).count();
    let rare_number = left.numbers.iter().filter(|number| right.numbers.contains(number));
    let rare_number = rare_number.map(|number| number.len().saturating_sub(2).min(3) as f64 / 3.0).fold(0.0, f64::max);
    // What agrees once its unit is converted was written in two numbers: 16.5 cm, 165 mm.
    let converted = facts.agree.len().saturating_sub(shared_numbers);
    let (left_numbers, right_numbers) = (left.numbers.len() - shared_numbers, right.numbers.len() - shared_numbers);
    let own_numbers = left_numbers.min(right_numbers).saturating_sub(converted);
    // One number stands where the other title has another, and little else differs: Tempest 30, Tempest 24.
    let beside = words.count_left.saturating_sub(left_numbers).min(words.count_right.saturating_sub(right_numbers));
    let number_instead = f64::from(own_numbers > 0 && beside == 0);
    let (brand_same, brand_differs) = match (&left.brand, &right.brand) {
        (Some(a), Some(b)) => (same_brand(a, b), !same_brand(a, b)),
        _ => (false, false),
    };
    let named = |brand: &Option<String>, title: &str| {
        brand.as_ref().is_some_and(|brand| brand.len() >= 2 && title.contains(brand.as_str()))
    };
    let differs = |topic: Topic| facts.words_differ.iter().any(|words| words.0 == topic);
    let colour_same = facts.words_agree.iter().any(|words| words.0 == Topic::Colour);
    let table = overlap(&left.table, &right.table);
    let (cross, back) = (overlap(&left.words, &right.table), overlap(&right.words, &left.table));
    let gtin_same = left.gtin.is_some() && left.gtin == right.gtin;
    let gtin_differs = left.gtin.is_some() && right.gtin.is_some() && !gtin_same;
    let flag = f64::from;
    let same_start = left.compact.chars().zip(right.compact.chars()).take_while(|(a, b)| a == b).count();
    let length = left.words.len().min(right.words.len());
    let (similarity, common) = title::alike(&left.title, &right.title);
    let unspaced = is_unspaced(left) || is_unspaced(right);
    let contradicted = own_numbers > 0
        || facts.sizes_differ.is_some()
        || !(facts.differ.is_empty() && facts.words_differ.is_empty())
        || models.differs + models.rest > 0.0
        || gtin_differs;
    [
        f64::from(similarity),
        share(words.shared, all),
        share(words.shared, least),
        (words.shared / 40.0).min(1.5),
        (words.left.min(words.right) / 30.0).min(2.0),
        (words.left.max(words.right) / 60.0).min(2.0),
        words.rarest_left.min(words.rarest_right) / 8.0,
        models.equal,
        models.within,
        models.near,
        models.differs,
        models.in_table,
        models.unknown,
        (shared_numbers as f64 / 2.0).min(1.5),
        (own_numbers as f64 / 2.0).min(1.5),
        (facts.agree.len() as f64 / 2.0).min(1.5),
        (facts.differ.len() as f64 / 2.0).min(1.5),
        flag(facts.counts_differ()),
        flag(brand_same),
        flag(brand_differs),
        flag(named(&left.brand, &right.compact) || named(&right.brand, &left.compact)),
        flag(colour_same),
        flag(differs(Topic::Colour)),
        flag(differs(Topic::Wearer)),
        flag(differs(Topic::Side)),
        share(table.shared, table.shared + table.left.min(table.right)),
        share(cross.shared, cross.shared + cross.left).max(share(back.shared, back.shared + back.left)),
        price_ratio.map_or(0.0, |ratio| ratio.ln().abs().min(2.0)),
        flag(price_ratio.is_some()),
        flag(gtin_same),
        flag(gtin_differs),
        (same_start as f64 / 20.0).min(1.0),
        (length as f64 / 10.0).min(1.5),
        flag(facts.size_agrees.is_some()),
        flag(facts.sizes_differ.is_some()),
        models.rest,
        models.rest_near,
        rare_number,
        number_instead,
        flag(unspaced),
        if unspaced { (f64::from(common) / 20.0).min(if contradicted { LEAST_TELLING } else { 2.0 }) } else { 0.0 },
        // Where each has words that the other has not, one stands for the other.
        if contradicted || unspaced && words.left.min(words.right) > 0.0 { 0.0 } else { equality(&words) },
    ]
}

/// How the model numbers of two products compare.
#[derive(Default)]
struct Models {
    equal: f64,
    within: f64,
    near: f64,
    differs: f64,
    in_table: f64,
    unknown: f64,
    /// One model number is shared, but each side has another that the other side has not.
    rest: f64,
    /// How alike those are: the variants of one model.
    rest_near: f64,
}

impl Models {
    fn compare(left: &Fingerprint, right: &Fingerprint) -> Self {
        let weight = |model: &str| (model.len() as f64 / 8.0).min(1.25);
        let mut result = Self::default();
        for a in &left.models {
            for b in &right.models {
                if a == b {
                    result.equal = f64::max(result.equal, weight(a));
                } else if a.len().min(b.len()) >= 4 && (within(a, b) || within(b, a)) {
                    result.within = f64::max(result.within, weight(if a.len() < b.len() { a } else { b }));
                } else {
                    result.near = f64::max(result.near, likeness(a, b));
                }
            }
        }
        // A number that one title writes in two words, or glued to another, is found in the text without its spaces.
        let glued = |models: &[String], other: &Fingerprint| {
            models
                .iter()
                .filter(|model| model.len() >= 5 && other.compact.contains(model.as_str()))
                .map(|model| weight(model))
                .fold(0.0, f64::max)
        };
        result.within = result.within.max(glued(&left.models, right)).max(glued(&right.models, left));
        // Or in the words before it: mdr ex55, against mdrex55bk.
        let split = |glued: &[String], models: &[String]| {
            let pairs = glued.iter().flat_map(|glued| models.iter().map(move |model| (glued, model)));
            pairs
                .filter(|(glued, model)| {
                    glued == model || within(glued, model) || within(model, glued) && model.len() >= 5
                })
                .map(|(glued, model)| weight(if glued.len() < model.len() { glued } else { model }))
                .fold(0.0, f64::max)
        };
        result.within = result.within.max(split(&left.glued, &right.models)).max(split(&right.glued, &left.models));
        let listed = |models: &[String], others: &[String]| {
            models.iter().filter(|model| others.contains(model)).map(|model| weight(model)).fold(0.0, f64::max)
        };
        result.in_table = listed(&left.models, &right.other_models)
            .max(listed(&right.models, &left.other_models))
            .max(listed(&left.other_models, &right.other_models) * 0.5);
        let found = result.equal.max(result.within);
        let strong = |side: &Fingerprint| side.models.iter().any(|model| model.len() >= 4);
        if found == 0.0 {
            result.differs = f64::from(strong(left) && strong(right));
            result.unknown = f64::from(!strong(left) || !strong(right));
        } else {
            result.near = 0.0;
            let alone = |model: &&String, others: &Fingerprint| {
                model.len() >= 4
                    && !others.compact.contains(model.as_str())
                    && !others
                        .models
                        .iter()
                        .any(|other| other == *model || within(other, model) || within(model, other))
            };
            let ours = || left.models.iter().filter(|model| alone(model, right));
            let theirs = || right.models.iter().filter(|model| alone(model, left));
            result.rest = f64::from(ours().next().is_some() && theirs().next().is_some());
            result.rest_near = ours().flat_map(|a| theirs().map(move |b| likeness(a, b))).fold(0.0, f64::max);
        }
        result
    }
}

/// Whether `short` begins or ends `long`.
fn within(short: &str, long: &str) -> bool {
    short.len() < long.len() && (long.starts_with(short) || long.ends_with(short))
}

/// 1 − edit distance ÷ length, of two different model numbers; 0 under a half.
fn likeness(a: &str, b: &str) -> f64 {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let longest = a.len().max(b.len());
    if longest == 0 || a.len().abs_diff(b.len()) * 2 > longest {
        return 0.0;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut corner = i;
        let mut last = i + 1;
        if let Some(first) = row.first_mut() {
            *first = last;
        }
        for (y, cell) in b.iter().zip(row.iter_mut().skip(1)) {
            let value = (corner + usize::from(x != y)).min(*cell + 1).min(last + 1);
            corner = *cell;
            *cell = value;
            last = value;
        }
    }
    let distance = row.last().copied().unwrap_or(longest);
    let likeness = 1.0 - distance as f64 / longest as f64;
    if likeness >= 0.5 { likeness } else { 0.0 }
}

/// Whether both titles have model numbers and none in common.
pub(super) fn models_differ(measures: &Features) -> bool {
    NAMES.iter().zip(measures).any(|(name, value)| *name == "model_differs" && *value > 0.0)
}

/// Whether two brands, folded, are one: the same, or one within the other (amp, amp energy).
pub fn same_brand(a: &str, b: &str) -> bool {
    a == b || a.len() >= 3 && b.contains(a) || b.len() >= 3 && a.contains(b)
}
