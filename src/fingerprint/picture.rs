//! The codes of one picture: which views of it are taken, and how they are stored.

use super::chroma::Chroma;
use super::code::Code;
use super::gradient;
use super::graphic::is_graphic;
use super::pdq::{SIDE, Spectrum, quality};
use super::pixels::Pixels;
use super::plane::{Plane, Rect, Taps};
use super::trim::trimmed;

/// Which part of the picture a view shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ViewKind {
    /// All of it.
    Full,
    /// Without 5 % on each side.
    Crop5,
    /// Without 10 % on each side.
    Crop10,
    /// Without its uniform margins.
    Trimmed,
    /// Left and right exchanged.
    Mirrored,
    /// Turned by 3° to the left.
    TurnedLeft,
    /// Turned by 3° to the right.
    TurnedRight,
    /// Without 8 % on the left and on the top.
    CutLeftTop,
    /// Without 8 % on the right and on the top.
    CutRightTop,
    /// Without 8 % on the left and at the bottom.
    CutLeftBottom,
    /// Without 8 % on the right and at the bottom.
    CutRightBottom,
}

impl ViewKind {
    /// The views of a listing's picture, in the order in which they are stored.
    pub const INDEX: [Self; 4] = [Self::Full, Self::Crop5, Self::Crop10, Self::Trimmed];
    /// The views of a shopper's picture.
    pub const QUERY: [Self; 11] = [
        Self::Full,
        Self::Crop5,
        Self::Crop10,
        Self::Trimmed,
        Self::Mirrored,
        Self::TurnedLeft,
        Self::TurnedRight,
        Self::CutLeftTop,
        Self::CutRightTop,
        Self::CutLeftBottom,
        Self::CutRightBottom,
    ];

    /// Its name in the output of the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Crop5 => "crop_5",
            Self::Crop10 => "crop_10",
            Self::Trimmed => "trimmed",
            Self::Mirrored => "mirrored",
            Self::TurnedLeft => "turned_left",
            Self::TurnedRight => "turned_right",
            Self::CutLeftTop => "cut_left_top",
            Self::CutRightTop => "cut_right_top",
            Self::CutLeftBottom => "cut_left_bottom",
            Self::CutRightBottom => "cut_right_bottom",
        }
    }

    /// By how much it is turned, to the right.
    pub fn degrees(self) -> f32 {
        match self {
            Self::TurnedLeft => -3.0,
            Self::TurnedRight => 3.0,
            _ => 0.0,
        }
    }

    /// The part of the picture that it shows, where `inner` is the picture without its uniform margins.
    fn part(self, all: Rect, inner: Rect) -> Rect {
        match self {
            Self::Full | Self::Mirrored | Self::TurnedLeft | Self::TurnedRight => all,
            Self::Crop5 => all.inset([50; 4]),
            Self::Crop10 => all.inset([100; 4]),
            Self::Trimmed => inner,
            Self::CutLeftTop => all.inset([80, 80, 0, 0]),
            Self::CutRightTop => all.inset([0, 80, 80, 0]),
            Self::CutLeftBottom => all.inset([80, 0, 0, 80]),
            Self::CutRightBottom => all.inset([0, 0, 80, 80]),
        }
    }
}

/// The codes of one view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// What it shows.
    pub kind: ViewKind,
    /// PDQ.
    pub pdq: Code,
    /// Gradient hash.
    pub gradient: Code,
    /// How far each bit is from turning over; only in a shopper's picture, for multi-probe lookups.
    pub margins: Option<Box<Margins>>,
}

/// How far each bit of a view's codes is from turning over, 0–255 in 16ths of the mean of all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Margins {
    /// Of the PDQ.
    pub pdq: [u8; 256],
    /// Of the gradient hash.
    pub gradient: [u8; 256],
}

/// The codes of one picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The views, in the order of [`ViewKind::INDEX`] or [`ViewKind::QUERY`].
    pub views: Vec<View>,
    /// PDQ's quality of the full view, 0–100, and 0 for a graphic: a placeholder, a size chart, a logo, a page of text.
    /// Below [`Picture::MIN_QUALITY`] it never makes a match.
    pub quality: u8,
    /// Colours.
    pub chroma: Chroma,
}

