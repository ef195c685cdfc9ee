use super::*;

fn rate(rates: &Rates, code: &str) -> String {
    rates.per_euro[code].to_string()
}

#[test]
fn every_way_of_writing_it_down_is_read() {
    for (text, date) in [
        (r#"{"date":"2026-11-20","per_euro":{"CNY":"7.5","USD":"1.25"}}"#, "2026-11-20"),
        (r#"{"base":"USD","date":"2026-11-20","rates":{"EUR":0.8,"CNY":6}}"#, "2026-11-20"),
        (r#"{"base":"CNY","date":"2026-11-20T00:00:00Z","rates":{"EUR":0.13333333,"USD":0.16666667}}"#, "2026-11-20"),
        ("date,2026-11-20\nCNY,7.5\nUSD,1.25\n", "2026-11-20"),
        ("\u{feff}currency;per_euro\r\ncny;7.5\r\nusd;1.25\r\ndate;2026-1-2", "2026-01-02"),
        ("Date, USD, JPY, CNY, \n30 October 2026, 1.25, N/A, 7.5, \n", "2026-10-30"),
        ("Date,USD,CNY,\n2026-10-30,1.25,7.5,\n2026-10-29,1.2,7.4,", "2026-10-30"),
    ] {
        let rates = import_rates(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(rates.date, date, "{text}");
        assert_eq!(
            (&rate(&rates, "CNY")[..3], &rate(&rates, "USD")[..4], rate(&rates, "EUR")),
            ("7.5", "1.25", "1".into())
        );
    }
}

#[test]
fn what_is_wrong_is_named() {
    let bad_rate = |rate: &str| RatesError::Rate { currency: "CNY".into(), rate: rate.into() };
    for (text, error) in [
        ("", RatesError::Size),
        ("hello", RatesError::Shape),
        ("{", RatesError::Shape),
        (r#"{"date":"2026-11-20","rates":[]}"#, RatesError::Shape),
        (r#"{"date":"2026-11-20","rates":{"yuan":7}}"#, RatesError::Shape),
        ("date,2026-11-20\nCNY,seven", bad_rate("seven")),
        ("date,2026-11-20\nCNY,0", bad_rate("0")),
        ("date,2026-11-20\nCNY,-7", bad_rate("-7")),
        ("date,2026-11-20\nCNY,1000000000", bad_rate("1000000000")),
        (r#"{"date":"2026-11-20","rates":{"CNY":null}}"#, bad_rate("null")),
        ("CNY,7.5", RatesError::Date),
        ("date,yesterday\nCNY,7.5", RatesError::Date),
        ("date,2026-13-01\nCNY,7.5", RatesError::Date),
        ("date,2026-11-20\nUSD,1.25", RatesError::NoYuan),
        (r#"{"base":"USD","date":"2026-11-20","rates":{"CNY":6}}"#, RatesError::Base("USD".into())),
    ] {
        assert_eq!(import_rates(text), Err(error), "{text}");
    }
    assert_eq!(import_rates(&"CNY,7\n".repeat(20_000)), Err(RatesError::Size));
}

#[test]
fn what_was_read_is_read_again_unchanged() {
    let built_in = Rates::default();
    let again = import_rates(&serde_json::to_string(&built_in).unwrap()).unwrap();
    assert_eq!(
        serde_json::to_string(&import_rates(&serde_json::to_string(&again).unwrap()).unwrap()).unwrap(),
        serde_json::to_string(&again).unwrap()
    );
    assert_eq!(again.per_euro, built_in.per_euro);
}

#[test]
fn the_bounds_of_a_table_are_where_they_are_said_to_be() {
    let table = |rate: &str| import_rates(&format!("date,2026-11-20\nCNY,{rate}"));
    for rate in ["999999999", "0.000000010000", "7.432600000000"] {
        assert!(table(rate).is_ok(), "{rate}: {:?}", table(rate));
    }
    for rate in ["1000000000", "7.4326000000000"] {
        assert_eq!(table(rate).unwrap_err().kind(), "rates_rate", "{rate}");
    }
    let dates = [("1999-01-01", true), ("1998-12-31", false), ("2026-12-31", true), ("2026-12-32", false)];
    for (date, sound) in dates.into_iter().chain([("2026-00-01", false), ("2026-01-00", false), ("31 dec 2026", true)])
    {
        assert_eq!(import_rates(&format!("date,{date}\nCNY,7")).is_ok(), sound, "{date}");
    }
    let line = "date,2026-11-20\nCNY,7\nUSD,1.25\n";
    let filled = |bytes: usize| format!("{line}{}\nEUR,1", " ".repeat(bytes - line.len() - "\nEUR,1".len()));
    assert!(import_rates(&filled(MOST_BYTES)).is_ok());
    assert_eq!(import_rates(&filled(MOST_BYTES + 1)), Err(RatesError::Size));
}

#[test]
fn every_error_has_a_name_of_its_own() {
    let rate = RatesError::Rate { currency: "CNY".into(), rate: "0".into() };
    let base = RatesError::Base("USD".into());
    let all = [RatesError::Size, RatesError::Shape, RatesError::Date, rate, base, RatesError::NoYuan];
    let kinds = all.map(|error| error.kind());
    assert_eq!(kinds, ["rates_size", "rates_shape", "rates_date", "rates_rate", "rates_base", "rates_yuan"]);
}
