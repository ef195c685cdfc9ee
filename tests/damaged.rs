//! Packs of which something is broken or gone: what is told of them, what is saved, and what is left as it is.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used)]

mod common;
#[path = "common/files.rs"]
mod files;
#[path = "common/output.rs"]
mod output;

use std::{
    fs,
    path::{Path, PathBuf},
};

use common::{folder, yuantou};
use files::contents;
use output::{errors, lines};

use serde_json::Value;

/// A pack of these listings in two segments, and the folders of those, the larger first.
fn two_segments(folder: &Path, first: usize) -> Vec<PathBuf> {
    let listing = |n: usize| {
        format!(
            "{{\"platform\":\"test\",\"id\":\"{n}\",\"title\":\"骨瓷勺子 {n} 号\",\"currency\":\"CNY\",\"tiers\":[{{\"from\":1,\"price\":\"{n}\"}}]}}\n"
        )
    };
    let input: String = (1..=first).map(listing).collect();
    assert!(yuantou(folder, &["pack", "build", "-", "--out", "p"], &input).status.success());
    assert!(yuantou(folder, &["pack", "update", "p", "-"], &listing(first + 1)).status.success());
    assert!(yuantou(folder, &["pack", "update", "p", "-", "--gone"], &listing(1)).status.success());
    let manifest: Value = serde_json::from_slice(&fs::read(folder.join("p/manifest.json")).unwrap()).unwrap();
    let ids = manifest["segments"].as_array().unwrap().iter().map(|segment| segment["id"].as_str().unwrap());
    ids.map(|id| folder.join("p").join(id)).collect()
}

#[test]
fn verify_goes_on_past_a_broken_list_of_files() {
    let folder = folder("verify-on");
    let segments = two_segments(&folder, 5);
    fs::write(segments[0].join("files.txt"), b"\xff nonsense\n").unwrap();
    let records = segments[0].join("records-00000.bin");
    let mut content = fs::read(&records).unwrap();
    content[100] ^= 1;
    fs::write(&records, content).unwrap();
    fs::remove_file(segments[1].join("text-00000.idx")).unwrap();
    let verified = yuantou(&folder, &["pack", "verify", "p"], "");
    let told = errors(&verified);
    assert_eq!(verified.status.code(), Some(1));
    for wanted in
        ["files.txt does not match its checksum", "records-00000.bin: byte 64: ", "text-00000.idx: No such file"]
    {
        assert!(told.contains(wanted), "{wanted} is missing from: {told}");
    }
    assert!(told.contains("3 problems"), "{told}");
}

#[test]
fn what_can_be_read_of_a_damaged_pack_is_saved_and_the_rest_is_told() {
    let convert = |folder: &Path, wanted: &[&str]| {
        let done = yuantou(folder, &["listings", "convert", "p", "--out", "-"], "");
        assert_eq!(done.status.code(), Some(1));
        wanted.iter().for_each(|wanted| assert!(errors(&done).contains(wanted), "{wanted}: {}", errors(&done)));
        let mut ids: Vec<String> = lines(&done).iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect();
        ids.sort();
        ids.concat()
    };
    let folder = folder("salvage");
    let segments = two_segments(&folder, 5);
    let whole = yuantou(&folder, &["listings", "convert", "p", "--out", "-"], "");
    assert!(whole.status.success() && lines(&whole).len() == 5, "{}", errors(&whole));
    // The header, and the length of the second record: those that follow stand on their own.
    let records = segments[0].join("records-00000.bin");
    let mut content = fs::read(&records).unwrap();
    let second = 64 + u32::from_le_bytes(content[64..68].try_into().unwrap()).next_multiple_of(64) as usize;
    content[..4].fill(0);
    content[second..second + 4].fill(0xff);
    fs::write(&records, content).unwrap();
    let some = convert(&folder, &[&format!("records-00000.bin: byte {second}: ")]);
    assert!(some.len() >= 4 && some.ends_with('6'), "{some}");
    // What says which were taken out.
    fs::remove_file(segments[2].join("dead.bin")).unwrap();
    assert!(convert(&folder, &["dead.bin: No such file"]).len() >= some.len());
    fs::remove_dir_all(&segments[1]).unwrap();
    assert!(!convert(&folder, &["seg-", "No such file"]).contains('6'));
    fs::write(folder.join("p/manifest.json"), "{}").unwrap();
    assert!(convert(&folder, &["manifest.json is not a pack's manifest", "note: listings that a later"]).len() >= 4);
    for segment in [&segments[0], &segments[2]] {
        fs::remove_dir_all(segment).unwrap();
    }
    assert_eq!(convert(&folder, &["manifest.json is not a pack's manifest"]), "");
}

#[test]
fn a_pack_that_was_cut_short_is_no_whole_one() {
    let folder = folder("cut-short");
    let records = two_segments(&folder, 5)[0].join("records-00000.bin");
    for length in [64, 0] {
        fs::File::options().write(true).open(&records).unwrap().set_len(length).unwrap();
        let done = yuantou(&folder, &["listings", "convert", "p", "--out", "-"], "");
        assert_eq!(done.status.code(), Some(1), "{length}");
        assert!(errors(&done).contains("of its 5 records can be read"), "{length}: {}", errors(&done));
    }
}

#[test]
fn an_update_of_a_damaged_pack_changes_nothing_and_says_how_to_save_it() {
    for (name, break_it) in [
        ("short", (|folder| fs::write(folder.join("band0-00000.idx"), "x").unwrap()) as fn(&Path)),
        ("list", |folder| fs::write(folder.join("files.txt"), "x").unwrap()),
        ("gone", |folder| fs::remove_file(folder.join("records-00000.bin")).unwrap()),
        ("inside", |folder| {
            let path = folder.join("records-00000.bin");
            let content: Vec<u8> = fs::read(&path).unwrap().iter().map(|byte| !byte).collect();
            fs::write(path, content).unwrap();
        }),
    ] {
        let folder = folder(&format!("update-{name}"));
        break_it(&two_segments(&folder, 5)[0]);
        let before = contents(&folder.join("p"));
        let listing = r#"{"platform":"test","id":"2","title":"骨瓷勺子","tiers":[{"from":1,"price":"1"}]}"#;
        let updated = yuantou(&folder, &["pack", "update", "p", "-"], listing);
        assert_eq!(updated.status.code(), Some(1), "{name}");
        assert!(errors(&updated).contains("the pack stands as it was"), "{name}: {}", errors(&updated));
        assert!(contents(&folder.join("p")) == before, "{name}: the pack was changed");
    }
}
