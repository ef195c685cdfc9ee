//! Furniture and what stands or hangs in a room: lamp, chair, clock, mirror, basket, box, hangers, fan.

use super::{Model, model};
use crate::maths::{V3, atan2, cell, cos, sin, smooth, v};
use crate::sdf::{Near, ball, bar, carve, cone, cuboid, drum, egg, len2, meet, near, ring, rod};

pub(super) const MODELS: &[Model] = &[
    model("lamp", lamp, v(0.06, 0.72, 0.0), 1.05),
    model("chair", chair, v(0.0, 0.82, 0.0), 1.12),
    model("clock", clock, v(0.0, 0.05, 0.0), 1.04),
    model("mirror", mirror, v(0.0, 0.72, 0.0), 1.02),
    model("basket", basket, v(0.0, 0.42, 0.0), 0.98),
    model("box", storage_box, v(0.0, 0.36, 0.0), 1.06),
    model("hangers", hangers, v(0.0, 0.06, 0.10), 1.12),
    model("fan", fan, v(0.0, 0.76, 0.0), 1.04),
];

/// A jointed desk lamp. Slots: 0 metal, 1 inside of the shade, 2 joints.
fn lamp(p: V3, _: &[f32; 4]) -> Near {
    let base = drum(p - v(-0.30, 0.045, 0.0), 0.36, 0.045, 0.03);
    let (foot, knee, head) = (v(-0.30, 0.08, 0.0), v(-0.52, 0.80, 0.0), v(0.20, 1.34, 0.0));
    let arms = rod(p, foot, knee, 0.035).min(rod(p, knee, head, 0.030));
    let joints = ball(p - knee, 0.075).min(ball(p - head, 0.065)).min(drum(p - v(-0.30, 0.12, 0.0), 0.06, 0.06, 0.02));
    let q = (p - head - v(0.16, -0.13, 0.0)).turn_z(-0.55);
    let outer = cone(q, 0.36, 0.12, 0.24, 0.02);
    let inner = cone(q - v(0.0, -0.04, 0.0), 0.34, 0.09, 0.24, 0.01);
    let shade = carve(outer, inner, 0.01);
    let bulb = ball(q + v(0.0, 0.06, 0.0), 0.13);
    near(base.min(arms), 0).or(joints, 2).or(shade, u8::from(inner < 0.012)).or(bulb, 1)
}

/// A dining chair with a curved back. Slots: 0 frame, 1 seat.
fn chair(p: V3, _: &[f32; 4]) -> Near {
    let q = v(p.x.abs(), p.y, p.z);
    let front = bar(q, v(0.43, 0.0, 0.46), v(0.37, 0.76, 0.38), 0.030, 0.045);
    let rear = bar(q, v(0.43, 0.0, -0.50), v(0.36, 0.78, -0.38), 0.030, 0.045).min(bar(
        q,
        v(0.36, 0.78, -0.38),
        v(0.38, 1.50, -0.52),
        0.045,
        0.032,
    ));
    let rail = rod(q, v(0.40, 0.36, 0.42), v(0.40, 0.36, -0.45), 0.024).min(rod(
        q,
        v(0.0, 0.66, 0.38),
        v(0.38, 0.66, 0.38),
        0.03,
    ));
    let dish = 0.03 * smooth(0.5, 0.0, len2(p.x, p.z));
    let seat = cuboid(p - v(0.0, 0.80 - dish, 0.0), v(0.46, 0.05, 0.45), 0.05) * 0.9;
    let curve = p.z + 0.56 - 0.32 * p.x * p.x;
    let back = |y: f32, h: f32| cuboid(v(p.x, p.y - y, curve), v(0.40, h, 0.022), 0.02) * 0.85;
    near(front.min(rear).min(rail), 0).or(seat, 1).or(back(1.40, 0.12).min(back(1.08, 0.05)), 0)
}

