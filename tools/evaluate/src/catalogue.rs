//! `yuantou-evaluate catalogue`: what a lookup costs and finds, in a pack that is built for it and in larger ones that
//! are simulated from its bucket sizes (see [`Simulated`]).

use std::{
    fmt::Write,
    fs, io,
    path::{Path, PathBuf},
    process::ExitCode,
    sync::OnceLock,
    time::Instant,
};

use image::{DynamicImage, RgbImage};
use rayon::prelude::*;

use super::{
    distractors::{chance, codes, made, read},
    hashing,
    images::collect,
    sets,
    transforms::{OFF_VIEW, USUAL},
    usage::{cpu_seconds, peak_memory},
};
use yuantou::{
    catalogue::{
        Budget, Entry, Keyed, Lookup, Manifest, Simulated, TABLES, bucket_counts, index_file_name, index_shards,
        listing_key,
    },
    fingerprint::{Code, Fingerprint, Picture},
    native::{PackFolder, SegmentWriter},
    record::{Offer, OfferFreight, Supplier, Tier},
};

/// Measures lookups: recall, bytes, round trips; and the building of the pack.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Folder with pictures in it or below it, and `titles/listings_zh.csv` for titles.
    dir: PathBuf,
    /// Listings to build.
    #[arg(long, default_value_t = 50_000)]
    listings: u64,
    /// Pictures of each.
    #[arg(long, default_value_t = 5)]
    pictures: usize,
    /// Only build, and keep the pack here.
    #[arg(long)]
    keep: Option<PathBuf>,
    /// Use every so many of the queries.
    #[arg(long, default_value_t = 4)]
    step: usize,
}

/// Made pictures whose codes the others are varied from.
const BASES: u64 = 4_000;
/// One bit in so many of a base's codes is turned.
const TURNED: u64 = 5;
/// Requests that are under way together, as in extension/background/catalogue/store/byte_ranges.js.
const AT_ONCE: u32 = 32;
/// Listings of the larger packs.
const LARGER: [u64; 3] = [1_000_000, 100_000_000, 1_000_000_000];

/// A picture of the data, as a listing's, and after each transform as a shopper's.
struct Known {
    entry: Entry,
    queries: Vec<Picture>,
}

impl Args {
    /// Runs the command.
    pub fn run(&self) -> ExitCode {
        super::print(self.report().map_err(|error| error.to_string()))
    }

    fn report(&self) -> io::Result<String> {
        let mut files = Vec::new();
        collect(&self.dir, &mut files);
        files.sort();
        let images: Vec<RgbImage> = files.par_iter().filter_map(|file| read(file)).collect();
        if images.len() < 2 {
            return Err(io::Error::other("at least two pictures are needed"));
        }
        let titles: Vec<String> = match sets::listings(&self.dir) {
            Ok(titles) => titles.into_iter().map(|listing| listing.title).collect(),
            Err(_) => vec![String::new()],
        };
        let folder = self
            .keep
            .clone()
            .unwrap_or_else(|| std::env::temp_dir().join(format!("yuantou-evaluate-{}", std::process::id())));
        let mut out = hashing::report(&images)?;
        let result = self.measure(&images, &titles, &folder, &mut out);
        if self.keep.is_none() {
            fs::remove_dir_all(&folder)?;
        }
        result.map(|()| out)
    }

