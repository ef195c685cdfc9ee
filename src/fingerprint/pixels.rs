//! Decoded pixels, as every decoder hands them over.

use thiserror::Error;

/// Why pixels cannot be fingerprinted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PixelsError {
    /// A side is zero.
    #[error("the picture is {width} x {height}: it needs at least one pixel")]
    Empty {
        /// Columns.
        width: u32,
        /// Rows.
        height: u32,
    },
    /// The buffer does not hold four bytes for each pixel.
    #[error(
        "{width} x {height} pixels of RGBA take {wanted} bytes, but {found} were given: pass 8-bit RGBA without padding"
    )]
    Length {
        /// Columns.
        width: u32,
        /// Rows.
        height: u32,
        /// Bytes that the size asks for.
        wanted: u64,
        /// Bytes that there are.
        found: usize,
    },
}

/// A picture's pixels: 8-bit RGBA, straight alpha, row by row from the top, no padding.
#[derive(Debug, Clone, Copy)]
pub struct Pixels<'a> {
    width: u32,
    height: u32,
    rgba: &'a [u8],
}

impl<'a> Pixels<'a> {
    /// Takes `width` × `height` pixels.
    ///
    /// # Errors
    /// [`PixelsError::Empty`] when a side is zero, [`PixelsError::Length`] when `rgba` is not `4 * width * height` long.
    pub fn new(width: u32, height: u32, rgba: &'a [u8]) -> Result<Self, PixelsError> {
        if width == 0 || height == 0 {
            return Err(PixelsError::Empty { width, height });
        }
        let wanted = u128::from(width) * u128::from(height) * 4;
        if wanted != rgba.len() as u128 {
            return Err(PixelsError::Length {
                width,
                height,
                wanted: u64::try_from(wanted).unwrap_or(u64::MAX),
                found: rgba.len(),
            });
        }
        Ok(Self { width, height, rgba })
    }

    /// Columns, at least 1.
    pub fn width(&self) -> u32 {
        self.width
    }

    /// Rows, at least 1.
    pub fn height(&self) -> u32 {
        self.height
    }

    /// The bytes, row by row.
    pub fn rgba(&self) -> &'a [u8] {
        self.rgba
    }
}
