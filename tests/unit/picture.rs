use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

use super::*;
use crate::fingerprint::Picture;

/// A scene in which left, right, top and bottom differ.
fn scene() -> RgbImage {
    RgbImage::from_fn(96, 64, |x, y| {
        let dot = (x as i32 - 30).pow(2) + (y as i32 - 20).pow(2) < 200;
        let ring = (x as i32 - 70).pow(2) + (y as i32 - 40).pow(2) < 250;
        match (dot, ring) {
            (true, _) => Rgb([200, 40, 60]),
            (_, true) => Rgb([20, 60, (y * 3) as u8]),
            _ => Rgb([(x * 2) as u8, (y * 3) as u8, 128]),
        }
    })
}

fn encoded(image: DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn codes(image: &RgbaImage) -> Picture {
    Picture::index(&pixels(image).unwrap())
}

fn plain() -> RgbaImage {
    DynamicImage::ImageRgb8(scene()).into_rgba8()
}

#[test]
fn sixteen_bits_are_read_as_eight() {
    let deep = DynamicImage::ImageRgb8(scene()).into_rgb16();
    let read = decode(encoded(DynamicImage::ImageRgb16(deep), ImageFormat::Png)).unwrap();
    assert_eq!(codes(&read), codes(&plain()));
}

#[test]
fn of_an_animation_the_first_frame_is_read() {
    use image::codecs::gif::GifEncoder;
    let mut bytes = Vec::new();
    let mut encoder = GifEncoder::new(&mut bytes);
    let second = RgbaImage::from_pixel(96, 64, image::Rgba([0, 0, 255, 255]));
    encoder.encode_frames([plain(), second].map(image::Frame::new)).unwrap();
    drop(encoder);
    let read = decode(bytes).unwrap();
    assert_eq!(read.dimensions(), (96, 64));
    let near = |a: u8, b: u8| a.abs_diff(b) < 40;
    let (found, drawn) = (read.get_pixel(30, 20).0, plain().get_pixel(30, 20).0);
    assert!(found.iter().zip(drawn).all(|(a, b)| near(*a, b)), "{found:?}, drawn as {drawn:?}");
}

#[test]
fn exif_turns_the_picture() {
    // Stored lying on its side; tag 0x0112 = 6 says to turn it by 90° to the right.
    let turned = DynamicImage::ImageRgb8(scene()).rotate270();
    let jpeg = encoded(turned, ImageFormat::Jpeg);
    let exif = b"\xff\xe1\x00\x22Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
    let marked = [&jpeg[..2], exif, &jpeg[2..]].concat();
    let read = decode(marked).unwrap();
    assert_eq!(read.dimensions(), (96, 64));
    let distance = codes(&read).distance(&codes(&plain()));
    assert!(distance < 12.0, "{distance}");
    let unmarked = codes(&decode(jpeg).unwrap()).distance(&codes(&plain()));
    assert!(unmarked > 40.0, "{unmarked}");
}

#[test]
fn cmyk_is_read_as_colours() {
    // The same scene, written by Pillow as a CMYK JPEG with Adobe's marker: `scene.convert("CMYK").save("cmyk.jpg")`.
    let read = decode(include_bytes!("../pictures/cmyk.jpg").to_vec()).unwrap();
    assert_eq!(read.dimensions(), (96, 64));
    let (read, plain) = (codes(&read), codes(&plain()));
    assert!(read.distance(&plain) < 12.0, "{}", read.distance(&plain));
    assert!(read.chroma.distance(&plain.chroma) < 0.24, "{}", read.chroma.distance(&plain.chroma));
}

#[test]
fn what_asks_for_too_much_is_refused_by_its_header() {
    // The header of a PNG of 30,000 × 30,000, and nothing after it.
    let mut header = encoded(DynamicImage::new_luma8(1, 1), ImageFormat::Png);
    header[16..24].copy_from_slice(&[0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30]);
    let checksum = crc32(&header[12..29]);
    header[29..33].copy_from_slice(&checksum.to_be_bytes());
    let error = decode(header).unwrap_err();
    assert!(matches!(error, PictureError::TooLarge { width: 30_000, height: 30_000 }), "{error}");
    assert!(error.to_string().contains("30000 × 30000"), "{error}");
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { sum >> 1 ^ 0xedb8_8320 } else { sum >> 1 })
    })
}

#[test]
fn broken_files_are_errors() {
    for bytes in [&b""[..], b"<html>", b"\xff\xd8\xff\xe0 broken", b"\x89PNG\r\n\x1a\n"] {
        assert!(decode(bytes.to_vec()).is_err());
    }
}

#[test]
fn a_line_of_pixels_is_a_picture() {
    for (width, height) in [(1, 10_000), (10_000, 1)] {
        let image = DynamicImage::new_rgb8(width, height);
        let read = decode(encoded(image, ImageFormat::Png)).unwrap();
        assert!(!codes(&read).is_telling());
    }
}
