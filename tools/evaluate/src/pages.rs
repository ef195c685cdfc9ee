//! `yuantou-evaluate pages DIR`: how well pages are read.
//!
//! The scorer, for the pages of the Zyte benchmark: for each field a page counts as a true positive where the field is
//! predicted and equal to one of the true values (prices as numbers, all else as text), as a false positive where it is
//! predicted but not equal or not there, and as a false negative where it is there but not predicted or not equal. F1 is
//! of the sums over pages.

use std::io::{self, Write};
use std::path::PathBuf;
use std::time::Instant;

use rust_decimal::Decimal;
use serde_json::Value;

use yuantou::cli::html::take_snapshot;
use yuantou::cli::read;
use yuantou::page::{self, Source};
use yuantou::record::{Availability, Page};

/// Where the shared test input is.
#[derive(Debug, clap::Args)]
pub struct PagesArgs {
    /// The folder with `captures/` and `data/`.
    pub dir: PathBuf,
    /// Prints each page that is wrong.
    #[arg(long)]
    pub verbose: bool,
}

/// Counts of one field.
#[derive(Debug, Default, Clone, Copy)]
struct Score {
    hits: f64,
    wrong: f64,
    missed: f64,
}

impl Score {
    fn add(&mut self, predicted: bool, there: bool, equal: bool) {
        if equal {
            self.hits += 1.0;
            return;
        }
        self.wrong += f64::from(predicted);
        self.missed += f64::from(there);
    }

    fn f1(self) -> f64 {
        let all = 2.0 * self.hits + self.wrong + self.missed;
        if all == 0.0 { 0.0 } else { 2.0 * self.hits / all }
    }
}

impl PagesArgs {
    /// Prints the tables.
    ///
    /// # Errors
    /// When the folder lacks a file, or `out` cannot be written.
    pub fn run(&self, out: &mut impl Write) -> std::io::Result<()> {
        self.zyte(out)?;
        let data = self.dir.join("data");
        super::price_texts::examples(&data, out, self.verbose)?;
        super::price_texts::described(&data, out, self.verbose)?;
        super::shops::shops(&self.dir.join("captures"), out)
    }

    fn zyte(&self, out: &mut impl Write) -> std::io::Result<()> {
        let folder = self.dir.join("captures/zyte");
        let truth: Value = serde_json::from_slice(&std::fs::read(folder.join("truth.json"))?)?;
        let Some(truth) = truth.as_object() else {
            return Ok(());
        };
        let mut fields = [Score::default(); 3];
        let mut times = Vec::new();
        let mut sources = [[Score::default(); 2]; 4];
        for (name, truth) in truth {
            let html = read::text(&folder.join(format!("{name}.html.gz"))).map_err(io::Error::other)?;
            let url = truth.get("url").and_then(Value::as_str).unwrap_or("");
            let start = Instant::now();
            let snapshot = take_snapshot(&page::probes(url), &html, url);
            let reading = page::read(&snapshot);
            times.push((start.elapsed().as_secs_f64() * 1000.0, html.len()));
            let item = match &reading.page {
                Page::Item(item) => Some(item),
                _ => None,
            };
            let prices = values(truth, "price");
            let price = item.and_then(|item| item.price.as_ref()).map(|price| price.min);
            let price_ok = equal_price(price, &prices);
            let sku = item.and_then(|item| item.sku.clone());
            let skus = values(truth, "sku");
            let sku_ok = sku.as_ref().is_some_and(|sku| skus.contains(sku));
            let stock = item.and_then(|item| item.availability).map(|stock| match stock {
                Availability::InStock => "InStock".to_owned(),
                Availability::OutOfStock => "OutOfStock".to_owned(),
            });
            let stocks = values(truth, "availability");
            let stock_ok = stock.as_ref().is_some_and(|stock| stocks.contains(stock));
            fields[0].add(price.is_some(), !prices.is_empty(), price_ok);
            fields[1].add(sku.is_some(), !skus.is_empty(), sku_ok);
            fields[2].add(stock.is_some(), !stocks.is_empty(), stock_ok);
            // The generic probes, even where a site's rules are known.
            let snapshot =
                if snapshot.texts.is_empty() { take_snapshot(&page::probes(""), &html, url) } else { snapshot };
            for (scores, (source_name, source)) in sources.iter_mut().zip(SOURCES) {
                let others: Vec<Source> =
                    SOURCES.map(|(_, other)| other).into_iter().filter(|s| *s != source).collect();
                for (score, (how, left_out)) in scores.iter_mut().zip([("alone", &others[..]), ("left out", &[source])])
                {
                    let price = page::price_without(&snapshot, left_out);
                    let is_right = equal_price(price, &prices);
                    score.add(price.is_some(), !prices.is_empty(), is_right);
                    if self.verbose && !is_right && price_ok {
                        writeln!(out, "  {source_name} {how}: {price:?} not {prices:?}: {} {url}", &name[..10])?;
                    }
                }
            }
            if self.verbose && !(price_ok || price.is_none() && prices.is_empty()) {
                writeln!(out, "price {price:?} not {prices:?}: {} {url}", &name[..10])?;
            }
            if self.verbose && !(sku_ok || sku.is_none() && skus.is_empty()) {
                writeln!(out, "sku {sku:?} not {skus:?}: {} {url}", &name[..10])?;
            }
            if self.verbose && !stock_ok {
                writeln!(out, "availability {stock:?} not {stocks:?}: {} {url}", &name[..10])?;
            }
        }
        for (name, score) in ["price", "sku", "availability"].iter().zip(fields) {
            writeln!(out, "Zyte {name:<14} F1 {:.3}", score.f1())?;
        }
        // Small pages say little of how time grows.
        let large = times.iter().filter(|(_, bytes)| *bytes > 500_000);
        let mut paces: Vec<f64> = large.map(|(took, bytes)| took * 2e6 / *bytes as f64).collect();
        paces.sort_by(f64::total_cmp);
        if let (Some(median), Some(worst)) = (paces.get(paces.len() / 2), paces.last()) {
            writeln!(
                out,
                "  2 MB of page in: median {median:.0} ms, worst {worst:.0} ms, of {} pages > 500 kB",
                paces.len()
            )?;
        }
        writeln!(out, "{:<22} {:>6} {:>8}", "  price by source, F1", "alone", "without")?;
        for ((name, _), [alone, without]) in SOURCES.iter().zip(sources) {
            writeln!(out, "  {name:<20} {:>6.3} {:>8.3}", alone.f1(), without.f1())?;
        }
        Ok(())
    }
}

const SOURCES: [(&str, Source); 4] = [
    ("JSON-LD", Source::JsonLd),
    ("microdata", Source::Microdata),
    ("Open Graph", Source::Meta),
    ("visible HTML", Source::Visible),
];

fn values(truth: &Value, field: &str) -> Vec<String> {
    let list = truth.get(field).and_then(Value::as_array);
    list.into_iter().flatten().filter_map(|value| value.as_str().map(|text| text.trim().to_owned())).collect()
}

fn equal_price(price: Option<Decimal>, truth: &[String]) -> bool {
    price.is_some_and(|price| truth.iter().any(|text| text.parse::<Decimal>().is_ok_and(|truth| truth == price)))
}
