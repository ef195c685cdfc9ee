//! Soft things for the house: bedding, pillow, towels, rug, scarf, curtain.

use super::{Model, model};
use crate::maths::{V3, cell, cos, sin, smooth, v};
use crate::noise::cloud;
use crate::sdf::{Near, blend, cuboid, drum, len2, meet, near, rect, slab};

pub(super) const MODELS: &[Model] = &[
    model("bed", bed, v(0.0, 0.36, 0.0), 1.46),
    model("cushion", cushion, v(0.0, 0.48, 0.0), 0.98),
    model("towels", towels, v(0.0, 0.30, 0.0), 0.98),
    model("rug", rug, v(0.0, 0.02, 0.0), 1.24),
    model("scarf", scarf, v(0.0, 0.10, 0.0), 1.22),
    model("blanket", blanket, v(0.0, 0.28, 0.0), 1.10),
];

/// A pillow shape: thick in the middle, drawn out at the corners.
fn pillow(q: V3, half: V3) -> f32 {
    let (u, w) = ((q.x / half.x).abs().min(1.2), (q.z / half.z).abs().min(1.2));
    let full = (1.0 - u * u * u * u).max(0.0) * (1.0 - w * w * w * w).max(0.0);
    let pinch = 0.06 * (1.0 - u * u) + 0.06 * (1.0 - w * w);
    let flat = rect(q.x, q.z, half.x - half.x * pinch.min(0.08) * w, half.z - half.z * pinch.min(0.08) * u, 0.05);
    let wrinkle = 0.012 * sin(q.x * 9.0 + 4.0 * q.z) * sin(q.z * 11.0 - 3.0 * q.x);
    (slab(flat, q.y, half.y * (0.18 + 0.82 * full.sqrt()) + wrinkle * full, 0.04)) * 0.6
}

/// A made bed: mattress with its sheet, quilt turned down, pillows; the first measure is how many pillows (2 or 4),
/// the second whether a folded throw lies across the foot.
/// Slots: 0 quilt, 1 sheet and turned-down side, 2 pillows, 3 headboard, 4 second pillows or throw.
fn bed(p: V3, size: &[f32; 4]) -> Near {
    let pillows = size.first().copied().unwrap_or(0.0);
    let throw = size.get(1).copied().unwrap_or(0.0);
    let base = cuboid(p - v(0.0, 0.22, 0.04), v(0.86, 0.20, 1.06), 0.06);
    let head = cuboid(p - v(0.0, 0.48, -1.14), v(0.94, 0.48, 0.05), 0.05);
    let room = cuboid(p - v(0.0, 0.40, 0.0), v(1.02, 0.40, 1.22), 0.02);
    if room > 0.25 {
        return near(room - 0.05, 0);
    }
    let folds = {
        let c = cloud(v(p.x * 1.7 + 3.0, 0.5, p.z * 1.7));
        let drape =
            sin(p.x * 7.0 + 5.0 * c) * smooth(0.55, 0.9, p.z) + sin(p.z * 8.0 + 5.0 * c) * smooth(0.6, 0.85, p.x.abs());
        0.055 * (c - 0.5) + 0.022 * drape * smooth(0.55, 0.25, p.y)
    };
    let quilt = {
        let flare = 0.05 * smooth(0.50, 0.12, p.y);
        let q = p - v(0.0, 0.30, 0.26);
        (cuboid(q, v(0.93 + flare, 0.225 + 0.03 * cos(p.x * 1.6), 0.90 + flare), 0.12) - folds) * 0.7
    };
    let lap = {
        let q = p - v(0.0, 0.535, -0.50);
        (cuboid(q, v(0.94, 0.055, 0.17), 0.05) - 0.5 * folds) * 0.8
    };
    let lean = |x: f32, y: f32, z: f32, a: f32| v(p.x.abs() - x, p.y - y, p.z - z).turn_x(a);
    let back = pillow(lean(0.44, 0.66, -0.95, 1.05), v(0.41, 0.13, 0.29));
    let front = pillow(lean(0.42, 0.58, -0.76, 0.62), v(0.37, 0.12, 0.24));
    let mut all = near(quilt, 0).or(base, 1).or(lap, 1).or(head, 3);
    all = if pillows > 3.0 { all.or(back, 4).or(front, 2) } else { all.or(back, 2) };
    if throw > 0.0 {
        let q = p - v(0.0, 0.40, 0.72);
        all = all.or((cuboid(q, v(0.99, 0.175, 0.24), 0.10) - folds) * 0.7, 4);
    }
    all
}

/// A square cushion leaning back. Slots: 0 cover, 1 piping.
fn cushion(p: V3, _: &[f32; 4]) -> Near {
    let q = (p - v(0.0, 0.60, 0.0)).turn_x(-1.15);
    let body = pillow(q, v(0.66, 0.26, 0.66));
    let flat = rect(q.x, q.z, 0.63, 0.63, 0.05);
    near(body, 0).or(len2(flat, q.y) - 0.022, 1)
}