/// A wall clock lying on its back, twelve towards −z. Slots: 0 case, 1 dial, 2 marks and hands, 3 second hand.
fn clock(p: V3, _: &[f32; 4]) -> Near {
    let r = len2(p.x, p.z);
    let case =
        carve(drum(p - v(0.0, 0.08, 0.0), 0.98, 0.08, 0.04), drum(p - v(0.0, 0.14, 0.0), 0.89, 0.08, 0.02), 0.01);
    let dial = drum(p - v(0.0, 0.05, 0.0), 0.90, 0.03, 0.0);
    let (f, n) = cell(atan2(p.x, -p.z), std::f32::consts::PI / 6.0);
    let quarter = (n / 3.0 - crate::maths::floor(n / 3.0)).abs() < 0.01;
    let long = if quarter { 0.10 } else { 0.055 };
    let mark = cuboid(v(r * cos(f) - 0.80 + long * 0.6, p.y - 0.085, r * sin(f)), v(long, 0.008, 0.016), 0.005);
    let hour = bar(p, v(0.06, 0.10, 0.04), v(-0.42, 0.10, -0.24), 0.030, 0.020);
    let minute = bar(p, v(-0.06, 0.115, 0.05), v(0.52, 0.115, -0.42), 0.022, 0.013);
    let second = bar(p, v(0.0, 0.13, -0.15), v(0.05, 0.13, 0.70), 0.010, 0.007).min(drum(
        p - v(0.0, 0.12, 0.0),
        0.045,
        0.03,
        0.01,
    ));
    near(case, 0).or(dial, 1).or(mark.min(hour).min(minute), 2).or(second, 3)
}

/// A round table mirror. Slots: 0 frame and foot, 1 glass.
fn mirror(p: V3, _: &[f32; 4]) -> Near {
    let q = (p - v(0.0, 0.88, 0.0)).turn_x(0.16);
    let face = v(q.x, q.z, q.y);
    let frame = ring(face, 0.58, 0.055);
    let glass = drum(face, 0.57, 0.02, 0.01);
    let stand = rod(p, v(0.0, 0.05, -0.02), v(0.0, 0.30, -0.02), 0.05);
    let base = drum(p - v(0.0, 0.035, 0.0), 0.36, 0.035, 0.025);
    let dish = drum(p - v(0.0, 0.09, 0.0), 0.30, 0.03, 0.02);
    near(frame, 0).or(glass, 1).or(stand.min(base), 0).or(dish, 0)
}

/// A woven basket with two ears. Slots: 0 weave, 1 rim and handles, 2 lining.
fn basket(p: V3, _: &[f32; 4]) -> Near {
    let q = p - v(0.0, 0.38, 0.0);
    let a = atan2(p.z, p.x);
    let (_, row) = cell(p.y, 0.085);
    let weave =
        0.018 * cos(p.y / 0.085 * std::f32::consts::TAU) * 0.6 + 0.020 * sin(a * 26.0 + row * std::f32::consts::PI);
    let outer = cone(q, 0.60, 0.72, 0.38, 0.06) - weave;
    let inner = cone(q - v(0.0, 0.06, 0.0), 0.54, 0.66, 0.38, 0.05);
    let body = carve(outer, inner, 0.01) * 0.7;
    let rim = ring(p - v(0.0, 0.765, 0.0), 0.69, 0.045 + 0.012 * sin(a * 40.0));
    let h = v(p.x.abs() - 0.71, p.y - 0.78, p.z);
    let ear = len2(len2(h.z * 0.8, h.y) - 0.17, h.x) - 0.036;
    near(body, if inner < 0.015 { 2 } else { 0 }).or(rim * 0.8, 1).or(ear.max(0.74 - p.y), 1)
}

