use std::collections::HashMap;

use super::*;
use crate::{
    catalogue::{Builder, MANIFEST},
    fingerprint::{Picture, Pixels},
    matching::Class,
    record::{Offer, Price, PriceKind, Tier},
};

/// A striped vase-like figure: enough structure for the codes, different for each seed.
fn drawing(seed: u32) -> Vec<u8> {
    let mut rgba = Vec::new();
    for y in 0..200_u32 {
        for x in 0..200_u32 {
            let wave = (f64::from(x * (seed + 2)) / 31.0).sin() + (f64::from(y * (seed + 3)) / 47.0).cos();
            let hill = -(f64::from(x.abs_diff(60 + seed * 20)).powi(2) + f64::from(y.abs_diff(90)).powi(2)) / 3000.0;
            let value = (110.0 + 40.0 * wave + 90.0 * hill.exp()) as u8;
            rgba.extend([value, value.saturating_add(20), 200 - value / 2, 255]);
        }
    }
    rgba
}

fn pixels(rgba: &[u8]) -> Pixels<'_> {
    Pixels::new(200, 200, rgba).unwrap()
}

fn offer(id: &str, title: &str, price: &str) -> Offer {
    Offer {
        platform: Some("test".into()),
        id: Some(id.into()),
        title: Some(title.into()),
        images: vec![format!("{id}.jpg")],
        currency: Some("CNY".into()),
        tiers: vec![Tier { from: 1, price: price.parse().unwrap() }],
        ..Offer::default()
    }
}

fn spoon() -> Item {
    let price = "8.80".parse().unwrap();
    Item {
        url: Some("http://shop/1".into()),
        title: Some("骨瓷勺子家用汤勺 16.5cm".into()),
        images: vec!["1.jpg".into(), "2.jpg".into()],
        price: Some(Price { currency: Some("CNY".into()), min: price, max: price, kind: PriceKind::Sale, text: None }),
        ..Item::default()
    }
}

fn engine() -> Engine {
    let mut builder = Builder::new();
    for (seed, (title, price)) in
        [("陶瓷汤勺骨瓷勺子 16.5cm", "2.30"), ("马丁靴女英伦风", "80"), ("棉背心", "20")].iter().enumerate()
    {
        let rgba = drawing(seed as u32);
        let offer = offer(&format!("p{seed}"), title, price);
        builder.push(&offer, [Picture::index(&pixels(&rgba))]).unwrap();
    }
    let files: HashMap<String, Vec<u8>> = builder.finish("sample").unwrap().into_iter().collect();
    let mut engine = Engine::new();
    engine.add_pack("sample", &files[MANIFEST], |name| files.get(name).cloned()).unwrap();
    engine
}

#[test]
fn a_known_picture_and_title_make_a_match_with_its_cost() {
    let mut query = engine().begin(spoon(), Settings::default());
    let needs = query.needs();
    assert_eq!(needs.len(), 2);
    query.picture(needs[0].ticket, &pixels(&drawing(0)));
    query.missing(needs[1].ticket);
    assert!(query.needs().is_empty());
    let verdict = query.verdict();
    assert_eq!(verdict.best, Some(0));
    let best = &verdict.matches[0];
    assert_eq!((best.listing.id.as_deref(), best.class, best.pack.as_str()), (Some("p0"), Class::Same, "sample"));
    let saving = best.cost.as_ref().unwrap().saving.as_ref().unwrap();
    assert_eq!((saving.amount.to_string(), saving.percent), ("6.50".to_owned(), 74));
    assert!(!best.reasons.is_empty());
}

#[test]
fn another_product_makes_no_match() {
    let lamp = Item { title: Some("北欧台灯 卧室床头".into()), ..spoon() };
    let mut query = engine().begin(lamp, Settings::default());
    let ticket = query.needs()[0].ticket;
    query.picture(ticket, &pixels(&drawing(7)));
    let verdict = query.verdict();
    assert_eq!((verdict.best, verdict.matches.len()), (None, 0));
}

#[test]
fn tickets_that_are_unknown_late_or_answered_twice_change_nothing() {
    let mut query = engine().begin(spoon(), Settings::default());
    query.missing(99);
    query.picture(99, &pixels(&drawing(0)));
    let ticket = query.needs()[0].ticket;
    query.missing(ticket);
    query.picture(ticket, &pixels(&drawing(0)));
    assert_eq!(query.needs().len(), 1);
}

