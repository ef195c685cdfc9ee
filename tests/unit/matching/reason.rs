//! Every reason and every fact that the core can name has its words, in every language: the site takes them over.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::*;
use crate::fingerprint::spec::{self, Fact, Quantity};

/// The names that a type is read by. The reader itself lists them, where it is given another.
fn names<T: DeserializeOwned>(unknown: Value) -> Vec<String> {
    let Err(error) = serde_json::from_value::<T>(unknown) else { panic!("there is no such name") };
    let names: Vec<String> = error.to_string().split('`').skip(3).step_by(2).map(str::to_owned).collect();
    assert!(names.len() > 5, "{error}");
    names
}

/// Every code, and every name of a fact with how many numbers it has.
fn vocabulary() -> (Vec<String>, BTreeSet<(String, bool)>) {
    let measured = names::<Quantity>(json!("?")).into_iter().flat_map(|quantity| {
        let quantity: Quantity = serde_json::from_value(json!(quantity)).unwrap();
        (-3..12).map(move |power| Stated::from(&Fact { quantity, value: 10_f64.powi(power) }))
    });
    let size = crate::fingerprint::sizes::sizes("10x20");
    let all = measured.chain(spec::values().map(Stated::word)).chain(size.iter().map(Stated::from));
    let facts = all.map(|stated| (stated.name.into_owned(), !stated.numbers.is_empty())).collect();
    (names::<Reason>(json!({ "code": "?" })), facts)
}

fn read(path: &Path) -> Value {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap()
}

#[test]
fn every_reason_and_every_fact_has_words_in_every_language() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (codes, facts) = vocabulary();
    for language in ["en", "zh_CN", "zh_TW", "ar"] {
        let messages = read(&root.join(format!("extension/_locales/{language}/messages.json")));
        let message = |name: &str| {
            let text = messages[name]["message"].as_str();
            text.unwrap_or_else(|| panic!("{language} has no {name}")).to_owned()
        };
        for code in &codes {
            assert!(!message(&format!("reason_{code}")).is_empty());
        }
        for (fact, has_numbers) in &facts {
            assert_eq!(message(&format!("fact_{fact}")).contains("$1"), *has_numbers, "{language}: fact_{fact}");
        }
        // And none that the core knows nothing of.
        for name in messages.as_object().unwrap().keys() {
            let code = name.strip_prefix("reason_").is_none_or(|code| codes.iter().any(|known| known == code));
            let fact = name.strip_prefix("fact_").is_none_or(|fact| facts.iter().any(|(known, _)| known == fact));
            assert!(code && fact, "{language}: the core never says {name}");
        }
    }
}

#[test]
fn a_reason_crosses_as_data() {
    let (left, right) = (Stated::from(&Fact { quantity: Quantity::Set, value: 5.0 }), Stated::word("black"));
    let reason = Reason::OtherFact { sign: Sign::Against, left, right };
    assert_eq!(reason.to_string(), "5-piece against black ✗");
    let written = json!({
        "code": "other_fact", "sign": "-", "left": { "name": "set", "numbers": [5.0] }, "right": { "name": "black" }
    });
    assert_eq!(serde_json::to_value(&reason).unwrap(), written);
    assert_eq!(serde_json::from_value::<Reason>(written).unwrap(), reason);
}
