//! Golden fingerprints: a catalogue's codes must mean the same tomorrow, on every platform and after every update of a
//! dependency. `tests/wasm.rs` holds both browsers against the same file. Where the decoders agree on every pixel (PNG,
//! WebP) the codes are the same everywhere; JPEG decoders may round a pixel up or down, so a JPEG's codes in the
//! browsers, which agree with one another, stand beside the native ones and must be within a few bits of them.
//!
//! `UPDATE_GOLDEN=1 cargo test --test golden` writes the file anew; then raise `fingerprint::ALGORITHM` and say so in
//! the changelog, since every pack must be rebuilt.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used)]

use std::{collections::BTreeMap, fs, path::Path, process::Command};

use serde_json::{Value, json};

const PICTURES: [&str; 6] =
    ["photograph.jpg", "photograph.png", "photograph.webp", "progressive.jpg", "transparent.png", "margin.jpg"];

/// What the command line prints for a picture, in the form of the browser's answer.
fn codes(folder: &Path, picture: &str, query: bool) -> (String, Value) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_yuantou"));
    command.arg("fingerprint").arg(folder.join(picture));
    if query {
        command.arg("--query");
    }
    let output = command.output().unwrap();
    assert!(output.status.success(), "{picture}: {}", String::from_utf8_lossy(&output.stderr));
    let line: Value = serde_json::from_slice(&output.stdout).unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let views = line["views"].as_object().unwrap().values();
    let codes: String = views.map(|view| text(&view["pdq"]) + &text(&view["gradient"])).collect();
    (codes + &text(&line["chroma"]), line["quality"].clone())
}

#[test]
fn fingerprints_are_what_they_were() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let file = folder.join("fingerprints.json");
    let found: BTreeMap<&str, Value> = PICTURES
        .iter()
        .map(|picture| {
            let ((index, quality), (query, _)) = (codes(&folder, picture, false), codes(&folder, picture, true));
            (*picture, json!({ "index": index, "query": query, "quality": quality }))
        })
        .collect();
    let golden: BTreeMap<String, Value> = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        let mut updated = golden.clone();
        for (picture, found) in &found {
            let entry = updated.entry((*picture).to_owned()).or_insert_with(|| json!({}));
            entry.as_object_mut().unwrap().extend(found.as_object().unwrap().clone());
        }
        fs::write(&file, serde_json::to_string_pretty(&updated).unwrap() + "\n").unwrap();
    }
    for (picture, found) in found {
        for part in ["index", "query", "quality"] {
            assert_eq!(golden[picture][part], found[part], "{picture}, {part}");
        }
        for part in ["index", "query"] {
            let (native, browser) = (found[part].as_str().unwrap(), golden[picture]["browser"][part].as_str());
            let bits = browser.map_or(0, |browser| distance(native, browser));
            assert!(
                bits <= MOST_JPEG_BITS,
                "{picture}, {part}: {bits} bits between the native and the browsers' codes"
            );
        }
    }
}

/// Of the 2,176 bits of an index, or the 5,760 of a query, that the rounding of a JPEG decoder may turn.
const MOST_JPEG_BITS: u32 = 8;

/// Bits that differ between two texts of hexadecimal digits.
fn distance(one: &str, other: &str) -> u32 {
    assert_eq!(one.len(), other.len());
    let digit = |digit: char| digit.to_digit(16).unwrap();
    one.chars().zip(other.chars()).map(|(a, b)| (digit(a) ^ digit(b)).count_ones()).sum()
}
