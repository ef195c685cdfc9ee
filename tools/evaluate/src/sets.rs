//! The pairs with known answers that matching is trained and tried on.

use std::collections::HashSet;
use std::path::Path;

use rust_decimal::Decimal;

use yuantou::cli::side::Side;
use yuantou::fingerprint::title;
use yuantou::record::{Item, Price, PriceKind};

/// A pair and whether both are the same product.
pub struct Pair {
    /// One side.
    pub left: Side,
    /// The other.
    pub right: Side,
    /// The truth.
    pub same: bool,
}

/// A set of pairs.
pub struct Set {
    /// Its name.
    pub name: &'static str,
    /// Its pairs, in the file's order.
    pub pairs: Vec<Pair>,
}

/// A listing of `listings_zh.csv`.
pub struct Listing {
    /// Title.
    pub title: String,
    /// Cluster of listings alike.
    pub cluster: u32,
}

/// Reads the sets of pairs below `dir` (`titles/abt_buy`, `titles/walmart_amazon`, `titles/promapcz_names_chatgpt.csv`).
/// What is not there is left out.
///
/// # Errors
/// A file that cannot be read, by name.
pub fn pairs(dir: &Path) -> Result<Vec<Set>, String> {
    let mut sets = Vec::new();
    for (name, folder) in [("Abt-Buy", "abt_buy"), ("Walmart-Amazon", "walmart_amazon")] {
        let mut pairs = Vec::new();
        for part in ["train.txt", "valid.txt", "test.txt"] {
            let path = dir.join("titles").join(folder).join(part);
            if part != "test.txt" && path.exists() {
                let text = std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
                pairs.extend(text.lines().filter_map(ditto));
            }
        }
        if !pairs.is_empty() {
            sets.push(Set { name, pairs });
        }
    }
    let path = dir.join("titles/promapcz_names_chatgpt.csv");
    if path.exists() {
        let mut reader = csv::Reader::from_path(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        let named =
            |title: Option<&str>| Side::Item(Box::new(Item { title: title.map(str::to_owned), ..Item::default() }));
        let mut pairs = Vec::new();
        for row in reader.records() {
            let row = row.map_err(|error| format!("{}: {error}", path.display()))?;
            pairs.push(Pair { left: named(row.get(2)), right: named(row.get(3)), same: row.get(5) == Some("1") });
        }
        sets.push(Set { name: "ProMap Cz names", pairs });
    }
    Ok(sets)
}

/// A line of the format of Ditto: `COL name VAL … COL price VAL …`, a tab, the other side, a tab, 0 or 1.
fn ditto(line: &str) -> Option<Pair> {
    let mut parts = line.split('\t');
    let (left, right, same) = (parts.next()?, parts.next()?, parts.next()?);
    Some(Pair { left: ditto_item(left), right: ditto_item(right), same: same.trim() == "1" })
}

fn ditto_item(text: &str) -> Side {
    let mut item = Item::default();
    for column in text.split("COL ").skip(1) {
        let Some((name, value)) = column.split_once(" VAL") else {
            continue;
        };
        let value = value.trim();
        if value.is_empty() {
            continue;
        }
        match name.trim() {
            "name" | "title" => item.title = Some(value.to_owned()),
            "brand" => item.brand = Some(value.to_owned()),
            "modelno" => item.mpn = Some(value.to_owned()),
            "price" => {
                item.price = value.parse::<Decimal>().ok().map(|price| Price {
                    currency: Some("USD".to_owned()),
                    min: price,
                    max: price,
                    kind: PriceKind::Sale,
                    text: None,
                });
            }
            other => {
                item.attributes.insert(other.to_owned(), value.to_owned());
            }
        }
    }
    Side::Item(Box::new(item))
}

/// Reads `titles/listings_zh.csv` below `dir`.
///
/// # Errors
/// A file that cannot be read.
pub fn listings(dir: &Path) -> Result<Vec<Listing>, String> {
    let path = dir.join("titles/listings_zh.csv");
    let mut reader = csv::Reader::from_path(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut listings = Vec::new();
    for row in reader.records() {
        let row = row.map_err(|error| format!("{}: {error}", path.display()))?;
        if let (Some(title), Some(Ok(cluster))) = (row.get(1), row.get(2).map(str::parse)) {
            listings.push(Listing { title: title.to_owned(), cluster });
        }
    }
    Ok(listings)
}

/// The distinct titles of all sets, a collection each.
///
/// # Errors
/// A file that cannot be read.
pub fn titles(dir: &Path) -> Result<Vec<Vec<String>>, String> {
    let mut collections = Vec::new();
    for set in pairs(dir)? {
        let titles: HashSet<String> = set
            .pairs
            .iter()
            .flat_map(|pair| [&pair.left, &pair.right])
            .filter_map(|side| side.title().map(str::to_owned))
            .collect();
        collections.push(titles.into_iter().collect());
    }
    if let Ok(listings) = listings(dir) {
        collections.push(listings.into_iter().map(|listing| listing.title).collect());
    }
    Ok(collections)
}

/// The pairs of [`chinese`] of all listings below `dir`.
///
/// # Errors
/// A file that cannot be read; no file at all is no error.
pub fn all_chinese(dir: &Path) -> Result<Vec<Set>, String> {
    if !dir.join("titles/listings_zh.csv").exists() {
        return Ok(Vec::new());
    }
    let listings = listings(dir)?;
    Ok(vec![chinese(&listings.iter().collect::<Vec<_>>())])
}

/// Pairs of Chinese listings: every eleventh listing with the next one of its cluster, and with six of
/// other clusters: the two most alike among a seventh of all, and four further down.
pub fn chinese(listings: &[&Listing]) -> Set {
    let side = |listing: &Listing| Side::Item(Box::new(Item { title: Some(listing.title.clone()), ..Item::default() }));
    let grams: Vec<Vec<(u32, f32)>> = listings.iter().map(|listing| title::grams(&listing.title)).collect();
    let mut pairs = Vec::new();
    for (at, &left) in listings.iter().enumerate().step_by(11) {
        let mate = listings
            .iter()
            .enumerate()
            .cycle()
            .skip(at + 1)
            .take(listings.len() - 1)
            .find(|(_, other)| other.cluster == left.cluster && other.title != left.title);
        if let Some((_, mate)) = mate {
            pairs.push(Pair { left: side(left), right: side(mate), same: true });
        }
        let Some(own) = grams.get(at) else { continue };
        let mut others: Vec<(f32, usize)> = listings
            .iter()
            .zip(&grams)
            .enumerate()
            .skip(at % 7)
            .step_by(7)
            .filter(|(_, (other, _))| other.cluster != left.cluster)
            .map(|(index, (_, grams))| (title::similarity(own, grams), index))
            .collect();
        others.sort_by(|a, b| b.0.total_cmp(&a.0));
        for &(_, index) in others.iter().take(2).chain(others.iter().skip(20).step_by(100).take(4)) {
            if let Some(other) = listings.get(index) {
                pairs.push(Pair { left: side(left), right: side(other), same: false });
            }
        }
    }
    Set { name: "Chinese listings", pairs }
}
