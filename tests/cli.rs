//! The command line as people use it: from files to answers, and past what is broken.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used)]

mod common;
#[path = "common/files.rs"]
mod files;
#[path = "common/output.rs"]
mod output;

use std::fs;

use common::{folder, yuantou};
use files::contents;
use output::{errors, lines};

use serde_json::Value;

const GOLDEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden");
const SPOON: &str = r#"{"kind":"offer","platform":"test","id":"s1","title":"骨瓷勺子 16.5cm 家用汤勺","images":["photograph.jpg"],"currency":"CNY","tiers":[{"from":3,"price":"2.30"}],"moq":3,"freight":{"amount":"2.40"}}"#;
const SHIRT: &str =
    r#"{"platform":"test","id":"t1","title":"纯棉短袖T恤 女","currency":"CNY","tiers":[{"from":1,"price":"14"}]}"#;

#[test]
fn options_may_stand_after_price_texts() {
    let output = yuantou(&folder("price"), &["price", "$839", "--locale", "zh-TW"], "");
    let found = lines(&output);
    assert_eq!(
        (found.len(), found[0]["currency"].as_str(), found[0]["amount"].as_str()),
        (1, Some("TWD"), Some("839"))
    );
}

#[test]
fn listings_become_a_pack_in_which_items_are_found_with_their_landed_cost() {
    let folder = folder("pack");
    fs::write(folder.join("listings.jsonl"), format!("{SPOON}\n\n{SHIRT}\n")).unwrap();
    let built = yuantou(&folder, &["pack", "build", "listings.jsonl", "--images", GOLDEN, "--out", "p"], "");
    assert!(built.status.success(), "{}", errors(&built));
    assert!(yuantou(&folder, &["pack", "verify", "p"], "").status.success());
    let manifest: Value =
        serde_json::from_slice(&yuantou(&folder, &["pack", "inspect", "p", "--json"], "").stdout).unwrap();
    assert_eq!((manifest["listings"].as_u64(), manifest["pictures"].as_u64()), (Some(2), Some(1)));

    let item = r#"{"id":"i1","title":"日式陶瓷勺子 16.5cm","images":["photograph.png"],"price":{"currency":"CNY","min":"8.80","max":"8.80","kind":"sale"}}"#;
    let words = ["lookup", "--pack", "p", "--items", "-", "--images", GOLDEN, "--top", "1"];
    let output = yuantou(&folder, &words, &format!("{item}\n"));
    let answer = &lines(&output)[0];
    let best = &answer["candidates"][0];
    assert_eq!(
        (answer["id"].as_str(), best["id"].as_str(), best["class"].as_str()),
        (Some("i1"), Some("s1"), Some("same"))
    );
    let landed = r#"{"currency":"CNY","per_piece":"3.10","total":"9.30","quantity":3}"#;
    assert_eq!(best["landed"], serde_json::from_str::<Value>(landed).unwrap());
    assert!(answer["bytes_read"].as_u64().unwrap() > 0 && !best["reasons"].as_array().unwrap().is_empty());
}

#[test]
fn what_cannot_be_read_is_told_and_passed_over() {
    let folder = folder("bad");
    let input = format!("{SHIRT}\nnot json\n{{\"kind\":\"item\",\"title\":\"x\"}}\n{SPOON}\n");
    let built = yuantou(&folder, &["pack", "build", "-", "--out", "p"], &input);
    let told = errors(&built);
    assert_eq!(built.status.code(), Some(1));
    for wanted in ["-:2:", "-:3: this is a retail item", "photograph.jpg", "3 problems"] {
        assert!(told.contains(wanted), "{wanted} is missing from: {told}");
    }
    let items = "{\"title\":\"纯棉短袖T恤\"}\n[]\n{\"title\":\"勺子\"}\n";
    let output = yuantou(&folder, &["lookup", "--pack", "p", "--items", "-"], items);
    assert_eq!((lines(&output).len(), output.status.code()), (2, Some(1)));
    assert!(errors(&output).contains("-:2:"));
}

