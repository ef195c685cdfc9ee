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
    assert!(same.probability > 0.5, "{}", same.probability);
    assert!(other.probability < 0.1 && other.probability < same.probability);
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

/// Equal word for word, without pictures: it is the rarity of the words that says whether that may be chance.
#[test]
fn titles_that_are_equal_are_the_same_if_they_say_enough() {
    let at = |left: &str, right: &str, listings| {
        compare(&text(left), &text(right), &Context { listings, ..Context::default() })
    };
    let spoon = "骨瓷咖啡勺日式樱花釉下彩长柄搅拌勺子家用蜂蜜甜品小汤匙";
    let machine = "Bellavita Cremona espresso machine brushed steel portafilter grinder 15 bar thermoblock steam wand";
    for listings in [1, 10_000, 1_000_000] {
        assert_eq!(at(spoon, spoon, listings).class, Class::Same, "{}", at(spoon, spoon, listings).probability);
    }
    assert!(at(machine, machine, 10_000).class == Class::Same && at(machine, machine, 1_000_000).probability > 0.5);
    for short in ["连衣裙 女", "手机壳", "women dress"] {
        let outcome = at(short, short, 10_000);
        assert!(outcome.probability < 0.5, "{short}: {}", outcome.probability);
        assert!(at(short, short, 1).probability > 0.5, "{short}: {}", at(short, short, 1).probability);
    }
    // Words that everybody uses may come in addition, but not a number or a colour that contradicts.
    assert_eq!(at(spoon, &format!("{spoon} 包邮"), 10_000).class, Class::Same);
    // Nor may one word stand for another.
    for (left, right) in [
        ("适用小米手机壳透明硅胶防摔保护套新款男女", "适用小米手机膜透明硅胶防摔保护套新款男女"),
        ("骨瓷咖啡勺日式樱花釉下彩长柄搅拌勺子家用", "骨瓷咖啡勺日式青花釉下彩长柄搅拌勺子家用"),
        ("宠物窝四季通用可拆洗猫窝狗窝小号", "宠物窝四季通用可拆洗猫窝狗窝大号"),
    ] {
        for listings in [1, 50, 1_000_000] {
            let outcome = at(left, right, listings);
            assert_ne!(outcome.class, Class::Same, "{left} {right}: {}", outcome.probability);
        }
    }
    for (left, right) in [("16cm", "14cm"), ("白色", "黑色"), ("4件套", "5件套")] {
        let outcome = at(&format!("{spoon} {left}"), &format!("{spoon} {right}"), 1_000_000);
        assert_ne!(outcome.class, Class::Same, "{left} {right}: {}", outcome.probability);
    }
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

#[test]
fn a_title_that_says_nothing_of_the_other_is_no_reason() {
    let outcome = pair("ceramic spoon with a long handle", "长柄陶瓷汤勺");
    assert!(!words(&outcome).iter().any(|word| word.starts_with("title")), "{:?}", words(&outcome));
}

#[test]
fn sizes_are_compared_as_a_whole() {
    let (same, other) = (
        pair("raised bed 100 x 40 x 45 cm green", "green raised bed 45x100x40 cm"),
        pair("raised bed 100 x 40 x 45 cm green", "green raised bed 100x100x45 cm"),
    );
    // In odds: of two probabilities near 1 and 0.5, half says little.
    let odds = |outcome: &Match| outcome.probability / (1.0 - outcome.probability);
    assert!(
        other.class != Class::Same && odds(&other) < odds(&same) / 10.0,
        "{} {}",
        other.probability,
        same.probability
    );
    assert!(words(&other).contains(&"40 × 45 × 100 against 45 × 100 × 100 ✗".to_owned()), "{:?}", words(&other));
}

#[test]
fn variants_of_one_model_are_not_the_same() {
    let same = pair("Logitech M305 910-002463 wireless mouse", "Logitech wireless mouse M305 910-002463");
    let other = pair("Logitech M305 910-002463 wireless mouse", "Logitech wireless mouse M305 910-000928");
    assert!(same.class == Class::Same && other.probability < 0.3, "{} {}", same.probability, other.probability);
}

#[test]
fn a_model_number_may_be_written_in_two_words() {
    let joined = pair("Maxcom MM818 blue", "Maxcom MM 818 blue").probability;
    let other = pair("Maxcom MM818 blue", "Maxcom MM 819 blue").probability;
    assert!(joined > 0.5 && other < joined / 2.0, "{joined} {other}");
}

/// Whatever a page says, there is an answer.
#[test]
fn any_text_has_an_answer() {
    let long = "陶瓷 spoon 16cm 5件套 KX-TG6700B ".repeat(400);
    let titles = ["", " ", "😀😀😀", "מכנסיים שחורים 40", "قميص أزرق 5 قطع", "\u{202e}reversed\u{0}", long.as_str()];
    for left in titles {
        for right in titles {
            let outcome = pair(left, right);
            assert!((0.0..=1.0).contains(&outcome.probability), "{left:?} {right:?}");
        }
    }
    let sized = |size: &str| pair("مزهرية زجاج شفاف 16.5cm", &format!("مزهرية زجاج شفاف {size}")).probability;
    assert!(sized("165mm") > 2.0 * sized("125mm"), "{} {}", sized("165mm"), sized("125mm"));
    // No letters, nothing to compare.
    assert_eq!(pair("😀😀😀", "😀😀😀").class, Class::Different);
}

/// The title counts: an attribute table is often a template's.
#[test]
fn attributes_that_contradict_the_title_do_not_overrule_it() {
    let with = |value: &str| {
        let attributes =
            Attributes::from([("件数".to_owned(), value.to_owned()), ("尺寸".to_owned(), "99cm".to_owned())]);
        Fingerprint::of_text("骨瓷餐具套装 5件套 16.5cm", &attributes, None, None)
    };
    let plain = text("骨瓷餐具套装 5件套 16.5cm");
    let outcome = compare(&plain, &with("4件套"), &Context::default());
    assert!(words(&outcome).contains(&"5-piece ✓".to_owned()), "{:?}", words(&outcome));
    assert!(!words(&outcome).iter().any(|word| word.contains("against")), "{:?}", words(&outcome));
}

#[test]
fn a_pack_beside_a_listing_without_a_number_is_similar_at_most() {
    let uncounted = pair("不锈钢勺子 16.5cm 4支装", "不锈钢勺子 16.5cm");
    assert_ne!(uncounted.class, Class::Same);
    assert_eq!(uncounted.pieces, None);
    assert_eq!(pair("不锈钢勺子 16.5cm 4支装", "不锈钢勺子 16.5cm 4支装").pieces, Some((4, 4)));
}

#[test]
fn what_titles_state_weighs_by_what_it_is_and_within_bounds() {
    use crate::fingerprint::spec::{Fact, Quantity, Topic};
    use facts::Facts;
    let fact = |quantity| Fact { quantity, value: 5.0 };
    let agree = |count| Facts { agree: vec![fact(Quantity::Length); count], ..Facts::default() };
    let differ = |quantity| Facts { differ: vec![(fact(quantity), fact(quantity))], ..Facts::default() };
    let words = |topics: &[Topic]| Facts {
        words_differ: topics.iter().map(|topic| (*topic, "a", "b")).collect(),
        ..Facts::default()
    };
    let both = Facts { agree: vec![fact(Quantity::Length)], ..differ(Quantity::Pieces) };
    for (facts, wanted) in [
        (agree(0), 0.0),
        (agree(1), 0.4),
        (agree(3), 1.2),
        (agree(9), 1.2),
        (differ(Quantity::Pixels), -0.5),
        (differ(Quantity::Set), -2.5),
        (differ(Quantity::Pairs), -2.5),
        (both, -2.1),
        (words(&[Topic::Side]), -2.5),
        (words(&[Topic::Wearer, Topic::Colour, Topic::Material]), -1.6),
        (words(&[Topic::Side, Topic::Side, Topic::Wearer]), -5.0),
    ] {
        assert!((facts.weight() - wanted).abs() < 1e-9, "{facts:?}: {}", facts.weight());
    }
    assert!(differ(Quantity::Set).counts_differ() && !differ(Quantity::Pixels).counts_differ());
    assert!(!agree(1).counts_differ());
}

#[test]
fn a_title_that_states_two_counts_or_one_out_of_range_states_none() {
    let counts = |titles: (&str, &str)| pair(titles.0, titles.1).pieces;
    assert_eq!(counts(("napkins 10000 pcs", "napkins 1 pcs")), Some((10_000, 1)));
    assert_eq!(counts(("napkins 10001 pcs", "napkins 12 pcs")), None);
    assert_eq!(counts(("napkins 12 pcs or 24 pcs", "napkins 12 pcs")), None);
}
