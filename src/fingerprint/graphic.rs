//! Whether a picture is a graphic and no photograph: a placeholder, a size chart, a logo, a page of text.
//!
//! A photograph has shades: even a white product on white falls off towards its edges. A graphic is filled: where it
//! is flat, it has a few tones and none between them. Only flat places count, since every edge has all the tones
//! between its two sides.

use super::plane::Plane;

/// Places looked at along a side.
const STEPS: usize = 160;
/// How far neighbours in a flat place may differ, of 255: what JPEG leaves.
const FLAT: f32 = 3.0;
/// Of all places at least this share must be flat.
const LEAST_FLAT: f32 = 0.3;
/// Bins of luma, and how many of them in a row are one tone: twelve steps of 255.
const BINS: usize = 64;
const TONE: usize = 3;

/// Tones of a graphic, and the share of flat places that may be of other tones. On the 205 product pictures at hand the
/// four commonest tones cover 99.8 % at most; on charts and placeholders, whatever JPEG does to them, 99.95 % at least.
const TONES: usize = 4;
const STRAYS: f32 = 0.0005;
/// With one tone less more places may stray, as long as they are few beside those that are not of the commonest tone.
const STRAYS_OF_ALL: f32 = 0.004;
const STRAYS_OF_REST: f32 = 0.06;

/// Whether the picture has nothing but a few tones.
pub(crate) fn is_graphic(plane: &Plane) -> bool {
    let bounds = plane.bounds();
    let mut counts = [0.0_f32; BINS];
    let mut flat = 0.0;
    let at = |step: usize, length: usize| (2 * step + 1) * length.saturating_sub(1) / (2 * STEPS);
    for row in 0..STEPS {
        let y = at(row, bounds.height);
        let (line, next) = (plane.row(&bounds, y), plane.row(&bounds, (y + 1).min(bounds.height - 1)));
        for column in 0..STEPS {
            let x = at(column, bounds.width);
            let (Some(&here), Some(&below)) = (line.get(x), next.get(x)) else { continue };
            let beside = line.get(x + 1).copied().unwrap_or(here);
            if (here - beside).abs() <= FLAT && (here - below).abs() <= FLAT {
                flat += 1.0;
                if let Some(count) = counts.get_mut((here / 4.0) as usize) {
                    *count += 1.0;
                }
            }
        }
    }
    if flat < LEAST_FLAT * (STEPS * STEPS) as f32 {
        return false;
    }
    let tones: [f32; TONES] = std::array::from_fn(|_| take_commonest(&mut counts));
    let [ground, rest @ ..] = tones;
    let strays = |tones: usize| flat - ground - rest.iter().take(tones - 1).fold(0.0, |sum, tone| sum + tone);
    let few = strays(TONES - 1);
    strays(TONES) <= STRAYS * flat || few <= STRAYS_OF_ALL * flat && few <= STRAYS_OF_REST * (flat - ground)
}

/// Takes the commonest tone out of the counts and says how many places had it.
fn take_commonest(counts: &mut [f32; BINS]) -> f32 {
    let sum = |window: &[f32]| window.iter().fold(0.0, |sum, count| sum + count);
    let tones = counts.windows(TONE).map(sum).enumerate();
    let (start, count) = tones.fold((0, 0.0), |best, tone| if tone.1 > best.1 { tone } else { best });
    counts.iter_mut().skip(start).take(TONE).for_each(|count| *count = 0.0);
    count
}

#[cfg(test)]
#[path = "../../tests/unit/fingerprint/graphic.rs"]
mod tests;
