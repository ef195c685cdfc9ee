//! Picture files, decoded as a browser shows them.

use std::io::{Cursor, Read};
use std::path::Path;

use image::{DynamicImage, ImageDecoder, ImageReader, RgbaImage};
use thiserror::Error;

use crate::fingerprint::{Pixels, PixelsError};

/// No picture with more pixels is decoded, so that a header cannot ask for all the memory there is: twice what the
/// largest cameras of telephones make of a page.
const MOST_PIXELS: u64 = 64_000_000;

/// Why a picture cannot be had.
#[derive(Debug, Error)]
pub enum PictureError {
    /// Its header asks for too much.
    #[error("{width} × {height} pixels are more than the {} million that are read; make it smaller first", MOST_PIXELS / 1_000_000)]
    TooLarge {
        /// Columns.
        width: u32,
        /// Rows.
        height: u32,
    },
    /// The file cannot be read.
    #[error(transparent)]
    File(#[from] std::io::Error),
    /// An unknown format or a broken file.
    #[error(transparent)]
    Decode(#[from] image::ImageError),
}

/// Decodes a JPEG, PNG, WebP or GIF file by its content, not its name: turned as its EXIF says, 8-bit RGBA, the first
/// frame of an animation. `-` is standard input.
///
/// # Errors
/// No such file, an unknown format, a broken file; more than 64 million pixels, which the header tells before any of
/// them is decoded.
pub fn open(path: &Path) -> Result<RgbaImage, PictureError> {
    let content = if path.as_os_str() == "-" {
        let mut content = Vec::new();
        std::io::stdin().lock().read_to_end(&mut content)?;
        content
    } else {
        std::fs::read(path)?
    };
    decode(content)
}

/// The same for a file's bytes.
///
/// # Errors
/// Those of [`open`].
pub fn decode(content: Vec<u8>) -> Result<RgbaImage, PictureError> {
    let mut decoder = ImageReader::new(Cursor::new(content)).with_guessed_format()?.into_decoder()?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(PictureError::TooLarge { width, height });
    }
    let orientation = decoder.orientation()?;
    let mut image = DynamicImage::from_decoder(decoder)?;
    image.apply_orientation(orientation);
    Ok(image.into_rgba8())
}

/// The pixels of a decoded picture.
///
/// # Errors
/// A side of zero.
pub fn pixels(image: &RgbaImage) -> Result<Pixels<'_>, PixelsError> {
    Pixels::new(image.width(), image.height(), image.as_raw())
}

#[cfg(test)]
#[path = "../../tests/unit/picture.rs"]
mod tests;
