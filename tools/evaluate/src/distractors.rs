//! `yuantou-evaluate distractors`: how often *same* is right in a pack of a million other listings.
//!
//! No such pack with known answers is public, so one is made: the distractors' pictures are crops and blends of the
//! pictures at hand, a few of them in most, which makes their codes as unevenly spread as those of real listings; their
//! titles are real ones. Each query is a picture after one of the transforms of `evaluate images`, whose right listing
//! shows the picture as it was.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use image::{DynamicImage, RgbImage};
use rayon::prelude::*;

use super::images::{collect, style};
use super::sets::{self, Listing};
use super::transforms::{OFF_VIEW, USUAL};
use yuantou::fingerprint::{Fingerprint, Picture, Pixels};
use yuantou::matching::{Class, Context, Match, compare};
use yuantou::native::picture::open;
use yuantou::record::Attributes;

/// Tells how often a listing that is called the same is the right one, among so many made listings, by pictures alone
/// and with titles, and what the probabilities themselves say of a billion listings.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Folder with pictures in it or below it, and, for titles, `titles/listings_zh.csv`.
    dir: PathBuf,
    /// Listings to make.
    #[arg(long, default_value_t = 1_000_000)]
    count: u64,
}

/// Sizes of the sources, and of the made pictures.
const SOURCE: u32 = 200;
const MADE: u32 = 96;
/// Queries of each picture, each with a transform of its own.
const EACH: usize = 2;
/// Strangers further away than this weigh less than nothing, so that only their titles could make them the same.
const NEAR: f32 = 60.0;
/// Of all strangers' titles, one in so many is of the very cluster of the product searched for.
const ALIKE: u64 = 50;
/// The larger catalogue, of which only the model can speak.
const BILLION: u64 = 1_000_000_000;

struct Query {
    own: usize,
    picture: Picture,
    title: String,
}

struct Known {
    style: String,
    listing: Picture,
    title: String,
    cluster: Option<u32>,
}

/// A stranger that is near a query.
struct Near {
    query: usize,
    stranger: u64,
    picture: Picture,
}

impl Args {
    /// Runs the command.
    pub fn run(&self) -> ExitCode {
        super::print(self.table())
    }

    fn table(&self) -> Result<String, String> {
        let mut files = Vec::new();
        collect(&self.dir, &mut files);
        files.sort();
        let sources: Vec<(PathBuf, RgbImage)> =
            files.into_par_iter().filter_map(|file| read(&file).map(|image| (file, image))).collect();
        if sources.len() < 2 {
            return Err(format!("{}: {} pictures: at least two are needed", self.dir.display(), sources.len()));
        }
        let titles =
            if self.dir.join("titles/listings_zh.csv").exists() { sets::listings(&self.dir)? } else { Vec::new() };
        let (known, queries) = known(&sources, &titles);
        let images: Vec<&RgbImage> = sources.iter().map(|(_, image)| image).collect();
        let (near, histogram) = search(&images, &queries, self.count);
        let listings = self.count + known.len() as u64;
        let mut out = format!("{} queries, a right listing for each among {listings}\n\n", queries.len());
        out.push_str("strangers within a distance, of all pairs\n");
        let pairs = self.count as f64 * queries.len() as f64;
        let mut within = 0;
        for (distance, count) in histogram.iter().enumerate() {
            within += count;
            if distance % 6 == 5 {
                out.push_str(&format!("{:>4}  {:.1e}\n", distance + 1, within as f64 / pairs));
            }
        }
        out.push_str(
            "\n                                     called same  right  precision  mean probability  found of all\n",
        );
        let judged = Judged { known: &known, queries: &queries, near: &near, titles: &titles };
        for (name, with, listings) in [
            ("pictures alone", false, listings),
            ("with titles", true, listings),
            ("pictures alone, as in 10^9", false, BILLION),
            ("with titles, as in 10^9", true, BILLION),
        ] {
            if with && titles.is_empty() {
                continue;
            }
            out.push_str(&format!("{name:<36} {}\n", judged.line(with, listings)));
        }
        Ok(out)
    }
}

pub(super) fn read(file: &Path) -> Option<RgbImage> {
    let image = DynamicImage::ImageRgba8(open(file).ok()?);
    // Transforms need the size of a shop's own picture, the made ones do not.
    Some(image.thumbnail(500, 500).into_rgb8())
}

