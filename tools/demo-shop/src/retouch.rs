//! What a retailer does to the factory's photograph before calling it his own: crops, margins, banners, logos, colours.

use image::RgbImage;

use super::lettering::{paint, words};
use super::maths::{V3, mix, smooth, v};
use super::sdf::{len2, rect};

/// One way to redo a picture.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Retouch {
    /// Cut off at the left, top, right and bottom, as shares of the side.
    crop: [f32; 4],
    /// White border, as a share of the side.
    margin: f32,
    /// Factors for red, green and blue.
    tint: V3,
    overlay: Overlay,
    /// Of the JPEG, 1–100.
    pub(crate) quality: u8,
}

/// What is drawn over the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Overlay {
    Nothing,
    /// The shop's mark in the upper left corner.
    Logo,
    /// A sale banner along the foot.
    Foot,
    /// A ribbon along the top and a round sticker.
    Head,
    /// A pale mark across the middle.
    Watermark,
}

const NEUTRAL: V3 = v(1.0, 1.0, 1.0);

const fn retouch(crop: [f32; 4], margin: f32, tint: V3, overlay: Overlay, quality: u8) -> Retouch {
    Retouch { crop, margin, tint, overlay, quality }
}

/// The factory's own picture, as it left the studio.
pub(crate) const UNTOUCHED: Retouch = retouch([0.0; 4], 0.0, NEUTRAL, Overlay::Nothing, 88);

const KINDS: [(&str, Retouch); 9] = [
    ("plain", retouch([0.015, 0.015, 0.015, 0.015], 0.0, v(1.02, 1.02, 1.02), Overlay::Nothing, 78)),
    ("logo", retouch([0.02, 0.02, 0.02, 0.02], 0.0, v(1.0, 1.01, 1.02), Overlay::Logo, 76)),
    ("banner", retouch([0.0; 4], 0.0, v(1.03, 1.02, 1.0), Overlay::Foot, 74)),
    ("banner-top", retouch([0.01, 0.0, 0.01, 0.02], 0.0, v(1.02, 1.02, 1.02), Overlay::Head, 76)),
    ("warm", retouch([0.03, 0.03, 0.03, 0.03], 0.0, v(1.07, 1.01, 0.93), Overlay::Nothing, 72)),
    ("cool", retouch([0.01, 0.01, 0.01, 0.01], 0.0, v(0.95, 1.0, 1.06), Overlay::Logo, 80)),
    ("crop", retouch([0.04, 0.015, 0.01, 0.03], 0.0, NEUTRAL, Overlay::Nothing, 70)),
    ("margin", retouch([0.0; 4], 0.05, v(1.02, 1.02, 1.02), Overlay::Nothing, 76)),
    ("watermark", retouch([0.0; 4], 0.0, NEUTRAL, Overlay::Watermark, 80)),
];

/// The retouch of that name.
pub(crate) fn find(name: &str) -> Option<Retouch> {
    KINDS.iter().find(|(known, _)| *known == name).map(|(_, retouch)| *retouch)
}

impl Retouch {
    /// The picture redone, at its own size.
    #[allow(clippy::cast_precision_loss)]
    pub(crate) fn apply(&self, source: &RgbImage) -> RgbImage {
        if self.crop == UNTOUCHED.crop && self.margin == 0.0 && self.tint == NEUTRAL && self.overlay == Overlay::Nothing
        {
            return source.clone();
        }
        let (width, height) = source.dimensions();
        let [left, top, right, bottom] = self.crop;
        let across = self.taps(width, left, right);
        let down = self.taps(height, top, bottom);
        let line = |y: usize| source.as_raw().chunks_exact(3 * width as usize).nth(y).unwrap_or_default();
        let mut out = RgbImage::new(width, height);
        for (y, (row, tap)) in out.chunks_exact_mut(3 * width as usize).zip(&down).enumerate() {
            let w = (y as f32 + 0.5) / height as f32;
            let lines = tap.map(|(j, fy)| (line(j), line(j + 1), fy));
            for (x, (pixel, tap)) in row.chunks_exact_mut(3).zip(&across).enumerate() {
                let colour = match (lines, *tap) {
                    (Some((upper, lower, fy)), Some((i, fx))) => {
                        between(upper, i, fx).mix(between(lower, i, fx), fy) * self.tint * (1.0 / 255.0)
                    }
                    _ => NEUTRAL,
                };
                let c = self.overlay.over(colour, (x as f32 + 0.5) / width as f32, w);
                for (channel, value) in pixel.iter_mut().zip([c.x, c.y, c.z]) {
                    *channel = byte(value);
                }
            }
        }
        out
    }

