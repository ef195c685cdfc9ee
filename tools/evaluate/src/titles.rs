//! `yuantou-evaluate titles`: Chinese listings found again by their titles.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use rayon::prelude::*;

use super::fit::{Example, fit};
use super::{pairs, sets};
use yuantou::fingerprint::{Fingerprint, title};
use yuantou::matching::{facts::Facts, features, model::Model};
use yuantou::record::Attributes;

/// Tells how often the listing with the most similar title, of all others, is of the right cluster, and how often the one
/// that the model finds likeliest.
///
/// The model is fitted anew for each fifth of the clusters, of which it then sees none.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Folder with `titles/listings_zh.csv` (columns id, title, `cluster_id`).
    dir: PathBuf,
}

impl Args {
    /// Runs the command.
    pub fn run(&self) -> ExitCode {
        super::print(table(&self.dir))
    }
}

/// Places looked at.
const DEPTHS: [usize; 3] = [1, 5, 20];
/// The model judges so many of the most similar.
const JUDGED: usize = 100;
/// Folds of the clusters.
const FOLDS: u32 = 5;

/// A model for each fold of the clusters, fitted without them.
fn models(dir: &Path, listings: &[sets::Listing]) -> Result<Vec<Model>, String> {
    let known: Vec<Example> = sets::pairs(dir)?.iter().flat_map(pairs::of_set).collect();
    let without = |fold: u32| {
        let rest: Vec<_> = listings.iter().filter(|listing| listing.cluster % FOLDS != fold).collect();
        let own = pairs::of_set(&sets::chinese(&rest));
        fit(&known.iter().chain(&own).collect::<Vec<_>>())
    };
    Ok((0..FOLDS).into_par_iter().map(without).collect())
}

fn table(dir: &Path) -> Result<String, String> {
    let listings = sets::listings(dir)?;
    let models = models(dir, &listings)?;
    let texts: Vec<Fingerprint> = listings
        .par_iter()
        .map(|listing| Fingerprint::of_text(&listing.title, &Attributes::new(), None, None))
        .collect();
    let judge = |model: &Model, own: usize, other: usize| {
        let (Some(left), Some(right)) = (texts.get(own), texts.get(other)) else { return f64::NEG_INFINITY };
        let facts = Facts::compare(left, right);
        model.logit(&features::measure(left, right, &facts, None)) + facts.weight()
    };
    let grams: Vec<Vec<(u32, f32)>> = listings
        .iter()
        .map(|listing| {
            let mut grams = title::grams(&listing.title);
            let norm = grams.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
            grams.iter_mut().for_each(|(_, weight)| *weight /= norm);
            grams
        })
        .collect();
    let mut postings: HashMap<u32, Vec<(u32, f32)>> = HashMap::new();
    for (at, grams) in (0_u32..).zip(&grams) {
        for (gram, weight) in grams {
            postings.entry(*gram).or_default().push((at, *weight));
        }
    }
    let found: Vec<[[bool; 3]; 2]> = listings
        .par_iter()
        .zip(&grams)
        .enumerate()
        .map(|(own, (listing, grams))| {
            let mut scores = vec![0.0_f32; listings.len()];
            for (gram, weight) in grams {
                for (at, other) in postings.get(gram).into_iter().flatten() {
                    if let Some(score) = scores.get_mut(*at as usize) {
                        *score += weight * other;
                    }
                }
            }
            let mut ranked: Vec<(f32, usize)> =
                scores.into_iter().enumerate().filter(|(at, _)| *at != own).map(|(at, score)| (score, at)).collect();
            ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            let mut judged: Vec<(f64, usize)> = Vec::new();
            if let Some(model) = models.get((listing.cluster % FOLDS) as usize) {
                judged.extend(ranked.iter().take(JUDGED).map(|(_, at)| (judge(model, own, *at), *at)));
                judged.sort_by(|a, b| b.0.total_cmp(&a.0));
            }
            let hits = |order: &mut dyn Iterator<Item = usize>| {
                let first = order
                    .take(DEPTHS.into_iter().max().unwrap_or_default())
                    .position(|at| listings.get(at).is_some_and(|other| other.cluster == listing.cluster));
                DEPTHS.map(|depth| first.is_some_and(|first| first < depth))
            };
            [hits(&mut ranked.iter().map(|(_, at)| *at)), hits(&mut judged.iter().map(|(_, at)| *at))]
        })
        .collect();
    let mut out =
        format!("{} titles, each a query among all the others\nright cluster among the first\n", listings.len());
    out.push_str(&format!(
        "      by grams  by the model, fitted to other clusters, of the {JUDGED} most alike by grams\n"
    ));
    for (place, depth) in DEPTHS.iter().enumerate() {
        let share = |order: usize| {
            let hit = |found: &&[[bool; 3]; 2]| found.get(order).and_then(|hits| hits.get(place)) == Some(&true);
            found.iter().filter(hit).count() as f64 / found.len().max(1) as f64
        };
        out.push_str(&format!("{depth:>4}    {:.4}        {:.4}\n", share(0), share(1)));
    }
    Ok(out)
}
