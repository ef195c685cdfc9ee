use crate::fingerprint::spec::{Fact, Quantity, facts, traits};
use crate::fingerprint::text::fold;
use crate::fingerprint::title::{grams, hash, similarity, words};
use crate::fingerprint::{Fingerprint, keys};
use crate::record::Attributes;

fn read(text: &str) -> Vec<(Quantity, f64)> {
    facts(&fold(text)).into_iter().map(|Fact { quantity, value }| (quantity, value)).collect()
}

#[test]
fn folds_forms_case_accents_and_traditional_characters() {
    assert_eq!(fold("ＡＢＣ１２３　Ｘ"), "abc123 x");
    assert_eq!(fold("Příliš žluťoučký KŮŇ"), "prilis zlutoucky kun");
    assert_eq!(fold("陶瓷湯勺 廠家直銷"), "陶瓷汤勺 厂家直销");
    assert_eq!(fold(""), "");
}

#[test]
fn cuts_words_and_measures() {
    assert_eq!(words("Kenwood KCA-iP300V 64GB 160x200cm"), ["kenwood", "kcaip300v", "64", "gb", "160", "200", "cm"]);
    assert_eq!(words("【包邮】陶瓷勺16.5cm"), ["包邮", "陶瓷勺", "16", "5", "cm"]);
    assert_eq!(words("😀😀😀"), Vec::<String>::new());
    assert_eq!(words("x x3 3x x"), ["x", "x3", "3x", "x"]);
}

#[test]
fn grams_are_stable_sorted_and_unique() {
    // FNV-1a with a finish: part of the catalogue's format.
    assert_eq!(hash("陶"), GOLDEN_HASH);
    let grams = grams("陶瓷勺子 陶瓷勺子 spoon");
    assert!(grams.windows(2).all(|pair| pair[0].0 < pair[1].0));
    assert!(grams.iter().all(|(_, weight)| weight.is_finite() && *weight >= 0.0));
}

#[test]
fn similarity_tells_apart() {
    let of = |a: &str, b: &str| similarity(&grams(a), &grams(b));
    assert!((of("陶瓷汤勺 长柄", "陶瓷湯勺 長柄") - 1.0).abs() < 1e-5);
    assert!(of("陶瓷汤勺 长柄", "马丁靴 女 英伦风") < 0.1);
    assert_eq!(of("", ""), 0.0);
    assert_eq!(of("汤勺", ""), 0.0);
}

#[test]
fn reads_measures() {
    use Quantity::*;
    assert_eq!(read("16.5cm 陶瓷勺"), [(Length, 165.0)]);
    assert_eq!(read("165 mm"), [(Length, 165.0)]);
    assert_eq!(read("90x55x36cm"), [(Length, 360.0), (Length, 550.0), (Length, 900.0)]);
    assert_eq!(read("床上用品 4件套"), [(Set, 4.0)]);
    assert_eq!(read("500ML 1,5 l"), [(Volume, 500.0), (Volume, 1500.0)]);
    assert_eq!(read("pack of 12"), [(Pieces, 12.0)]);
    assert_eq!(read("2斤装"), [(Weight, 1000.0)]);
    assert_eq!(read("model 5 metal"), []);
    assert_eq!(read(&"9".repeat(400)), []);
    assert_eq!(read("１００ｍｌ"), [(Volume, 100.0)]);
}

#[test]
fn reads_words() {
    let of = |text: &str| traits(&words(text)).into_iter().map(|(_, name)| name).collect::<Vec<_>>();
    assert_eq!(of("红色 纯棉 女"), ["red", "cotton", "women"]);
    assert_eq!(
        of("černá kožená bunda pánská"),
        ["black", "leather", "men"].iter().filter(|name| **name != "leather").copied().collect::<Vec<_>>()
    );
}

#[test]
fn reads_model_numbers_and_gtins() {
    assert_eq!(keys::models("Panasonic KX-TG6700B 5.8GHz 1080p 16gb 100x40cm"), ["kxtg6700b"]);
    assert_eq!(keys::models("李宁 AHSP175-2 T恤"), ["ahsp1752"]);
    assert_eq!(keys::gtin("4006381333931").as_deref(), Some("04006381333931"));
    assert_eq!(keys::gtin("4006381333932"), None);
    assert_eq!(keys::gtin("00000000"), None);
    assert_eq!(keys::exact("KX-TG6700B", None), keys::exact("kxtg6700b", None));
}

#[test]
fn numbers_with_units_are_no_model_numbers() {
    assert_eq!(keys::models("10dílná souprava 10.1-inch 1250watt 3gbps 14x15 KRT501005"), ["krt501005"]);
}

#[test]
fn reads_sizes() {
    use crate::fingerprint::{Stated, sizes::sizes};
    let of = |text: &str| sizes(&fold(text)).iter().map(|size| Stated::from(size).to_string()).collect::<Vec<_>>();
    assert_eq!(of("záhon 100 x 40 x 45 cm"), ["40 × 45 × 100"]);
    assert_eq!(of("90cm×55cm, 2,5x3 m"), ["55 × 90", "2.5 × 3"]);
    assert_eq!(of("model x200 5 x y 3x"), Vec::<String>::new());
    assert_eq!(of(&"9x".repeat(5_000)), Vec::<String>::new());
    let agree = |a: &str, b: &str| sizes(a)[0].agrees(&sizes(b)[0]);
    assert!(
        agree("100x40x45", "400 x 450 x 1000") && !agree("100x40x45", "100x100x45") && !agree("100x40", "100x40x45")
    );
}

#[test]
fn any_title_has_an_answer() {
    let long = "陶瓷 spoon 16cm ".repeat(2_000);
    for title in ["", " ", "😀", "‏מכנסיים שחורים‏ 40", "\u{0}\u{feff}", long.as_str(), "x".repeat(10_000).as_str()]
    {
        let fingerprint = Fingerprint::of_text(title, &Attributes::new(), None, None);
        assert!(fingerprint.facts.len() <= 64);
        assert!(fingerprint.models.len() <= 64);
    }
}

const GOLDEN_HASH: u32 = 225_837_580;
