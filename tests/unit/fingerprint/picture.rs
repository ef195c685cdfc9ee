use super::*;
use crate::fingerprint::PixelsError;

/// A scene with shading, texture and shapes, by size, so that the same scene can be had at any size.
fn scene(width: u32, height: u32, seed: u32) -> Vec<u8> {
    let mut rgba = Vec::with_capacity((width * height * 4) as usize);
    for y in 0..height {
        for x in 0..width {
            let (u, v) = (x as f32 / width as f32, y as f32 / height as f32);
            let s = seed as f32;
            let inside = (u - 0.5).powi(2) * 6.0 + (v - 0.45 - 0.02 * s).powi(2) * 4.0 < 0.8;
            let wave = 30.0 + 30.0 * ((u * (9.0 + s) + v * 5.0) * 3.0).sin();
            let base = if inside { 60.0 + 90.0 * v + wave } else { 235.0 - 25.0 * u };
            let dot = ((u * 7.0).fract() - 0.5).powi(2) + ((v * (6.0 + s)).fract() - 0.5).powi(2) < 0.04;
            let level = if dot && inside { 240.0 } else { base } as u8;
            rgba.extend([level, (level / 2).wrapping_add((seed * 30) as u8), 255 - level, 255]);
        }
    }
    rgba
}

fn index(width: u32, height: u32, rgba: &[u8]) -> Picture {
    Picture::index(&Pixels::new(width, height, rgba).unwrap())
}

#[test]
fn refuses_what_is_no_picture() {
    assert_eq!(Pixels::new(0, 5, &[]).unwrap_err(), PixelsError::Empty { width: 0, height: 5 });
    assert!(matches!(Pixels::new(2, 2, &[0; 15]), Err(PixelsError::Length { wanted: 16, found: 15, .. })));
    assert!(matches!(Pixels::new(u32::MAX, u32::MAX, &[0; 4]), Err(PixelsError::Length { .. })));
}

#[test]
fn any_shape_has_codes() {
    for (width, height) in [(1, 1), (1, 10_000), (10_000, 1), (2, 3), (63, 65), (129, 7)] {
        let rgba = scene(width, height, 1);
        let pixels = Pixels::new(width, height, &rgba).unwrap();
        assert_eq!(Picture::index(&pixels).views.len(), ViewKind::INDEX.len());
        assert_eq!(Picture::query(&pixels).views.len(), ViewKind::QUERY.len());
    }
}

#[test]
fn survives_the_bytes() {
    let picture = index(120, 90, &scene(120, 90, 3));
    let bytes = picture.to_bytes();
    assert_eq!(Picture::from_bytes(&bytes), Some(picture));
    assert_eq!(Picture::from_bytes(&bytes[1..]), None);
    assert_eq!(Picture::from_bytes(&[]), None);
}

#[test]
fn half_of_the_bits_of_a_pdq_are_set() {
    let picture = index(300, 200, &scene(300, 200, 2));
    assert!(picture.quality >= 50, "quality {}", picture.quality);
    for view in &picture.views {
        let set: u32 = view.pdq.0.iter().map(|word| word.count_ones()).sum();
        assert_eq!(set, 128);
    }
}

#[test]
fn size_hardly_matters() {
    let (small, large) = (index(200, 200, &scene(200, 200, 1)), index(640, 640, &scene(640, 640, 1)));
    let distance = small.views[0].pdq.distance(&large.views[0].pdq);
    assert!(distance <= 24, "{distance}");
}

#[test]
fn transparent_is_white() {
    let mut clear = scene(64, 64, 1);
    clear.chunks_exact_mut(4).for_each(|pixel| pixel[3] = 0);
    let white = vec![255; 64 * 64 * 4];
    assert_eq!(index(64, 64, &clear), index(64, 64, &white));
    assert!(!index(64, 64, &white).is_telling());
}

#[test]
fn a_margin_of_any_colour_is_trimmed() {
    let plain = scene(160, 160, 2);
    for colour in [[255, 255, 255, 255], [10, 10, 10, 255], [200, 30, 90, 255]] {
        let side = 220;
        let mut framed: Vec<u8> = std::iter::repeat_n(colour, side * side).flatten().collect();
        for (row, line) in plain.chunks_exact(160 * 4).enumerate() {
            let start = ((row + 25) * side + 30) * 4;
            framed[start..start + line.len()].copy_from_slice(line);
        }
        let (inner, outer) = (index(160, 160, &plain), index(side as u32, side as u32, &framed));
        let trimmed = |picture: &Picture| {
            let view = picture.views.iter().find(|view| view.kind == ViewKind::Trimmed);
            view.cloned().unwrap()
        };
        assert_eq!(trimmed(&inner), trimmed(&outer), "{colour:?}");
        assert_ne!(inner.views[0], outer.views[0]);
    }
}

