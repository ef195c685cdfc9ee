//! Which of the text's numbers is the price, and what the others are.

use rust_decimal::Decimal;

use super::currency::Found;
use super::delivery::delivery;
use super::keyed::keyed;
use super::labels::{instalments, labels};
use super::number::Number;
use super::words::{self, Sort};
use crate::page::lexicon::{self, Condition, Label, Words};
use crate::record::ItemFreight;

/// What was made of the numbers.
#[derive(Debug, Default)]
pub(super) struct Judgement {
    pub(super) kind: Sort,
    pub(super) reason: Option<&'static str>,
    pub(super) money: Option<(Decimal, Decimal)>,
    pub(super) currency: Option<Found>,
    pub(super) per: Option<String>,
    pub(super) quantity: Option<Decimal>,
    pub(super) quantity_max: Option<Decimal>,
    pub(super) unit: Option<String>,
    pub(super) moq: Option<Decimal>,
    pub(super) freight: Option<ItemFreight>,
    pub(super) sold: Option<Decimal>,
}

/// Whether number and currency stand side by side.
pub(super) fn touches(text: &str, number: Number, currency: Found) -> bool {
    let between = if currency.end <= number.start {
        text.get(currency.end..number.start)
    } else {
        text.get(number.end..currency.start)
    };
    between.is_some_and(|between| {
        let between = between.trim();
        between.is_empty() || matches!(between, ":" | ".-" | ",-" | "." | "：" | ",—" | ",–")
    })
}

/// A text, and what was found in it.
pub(super) struct Text<'a> {
    pub(super) text: &'a str,
    pub(super) lower: String,
    pub(super) numbers: &'a [Number],
    currencies: &'a [Found],
}

impl Text<'_> {
    /// The words before a number, back to the number before it and without its currency, and those after it up to the
    /// next number, in lower case.
    pub(super) fn around(&self, at: usize) -> (String, String) {
        let Some(number) = self.numbers.get(at) else {
            return (String::new(), String::new());
        };
        let own = self.currency_of(*number);
        let start = at.checked_sub(1).and_then(|before| self.numbers.get(before)).map_or(0, |before| before.end);
        let end = self.numbers.get(at + 1).map_or(self.text.len(), |next| next.start);
        let head =
            own.filter(|own| own.end <= number.start && own.start >= start).map_or(number.start, |own| own.start);
        let tail = own.filter(|own| own.start >= number.end && own.end <= end).map_or(number.end, |own| own.end);
        let cut = |from, to| self.text.get(from..to).unwrap_or("").to_lowercase();
        (cut(start, head), cut(tail, end))
    }

    fn before(&self, number: Number) -> &str {
        self.text.get(..number.start).unwrap_or("")
    }

    pub(super) fn after(&self, number: Number) -> &str {
        self.text.get(number.end..).unwrap_or("")
    }

    fn is_word(&self, currency: Found) -> bool {
        let word = self.text.get(currency.start..currency.end).unwrap_or("");
        word.bytes().all(|byte| byte.is_ascii_lowercase())
    }

    /// `NZD $`: the code before a sign that many countries share.
    fn with_code(&self, sign: Found) -> Found {
        let code = self.currencies.iter().find(|other| {
            !other.code.is_empty()
                && other.end <= sign.start
                && self.text.get(other.end..sign.start).is_some_and(|between| between.trim().is_empty())
        });
        if sign.code.is_empty() { code.copied().unwrap_or(sign) } else { sign }
    }

    /// What the words right before or after a number claim it for: a saving, a sales count, a fee. A number with a
    /// currency is claimed from before only, but for vouchers and membership fees.
    fn claim(&self, at: usize) -> Option<&'static str> {
        let number = *self.numbers.get(at)?;
        let start = at.checked_sub(1).and_then(|before| self.numbers.get(before)).map_or(0, |before| before.end);
        let end = self.numbers.get(at + 1).map_or(self.text.len(), |next| next.start);
        let before = self.text.get(start..number.start)?.to_lowercase();
        let after = self.text.get(number.end..end)?.to_lowercase();
        words::claim_before(&before).or_else(|| words::claim_after(&after, self.currency_of(number).is_some()))
    }

    /// The condition that the words beside a number put on it.
    pub(super) fn condition(&self, at: usize) -> Option<Condition> {
        let (before, after) = self.around(at);
        let (words_before, words_after) = (Words::of(&before), Words::of(&after));
        let near = |phrase: &str| {
            let leads = words_before
                .find(phrase)
                .is_some_and(|end| before.get(end..).is_some_and(|gap| gap.chars().count() <= 8));
            let end = words_after.find(phrase);
            let follows =
                end.is_some_and(|end| after.get(..end - phrase.len()).is_some_and(|gap| gap.chars().count() <= 6));
            // In `$19.99 Subscribe: $17.99` the words label the next amount.
            let next = self.numbers.get(at + 1).is_some_and(|next| self.currency_of(*next).is_some());
            let labels_next = next && end.and_then(|end| after.get(end..)).is_some_and(|gap| gap.chars().count() <= 12);
            leads || follows && !labels_next
        };
        lexicon::CONDITIONS.iter().find(|(phrase, _)| near(phrase)).map(|(_, condition)| *condition)
    }

    /// The currency beside the number; one that stands before it is the surer.
    pub(super) fn currency_of(&self, number: Number) -> Option<Found> {
        let beside = |currency: &&Found| touches(self.text, number, **currency);
        // In `Model 5000 $19.99` the sign stands right before the next number.
        let is_next = |c: &Found| {
            c.start > number.end
                && self.text.get(c.end..).is_some_and(|rest| rest.starts_with(|d: char| d.is_ascii_digit()))
        };
        let after = self.currencies.iter().find(|c| c.start >= number.end && beside(c) && !is_next(c));
        let before = self.currencies.iter().rev().find(|c| c.end <= number.start && beside(c));
        // In `5 € 7 €` the first sign is the five's.
        let taken = before.is_some_and(|c| {
            self.numbers.iter().any(|other| other.end <= c.start && touches(self.text, *other, *c) && after.is_some())
        });
        match (before, after) {
            (Some(before), Some(after)) if taken => {
                debug_assert!(before.end <= after.start);
                Some(*after)
            }
            (Some(before), Some(after)) if before.code.is_empty() && !after.code.is_empty() => Some(*after),
            // `da 7,32 €`: a word is less of a sign than a sign.
            (Some(before), Some(after)) if self.is_word(*before) && !self.is_word(*after) => Some(*after),
            (Some(before), _) => Some(self.with_code(*before)),
            (None, after) => after.copied(),
        }
    }
}

