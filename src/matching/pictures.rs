//! The distance of two pictures.

use crate::fingerprint::Picture;

/// Share of PDQ in the distance of two views; the gradient hash has the rest.
const PDQ: f64 = 0.6;

/// The least over all pairs of views of 0.6 × PDQ distance + 0.4 × gradient distance: 0–256, and 256 where a side has
/// no view.
pub fn distance(left: &Picture, right: &Picture) -> f64 {
    let mut best = 256.0_f64;
    for a in &left.views {
        for b in &right.views {
            let pdq = f64::from(a.pdq.distance(&b.pdq));
            let gradient = f64::from(a.gradient.distance(&b.gradient));
            best = best.min(PDQ * pdq + (1.0 - PDQ) * gradient);
        }
    }
    best
}
