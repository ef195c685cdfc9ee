//! The colour signature: what tells a red shirt from the blue one of the same style, which a code of luma cannot.
//!
//! A histogram of the middle of the trimmed picture, where the product is and banners and logos are not: twelve hues
//! and four greys, each pixel shared between its two nearest bins, white ground left out. Position does not enter, so
//! crops, mirroring and turning leave it alone.

use super::pixels::Pixels;
use super::plane::{Rect, on_white};

/// Bins of hue, round the circle.
const HUES: usize = 12;
/// Bins of grey, dark to light.
const GREYS: usize = 4;
/// Places looked at along a side.
const STEPS: usize = 64;
/// Left, top, right and bottom that are left out, in thousandths of the trimmed picture: more at the bottom, where
/// banners are.
const OUTSIDE: [usize; 4] = [150, 120, 150, 250];

/// Share of each colour, in 255ths.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chroma([u8; HUES + GREYS]);

impl Chroma {
    /// Bytes in a signature.
    pub const BYTES: usize = HUES + GREYS;

    pub(crate) fn new(pixels: &Pixels<'_>, trimmed: Rect) -> Self {
        let rect = trimmed.inset(OUTSIDE);
        let (mut product, mut ground) = ([0.0_f32; HUES + GREYS], [0.0_f32; HUES + GREYS]);
        let (mut inside, mut all) = (0, 0);
        for step in 0..STEPS * STEPS {
            let x = rect.x + (2 * (step % STEPS) + 1) * rect.width / (2 * STEPS);
            let y = rect.y + (2 * (step / STEPS) + 1) * rect.height / (2 * STEPS);
            let at = (y * pixels.width() as usize + x) * 4;
            let Some(&[r, g, b, a]) = pixels.rgba().get(at..at + 4) else {
                continue;
            };
            let [r, g, b] = [r, g, b].map(|value| f32::from(on_white(value, a)));
            let luma = 0.299 * r + 0.587 * g + 0.114 * b;
            let (blue, red) = ((b - luma) * 0.564, (r - luma) * 0.713);
            let strength = blue.abs() + red.abs();
            all += 1;
            if luma > 238.0 && strength < 8.0 {
                add(&mut ground, luma, blue, red);
            } else {
                inside += 1;
                add(&mut product, luma, blue, red);
            }
        }
        // A white product on white: its ground is all there is.
        let bins = if inside * 20 < all { ground } else { product };
        let total = bins.iter().fold(0.0, |sum, bin| sum + bin).max(1.0);
        Self(bins.map(|bin| (bin * 255.0 / total + 0.5) as u8))
    }

    /// The bytes: the shares of the hues, then of the greys.
    pub fn to_bytes(self) -> [u8; Self::BYTES] {
        self.0
    }

    /// Reads what [`Chroma::to_bytes`] wrote.
    pub fn from_bytes(bytes: &[u8; Self::BYTES]) -> Self {
        Self(*bytes)
    }

    /// Share of the colours that the two do not have in common, 0–1. Where the one has greys for the other's hues, or a
    /// hue or grey next to the other's, a part of it counts as common all the same: a lamp of another tint does that.
    pub fn distance(&self, other: &Self) -> f64 {
        let (mut left, mut right) = (self.0.map(f64::from), other.0.map(f64::from));
        let mut common = 0.0;
        for (a, b) in left.iter_mut().zip(&mut right) {
            common += move_common(a, b);
        }
        common += TINTED * (tinted(&mut left, &mut right) + tinted(&mut right, &mut left));
        let bins: [std::ops::Range<usize>; 2] = [0..HUES, HUES..HUES + GREYS];
        for bins in bins {
            let (Some(left), Some(right)) = (left.get_mut(bins.clone()), right.get_mut(bins.clone())) else { continue };
            common += NEIGHBOUR * (neighbours(left, right, bins.start == 0) + neighbours(right, left, bins.start == 0));
        }
        (1.0 - common / 255.0).max(0.0)
    }
}

/// How far a grey in place of a hue counts as the same colour, and a bin in place of its neighbour: of 85 pairs of one
/// style in two colours 5 % come out as one colour at [`crate::matching::OTHER_COLOUR`], as they did without these, but
/// of 410 pictures under a warm or cool lamp 27 % instead of 45 % come out as another colour.
const TINTED: f64 = 0.7;
const NEIGHBOUR: f64 = 0.5;

/// Takes what two bins have in common out of both.
fn move_common(a: &mut f64, b: &mut f64) -> f64 {
    let common = a.min(*b);
    *a -= common;
    *b -= common;
    common
}

/// Takes out hues on the left with as many greys on the right, each in proportion.
fn tinted(left: &mut [f64; HUES + GREYS], right: &mut [f64; HUES + GREYS]) -> f64 {
    let (hues, greys) = (left.split_at_mut(HUES).0, right.split_at_mut(HUES).1);
    let (all_hues, all_greys) = (hues.iter().fold(0.0, |a, b| a + b), greys.iter().fold(0.0, |a, b| a + b));
    let common = f64::min(all_hues, all_greys);
    if common > 0.0 {
        hues.iter_mut().for_each(|bin| *bin *= 1.0 - common / all_hues);
        greys.iter_mut().for_each(|bin| *bin *= 1.0 - common / all_greys);
    }
    common
}

/// Takes out each bin on the left with the next one on the right; in a ring the last one's next is the first.
fn neighbours(left: &mut [f64], right: &mut [f64], ring: bool) -> f64 {
    let mut common = 0.0;
    for (a, b) in left.iter_mut().zip(right.iter_mut().skip(1)) {
        common += move_common(a, b);
    }
    if let (true, Some(a), Some(b)) = (ring, left.last_mut(), right.first_mut()) {
        common += move_common(a, b);
    }
    common
}

/// Counts one pixel. The hue is measured along a diamond instead of a circle: it needs no arc tangent.
fn add(bins: &mut [f32; HUES + GREYS], luma: f32, blue: f32, red: f32) {
    let strength = blue.abs() + red.abs();
    let coloured = ((strength - 6.0) / 10.0).clamp(0.0, 1.0);
    let around = if strength <= 0.0 {
        0.0
    } else if red >= 0.0 {
        if blue >= 0.0 { red / strength } else { 1.0 - blue / strength }
    } else if blue < 0.0 {
        2.0 - red / strength
    } else {
        3.0 + blue / strength
    };
    let mut share = |bin: usize, part: f32| {
        if let Some(sum) = bins.get_mut(bin) {
            *sum += part;
        }
    };
    let hue = around * (HUES as f32 / 4.0) + (HUES as f32 - 0.5);
    let (low, part) = (hue as usize, hue - (hue as usize) as f32);
    share(low % HUES, coloured * (1.0 - part));
    share((low + 1) % HUES, coloured * part);
    let grey = (luma * (GREYS as f32 / 256.0) - 0.5).clamp(0.0, (GREYS - 1) as f32);
    let (low, part) = (grey as usize, grey - (grey as usize) as f32);
    share(HUES + low, (1.0 - coloured) * (1.0 - part));
    share(HUES + (low + 1).min(GREYS - 1), (1.0 - coloured) * part);
}