/// Gives every number its role.
pub(super) fn judge(text: &str, numbers: &[Number], currencies: &[Found]) -> Judgement {
    let text = Text { text, lower: text.to_lowercase(), numbers, currencies };
    let mut judgement = Judgement::default();
    if keyed(&text, &mut judgement) {
        return judgement;
    }
    let mut claims: Vec<Option<&'static str>> = (0..numbers.len()).map(|at| text.claim(at)).collect();
    let delivery = delivery(&text);
    let mut claim = |at: usize, what| {
        if let Some(claim) = claims.get_mut(at) {
            claim.get_or_insert(what);
        }
    };
    if let Some(delivery) = &delivery {
        delivery.claims.iter().for_each(|(at, what)| claim(*at, what));
        judgement.freight = Some(delivery.freight.clone()).filter(|freight| *freight != ItemFreight::default());
    }
    instalments(&text).into_iter().for_each(|at| claim(at, "instalment"));
    others(&text).into_iter().for_each(|(at, what)| claim(at, what));
    // A price may stand among such numbers: `￥79 券后 优惠前￥99 已售14`.
    let is_free = |(number, claim): &(&Number, &Option<&str>)| claim.is_none() && text.currency_of(**number).is_some();
    let has_price = numbers.iter().zip(&claims).any(|pair| is_free(&pair));
    judgement.sold = numbers.iter().zip(&claims).find(|(_, claim)| **claim == Some("sales")).map(|(n, _)| n.value);
    if let Some(reason) = words::no_price(&text.lower).filter(|reason| !has_price || *reason == "no_price") {
        judgement.reason = Some(reason);
        if reason == "sales" {
            judgement.sold = judgement.sold.or(numbers.first().map(|number| number.value));
        }
        if reason == "insurance" && judgement.freight.as_ref().is_none_or(|freight| freight.free_from.is_none()) {
            judgement.freight = None;
        }
        return judgement;
    }
    for reason in ["threshold", "discount", "freight", "instalment"] {
        if claims.contains(&Some(reason)) && !has_price {
            let is_kind = reason == "instalment";
            judgement.kind = if is_kind { Sort::Instalment } else { Sort::None };
            judgement.reason = Some(reason);
            // The amount of one instalment, where the text does not say how many there are.
            let only = numbers
                .iter()
                .zip(&claims)
                .filter(|(_, claim)| **claim == Some("instalment"))
                .map(|(number, _)| number);
            let amounts: Vec<&Number> = only.collect();
            if let (true, [one]) = (is_kind, amounts.as_slice()) {
                judgement.money = Some((one.value, one.value));
            }
            return judgement;
        }
    }
    if words::is_free(&text.lower) {
        judgement.money = Some((Decimal::ZERO, Decimal::ZERO));
        judgement.kind = Sort::Sale;
        return judgement;
    }
    let mut candidates = money(&text, &claims, &mut judgement);
    if is_sentence(&text) {
        candidates.retain(|number| text.currency_of(*number).is_some());
    }
    let labels = labels(&text);
    let Some(&number) = choose(&text, &candidates, &labels) else {
        judgement.kind = match words::sort(&text.lower) {
            Some(sort) => sort,
            None if words::labels_sale(&text.lower) => Sort::Sale,
            None => Sort::None,
        };
        if judgement.kind == Sort::None {
            judgement.reason = Some(if judgement.moq.is_some() {
                "moq"
            } else if judgement.quantity.is_some() {
                "quantity"
            } else if numbers.is_empty() {
                "no_number"
            } else {
                "not_money"
            });
        }
        return judgement;
    };
    judgement.currency = text.currency_of(number).or_else(|| lone_currency(&text));
    let (end, max) = range_end(&text, number, &candidates).unwrap_or((number, number.value));
    judgement.money = Some((number.value.min(max), number.value.max(max)));
    judgement.per = per(&text, end);
    let before = text.before(number).to_lowercase();
    let after = text.after(end);
    let after_sign = judgement.currency.map_or(after, |c| text.text.get(c.end.max(end.end)..).unwrap_or(after));
    let at = numbers.iter().position(|other| other.start == number.start);
    let label = at.and_then(|at| labels.get(at)).copied().flatten();
    let signed_count = numbers.iter().filter(|number| text.currency_of(**number).is_some()).count();
    let is_conditional = |sort: &Sort| {
        matches!(sort, Sort::Coupon | Sort::Deposit)
            || signed_count <= 1
            || at.is_none_or(|at| text.condition(at).is_some())
    };
    judgement.kind = match words::sort(&text.lower).filter(is_conditional) {
        Some(sort) => sort,
        None if label == Some(Label::Was) => Sort::List,
        None if words::follows_list(after_sign) => Sort::List,
        None if after_sign.trim_start().starts_with('起') && judgement.moq.is_none() => Sort::From,
        None if words::says_from(&before) => Sort::From,
        None => Sort::Sale,
    };
    judgement
}