    fn measure(&self, images: &[RgbImage], titles: &[String], folder: &Path, out: &mut String) -> io::Result<()> {
        let known = known(images, titles);
        let pack = self.build(images, titles, &known, folder, out)?;
        if self.keep.is_some() {
            return Ok(());
        }
        let queries: Vec<(usize, usize)> = (0..known.len())
            .flat_map(|own| (0..USUAL.len() + OFF_VIEW.len()).map(move |transform| (own, transform)))
            .step_by(self.step.max(1))
            .collect();
        // The right picture is first in a scan of all codes for these; among made listings too (`evaluate distractors`).
        let scanned: Vec<(usize, usize)> =
            queries.into_par_iter().filter(|query| first_in_scan(&known, *query)).collect();
        let _ = writeln!(
            out,
            "\n{} queries whose right picture is first in a full scan\n\n{:<34} {:>7} {:>7} {:>9} {:>9} {:>6} {:>9}",
            scanned.len(),
            "lookup",
            "recall",
            "usual",
            "off views",
            "kB",
            "trips",
            "requests"
        );
        let name = format!("{} built", self.listings);
        for (budget, what) in [(Budget::LOCAL, "own machine"), (Budget::REMOTE, "page"), (Budget::CARD, "card")] {
            let row = row(&known, &scanned, &pack.manifest, budget, |read| pack.read(read).ok());
            let _ = writeln!(out, "{:<34} {row}", format!("{name}, {what}"));
        }
        let segment = pack.manifest.segments.first().ok_or_else(|| io::Error::other("the pack is empty"))?;
        let mut buckets: [Vec<u16>; TABLES] = Default::default();
        for (table, counts) in buckets.iter_mut().enumerate() {
            let bits = segment.tables.get(table).map_or(0, |table| table.key_bits);
            for shard in 0..index_shards(bits) {
                let content = fs::read(folder.join(&segment.id).join(index_file_name(table, shard)))?;
                counts.extend(bucket_counts(&content, bits).map_err(io::Error::other)?);
            }
        }
        let real: Vec<Keyed> = known.iter().filter_map(|known| Keyed::new(&known.entry).ok()).collect();
        let bases = bases(images);
        let listing = |number| self.listing(&bases, titles, number);
        let made: Vec<Keyed> = (0..500).filter_map(|number| Keyed::new(&listing(number)).ok()).collect();
        let signatures =
            made.iter().flat_map(|one| one.postings.iter().filter(|p| p.0 < 4).map(|p| p.2)).collect::<Vec<_>>();
        let record = made.first().map(|one| one.record.clone()).unwrap_or_default();
        for listings in LARGER {
            let large = Simulated::new(listings, segment, buckets.clone(), signatures.clone(), &real, record.clone());
            for (budget, what) in [(Budget::LOCAL, "own machine"), (Budget::REMOTE, "page"), (Budget::CARD, "card")] {
                let row = row(&known, &scanned, &large.manifest, budget, |read| large.read(read));
                let _ = writeln!(out, "{:<34} {row}", format!("{listings} simulated, {what}"));
            }
        }
        Ok(())
    }

    /// Builds the pack: the known listings among made ones.
    fn build(
        &self,
        images: &[RgbImage],
        titles: &[String],
        known: &[Known],
        folder: &Path,
        out: &mut String,
    ) -> io::Result<PackFolder> {
        let bases = bases(images);
        let mut writer = SegmentWriter::new(folder)?;
        for known in known {
            writer.push(Keyed::new(&known.entry).map_err(io::Error::other)?)?;
        }
        let (mut making, mut making_cpu) = (0.0, 0.0);
        let (mut begun, mut begun_cpu) = (Instant::now(), cpu_seconds());
        let (started, started_cpu) = (begun, begun_cpu);
        for batch in (0..self.listings).collect::<Vec<_>>().chunks(4096) {
            let ready: Vec<_> =
                batch.par_iter().map(|number| Keyed::new(&self.listing(&bases, titles, *number))).collect();
            making += begun.elapsed().as_secs_f64();
            making_cpu += cpu_seconds() - begun_cpu;
            for listing in ready {
                writer.push(listing.map_err(io::Error::other)?)?;
            }
            (begun, begun_cpu) = (Instant::now(), cpu_seconds());
        }
        // The listings are in their order when a third is done: what follows is postings, and the records they point to.
        let in_order = OnceLock::new();
        let segment = writer.finish(&|done, all| {
            if done * 3 >= all {
                in_order.get_or_init(cpu_seconds);
            }
        })?;
        let seconds = started.elapsed().as_secs_f64() - making;
        let ended_cpu = cpu_seconds();
        let cpu = ended_cpu - started_cpu - making_cpu;
        let cpu_of_postings = ended_cpu - in_order.get().unwrap_or(&ended_cpu);
        let postings: u64 = segment.tables.iter().map(|table| table.postings).sum();
        let bands: u64 = segment.tables.iter().take(TABLES - 1).map(|table| table.postings).sum();
        let _ = writeln!(
            out,
            "{} listings, {} pictures, {postings} postings: {seconds:.1} s to sort and write ({:.2} million postings a second on {} cores, {:.2} a second of one core's time, {:.2} once the listings are in order), {:.0} index bytes a picture, {} bytes in all",
            segment.listings,
            segment.pictures,
            postings as f64 / seconds / 1e6,
            rayon::current_num_threads(),
            postings as f64 / cpu.max(0.01) / 1e6,
            postings as f64 / cpu_of_postings.max(0.01) / 1e6,
            bands as f64 * 13.0 / segment.pictures.max(1) as f64,
            segment.bytes
        );
        if let Some(peak) = peak_memory() {
            let _ = writeln!(out, "peak memory {} MB", peak >> 20);
        }
        let manifest = Manifest::of_segment("evaluation", segment);
        PackFolder::store(folder, &manifest, |_| Ok(()))?;
        PackFolder::open(folder)
    }

