use rust_decimal::Decimal;

use super::*;
use crate::record::*;

fn money(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn offer(tiers: &[(u32, &str)], moq: u32, freight: Option<&str>) -> Offer {
    Offer {
        currency: Some("CNY".into()),
        tiers: tiers.iter().map(|(from, price)| Tier { from: *from, price: money(price) }).collect(),
        moq: Some(moq),
        freight: freight.map(|amount| OfferFreight { amount: Some(money(amount)), ..Default::default() }),
        ..Default::default()
    }
}

fn item(price: &str, currency: &str) -> Item {
    let price = Price {
        currency: Some(currency.into()),
        min: money(price),
        max: money(price),
        kind: PriceKind::Sale,
        text: None,
    };
    Item { price: Some(price), ..Default::default() }
}

fn compare(retail: Option<&Retail>, offer: &Offer, wanted: u32, pieces: Option<(u32, u32)>) -> Option<Comparison> {
    super::compare(retail, offer, wanted, pieces, Terms { rates: &Rates::default(), currency: None })
}

fn saving(currency: &str, amount: &str, percent: i64) -> Option<Saving> {
    Some(Saving { currency: currency.into(), amount: money(amount), percent })
}

#[test]
fn the_true_example_comes_to_3_10_each_and_9_30_in_all() {
    let spoon = landed(&offer(&[(3, "2.30")], 3, Some("2.40")), 1).unwrap();
    assert_eq!((spoon.quantity, spoon.goods, spoon.total), (3, money("6.90"), money("9.30")));
    assert_eq!(spoon.per_piece, money("3.10"));
    let retail = retail(&item("8.80", "CNY"), 1).unwrap();
    let comparison = compare(Some(&retail), &offer(&[(3, "2.30")], 3, Some("2.40")), 1, None).unwrap();
    assert_eq!(comparison.saving, saving("CNY", "5.70", 65));
    assert!(comparison.worth);
}

#[test]
fn the_quantity_picks_the_tier() {
    let tiers = offer(&[(1, "5"), (10, "4"), (100, "3.5")], 1, None);
    for (wanted, price, from) in
        [(0, "5", 1), (1, "5", 1), (9, "5", 1), (10, "4", 10), (99, "4", 10), (1000, "3.5", 100)]
    {
        let landed = landed(&tiers, wanted).unwrap();
        assert_eq!((landed.unit_price, landed.tier_from), (money(price), from), "{wanted}");
    }
}

#[test]
fn the_first_tier_is_a_minimum_even_where_the_listing_states_a_smaller_one() {
    assert_eq!(landed(&offer(&[(6, "2"), (60, "1")], 1, None), 1).unwrap().quantity, 6);
}

#[test]
fn freight_is_free_from_its_bound_on_and_unknown_freight_is_not_free() {
    let mut listing = offer(&[(1, "30")], 1, Some("8"));
    listing.freight.as_mut().unwrap().free_from = Some(money("60"));
    assert_eq!(landed(&listing, 1).unwrap().total, money("38"));
    assert_eq!(landed(&listing, 2).unwrap().total, money("60"));
    let silent = landed(&offer(&[(1, "30")], 1, None), 1).unwrap();
    assert_eq!((silent.freight, silent.total), (None, money("30")));
}

#[test]
fn dearer_at_the_source_is_said() {
    let retail = retail(&item("9.90", "CNY"), 1).unwrap();
    let comparison = compare(Some(&retail), &offer(&[(1, "6.10")], 1, Some("6")), 1, None).unwrap();
    assert_eq!(comparison.saving, saving("CNY", "-2.20", -22));
    assert!(!comparison.worth);
}

#[test]
fn the_shops_own_freight_counts_on_its_side() {
    let mut item = item("10", "CNY");
    item.freight = Some(ItemFreight { amount: Some(money("6")), free: None, free_from: None });
    assert_eq!(retail(&item, 1).unwrap().per_piece, money("16"));
    assert_eq!(retail(&item, 3).unwrap().per_piece, money("12"));
    assert_eq!(retail(&item, 3).unwrap().goods, money("30"));
    item.freight = Some(ItemFreight { amount: Some(money("6")), free: Some(true), free_from: None });
    assert_eq!(retail(&item, 1).unwrap().per_piece, money("10"));
}

#[test]
fn a_pack_of_five_needs_five_singles() {
    let retail = retail(&item("20", "CNY"), 1).unwrap();
    let comparison = compare(Some(&retail), &offer(&[(1, "3"), (5, "2")], 1, Some("5")), 1, Some((5, 1))).unwrap();
    assert_eq!((comparison.landed.quantity, comparison.landed.total), (5, money("15")));
    assert_eq!(comparison.converted.unwrap().per_piece, money("15"));
    assert_eq!(comparison.saving.unwrap().amount, money("5"));
    // The other way round: one carton of ten replaces ten singles, so a tenth of it replaces one.
    let comparison = compare(Some(&retail), &offer(&[(1, "50")], 1, Some("0")), 1, Some((1, 10))).unwrap();
    assert_eq!((comparison.landed.quantity, comparison.converted.unwrap().per_piece), (1, money("5")));
}

#[test]
fn currencies_are_converted_by_the_dated_table() {
    let retail = retail(&item("12.99", "USD"), 1).unwrap();
    let comparison = compare(Some(&retail), &offer(&[(1, "30")], 1, Some("5")), 1, None).unwrap();
    let converted = comparison.converted.unwrap();
    // 35 CNY ÷ 7.4326 × 1.1172
    assert_eq!((converted.per_piece, converted.rate_date.as_deref()), (money("5.26"), Some(RATES_DATE)));
    assert_eq!(Rates::default().convert(money("1"), "XXX", "CNY"), None);
}

#[test]
fn the_shoppers_own_rates_and_currency_take_the_place_of_ours() {
    let rates = Rates {
        date: "2026-11-20".into(),
        per_euro: [("CNY", "8"), ("USD", "1"), ("SAR", "4")]
            .map(|(code, rate)| (code.to_owned(), money(rate)))
            .into_iter()
            .collect(),
    };
    let told = |shop: &str, currency: Option<&str>| {
        let retail = retail(&item("12", shop), 1).unwrap();
        let offer = offer(&[(1, "30")], 1, Some("10"));
        super::compare(Some(&retail), &offer, 1, None, Terms { rates: &rates, currency }).unwrap()
    };
    let own = told("USD", None);
    let converted = own.converted.unwrap();
    assert_eq!((converted.per_piece, converted.rate_date.as_deref()), (money("5"), Some("2026-11-20")));
    assert_eq!(own.saving, saving("USD", "7", 58));

    let chosen = told("USD", Some("SAR"));
    assert_eq!(chosen.converted.as_ref().map(|sum| (sum.currency.as_str(), sum.total)), Some(("SAR", money("20"))));
    assert_eq!(chosen.saving, saving("SAR", "28", 58));

    // A currency that the table does not have, and a shop's that it does not have.
    assert_eq!(told("USD", Some("XXX")).saving, saving("USD", "7", 58));
    assert_eq!(told("EGP", Some("SAR")).saving, None);
    // What needs no rate names none, and a chosen currency that is both sides' changes nothing.
    assert_eq!(told("CNY", Some("CNY")).converted.unwrap().rate_date, None);
}

#[test]
fn what_is_not_a_price_gives_no_cost() {
    assert_eq!(landed(&offer(&[(1, "0")], 1, None), 1), None);
    assert_eq!(landed(&offer(&[(1, "-4")], 1, None), 1), None);
    assert_eq!(landed(&Offer::default(), 1), None);
    let largest = Offer { tiers: vec![Tier { from: 1, price: Decimal::MAX }], ..offer(&[], 1, None) };
    assert_eq!(landed(&largest, u32::MAX), None);
    assert!(compare(None, &offer(&[(1, "1")], u32::MAX, None), u32::MAX, Some((u32::MAX, 1))).is_some());
}

#[test]
fn variants_that_differ_make_it_a_from_price() {
    let mut listing = offer(&[(1, "11")], 1, None);
    listing.skus = vec![
        Sku { price: Some(money("11")), ..Default::default() },
        Sku { price: Some(money("19.5")), ..Default::default() },
    ];
    assert!(landed(&listing, 1).unwrap().from_price);
    listing.tiers.clear();
    assert_eq!(landed(&listing, 1).unwrap().unit_price, money("11"));
}

#[test]
fn a_saving_of_nothing_is_not_worth_it_and_nothing_has_no_share() {
    let even = retail(&item("7", "CNY"), 1).unwrap();
    let comparison = compare(Some(&even), &offer(&[(1, "5")], 1, Some("2")), 1, None).unwrap();
    assert_eq!((comparison.saving, comparison.worth), (saving("CNY", "0", 0), false));
    let nothing = retail(&item("0", "CNY"), 1).unwrap();
    let comparison = compare(Some(&nothing), &offer(&[(1, "5")], 1, Some("2")), 1, None).unwrap();
    assert_eq!((comparison.saving, comparison.worth), (None, false));
}

#[test]
fn a_share_is_rounded_half_away_from_zero() {
    for (price, amount, percent) in [("200", "1", 1), ("200", "-1", -1), ("1000", "4", 0), ("1000", "-4", 0)] {
        let cost = (money(price) - money(amount)).to_string();
        let retail = retail(&item(price, "CNY"), 1).unwrap();
        let comparison = compare(Some(&retail), &offer(&[(1, &cost)], 1, None), 1, None).unwrap();
        assert_eq!(comparison.saving, saving("CNY", amount, percent), "{price} {amount}");
    }
}

#[test]
fn counts_of_pieces_that_are_none_count_as_one() {
    let listing = offer(&[(1, "3")], 1, None);
    let retail = retail(&item("20", "CNY"), 1).unwrap();
    let one = compare(Some(&retail), &listing, 2, None);
    assert_eq!(one.as_ref().unwrap().landed.quantity, 2);
    for pieces in [(0, 5), (5, 0), (0, 0)] {
        assert_eq!(compare(Some(&retail), &listing, 2, Some(pieces)), one, "{pieces:?}");
    }
}

#[test]
fn a_sum_that_needed_a_rate_names_its_day_on_whichever_side_it_was_needed() {
    let rates = Rates::default();
    for (shop, chosen, dated) in
        [("CNY", "CNY", false), ("USD", "CNY", true), ("CNY", "USD", true), ("USD", "USD", true), ("USD", "EUR", true)]
    {
        let retail = retail(&item("12", shop), 1).unwrap();
        let terms = Terms { rates: &rates, currency: Some(chosen) };
        let converted = super::compare(Some(&retail), &offer(&[(1, "30")], 1, None), 1, None, terms).unwrap().converted;
        let converted = converted.unwrap();
        assert_eq!((converted.currency.as_str(), converted.rate_date.is_some()), (chosen, dated), "{shop}");
    }
}

#[test]
fn freight_below_zero_is_unknown_and_of_zero_is_free() {
    assert_eq!(landed(&offer(&[(1, "30")], 1, Some("-1")), 1).unwrap().freight, None);
    assert_eq!(landed(&offer(&[(1, "30")], 1, Some("0")), 1).unwrap().freight, Some(Decimal::ZERO));
}

#[test]
fn it_is_a_from_price_only_where_one_price_is_the_lowest_of_several() {
    let variant = |price: &str| Sku { price: Some(money(price)), ..Default::default() };
    let listing = |tiers: &[(u32, &str)], skus: &[&str]| {
        let listing = Offer { skus: skus.iter().map(|price| variant(price)).collect(), ..offer(tiers, 1, None) };
        landed(&listing, 1).unwrap().from_price
    };
    assert!(!listing(&[(1, "11")], &["11", "11"]));
    assert!(!listing(&[(1, "11"), (10, "10")], &["11", "19.5"]));
    assert!(!listing(&[(1, "11")], &[]));
    assert!(listing(&[(1, "11")], &["9", "11.01"]));
}

#[test]
fn a_pair_s_prices_are_held_against_each_other_in_the_left_one_s_currency() {
    let rates = Rates::default();
    let ratio = |left: &Item, right: &Offer| price_ratio(Asked::by_shop(left), Asked::by_factory(right), &rates);
    let spoon = offer(&[(100, "1.50"), (3, "2.30")], 3, None);
    // One currency: as they stand, by the smallest order's price.
    assert_eq!(ratio(&item("9.20", "CNY"), &spoon), Some(2.3 / 9.2));
    // Two: by the day's rates.
    let dollars = ratio(&item("9.20", "USD"), &spoon).unwrap();
    let expected = rates.convert(money("2.30"), "CNY", "USD").unwrap().to_string().parse::<f64>().unwrap() / 9.2;
    assert!((dollars - expected).abs() < 1e-9, "{dollars}");
    // A currency without a rate, or one side's unknown: nothing to say.
    assert_eq!(ratio(&item("9.20", "XXX"), &spoon), None);
    let unknown = Offer { currency: None, ..spoon.clone() };
    assert_eq!(ratio(&item("9.20", "CNY"), &unknown), None);
    // Neither says: they are taken for one.
    let mut bare = item("9.20", "CNY");
    bare.price.as_mut().unwrap().currency = None;
    assert_eq!(ratio(&bare, &unknown), Some(2.3 / 9.2));
    // What is no price says nothing.
    assert_eq!(ratio(&item("0", "CNY"), &spoon), None);
    assert_eq!(ratio(&item("9.20", "CNY"), &offer(&[(1, "0")], 1, None)), None);
}
