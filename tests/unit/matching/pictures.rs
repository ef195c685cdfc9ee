use super::*;
use crate::fingerprint::{Picture, Pixels};
use crate::matching::{Class, Context, Match, compare};

/// A shaded thing in one colour before a plain ground: `seed` gives the shape, `tint` the colour.
fn thing(seed: u32, tint: [f32; 3]) -> Vec<u8> {
    let s = seed as f32;
    let mut rgba = Vec::with_capacity(200 * 200 * 4);
    for at in 0..200 * 200 {
        let (u, v) = ((at % 200) as f32 / 200.0 - 0.5, (at / 200) as f32 / 200.0 - 0.5);
        let angle = v.atan2(u);
        let reach = 0.3 + 0.08 * (angle * (2.0 + s % 5.0) + s).sin() + 0.03 * (angle * (7.0 + s)).cos();
        let inside = (u * u + v * v).sqrt() < reach;
        let shade = 0.6 + 0.4 * (u * (9.0 + 2.0 * s) + s).sin() * (v * (7.0 + 3.0 * s)).cos() - 0.3 * v;
        let colour =
            if inside { tint.map(|value| value * shade.clamp(0.1, 1.0)) } else { [250.0 - 20.0 * v, 250.0, 248.0] };
        rgba.extend(colour.map(|value| value as u8));
        rgba.push(255);
    }
    rgba
}

const RED: [f32; 3] = [220.0, 60.0, 50.0];
/// Of the same luma as the red.
const BLUE: [f32; 3] = [60.0, 100.0, 230.0];

fn product(query: bool, pictures: &[Vec<u8>]) -> Fingerprint {
    let code = |rgba: &Vec<u8>| {
        let pixels = Pixels::new(200, 200, rgba).unwrap();
        if query { Picture::query(&pixels) } else { Picture::index(&pixels) }
    };
    Fingerprint { pictures: pictures.iter().map(code).collect(), ..Fingerprint::default() }
}

fn judge(left: &[Vec<u8>], right: &[Vec<u8>], context: Context) -> Match {
    compare(&product(true, left), &product(false, right), &context)
}

fn has(outcome: &Match, words: &str) -> bool {
    outcome.reasons.iter().any(|reason| reason.to_string() == words)
}

#[test]
fn one_photograph_makes_a_match_until_it_is_one_of_very_many() {
    let pictures = [thing(1, RED)];
    let at = |listings| judge(&pictures, &pictures, Context { listings, ..Context::default() });
    assert!(at(1_000).class == Class::Same && has(&at(1_000), "same photograph"), "{:?}", at(1_000));
    assert!(at(1_000).probability > at(1_000_000).probability);
    // One in a billion is as near by chance: a picture alone is not enough there.
    assert!(at(1_000_000_000).class != Class::Same && at(1_000_000_000).probability < 0.5);
}

#[test]
fn more_pictures_that_agree_say_more() {
    let gallery = [thing(1, RED), thing(2, RED), thing(3, BLUE)];
    let context = Context { listings: 100_000_000, ..Context::default() };
    let (one, all) = (judge(&gallery[..1], &gallery[..1], context), judge(&gallery, &gallery, context));
    assert!(all.probability > one.probability);
    assert!(has(&all, "same photograph (3 pictures)"), "{:?}", all.reasons);
}

#[test]
fn strangers_are_none() {
    for seed in 2..8 {
        let outcome = judge(&[thing(1, RED)], &[thing(seed, RED)], Context { listings: 1_000, ..Context::default() });
        assert!(outcome.class == Class::Different, "{seed}: {outcome:?}");
        assert!(has(&outcome, "other photograph"), "{seed}: {:?}", outcome.reasons);
    }
}

#[test]
fn one_shape_in_another_colour_is_similar_and_named() {
    let outcome = judge(&[thing(1, RED)], &[thing(1, BLUE)], Context { listings: 1_000, ..Context::default() });
    assert_eq!(outcome.class, Class::Similar, "{outcome:?}");
    assert!(has(&outcome, "other colour ✗"), "{:?}", outcome.reasons);
}

#[test]
fn a_picture_that_many_listings_show_says_nothing() {
    let pictures = [thing(1, RED)];
    let at = |shared| judge(&pictures, &pictures, Context { listings: 1_000, shared, ..Context::default() });
    assert_eq!(at(1).class, Class::Same);
    assert!(at(100).class == Class::Different && has(&at(100), "generic picture"), "{:?}", at(100));
}

#[test]
fn titles_that_are_equal_do_not_outweigh_pictures_that_differ() {
    let side = |query: bool, seed: u32| {
        let title = "骨瓷咖啡勺日式樱花釉下彩长柄搅拌勺子家用蜂蜜甜品小汤匙";
        let text = Fingerprint::of_text(title, &crate::record::Attributes::new(), None, None);
        Fingerprint { pictures: product(query, &[thing(seed, RED)]).pictures, ..text }
    };
    let context = Context { listings: 1_000_000, ..Context::default() };
    let (same, other) =
        (compare(&side(true, 1), &side(false, 1), &context), compare(&side(true, 1), &side(false, 2), &context));
    assert_eq!(same.class, Class::Same, "{same:?}");
    assert_ne!(other.class, Class::Same, "{other:?}");
}

#[test]
fn a_white_square_says_nothing() {
    let white = [vec![255; 200 * 200 * 4]];
    let outcome = judge(&white, &white, Context::default());
    assert!(outcome.class == Class::Different && has(&outcome, "generic picture"), "{outcome:?}");
    let evidence = Evidence::new(&product(true, &white), &product(false, &[]));
    assert_eq!((evidence.distance, evidence.generic, evidence.found()), (None, false, false));
}

#[test]
fn colours_that_differ_a_little_are_two_where_the_titles_say_so() {
    let colours = |tint| {
        product(true, &[thing(1, RED)]).pictures[0]
            .chroma
            .distance(&product(false, &[thing(1, tint)]).pictures[0].chroma)
    };
    let mut tints = (60..200).map(|green| [220.0, green as f32, 50.0]);
    let paler = tints.find(|tint| (DOUBTFUL_COLOUR..OTHER_COLOUR).contains(&colours(*tint))).unwrap();
    let side = |query: bool, tint: [f32; 3], title: &str| {
        let text = Fingerprint::of_text(title, &crate::record::Attributes::new(), None, None);
        Fingerprint { pictures: product(query, &[thing(1, tint)]).pictures, ..text }
    };
    let context = Context { listings: 1_000, ..Context::default() };
    let judge = |title: &str| compare(&side(true, RED, "磨砂手机壳 红色"), &side(false, paler, title), &context);
    let (same, other) = (judge("手机壳磨砂 红色"), judge("手机壳磨砂 橙色"));
    assert_eq!((same.class, other.class), (Class::Same, Class::Similar), "{same:?} {other:?}");
}
