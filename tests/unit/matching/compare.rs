use super::*;
use crate::fingerprint::Fingerprint;
use crate::record::Attributes;

fn text(title: &str) -> Fingerprint {
    Fingerprint::of_text(title, &Attributes::new(), None, None)
}

fn pair(left: &str, right: &str) -> Match {
    compare(&text(left), &text(right), &Context::default())
}

fn words(outcome: &Match) -> Vec<String> {
    outcome.reasons.iter().map(ToString::to_string).collect()
}

#[test]
fn model_numbers_decide() {
    let same = pair("Panasonic KX-TG6700B 5.8GHz cordless telephone", "panasonic kxtg6700b cordless phone 2-line");
    let other = pair("Panasonic KX-TG6700B 5.8GHz cordless telephone", "panasonic kxtg4500b cordless phone 2-line");
    assert_eq!(same.class, Class::Same);
    assert!(other.probability < 0.3 && other.probability < same.probability);
    assert!(words(&same).contains(&"model KXTG6700B ✓".to_owned()), "{:?}", words(&same));
    assert!(words(&other).iter().any(|word| word.starts_with("model ") && word.ends_with('✗')));
}

#[test]
fn contradictions_are_named_and_lower_the_probability() {
    for (left, right, named) in [
        ("骨瓷餐具 5件套 16.5cm", "骨瓷餐具 4件套 16.5cm", "5-piece against 4-piece ✗"),
        ("陶瓷勺 16cm 长柄", "陶瓷勺 14cm 长柄", "16 cm against 14 cm ✗"),
        ("wireless earbud left side", "wireless earbud right side", "left against right ✗"),
    ] {
        let (agreeing, against) = (pair(left, left), pair(left, right));
        assert!(
            against.probability < agreeing.probability / 2.0,
            "{left}: {} {}",
            against.probability,
            agreeing.probability
        );
        assert!(words(&against).contains(&named.to_owned()), "{:?}", words(&against));
    }
    let agreeing = pair("陶瓷勺 16.5cm 长柄", "长柄 陶瓷勺 165mm");
    assert!(words(&agreeing).contains(&"16.5 cm ✓".to_owned()), "{:?}", words(&agreeing));
}

#[test]
fn the_more_listings_the_more_it_takes() {
    let (a, b) = (text("陶瓷勺 16.5cm 长柄 日式"), text("日式 长柄 陶瓷勺 16.5cm"));
    let at = |listings| compare(&a, &b, &Context { listings, ..Context::default() }).probability;
    assert!(at(1) > at(1_000) && at(1_000) > at(1_000_000_000));
    assert!(at(1_000_000_000) < 0.01);
}

#[test]
fn implausible_prices_count_against() {
    let (a, b) = (text("陶瓷勺 16.5cm 长柄"), text("陶瓷勺 16.5cm 长柄"));
    let at = |ratio| compare(&a, &b, &Context { price_ratio: Some(ratio), source: true, ..Context::default() });
    assert_eq!(at(0.3).probability, at(0.9).probability);
    assert!(at(3.0).probability < at(0.9).probability);
    assert!(at(0.01).probability < at(0.3).probability);
    assert!(at(f64::NAN).probability.is_finite() && at(0.0).probability.is_finite());
    assert!(words(&at(3.0)).contains(&"dearer at the source".to_owned()));
}

#[test]
fn nothing_to_compare_is_no_match() {
    let outcome = pair("", "");
    assert!(outcome.probability <= 0.11);
    assert_eq!(outcome.class, Class::Different);
    assert!(outcome.reasons.is_empty());
}

#[test]
fn a_gtin_settles_it() {
    let of = |gtin| Fingerprint::of_text("spoon", &Attributes::new(), None, Some(gtin));
    let same = compare(&of("4006381333931"), &of("04006381333931"), &Context::default());
    assert_eq!(same.class, Class::Same);
    assert!(words(&same).contains(&"same GTIN ✓".to_owned()));
    let other = compare(&of("4006381333931"), &of("96385074"), &Context::default());
    assert!(other.probability < 0.1);
}

#[test]
fn pieces_are_told() {
    assert_eq!(pair("napkins 12 pcs", "napkins pack of 24").pieces, Some((12, 24)));
    assert_eq!(pair("napkins", "napkins pack of 24").pieces, None);
}
