//! Picture files, decoded as a browser shows them.

use std::io::{Cursor, Read};
use std::path::Path;

use image::{DynamicImage, ImageDecoder, ImageReader, RgbaImage};

use crate::fingerprint::{Pixels, PixelsError};

/// Largest width and height, so that a broken header cannot ask for all the memory there is.
const MAX_SIDE: u32 = 30_000;

/// Decodes a JPEG, PNG, WebP or GIF file by its content, not its name: turned as its EXIF says, 8-bit RGBA, the first
/// frame of an animation.
///
/// # Errors
/// What [`image`] says: no such file, an unknown format, a broken file, too large.
pub fn open(path: &Path) -> image::ImageResult<RgbaImage> {
    let content = if path.as_os_str() == "-" {
        let mut content = Vec::new();
        std::io::stdin().lock().read_to_end(&mut content)?;
        content
    } else {
        std::fs::read(path)?
    };
    let mut reader = ImageReader::new(Cursor::new(content)).with_guessed_format()?;
    let mut limits = image::Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(1 << 30);
    reader.limits(limits);
    let mut decoder = reader.into_decoder()?;
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