    /// For each pixel of a side, the pixel of the source before it and the way to the next; `None` in the margin.
    #[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    fn taps(&self, side: u32, before: f32, after: f32) -> Vec<Option<(usize, f32)>> {
        let last = side.saturating_sub(2) as f32;
        (0..side)
            .map(|x| {
                let inner = ((x as f32 + 0.5) / side as f32 - self.margin) / (1.0 - 2.0 * self.margin);
                let at = (mix(before, 1.0 - after, inner) * side as f32 - 0.5).clamp(0.0, last + 0.999);
                (0.0..1.0).contains(&inner).then_some((at as usize, at - (at as usize) as f32))
            })
            .collect()
    }
}

/// The colour on a line of pixels at `fx` of the way from pixel `i` to the next, 0–255.
fn between(line: &[u8], i: usize, fx: f32) -> V3 {
    match line.get(3 * i..3 * i + 6) {
        Some(&[r, g, b, s, h, c]) => {
            v(f32::from(r), f32::from(g), f32::from(b)).mix(v(f32::from(s), f32::from(h), f32::from(c)), fx)
        }
        _ => NEUTRAL * 255.0,
    }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn byte(x: f32) -> u8 {
    (x.clamp(0.0, 1.0) * 255.0 + 0.5) as u8
}

impl Overlay {
    fn over(self, c: V3, u: f32, w: f32) -> V3 {
        match self {
            Overlay::Nothing => c,
            Overlay::Logo if u.max(w) > 0.18 => c,
            Overlay::Foot if w < 0.84 => c,
            Overlay::Head if w > 0.12 && u.min(w) < 0.75 => c,
            Overlay::Logo => {
                let (x, y) = (u - 0.105, w - 0.095);
                let plate = paint(c, v(0.98, 0.97, 0.94), len2(x, y) - 0.066);
                mark(plate, v(0.78, 0.24, 0.16), x / 0.066, y / 0.066)
            }
            Overlay::Foot => foot(c, u, w),
            Overlay::Head => {
                let ribbon = paint(c, v(0.13, 0.33, 0.30), w - 0.075 - 0.012 * (u - 0.5).abs());
                let text = words(ribbon, v(0.98, 0.94, 0.84), u - 0.05, w - 0.038, 0.020, "SHIWU HOME");
                let (x, y) = (u - 0.87, w - 0.87);
                let sticker = paint(text, v(0.84, 0.22, 0.16), len2(x, y) - 0.085);
                let ring = paint(sticker, v(1.0, 0.93, 0.78), (len2(x, y) - 0.075).abs() - 0.0025);
                mark(ring, v(1.0, 0.95, 0.84), x / 0.075, y / 0.075)
            }
            Overlay::Watermark => {
                let (x, y) = (u - 0.5, w - 0.52);
                let ring = (len2(x, y) - 0.16).abs() - 0.006;
                let bars = rect(x, y, 0.24, 0.018, 0.004);
                c.mix(NEUTRAL, 0.32 * smooth(0.001, -0.001, ring.min(bars)))
            }
        }
    }
}

/// The shop's mark in a circle of radius 1: a sun over a bowl.
fn mark(c: V3, ink: V3, x: f32, y: f32) -> V3 {
    let bowl = (len2(x, y - 0.02) - 0.56).max(0.08 - y);
    let sun = len2(x, y + 0.22) - 0.20;
    let foot = rect(x, y - 0.64, 0.24, 0.06, 0.03);
    let hollow = rect(x, y - 0.16, 0.40, 0.025, 0.02);
    let d = bowl.max(-hollow).min(sun).min(foot) * 0.066;
    paint(c, ink, d)
}

/// A sale banner: red with a slanted yellow tab, and a lozenge.
fn foot(c: V3, u: f32, w: f32) -> V3 {
    let red = v(0.82, 0.16, 0.14).mix(v(0.93, 0.36, 0.16), u);
    let c = paint(c, red, 0.872 - w);
    let slant = (u - 0.36 + 0.35 * (w - 0.872)).max(0.845 - w);
    let c = paint(c, v(0.99, 0.84, 0.36), slant);
    let c = words(c, v(0.62, 0.12, 0.10), u - 0.045, w - 0.937, 0.034, "SALE");
    let c = words(c, v(1.0, 0.97, 0.90), u - 0.42, w - 0.937, 0.030, "SHIWU");
    let lozenge = rect(u - 0.875, w - 0.937, 0.085, 0.038, 0.036);
    let c = paint(c, v(1.0, 0.96, 0.86), lozenge);
    words(c, v(0.80, 0.16, 0.14), u - 0.822, w - 0.937, 0.019, "NEW")
}