impl Picture {
    /// Bytes of a listing's picture in a pack.
    pub const BYTES: usize = 1 + Chroma::BYTES + ViewKind::INDEX.len() * 2 * Code::BYTES;
    /// Below this quality a picture has too little structure to tell anything, like a white square.
    pub const MIN_QUALITY: u8 = 20;

    /// The codes of a listing's picture.
    pub fn index(pixels: &Pixels<'_>) -> Self {
        Self::new(pixels, &ViewKind::INDEX, false)
    }

    /// The codes of a shopper's picture, with margins.
    pub fn query(pixels: &Pixels<'_>) -> Self {
        Self::new(pixels, &ViewKind::QUERY, true)
    }

    /// The codes of a listing's picture, out of those of a shopper's, which have all of its views.
    #[must_use]
    pub fn to_index(&self) -> Self {
        let view = |kind: &ViewKind| self.views.iter().find(|view| view.kind == *kind);
        let views = ViewKind::INDEX.iter().filter_map(view).map(|view| View { margins: None, ..view.clone() });
        Self { views: views.collect(), ..*self }
    }

    /// The codes of the views asked for.
    pub fn of_views(pixels: &Pixels<'_>, kinds: &[ViewKind]) -> Self {
        Self::new(pixels, kinds, false)
    }

    /// The part of a picture that each view shows: left, top, width and height, as shares of the picture's sides.
    pub fn parts(pixels: &Pixels<'_>, kinds: &[ViewKind]) -> Vec<[f32; 4]> {
        let plane = Plane::new(pixels);
        let (all, inner) = (plane.bounds(), trimmed(&plane));
        let share = |length: usize, of: usize| length as f32 / of as f32;
        kinds
            .iter()
            .map(|kind| kind.part(all, inner))
            .map(|part| {
                let (left, top) = (share(part.x, all.width), share(part.y, all.height));
                [left, top, share(part.width, all.width), share(part.height, all.height)]
            })
            .collect()
    }

    fn new(pixels: &Pixels<'_>, kinds: &[ViewKind], margins: bool) -> Self {
        let plane = Plane::new(pixels);
        let inner = trimmed(&plane);
        let mut quality_of_full = 0;
        let mut turns = None;
        let views = kinds
            .iter()
            .map(|&kind| {
                let rect = kind.part(plane.bounds(), inner);
                let (grid, fine) = match kind {
                    ViewKind::TurnedLeft => turns.get_or_insert_with(|| Turning::new(&plane)).grids(-1.0),
                    ViewKind::TurnedRight => turns.get_or_insert_with(|| Turning::new(&plane)).grids(1.0),
                    _ => grids(&plane, &rect),
                };
                if kind == ViewKind::Full {
                    quality_of_full = quality(&grid);
                }
                let (mut spectrum, mut fine) = (Spectrum::new(&grid), fine);
                if kind == ViewKind::Mirrored {
                    spectrum = spectrum.mirrored();
                    fine = gradient::mirrored(&fine);
                }
                View {
                    kind,
                    pdq: spectrum.code(),
                    gradient: gradient::code(&fine),
                    margins: margins
                        .then(|| Box::new(Margins { pdq: spectrum.margins(), gradient: gradient::margins(&fine) })),
                }
            })
            .collect();
        if is_graphic(&plane) {
            quality_of_full = 0;
        }
        Self { views, quality: quality_of_full, chroma: Chroma::new(pixels, inner) }
    }

    /// Whether it has enough structure to tell one product from another.
    pub fn is_telling(&self) -> bool {
        self.quality >= Self::MIN_QUALITY
    }

    /// The fixed-size form of a listing's picture, [`Picture::BYTES`] long, little-endian: quality, chroma, then PDQ
    /// and gradient of each view. A view that is missing is written as zeros.
    pub fn to_bytes(&self) -> [u8; Self::BYTES] {
        let mut bytes = [0; Self::BYTES];
        let codes = ViewKind::INDEX.iter().flat_map(|kind| {
            let view = self.views.iter().find(|view| view.kind == *kind);
            view.map_or([Code::default(); 2], |view| [view.pdq, view.gradient])
        });
        let all = [self.quality].into_iter().chain(self.chroma.to_bytes()).chain(codes.flat_map(Code::to_bytes));
        bytes.iter_mut().zip(all).for_each(|(byte, value)| *byte = value);
        bytes
    }

