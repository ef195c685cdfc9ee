//! The halves of a build on many machines, joined by hand: the same pack as `pack build` writes, and clear words on
//! what is broken.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used)]

mod common;
#[path = "common/files.rs"]
mod files;

use std::{fs, path::Path, process::Output};

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

/// Listings without pictures, enough for several files of text; one in nine is a word on another.
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

#[test]
fn the_halves_make_what_build_makes_whatever_the_order_of_the_rows() {
    let folder = folder("halves");
    let golden = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden");
    let pictured = r#"{"platform":"test","id":"s1","title":"骨瓷勺子 16.5cm","images":["photograph.jpg"]}"#;
    let input = format!("{}{pictured}\n", listings(16_000));
    text(&pack(&folder, &["build", "-", "--images", golden, "--out", "wanted"], &input));

    // Two machines, of which the second comes first.
    let half = input.match_indices('\n').nth(8_000).unwrap().0 + 1;
    let mapped =
        [&input[half..], &input[..half]].map(|part| text(&pack(&folder, &["map", "-", "--images", golden], part)));
    let rows: Vec<&str> = mapped.iter().flat_map(|output| split(output).0).rev().collect();
    assert_eq!(rows.len(), 16_001);
    let mut keys: Vec<u64> = rows.iter().map(|row| hex(&row[..16])).collect();
    keys.sort_unstable();
    keys.dedup();
    let plan = |words: [&str; 2]| -> Value {
        serde_json::from_str(&text(&pack(&folder, &["plan", words[0], words[1]], ""))).unwrap()
    };
    let records = &plan(["--listings", &keys.len().to_string()])["records"];
    let (bits, mut parts, mut postings) = (records["bits"].to_string(), Vec::new(), Vec::new());
    for number in 0..records["shards"].as_u64().unwrap() {
        let own: String =
            rows.iter().filter(|row| shard(hex(&row[..16]), records) == number).flat_map(|row| [row, "\n"]).collect();
        let number = number.to_string();
        let output =
            text(&pack(&folder, &["reduce", "records", "--bits", &bits, "--shard", &number, "--out", "f"], &own));
        let (lines, closing) = split(&output);
        // In order and of one length, so that whoever carries them can cut stretches out of them.
        assert!(lines.is_sorted() && lines.iter().all(|line| line.len() == 38));
        postings.extend(lines.into_iter().map(str::to_owned));
        parts.push(closing);
    }
    let count = |table: usize| -> u64 { parts.iter().map(|part| part["postings"][table].as_u64().unwrap()).sum() };
    let counts: Vec<String> = (0..5).map(|table| count(table).to_string()).collect();
    // What all share is not handed over a thousand times: no bucket would keep it.
    assert!(postings.len() as u64 <= (0..5).map(count).sum::<u64>() - 10_000, "{} of {counts:?}", postings.len());
    let tables = plan(["--postings", &counts.join(",")]);
    assert!(tables["tables"][4]["shards"].as_u64().unwrap() > 1, "text needs several files to show anything: {tables}");
    for table in 0..5 {
        let plan = &tables["tables"][table];
        for number in 0..plan["shards"].as_u64().unwrap() {
            let belongs =
                |row: &&String| row.starts_with(&format!("{table}\t")) && shard(hex(&row[2..10]), plan) == number;
            let own: String = postings.iter().filter(belongs).rev().flat_map(|row| [row.as_str(), "\n"]).collect();
            let words = [table.to_string(), plan["bits"].to_string(), number.to_string()];
            let words =
                ["reduce", "index", "--table", &words[0], "--key-bits", &words[1], "--shard", &words[2], "--out", "f"];
            // Tried twice: the second changes nothing.
            let first = text(&pack(&folder, &words, &own));
            let second = text(&pack(&folder, &words, &own));
            assert_eq!(first, second);
            parts.extend([split(&first).1, split(&second).1]);
        }
    }
    // All shards of a table at once are the same files.
    let (bits, shards) = (tables["tables"][4]["bits"].to_string(), tables["tables"][4]["shards"].to_string());
    let words =
        ["reduce", "index", "--table", "4", "--key-bits", &bits, "--shard", "0", "--shards", &shards, "--out", "g"];
    let own: String =
        postings.iter().filter(|row| row.starts_with("4\t")).flat_map(|row| [row.as_str(), "\n"]).collect();
    let together = text(&pack(&folder, &words, &own));
    assert_eq!(together.lines().count().to_string(), shards);
    for (path, bytes) in contents(&folder.join("g")) {
        assert!(fs::read(folder.join("f").join(&path)).unwrap() == bytes, "{}", path.display());
    }
    assert!(errors(&pack(&folder, &words, "4\t1fffffff\t0000000000000001\t00000000ff\n")).contains("belongs to"));

    let lines: String = parts.iter().map(|part| format!("{part}\n")).collect();
    // A shard that is not there, and one of another build, are told.
    let lacking: String = lines.lines().filter(|line| !line.contains("band2")).flat_map(|line| [line, "\n"]).collect();
    let words = ["finish", "-", "--files", "f", "--out", "found", "--name", "wanted"];
    assert!(errors(&pack(&folder, &words, &lacking)).contains("band2-00000.idx is missing"));
    let other = format!("{lines}{}\n", lines.lines().last().unwrap().replace("\"postings\":", "\"postings\":1"));
    assert!(errors(&pack(&folder, &words, &other)).contains("two versions of one shard"));
    text(&pack(&folder, &words, &lines));
    assert!(!folder.join("f").exists());
    let (found, wanted) = (contents(&folder.join("found")), contents(&folder.join("wanted")));
    assert_eq!(found.keys().collect::<Vec<_>>(), wanted.keys().collect::<Vec<_>>());
    assert!(found == wanted, "the bytes differ");
    text(&pack(&folder, &["verify", "found"], ""));
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
