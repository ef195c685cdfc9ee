//! The pages under `tests/pages/`: each is read as its record beside it says. `NAME.html` begins with a comment that
//! holds its address; `NAME.answer.json` is `{"url": …, "answer": …}`, an answer of a shop's service; `NAME.json` is what
//! it says, written anew with `YUANTOU_BLESS=1` (to be checked field by field before it is committed). Records of pages that
//! are read wrongly hold what is right, and their names stand in [`KNOWN_WRONG`].

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::read_page;
use crate::page;

/// Pages that are not yet read as their records say; what is mended leaves this list, and the test says so.
const KNOWN_WRONG: &[&str] = &[
    "1688-image-search",
    "1688-wireless-recommend",
    "aliexpress-pdp-choice",
    "aliexpress-runparams-deposit",
    "aliexpress-search-dom",
    "ebay-ended",
    "hc360-pc",
    "jd-search-old-lazy",
    "pinduoduo-search-list",
    "taobao-2020",
    "woocommerce-range",
];

fn reading(file: &Path) -> Option<Value> {
    let name = file.file_name()?.to_str()?;
    let text = fs::read_to_string(file).ok()?;
    let reading = if name.ends_with(".answer.json") {
        let saved: Value = serde_json::from_str(&text).expect(name);
        page::read_data(saved["url"].as_str().expect(name), &saved["answer"]).expect(name)
    } else if name.ends_with(".html") {
        let url = text.strip_prefix("<!-- ").and_then(|rest| rest.split_once(" -->")).expect(name).0;
        read_page(&text, Some(url)).expect(name)
    } else {
        return None;
    };
    Some(json!({ "site": reading.health.site, "page": reading.page }))
}

#[test]
fn every_page_says_what_its_record_says() {
    let folder = Path::new("tests/pages");
    let mut sites = BTreeSet::new();
    let mut wrong = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let file = entry.unwrap().path();
        let Some(found) = reading(&file) else {
            continue;
        };
        sites.insert(found["site"].as_str().unwrap_or("").to_owned());
        let name = file.file_name().unwrap().to_str().unwrap();
        let name = name.trim_end_matches(".html").trim_end_matches(".answer.json");
        let expected = folder.join(format!("{name}.json"));
        let is_known = KNOWN_WRONG.contains(&name);
        if std::env::var_os("YUANTOU_BLESS").is_some() && !is_known {
            fs::write(&expected, format!("{found:#}\n")).unwrap();
        }
        let known = fs::read_to_string(&expected).ok().and_then(|text| serde_json::from_str::<Value>(&text).ok());
        let is_right = known.as_ref() == Some(&found);
        if is_right && is_known {
            wrong.push(format!("{name} is right now: take it off the list of what is known to be wrong"));
        } else if !is_right && !is_known {
            wrong.push(format!("{name}: {found:#}\nis not what {} says", expected.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // Adding a shop is a file and its test page.
    for site in page::site_names() {
        assert!(sites.contains(site), "{site} has no page under tests/pages/");
    }
}

#[test]
fn half_a_page_is_read_or_refused() {
    for entry in fs::read_dir("tests/pages").unwrap() {
        let file = entry.unwrap().path();
        let Some(text) = fs::read_to_string(&file).ok().filter(|_| file.extension().is_some_and(|end| end == "html"))
        else {
            continue;
        };
        let url = text.strip_prefix("<!-- ").and_then(|rest| rest.split_once(" -->")).unwrap().0;
        for cut in (0..text.len()).step_by(text.len() / 25 + 1) {
            let half = String::from_utf8_lossy(&text.as_bytes()[..cut]);
            let record = serde_json::to_value(&read_page(&half, Some(url)).unwrap().page).unwrap();
            // What is cut off cannot be known; a price that is there is one.
            if let Some(price) = record["price"]["min"].as_str() {
                assert!(price.parse::<f64>().unwrap() > 0.0, "{}: {record}", file.display());
            }
        }
    }
}
