use super::*;

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn yuan(text: &str) -> Amount {
    Amount { currency: "CNY".into(), amount: decimal(text) }
}

#[test]
fn a_price_is_a_point_where_it_changes_and_of_one_day_the_lowest_stands() {
    let at = |newest: Option<(&str, &str)>, day, price| {
        change(newest.map(|(day, price)| (day, decimal(price))), day, decimal(price))
    };
    assert_eq!(at(None, "2026-11-25", "8.50"), Change::New);
    assert_eq!(at(Some(("2026-11-25", "8.50")), "2026-11-26", "8.5"), Change::None, "8.5 is 8.50");
    assert_eq!(at(Some(("2026-11-25", "8.50")), "2026-11-26", "9"), Change::New);
    assert_eq!(at(Some(("2026-11-26", "8.50")), "2026-11-26", "8.40"), Change::Lower);
    assert_eq!(at(Some(("2026-11-26", "8.50")), "2026-11-26", "9"), Change::None);
    assert_eq!(at(Some(("2026-11-26", "8.50")), "2026-11-25", "1"), Change::Past);
}

#[test]
fn amounts_are_compared_to_the_last_digit() {
    // As floating point, both are one number.
    let (low, high) = ("9007199254740992.01", "9007199254740992.02");
    assert_eq!(low.parse::<f64>().unwrap(), high.parse::<f64>().unwrap());
    assert_eq!(change(Some(("2026-11-26", decimal(high))), "2026-11-26", decimal(low)), Change::Lower);
    assert_eq!(reach(&yuan(low), &yuan(high), None), Reach::No);
    assert_eq!(reach(&yuan(high), &yuan(low), None), Reach::News);
}

#[test]
fn a_target_is_reached_at_it_and_below_and_is_news_once_for_each_lower_price() {
    assert_eq!(reach(&yuan("10"), &yuan("10.01"), None), Reach::No);
    assert_eq!(reach(&yuan("10"), &yuan("10.00"), None), Reach::News);
    assert_eq!(reach(&yuan("10"), &yuan("10"), Some(decimal("10.00"))), Reach::Still);
    assert_eq!(reach(&yuan("10"), &yuan("9.99"), Some(decimal("10"))), Reach::News);
    assert_eq!(reach(&yuan("10"), &yuan("9.99"), Some(decimal("9.5"))), Reach::Still);
    assert_eq!(reach(&yuan("10"), &Amount { currency: "USD".into(), ..yuan("1") }, None), Reach::No);
}

#[test]
fn a_card_speaks_for_a_variant_by_its_own_price_in_its_own_currency() {
    assert!(card_speaks_for(&yuan("8.50"), &yuan("8.5")));
    assert!(!card_speaks_for(&yuan("8.50"), &yuan("8.51")));
    assert!(!card_speaks_for(&yuan("8.50"), &Amount { currency: "USD".into(), ..yuan("8.50") }));
}

#[test]
fn a_price_is_a_number_above_zero() {
    for text in ["1", "0.01", " 12.50 ", "9007199254740993.01"] {
        assert!(is_price(text), "{text}");
    }
    for text in ["", "0", "0.00", "-1", "1e", "abc", "1,5", "Infinity", "NaN"] {
        assert!(!is_price(text), "{text}");
    }
}
