use super::*;
use crate::price::landed;
use crate::record::Tier;

fn offer(moq: u32, tiers: &[(u32, i64)]) -> Offer {
    let tiers = tiers.iter().map(|(from, cents)| Tier { from: *from, price: Decimal::new(*cents, 2) });
    Offer { currency: Some("CNY".into()), moq: Some(moq), tiers: tiers.collect(), ..Offer::default() }
}

fn of(offer: &Offer, wanted: u32, pieces: Option<(u32, u32)>) -> Order {
    order(offer, &landed(offer, wanted).unwrap(), pieces)
}

#[test]
fn single_pieces_go_by_ones_from_the_minimum_order_on() {
    let order = of(&offer(3, &[(3, 230), (100, 210)]), 1, None);
    assert_eq!((order.least, order.step, order.quantity, order.most), (3, 1, 3, 99_999));
    let tiers: Vec<_> = order.tiers.iter().map(|tier| (tier.tier, tier.from, tier.items)).collect();
    assert_eq!(tiers, [(3, 3, 3), (100, 100, 100)]);
}

#[test]
fn a_unit_of_several_pieces_goes_by_as_many_items() {
    // The shop sells one, the factory sets of five.
    let order = of(&offer(2, &[(2, 900)]), 1, Some((1, 5)));
    assert_eq!((order.least, order.step, order.quantity), (10, 5, 10));
    // The shop sells packs of four, the factory singles: nine singles are two packs and a bit, so three.
    let order = of(&offer(9, &[(9, 100)]), 1, Some((4, 1)));
    assert_eq!((order.least, order.step), (3, 1));
    // Five in a unit and two in an item: no whole number of items.
    assert_eq!(of(&offer(1, &[(1, 100)]), 1, Some((2, 5))).step, 1);
}

#[test]
fn tiers_that_end_below_the_minimum_order_or_carry_no_price_are_not_offered() {
    let order = of(&offer(50, &[(100, 180), (1, 300), (10, 250), (40, 200), (500, 0)]), 1, None);
    let tiers: Vec<_> = order.tiers.iter().map(|tier| (tier.tier, tier.from)).collect();
    assert_eq!(tiers, [(40, 50), (100, 100)]);
}

#[test]
fn hostile_numbers_stay_in_bounds() {
    let order = of(&offer(u32::MAX, &[(1, 1)]), 1, Some((1, u32::MAX)));
    assert_eq!((order.least, order.quantity), (99_999, 99_999));
    assert_eq!(of(&offer(1, &[(0, 100)]), 0, Some((0, 3))).least, 1);
}