/// A lidded storage box of cloth or felt. Slots: 0 sides, 1 lid, 2 handle and label.
fn storage_box(p: V3, size: &[f32; 4]) -> Near {
    let low = size.first().copied().unwrap_or(0.0) * 0.14;
    let q = p - v(0.0, 0.33 - low * 0.5, 0.0);
    let body = cuboid(q, v(0.80, 0.33 - low * 0.5, 0.52), 0.06);
    let lid = cuboid(p - v(0.0, 0.68 - low, 0.0), v(0.83, 0.085, 0.55), 0.05);
    let strap =
        meet(len2(len2(q.x * 0.7, (q.y + 0.06) * 1.3) - 0.12, (q.z.abs() - 0.53) * 0.6) - 0.026, 0.0 - 1.0, 0.0);
    let label = cuboid(v(q.x - 0.42, q.y - 0.02, q.z - 0.522), v(0.17, 0.10, 0.008), 0.006);
    near(body, 0).or(lid, 1).or(strap, 2).or(label, 2)
}

/// Clothes hangers fanned out on the ground; the first measure is how many. Slots: 0 wood, 1 hook, 2 rubber.
fn hangers(p: V3, size: &[f32; 4]) -> Near {
    let count = size.first().copied().unwrap_or(0.0).clamp(2.0, 5.0);
    let mut best = near(1e3, 0);
    let mut k = 0.0;
    while k < count {
        let q = v(p.x, p.y - 0.05 - 0.045 * k, p.z - 0.30 * k + 0.42).turn_y(0.12 * (k - 1.0));
        let x = q.x.abs();
        let z = q.z - 0.42 * x * x * 0.8 + 0.02;
        let arm = cuboid(v(q.x, q.y, z), v(0.90, 0.028, 0.055), 0.026) * 0.75;
        let hook = (len2(len2(q.x - 0.02, q.z + 0.34) - 0.13, q.y) - 0.016).max(-(q.x.min(q.z + 0.30) + 0.0) - 0.06);
        let neck = rod(q, v(0.0, 0.0, 0.0), v(0.0, 0.0, -0.21), 0.016);
        let pad = cuboid(v(x - 0.78, q.y, z), v(0.06, 0.034, 0.06), 0.03) * 0.75;
        best = best.or(arm, 0).or(hook.min(neck), 1).or(pad, 2);
        k += 1.0;
    }
    best
}

/// A desk fan. Slots: 0 body, 1 grille, 2 blades, 3 knob.
fn fan(p: V3, _: &[f32; 4]) -> Near {
    let q = (p - v(0.0, 0.98, 0.06)).turn_x(0.12);
    let face = v(q.x, q.z, q.y);
    let r = len2(q.x, q.y);
    let bulge = 0.18 * (1.0 - r * r / 0.36).max(0.0).sqrt();
    let (wire, _) = cell(atan2(q.y, q.x) + r * 0.9, std::f32::consts::TAU / 44.0);
    let cage = len2(wire * r, q.z.abs() - bulge) - 0.011;
    let cage = cage.max(r - 0.57).max(0.12 - r);
    let hoop = ring(face, 0.57, 0.035).min(len2(r - 0.35, q.z.abs() - 0.145) - 0.012);
    let hub = drum(face - v(0.0, 0.14, 0.0), 0.13, 0.04, 0.03);
    let motor = egg(q + v(0.0, 0.0, 0.26), v(0.20, 0.20, 0.26));
    let blade = {
        let (f, _) = cell(atan2(q.y, q.x), std::f32::consts::TAU / 5.0);
        let b = v(r * cos(f) - 0.30, q.z - 0.32 * f * r, r * sin(f));
        egg(b, v(0.23, 0.03, 0.14))
    };
    let stem = bar(p, v(0.0, 0.08, -0.10), v(0.0, 0.90, -0.16), 0.08, 0.06);
    let base = drum(p - v(0.0, 0.05, -0.05), 0.44, 0.05, 0.04);
    near(hoop.min(stem).min(base).min(motor), 0).or(cage * 0.7, 1).or(blade * 0.7, 2).or(hub, 3)
}