#[test]
fn the_mirrored_view_is_the_code_of_the_mirrored_picture() {
    let rgba = scene(96, 64, 4);
    let mirrored: Vec<u8> = rgba
        .chunks_exact(96 * 4)
        .flat_map(|row| row.chunks_exact(4).rev().flatten().copied().collect::<Vec<_>>())
        .collect();
    let query = Picture::query(&Pixels::new(96, 64, &rgba).unwrap());
    let view = query.views.iter().find(|view| view.kind == ViewKind::Mirrored).unwrap();
    let other = index(96, 64, &mirrored);
    // The places that PDQ keeps are not quite symmetrical.
    assert!(view.pdq.distance(&other.views[0].pdq) <= 16);
    assert!(view.gradient.distance(&other.views[0].gradient) <= 4);
}

/// Golden codes: they may only change together with [`crate::fingerprint::ALGORITHM`].
#[test]
fn codes_stay_what_they_are() {
    let rgba: Vec<u8> = (0..80_u32 * 60)
        .flat_map(|at| {
            let (x, y) = (at % 80, at / 80);
            let level = ((x * x / 7 + y * 13 + (x / 9) * (y / 11) * 17) % 256) as u8;
            [level, level.wrapping_mul(3), 255 - level, 255]
        })
        .collect();
    let picture = index(80, 60, &rgba);
    assert_eq!(picture.views[0].pdq.to_string(), GOLDEN_PDQ);
    assert_eq!(picture.views[0].gradient.to_string(), GOLDEN_GRADIENT);
    assert_eq!(picture.quality, 100);
}

const GOLDEN_PDQ: &str = "ccf23184e6798ee0c3c18488a5c28dcfb70ded1fb9f0e780f1fccf00b770eb80";
const GOLDEN_GRADIENT: &str = "ab58549c5523ad9359b596caadb96a7195aaaad4d576b6a92e64dba7b7582ca7";

#[test]
fn tells_which_part_each_view_shows() {
    // A chequered square, and white all round it, a quarter on each side.
    let inside = |at: usize| (20..60).contains(&at);
    let luma = |at: usize| match (at % 80, at / 80) {
        (x, y) if inside(x) && inside(y) => 30 + 100 * ((x / 5 + y / 5) % 2) as u8,
        _ => 255,
    };
    let rgba: Vec<u8> = (0..80 * 80).map(luma).flat_map(|luma| [luma, luma, luma, 255]).collect();
    let pixels = Pixels::new(80, 80, &rgba).unwrap();
    let parts = Picture::parts(&pixels, &ViewKind::QUERY);
    assert_eq!(parts.len(), ViewKind::QUERY.len());
    assert_eq!(parts[0], [0.0, 0.0, 1.0, 1.0]);
    assert_eq!(parts[1], [0.05, 0.05, 0.9, 0.9]);
    assert_eq!(parts[3], [0.25, 0.25, 0.5, 0.5]);
    assert_eq!(ViewKind::QUERY.map(ViewKind::degrees).iter().filter(|degrees| **degrees != 0.0).count(), 2);
}

#[test]
fn the_nearest_of_codes_is_the_first_of_several_as_near() {
    let query = Code([0x0123_4567_89ab_cdef, 7, 0, u64::MAX]);
    let near = query.flipped(3).flipped(200);
    let codes = [query.flipped(0).flipped(1).flipped(2), near, query.flipped(9).flipped(255), near];
    assert_eq!(query.nearest(&codes), Some((1, 2)));
    assert_eq!(query.nearest(&codes[..1]), Some((0, 3)));
    assert_eq!(query.nearest(&[Code(query.0.map(|word| !word))]), Some((0, Code::BITS)));
    assert_eq!(query.nearest(&[]), None);
}

#[test]
fn the_nearest_code_is_the_first_of_the_least_however_many_there_are() {
    let mut state = 1_u64;
    let mut word = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    let query = Code([(); 4].map(|()| word()));
    // By chance, or a few bits away in either half; often as near as another.
    let codes: Vec<Code> = (0..40)
        .map(|n| match n % 5 {
            0 => query.flipped(word() as usize % 256).flipped(word() as usize % 256),
            1 => query.flipped(200).flipped(n),
            _ => Code([(); 4].map(|()| word())),
        })
        .collect();
    for from in 0..codes.len() {
        for to in from..=codes.len() {
            let part = &codes[from..to];
            let plain = part.iter().map(|code| query.distance(code)).enumerate().min_by_key(|(_, distance)| *distance);
            assert_eq!(query.nearest(part), plain);
        }
    }
}
