//! The pages under `tests/pages/`: each is read as its record beside it says. `NAME.html` begins with a comment that
//! holds its address; `NAME.answer.json` is `{"url": …, "answer": …}`, an answer of a shop's service; `NAME.json` is what
//! it says, written anew with `YUANTOU_BLESS=1` (to be checked field by field before it is committed). Records of pages that
//! are read wrongly hold what is right, and their names stand in [`KNOWN_WRONG`].

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::read_page;
use crate::page;
use crate::record::Page;

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
    let (mut pages, mut prices) = (0, 0);
    for entry in fs::read_dir("tests/pages").unwrap() {
        let file = entry.unwrap().path();
        if file.extension().is_none_or(|end| end != "html") {
            continue;
        }
        pages += 1;
        let text = fs::read_to_string(&file).unwrap();
        let url = text.strip_prefix("<!-- ").and_then(|rest| rest.split_once(" -->")).unwrap().0;
        let whole = read_page(&text, Some(url)).unwrap();
        for cut in (0..text.len()).step_by(text.len() / 25 + 1) {
            let half = String::from_utf8_lossy(&text.as_bytes()[..cut]);
            let half = read_page(&half, Some(url)).unwrap();
            // The address is known, whatever is cut off.
            assert_eq!(half.health.site, whole.health.site, "{} at {cut}", file.display());
            let record = serde_json::to_value(&half.page).unwrap();
            for price in amounts(&record) {
                prices += 1;
                assert!(price > Decimal::ZERO, "{} at {cut}: {record}", file.display());
            }
            assert_eq!(
                half.anchors.len(),
                record["cards"].as_array().map_or(0, Vec::len),
                "{} at {cut}",
                file.display()
            );
        }
        // Nothing of a page is nothing, not a guess from its address.
        let none = read_page("", Some(url)).unwrap().page;
        assert!(matches!(none, Page::Nothing(_)), "{}: {none:?}", file.display());
    }
    // So many that the assertions above cannot all have been passed over.
    assert!(pages > 100 && prices > 3 * pages, "{prices} prices on halves of {pages} pages");
}

/// The lowest price of an item, and the prices of the tiers of an offer, of a page or of each of its cards.
fn amounts(record: &Value) -> Vec<Decimal> {
    let amount = |value: &Value| value.as_str().map(|text| text.parse().unwrap());
    let tiers = record["tiers"].as_array().into_iter().flatten().filter_map(|tier| amount(&tier["price"]));
    let cards = record["cards"].as_array().into_iter().flatten().flat_map(amounts);
    amount(&record["price"]["min"]).into_iter().chain(tiers).chain(cards).collect()
}
