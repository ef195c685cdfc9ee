//! Value noise: the grain in wood, the weave in cloth, the pores in leather.

use super::maths::{V3, floor, mix, v};

const ACROSS: u32 = 73_856_093;
const UP: u32 = 19_349_663;
const DEEP: u32 = 83_492_791;

/// A lattice point's hash to a number in 0–1: one round of a multiplicative mixer, plenty for pictures.
#[allow(clippy::cast_precision_loss, clippy::cast_possible_wrap)]
fn unit(h: u32) -> f32 {
    let h = (h ^ (h >> 15)).wrapping_mul(0x2c1b_3c6d);
    let h = (h ^ (h >> 12)).wrapping_mul(0x297a_2d39);
    // 23 bits through a signed integer: the one conversion that every processor does in one instruction.
    ((h >> 9) as i32) as f32 * (1.0 / 8_388_608.0)
}

/// A number in 0–1 that belongs to a pair of cells.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
pub(crate) fn at(x: f32, y: f32) -> f32 {
    unit((floor(x) as i32 as u32).wrapping_mul(ACROSS) ^ (floor(y) as i32 as u32).wrapping_mul(UP) ^ 17)
}

/// Smooth noise in 0–1, one bump to a unit.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
pub(crate) fn noise(p: V3) -> f32 {
    let base = v(floor(p.x), floor(p.y), floor(p.z));
    let x = (base.x as i32 as u32).wrapping_mul(ACROSS);
    let y = (base.y as i32 as u32).wrapping_mul(UP);
    let z = (base.z as i32 as u32).wrapping_mul(DEEP);
    let f = p - base;
    let ease = |t: f32| t * t * (3.0 - 2.0 * t);
    let (u, w, s) = (ease(f.x), ease(f.y), ease(f.z));
    let x1 = x.wrapping_add(ACROSS);
    let row = |y: u32, z: u32| mix(unit(x ^ y ^ z), unit(x1 ^ y ^ z), u);
    let (y1, z1) = (y.wrapping_add(UP), z.wrapping_add(DEEP));
    mix(mix(row(y, z), row(y1, z), w), mix(row(y, z1), row(y1, z1), w), s)
}

/// Three octaves of [`noise`], 0–1.
pub(crate) fn cloud(p: V3) -> f32 {
    0.55 * noise(p) + 0.3 * noise(p * 2.03 + v(7.1, 3.3, 1.7)) + 0.15 * noise(p * 4.1 + v(1.9, 8.2, 5.4))
}
