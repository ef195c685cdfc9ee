//! What the words around the amounts of one text make of each: what it was and what it is, an instalment, the price under
//! a condition.

use rust_decimal::Decimal;

use super::number::Number;
use super::role::Text;
use crate::page::lexicon::{self, Label, Words};

/// What the labels make of each of these numbers of the text, by their places in it.
pub(super) fn labels(text: &Text<'_>) -> Vec<Option<Label>> {
    let segments: Vec<String> = (0..text.numbers.len()).map(|at| text.around(at).0).collect();
    let mut labels: Vec<Option<Label>> = segments.iter().map(|before| lexicon::label(before)).collect();
    for at in 1..segments.len() {
        let (Some(first), Some(second)) = (segments.get(at - 1), segments.get(at)) else { continue };
        let falls = text.numbers.get(at - 1).zip(text.numbers.get(at)).is_some_and(|(was, now)| was.value > now.value);
        if falls
            && is_pair(first, second)
            && let Some([was, now]) = labels.get_mut(at - 1..=at)
        {
            (*was, *now) = (Some(Label::Was), Some(Label::Now));
        }
    }
    labels
}

/// Whether the words before two amounts say "from … to".
fn is_pair(first: &str, second: &str) -> bool {
    let second = second.trim_matches(|c: char| !c.is_alphanumeric());
    lexicon::WAS_NOW.iter().any(|(was, now)| {
        let opens = Words::of(first)
            .find(was)
            .is_some_and(|end| first.get(end..).is_some_and(|rest| !rest.contains(char::is_alphanumeric)));
        opens && now.contains(&second)
    })
}

/// Which numbers belong to instalments: the amount of one, or how many there are.
pub(super) fn instalments(text: &Text<'_>) -> Vec<usize> {
    let mut found = Vec::new();
    for (at, &number) in text.numbers.iter().enumerate() {
        let (before, after) = text.around(at);
        let next = text.numbers.get(at + 1).filter(|next| text.currency_of(**next).is_some());
        if is_count(text, number) && next.is_some() && is_times(&after) {
            found.extend([at, at + 1]);
            continue;
        }
        if text.currency_of(number).is_none() {
            continue;
        }
        // `₹23,667 x 6m`
        let count = text.numbers.get(at + 1).filter(|count| is_count(text, **count));
        if let Some(count) = count
            && matches!(after.trim().trim_start_matches('起').trim_end_matches(['x', '×', '*', 'х']).trim(), "")
            && !after.trim().is_empty()
            && is_period(text.after(*count))
        {
            found.extend([at, at + 1]);
            continue;
        }
        let tail: String = after.chars().take(24).collect();
        let (words_before, words_after) = (Words::of(&before), Words::of(&tail));
        let follows = lexicon::INSTALMENT.iter().any(|phrase| {
            words_after
                .find(phrase)
                .is_some_and(|end| tail.get(..end - phrase.len()).is_some_and(|gap| gap.chars().count() <= 6))
        });
        let leads = lexicon::INSTALMENT.iter().any(|phrase| {
            words_before.find(phrase).is_some_and(|end| {
                before.get(end..).is_some_and(|gap| !gap.contains(char::is_alphabetic) && gap.chars().count() <= 4)
            })
        });
        if follows || leads {
            found.push(at);
        }
    }
    found
}

/// A whole number without a currency that may count instalments.
fn is_count(text: &Text<'_>, number: Number) -> bool {
    !number.has_fraction
        && number.value <= Decimal::from(84)
        && number.value > Decimal::ONE
        && text.currency_of(number).is_none()
}

/// Whether the words between a count and an amount make it so many times the amount.
fn is_times(between: &str) -> bool {
    let between = between.trim().trim_end_matches([':', '(']);
    lexicon::TIMES.iter().any(|phrase| {
        between
            .strip_prefix(phrase)
            .is_some_and(|rest| rest.chars().count() <= 24 && !rest.starts_with(char::is_alphanumeric))
    })
}

/// Whether what follows a number counts months.
fn is_period(after: &str) -> bool {
    #[rustfmt::skip]
    const PERIODS: [&str; 22] = [
        "months", "month", "mo", "m", "monate", "monat", "mois", "meses", "mes", "mesi", "mies", "měs", "мес", "ay", "mån", "mdr", "期", "ヶ月", "か月", "回", "개월", "个月",
    ];
    let after = after.trim_start().to_lowercase();
    PERIODS.iter().any(|unit| {
        after.strip_prefix(unit).is_some_and(|rest| !unit.is_ascii() || !rest.starts_with(char::is_alphabetic))
    })
}
