//! The demo's list is consistent, tells the founding story's numbers, and its studio draws what it should.

use std::collections::BTreeSet;
use std::str::FromStr;

use rust_decimal::Decimal;

use super::develop::SIDE;
use super::goods::{List, Listing};
use super::maths::{V3, atan2, cell, cos, floor, sin, v};
use super::render::draw;
use super::retouch;
use super::sdf::{ball, bar, cuboid, drum, egg};
use super::surface::Material;

fn list() -> List {
    List::built_in().unwrap()
}

fn listings(list: &List) -> impl Iterator<Item = &Listing> {
    list.goods.iter().flat_map(|good| &good.factories).chain(&list.others)
}

/// Per piece and in all, for the smallest order, by the rule of the made-up marketplace.
fn least(listing: &Listing) -> (Decimal, Decimal) {
    let tier = listing.tiers.iter().rfind(|tier| tier.from <= listing.moq).unwrap_or(&listing.tiers[0]);
    let count = Decimal::from(listing.moq);
    let total = tier.price * count + listing.freight;
    (total / count, total)
}

fn good<'a>(list: &'a List, words: &str) -> &'a super::goods::Good {
    list.goods.iter().find(|good| good.shown.title.contains(words)).unwrap()
}

#[test]
fn every_scene_and_retouch_of_the_list_can_be_made() {
    let list = list();
    for good in &list.goods {
        assert!(retouch::find(&good.retouch).is_some(), "{}", good.retouch);
        for k in 0..2 {
            good.picture.scene(&good.shown.id, k).unwrap();
        }
    }
    for listing in listings(&list) {
        list.offer(listing, Vec::new(), "http://factory").unwrap();
        if let Some(picture) = &listing.picture {
            picture.scene(&listing.id, 0).unwrap();
        }
        assert!(listing.copy.iter().all(|name| retouch::find(name).is_some()));
    }
}

#[test]
fn ids_are_used_once() {
    let list = list();
    let ids: Vec<&str> =
        list.goods.iter().map(|good| good.shown.id.as_str()).chain(listings(&list).map(|l| l.id.as_str())).collect();
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len());
}

#[test]
fn tiers_rise_in_quantity_and_fall_in_price() {
    let list = list();
    for listing in listings(&list) {
        assert!(!listing.tiers.is_empty() && listing.tiers[0].from <= listing.moq, "{}", listing.id);
        assert!(
            listing.tiers.windows(2).all(|pair| pair[0].from < pair[1].from && pair[0].price > pair[1].price),
            "{}",
            listing.id
        );
    }
}

#[test]
fn the_founding_story_has_its_numbers() {
    let list = list();
    let d = |text: &str| Decimal::from_str(text).unwrap();
    for (words, retail, piece, total) in [
        ("16.5cm", "8.80", "3.10", "9.30"),
        ("8孔马丁靴", "108.00", "80.00", "80.00"),
        ("四件套纯棉", "458.00", "427.00", "427.00"),
        ("背心女纯棉", "39.00", "14.50", "29.00"),
    ] {
        let good = good(&list, words);
        assert_eq!(good.shown.price, d(retail), "{words}");
        assert_eq!(least(&good.factories[0]), (d(piece), d(total)), "{words}");
    }
}

#[test]
fn the_list_holds_every_case_that_a_badge_must_tell_apart() {
    let list = list();
    let dearer =
        list.goods.iter().filter(|good| good.factories.first().is_some_and(|f| least(f).0 > good.shown.price)).count();
    let without = list.goods.iter().filter(|good| good.factories.is_empty()).count();
    let twice = list.goods.iter().filter(|good| good.factories.len() > 1).count();
    let searched = list.goods.iter().filter(|good| good.factories.iter().any(|f| !f.pack)).count();
    assert!(
        dearer >= 3 && without >= 3 && twice >= 2 && searched >= 3 && list.others.len() >= 10,
        "{dearer} {without} {twice} {searched}"
    );
}

#[test]
fn a_material_says_which_word_it_does_not_know() {
    assert!(Material::parse("glaze bands 3 #f7f4ec #2c59a0").is_ok());
    assert_eq!(Material::parse("glaze stripey").unwrap_err(), "stripey");
    assert_eq!(Material::parse("#12345").unwrap_err(), "#12345");
    assert_eq!(Material::parse("#+12345").unwrap_err(), "#+12345");
}

#[test]
fn own_functions_agree_with_the_library() {
    for k in -400..400_i16 {
        let x = f32::from(k) * 0.037;
        assert!((sin(x) - x.sin()).abs() < 2e-5 && (cos(x) - x.cos()).abs() < 2e-5, "{x}");
        assert!((floor(x) - x.floor()).abs() < f32::EPSILON, "{x}");
        let y = x * 0.7 - 1.3;
        assert!((atan2(y, x) - y.atan2(x)).abs() < 2e-3, "{y} {x}");
        let (rest, n) = cell(x, 0.3);
        assert!(rest.abs() <= 0.1501 && (n * 0.3 + rest - x).abs() < 1e-4, "{x}");
    }
}

#[test]
fn distances_are_zero_on_surfaces_and_negative_inside() {
    let half = v(1.0, 0.5, 0.25);
    assert!(ball(v(0.0, 2.0, 0.0), 2.0).abs() < 1e-6);
    assert!(cuboid(v(1.0, 0.0, 0.0), half, 0.1).abs() < 1e-6 && cuboid(V3::default(), half, 0.1) < 0.0);
    assert!(drum(v(0.7, 0.0, 0.0), 0.7, 0.4, 0.05).abs() < 1e-6);
    assert!(egg(v(0.0, 0.5, 0.0), half).abs() < 1e-6 && egg(V3::default(), half) < 0.0);
    assert!((bar(v(0.0, 0.0, 0.5), V3::default(), v(1.0, 0.0, 0.0), 0.2, 0.1) - 0.3).abs() < 1e-6);
}

#[test]
fn a_picture_is_drawn_twice_alike_and_a_retouched_one_is_near_but_not_equal() {
    let list = list();
    let spoon = good(&list, "16.5cm");
    let scene = spoon.picture.scene("spoon", 1).unwrap();
    let picture = draw(&scene);
    assert_eq!(picture.dimensions(), (SIDE, SIDE));
    assert!(picture == draw(&scene));
    let mean = picture.as_raw().iter().map(|&b| f64::from(b)).sum::<f64>() / f64::from(SIDE * SIDE * 3);
    let spread =
        picture.as_raw().iter().map(|&b| (f64::from(b) - mean).abs()).sum::<f64>() / f64::from(SIDE * SIDE * 3);
    assert!((60.0..200.0).contains(&mean) && spread > 12.0, "mean {mean}, spread {spread}");
    let logo = retouch::find("logo").unwrap().apply(&picture);
    let apart = picture.as_raw().iter().zip(logo.as_raw()).map(|(&a, &b)| f64::from(a.abs_diff(b))).sum::<f64>()
        / f64::from(SIDE * SIDE * 3);
    assert!(apart > 0.5 && apart < 30.0, "{apart}");
}