pub(super) fn codes(image: &RgbImage, query: bool) -> Option<Picture> {
    let rgba = DynamicImage::ImageRgb8(image.clone()).into_rgba8();
    let pixels = Pixels::new(rgba.width(), rgba.height(), rgba.as_raw()).ok()?;
    Some(if query { Picture::query(&pixels) } else { Picture::index(&pixels) })
}

/// The right listings, each with a title of a cluster of its own, and the queries, with another title of that cluster.
fn known(sources: &[(PathBuf, RgbImage)], titles: &[Listing]) -> (Vec<Known>, Vec<Query>) {
    let transforms: Vec<_> = USUAL.iter().chain(&OFF_VIEW).collect();
    let made: Vec<(Known, Vec<Query>)> = sources
        .par_iter()
        .enumerate()
        .filter_map(|(own, (file, image))| {
            let first = titles.get(own * 37 % titles.len().max(1));
            let of_cluster = || titles.iter().filter(|title| first.is_some_and(|first| first.cluster == title.cluster));
            let title = |at: usize| of_cluster().nth(at).map(|listing| listing.title.clone()).unwrap_or_default();
            let known = Known {
                style: style(file),
                listing: codes(image, false)?,
                title: title(0),
                cluster: first.map(|first| first.cluster),
            };
            let queries = (0..EACH).filter_map(|each| {
                let (_, transform) = transforms.get((own * 7 + each * 13) % transforms.len())?;
                Some(Query { own, picture: codes(&transform(image), true)?, title: title(1) })
            });
            Some((known, queries.collect()))
        })
        .collect();
    let (known, queries): (Vec<_>, Vec<Vec<_>>) = made.into_iter().unzip();
    (known, queries.into_iter().flatten().collect())
}

/// Makes the strangers and keeps those that are near a query; with how many there are at each distance.
fn search(sources: &[&RgbImage], queries: &[Query], count: u64) -> (Vec<Near>, Vec<u64>) {
    let small: Vec<RgbImage> = sources
        .par_iter()
        .map(|image| DynamicImage::ImageRgb8((*image).clone()).thumbnail(SOURCE, SOURCE).into_rgb8())
        .collect();
    let empty = || (Vec::new(), vec![0_u64; NEAR as usize]);
    (0..count)
        .into_par_iter()
        .fold(empty, |(mut near, mut histogram), stranger| {
            let picture = codes(&made(&small, stranger), false).filter(Picture::is_telling);
            for (at, query) in queries.iter().enumerate() {
                let Some(picture) = &picture else { break };
                let distance = query.picture.distance(picture);
                if let Some(count) = histogram.get_mut(distance as usize) {
                    *count += 1;
                    near.push(Near { query: at, stranger, picture: picture.clone() });
                }
            }
            (near, histogram)
        })
        .reduce(empty, |(mut near, mut histogram), (more, counts)| {
            near.extend(more);
            histogram.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
            (near, histogram)
        })
}

