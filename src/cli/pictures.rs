//! Pictures from files.

use std::path::{Path, PathBuf};

use image::{DynamicImage, ImageDecoder, ImageReader, Limits};

use crate::fingerprint::{Pixels, PixelsError};

/// No product picture has more; a file that claims to would only exhaust memory.
const MOST_PIXELS: u32 = 20_000;

/// A decoded picture: RGBA, 8 bits, turned as its EXIF data says.
pub(super) struct Decoded {
    pub(super) width: u32,
    pub(super) height: u32,
    rgba: Vec<u8>,
}

impl Decoded {
    pub(super) fn pixels(&self) -> Result<Pixels<'_>, PixelsError> {
        Pixels::new(self.width, self.height, &self.rgba)
    }
}

/// Decodes a file by its content, whatever its name; of an animation the first frame.
pub(super) fn decode(path: &Path) -> Result<Decoded, image::ImageError> {
    let mut reader = ImageReader::open(path)?.with_guessed_format()?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(MOST_PIXELS);
    limits.max_image_height = Some(MOST_PIXELS);
    reader.limits(limits);
    let mut decoder = reader.into_decoder()?;
    let orientation = decoder.orientation()?;
    let mut image = DynamicImage::from_decoder(decoder)?;
    image.apply_orientation(orientation);
    let image = image.into_rgba8();
    Ok(Decoded { width: image.width(), height: image.height(), rgba: image.into_raw() })
}

/// The file of a picture that a record names: a path from `folder`, or, for an address, a file in `folder` by the last
/// part of the address's path. `None` where an address has no such file; a path is given back unchecked, so that its
/// absence is told.
pub(super) fn locate(image: &str, folder: &Path) -> Option<PathBuf> {
    if !(image.contains("://") || image.starts_with("//")) {
        return Some(folder.join(image));
    }
    let path = image.split(['?', '#']).next().unwrap_or_default();
    let name = path.rsplit('/').next().filter(|name| !name.is_empty() && *name != ".." && *name != ".")?;
    Some(folder.join(name)).filter(|file| file.is_file())
}