/// The numbers that can be money; what the others are goes into the judgement.
fn money(text: &Text<'_>, claims: &[Option<&'static str>], judgement: &mut Judgement) -> Vec<Number> {
    let mut money = Vec::new();
    let mut skip = 0;
    for (at, &number) in text.numbers.iter().enumerate() {
        if number.start < skip || claims.get(at).is_some_and(Option::is_some) {
            continue;
        }
        let (before, after) = (text.before(number).trim_end(), text.after(number));
        let sign = text.currency_of(number);
        let threshold = before.ends_with(['≥', '＞', '>']);
        let unit = words::unit(after.trim_start());
        // `100~2999`, `50-499 pieces`: how many, not how much.
        let is_whole = |number: &Number| !number.has_fraction && text.currency_of(*number).is_none();
        let tilde = after.trim_start().starts_with(['~', '～']);
        let counted = |next: &Number| {
            let between = text.text.get(number.end..next.start).map_or("", str::trim);
            matches!(between, "-" | "–") && words::unit(text.after(*next).trim_start()).is_some()
        };
        if let Some(next) = text.numbers.get(at + 1)
            && is_whole(&number)
            && is_whole(next)
            && (tilde || counted(next))
        {
            judgement.unit = words::unit(text.after(*next).trim_start()).map(str::to_owned);
            judgement.quantity = Some(number.value);
            judgement.quantity_max = Some(next.value);
            skip = next.end;
            continue;
        }
        if sign.is_none() && (threshold || unit.is_some()) {
            // `$2.00 100`: a quantity stands by itself; the first one counts.
            let order = ["起批", "起订", "起购", "起售", "起拍"].iter().any(|word| after.contains(word))
                || ["minimum order", "min. order", "min order", "moq"].iter().any(|word| text.lower.contains(word));
            if judgement.quantity.is_none() {
                judgement.quantity = Some(number.value);
                judgement.unit = unit.map(str::to_owned);
            }
            if order {
                judgement.moq = Some(number.value);
            }
            continue;
        }
        if sign.is_none() && (number.is_myriad || words::follows_no_money(after) || before.ends_with('×') && at > 0) {
            continue;
        }
        if is_negative(text, number) {
            continue;
        }
        if sign.is_none()
            && let Some(next) = text.numbers.get(at + 1)
            && text.currency_of(*next).is_some()
            && text.text.get(number.end..next.start).is_some_and(words::says_for)
        {
            // `3 for $10`
            judgement.quantity = Some(number.value);
            continue;
        }
        money.push(split_range_trap(text, number, judgement));
    }
    money
}

