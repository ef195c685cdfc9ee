//! What shops do to a picture, as the evaluation imitates it.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::imageops::{self, FilterType};
use image::{DynamicImage, Rgb, RgbImage};

/// A transform by name.
pub type Transform = (&'static str, fn(&RgbImage) -> RgbImage);

/// The usual ones.
pub const USUAL: [Transform; 18] = [
    ("JPEG 30", |image| jpeg(image, 30)),
    ("200 px", |image| to_width(image, 200)),
    ("200 px, JPEG 30", |image| jpeg(&to_width(image, 200), 30)),
    ("aspect 4:3", |image| scale(image, 1.0, 0.75)),
    ("contrast", |image| contrast(image, 1.3, 12.0)),
    ("darker", |image| contrast(image, 0.8, -10.0)),
    ("watermark", watermark),
    ("corner logo", logo),
    ("banner 15 %", |image| banner(image, 15)),
    ("banner 25 %", |image| banner(image, 25)),
    ("frame 4 %", |image| frame(image, 4, Rgb([200, 30, 40]))),
    ("margin 10 %", |image| margin(image, 10, 10)),
    ("square", square),
    ("crop 5 %", |image| crop(image, [5, 5, 5, 5])),
    ("crop 10 %", |image| crop(image, [10, 10, 10, 10])),
    ("flip", imageops::flip_horizontal),
    ("rotation 3°", rotate),
    ("crop, logo, banner, JPEG", |image| jpeg(&banner(&logo(&crop(image, [4, 4, 4, 4])), 15), 40)),
];

/// Those that coincide with no view.
pub const OFF_VIEW: [Transform; 8] = [
    ("crop 3 %", |image| crop(image, [3, 3, 3, 3])),
    ("crop 7 %", |image| crop(image, [7, 7, 7, 7])),
    ("crop 12 %", |image| crop(image, [12, 12, 12, 12])),
    ("lopsided crop", |image| crop(image, [10, 2, 3, 6])),
    ("margin 6 %", |image| margin(image, 6, 6)),
    ("margin 15 %", |image| margin(image, 15, 15)),
    ("banner 20 %", |image| banner(image, 20)),
    ("crop 5 %, logo, JPEG 40", |image| jpeg(&logo(&crop(image, [5, 5, 5, 5])), 40)),
];

fn jpeg(image: &RgbImage, quality: u8) -> RgbImage {
    let mut bytes = Cursor::new(Vec::new());
    let encoded = JpegEncoder::new_with_quality(&mut bytes, quality).encode_image(image);
    let decoded = encoded.and_then(|()| image::load_from_memory(bytes.get_ref()));
    decoded.map_or_else(|_| image.clone(), DynamicImage::into_rgb8)
}

fn scale(image: &RgbImage, x: f32, y: f32) -> RgbImage {
    let side = |length: u32, factor: f32| ((length as f32 * factor) as u32).max(1);
    imageops::resize(image, side(image.width(), x), side(image.height(), y), FilterType::Triangle)
}

fn to_width(image: &RgbImage, width: u32) -> RgbImage {
    let factor = width as f32 / image.width() as f32;
    scale(image, factor, factor)
}

fn contrast(image: &RgbImage, factor: f32, shift: f32) -> RgbImage {
    let mut out = image.clone();
    for pixel in out.pixels_mut() {
        pixel.0 = pixel.0.map(|value| ((f32::from(value) - 128.0) * factor + 128.0 + shift).clamp(0.0, 255.0) as u8);
    }
    out
}

/// Mixes a rectangle, in thousandths of the picture, with what `colour` says of its pixels.
fn paint(
    image: &mut RgbImage,
    [x, y, width, height]: [u32; 4],
    opacity: f32,
    colour: impl Fn(u32, u32) -> Option<[u8; 3]>,
) {
    let (w, h) = image.dimensions();
    let at = |part: u32, of: u32| (u64::from(part) * u64::from(of) / 1000) as u32;
    for row in at(y, h)..at(y + height, h).min(h) {
        for column in at(x, w)..at(x + width, w).min(w) {
            // Colours are chosen on a raster of a 1000th, so that all sizes look alike.
            if let Some(over) = colour(column * 1000 / w, row * 1000 / h) {
                let pixel = image.get_pixel_mut(column, row);
                for (value, over) in pixel.0.iter_mut().zip(over) {
                    *value = (f32::from(*value) * (1.0 - opacity) + f32::from(over) * opacity) as u8;
                }
            }
        }
    }
}

/// Strokes that look like a line of letters `height` thousandths high.
fn letters(x: u32, y: u32, height: u32) -> bool {
    let (cell, inside) = (x / (height * 3 / 4).max(1), x % (height * 3 / 4).max(1));
    let stroke = (height / 6).max(1);
    let seed = cell.wrapping_mul(2_654_435_761) >> 13;
    let upright =
        inside < stroke && seed & 1 == 0 || inside > height / 2 - stroke && inside < height / 2 && seed & 2 == 0;
    let level = inside < height / 2
        && (y % height < stroke && seed & 4 == 0 || y % height > height / 2 && y % height < height / 2 + stroke);
    upright || level
}

fn watermark(image: &RgbImage) -> RgbImage {
    let mut out = image.clone();
    paint(&mut out, [200, 440, 600, 120], 0.4, |x, y| letters(x, y.saturating_sub(440), 120).then_some([255; 3]));
    out
}

fn logo(image: &RgbImage) -> RgbImage {
    let mut out = image.clone();
    paint(&mut out, [30, 30, 200, 90], 1.0, |x, y| {
        Some(if letters(x.saturating_sub(40), y.saturating_sub(45), 60) && y > 45 && y < 105 {
            [255; 3]
        } else {
            [210, 40, 30]
        })
    });
    out
}

fn banner(image: &RgbImage, percent: u32) -> RgbImage {
    let mut out = image.clone();
    let top = 1000 - percent * 10;
    paint(&mut out, [0, top, 1000, percent * 10], 1.0, |x, y| {
        let line = percent * 5;
        let from = top + percent * 2;
        Some(if y > from && y < from + line && letters(x, y.saturating_sub(from), line) {
            [255, 240, 80]
        } else {
            [220, 20, 50]
        })
    });
    out
}

fn frame(image: &RgbImage, percent: u32, colour: Rgb<u8>) -> RgbImage {
    let mut out = image.clone();
    let (w, h) = out.dimensions();
    let (x, y) = (w * percent / 100, h * percent / 100);
    for (column, row, pixel) in out.enumerate_pixels_mut() {
        if column < x || row < y || column >= w - x || row >= h - y {
            *pixel = colour;
        }
    }
    out
}

fn margin(image: &RgbImage, across: u32, down: u32) -> RgbImage {
    let (w, h) = image.dimensions();
    let (x, y) = (w * across / 100, h * down / 100);
    let mut out = RgbImage::from_pixel(w + 2 * x, h + 2 * y, Rgb([255; 3]));
    imageops::replace(&mut out, image, i64::from(x), i64::from(y));
    out
}

fn square(image: &RgbImage) -> RgbImage {
    let (w, h) = image.dimensions();
    let side = w.max(h);
    let mut out = RgbImage::from_pixel(side, side, Rgb([255; 3]));
    imageops::replace(&mut out, image, i64::from((side - w) / 2), i64::from((side - h) / 2));
    out
}

fn crop(image: &RgbImage, [left, top, right, bottom]: [u32; 4]) -> RgbImage {
    let (w, h) = image.dimensions();
    let (x, y) = (w * left / 100, h * top / 100);
    let (width, height) = (w - x - w * right / 100, h - y - h * bottom / 100);
    imageops::crop_imm(image, x, y, width.max(1), height.max(1)).to_image()
}

/// Turned by 3° to the right about the middle, white corners.
fn rotate(image: &RgbImage) -> RgbImage {
    let (w, h) = image.dimensions();
    let (sine, cosine) = 3_f32.to_radians().sin_cos();
    let (middle_x, middle_y) = (w as f32 / 2.0, h as f32 / 2.0);
    RgbImage::from_fn(w, h, |column, row| {
        let (x, y) = (column as f32 - middle_x, row as f32 - middle_y);
        let (from_x, from_y) = (x * cosine + y * sine + middle_x, y * cosine - x * sine + middle_y);
        let inside = from_x >= 0.0 && from_y >= 0.0 && from_x < w as f32 && from_y < h as f32;
        if inside { *image.get_pixel(from_x as u32, from_y as u32) } else { Rgb([255; 3]) }
    })
}