    /// A made listing: codes varied from those of made pictures, a real title, and the rest as long as real ones.
    fn listing(&self, bases: &[Picture], titles: &[String], number: u64) -> Entry {
        let mut next = chance(number ^ 0x5eed);
        let mut word = move || (next() * u64::MAX as f64) as u64;
        let mut pictures = Vec::with_capacity(self.pictures);
        for _ in 0..self.pictures {
            let Some(base) = bases.get(word() as usize % bases.len().max(1)) else { continue };
            let mut picture = base.clone();
            let mut turned = || Code([(); 4].map(|()| sparse(&mut word)));
            let (pdq, gradient) = (turned(), turned());
            let turn = |code: &mut Code, by: &Code| code.0.iter_mut().zip(by.0).for_each(|(word, by)| *word ^= by);
            for view in &mut picture.views {
                turn(&mut view.pdq, &pdq);
                turn(&mut view.gradient, &gradient);
            }
            pictures.push(picture);
        }
        let title = titles.get(word() as usize % titles.len().max(1)).cloned().unwrap_or_default();
        Entry { offer: offer(format!("{number:012}"), title, self.pictures), pictures }
    }
}

/// A word with one bit in [`TURNED`] set, more or less.
fn sparse(word: &mut impl FnMut() -> u64) -> u64 {
    let (a, b, c) = (word(), word(), word());
    let quarter = a & b;
    if TURNED > 4 { quarter & (c | c.rotate_left(9)) } else { quarter }
}

fn offer(id: String, title: String, images: usize) -> Offer {
    Offer {
        platform: Some("1688".to_owned()),
        url: Some(format!("https://detail.1688.com/offer/{id}.html")),
        title: Some(format!("{title} {id}")),
        images: (0..images).map(|at| format!("https://cbu01.alicdn.com/img/ibank/O1CN01{id}{at}.jpg")).collect(),
        currency: Some("CNY".to_owned()),
        tiers: vec![Tier { from: 2, price: 23.into() }, Tier { from: 100, price: 19.into() }],
        moq: Some(2),
        unit: Some("件".to_owned()),
        freight: Some(OfferFreight {
            amount: Some(5.into()), origin: Some("广东 揭阳".to_owned()), free_from: None
        }),
        supplier: Some(Supplier {
            name: Some(format!("揭阳市{id}五金制品厂")),
            place: Some("广东 揭阳".to_owned()),
            years: Some(7),
            repurchase_rate: Some(0.41),
            flags: vec!["超级工厂".to_owned(), "一件代发".to_owned()],
            ..Supplier::default()
        }),
        dispatch: Some("48小时发货".to_owned()),
        seen_at: Some("2026-11-01T00:00:00Z".to_owned()),
        id: Some(id),
        ..Offer::default()
    }
}