/// Whether a minus right before it makes it a saving: `-¥5`. With a space between them a dash is only a dash.
fn is_negative(text: &Text<'_>, number: Number) -> bool {
    let sign = text.currencies.iter().find(|c| c.end <= number.start && touches(text.text, number, **c));
    let before = text.text.get(..sign.map_or(number.start, |c| c.start)).unwrap_or("");
    let head = before.strip_suffix(['-', '−']);
    head.is_some_and(|head| {
        head.is_empty()
            || head.ends_with('(')
            || head.ends_with(' ') && !head.trim_end().ends_with(|c: char| c.is_ascii_digit())
    })
}

/// `¥51.801个起批` is 51.80 and "1个起批" without a space between them.
fn split_range_trap(text: &Text<'_>, number: Number, judgement: &mut Judgement) -> Number {
    let after = text.after(number);
    let is_order = words::unit(after).is_some()
        && ["起批", "起订", "起购"].iter().any(|word| after.contains(word))
        && judgement.moq.is_none();
    let digits = text.text.get(number.start..number.end).unwrap_or("");
    let Some((whole, fraction)) = digits.split_once('.').filter(|_| is_order) else {
        return number;
    };
    let (Some(cents), Some(count)) = (fraction.get(..2), fraction.get(2..)) else {
        return number;
    };
    let (Ok(value), Ok(count)) = (format!("{whole}.{cents}").parse(), count.parse::<Decimal>()) else {
        return number;
    };
    judgement.moq = Some(count);
    judgement.quantity = Some(count);
    judgement.unit = words::unit(after).map(str::to_owned);
    Number { value, has_fraction: true, ..number }
}

/// The number that is the price: the first with a currency beside it, or the first of all. A price that says "now"
/// goes before what it was, and of two beside one 券后 (after coupon) the lower one is after it.
fn choose<'a>(text: &Text<'_>, candidates: &'a [Number], labels: &[Option<Label>]) -> Option<&'a Number> {
    let place = |number: &Number| text.numbers.iter().position(|other| other.start == number.start);
    let label = |number: &Number| place(number).and_then(|at| labels.get(at)).copied().flatten();
    let signed: Vec<&Number> = candidates.iter().filter(|number| text.currency_of(**number).is_some()).collect();
    let coupon = || {
        let at = text.text.find("券后")?;
        let before = signed.iter().rev().find(|number| number.end <= at);
        let after = signed.iter().find(|number| number.start > at);
        before.into_iter().chain(after).min_by_key(|number| number.value).copied()
    };
    // Without a currency anywhere, the labels alone choose: 原价20 现价12.
    let all: Vec<&Number> = if signed.is_empty() { candidates.iter().collect() } else { signed.clone() };
    let open = |number: &&&Number| place(number).is_none_or(|at| text.condition(at).is_none());
    let now =
        all.iter().filter(open).find(|number| !number.value.is_zero() && label(number) == Some(Label::Now)).copied();
    let unlabelled = || all.iter().filter(open).find(|number| label(number).is_none()).copied();
    // Where nothing was more, the first number counts, as it always does.
    let was_any = all.iter().any(|number| label(number) == Some(Label::Was));
    let is_split = all.len() > 1 && all.iter().any(|number| !open(&number));
    now.or_else(coupon)
        .or_else(|| if was_any || is_split { unlabelled() } else { None })
        .or_else(|| signed.first().copied())
        .or_else(|| candidates.first())
}

