//! PDQ: 256 bits of a discrete cosine transform (Meta, *The TMK+PDQF Video-Hashing Algorithm and the PDQ Image-Hashing
//! Algorithm*, 2019; reference code in `pdq/` of facebook/ThreatExchange).
//!
//! The 64 × 64 luma of [`super::plane`] is transformed, the 16 × 16 lowest frequencies but the constant ones are kept,
//! and bit `16 * i + j` says whether coefficient (`i`, `j`), `i` counting down the rows, is above their median.

use super::code::Code;
use super::lanes::add_scaled;

/// Side of the grid that is transformed.
pub(crate) const SIDE: usize = 64;
/// Side of the block of coefficients that is kept.
const KEPT: usize = 16;

/// cos(π k / 128) for k = 0 … 255, times √(2 / 64). Made by the compiler with `+` and `*` only: the cosine of a
/// platform's mathematics library may differ in its last bit, and with it a hash.
const COSINES: [f32; 256] = {
    let mut table = [0.0; 256];
    let mut k = 0;
    while k < 256 {
        // Fold into 0 … π/2, where a short Taylor series is exact to the last bit of an f32.
        let (folded, sign) = match k {
            0..=64 => (k, 1.0),
            65..=128 => (128 - k, -1.0),
            129..=192 => (k - 128, -1.0),
            _ => (256 - k, 1.0),
        };
        let angle = folded as f64 * (std::f64::consts::PI / 128.0);
        let (mut term, mut sum, mut n) = (1.0, 1.0, 1.0);
        while n < 24.0 {
            term = -term * angle * angle / (n * (n + 1.0));
            sum += term;
            n += 2.0;
        }
        table[k] = (sign * sum * 0.176_776_695_296_636_87) as f32;
        k += 1;
    }
    table
};

/// Row `i` of the transform: frequency `i + 1` at 64 places.
static MATRIX: [[f32; SIDE]; KEPT] = {
    let mut matrix = [[0.0; SIDE]; KEPT];
    let mut i = 0;
    while i < KEPT {
        let mut j = 0;
        while j < SIDE {
            matrix[i][j] = COSINES[(i + 1) * (2 * j + 1) % 256];
            j += 1;
        }
        i += 1;
    }
    matrix
};

/// The same with rows and columns exchanged.
static TURNED: [[f32; KEPT]; SIDE] = {
    let mut turned = [[0.0; KEPT]; SIDE];
    let mut j = 0;
    while j < SIDE {
        let mut i = 0;
        while i < KEPT {
            turned[j][i] = MATRIX[i][j];
            i += 1;
        }
        j += 1;
    }
    turned
};

/// The 256 coefficients of a 64 × 64 luma, row by row.
pub(crate) struct Spectrum([f32; 256]);

impl Spectrum {
    /// Transforms 64 × 64 values of 0–255, row by row; what is missing counts as nothing.
    pub fn new(grid: &[f32]) -> Self {
        // Down the columns first: each step adds a whole row at once.
        let mut half = [[0.0_f32; SIDE]; KEPT];
        for (out, weights) in half.iter_mut().zip(&MATRIX) {
            for (row, &weight) in grid.chunks_exact(SIDE).zip(weights) {
                add_scaled(out, weight, row);
            }
        }
        let mut spectrum = [0.0; 256];
        for (out, row) in spectrum.chunks_exact_mut(KEPT).zip(&half) {
            for (&value, weights) in row.iter().zip(&TURNED) {
                add_scaled(out, value, weights);
            }
        }
        Self(spectrum)
    }

    /// The spectrum of the picture seen in a mirror (left and right exchanged): odd frequencies along a row change
    /// their sign.
    pub fn mirrored(&self) -> Self {
        let mut spectrum = self.0;
        spectrum.iter_mut().step_by(2).for_each(|value| *value = -*value);
        Self(spectrum)
    }

    /// The value that half of the coefficients do not exceed: the lower of the two in the middle, as the reference.
    fn median(&self) -> f32 {
        let mut sorted = self.0;
        *sorted.select_nth_unstable_by(127, f32::total_cmp).1
    }

    /// The code: a bit for each coefficient, set where it is above the median.
    pub fn code(&self) -> Code {
        let median = self.median();
        Code::from_bits(self.0.iter().map(|value| *value > median))
    }

    /// How far each coefficient is from the median, in 16ths of the mean distance, at most 255: the smaller, the
    /// likelier the bit is to turn over when the picture is processed.
    pub fn margins(&self) -> [u8; 256] {
        let median = self.median();
        let mean = self.0.iter().fold(0.0, |sum, value| sum + (value - median).abs()) / 256.0;
        let scale = if mean > 0.0 { 16.0 / mean } else { 0.0 };
        self.0.map(|value| ((value - median).abs() * scale).min(255.0) as u8)
    }
}

/// PDQ's quality, 0–100: how much the 64 × 64 luma changes from place to place. The reference calls pictures below 50
/// unfit for matching.
pub(crate) fn quality(grid: &[f32]) -> u8 {
    let step = |a: &f32, b: &f32| (((a - b) * 100.0 / 255.0) as i32).unsigned_abs();
    let down: u32 = grid.iter().zip(grid.iter().skip(SIDE)).map(|(a, b)| step(a, b)).sum();
    let along: u32 =
        grid.chunks_exact(SIDE).flat_map(|row| row.iter().zip(row.iter().skip(1))).map(|(a, b)| step(a, b)).sum();
    ((down + along) / 90).min(100) as u8
}