/// Numbers that look like chance and are the same at every run (the finish of MurmurHash3).
pub(super) fn chance(seed: u64) -> impl FnMut() -> f64 {
    let mut state = seed;
    move || {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = (state ^ state >> 33).wrapping_mul(0xff51_afd7_ed55_8ccd);
        mixed = (mixed ^ mixed >> 33).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
        ((mixed ^ mixed >> 33) >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// A stranger's picture: a part of one source, mostly blended with a part of another. A part is so small that nobody
/// would call it the same photograph.
pub(super) fn made(sources: &[RgbImage], stranger: u64) -> RgbImage {
    let mut next = chance(stranger);
    let mut part = || {
        let skewed = next().powi(2);
        let at = (skewed * sources.len() as f64) as usize;
        let (side, x, y) = (0.3 + 0.25 * next(), next(), next());
        sources.get(at).map(|source| (source, side, x * (1.0 - side), y * (1.0 - side)))
    };
    let (one, other) = (part(), part());
    let opacity = if next() < 0.3 { 1.0 } else { 0.5 + 0.35 * next() };
    let at = |(source, side, left, top): (&RgbImage, f64, f64, f64), x: u32, y: u32| {
        let place = |from: f64, step: u32, length: u32| {
            ((from + side * f64::from(step) / f64::from(MADE)) * f64::from(length)) as u32
        };
        source.get_pixel(place(left, x, source.width()), place(top, y, source.height())).0
    };
    RgbImage::from_fn(MADE, MADE, |x, y| match (one, other) {
        (Some(one), Some(other)) => {
            let (a, b) = (at(one, x, y), at(other, x, y));
            let mix = |a: u8, b: u8| (f64::from(a) * opacity + f64::from(b) * (1.0 - opacity)) as u8;
            image::Rgb([mix(a[0], b[0]), mix(a[1], b[1]), mix(a[2], b[2])])
        }
        _ => image::Rgb([255; 3]),
    })
}

/// What a listing is to a query.
enum Truth {
    Right,
    OtherColour,
    Wrong,
}

/// Listings that are called the same.
#[derive(Default)]
struct Called {
    right: usize,
    wrong: usize,
    other_colour: usize,
    /// Sum over the right and the wrong.
    probability: f64,
}

impl Called {
    fn add(&mut self, outcome: &Match, truth: Truth) {
        if outcome.class != Class::Same {
            return;
        }
        match truth {
            Truth::OtherColour => self.other_colour += 1,
            Truth::Right => self.right += 1,
            Truth::Wrong => self.wrong += 1,
        }
        if !matches!(truth, Truth::OtherColour) {
            self.probability += outcome.probability;
        }
    }

    fn and(self, other: Self) -> Self {
        Self {
            right: self.right + other.right,
            wrong: self.wrong + other.wrong,
            other_colour: self.other_colour + other.other_colour,
            probability: self.probability + other.probability,
        }
    }
}

/// All that the judging needs.
struct Judged<'a> {
    known: &'a [Known],
    queries: &'a [Query],
    near: &'a [Near],
    titles: &'a [Listing],
}

impl Judged<'_> {
    /// Of those that are called the same among so many listings: how many are right and wrong, the precision, the mean
    /// of their probabilities, how many are of another colour, and the share of queries whose right listing is found.
    fn line(&self, with_titles: bool, listings: u64) -> String {
        let side = |title: &str, picture: &Picture| {
            let title = if with_titles { title } else { "" };
            let mut side = Fingerprint::of_text(title, &Attributes::new(), None, None);
            side.pictures.push(picture.clone());
            side
        };
        let context = Context { listings, source: true, ..Context::default() };
        let all = self.queries.par_iter().enumerate().map(|(at, query)| {
            let left = side(&query.title, &query.picture);
            let mut called = Called::default();
            let style = self.known.get(query.own).map(|known| &known.style);
            for (other, known) in self.known.iter().enumerate() {
                let outcome = compare(&left, &side(&known.title, &known.listing), &context);
                called.add(
                    &outcome,
                    if other == query.own {
                        Truth::Right
                    } else if Some(&known.style) == style {
                        Truth::OtherColour
                    } else {
                        Truth::Wrong
                    },
                );
            }
            for near in self.near.iter().filter(|near| near.query == at) {
                let title = self.title_of(near.stranger, query.own);
                called.add(&compare(&left, &side(title, &near.picture), &context), Truth::Wrong);
            }
            called
        });
        let called = all.reduce(Called::default, Called::and);
        let count = called.right + called.wrong;
        let of = |part: f64| if count == 0 { "none".to_owned() } else { format!("{:.4}", part / count as f64) };
        format!(
            "{:>5} {:>6} {:>10} {:>17} {:>13} {:>13.3}",
            called.right,
            called.wrong,
            of(called.right as f64),
            of(called.probability),
            called.other_colour,
            called.right as f64 / self.queries.len().max(1) as f64
        )
    }

    /// The title of a stranger: any, but now and then one of the cluster of the product that is searched for.
    fn title_of(&self, stranger: u64, query: usize) -> &str {
        let cluster = self.known.get(query).and_then(|known| known.cluster);
        let alike = || self.titles.iter().filter(|title| Some(title.cluster) == cluster);
        let listing = if stranger.is_multiple_of(ALIKE) {
            let count = alike().count().max(1);
            alike().nth(stranger as usize / ALIKE as usize % count)
        } else {
            self.titles.get((chance(stranger ^ 0x7171)() * self.titles.len() as f64) as usize)
        };
        listing.map_or("", |listing| &listing.title)
    }
}
