//! What one carries: backpack, tote, wallet, umbrella, suitcase.

use super::{Model, model};
use crate::maths::{V3, atan2, cell, cos, sin, smooth, v};
use crate::noise::cloud;
use crate::sdf::{Near, bar, blend, carve, cuboid, drum, egg, len2, meet, near, rect, rod, shell};

pub(super) const MODELS: &[Model] = &[
    model("backpack", backpack, v(0.0, 0.78, 0.05), 1.08),
    model("tote", tote, v(0.0, 0.76, 0.0), 1.08),
    model("wallet", wallet, v(0.0, 0.16, 0.0), 1.08),
    model("umbrella", umbrella, v(0.02, 0.78, 0.0), 1.14),
    model("suitcase", suitcase, v(0.0, 0.86, 0.0), 1.16),
];

/// A rucksack seen from its front (+z). Slots: 0 cloth, 1 pocket and flap, 2 straps, 3 metal.
fn backpack(p: V3, _: &[f32; 4]) -> Near {
    let q = p - v(0.0, 0.72, 0.0);
    let sag = 0.02 * (cloud(p * 3.0) - 0.5);
    let body = cuboid(q, v(0.56 - 0.06 * smooth(0.0, 0.7, q.y), 0.70, 0.32), 0.20) - sag;
    let flap = meet(
        shell(cuboid(q, v(0.575 - 0.06 * smooth(0.0, 0.7, q.y), 0.715, 0.335), 0.20) - sag, 0.018),
        0.20 - q.y + 0.10 * q.x * q.x,
        0.01,
    );
    let pocket = cuboid(q - v(0.0, -0.32, 0.31), v(0.40, 0.28, 0.13), 0.09) - sag;
    let lid = cuboid(q - v(0.0, -0.10, 0.34), v(0.415, 0.10, 0.125), 0.04);
    let strap = cuboid(v(q.x.abs() - 0.22, q.y + 0.02, q.z - 0.345), v(0.045, 0.36, 0.018), 0.01);
    let buckle = cuboid(v(q.x.abs() - 0.22, q.y + 0.16, q.z - 0.48), v(0.065, 0.05, 0.02), 0.012);
    let grip = len2(len2(q.x * 0.8, q.y - 0.70) - 0.13, q.z + 0.12) - 0.032;
    let shoulder = len2(len2((q.y - 0.02) * 0.85, q.z + 0.22) - 0.52, (q.x.abs() - 0.27) * 0.5) - 0.045;
    let shoulder = shoulder.max(q.z + 0.22);
    near(body * 0.85, 0)
        .or(flap * 0.85, 1)
        .or(pocket * 0.9, 0)
        .or(lid, 1)
        .or(strap, 2)
        .or(grip.min(shoulder * 0.7), 2)
        .or(buckle, 3)
}

/// A canvas tote. Slots: 0 canvas, 1 handles, 2 print.
fn tote(p: V3, _: &[f32; 4]) -> Near {
    let q = p - v(0.0, 0.52, 0.0);
    let sag = 0.05 * (cloud(v(p.x * 2.2, p.y * 2.2, p.z)) - 0.5) + 0.012 * sin(p.x * 9.0 + p.y * 6.0);
    let depth = 0.24 - 0.13 * smooth(-0.4, 0.5, q.y);
    let outer = cuboid(q, v(0.64 + 0.03 * q.y, 0.52, depth), 0.05) - sag;
    let body =
        carve(outer, cuboid(q - v(0.0, 0.08, 0.0), v(0.62 + 0.03 * q.y, 0.52, depth - 0.025), 0.04) - sag, 0.005);
    let handle = |z: f32| len2(len2(q.x * 1.5, (q.y - 0.46) * 0.85) - 0.42, (q.z - z) * 0.8) - 0.028;
    let handles = handle(0.12).min(handle(-0.12)).max(0.32 - q.y);
    let disc = len2(q.x, q.y + 0.02) - 0.26;
    let wave = (q.y + 0.06 + 0.05 * sin(q.x * 14.0)).abs() - 0.025;
    let printed = q.z > 0.0 && ((disc < 0.0 && wave > 0.0) || (disc > 0.05 && disc < 0.075));
    near(body * 0.75, if printed { 2 } else { 0 }).or(handles * 0.8, 1)
}

