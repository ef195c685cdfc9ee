//! Sizes: two numbers or more with an x between them. As facts one by one, 100 × 40 × 45 has all that 100 × 100 × 45
//! has; as a whole it has not.

use crate::sorting;

/// No more sizes than this are kept of a title.
const MOST: usize = 8;
/// How much longer one unit is than another: cm and mm, inch and cm, m and cm, …
const SCALES: [f64; 6] = [1.0, 10.0, 2.54, 25.4, 100.0, 1000.0];

/// The numbers of a size, as written but sorted; their unit is left open, since many titles leave it out.
#[derive(Debug, Clone, PartialEq)]
pub struct Size(Vec<f64>);

impl Size {
    /// The numbers, the least first.
    pub fn numbers(&self) -> &[f64] {
        &self.0
    }

    /// Whether both have as many numbers.
    pub fn comparable(&self, other: &Self) -> bool {
        self.0.len() == other.0.len()
    }

    /// Whether both are one size, in whatever two units, within 2.5 %.
    pub fn agrees(&self, other: &Self) -> bool {
        let near = |a: f64, b: f64| (a - b).abs() <= 0.025 * a.max(b);
        let by = |one: &Self, other: &Self, scale: f64| one.0.iter().zip(&other.0).all(|(a, b)| near(a * scale, *b));
        self.comparable(other) && SCALES.iter().any(|scale| by(self, other, *scale) || by(other, self, *scale))
    }
}

/// The sizes of a folded text, in its order, at most eight.
pub fn sizes(folded: &str) -> Vec<Size> {
    let mut sizes = Vec::new();
    let mut numbers: Vec<f64> = Vec::new();
    let mut rest = folded;
    let mut inside = false;
    while let Some(c) = rest.chars().next() {
        let length = rest.bytes().take_while(|byte| byte.is_ascii_digit()).count();
        if length == 0 || inside {
            if !numbers.is_empty() {
                finish(&mut numbers, &mut sizes);
            }
            inside = c.is_ascii_alphanumeric();
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
            continue;
        }
        let (value, after) = number(rest, length);
        numbers.push(value);
        match times(after) {
            Some(next) => rest = next,
            None => {
                finish(&mut numbers, &mut sizes);
                rest = after;
                inside = true;
            }
        }
    }
    finish(&mut numbers, &mut sizes);
    sizes
}

fn finish(numbers: &mut Vec<f64>, sizes: &mut Vec<Size>) {
    let mut size = std::mem::take(numbers);
    if (2..=4).contains(&size.len()) && sizes.len() < MOST && size.iter().all(|value| *value > 0.0) {
        sorting::sort_by(&mut size, f64::total_cmp);
        sizes.push(Size(size));
    }
}

/// The number that a text begins with `length` digits of, and what follows it.
fn number(text: &str, length: usize) -> (f64, &str) {
    let decimals = |tail: &str| tail.bytes().take_while(|byte| byte.is_ascii_digit()).count();
    let (head, tail) = text.split_at_checked(length).unwrap_or((text, ""));
    let fraction = tail.strip_prefix(['.', ',']).filter(|after| decimals(after) > 0);
    let end = fraction.map_or(length, |after| length + 1 + decimals(after));
    let digits = text.get(..end).unwrap_or(head).replace(',', ".");
    (digits.parse().unwrap_or(0.0), text.get(end..).unwrap_or_default())
}

/// What follows an x, after a unit or spaces, where a number stands there.
fn times(text: &str) -> Option<&str> {
    let text = text.trim_start_matches(' ');
    let unit = ["mm", "cm", "inches", "inch", "in", "m", "ft", "\"", "''", "'", "厘米", "毫米", "米"];
    let after = unit.iter().find_map(|unit| {
        let rest = text.strip_prefix(unit)?.trim_start_matches(' ');
        rest.starts_with(['x', '*']).then_some(rest)
    });
    let rest = after.unwrap_or(text).strip_prefix(['x', '*'])?.trim_start_matches(' ');
    rest.starts_with(|c: char| c.is_ascii_digit()).then_some(rest)
}
