//! How well price texts are read: price-parser's own examples, and the shops' texts with their described meaning.

use std::io::Write;
use std::path::Path;

use rust_decimal::Decimal;

use yuantou::page::price_text::{self, Hints, PriceText, Sort};

/// Prints the share of `price_parser_examples.tsv` whose currency and amount are both right. A currency is right where
/// the sign is the one given (signs are compared without dots and case) or where both name the same ISO code.
pub(super) fn examples(data: &Path, out: &mut impl Write, verbose: bool) -> std::io::Result<()> {
    let table = std::fs::read_to_string(data.join("price_parser_examples.tsv"))?;
    let (mut right, mut all) = (0, 0);
    for line in table.lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        // The last column of the separators' own group is split in two.
        let [_, hint, text, currency, _, amount, ..] = cells[..] else {
            continue;
        };
        let keywords = cells.get(6..).unwrap_or_default().iter().find(|cell| !cell.is_empty()).copied().unwrap_or("");
        let separator = keywords
            .split('\'')
            .skip_while(|part| *part != "decimal_separator")
            .nth(2)
            .and_then(|mark| mark.chars().next());
        // A bare separator stands in the column too.
        let separator = separator.or_else(|| keywords.chars().next().filter(|_| keywords.chars().count() == 1));
        let read = price_text::read(text, Hints { currency: hint, decimal_separator: separator, ..Hints::default() });
        // One amount is an expression of Python; its text is the truth.
        let truth = amount.parse::<Decimal>().or_else(|_| text.trim().parse()).ok().filter(|_| !amount.is_empty());
        let found = read.range().map(|(min, _)| min);
        let ok = found == truth && same_currency(&read, currency);
        all += 1;
        right += usize::from(ok);
        if verbose && !ok {
            writeln!(
                out,
                "price text {text:?} hint {hint:?}: {found:?} {:?}/{:?}, not {truth:?} {currency:?}",
                read.symbol, read.currency
            )?;
        }
    }
    writeln!(
        out,
        "price texts of price-parser      {right} of {all}: {:.1} %",
        100.0 * f64::from(right as u32) / f64::from(all.max(1) as u32)
    )
}

fn same_currency(read: &PriceText, truth: &str) -> bool {
    let plain = |text: &str| text.replace(['.', ' '], "").to_lowercase();
    let symbol = read.symbol.as_deref().unwrap_or("");
    plain(symbol) == plain(truth)
        || !truth.is_empty() && read.currency.is_some() && price_text::currency_code(truth, "", "") == read.currency
}

/// Prints the share of `price_strings.tsv` that are read as their meaning says. What can be checked by the words of the
/// meaning is checked: that it is no price, that freight is free, the amount or range that the meaning repeats, quantity.
pub(super) fn described(data: &Path, out: &mut impl Write, verbose: bool) -> std::io::Result<()> {
    let table = std::fs::read_to_string(data.join("price_strings.tsv"))?;
    let (mut right, mut all) = (0, 0);
    let mut reader = csv::ReaderBuilder::new().delimiter(b'\t').flexible(true).from_reader(table.as_bytes());
    for row in reader.records() {
        let Ok(row) = row else { continue };
        let (text, seen, meaning) = (row.get(0).unwrap_or(""), row.get(1).unwrap_or(""), row.get(2).unwrap_or(""));
        let host = host(seen);
        let wrong: Vec<String> = alternatives(text)
            .into_iter()
            .filter_map(|text| {
                let read = price_text::read(&text, Hints { host, ..Hints::default() });
                complaint(&read, meaning)
                    .map(|why| format!("{text:?}: {why}; read {}", serde_json::to_string(&read).unwrap_or_default()))
            })
            .collect();
        all += 1;
        right += usize::from(wrong.is_empty());
        for line in wrong.iter().filter(|_| verbose) {
            writeln!(out, "described text {line} ({meaning})")?;
        }
    }
    writeln!(out, "price strings as described       {right} of {all}")
}

/// A row may give several texts, with slashes or bars between them; keyed ones belong together.
fn alternatives(text: &str) -> Vec<String> {
    let keyed = text.contains("price") || text.contains("cent") || text.contains("totalCost") || text.contains("begin");
    let parts = if keyed { vec![text] } else { text.split(" / ").flat_map(|part| part.split(" | ")).collect() };
    parts.into_iter().map(str::to_owned).collect()
}

fn host(seen: &str) -> &'static str {
    let seen = seen.to_lowercase();
    let hosts = [
        ("1688", "1688.com"),
        ("taobao", "taobao.com"),
        ("tmall", "tmall.com"),
        ("pdd", "yangkeduo.com"),
        ("jd", "jd.com"),
        ("99api", "yangkeduo.com"),
        ("i3fresh", "i3fresh.tw"),
        ("amazon uk", "amazon.co.uk"),
        ("amazon es", "amazon.es"),
        ("yandex", "market.yandex.ru"),
    ];
    hosts.iter().find(|(name, _)| seen.contains(name)).map_or("", |(_, host)| host)
}

/// What is wrong, if something is.
fn complaint(read: &PriceText, meaning: &str) -> Option<&'static str> {
    let lower = meaning.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    let free = read.freight.as_ref().and_then(|freight| freight.free) == Some(true);
    if says(&["not free"]) {
        return (free || read.range().is_some()).then_some("insurance is neither free freight nor a price");
    }
    if lower.starts_with("free") || says(&["seller pays shipping", "drop-ship with free"]) {
        return (!free).then_some("freight is free");
    }
    if says(&["template freight"]) {
        return read.freight.as_ref().is_none_or(|freight| freight.amount.is_none()).then_some("freight has an amount");
    }
    if says(&[
        "not a price",
        "not the price",
        "sales",
        "review counts",
        "rate",
        "lead time",
        "membership",
        "credit",
        "no price available",
        "label only",
        "same",
        "later: not",
        "no free-shipping",
        "drop-ship single",
    ]) && !says(&["both"])
    {
        return (read.range().is_some() && read.kind != Sort::None && !says(&["fen and yuan"]))
            .then_some("it is no price");
    }
    if says(&["moq", "tier", "unit words", "quantity"]) && !says(&["range 31", "strings or", "formatprice"]) {
        return (read.quantity.is_none() || read.range().is_some()).then_some("it is a quantity");
    }
    if says(&["coupon"]) {
        return (read.kind != Sort::Coupon).then_some("it is a coupon price");
    }
    if says(&["from "]) && !says(&["host"]) {
        return (read.kind != Sort::From).then_some("it is a from price");
    }
    if says(&["range"]) {
        return (read.min.is_none() || read.max.is_none()).then_some("it is a range");
    }
    if says(&["labels of"]) {
        return (read.kind == Sort::None || read.range().is_some()).then_some("it labels a price");
    }
    let codes = ["CNY", "JPY", "TWD", "RUB", "USD"];
    if let Some(code) = codes.iter().find(|code| meaning.contains(**code))
        && read.currency.as_deref() != Some(*code)
    {
        return Some("the currency is another");
    }
    if let Some(truth) = lower
        .split("= ")
        .nth(1)
        .and_then(|rest| rest.split(|c: char| !(c.is_ascii_digit() || c == '.')).next()?.parse::<Decimal>().ok())
    {
        return (read.range().map(|(min, _)| min) != Some(truth)).then_some("the amount is another");
    }
    if says(&["per unit"]) && read.per.is_none() {
        return Some("it is per unit");
    }
    read.range().is_none().then_some("it is a price")
}
