//! The luma of a picture, and its reduction to the small grids that the codes are made from.
//!
//! Every view reads the one plane of luma and reduces a rectangle of it in two passes: down the columns first (long
//! runs of neighbours, four at a time), then along the few rows that are left. All sums are
//! `+` and `*` of `f32` in a fixed order, so the result is the same bit for bit natively and in every browser.

use wide::{f32x4, i32x4};

use super::lanes::weighted_sum;
use super::pixels::Pixels;

/// A rectangle of pixels, never empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Rect {
    pub x: usize,
    pub y: usize,
    pub width: usize,
    pub height: usize,
}

impl Rect {
    /// The rectangle without so many thousandths of its width and height on the left, top, right and bottom. At least
    /// one pixel is left.
    pub fn inset(self, [left, top, right, bottom]: [usize; 4]) -> Self {
        let part = |length: usize, thousandths: usize| (length * thousandths + 500) / 1000;
        let (x, y) = (part(self.width, left), part(self.height, top));
        let width = self.width.saturating_sub(x + part(self.width, right)).max(1);
        let height = self.height.saturating_sub(y + part(self.height, bottom)).max(1);
        Self {
            x: self.x + x.min(self.width - 1),
            y: self.y + y.min(self.height - 1),
            width: width.min(self.width - x.min(self.width - 1)),
            height: height.min(self.height - y.min(self.height - 1)),
        }
    }
}

/// The luma of a picture laid on white, 0–255 in steps of 1/256.
pub(crate) struct Plane {
    width: usize,
    height: usize,
    luma: Vec<f32>,
}

impl Plane {
    /// The plane of a picture. Transparent parts are laid on white, as a shop's page shows them.
    pub fn new(pixels: &Pixels<'_>) -> Self {
        let mut luma = vec![0.0; pixels.rgba().len() / 4];
        let (fours, rest) = luma.as_chunks_mut::<4>();
        let (pixels_of_four, pixels_of_rest) = pixels.rgba().as_chunks::<16>();
        for (luma, pixels) in fours.iter_mut().zip(pixels_of_four) {
            *luma = luma_of_four(pixels);
        }
        for (luma, pixel) in rest.iter_mut().zip(pixels_of_rest.as_chunks::<4>().0) {
            *luma = luma_of(*pixel);
        }
        Self { width: pixels.width() as usize, height: pixels.height() as usize, luma }
    }

    /// A plane of luma values that are there already.
    pub fn from_luma(width: usize, height: usize, luma: Vec<f32>) -> Option<Self> {
        (width > 0 && height > 0 && luma.len() == width * height).then_some(Self { width, height, luma })
    }

    /// The whole of it.
    pub fn bounds(&self) -> Rect {
        Rect { x: 0, y: 0, width: self.width, height: self.height }
    }

    /// One row of a rectangle.
    pub fn row(&self, rect: &Rect, y: usize) -> &[f32] {
        let start = (rect.y + y) * self.width + rect.x;
        self.luma.get(start..start + rect.width).unwrap_or_default()
    }

    /// One column of a rectangle.
    pub fn column(&self, rect: &Rect, x: usize) -> impl Iterator<Item = f32> + '_ {
        let start = rect.y * self.width + rect.x + x;
        self.luma.iter().skip(start).step_by(self.width).take(rect.height).copied()
    }

    /// Reduces a rectangle to `columns.len()` × `rows.len()` values of 0–255, row by row.
    pub fn reduce(&self, rect: &Rect, columns: &Taps, rows: &Taps) -> Vec<f32> {
        let mut line = vec![0.0_f32; rect.width];
        let mut out = vec![0.0_f32; columns.len() * rows.len()];
        for (place, out) in out.chunks_exact_mut(columns.len().max(1)).enumerate() {
            let (first, weights) = rows.at(place);
            weighted_sum(&mut line, weights, &self.luma, (rect.y + first) * self.width + rect.x, self.width);
            // Plain loops here and in what is as hot: the module is compiled for size, which leaves iterators as calls.
            for (place, out) in out.iter_mut().enumerate() {
                let (first, weights) = columns.at(place);
                let values = line.get(first..).unwrap_or_default();
                let mut sum = 0.0;
                for (weight, value) in weights.iter().zip(values) {
                    sum += weight * value;
                }
                *out = sum;
            }
        }
        out
    }
}

/// PDQ's weights of red, green and blue (BT.601: 0.299, 0.587 and 0.114), in 65,536ths.
const WEIGHTS: [i32; 3] = [19_595, 38_470, 7_471];
/// The same and what else it takes, in all four lanes.
const RED: i32x4 = i32x4::new([WEIGHTS[0]; 4]);
const GREEN: i32x4 = i32x4::new([WEIGHTS[1]; 4]);
const BLUE: i32x4 = i32x4::new([WEIGHTS[2]; 4]);
const BYTE: i32x4 = i32x4::new([255; 4]);
const HALF: i32x4 = i32x4::new([128; 4]);
const STEP: f32x4 = f32x4::new([1.0 / 256.0; 4]);

