//! The model of two texts: a logistic regression over [`super::features`], whose coefficients `yuantou-evaluate train` writes
//! to `model.tsv`.

use std::sync::OnceLock;

use super::features::{COUNT, FOR_UNSPACED, Features, NAMES, UNSPACED};

static TABLE: &str = include_str!("model.tsv");

/// The coefficients of a logistic regression.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// What is added when every measure is 0.
    pub constant: f64,
    /// One for each of [`NAMES`].
    pub weights: Features,
}

impl Model {
    /// The model that the crate is built with.
    pub fn built_in() -> &'static Self {
        static MODEL: OnceLock<Model> = OnceLock::new();
        MODEL.get_or_init(|| Self::parse(TABLE))
    }

    /// Reads a table of names and coefficients; a line that begins with `#` is a comment, an unknown name is passed
    /// over and a missing one counts as 0.
    pub fn parse(table: &str) -> Self {
        let mut model = Self { constant: 0.0, weights: [0.0; COUNT] };
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            let Some((name, Ok(value))) = line.split_once('\t').map(|(name, value)| (name, value.parse::<f64>()))
            else {
                continue;
            };
            if name == "constant" {
                model.constant = value;
            } else if let Some(weight) = NAMES.iter().zip(&mut model.weights).find(|(known, _)| **known == name) {
                *weight.1 = value;
            }
        }
        model
    }

    /// The log-odds of being the same.
    pub fn logit(&self, features: &Features) -> f64 {
        let parts = if features[UNSPACED] > 0.0 { FOR_UNSPACED } else { [1.0; COUNT] };
        let terms = self.weights.iter().zip(features).zip(parts);
        self.constant + terms.map(|((weight, value), part)| weight * value * part).sum::<f64>()
    }
}

/// Log-odds as a probability.
pub fn probability(logit: f64) -> f64 {
    1.0 / (1.0 + (-logit.clamp(-40.0, 40.0)).exp())
}
