//! The few letters of the banners, drawn as strokes, for want of a font that could be in here.

use super::maths::{V3, smooth, v};
use super::sdf::rod;

/// Lays `ink` over `under` where `d` (a distance in shares of the side) is negative.
pub(super) fn paint(under: V3, ink: V3, d: f32) -> V3 {
    under.mix(ink, smooth(0.0008, -0.0008, d))
}

/// The strokes of the few letters that the banners need, in a unit square, y downwards.
const LETTERS: [(char, &[[f32; 4]]); 11] = [
    ('A', &[[0.0, 1.0, 0.5, 0.0], [0.5, 0.0, 1.0, 1.0], [0.22, 0.64, 0.78, 0.64]]),
    ('E', &[[1.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 1.0], [0.0, 1.0, 1.0, 1.0], [0.0, 0.5, 0.8, 0.5]]),
    ('H', &[[0.0, 0.0, 0.0, 1.0], [1.0, 0.0, 1.0, 1.0], [0.0, 0.5, 1.0, 0.5]]),
    ('I', &[[0.5, 0.0, 0.5, 1.0]]),
    ('L', &[[0.0, 0.0, 0.0, 1.0], [0.0, 1.0, 0.9, 1.0]]),
    ('M', &[[0.0, 1.0, 0.0, 0.0], [0.0, 0.0, 0.5, 0.7], [0.5, 0.7, 1.0, 0.0], [1.0, 0.0, 1.0, 1.0]]),
    ('N', &[[0.0, 1.0, 0.0, 0.0], [0.0, 0.0, 1.0, 1.0], [1.0, 1.0, 1.0, 0.0]]),
    ('O', &[[0.0, 0.0, 1.0, 0.0], [1.0, 0.0, 1.0, 1.0], [1.0, 1.0, 0.0, 1.0], [0.0, 1.0, 0.0, 0.0]]),
    (
        'S',
        &[[1.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.5], [0.0, 0.5, 1.0, 0.5], [1.0, 0.5, 1.0, 1.0], [1.0, 1.0, 0.0, 1.0]],
    ),
    ('U', &[[0.0, 0.0, 0.0, 1.0], [0.0, 1.0, 1.0, 1.0], [1.0, 1.0, 1.0, 0.0]]),
    ('W', &[[0.0, 0.0, 0.25, 1.0], [0.25, 1.0, 0.5, 0.3], [0.5, 0.3, 0.75, 1.0], [0.75, 1.0, 1.0, 0.0]]),
];

/// A line of writing of half height `half`, its left edge at x = 0 and its middle at y = 0.
#[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss)]
pub(super) fn words(c: V3, ink: V3, x: f32, y: f32, half: f32, text: &str) -> V3 {
    let pitch = half * 1.9;
    if x < -half || y.abs() > half * 1.3 {
        return c;
    }
    let n = (x.max(0.0) / pitch) as usize;
    let letter = text.chars().nth(n).and_then(|sign| LETTERS.iter().find(|(known, _)| *known == sign));
    let (lx, ly) = ((x - n as f32 * pitch) / half, y / half);
    let strokes = letter.map(|(_, strokes)| *strokes).unwrap_or_default();
    let d = strokes.iter().fold(9.0_f32, |d, &[ax, ay, bx, by]| {
        let at = |u: f32, w: f32| v(0.25 + u * 1.1, w * 1.7 - 0.85, 0.0);
        d.min(rod(v(lx, ly, 0.0), at(ax, ay), at(bx, by), 0.16))
    });
    paint(c, ink, d * half)
}
