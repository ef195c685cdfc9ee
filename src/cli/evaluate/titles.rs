//! `yuantou evaluate titles`: Chinese listings found again by their titles.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use rayon::prelude::*;

use super::sets;
use crate::fingerprint::title;

/// Tells how often the listing with the most similar title, of all others, is of the right cluster.
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

fn table(dir: &Path) -> Result<String, String> {
    let listings = sets::listings(dir)?;
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
    let found: Vec<[bool; 3]> = listings
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
            DEPTHS.map(|depth| {
                let top = ranked.iter().take(depth);
                top.filter_map(|(_, at)| listings.get(*at)).any(|other| other.cluster == listing.cluster)
            })
        })
        .collect();
    let mut out =
        format!("{} titles, each a query among all the others\nright cluster among the first\n", listings.len());
    for (place, depth) in DEPTHS.iter().enumerate() {
        let hits = found.iter().filter(|found| found.get(place) == Some(&true)).count();
        out.push_str(&format!("{depth:>4}  {:.4}\n", hits as f64 / found.len().max(1) as f64));
    }
    Ok(out)
}
