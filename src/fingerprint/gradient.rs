//! The gradient hash of `img_hash` (Krawetz, "Kind of like that", 2013) at 16 × 16: each bit says whether the picture
//! grows lighter from one place to the next on its right. It is local where PDQ is global: an overlay changes only the
//! bits that it covers.

use super::code::Code;

/// Columns of the grid: one more than bits in a row.
pub(crate) const COLUMNS: usize = 17;
/// Rows of the grid.
pub(crate) const ROWS: usize = 16;

/// The hash of a 17 × 16 luma of 0–255, row by row. Bit `16 * row + column`.
///
/// The grid has the very size that `img_hash` works at, so that its own resizing, which calls the platform's sine, has
/// nothing to do.
#[cfg(feature = "cli")]
pub(crate) fn code(grid: &[f32]) -> Code {
    use img_hash::{HashAlg, Hasher, HasherConfig};

    let Some(image) = image::GrayImage::from_raw(COLUMNS as u32, ROWS as u32, bytes(grid)) else {
        return Code::default();
    };
    let hasher: Hasher<[u8; Code::BYTES]> =
        HasherConfig::with_bytes_type().hash_size(16, 16).hash_alg(HashAlg::Gradient).to_hasher();
    let hash = hasher.hash_image(&image);
    hash.as_bytes().try_into().map(Code::from_bytes).unwrap_or_default()
}

/// The same without `img_hash`, whose Fourier transform would be a third of the browser's module though no gradient
/// hash calls it. The golden fingerprints hold this against the crate in both browsers.
#[cfg(not(feature = "cli"))]
pub(crate) fn code(grid: &[f32]) -> Code {
    let bytes = bytes(grid);
    let rows = bytes.chunks_exact(COLUMNS);
    Code::from_bits(rows.flat_map(|row| row.windows(2).map(|pair| matches!(pair, [left, right] if left < right))))
}

/// How far each bit is from turning over, in 16ths of the mean step, at most 255.
pub(crate) fn margins(grid: &[f32]) -> [u8; 256] {
    let bytes = bytes(grid);
    let mut steps = [0.0_f32; 256];
    let pairs = bytes.chunks_exact(COLUMNS).flat_map(|row| row.windows(2));
    for (step, pair) in steps.iter_mut().zip(pairs) {
        if let [left, right] = pair {
            // A step of nothing is half a step away from being one.
            *step = if left < right { f32::from(right - left) - 0.5 } else { f32::from(left - right) + 0.5 };
        }
    }
    let mean = steps.iter().sum::<f32>() / 256.0;
    let scale = if mean > 0.0 { 16.0 / mean } else { 0.0 };
    steps.map(|step| (step * scale).min(255.0) as u8)
}

fn bytes(grid: &[f32]) -> Vec<u8> {
    grid.iter().map(|value| (value + 0.5) as u8).collect()
}

/// The grid seen in a mirror.
pub(crate) fn mirrored(grid: &[f32]) -> Vec<f32> {
    grid.chunks_exact(COLUMNS).flat_map(|row| row.iter().rev().copied()).collect()
}
