//! Which bits of a picture's codes make its keys, and which its signature.
//!
//! A key is made of bits that survive what shops do to pictures, in an order that every reader must share, so that the
//! first `k` of them address a bucket whatever `k` the pack has:
//!
//! - **PDQ bands** take the lowest frequencies (by (i + 1)² + (j + 1)², then by index), dealt in turn to the bands:
//!   they hold through crops and turns, where the whole moves a little.
//! - **Gradient bands** take places in the upper and in the middle part of the picture, each as far as can be from
//!   those taken before: they hold through banners, logos and frames, which change only what they cover.
//!
//! The signature takes none of these: 32 bits of the next frequencies of the PDQ, and 32 of the gradient hash.

use std::sync::LazyLock;

use crate::{
    fingerprint::{Code, Picture, View},
    sorting,
};

/// Bits in a full key: more than any pack's buckets are addressed by.
pub const KEY_BITS: u32 = 28;
/// Bands of picture keys: so many tables of a pack are of pictures.
pub const BANDS: usize = 4;
/// The first bands are of PDQ, the others of the gradient hash.
const PDQ_BANDS: usize = 2;
/// A key with fewer bits set, or fewer unset, is of a place where nothing is: it would flood one bucket.
const LEAST_SET: u32 = 3;

/// Rows of the gradient hash from which each of its bands takes its places.
const ROWS: [std::ops::Range<usize>; BANDS - PDQ_BANDS] = [1..10, 5..13];
/// Columns, likewise: at the sides, most pictures of products show nothing.
const COLUMNS: std::ops::Range<usize> = 2..14;

/// The bits of each band and of the signature, as places in a code.
struct Layout {
    bands: [[u8; KEY_BITS as usize]; BANDS],
    pdq: [u8; 32],
    gradient: [u8; 32],
}

static LAYOUT: LazyLock<Layout> = LazyLock::new(|| {
    let mut frequencies: Vec<usize> = (0..256).collect();
    sorting::sort_by_key(&mut frequencies, |at| ((at / 16 + 1).pow(2) + (at % 16 + 1).pow(2), *at));
    let mut bands = [[0; KEY_BITS as usize]; BANDS];
    let mut dealt = frequencies.into_iter().map(|at| at as u8);
    for place in 0..KEY_BITS as usize {
        for band in bands.iter_mut().take(PDQ_BANDS) {
            if let (Some(bit), Some(next)) = (band.get_mut(place), dealt.next()) {
                *bit = next;
            }
        }
    }
    let mut pdq = [0; 32];
    pdq.iter_mut().zip(dealt).for_each(|(bit, next)| *bit = next);
    let mut taken = Vec::new();
    for (band, rows) in bands.iter_mut().skip(PDQ_BANDS).zip(ROWS) {
        let places: Vec<usize> = rows.flat_map(|row| COLUMNS.map(move |column| row * 16 + column)).collect();
        let own = spread(&places, &[], band.len());
        taken.extend_from_slice(&own);
        band.iter_mut().zip(own).for_each(|(bit, place)| *bit = place as u8);
    }
    let rest: Vec<usize> = (0..256).filter(|place| !taken.contains(place)).collect();
    let mut gradient = [0; 32];
    gradient.iter_mut().zip(spread(&rest, &[], 32)).for_each(|(bit, place)| *bit = place as u8);
    Layout { bands, pdq, gradient }
});

/// So many of the places, each as far as can be from those before it, beginning in their middle; ties go to the first.
fn spread(places: &[usize], before: &[usize], count: usize) -> Vec<usize> {
    let mut chosen = before.to_vec();
    let square = |a: usize, b: usize| (a / 16).abs_diff(b / 16).pow(2) + (a % 16).abs_diff(b % 16).pow(2);
    while chosen.len() < count.min(places.len()) {
        let far = |place: &usize| chosen.iter().map(|other| square(*place, *other)).min();
        let Some(&middle) = places.get(places.len() / 2) else { break };
        let next = places.iter().copied().filter(|place| !chosen.contains(place));
        let next = next.max_by_key(|place| (far(place).unwrap_or(usize::MAX - square(*place, middle)), 256 - place));
        chosen.extend(next);
    }
    chosen
}

/// The full key of a view in a band, its first bit the highest; `None` where that part of the picture is empty.
pub(super) fn key(view: &View, band: usize) -> Option<u32> {
    let code = if band < PDQ_BANDS { &view.pdq } else { &view.gradient };
    let bits = LAYOUT.bands.get(band)?;
    let key = bits.iter().fold(0_u32, |key, bit| key << 1 | u32::from(code.bit(usize::from(*bit))));
    let set = key.count_ones();
    (LEAST_SET..=KEY_BITS - LEAST_SET).contains(&set).then_some(key)
}

/// The margins of the bits of a key, in their order; `None` for a view without margins.
pub(super) fn margins(view: &View, band: usize) -> Option<[u8; KEY_BITS as usize]> {
    let margins = view.margins.as_ref()?;
    let margins = if band < PDQ_BANDS { &margins.pdq } else { &margins.gradient };
    let bits = LAYOUT.bands.get(band)?;
    Some(bits.map(|bit| margins.get(usize::from(bit)).copied().unwrap_or_default()))
}

/// Whether a band is of the gradient hash.
pub(super) fn is_gradient(band: usize) -> bool {
    band >= PDQ_BANDS
}

/// The signature of a view.
pub(super) fn signature(view: &View) -> u64 {
    let take = |code: &Code, bits: &[u8; 32]| {
        bits.iter().fold(0_u64, |sum, bit| sum << 1 | u64::from(code.bit(usize::from(*bit))))
    };
    take(&view.pdq, &LAYOUT.pdq) << 32 | take(&view.gradient, &LAYOUT.gradient)
}

/// The postings of a listing's picture: band, full key and signature, each once. None of a picture that tells nothing.
pub(super) fn of_picture(picture: &Picture) -> Vec<(usize, u32, u64)> {
    if !picture.is_telling() {
        return Vec::new();
    }
    let of_view = |view: &View| {
        let signature = signature(view);
        (0..BANDS).filter_map(|band| Some((band, key(view, band)?, signature))).collect::<Vec<_>>()
    };
    let mut postings: Vec<_> = picture.views.iter().flat_map(of_view).collect();
    postings.sort_unstable();
    postings.dedup();
    postings
}