#[test]
fn offers_read_from_a_page_are_judged_beside_the_packs_and_once() {
    let mut query = Engine::new().begin(spoon(), Settings { pictures: 1, ..Settings::default() });
    assert!(query.verdict().matches.is_empty());
    let ticket = query.needs()[0].ticket;
    query.picture(ticket, &pixels(&drawing(0)));
    query.add_offers([
        offer("f1", "骨瓷勺子 16.5cm 汤勺", "2.50"),
        offer("f1", "again", "2.50"),
        offer("f2", "棉背心", "20"),
    ]);
    let needs = query.needs();
    assert_eq!(needs.iter().map(|need| need.address.as_str()).collect::<Vec<_>>(), ["f1.jpg", "f2.jpg"]);
    query.picture(needs[0].ticket, &pixels(&drawing(0)));
    query.picture(needs[1].ticket, &pixels(&drawing(2)));
    let verdict = query.verdict();
    let ids: Vec<_> = verdict.matches.iter().filter_map(|found| found.listing.id.as_deref()).collect();
    assert_eq!(ids, ["f1"]);
    assert_eq!(verdict.matches[0].pack, "");
}

#[test]
fn an_item_without_a_price_is_matched_without_a_saving() {
    let mut query = engine().begin(Item { price: None, ..spoon() }, Settings::default());
    let ticket = query.needs()[0].ticket;
    query.picture(ticket, &pixels(&drawing(0)));
    let verdict = query.verdict();
    let cost = verdict.matches[0].cost.as_ref().unwrap();
    assert!(verdict.retail.is_none() && cost.saving.is_none() && !cost.worth);
}

#[test]
fn a_broken_pack_leaves_the_good_ones() {
    let mut engine = engine();
    assert!(engine.add_pack("broken", b"{}", |_| None).is_err());
    assert!(engine.add_pack("sample", b"{}", |_| None).is_err());
    assert_eq!(engine.packs.len(), 1);
    assert_eq!(engine.packs[0].manifest.listings, 3);
}

#[test]
fn the_sure_come_first_and_among_them_the_cheaper() {
    let mut query = Engine::new().begin(spoon(), Settings { pictures: 1, ..Settings::default() });
    let ticket = query.needs()[0].ticket;
    query.picture(ticket, &pixels(&drawing(0)));
    let title = "骨瓷勺子家用汤勺 16.5cm";
    query.add_offers([offer("dear", title, "4.00"), offer("cheap", title, "3.00")]);
    for need in query.needs() {
        query.picture(need.ticket, &pixels(&drawing(0)));
    }
    let verdict = query.verdict();
    let ids: Vec<_> = verdict.matches.iter().filter_map(|found| found.listing.id.as_deref()).collect();
    assert_eq!(ids, ["cheap", "dear"]);
}

#[test]
fn a_match_says_what_it_is_known_by_what_can_be_ordered_and_where_the_titles_differ() {
    let mut query = Engine::new().begin(spoon(), Settings { pictures: 1, ..Settings::default() });
    let ticket = query.needs()[0].ticket;
    query.picture(ticket, &pixels(&drawing(0)));
    let found = offer("f1", "骨瓷勺子家用汤勺 15cm", "2.50");
    query.add_offers([found.clone()]);
    for need in query.needs() {
        query.picture(need.ticket, &pixels(&drawing(0)));
    }
    let verdict = query.verdict();
    assert_eq!(verdict.key, "shop/1");
    let best = &verdict.matches[0];
    assert_eq!(best.key, crate::identity::listing_key_text(&found));
    let order = best.order.as_ref().unwrap();
    assert_eq!((order.least, order.step, order.tiers.len()), (1, 1, 1));
    let differences = best.differences.as_ref().unwrap();
    assert_eq!(
        (differences.item.as_slice(), differences.listing.as_slice()),
        ([(9, 13)].as_slice(), [(9, 11)].as_slice())
    );
    let told = serde_json::to_value(best).unwrap();
    assert!(told["reasons"].as_array().unwrap().iter().all(|reason| reason.get("text").is_none()));
}