/// A stack of folded towels; the first measure is how many. Slots: 0, 1, 2 the towels in turn, 3 the border.
fn towels(p: V3, size: &[f32; 4]) -> Near {
    let count = size.first().copied().unwrap_or(0.0).clamp(2.0, 4.0);
    let thick = 0.20;
    let n = crate::maths::floor(p.y / thick).clamp(0.0, count - 1.0);
    let mut best = near(1e3, 0);
    for k in [n - 1.0, n, n + 1.0] {
        if k < 0.0 || k > count - 1.0 {
            continue;
        }
        let q = v(p.x - 0.03 * sin(k * 2.0), p.y - (k + 0.5) * thick, p.z - 0.03 * cos(k * 3.0));
        // Folded in three: the front shows the rounds of the folds.
        let (leaf, _) = cell(q.y, thick / 3.0);
        let fold = smooth(thick / 6.0, thick / 7.5, leaf.abs()) * 0.022;
        let body =
            cuboid(q, v(0.72, thick * 0.49, 0.50), 0.07) - fold + 0.02 - 0.02 * cloud(v(q.x * 6.0, k * 5.0, q.z * 6.0));
        let border = (q.x + 0.42).abs() < 0.05 || (q.x + 0.54).abs() < 0.02;
        let slot = if border {
            3
        } else if k < 0.5 {
            0
        } else if k < 1.5 {
            1
        } else {
            2
        };
        best = best.or(body * 0.8, slot);
    }
    best
}

/// A rug, round where the first measure is 0. Slots: 0 pile, 1 edge, 2 fringe.
fn rug(p: V3, size: &[f32; 4]) -> Near {
    let square = size.first().copied().unwrap_or(0.0) > 0.5;
    let flat = if square { rect(p.x, p.z, 1.05, 0.68, 0.03) } else { len2(p.x, p.z) - 1.04 };
    let pile = 0.012 * (cloud(v(p.x * 30.0, 0.0, p.z * 30.0)) - 0.5);
    let body = slab(flat, p.y, 0.045, 0.02) - pile;
    let (tuft, _) = cell(p.z, 0.055);
    let fringe = cuboid(v(p.x.abs() - 1.11, p.y - 0.012, tuft), v(0.09, 0.012, 0.014), 0.01).max(p.z.abs() - 0.67);
    let all = near(body * 0.9, u8::from(flat > -0.07));
    if square { all.or(fringe, 2) } else { all }
}

/// A scarf laid in a loop, its fringed ends towards +z. Slots: 0 cloth, 1 fringe.
fn scarf(p: V3, _: &[f32; 4]) -> Near {
    let fold = 0.018 * sin(p.z * 16.0 + 3.0 * cloud(p * 2.0)) + 0.03 * cloud(p * 3.0);
    let loop_ = {
        let r = len2(p.x, (p.z + 0.42) * 1.15);
        meet((r - 0.52).abs() - 0.21, (p.y - 0.09).abs() - 0.09 - fold, 0.07)
    };
    let strip = |x: f32, a: f32, y: f32, long: f32| {
        let q = v(p.x - x, p.y - y, p.z - 0.40).turn_y(a);
        (cuboid(q, v(0.22, 0.075 + 0.6 * fold, long), 0.06), q, long)
    };
    let (left, lq, ll) = strip(-0.24, 0.10, 0.08, 0.55);
    let (right, rq, rl) = strip(0.20, -0.12, 0.16, 0.48);
    let fringe = |q: V3, long: f32| {
        let (f, n) = cell(q.x, 0.055);
        let end = q.z - long - 0.09;
        cuboid(v(f, q.y + 0.05, end), v(0.014, 0.02, 0.10 + 0.01 * sin(n * 5.0)), 0.012).max(q.x.abs() - 0.20)
    };
    near(loop_ * 0.7, 0).or(left * 0.8, 0).or(right * 0.8, 0).or(fringe(lq, ll).min(fringe(rq, rl)), 1)
}

/// A folded blanket tied with a ribbon. Slots: 0 blanket, 1 ribbon, 2 tag.
fn blanket(p: V3, _: &[f32; 4]) -> Near {
    let (leaf, _) = cell(p.y - 0.02, 0.14);
    let fold = smooth(0.07, 0.05, leaf.abs()) * 0.05;
    let q = p - v(0.0, 0.28, 0.0);
    let waist = 0.035 * smooth(0.16, 0.04, p.x.abs());
    let body = cuboid(q, v(0.86, 0.28 - waist, 0.62), 0.12) - fold + 0.05;
    let ribbon = meet(cuboid(q, v(0.83, 0.262 - waist, 0.60), 0.11).abs() - 0.012, p.x.abs() - 0.07, 0.005);
    let bow = {
        let r = v(p.x.abs() - 0.16, p.y - 0.57, p.z - 0.1).turn_y(0.5);
        blend(
            len2(len2(r.x * 0.8, r.y * 1.6) - 0.10, r.z * 0.4) - 0.022,
            drum(p - v(0.0, 0.56, 0.1), 0.05, 0.04, 0.02),
            0.02,
        )
    };
    let tag = slab(rect(p.x - 0.32, p.z - 0.30, 0.09, 0.14, 0.01), p.y - 0.55, 0.008, 0.003);
    near(body * 0.8, 0).or(ribbon, 1).or(bow * 0.5, 1).or(tag, 2)
}