/// The luma of one pixel of RGBA laid on white.
fn luma_of([r, g, b, a]: [u8; 4]) -> f32 {
    let on_white = |value: u8| i32::from(if a == 255 { value } else { on_white(value, a) });
    let sum = WEIGHTS[0] * on_white(r) + WEIGHTS[1] * on_white(g) + WEIGHTS[2] * on_white(b);
    ((sum + 128) >> 8) as f32 * (1.0 / 256.0)
}

/// The luma of four pixels.
#[inline(always)]
fn luma_of_four(pixels: &[u8; 16]) -> [f32; 4] {
    let [_, _, _, a, _, _, _, b, _, _, _, c, _, _, _, d] = *pixels;
    if a & b & c & d != 255 {
        let (four, _) = pixels.as_chunks::<4>();
        let mut luma = [0.0; 4];
        luma.iter_mut().zip(four).for_each(|(luma, pixel)| *luma = luma_of(*pixel));
        return luma;
    }
    let four: i32x4 = bytemuck::cast(*pixels);
    let sum = (four & BYTE) * RED + ((four >> 8) & BYTE) * GREEN + ((four >> 16) & BYTE) * BLUE;
    (f32x4::from_i32x4((sum + HALF) >> 8) * STEP).to_array()
}

/// A colour value laid on white.
pub(crate) fn on_white(value: u8, alpha: u8) -> u8 {
    let (value, alpha) = (u32::from(value), u32::from(alpha));
    ((value * alpha + 255 * (255 - alpha) + 127) / 255) as u8
}

/// For each place of a reduced row, the first input it reads and the weight of that one and the next ones.
pub(crate) struct Taps {
    starts: Vec<(usize, usize)>,
    weights: Vec<f32>,
}

impl Taps {
    fn len(&self) -> usize {
        self.starts.len()
    }

    /// The first input of a place, and the weights from there on.
    #[inline(always)]
    fn at(&self, place: usize) -> (usize, &[f32]) {
        let Some(&(first, from)) = self.starts.get(place) else { return (0, &[]) };
        let to = self.starts.get(place + 1).map_or(self.weights.len(), |next| next.1);
        (first, self.weights.get(from..to).unwrap_or_default())
    }

    /// PDQ's filter: two box filters, one after the other, each as wide as a 128th of the input and narrower at its
    /// ends, of whose output 64 values are kept (`pdq/cpp/downscaling`, `jaroszFilterFloat` and `decimateFloat`). Only
    /// those 64 are worked out here.
    pub fn pdq(length: usize) -> Self {
        let window = length.div_ceil(128);
        let right = window / 2;
        let left = window - 1 - right;
        let reach = |centre: usize| (centre.saturating_sub(left), (centre + right).min(length - 1));
        let mut taps = Self { starts: Vec::with_capacity(64), weights: Vec::new() };
        for place in 0..64 {
            let (from, to) = reach((2 * place + 1) * length / 128);
            let (first, last) = (reach(from).0, reach(to).1);
            // Each inner box spreads its share evenly: note where the shares begin and end, then add them up.
            let mut steps = vec![0.0_f64; last - first + 2];
            let outer = (to - from + 1) as f64;
            for centre in from..=to {
                let (a, b) = reach(centre);
                let share = 1.0 / (outer * (b - a + 1) as f64);
                if let Some(step) = steps.get_mut(a - first) {
                    *step += share;
                }
                if let Some(step) = steps.get_mut(b + 1 - first) {
                    *step -= share;
                }
            }
            taps.starts.push((first, taps.weights.len()));
            let mut sum = 0.0;
            taps.weights.extend(steps.iter().take(last - first + 1).map(|step| {
                sum += step;
                sum as f32
            }));
        }
        taps
    }

    /// The mean over `places` equal parts, in which a pixel on the edge of two counts for each by its share.
    pub fn area(length: usize, places: usize) -> Self {
        let mut taps = Self { starts: Vec::with_capacity(places), weights: Vec::new() };
        // In units of 1/places of a pixel everything is an integer.
        for place in 0..places {
            let (from, to) = (place * length, (place + 1) * length);
            let (first, last) = (from / places, (to - 1) / places);
            taps.starts.push((first, taps.weights.len()));
            taps.weights.extend((first..=last).map(|pixel| {
                let covered = ((pixel + 1) * places).min(to) - (pixel * places).max(from);
                covered as f32 / length as f32
            }));
        }
        taps
    }
}