/// A folded wallet, half open. Slots: 0 leather, 1 lining, 2 stud, 3 cards.
fn wallet(p: V3, _: &[f32; 4]) -> Near {
    let lower = cuboid(p - v(0.0, 0.06, 0.0), v(0.90, 0.055, 0.46), 0.04);
    let q = (p - v(0.0, 0.09, -0.44)).turn_x(0.42) - v(0.0, 0.04, 0.46);
    let upper = cuboid(q, v(0.90, 0.05, 0.46), 0.04);
    let spine = rod(p, v(-0.87, 0.09, -0.45), v(0.87, 0.09, -0.45), 0.075);
    let stitch = |x: f32, z: f32, y: f32| {
        let (f, _) = cell(x + z, 0.05);
        len2(rect(x, z, 0.84, 0.40, 0.04), y).max(f.abs() - 0.016) - 0.009
    };
    let stitches = stitch(q.x, q.z, q.y - 0.05);
    let stud = drum(q - v(0.0, 0.055, 0.36), 0.06, 0.02, 0.015);
    let card = |k: f32| cuboid(p - v(0.1, 0.125 + 0.018 * k, 0.02 + 0.09 * k - 0.1), v(0.62, 0.008, 0.30), 0.006);
    near(blend(upper, spine, 0.04), 0)
        .or(lower, 0)
        .or(stitches, 1)
        .or(stud, 2)
        .or(card(0.0).min(card(1.0)).min(card(2.0)), 3)
}

/// An open umbrella resting on its rim and its handle; the first measure is 1 for ten ribs instead of eight.
/// Slots: 0 canopy, 1 ribs and shaft, 2 handle.
fn umbrella(p: V3, size: &[f32; 4]) -> Near {
    let ribs = if size.first().copied().unwrap_or(0.0) > 0.5 { 10.0 } else { 8.0 };
    let q = (p - v(0.16, 0.78, 0.0)).turn_z(-1.02);
    let (f, _) = cell(atan2(q.z, q.x), std::f32::consts::TAU / ribs);
    let r = len2(q.x, q.z);
    // Panels sag between the ribs, and their hems curve up.
    let sag = (1.0 - cos(f * ribs)) * 0.5;
    let dome = egg(q + v(0.0, 0.14, 0.0), v(1.0, 0.62, 1.0)) + 0.055 * sag * smooth(0.05, 0.8, r);
    let canopy = meet(shell(dome, 0.010), 0.02 + 0.07 * sag * smooth(0.5, 1.0, r) - q.y, 0.005);
    let rib = len2(f * r, dome + 0.022).max(0.02 - q.y) - 0.010;
    let shaft = rod(q, v(0.0, -0.80, 0.0), v(0.0, 0.60, 0.0), 0.020);
    let grip = rod(q, v(0.0, -0.82, 0.0), v(0.0, -0.56, 0.0), 0.045);
    let hook = (len2(len2(q.x - 0.11, q.y + 0.82) - 0.11, q.z) - 0.042).max(q.y + 0.82);
    near(canopy * 0.7, 0).or(rib * 0.7, 1).or(shaft, 1).or(grip.min(hook), 2)
}

/// A cabin suitcase. Slots: 0 shell, 1 frame and wheels, 2 metal handle.
fn suitcase(p: V3, _: &[f32; 4]) -> Near {
    let q = p - v(0.0, 0.76, 0.0);
    let (rib, n) = cell(q.x, 0.16);
    let groove = smooth(0.05, 0.03, rib.abs()) * 0.018 * smooth(0.62, 0.55, q.y.abs()) * smooth(3.6, 3.4, n.abs());
    let body = cuboid(q, v(0.56, 0.68, 0.30), 0.11) - groove;
    let seam = cuboid(q, v(0.572, 0.692, 0.03), 0.025);
    let wheel = drum(v(p.y - 0.07, q.x.abs() - 0.40, q.z.abs() - 0.20), 0.075, 0.045, 0.02);
    let grip = meet(shell(rect(q.x, q.y - 0.72, 0.20, 0.10, 0.07), 0.024), q.z.abs() - 0.035, 0.015);
    let pull = rod(v(q.x.abs(), q.y, q.z), v(0.22, 0.6, -0.24), v(0.22, 1.06, -0.24), 0.022);
    let bar_ = bar(q, v(-0.24, 1.07, -0.24), v(0.24, 1.07, -0.24), 0.04, 0.04);
    let lock = cuboid(q - v(0.57, 0.1, 0.0), v(0.03, 0.10, 0.05), 0.02);
    near(body * 0.9, 0).or(seam, 1).or(wheel, 1).or(grip.min(lock), 1).or(pull, 2).or(bar_, 1)
}
