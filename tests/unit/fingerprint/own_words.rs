use super::*;
use crate::fingerprint::Fingerprint;
use crate::record::Attributes;

/// The marked parts of a title as a page would show them.
fn marked(title: &str, other: &str) -> Vec<String> {
    let units: Vec<u16> = title.encode_utf16().collect();
    let part = |(start, end): (u32, u32)| String::from_utf16(&units[start as usize..end as usize]).unwrap();
    own_words(title, other).into_iter().map(part).collect()
}

#[test]
fn what_both_say_is_not_marked_in_whatever_order() {
    assert!(marked("陶瓷勺子 蓝边 16.5cm", "16.5CM蓝边 批发陶瓷勺子").is_empty());
    assert!(marked("Stoneware mug, 350 ml", "350 ML MUG stoneware").is_empty());
}

#[test]
fn another_number_is_marked_whole_beside_the_same_unit() {
    assert_eq!(marked("茶杯 350ml", "茶杯 500ml"), ["350"]);
    assert_eq!(marked("盘子 16.5cm", "盘子 6.5cm"), ["16.5"]);
    assert_eq!(marked("盘子 1.6.5cm 3.", "盘子 6.5cm 2."), ["1.6.5", "3"]);
}

#[test]
fn full_width_is_half_width_and_traditional_is_simplified() {
    assert!(marked("ＡＢＣ马克杯", "abc馬克杯").is_empty());
    assert_eq!(marked("复古ＸＹ", "復古"), ["ＸＹ"]);
}

#[test]
fn places_are_in_utf16_units() {
    assert_eq!(own_words("🥄🥄勺子 mug", "勺子"), [(7, 10)]);
    assert_eq!(marked("🥄 İstanbul 杯", "杯"), ["İstanbul"]);
}

#[test]
fn signs_and_spaces_are_nobody_s_own() {
    assert!(marked("【】 — !", "").is_empty());
    assert_eq!(marked("【包邮】 茶叶罐 — 500ml!", "茶叶罐"), ["包邮", "500ml"]);
}

#[test]
fn a_model_number_is_one_word_however_it_is_written() {
    assert!(marked("Phone KX-TG6700B", "phone kxtg6700b").is_empty());
    assert_eq!(marked("Phone KX-TG6700B", "phone KX-TG6701B"), ["KX", "TG6700B"]);
}

#[test]
fn a_colour_in_another_language_is_the_same_word_as_for_the_score() {
    assert!(marked("black mug", "mug schwarz").is_empty());
}

#[test]
fn titles_that_the_score_finds_equal_have_nothing_marked_and_the_other_way_round() {
    for (one, other) in [
        ("家用 骨瓷勺子 16.5cm 汤勺", "汤勺 骨瓷勺子 家用 16.5cm"),
        ("家用 骨瓷勺子 16.5cm 汤勺", "汤勺 骨瓷勺子 16.5cm"),
        ("2 pack usb-c cable 1.5m", "usb c cable 1.5 m 2 pack"),
        ("2 pack usb-c cable 1.5m", "usb c cable 1.5 m"),
        ("160x200cm 床单", "床单 160 200 cm"),
    ] {
        let words = |title| Fingerprint::of_text(title, &Attributes::new(), None, None).words;
        let (mine, theirs) = (words(one), words(other));
        let shared = mine.iter().all(|(hash, _)| theirs.iter().any(|(there, _)| there == hash));
        assert_eq!(marked(one, other).is_empty(), shared, "{one} / {other}");
    }
}

#[test]
fn endless_and_hostile_titles_are_cut() {
    let long = "罐".repeat(10_000);
    assert!(own_words(&long, "盖").iter().all(|(_, end)| *end <= 4_000));
    assert!(own_words("\u{0}\u{feff}\u{202e}", "x").is_empty());
}
