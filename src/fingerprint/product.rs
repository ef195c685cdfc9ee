//! All that is compared of a product.

use super::sizes::{self, Size};
use super::spec::{self, Fact, Trait};
use super::{Picture, keys, text, title};
use crate::{record::Attributes, sorting};

/// No more of the attribute table is read, in bytes.
const LONGEST_TABLE: usize = 8_000;

/// All that is compared of a product.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Fingerprint {
    /// Its pictures, main one first; pushed as they are decoded.
    pub pictures: Vec<Picture>,
    /// The grams of its title, sorted by hash, with their weights.
    pub title: Vec<(u32, f32)>,
    /// The words of its title (of Chinese, pairs of characters), sorted by hash, with their rarity.
    pub words: Vec<(u32, f32)>,
    /// The words of its attribute table, likewise.
    pub table: Vec<(u32, f32)>,
    /// Model numbers of title and part number, without the signs inside.
    pub models: Vec<String>,
    /// What else in the attribute table looks like a model number.
    pub other_models: Vec<String>,
    /// Words and the numbers after them in the title, as one.
    pub glued: Vec<String>,
    /// Sizes in the title: numbers with an x between them.
    pub sizes: Vec<Size>,
    /// Bare numbers in the title.
    pub numbers: Vec<String>,
    /// Measured facts of the title.
    pub facts: Vec<Fact>,
    /// Measured facts of the attribute table.
    pub table_facts: Vec<Fact>,
    /// Facts in words of the title and of the attributes that say them.
    pub traits: Vec<Trait>,
    /// Exact keys: GTIN and model numbers.
    pub keys: Vec<u64>,
    /// Key of its GTIN.
    pub gtin: Option<u64>,
    /// Brand, folded, without spaces.
    pub brand: Option<String>,
    /// The title, folded, without spaces and signs.
    pub compact: String,
}

/// Names of attributes that hold a part number.
const MODEL_NAMES: &[&str] = &[
    "mpn",
    "model",
    "modelno",
    "型号",
    "货号",
    "款号",
    "part number",
    "item model number",
    "model number",
    "artikelnummer",
];
/// Names of attributes that hold the brand.
const BRAND_NAMES: &[&str] = &["brand", "品牌", "manufacturer", "znacka", "marke", "marque", "merek"];

impl Fingerprint {
    /// The fingerprint of a product's text, as yet without pictures. `title` may be empty.
    pub fn of_text(title_text: &str, attributes: &Attributes, brand: Option<&str>, gtin: Option<&str>) -> Self {
        let folded = text::fold(text::start(title_text, title::LONGEST_TEXT));
        let words = title::folded_words(&folded);
        let mut table = String::new();
        let mut models = keys::folded_models(&folded);
        let mut brand = brand.map(str::to_owned);
        for (name, value) in attributes {
            let folded_name = text::fold(name);
            let folded_value = text::fold(text::start(value, 2_000));
            if MODEL_NAMES.contains(&folded_name.as_str()) {
                models.extend(keys::part_number(&folded_value));
            }
            if brand.is_none() && BRAND_NAMES.contains(&folded_name.as_str()) {
                brand = Some(value.clone());
            }
            if table.len() < LONGEST_TABLE {
                table.push_str(&folded_value);
                table.push('\n');
            }
        }
        sorting::sort(&mut models);
        models.dedup();
        let table_words = title::folded_words(&table);
        let mut other_models = keys::folded_models(&table);
        other_models.retain(|model| !models.contains(model));
        let mut numbers: Vec<String> =
            words.iter().filter(|word| word.bytes().all(|byte| byte.is_ascii_digit())).cloned().collect();
        sorting::sort(&mut numbers);
        numbers.dedup();
        let gtin = gtin.and_then(keys::gtin).map(|gtin| keys::hash(&format!("gtin:{gtin}")));
        let exact = gtin.into_iter().chain(models.iter().map(|model| keys::hash(&format!("model:{model}"))));
        Self {
            pictures: Vec::new(),
            title: title::word_grams(&words),
            words: title::word_weights(&words),
            table: title::word_weights(&table_words),
            facts: spec::facts(&folded),
            table_facts: spec::facts(&table),
            traits: spec::traits(&words),
            keys: exact.collect(),
            gtin,
            brand: brand.map(|brand| compact(&text::fold(&brand))).filter(|brand| !brand.is_empty()),
            compact: compact(&folded),
            glued: keys::glued(&words),
            sizes: sizes::sizes(&folded),
            models,
            other_models,
            numbers,
        }
    }
}

fn compact(folded: &str) -> String {
    folded.chars().filter(|c| text::kind(*c) != text::Kind::Other).collect()
}
