//! How many pictures a core decodes and hashes for a pack in a second.

use std::io::{self, Cursor};

use image::{DynamicImage, RgbImage, codecs::jpeg::JpegEncoder, imageops::FilterType};

use super::usage::cpu_seconds;
use yuantou::{
    fingerprint::Picture,
    native::picture::{decode, pixels},
};

/// Side of the pictures, as shops show them.
const SIDE: u32 = 800;
/// The quality that they are saved with.
const QUALITY: u8 = 85;
/// Pictures that are timed, by going through those that there are again and again.
const PICTURES: usize = 400;

/// A line on pictures made as large as a shop's and saved as JPEG, then taken as `pack build` takes them.
pub(super) fn report(images: &[RgbImage]) -> io::Result<String> {
    let files: Vec<Vec<u8>> =
        images.iter().take(PICTURES).map(saved).collect::<Result<_, _>>().map_err(io::Error::other)?;
    let started = cpu_seconds();
    let mut telling = 0;
    for file in files.iter().cycle().take(PICTURES) {
        let image = decode(file.clone()).map_err(io::Error::other)?;
        telling += usize::from(Picture::index(&pixels(&image).map_err(io::Error::other)?).is_telling());
    }
    let seconds = (cpu_seconds() - started).max(0.01);
    Ok(format!(
        "{PICTURES} JPEGs of {SIDE} × {SIDE} decoded and hashed, {telling} of them telling: {:.0} a second of one core's time\n",
        PICTURES as f64 / seconds
    ))
}

fn saved(image: &RgbImage) -> image::ImageResult<Vec<u8>> {
    let large = DynamicImage::ImageRgb8(image.clone()).resize_to_fill(SIDE, SIDE, FilterType::Triangle);
    let mut out = Cursor::new(Vec::new());
    large.to_rgb8().write_with_encoder(JpegEncoder::new_with_quality(&mut out, QUALITY))?;
    Ok(out.into_inner())
}
