//! Prices as data writes them, each beside its name: `priceMoney 54600`, `"price":"20.50"`.

use rust_decimal::Decimal;

use super::number::Number;
use super::role::{Judgement, Text};
use super::words::Sort;
use crate::record::ItemFreight;

/// Texts that name a field beside its value: `priceMoney 54600`, `"price":"20.50","beginAmount":"1"`.
pub(super) fn keyed(text: &Text<'_>, judgement: &mut Judgement) -> bool {
    const MINOR: [&str; 7] =
        ["pricemoney", "cent", "group.price", "group_price", "normal_price", "min_group_price", "max_group_price"];
    const MAJOR: [&str; 5] = ["pricetext", "minprice", "price", "priceint", "currentprice"];
    let key = |number: &Number| {
        let before = text.lower.get(..number.start).unwrap_or("").trim_end_matches([' ', '"', ':', '=']);
        let start = before.rfind(|c: char| !(c.is_alphanumeric() || c == '_' || c == '.')).map_or(0, |at| at + 1);
        before.get(start..).unwrap_or("").to_owned()
    };
    if text.lower.len() != text.text.len() {
        return false;
    }
    let keys: Vec<String> = text.numbers.iter().map(key).collect();
    let find = |names: &[&str]| {
        let at = keys.iter().position(|key| names.contains(&key.as_str()))?;
        text.numbers.get(at).copied()
    };
    if let Some(cost) = find(&["totalcost"]) {
        judgement.freight = Some(ItemFreight { amount: Some(cost.value), ..ItemFreight::default() });
        judgement.reason = Some("freight");
        return true;
    }
    if text.lower.contains("freeendamount") {
        judgement.reason = Some("not_money");
        return true;
    }
    let whole = find(&MAJOR).filter(|_| keys.len() > 1 || text.lower.contains("priceint") || text.lower.contains('"'));
    let value = match (whole, find(&MINOR)) {
        (Some(whole), _) => match find(&["pricefloat"]) {
            Some(fraction) => whole.value + fraction.value,
            None => whole.value,
        },
        (None, Some(minor)) => minor.value / Decimal::ONE_HUNDRED,
        (None, None) => return false,
    };
    judgement.quantity = find(&["beginamount"]).map(|number| number.value);
    judgement.money = Some((value, value));
    judgement.kind = Sort::Sale;
    true
}