#[test]
fn a_broken_pack_is_refused_with_what_to_do() {
    let folder = folder("broken");
    assert!(yuantou(&folder, &["pack", "build", "-", "--out", "p"], SHIRT).status.success());
    let files = |path: &std::path::Path| fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path());
    let segment = files(&folder.join("p")).find(|path| path.is_dir()).unwrap();
    let records = files(&segment).find(|path| path.to_string_lossy().contains("records-")).unwrap();
    let mut content = fs::read(&records).unwrap();
    content[100] ^= 1;
    fs::write(&records, content).unwrap();
    let verified = yuantou(&folder, &["pack", "verify", "p"], "");
    assert_eq!(verified.status.code(), Some(1));
    assert!(errors(&verified).contains("does not match its checksum; fetch or copy it again"));
    // A lookup reads stretches only: the broken record is gone without.
    let looked = yuantou(&folder, &["lookup", "--pack", "p", "--items", "-"], "{\"title\":\"纯棉短袖T恤\"}\n");
    assert_eq!(lines(&looked)[0]["candidates"].as_array().map(Vec::len), Some(0));
    assert!(errors(&yuantou(&folder, &["pack", "verify", "nowhere"], "")).contains("nowhere"));
}

#[test]
fn a_spreadsheet_with_chinese_columns_becomes_a_pack() {
    let folder = folder("csv");
    let csv = "商品ID,标题,价格,起订量,运费,回头率,材质\n1,骨瓷勺子,¥2.30,3,2.40,42%,陶瓷\n2,马丁靴,八十,1,,,\n";
    fs::write(folder.join("listings.csv"), csv).unwrap();
    let built = yuantou(&folder, &["pack", "build", "listings.csv", "--out", "p"], "");
    assert!(
        errors(&built).contains("listings.csv:3: column \"价格\": \"八十\" is not an amount"),
        "{}",
        errors(&built)
    );
    let output = yuantou(&folder, &["lookup", "--pack", "p", "--items", "-"], "{\"title\":\"骨瓷勺子\"}\n");
    assert_eq!(lines(&output)[0]["candidates"][0]["landed"]["per_piece"].as_str(), Some("3.10"));
}

#[test]
fn a_build_without_listings_leaves_the_pack_that_is_there() {
    let folder = folder("empty");
    assert!(yuantou(&folder, &["pack", "build", "-", "--out", "p"], SHIRT).status.success());
    let built = yuantou(&folder, &["pack", "build", "-", "--out", "p"], "{bad\n");
    assert!(built.status.code() == Some(1) && errors(&built).contains("nothing was written"));
    assert!(yuantou(&folder, &["pack", "verify", "p"], "").status.success());
    let manifest: Value =
        serde_json::from_slice(&yuantou(&folder, &["pack", "inspect", "p", "--json"], "").stdout).unwrap();
    assert_eq!(manifest["listings"].as_u64(), Some(1));
}

#[test]
fn pairs_are_scored_past_byte_order_marks_addresses_and_bad_lines() {
    let pair = r#"{"left":{"title":"Sony WH-1000XM4","images":["https://img.example/a.jpg"],"price":{"min":"20"}},"right":{"title":"Sony WH1000XM4"}}"#;
    let output = yuantou(&folder("score"), &["score", "-"], &format!("\u{feff}{pair}\n{{bad\n{pair}\n"));
    assert_eq!((lines(&output).len(), output.status.code()), (2, Some(1)));
    assert_eq!(lines(&output)[0]["class"].as_str(), Some("same"));
    assert!(errors(&output).contains("-:2:") && !errors(&output).contains("img.example"));
}

#[test]
fn a_pack_is_exported_and_built_again_byte_for_byte() {
    let folder = folder("export");
    let build = |listings: &str, out: &str| {
        let words = ["pack", "build", listings, "--images", GOLDEN, "--name", "one", "--out", out];
        let built = yuantou(&folder, &words, "");
        assert!(built.status.success(), "{}", errors(&built));
    };
    fs::write(folder.join("in.jsonl"), format!("{SPOON}\n{SHIRT}\n")).unwrap();
    build("in.jsonl", "p");
    for export in ["out.csv", "out.jsonl", "out.xlsx"] {
        let converted = yuantou(&folder, &["listings", "convert", "p", "--out", export], "");
        assert!(converted.status.success() && errors(&converted).contains("2 listings"), "{}", errors(&converted));
        build(export, export.split_once('.').unwrap().1);
        let again = contents(&folder.join(export.split_once('.').unwrap().1));
        assert!(again == contents(&folder.join("p")), "{export}: the bytes differ");
    }
    // What later generations replaced or took away is not in it.
    let shirt = SHIRT.replace("纯棉短袖T恤 女", "纯棉长袖T恤");
    assert!(yuantou(&folder, &["pack", "update", "p", "-"], &shirt).status.success());
    assert!(yuantou(&folder, &["pack", "update", "p", "-", "--gone"], SPOON).status.success());
    let exported = lines(&yuantou(&folder, &["listings", "convert", "p", "--out", "-"], ""));
    let titles: Vec<_> = exported.iter().map(|listing| listing["title"].as_str().unwrap()).collect();
    assert_eq!(titles, ["纯棉长袖T恤"]);
}

