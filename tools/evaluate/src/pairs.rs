//! `yuantou-evaluate pairs`: pairs of titles with known answers.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::fit::{Example, fit};
use super::sets::{self, Pair, Set};
use yuantou::matching::facts::Facts;
use yuantou::matching::features;
use yuantou::matching::model::{Model, probability};

/// Tells how well pairs with known answers are told apart: F1, precision, recall and calibration, by cross-validation.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Folder with `titles/abt_buy`, `titles/walmart_amazon` and `titles/promapcz_names_chatgpt.csv`.
    dir: PathBuf,
}

/// Folds of the cross-validation.
const FOLDS: usize = 5;

impl Args {
    /// Runs the command.
    pub fn run(&self) -> ExitCode {
        super::print(table(&self.dir))
    }
}

/// The sets as examples, by name. A small set counts more, so that each has its say.
///
/// # Errors
/// A file that cannot be read, or no set at all.
pub fn examples(dir: &Path) -> Result<Vec<(&'static str, Vec<Example>)>, String> {
    let known = sets::pairs(dir)?;
    let sets: Vec<_> = known.into_iter().chain(sets::all_chinese(dir)?).collect();
    if sets.is_empty() {
        return Err(format!("{}: no set of pairs below it: see the folders in --help", dir.display()));
    }
    Ok(sets.iter().map(|set| (set.name, of_set(set))).collect())
}

/// The pairs of a set as examples.
pub(super) fn of_set(set: &Set) -> Vec<Example> {
    let weight = if set.pairs.len() < 1_000 { 5.0 } else { 1.0 };
    let example = |pair: &Pair| {
        let (left, right) = (pair.left.fingerprint(), pair.right.fingerprint());
        let facts = Facts::compare(&left, &right);
        let ratio = pair.right.price_ratio(&pair.left);
        Example {
            offset: facts.weight(),
            features: features::measure(&left, &right, &facts, ratio),
            same: pair.same,
            weight,
        }
    };
    set.pairs.iter().map(example).collect()
}

fn table(dir: &Path) -> Result<String, String> {
    let sets = examples(dir)?;
    let built_in = Model::built_in();
    let mut out = String::from(
        "set                pairs  same  F1 held out  precision  recall  calibration error  F1 built in\n",
    );
    let mut scored: Vec<Vec<f64>> = sets.iter().map(|(_, examples)| vec![0.0; examples.len()]).collect();
    for fold in 0..FOLDS {
        let rest: Vec<&Example> = sets
            .iter()
            .flat_map(|(_, examples)| examples.iter().enumerate().filter(|(at, _)| at % FOLDS != fold))
            .map(|(_, example)| example)
            .collect();
        let model = fit(&rest);
        for ((_, examples), scores) in sets.iter().zip(&mut scored) {
            for (example, score) in examples.iter().zip(scores).skip(fold).step_by(FOLDS) {
                *score = probability(model.logit(&example.features) + example.offset);
            }
        }
    }
    for ((name, examples), scores) in sets.iter().zip(&scored) {
        let held_out = Figures::new(examples.iter().zip(scores.iter().copied()));
        let fitted = Figures::new(
            examples.iter().map(|example| (example, probability(built_in.logit(&example.features) + example.offset))),
        );
        out.push_str(&format!(
            "{name:<18} {:>5} {:>5} {:>12.3} {:>10.3} {:>7.3} {:>18.3} {:>12.3}\n",
            examples.len(),
            examples.iter().filter(|example| example.same).count(),
            held_out.f1(),
            held_out.precision(),
            held_out.recall(),
            held_out.calibration,
            fitted.f1(),
        ));
    }
    Ok(out)
}

/// Hits and misses at probability 0.5.
#[derive(Default)]
struct Figures {
    found: f64,
    said: f64,
    there: f64,
    calibration: f64,
}

impl Figures {
    fn new<'a>(scored: impl Iterator<Item = (&'a Example, f64)>) -> Self {
        let mut figures = Self::default();
        let mut bins = [(0.0, 0.0); 10];
        let mut count = 0.0;
        for (example, p) in scored {
            count += 1.0;
            let said = p >= 0.5;
            figures.said += f64::from(said);
            figures.there += f64::from(example.same);
            figures.found += f64::from(said && example.same);
            if let Some(bin) = bins.get_mut(((p * 10.0) as usize).min(9)) {
                bin.0 += p;
                bin.1 += f64::from(example.same);
            }
        }
        figures.calibration =
            bins.iter().map(|(said, was): &(f64, f64)| (said - was).abs()).sum::<f64>() / f64::max(count, 1.0);
        figures
    }

    fn f1(&self) -> f64 {
        2.0 * self.found / (self.said + self.there).max(1.0)
    }

    fn precision(&self) -> f64 {
        self.found / self.said.max(1.0)
    }

    fn recall(&self) -> f64 {
        self.found / self.there.max(1.0)
    }
}