    /// Reads what [`Picture::to_bytes`] wrote; `None` when the length is not [`Picture::BYTES`].
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        if bytes.len() != Self::BYTES {
            return None;
        }
        let (&quality, rest) = bytes.split_first()?;
        let (chroma, rest) = rest.split_first_chunk::<{ Chroma::BYTES }>()?;
        let (codes, _) = rest.as_chunks::<{ Code::BYTES }>();
        let views = ViewKind::INDEX
            .iter()
            .zip(codes.chunks_exact(2))
            .filter_map(|(&kind, pair)| match pair {
                [pdq, gradient] => {
                    Some(View { kind, pdq: Code::from_bytes(pdq), gradient: Code::from_bytes(gradient), margins: None })
                }
                _ => None,
            })
            .collect();
        Some(Self { views, quality, chroma: Chroma::from_bytes(chroma) })
    }
}

/// The two grids of a view: 64 × 64 for PDQ, 17 × 16 for the gradient hash.
fn grids(plane: &Plane, rect: &Rect) -> (Vec<f32>, Vec<f32>) {
    let pdq = plane.reduce(rect, &Taps::pdq(rect.width), &Taps::pdq(rect.height));
    let columns = Taps::area(rect.width, gradient::COLUMNS);
    let fine = plane.reduce(rect, &columns, &Taps::area(rect.height, gradient::ROWS));
    debug_assert_eq!(pdq.len(), SIDE * SIDE);
    (pdq, fine)
}

/// A small square of the picture, from which it is turned about its middle.
struct Turning {
    luma: Vec<f32>,
    /// Height ÷ width of the picture.
    aspect: f32,
}

impl Turning {
    const SIZE: usize = 256;
    /// Of 3°.
    const SINE: f32 = 0.052_335_956;
    const COSINE: f32 = 0.998_629_5;

    fn new(plane: &Plane) -> Self {
        let all = plane.bounds();
        let luma = plane.reduce(&all, &Taps::area(all.width, Self::SIZE), &Taps::area(all.height, Self::SIZE));
        Self { luma, aspect: all.height as f32 / all.width as f32 }
    }

    /// The grids of the picture turned by 3° (`sign` 1 to the right, -1 to the left); the corners that come into view
    /// repeat the edge.
    fn grids(&self, sign: f32) -> (Vec<f32>, Vec<f32>) {
        let (size, middle) = (Self::SIZE, (Self::SIZE as f32 - 1.0) / 2.0);
        let last = Self::SIZE as f32 - 1.001;
        let mut luma = vec![0.0; size * size];
        for (row, line) in luma.chunks_exact_mut(size).enumerate() {
            let y = (row as f32 - middle) * self.aspect;
            let (across, down) = (y * Self::SINE * sign, y * Self::COSINE);
            for (column, luma) in line.iter_mut().enumerate() {
                let x = column as f32 - middle;
                let from_x = within(x * Self::COSINE + across + middle, last);
                let from_y = within((down - x * Self::SINE * sign) / self.aspect + middle, last);
                let (x, y) = (from_x as usize, from_y as usize);
                let (u, v) = (from_x - x as f32, from_y - y as f32);
                let at = y * size + x;
                let (Some(&[a, b]), Some(&[c, d])) = (pair(&self.luma, at), pair(&self.luma, at + size)) else {
                    continue;
                };
                let (top, bottom) = (a * (1.0 - u) + b * u, c * (1.0 - u) + d * u);
                // In steps of 1/256, like any plane.
                *luma = ((top * (1.0 - v) + bottom * v) * 256.0) as u32 as f32 * (1.0 / 256.0);
            }
        }
        Plane::from_luma(size, size, luma).map_or_else(Default::default, |plane| grids(&plane, &plane.bounds()))
    }
}

/// `f32::clamp` from 0 on, which stays a call in the module.
#[inline(always)]
fn within(value: f32, last: f32) -> f32 {
    if value < 0.0 {
        0.0
    } else if value > last {
        last
    } else {
        value
    }
}

/// Two neighbours.
#[inline(always)]
fn pair(values: &[f32], at: usize) -> Option<&[f32; 2]> {
    values.get(at..).and_then(<[f32]>::first_chunk)
}

#[cfg(test)]
#[path = "../../tests/unit/fingerprint/picture.rs"]
mod tests;