#[test]
fn a_listing_that_is_gone_need_only_be_named() {
    let folder = folder("gone");
    let spoon: Value = serde_json::from_str(SPOON).unwrap();
    let (platform, id) = (spoon["platform"].as_str().unwrap(), spoon["id"].as_str().unwrap());
    let whole = format!("{SPOON}\n{SHIRT}\n");
    let jsonl = serde_json::json!({ "platform": platform, "id": id }).to_string();
    let csv = format!("平台,商品ID\n{platform},{id}\n");
    for (name, format, gone) in [("a", "jsonl", jsonl), ("b", "csv", csv)] {
        assert!(yuantou(&folder, &["pack", "build", "-", "--images", GOLDEN, "--out", name], &whole).status.success());
        let done = yuantou(&folder, &["pack", "update", name, "-", "--gone", "--format", format], &gone);
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        let left = lines(&yuantou(&folder, &["listings", "convert", name, "--out", "-"], ""));
        assert_eq!(left.len(), 1, "{name}");
        assert_ne!(left[0]["id"], *id);
    }
    let done = yuantou(&folder, &["pack", "update", "a", "-", "--gone"], r#"{"title":"勺子"}"#);
    assert!(!done.status.success() && String::from_utf8_lossy(&done.stderr).contains("named by its platform and id"));
}

#[test]
fn a_lookup_in_a_broken_pack_says_that_it_is_broken() {
    let folder = folder("broken-lookup");
    assert!(yuantou(&folder, &["pack", "build", "-", "--images", GOLDEN, "--out", "p"], SPOON).status.success());
    let segment = fs::read_dir(folder.join("p")).unwrap().map(|entry| entry.unwrap().path()).find(|path| path.is_dir());
    let records = segment.unwrap().join("records-00000.bin");
    let content = fs::read(&records).unwrap();
    fs::write(&records, content.iter().map(|byte| !byte).collect::<Vec<u8>>()).unwrap();
    let spoon: Value = serde_json::from_str(SPOON).unwrap();
    let item = serde_json::json!({ "kind": "item", "title": spoon["title"] }).to_string();
    let found = yuantou(&folder, &["lookup", "--pack", "p", "--items", "-"], &item);
    assert!(!found.status.success() && String::from_utf8_lossy(&found.stderr).contains("yuantou pack verify"));
}

#[test]
fn a_manifest_that_counts_wrongly_is_told() {
    let folder = folder("counts");
    let input = format!("{SPOON}\n{SHIRT}\n");
    assert!(yuantou(&folder, &["pack", "build", "-", "--images", GOLDEN, "--out", "p"], &input).status.success());
    assert!(yuantou(&folder, &["pack", "update", "p", "-", "--gone"], SPOON).status.success());
    assert!(yuantou(&folder, &["pack", "verify", "p"], "").status.success());
    let path = folder.join("p/manifest.json");
    let manifest: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    assert_eq!((manifest["listings"].as_u64(), manifest["pictures"].as_u64()), (Some(1), Some(0)));
    for (place, wanted) in [
        ("/pictures", "counts 1 listings that stand with 1 pictures, there are 1 with 0"),
        ("/segments/0/listings", "counts 1 records with 1 pictures, there are 2 with 1"),
        ("/segments/1/dead/pictures", "counts 1 replaced records with 2 pictures, there are 1 with 1"),
    ] {
        let mut wrong = manifest.clone();
        let count = wrong.pointer_mut(place).unwrap();
        *count = match place {
            "/segments/0/listings" => 1.into(),
            _ => (count.as_u64().unwrap() + 1).into(),
        };
        fs::write(&path, serde_json::to_vec(&wrong).unwrap()).unwrap();
        let verified = yuantou(&folder, &["pack", "verify", "p"], "");
        assert!(errors(&verified).contains(wanted) && !verified.status.success(), "{place}: {}", errors(&verified));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn what_can_be_read_but_once_is_read_whole() {
    let input = format!("{SPOON}\n{SHIRT}\n");
    let done =
        yuantou(&folder("pipe"), &["listings", "convert", "/dev/stdin", "--format", "jsonl", "--out", "-"], &input);
    assert!(done.status.success(), "{}", errors(&done));
    assert_eq!(lines(&done).len(), 2);
}

#[test]
fn an_error_names_its_file_once() {
    let folder = folder("once");
    fs::write(folder.join("bad.csv"), "a,b\n1,2\n").unwrap();
    fs::write(folder.join("bad.xlsx"), "none").unwrap();
    fs::create_dir_all(folder.join("pack")).unwrap();
    fs::write(folder.join("pack/manifest.json"), "{}").unwrap();
    let reading: [&[&str]; 10] = [
        &["listings", "convert", "FILE", "--out", "out.csv"],
        &["listings", "preview", "FILE"],
        &["listings", "fetch", "FILE", "--cache", "c"],
        &["pack", "build", "FILE", "--out", "out"],
        &["pack", "inspect", "FILE"],
        &["pack", "verify", "FILE"],
        &["pack", "merge", "FILE", "--out", "merged"],
        &["lookup", "--pack", "pack", "--items", "FILE"],
        &["read", "--url", "https://a.example/", "FILE"],
        &["score", "FILE"],
    ];
    for file in ["none.csv", "none.jsonl", "none.xlsx", "none.parquet", "bad.csv", "bad.xlsx", "pack"] {
        for words in reading {
            let words: Vec<&str> = words.iter().map(|word| if *word == "FILE" { file } else { *word }).collect();
            let told = errors(&yuantou(&folder, &words, ""));
            for line in told.lines() {
                assert!(line.matches(&format!("{file}: ")).count() <= 1, "{words:?}: {line}");
            }
        }
    }
}

#[test]
fn notes_are_told_and_listed_and_leave_nothing_out() {
    let folder = folder("notes");
    fs::write(folder.join("a.csv"), "商品ID,标题,价格,运费\n1,勺子,2,面议\n1,勺子,3,到付\n2,碗,,\n").unwrap();
    let done = yuantou(&folder, &["listings", "convert", "a.csv", "--out", "-", "--rejects", "told.txt"], "");
    assert!(done.status.success() && lines(&done).len() == 3, "{}", errors(&done));
    let told = fs::read_to_string(folder.join("told.txt")).unwrap();
    assert_eq!(told.lines().count(), 2, "{told}");
    assert!(
        told.contains("a.csv:3: note: the same listing as in line 2")
            && told.contains("a.csv:4: note: the listing has no price")
    );
    let built = yuantou(&folder, &["pack", "build", "a.csv", "--out", "p"], "");
    assert!(
        built.status.success() && errors(&built).contains("a.csv:3: note: ") && errors(&built).contains("2 listings")
    );
}

#[test]
fn a_preview_tells_the_first_problems_and_how_many_there_are() {
    let folder = folder("preview");
    fs::write(folder.join("a.csv"), format!("标题,价格\n勺子,2\n{}", "碗,八十\n".repeat(500))).unwrap();
    let shown = yuantou(&folder, &["listings", "preview", "a.csv"], "");
    assert!(String::from_utf8_lossy(&shown.stdout).contains("1 listings can be read"));
    let told = errors(&shown);
    assert!(told.lines().count() < 15 && told.contains("490 more") && told.contains("500 problems"), "{told}");
    fs::write(folder.join("page.html"), "<html>\n<p>x\n".repeat(300)).unwrap();
    let shown = yuantou(&folder, &["listings", "preview", "page.html"], "");
    assert!(shown.stdout.is_empty() && !shown.status.success());
    assert!(errors(&shown).lines().count() == 1 && errors(&shown).contains("a web page"), "{}", errors(&shown));
}
