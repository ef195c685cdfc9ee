//! A pack built by map and reduce, as on many machines: the same pack as `pack build` writes, and clear messages about
//! what is broken.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used)]

mod common;
#[path = "common/files.rs"]
mod files;

use std::{
    fs,
    path::{Path, PathBuf},
    process::Output,
};

use common::{folder, yuantou};
use files::contents;

use serde_json::Value;

fn pack(folder: &Path, words: &[&str], input: &str) -> Output {
    yuantou(folder, &[&["pack"], words].concat(), input)
}

fn text(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn errors(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(1));
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The rows of an output, and the line that closes it.
fn split(output: &str) -> (Vec<&str>, Value) {
    let mut lines: Vec<&str> = output.lines().collect();
    let closing = serde_json::from_str(lines.pop().unwrap()).unwrap();
    (lines, closing)
}

fn hex(digits: &str) -> u64 {
    u64::from_str_radix(digits, 16).unwrap()
}

fn shard(key: u64, plan: &Value) -> u64 {
    key.checked_shr(plan["shift"].as_u64().unwrap() as u32).unwrap_or_default()
}

/// Listings without pictures, enough for several files of text; one in nine is about another one.
fn listings(count: usize) -> String {
    let listing = |at: usize| {
        let (id, day) = (if at % 9 == 8 { at / 2 } else { at }, 1 + at * 7 % 28);
        format!(
            r#"{{"platform":"test","id":"{id}","title":"加厚陶瓷杯{}色 model X{at} {}cm","currency":"CNY","tiers":[{{"from":1,"price":"{day}"}}],"seen_at":"2026-10-{day:02}T00:00:00Z"}}"#,
            at % 97,
            at % 61
        ) + "\n"
    };
    (0..count).map(listing).collect()
}

const GOLDEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden");

/// Listings, of which one has a picture.
fn pictured(count: usize) -> String {
    let pictured = r#"{"platform":"test","id":"s1","title":"骨瓷勺子 16.5cm","images":["photograph.jpg"]}"#;
    format!("{}{pictured}\n", listings(count))
}

fn plan(folder: &Path, words: [&str; 2]) -> Value {
    serde_json::from_str(&text(&pack(folder, &["plan", words[0], words[1]], ""))).unwrap()
}

/// What is mapped, joined by hand with whatever order its rows come in.
struct Joined {
    folder: PathBuf,
    /// The rows of all mappers.
    rows: Vec<String>,
    /// The closing lines of all reducers.
    parts: Vec<Value>,
    /// The rows of the record reducers.
    postings: Vec<String>,
}

impl Joined {
    /// Maps the listings on two machines, of which the second comes first.
    fn mapped(test: &str, input: &str) -> Self {
        let folder = folder(test);
        let half = input.match_indices('\n').nth(input.lines().count() / 2 - 1).unwrap().0 + 1;
        let map = |part| text(&pack(&folder, &["map", "-", "--images", GOLDEN], part));
        let mapped = [map(&input[half..]), map(&input[..half])];
        let rows = mapped.iter().flat_map(|output| split(output).0).rev().map(str::to_owned).collect();
        Self { folder, rows, parts: Vec::new(), postings: Vec::new() }
    }

    /// Reduces the records, each shard on a machine of its own.
    fn reduce_records(&mut self) {
        let mut keys: Vec<u64> = self.rows.iter().map(|row| hex(&row[..16])).collect();
        keys.sort_unstable();
        keys.dedup();
        let records = &plan(&self.folder, ["--listings", &keys.len().to_string()])["records"];
        let bits = records["bits"].to_string();
        for number in 0..records["shards"].as_u64().unwrap() {
            let belongs = |row: &&String| shard(hex(&row[..16]), records) == number;
            let own: String = self.rows.iter().filter(belongs).flat_map(|row| [row, "\n"]).collect();
            let words = ["reduce", "records", "--bits", &bits, "--shard", &number.to_string(), "--out", "f"];
            let output = text(&pack(&self.folder, &words, &own));
            let (lines, closing) = split(&output);
            // In order and of one length, so that whoever carries them can cut ranges out of them.
            assert!(lines.is_sorted() && lines.iter().all(|line| line.len() == 38));
            self.postings.extend(lines.into_iter().map(str::to_owned));
            self.parts.push(closing);
        }
    }

    /// How many postings each table has.
    fn counts(&self) -> [u64; 5] {
        let count = |table: usize| self.parts.iter().filter_map(|part| part["postings"][table].as_u64()).sum::<u64>();
        std::array::from_fn(count)
    }

    /// The plan of the tables.
    fn tables(&self) -> Value {
        let counts = self.counts().map(|count| count.to_string()).join(",");
        plan(&self.folder, ["--postings", &counts])["tables"].clone()
    }

    /// The postings of a table, and of one of its shards where one is named.
    fn postings_of(&self, table: usize, only: Option<(u64, &Value)>) -> String {
        let start = format!("{table}\t");
        let belongs = |row: &&String| {
            row.starts_with(&start) && only.is_none_or(|(number, plan)| shard(hex(&row[2..10]), plan) == number)
        };
        self.postings.iter().filter(belongs).rev().flat_map(|row| [row.as_str(), "\n"]).collect()
    }

    /// Reduces shards of a table into files under `out`.
    fn reduce_index(&self, table: usize, first: u64, shards: u64, out: &str, input: &str) -> Output {
        let bits = self.tables()[table]["bits"].to_string();
        let (table, first, shards) = (table.to_string(), first.to_string(), shards.to_string());
        let words = ["reduce", "index", "--table", &table, "--key-bits", &bits, "--shard", &first, "--shards", &shards];
        pack(&self.folder, &[&words[..], &["--out", out]].concat(), input)
    }

    /// Reduces every shard of every table.
    fn reduce_indices(&mut self) {
        let tables = self.tables();
        for table in 0..5 {
            let plan = &tables[table];
            for number in 0..plan["shards"].as_u64().unwrap() {
                let own = self.postings_of(table, Some((number, plan)));
                let closing = split(&text(&self.reduce_index(table, number, 1, "f", &own))).1;
                self.parts.push(closing);
            }
        }
    }

    fn finish(&self, closing: &str) -> Output {
        pack(&self.folder, &["finish", "-", "--files", "f", "--out", "found", "--name", "wanted"], closing)
    }

    /// The closing lines, as text.
    fn closing(&self) -> String {
        self.parts.iter().map(|part| format!("{part}\n")).collect()
    }
}

#[test]
fn map_and_reduce_make_what_build_makes_whatever_the_order_of_the_rows() {
    let input = pictured(16_000);
    let mut joined = Joined::mapped("map-reduce", &input);
    assert_eq!(joined.rows.len(), 16_001);
    joined.reduce_records();
    let tables = joined.tables();
    assert!(tables[4]["shards"].as_u64().unwrap() > 1, "text needs several files to show anything: {tables}");
    joined.reduce_indices();
    text(&joined.finish(&joined.closing()));
    assert!(!joined.folder.join("f").exists());
    text(&pack(&joined.folder, &["build", "-", "--images", GOLDEN, "--out", "wanted"], &input));
    let (found, wanted) = (contents(&joined.folder.join("found")), contents(&joined.folder.join("wanted")));
    assert_eq!(found.keys().collect::<Vec<_>>(), wanted.keys().collect::<Vec<_>>());
    assert!(found == wanted, "the bytes differ");
    text(&pack(&joined.folder, &["verify", "found"], ""));
}

#[test]
fn postings_that_no_bucket_would_keep_are_not_handed_over() {
    let mut joined = Joined::mapped("shared-postings", &pictured(16_000));
    joined.reduce_records();
    let counts = joined.counts();
    let handed_over = joined.postings.len() as u64;
    assert!(handed_over > 0 && handed_over + 10_000 <= counts.iter().sum::<u64>(), "{handed_over} of {counts:?}");
}

#[test]
fn a_shard_that_is_reduced_again_or_with_others_is_the_same_file() {
    let mut joined = Joined::mapped("reduce-again", &pictured(16_000));
    joined.reduce_records();
    let tables = joined.tables();
    let shards = tables[4]["shards"].as_u64().unwrap();
    assert!(shards > 1);
    for number in 0..shards {
        let own = joined.postings_of(4, Some((number, &tables[4])));
        let first = text(&joined.reduce_index(4, number, 1, "f", &own));
        assert_eq!(first, text(&joined.reduce_index(4, number, 1, "f", &own)));
    }
    let together = text(&joined.reduce_index(4, 0, shards, "g", &joined.postings_of(4, None)));
    assert_eq!(together.lines().count() as u64, shards);
    let files = contents(&joined.folder.join("g"));
    assert_eq!(files.len() as u64, shards);
    for (path, bytes) in files {
        assert!(fs::read(joined.folder.join("f").join(&path)).unwrap() == bytes, "{}", path.display());
    }
    let strange = "4\t1fffffff\t0000000000000001\t00000000ff\n";
    assert!(errors(&joined.reduce_index(4, 0, shards, "g", strange)).contains("belongs to"));
}

#[test]
fn a_pack_is_not_finished_without_each_shard_once() {
    let mut joined = Joined::mapped("shards-once", &pictured(100));
    joined.reduce_records();
    joined.reduce_indices();
    let closing = joined.closing();
    let lacking: String =
        closing.lines().filter(|line| !line.contains("band2")).flat_map(|line| [line, "\n"]).collect();
    assert!(errors(&joined.finish(&lacking)).contains("band2-00000.idx is missing"));
    let other = format!("{closing}{}\n", closing.lines().last().unwrap().replace("\"postings\":", "\"postings\":1"));
    assert!(errors(&joined.finish(&other)).contains("two versions of one shard"));
    // One that was tried twice says the same twice.
    text(&joined.finish(&format!("{closing}{closing}")));
    text(&pack(&joined.folder, &["verify", "found"], ""));
}

#[test]
fn a_row_that_is_none_or_of_another_shard_ends_a_reduce_and_leaves_no_file() {
    let folder = folder("broken-rows");
    let mapped = text(&pack(&folder, &["map", "-"], &listings(1)));
    let row = mapped.lines().next().unwrap();
    let other = 1 - (hex(&row[..16]) >> 63);
    let records = |bits: &str, shard: &str, input: &str| {
        errors(&pack(&folder, &["reduce", "records", "--bits", bits, "--shard", shard, "--out", "f"], input))
    };
    for (bits, shard, input, wanted) in [
        ("0", "0", format!("{row}\nnonsense\n"), "-:2: a listing is 16 hexadecimal digits"),
        ("0", "0", format!("0{row}\n"), "-:1: the key"),
        ("0", "0", format!("{}\n", &row[..row.len() - 8]), "-:1: a listing is"),
        ("0", "0", row.to_owned(), "-:1: the line is cut off"),
        ("1", &other.to_string(), format!("{row}\n"), "the row belongs to"),
        ("1", "2", String::new(), "there is no shard 2"),
    ] {
        let told = records(bits, shard, &input);
        assert!(told.contains(wanted), "{wanted} is missing from: {told}");
    }
    for (input, wanted) in [
        ("4\t00000001\t0000000000000001\t00000000ff\textra\n", "-:1: a posting is"),
        ("4\t1\t0000000000000001\t00000000ff\n", "-:1: a posting is"),
        ("3\t00000001\t0000000000000001\t00000000ff\n", "belongs to 3, not to 4"),
    ] {
        let words = ["reduce", "index", "--table", "4", "--key-bits", "0", "--shard", "0", "--out", "f"];
        let told = errors(&pack(&folder, &words, input));
        assert!(told.contains(wanted), "{wanted} is missing from: {told}");
    }
    assert_eq!(fs::read_dir(folder.join("f")).unwrap().count(), 0);
}

#[test]
fn an_output_of_map_says_at_its_end_what_was_left_out() {
    let folder = folder("map-end");
    let output = pack(&folder, &["map", "-"], &format!("{}not json\n", listings(2)));
    assert!(errors(&output).contains("-:3:"));
    let output = String::from_utf8(output.stdout).unwrap();
    let (rows, closing) = split(&output);
    assert_eq!(rows.len(), 2);
    assert_eq!(closing, serde_json::json!({"part": "map", "listings": 2, "problems": 1}));
}
