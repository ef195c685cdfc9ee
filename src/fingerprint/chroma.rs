//! The colour signature: what tells a red shirt from the blue one of the same style, which a code of luma cannot.

use super::pixels::Pixels;
use super::plane::{Rect, on_white};

/// Cells along a side.
const SIDE: usize = 4;
/// Places looked at along a side of a cell.
const STEPS: usize = 16;

/// Mean colour of each cell of a 4 × 4 grid over the trimmed picture: luma, blue and red difference (BT.601), 0–255
/// each, row by row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chroma([[u8; 3]; SIDE * SIDE]);

impl Chroma {
    /// Bytes in a signature.
    pub const BYTES: usize = 3 * SIDE * SIDE / 2;

    pub(crate) fn new(pixels: &Pixels<'_>, rect: Rect) -> Self {
        let mut cells = [[0; 3]; SIDE * SIDE];
        let width = pixels.width() as usize;
        let place = |from: usize, length: usize, at: usize| from + (2 * at + 1) * length / (2 * SIDE * STEPS);
        for (index, cell) in cells.iter_mut().enumerate() {
            let mut sums = [0_i32; 3];
            for step in 0..STEPS * STEPS {
                let x = place(rect.x, rect.width, index % SIDE * STEPS + step % STEPS);
                let y = place(rect.y, rect.height, index / SIDE * STEPS + step / STEPS);
                let at = (y * width + x) * 4;
                if let Some(&[r, g, b, a]) = pixels.rgba().get(at..at + 4) {
                    let [r, g, b] = [r, g, b].map(|value| i32::from(on_white(value, a)));
                    // In 256ths: luma, then the differences with 128 in the middle.
                    let values = [77 * r + 150 * g + 29 * b, 128 * b - 43 * r - 85 * g, 128 * r - 107 * g - 21 * b];
                    sums.iter_mut().zip(values).for_each(|(sum, value)| *sum += value);
                }
            }
            let count = (STEPS * STEPS * 256) as i32;
            let [y, blue, red] = sums.map(|sum| sum.div_euclid(count));
            *cell = [y.clamp(0, 255) as u8, (blue + 128).clamp(0, 255) as u8, (red + 128).clamp(0, 255) as u8];
        }
        Self(cells).quantised()
    }

    /// Four bits a value: the differences in steps of 8 around the middle (strong colours are rare), luma in 16 steps.
    fn nibbles(&self) -> impl Iterator<Item = u8> + '_ {
        self.0.iter().flat_map(|&[y, blue, red]| [y >> 4, fine(blue), fine(red)])
    }

    fn quantised(self) -> Self {
        Self::from_bytes(&self.to_bytes())
    }

    /// Packs it, two values a byte, the first in the low half.
    pub fn to_bytes(self) -> [u8; Self::BYTES] {
        let mut bytes = [0; Self::BYTES];
        for (index, nibble) in self.nibbles().enumerate() {
            if let Some(byte) = bytes.get_mut(index / 2) {
                *byte |= nibble << (4 * (index % 2));
            }
        }
        bytes
    }

    /// Reads what [`Chroma::to_bytes`] wrote.
    pub fn from_bytes(bytes: &[u8; Self::BYTES]) -> Self {
        let mut cells = [[0; 3]; SIDE * SIDE];
        let nibbles = bytes.iter().flat_map(|byte| [byte & 15, byte >> 4]);
        for ((index, value), nibble) in cells.iter_mut().flatten().enumerate().zip(nibbles) {
            *value = if index % 3 == 0 { nibble * 16 + 8 } else { 64 + nibble * 8 + 4 };
        }
        Self(cells)
    }

    /// Mean distance of the cells' colours, 0–255: the differences of chroma count in full, of luma by half (contrast
    /// and exposure are often changed, hue seldom).
    pub fn distance(&self, other: &Self) -> f32 {
        let cell = |([y, b, r], [v, c, s]): (&[u8; 3], &[u8; 3])| {
            f32::from(y.abs_diff(*v)) * 0.5 + f32::from(b.abs_diff(*c)) + f32::from(r.abs_diff(*s))
        };
        self.0.iter().zip(&other.0).map(cell).sum::<f32>() / (SIDE * SIDE) as f32
    }
}

fn fine(value: u8) -> u8 {
    value.clamp(64, 191).wrapping_sub(64) >> 3
}