fn bases(images: &[RgbImage]) -> Vec<Picture> {
    let small: Vec<RgbImage> =
        images.par_iter().map(|image| DynamicImage::ImageRgb8(image.clone()).thumbnail(200, 200).into_rgb8()).collect();
    let picture = |number| codes(&made(&small, number), false).filter(Picture::is_telling);
    (0..BASES).into_par_iter().filter_map(picture).collect()
}

fn known(images: &[RgbImage], titles: &[String]) -> Vec<Known> {
    let transforms: Vec<_> = USUAL.iter().chain(&OFF_VIEW).collect();
    let known = |(at, image): (usize, &RgbImage)| {
        let title = titles.get(at * 37 % titles.len().max(1)).cloned().unwrap_or_default();
        let entry = Entry { offer: offer(format!("known{at:04}"), title, 1), pictures: vec![codes(image, false)?] };
        let queries = transforms.iter().filter_map(|(_, transform)| codes(&transform(image), true)).collect();
        Some(Known { entry, queries })
    };
    images.par_iter().enumerate().filter_map(known).collect()
}

/// Whether no other known picture is nearer than the right one.
fn first_in_scan(known: &[Known], (own, transform): (usize, usize)) -> bool {
    let Some((subject, query)) = known.get(own).and_then(|one| Some((one, one.queries.get(transform)?))) else {
        return false;
    };
    let distance = |one: &Known| one.entry.pictures.first().map_or(256.0, |picture| query.distance(picture));
    let right = distance(subject);
    known.iter().all(|other| distance(other) >= right)
}

/// What the lookups of all queries found and cost: recall, of the usual transforms, of the others; kB at the median and
/// at the 95th percentile; round trips; requests.
fn row(
    known: &[Known],
    queries: &[(usize, usize)],
    manifest: &Manifest,
    budget: Budget,
    read: impl Fn(&yuantou::catalogue::Read) -> Option<Vec<u8>> + Sync,
) -> String {
    let outcomes: Vec<(bool, bool, u64, u32, u32)> = queries
        .par_iter()
        .filter_map(|(own, transform)| {
            let subject = known.get(*own)?;
            let query =
                Fingerprint { pictures: vec![subject.queries.get(*transform)?.clone()], ..Fingerprint::default() };
            let mut lookup = Lookup::new(manifest, &query, budget);
            let (mut requests, mut in_vain) = (0, 0);
            while !lookup.is_done() {
                let mut late = 0;
                for wanted in lookup.reads() {
                    if lookup.is_needed(&wanted) {
                        requests += 1;
                        lookup.give(&wanted, read(&wanted).as_deref());
                    } else if late < AT_ONCE {
                        // It was under way already when the lookup had seen enough.
                        late += 1;
                        requests += 1;
                        in_vain += u64::from(wanted.length);
                    }
                }
            }
            let wanted = listing_key(&subject.entry.offer);
            let found = lookup.hits().iter().any(|hit| listing_key(&hit.entry.offer) == wanted);
            Some((found, *transform < USUAL.len(), lookup.bytes_read + in_vain, lookup.round_trips, requests))
        })
        .collect();
    let share = |wanted: Option<bool>| {
        let of = || outcomes.iter().filter(|one| wanted.is_none_or(|usual| one.1 == usual));
        of().filter(|one| one.0).count() as f64 / of().count().max(1) as f64
    };
    let mut bytes: Vec<u64> = outcomes.iter().map(|one| one.2).collect();
    bytes.sort_unstable();
    let at = |part: f64| {
        bytes.get((part * (bytes.len().max(1) - 1) as f64) as usize).copied().unwrap_or_default() as f64 / 1e3
    };
    let mean = |of: fn(&(bool, bool, u64, u32, u32)) -> u32| {
        outcomes.iter().map(|one| f64::from(of(one))).sum::<f64>() / outcomes.len().max(1) as f64
    };
    format!(
        "{:>7.3} {:>7.3} {:>9.3} {:>4.0}/{:<4.0} {:>6.2} {:>9.1}",
        share(None),
        share(Some(true)),
        share(Some(false)),
        at(0.5),
        at(0.95),
        mean(|one| one.3),
        mean(|one| one.4)
    )
}
