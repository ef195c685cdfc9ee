//! `yuantou-evaluate train`: makes the tables and the model that matching is built with, from pairs with known answers.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::fit::fit;
use super::{pairs, sets};
use yuantou::fingerprint::title;
use yuantou::matching::features;

/// Makes `model.tsv` (the model's coefficients) or, with --words, `idf.tsv` (how telling words are) from the sets in a
/// folder.
///
/// The same input gives the same output, byte for byte. What is written counts from the next build on; the model
/// depends on the words, so make those first.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Folder with `titles/abt_buy`, `titles/walmart_amazon`, `titles/promapcz_names_chatgpt.csv`, `titles/listings_zh.csv`.
    dir: PathBuf,
    /// Folder of the sources, into which the files are written.
    #[arg(long, default_value = "src")]
    out: PathBuf,
    /// Write the measures of all pairs to this file instead, for a look at them.
    #[arg(long)]
    dump: Option<PathBuf>,
    /// Make the table of words.
    #[arg(long)]
    words: bool,
}

impl Args {
    /// Runs the command.
    pub fn run(&self) -> ExitCode {
        let result = match &self.dump {
            Some(file) => dump(&self.dir, file),
            None if self.words => idf(&self.dir, &self.out.join("fingerprint/tables/idf.tsv")),
            None => model(&self.dir, &self.out.join("matching/model.tsv")),
        };
        match result {
            Ok(()) => ExitCode::SUCCESS,
            Err(reason) => {
                eprintln!("{reason}");
                ExitCode::FAILURE
            }
        }
    }
}

/// Words in so many titles of a collection at least are listed.
const FREQUENT: f64 = 0.002;
/// How many words are kept.
const KEPT: usize = 2_500;

fn idf(dir: &Path, file: &Path) -> Result<(), String> {
    let mut rates: BTreeMap<String, f64> = BTreeMap::new();
    for titles in sets::titles(dir)? {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for text in &titles {
            let mut seen = BTreeSet::new();
            for word in title::words(text) {
                title::terms(&word, |term, _| {
                    seen.insert(term.to_owned());
                });
            }
            for term in seen {
                *counts.entry(term).or_default() += 1;
            }
        }
        for (term, count) in counts {
            let rate = (count as f64 + 0.5) / (titles.len() as f64 + 1.0);
            if count >= 3 && rate >= FREQUENT {
                let known = rates.entry(term).or_default();
                *known = known.max(rate);
            }
        }
    }
    let mut words: Vec<(String, f64)> = rates.into_iter().collect();
    words.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    words.truncate(KEPT);
    words.sort_by(|a, b| a.0.cmp(&b.0));
    let lines: String =
        words.iter().map(|(word, rate)| format!("{word}\t{}\n", (-rate.ln() * 10.0).round().max(1.0))).collect();
    fs::write(file, lines).map_err(|error| format!("{}: {error}", file.display()))
}

fn model(dir: &Path, file: &Path) -> Result<(), String> {
    let sets = pairs::examples(dir)?;
    let all: Vec<_> = sets.iter().flat_map(|(_, examples)| examples).collect();
    let model = fit(&all);
    let mut lines = String::from(
        "# Log-odds that two texts are of the same product: the constant, and what one unit of each measure adds.\n\
         # Written by `yuantou-evaluate train`; the measures are those of src/matching/features.rs.\n",
    );
    lines.push_str(&format!("constant\t{:.4}\n", model.constant));
    for (name, weight) in features::NAMES.iter().zip(model.weights) {
        lines.push_str(&format!("{name}\t{weight:.4}\n"));
    }
    fs::write(file, lines).map_err(|error| format!("{}: {error}", file.display()))
}

fn dump(dir: &Path, file: &Path) -> Result<(), String> {
    let mut out = format!("set\tsame\t{}\n", features::NAMES.join("\t"));
    for (name, examples) in pairs::examples(dir)? {
        for example in examples {
            out.push_str(&format!("{name}\t{}", u8::from(example.same)));
            example.features.iter().for_each(|value| out.push_str(&format!("\t{value:.5}")));
            out.push('\n');
        }
    }
    fs::write(file, out).map_err(|error| format!("{}: {error}", file.display()))
}

#[cfg(test)]
#[path = "train_tests.rs"]
mod tests;
