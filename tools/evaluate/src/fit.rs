//! Fitting the model: logistic regression with a small ridge, by Newton's method. No chance is involved: the same
//! examples give the same coefficients.
//!
//! Titles that are written without spaces come second: what contradicts is taken from the others, whose pairs are surely
//! the same product or surely not, and only the constant and the one slope of their own are learnt from clusters of what
//! is alike.

use yuantou::matching::features::{COUNT, EQUAL, Features, SIGNS, UNSPACED, UNSPACED_GRAMS};
use yuantou::matching::model::{Model, probability};

/// One example.
pub struct Example {
    /// Its measures.
    pub features: Features,
    /// Log-odds that are added by hand.
    pub offset: f64,
    /// The truth.
    pub same: bool,
    /// How much it counts.
    pub weight: f64,
}

/// Coefficients and constant.
const SIZE: usize = COUNT + 1;
/// Strength of the ridge, on measures brought to unit variance.
const RIDGE: f64 = 1.0;
/// Of Newton's steps, on the same.
const LONGEST_STEP: f64 = 1.0;

/// Fits the coefficients that make the examples likeliest, of those whose signs make sense ([`SIGNS`]): a measure that
/// comes out with the wrong one, since others say the same thing better, is left out and the rest fitted again.
pub fn fit(examples: &[&Example]) -> Model {
    let (unspaced, spaced): (Vec<&Example>, Vec<&Example>) =
        examples.iter().partition(|example| example.features[UNSPACED] > 0.0);
    let mut used = [true; COUNT];
    used[EQUAL] = false;
    let mut given = Model { constant: 0.0, weights: [0.0; COUNT] };
    given.weights[EQUAL] = 1.0;
    let mut model = fit_beside(&spaced, &given, used);
    if !unspaced.is_empty() {
        let mut used = [false; COUNT];
        used[UNSPACED_GRAMS] = true;
        let own = fit_beside(&unspaced, &model, used);
        model.weights[UNSPACED] = own.constant - model.constant;
        model.weights[UNSPACED_GRAMS] = own.weights[UNSPACED_GRAMS];
    }
    model
}

/// Fits what is used, beside what is known: both together.
fn fit_beside(examples: &[&Example], known: &Model, mut used: [bool; COUNT]) -> Model {
    loop {
        let mut model = fit_used(examples, known, &used);
        let mut wrong = false;
        for ((used, weight), sign) in used.iter_mut().zip(model.weights).zip(SIGNS) {
            if weight * f64::from(sign) < 0.0 {
                *used = false;
                wrong = true;
            }
        }
        if !wrong {
            model.constant += known.constant;
            model.weights.iter_mut().zip(known.weights).for_each(|(weight, known)| *weight += known);
            return model;
        }
    }
}

fn fit_used(examples: &[&Example], known: &Model, used: &[bool; COUNT]) -> Model {
    let total: f64 = examples.iter().map(|example| example.weight).sum::<f64>().max(1.0);
    let mut scale = [0.0; COUNT];
    let mut mean = [0.0; COUNT];
    for example in examples {
        for (sum, value) in mean.iter_mut().zip(example.features) {
            *sum += example.weight * value / total;
        }
    }
    for example in examples {
        for ((sum, value), mean) in scale.iter_mut().zip(example.features).zip(mean) {
            *sum += example.weight * (value - mean).powi(2) / total;
        }
    }
    for (scale, used) in scale.iter_mut().zip(used) {
        *scale = if *used && *scale > 1e-9 { scale.sqrt() } else { f64::INFINITY };
    }
    let row = |features: &Features| {
        let mut row = [1.0; SIZE];
        for (((cell, value), mean), scale) in row.iter_mut().skip(1).zip(features).zip(mean).zip(scale) {
            *cell = (value - mean) / scale;
        }
        row
    };
    let mut solution = [0.0; SIZE];
    for _ in 0..30 {
        let mut gradient = [0.0; SIZE];
        let mut hessian = [[0.0; SIZE]; SIZE];
        for (index, ((slope, line), value)) in gradient.iter_mut().zip(&mut hessian).zip(solution).enumerate() {
            let ridge = if index == 0 { 1e-6 } else { RIDGE };
            *slope = ridge * value;
            if let Some(cell) = line.get_mut(index) {
                *cell = ridge;
            }
        }
        for example in examples {
            let row = row(&example.features);
            let learnt: f64 = row.iter().zip(solution).map(|(value, weight)| value * weight).sum();
            let p = probability(learnt + known.logit(&example.features) + example.offset);
            let error = (p - f64::from(example.same)) * example.weight;
            let curve = p * (1.0 - p) * example.weight;
            for ((slope, line), &a) in gradient.iter_mut().zip(&mut hessian).zip(&row) {
                *slope += error * a;
                for (cell, &b) in line.iter_mut().zip(&row) {
                    *cell += curve * a * b;
                }
            }
        }
        let step = solve(hessian, gradient);
        let longest = step.iter().fold(0.0, |longest: f64, step| longest.max(step.abs()));
        // From far off a whole step leads too far, and further at each.
        let part = (LONGEST_STEP / longest.max(LONGEST_STEP)).min(1.0);
        solution.iter_mut().zip(step).for_each(|(value, step)| *value -= step * part);
        if longest < 1e-9 {
            break;
        }
    }
    let [constant, weights @ ..] = solution;
    let mut model = Model { constant, weights: [0.0; COUNT] };
    for (((weight, value), mean), scale) in model.weights.iter_mut().zip(weights).zip(mean).zip(scale) {
        *weight = value / scale;
        model.constant -= *weight * mean;
    }
    model
}

/// Solves a symmetric positive system by elimination.
fn solve(mut matrix: [[f64; SIZE]; SIZE], mut right: [f64; SIZE]) -> [f64; SIZE] {
    for pivot in 0..SIZE {
        let Some((head, tail)) = matrix.split_at_mut_checked(pivot + 1) else {
            break;
        };
        let (Some(line), Some(&value)) = (head.last(), right.get(pivot)) else {
            break;
        };
        for (offset, other) in tail.iter_mut().enumerate() {
            let (Some(&top), Some(&lead)) = (line.get(pivot), other.get(pivot)) else {
                continue;
            };
            let factor = lead / top;
            other.iter_mut().zip(line).for_each(|(cell, above)| *cell -= factor * above);
            if let Some(cell) = right.get_mut(pivot + 1 + offset) {
                *cell -= factor * value;
            }
        }
    }
    let mut out = [0.0; SIZE];
    for (index, line) in matrix.iter().enumerate().rev() {
        let known: f64 = line.iter().zip(out).skip(index + 1).map(|(cell, value)| cell * value).sum();
        if let (Some(value), Some(&top), Some(cell)) = (right.get(index), line.get(index), out.get_mut(index)) {
            *cell = (value - known) / top;
        }
    }
    out
}