/// What numbers are that are no money whatever stands around them: parts of dates and of names, options' surcharges.
fn others(text: &Text<'_>) -> Vec<(usize, &'static str)> {
    let mut found = Vec::new();
    for (at, &number) in text.numbers.iter().enumerate() {
        let digits = text.text.get(number.start..number.end).unwrap_or("");
        let head = text.before(number);
        let has_sign = text.currency_of(number).is_some();
        if words::is_date(digits, head, text.after(number)) && !has_sign {
            found.push((at, "date"));
        } else if !has_sign && head.ends_with(|c: char| c.is_ascii_uppercase()) && text.text.contains(' ') {
            // `$.X7`, `PA33`
            found.push((at, "name"));
        } else if has_sign {
            let start = text
                .currencies
                .iter()
                .find(|c| c.end <= number.start && touches(text.text, number, **c))
                .map_or(number.start, |c| c.start);
            let head = text.text.get(..start).unwrap_or("").trim_end();
            if head.ends_with("(+") || head.ends_with("(-") || head.ends_with("(−") {
                found.push((at, "surcharge"));
            }
        }
    }
    found
}

/// Whether the text is more words than number, so that a number without a currency is none of money.
fn is_sentence(text: &Text<'_>) -> bool {
    text.text.split(|c: char| !c.is_alphabetic()).filter(|word| word.chars().count() > 1).count() >= 6
}

/// A currency that stands alone in the text belongs to its only number, however far.
fn lone_currency(text: &Text<'_>) -> Option<Found> {
    match text.currencies {
        [only] => Some(*only),
        _ => None,
    }
}

/// The other end of a range that starts with this number.
fn range_end(text: &Text<'_>, number: Number, candidates: &[Number]) -> Option<(Number, Decimal)> {
    let next = candidates.iter().find(|next| next.start >= number.end)?;
    let between = text.text.get(number.end..next.start)?;
    let mut rest: String = between.to_owned();
    for currency in text.currencies.iter().rev() {
        if currency.start >= number.end && currency.end <= next.start {
            rest.replace_range(currency.start - number.end..currency.end - number.end, "");
        }
    }
    let dash = rest.trim();
    let is_range = matches!(
        dash,
        "-" | "–"
            | "—"
            | "~"
            | "～"
            | "〜"
            | "至"
            | "to"
            | "bis"
            | "à"
            | "до"
            | "through"
            | "thru"
            | "until"
            | "až"
            | "tot"
            | "til"
            | "till"
    );
    // `1 - 2` may be anything; prices of a range are of one kind, and rise.
    (is_range
        && next.value > number.value
        && (number.has_fraction == next.has_fraction || text.currency_of(number).is_some()))
    .then_some((*next, next.value))
}

/// What the amount is for: `元/台`, `/kg`, `per piece`.
fn per(text: &Text<'_>, number: Number) -> Option<String> {
    let mut rest = text.after(number);
    if let Some(currency) = text.currencies.iter().find(|c| c.start >= number.end && touches(text.text, number, **c)) {
        rest = text.text.get(currency.end..)?;
    }
    let rest = rest.trim_start();
    let rest = rest
        .strip_prefix('/')
        .or_else(|| rest.strip_prefix("per "))
        .or_else(|| rest.strip_prefix("pro "))?
        .trim_start();
    let end = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
    rest.get(..end).filter(|unit| !unit.is_empty() && unit.chars().count() <= 12).map(str::to_owned)
}
