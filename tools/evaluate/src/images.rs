//! `yuantou-evaluate images`: pictures found again after what shops do to them.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use image::{DynamicImage, RgbImage};
use rayon::prelude::*;

use super::transforms::{OFF_VIEW, USUAL};
use yuantou::fingerprint::{Parts, Picture, Pixels, ViewKind};
use yuantou::matching::OTHER_COLOUR;
use yuantou::native::picture::open;

/// Tells how well pictures are found again after JPEG, resizing, banners, crops and the like.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Folder of pictures; folders inside it are read too. Pictures whose names begin alike, up to the first dash, dot
    /// or underscore, are of one style and not counted as strangers.
    dir: PathBuf,
}

/// A scorer to try: its name, the views of both sides, and the parts of the distance.
type Variant = (&'static str, &'static [ViewKind], &'static [ViewKind], Parts);

const FULL: &[ViewKind] = &[ViewKind::Full];
const FOUR: &[ViewKind] = &[ViewKind::Full, ViewKind::Crop5, ViewKind::Trimmed, ViewKind::Mirrored];
const PDQ: Parts = Parts { pdq: true, gradient: false, uncovered: false };
const GRADIENT: Parts = Parts { pdq: false, gradient: true, uncovered: false };
const BOTH: Parts = Parts { pdq: true, gradient: true, uncovered: false };

const VARIANTS: [Variant; 6] = [
    ("PDQ, one view", FULL, FULL, PDQ),
    ("PDQ, four views", FOUR, &ViewKind::INDEX, PDQ),
    ("gradient, four views", FOUR, &ViewKind::INDEX, GRADIENT),
    ("both, four views", FOUR, &ViewKind::INDEX, BOTH),
    ("both, all views", &ViewKind::QUERY, &ViewKind::INDEX, BOTH),
    ("as built", &ViewKind::QUERY, &ViewKind::INDEX, Parts::ALL),
];

/// Longest side to which the pictures are brought first: that of a shop's own pictures.
const SIDE: u32 = 500;

/// One picture: its codes as a listing, and after each transform as a shopper's.
struct Known {
    style: String,
    index: Picture,
    queries: Vec<Picture>,
}

impl Args {
    /// Runs the command.
    pub fn run(&self) -> ExitCode {
        let mut files = Vec::new();
        collect(&self.dir, &mut files);
        files.sort();
        let known: Vec<Known> = files.par_iter().filter_map(|file| known(file)).collect();
        if known.len() < 2 {
            eprintln!("{}: {} pictures: at least two are needed", self.dir.display(), known.len());
            return ExitCode::FAILURE;
        }
        println!("{} pictures, {} pairs of strangers a transform", known.len(), strangers(&known));
        println!("\nrecall in % at one false positive in 10,000 (its distance), right picture first in %");
        println!("{:<24} {:>22} {:>22}", "", "usual transforms", "off the views");
        let mut last = Vec::new();
        for (name, query, index, parts) in VARIANTS {
            let scores = scores(&known, query, index, parts);
            let (usual, off) = (summary(&scores, 0..USUAL.len()), summary(&scores, USUAL.len()..ALL));
            println!("{name:<24} {usual:>22} {off:>22}");
            last = scores;
        }
        println!("\nas built, by transform: recall in %");
        for (range, set) in [(0..USUAL.len(), &USUAL[..]), (USUAL.len()..ALL, &OFF_VIEW[..])] {
            let threshold = threshold(&last, range.clone());
            for (at, (name, _)) in range.zip(set) {
                println!("{name:<26} {:>5.1}", 100.0 * recall(&last, at..at + 1, threshold));
            }
        }
        colours(&known);
        ExitCode::SUCCESS
    }
}

const ALL: usize = USUAL.len() + OFF_VIEW.len();

/// Distances of one transform's queries: to the right picture and to the strangers, and whether the right one is first.
struct Scores {
    right: Vec<f64>,
    strangers: Vec<f64>,
    first: usize,
}

fn strangers(known: &[Known]) -> usize {
    known.iter().map(|a| known.iter().filter(|b| a.style != b.style).count()).sum()
}

fn only(picture: &Picture, kinds: &[ViewKind]) -> Picture {
    let mut picture = picture.clone();
    picture.views.retain(|view| kinds.contains(&view.kind));
    picture
}

fn scores(known: &[Known], query: &[ViewKind], index: &[ViewKind], parts: Parts) -> Vec<Scores> {
    let listings: Vec<Picture> = known.iter().map(|known| only(&known.index, index)).collect();
    (0..ALL)
        .into_par_iter()
        .map(|transform| {
            let mut scores = Scores { right: Vec::new(), strangers: Vec::new(), first: 0 };
            for (own, subject) in known.iter().enumerate() {
                let Some(picture) = subject.queries.get(transform) else {
                    continue;
                };
                let picture = only(picture, query);
                let (mut right, mut nearest) = (256.0, 256.0_f64);
                for (at, (listing, other)) in listings.iter().zip(known).enumerate() {
                    if at == own {
                        right = f64::from(picture.distance_by(listing, parts));
                    } else if other.style != subject.style {
                        let distance = f64::from(picture.distance_by(listing, parts));
                        nearest = nearest.min(distance);
                        scores.strangers.push(distance);
                    }
                }
                scores.first += usize::from(right < nearest);
                scores.right.push(right);
            }
            scores
        })
        .collect()
}

/// The distance that one stranger in 10,000 stays under.
fn threshold(scores: &[Scores], range: Range<usize>) -> f64 {
    let mut all: Vec<f64> =
        scores.get(range).unwrap_or_default().iter().flat_map(|scores| scores.strangers.iter().copied()).collect();
    all.sort_unstable_by(f64::total_cmp);
    all.get(all.len() / 10_000).copied().unwrap_or_default()
}

fn recall(scores: &[Scores], range: Range<usize>, threshold: f64) -> f64 {
    let right: Vec<f64> =
        scores.get(range).unwrap_or_default().iter().flat_map(|scores| scores.right.iter().copied()).collect();
    right.iter().filter(|distance| **distance < threshold).count() as f64 / right.len().max(1) as f64
}

fn summary(scores: &[Scores], range: Range<usize>) -> String {
    let threshold = threshold(scores, range.clone());
    let part = scores.get(range.clone()).unwrap_or_default();
    let first: usize = part.iter().map(|scores| scores.first).sum();
    let count: usize = part.iter().map(|scores| scores.right.len()).sum();
    format!(
        "{:.1} ({threshold:.1})  {:.2}",
        100.0 * recall(scores, range, threshold),
        100.0 * first as f64 / count.max(1) as f64
    )
}

/// Pictures of one style under two names: how many would be called the same by shape, and how many are left once the
/// colours are looked at.
fn colours(known: &[Known]) {
    let (mut pairs, mut shape, mut both) = (0, 0, 0);
    for (at, a) in known.iter().enumerate() {
        for b in known.iter().skip(at + 1).filter(|b| a.style == b.style && a.index.distance(&b.index) < 57.0) {
            pairs += 1;
            shape += usize::from(a.index.distance(&b.index) <= 31.0);
            both += usize::from(a.index.chroma.distance(&b.index.chroma) < OTHER_COLOUR);
        }
    }
    let kept =
        known.iter().flat_map(|known| known.queries.iter().map(|query| query.chroma.distance(&known.index.chroma)));
    let kept: Vec<f64> = kept.collect();
    let same = kept.iter().filter(|distance| **distance < OTHER_COLOUR).count();
    println!(
        "\ncolours: {pairs} pairs of one style and shape, {shape} the same photograph by shape, {both} of one colour too"
    );
    println!(
        "         {:.1} % of the transformed pictures keep their colour",
        100.0 * same as f64 / kept.len().max(1) as f64
    );
}

/// The pictures below a folder.
pub(super) fn collect(dir: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(dir) else {
        return;
    };
    for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|ext| {
            ["jpg", "jpeg", "png", "webp", "gif"].iter().any(|known| ext.eq_ignore_ascii_case(known))
        }) {
            files.push(path);
        }
    }
}

/// The style that a picture's name stands for: what it begins with, up to the first dash, dot or underscore.
pub(super) fn style(file: &Path) -> String {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    name.split(['-', '_', '.']).next().unwrap_or_default().to_owned()
}

fn known(file: &Path) -> Option<Known> {
    let image = DynamicImage::ImageRgba8(open(file).ok()?).thumbnail(SIDE, SIDE).into_rgb8();
    let codes = |image: &RgbImage, query: bool| {
        let rgba = DynamicImage::ImageRgb8(image.clone()).into_rgba8();
        let pixels = Pixels::new(rgba.width(), rgba.height(), rgba.as_raw()).ok()?;
        Some(if query { Picture::query(&pixels) } else { Picture::index(&pixels) })
    };
    let transforms = USUAL.iter().chain(&OFF_VIEW);
    let queries = transforms.filter_map(|(_, transform)| codes(&transform(&image), true)).collect();
    Some(Known { style: style(file), index: codes(&image, false)?, queries })
}
