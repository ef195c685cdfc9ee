//! Bathroom and dressing table: soap, comb, dispenser.

use super::{Model, model};
use crate::maths::{V3, cell, sin, smooth, v};
use crate::sdf::{Near, bar, blend, carve, cuboid, drum, len2, meet, near, rect, rod, slab};

pub(super) const MODELS: &[Model] = &[
    model("soap", soap, v(0.0, 0.20, 0.0), 1.0),
    model("comb", comb, v(0.0, 0.05, 0.0), 1.12),
    model("dispenser", dispenser, v(0.08, 0.72, 0.0), 0.98),
];

/// Soap on a ridged dish. Slots: 0 soap, 1 dish.
fn soap(p: V3, _: &[f32; 4]) -> Near {
    let (rib, n) = cell(p.x, 0.20);
    let dish = carve(
        cuboid(p - v(0.0, 0.09, 0.0), v(0.92, 0.09, 0.62), 0.08),
        cuboid(p - v(0.0, 0.17, 0.0), v(0.84, 0.09, 0.54), 0.06),
        0.02,
    );
    let ridge = rod(v(rib, p.y, p.z), v(0.0, 0.09, -0.48), v(0.0, 0.09, 0.48), 0.045).max(n.abs() - 3.6);
    let q = (p - v(0.02, 0.30, 0.0)).turn_y(0.12);
    let bulk = cuboid(q, v(0.60, 0.165, 0.38), 0.12);
    let oval = len2(q.x / 0.36, q.z / 0.22) - 1.0;
    let stamp = smooth(0.10, 0.0, (oval * 0.25).abs()) * 0.012 + smooth(0.012, 0.0, (oval * 0.25).abs()) * 0.008;
    let letter = meet((q.x + 0.3 * sin(q.z * 9.0) * 0.3).abs() - 0.025, q.z.abs() - 0.12, 0.01);
    let pressed = (stamp + 0.02 * smooth(0.02, 0.0, letter)) * smooth(0.08, 0.14, q.y);
    near(bulk + pressed, 0).or(dish, 1).or(ridge, 1)
}

/// A wooden comb. Slots: 0 wood, 1 inlay.
fn comb(p: V3, _: &[f32; 4]) -> Near {
    let bow = 0.16 * p.x * p.x;
    let back = rect(p.x, p.z + 0.26 - bow, 0.98, 0.20, 0.14);
    let (f, n) = cell(p.x, 0.075);
    let long = 0.42 - 0.10 * p.x * p.x;
    let tooth =
        meet(f.abs() - 0.023 + 0.012 * smooth(0.1, 0.5, p.z), (p.z - 0.06).abs() - long, 0.015).max(n.abs() - 11.5);
    let side = rect(p.x.abs() - 0.94, p.z - 0.05, 0.045, 0.30, 0.04);
    let flat = blend(back.min(side), tooth, 0.02);
    let thick = 0.055 - 0.03 * smooth(-0.1, 0.45, p.z);
    let body = slab(flat, p.y - 0.06, thick, 0.018) * 0.85;
    let inlay = len2((p.x).abs() - 0.0, p.z + 0.27) - 0.07;
    let leaf = len2((p.x.abs() - 0.20) * 0.5, p.z + 0.25) - 0.045;
    near(body, u8::from(inlay.min(leaf) < 0.0 && p.y > 0.08))
}

/// A pump dispenser. Slots: 0 bottle, 1 pump, 2 label.
fn dispenser(p: V3, size: &[f32; 4]) -> Near {
    let square = size.first().copied().unwrap_or(0.0) > 0.5;
    let q = p - v(0.0, 0.46, 0.0);
    let body = if square { cuboid(q, v(0.36, 0.46, 0.28), 0.10) } else { drum(q, 0.36, 0.46, 0.10) };
    let collar = drum(p - v(0.0, 0.98, 0.0), 0.16, 0.07, 0.02);
    let stem = rod(p, v(0.0, 1.0, 0.0), v(0.0, 1.30, 0.0), 0.045);
    let head = blend(
        drum(p - v(0.0, 1.33, 0.0), 0.11, 0.05, 0.03),
        bar(p, v(0.0, 1.34, 0.0), v(0.42, 1.32, 0.0), 0.055, 0.038),
        0.03,
    );
    let nose = rod(p, v(0.42, 1.32, 0.0), v(0.45, 1.24, 0.0), 0.034);
    let label = meet((body - 0.005).abs() - 0.005, rect(q.x, q.y + 0.02, 0.20, 0.24, 0.02), 0.003).max(-q.z);
    near(body, 0).or(collar.min(stem), 1).or(head.min(nose), 1).or(label, 2)
}
