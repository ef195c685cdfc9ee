//! `yuantou-evaluate sites DIR`: how well pages are read that the rules were not made for.
//!
//! Every page of the benchmark is read three times by the generic rules alone: as it is; without its structured data
//! (JSON-LD, microdata, meta elements); and with its classes and ids replaced by nonsense, as sites with hashed names have
//! them. F1 and precision are of the sums over pages; a site counts once, whatever the number of its pages.

use std::io::{self, Write};
use std::path::PathBuf;

use rust_decimal::Decimal;
use serde_json::Value;

use yuantou::cli::html::take_snapshot;
use yuantou::cli::read;
use yuantou::page::{self, Snapshot};
use yuantou::record::{Availability, Item, Page};

/// Where the shared test input is.
#[derive(Debug, clap::Args)]
pub struct SitesArgs {
    /// The folder with `captures/`.
    pub dir: PathBuf,
    /// Prints each price that is wrong.
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
    fn add(&mut self, said: Option<&str>, right: &[String], is_price: bool) -> bool {
        let equal = |one: &str, other: &str| {
            is_price && one.parse::<Decimal>().ok().zip(other.parse().ok()).is_some_and(|(one, other)| one == other)
                || one == other
        };
        let is_right = said.is_some_and(|said| right.iter().any(|right| equal(said, right)));
        self.hits += f64::from(is_right);
        self.wrong += f64::from(!is_right && said.is_some());
        self.missed += f64::from(!is_right && !right.is_empty());
        is_right || said.is_none() && right.is_empty()
    }

    fn f1(self) -> f64 {
        2.0 * self.hits / (2.0 * self.hits + self.wrong + self.missed).max(1.0)
    }

    fn precision(self) -> f64 {
        self.hits / (self.hits + self.wrong).max(1.0)
    }
}

/// What is done to a page before it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Change {
    None,
    WithoutData,
    Nonsense,
}

const CHANGES: [(&str, Change); 3] =
    [("as it is", Change::None), ("without data", Change::WithoutData), ("nonsense names", Change::Nonsense)];

impl SitesArgs {
    /// Prints the table.
    ///
    /// # Errors
    /// When the folder lacks a file, or `out` cannot be written.
    pub fn run(&self, out: &mut impl Write) -> io::Result<()> {
        let folder = self.dir.join("captures/zyte");
        let truth: Value = serde_json::from_slice(&std::fs::read(folder.join("truth.json"))?)?;
        let mut scores = [[Score::default(); 3]; 3];
        for (name, truth) in truth.as_object().into_iter().flatten() {
            let html = read::text(&folder.join(format!("{name}.html.gz"))).map_err(io::Error::other)?;
            let url = truth.get("url").and_then(Value::as_str).unwrap_or("");
            // The generic probes, even where a site's rules are known.
            for (scores, (change_name, change)) in scores.iter_mut().zip(CHANGES) {
                let html = if change == Change::Nonsense { nonsense(&html) } else { html.clone() };
                let mut snapshot = take_snapshot(&page::probes(""), &html, url);
                if change == Change::WithoutData {
                    without_data(&mut snapshot);
                }
                let item = match page::read_generic(&snapshot) {
                    Page::Item(item) => item,
                    _ => Item::default(),
                };
                let said = [
                    item.price.map(|price| price.min.to_string()),
                    item.sku,
                    item.availability.map(|availability| match availability {
                        Availability::InStock => "InStock".to_owned(),
                        Availability::OutOfStock => "OutOfStock".to_owned(),
                    }),
                ];
                for (at, field) in ["price", "sku", "availability"].iter().enumerate() {
                    let (Some(score), Some(said)) = (scores.get_mut(at), said.get(at)) else { continue };
                    let right = values(truth, field);
                    if !score.add(said.as_deref(), &right, at == 0) && self.verbose {
                        writeln!(out, "  {change_name}: {field} {said:?} not {right:?}: {url}")?;
                    }
                }
            }
        }
        writeln!(out, "{:<16} {:>7} {:>9} {:>7} {:>13}", "", "price", "precision", "sku", "availability")?;
        for ((name, _), [price, sku, stock]) in CHANGES.iter().zip(scores) {
            let row = (price.f1(), price.precision(), sku.f1(), stock.f1());
            writeln!(out, "{name:<16} {:>7.3} {:>9.3} {:>7.3} {:>13.3}", row.0, row.1, row.2, row.3)?;
        }
        Ok(())
    }
}

fn values(truth: &Value, field: &str) -> Vec<String> {
    let list = truth.get(field).and_then(Value::as_array);
    list.into_iter().flatten().filter_map(|value| value.as_str().map(|text| text.trim().to_owned())).collect()
}

/// Takes what structured data says out of a snapshot.
fn without_data(snapshot: &mut Snapshot) {
    snapshot.nodes.retain(|node| !matches!(node.probe.as_str(), "json_ld" | "itemprop" | "scope" | "meta"));
    for element in &mut snapshot.elements {
        element.itemprop.clear();
        element.itemtype.clear();
    }
}

/// The page with every value of `class` and `id` replaced by letters made of it, each word by the same ones everywhere.
fn nonsense(html: &str) -> String {
    let mut changed = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = [" class=", " id="].iter().filter_map(|name| Some(rest.find(name)? + name.len())).min() {
        let (head, tail) = rest.split_at(at);
        changed.push_str(head);
        let quote = tail.chars().next().filter(|quote| matches!(quote, '"' | '\''));
        let body = quote.map_or(tail, |quote| tail.get(quote.len_utf8()..).unwrap_or(""));
        let end = match quote {
            Some(quote) => body.find(quote),
            None => body.find([' ', '>']),
        };
        let value = body.get(..end.unwrap_or(0)).unwrap_or("");
        changed.extend(quote);
        let words: Vec<String> = value.split_whitespace().map(letters).collect();
        changed.push_str(&words.join(" "));
        rest = body.get(value.len()..).unwrap_or("");
    }
    changed.push_str(rest);
    changed
}

/// Six letters made of a word.
fn letters(word: &str) -> String {
    let mut hash = word
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    let consonants = b"bcdfghjklmnpqrstvwxz";
    (0..6)
        .map(|_| {
            let letter = consonants.get((hash % 20) as usize).copied().unwrap_or(b'x');
            hash /= 20;
            char::from(letter)
        })
        .collect()
}
