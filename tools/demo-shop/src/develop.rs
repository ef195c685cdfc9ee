//! From light to a picture: enlargement, tone curve, dark corners, film grain.

use image::RgbImage;
use rayon::prelude::*;

use super::maths::{V3, v};
use super::noise::at;
use super::render::Seen;

/// Side of the pictures, in pixels.
pub(crate) const SIDE: u32 = 800;

/// Enlarges to [`SIDE`], tone-maps, darkens the corners and adds film grain.
#[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss)]
pub(super) fn develop(sharp: &[Seen], traced: usize) -> RgbImage {
    let side = SIDE as usize;
    let toned: Vec<V3> = sharp.iter().map(|s| tone(s.colour)).collect();
    let ratio = traced as f32 / SIDE as f32;
    // Catmull-Rom: the weights of four neighbours at a fraction between the middle two.
    let weights = |f: f32| {
        let (g, h) = (f * f, f * f * f);
        [0.5 * (2.0 * g - f - h), 0.5 * (2.0 - 5.0 * g + 3.0 * h), 0.5 * (f + 4.0 * g - 3.0 * h), 0.5 * (h - g)]
    };
    let taps: Vec<(usize, [f32; 4])> = (0..side)
        .map(|i| {
            let at = ((i as f32 + 0.5) * ratio - 0.5).max(0.0);
            (at as usize, weights(at - (at as usize) as f32))
        })
        .collect();
    let pick = |line: usize, x: usize| toned.get(line * traced + x.min(traced - 1)).copied().unwrap_or_default();
    let mut out = RgbImage::new(SIDE, SIDE);
    out.par_chunks_exact_mut(3 * side).zip(&taps).enumerate().for_each(|(y, (row, (ty, wy)))| {
        let lines: Vec<V3> = (0..traced)
            .map(|x| {
                wy.iter()
                    .enumerate()
                    .fold(V3::default(), |sum, (k, w)| sum + pick((ty + k).saturating_sub(1).min(traced - 1), x) * *w)
            })
            .collect();
        for (x, (pixel, (tx, wx))) in row.chunks_exact_mut(3).zip(&taps).enumerate() {
            let c = wx.iter().enumerate().fold(V3::default(), |sum, (k, w)| {
                sum + lines.get((tx + k).saturating_sub(1).min(traced - 1)).copied().unwrap_or_default() * *w
            });
            let (u, w) = (x as f32 / side as f32 - 0.5, y as f32 / side as f32 - 0.5);
            let corner = 1.0 - 0.34 * (u * u + w * w);
            let grain = (at(x as f32, y as f32) - 0.5) * 0.014;
            for (channel, value) in pixel.iter_mut().zip([c.x, c.y, c.z]) {
                *channel = ((value * corner + grain).clamp(0.0, 1.0) * 255.0 + 0.5) as u8;
            }
        }
    });
    out
}

/// Linear light to display values: Narkowicz' fit of the ACES curve, then the square root in place of the sRGB curve.
fn tone(c: V3) -> V3 {
    let f = |x: f32| {
        let x = (x * 0.70).max(0.0);
        ((x * (2.51 * x + 0.03)) / (x * (2.43 * x + 0.59) + 0.14)).clamp(0.0, 1.0).sqrt()
    };
    let shown = v(f(c.x), f(c.y), f(c.z));
    // Film is not as loud as arithmetic.
    let grey = 0.3 * shown.x + 0.59 * shown.y + 0.11 * shown.z;
    v(grey, grey, grey).mix(shown, 0.86)
}
