//! Things turned on a wheel or a lathe: mug, bowls, plate, teapot, vase, flower pot, jar, bottle, kettle, candle.

use super::{Model, model};
use crate::maths::{V3, atan2, cell, cos, floor, sin, smooth, v};
use crate::sdf::{Near, ball, bar, blend, carve, cone, drum, egg, len2, meet, near, rect, ring, rod, shell};

pub(super) const MODELS: &[Model] = &[
    model("mug", mug, v(0.10, 0.52, 0.0), 0.98),
    model("bowl", bowl, v(0.0, 0.30, 0.0), 0.98),
    model("bowls", bowls, v(0.0, 0.34, 0.0), 1.20),
    model("plate", plate, v(0.0, 0.08, 0.0), 1.06),
    model("teapot", teapot, v(0.05, 0.46, 0.0), 1.14),
    model("vase", vase, v(0.0, 0.80, 0.0), 1.08),
    model("plant", plant, v(0.0, 0.55, 0.0), 1.02),
    model("jar", jar, v(0.0, 0.52, 0.0), 0.88),
    model("thermos", thermos, v(0.0, 0.92, 0.0), 1.06),
    model("kettle", kettle, v(0.05, 0.60, 0.0), 1.12),
    model("candle", candle, v(0.0, 0.42, 0.0), 0.86),
];

/// A straight mug with a handle. Slots: 0 outside, 1 inside, 2 rim and handle.
fn mug(p: V3, size: &[f32; 4]) -> Near {
    let belly = size.first().copied().unwrap_or(0.0);
    let q = p - v(0.0, 0.52, 0.0);
    let r = 0.50 + belly * (0.25 - q.y * q.y);
    let outer = rect(len2(q.x, q.z), q.y, r, 0.52, 0.07) * 0.95;
    let inner = rect(len2(q.x, q.z), q.y - 0.10, r - 0.055, 0.53, 0.06);
    let body = carve(outer, inner, 0.03);
    let h = v((q.x - 0.50) * 0.95, q.y + 0.02, q.z);
    let handle = len2(len2(h.x, h.y * 0.86) - 0.27, h.z * 0.8) - 0.062;
    let handle = carve(handle, rect(len2(q.x, q.z), q.y, r - 0.03, 0.6, 0.0), 0.02);
    let slot = if inner < 0.012 {
        1
    } else if q.y > 0.48 {
        2
    } else {
        0
    };
    if handle < body { near(blend(body, handle, 0.06), 2) } else { near(blend(body, handle, 0.06), slot) }
}

fn bowl_at(p: V3) -> (f32, f32) {
    let r = len2(p.x, p.z);
    let outer = egg(p - v(0.0, 0.66, 0.0), v(0.86, 0.62, 0.86));
    let inner = egg(p - v(0.0, 0.68, 0.0), v(0.80, 0.57, 0.80));
    let foot =
        carve(drum(p - v(0.0, 0.06, 0.0), 0.38, 0.06, 0.02), drum(p - v(0.0, -0.02, 0.0), 0.32, 0.05, 0.01), 0.01);
    let lip = 0.012 * smooth(0.70, 0.86, r);
    let body = carve(meet(blend(outer, foot, 0.05), p.y - 0.62, 0.03), inner + lip, 0.02);
    (body, inner)
}

/// A rice or noodle bowl. Slots: 0 outside, 1 inside, 2 rim.
fn bowl(p: V3, _: &[f32; 4]) -> Near {
    let (body, inner) = bowl_at(p);
    near(
        body,
        if p.y > 0.575 {
            2
        } else if inner < 0.012 {
            1
        } else {
            0
        },
    )
}

/// Bowls in a ring on a table; the first measure is how many. Slots: 0 outside, 1 inside, 2 rim.
fn bowls(p: V3, size: &[f32; 4]) -> Near {
    let count = size.first().copied().unwrap_or(0.0).clamp(3.0, 6.0);
    let small = 0.52;
    let spread = 0.68;
    let turn = std::f32::consts::TAU / count;
    let sector = atan2(p.z, p.x) / turn;
    let mut best = near(1e3, 0);
    for k in [floor(sector), floor(sector) + 1.0] {
        let q = p - v(cos(k * turn), 0.0, sin(k * turn)) * spread;
        let (body, inner) = bowl_at(q * (1.0 / small));
        let y = q.y / small;
        best = best.or(
            body * small,
            if y > 0.575 {
                2
            } else if inner < 0.012 {
                1
            } else {
                0
            },
        );
    }
    best
}

/// A dinner plate. Slots: 0 well, 1 flange, 2 rim.
fn plate(p: V3, _: &[f32; 4]) -> Near {
    let r = len2(p.x, p.z);
    let rise = 0.05 + 0.10 * smooth(0.55, 0.72, r) + 0.06 * smooth(0.7, 1.0, r);
    let body = meet((p.y - rise).abs() * 0.85 - 0.026, r - 0.98, 0.025);
    let foot = shell(drum(p - v(0.0, 0.03, 0.0), 0.52, 0.03, 0.01), 0.015);
    near(
        body.min(foot),
        if r > 0.94 {
            2
        } else if r > 0.66 {
            1
        } else {
            0
        },
    )
}

/// A round teapot. Slots: 0 body, 1 knob and handle.
fn teapot(p: V3, size: &[f32; 4]) -> Near {
    let flat = 1.0 - 0.25 * size.first().copied().unwrap_or(0.0);
    let body = egg(p - v(0.0, 0.42 * flat, 0.0), v(0.60, 0.44 * flat, 0.60));
    let body = blend(body, drum(p - v(0.0, 0.03, 0.0), 0.34, 0.03, 0.02), 0.06);
    let groove = ring(p - v(0.0, 0.78 * flat, 0.0), 0.30, 0.018);
    let body = carve(body, groove, 0.02);
    let spout = {
        let a = bar(p, v(0.45, 0.34 * flat, 0.0), v(0.76, 0.52, 0.0), 0.15, 0.085);
        let b = bar(p, v(0.76, 0.52, 0.0), v(0.98, 0.80, 0.0), 0.085, 0.055);
        carve(blend(a, b, 0.10), rod(p, v(0.9, 0.68, 0.0), v(1.06, 0.90, 0.0), 0.040), 0.01)
    };
    let h = v(p.x + 0.60, p.y - 0.48 * flat, p.z);
    let handle = (len2(len2(h.x * 0.82, h.y) - 0.27, h.z) - 0.052).max(p.x + 0.45);
    let lid = egg(p - v(0.0, 0.80 * flat, 0.0), v(0.29, 0.10, 0.29));
    let knob =
        blend(ball(p - v(0.0, 0.95 * flat, 0.0), 0.075), drum(p - v(0.0, 0.88 * flat, 0.0), 0.035, 0.05, 0.01), 0.05);
    near(blend(blend(body, spout, 0.08), lid, 0.02), 0).or(handle, 1).or(knob, 1)
}

/// A tall vase with dried grass. Slots: 0 glaze, 1 neck, 2 stalks, 3 ears.
fn vase(p: V3, _: &[f32; 4]) -> Near {
    let r = 0.24 + 0.20 * smooth(0.0, 0.35, p.y) - 0.30 * smooth(0.42, 0.80, p.y) + 0.06 * smooth(0.88, 1.0, p.y);
    let wave = 0.008 * sin(p.y * 62.0);
    let outer = meet((len2(p.x, p.z) - r - wave) * 0.72, (p.y - 0.50).abs() - 0.50, 0.02);
    let body = carve(outer, meet((len2(p.x, p.z) - r + 0.04) * 0.72, 0.5 - p.y, 0.01), 0.01);
    let mut all = near(body, u8::from(p.y > 0.82));
    if p.y > 0.8 {
        for k in 0..5_u8 {
            let a = f32::from(k) * 1.257 + 0.4;
            let lean = 0.18 + 0.05 * f32::from(k % 3);
            let tip = v(cos(a) * lean, 1.50 + 0.07 * f32::from(k % 2), sin(a) * lean);
            let foot = v(0.0, 0.9, 0.0);
            all = all.or(rod(p, foot, tip, 0.010), 2);
            let fluff = 0.012 * sin(p.y * 90.0) * sin(p.x * 70.0);
            all = all.or((bar(p, foot.mix(tip, 0.62), tip + (tip - foot) * 0.22, 0.055, 0.018) + fluff) * 0.7, 3);
        }
    } else {
        all = near(all.d.min(1.02 - p.y + 0.02).min(all.d), all.slot);
    }
    all
}

/// A succulent in a pot on its saucer. Slots: 0 pot, 1 saucer, 2 soil, 3 leaves.
fn plant(p: V3, _: &[f32; 4]) -> Near {
    let q = p - v(0.0, 0.36, 0.0);
    let pot = carve(
        blend(cone(q, 0.34, 0.46, 0.30, 0.03), drum(q - v(0.0, 0.25, 0.0), 0.49, 0.07, 0.03), 0.02),
        drum(q - v(0.0, 0.32, 0.0), 0.42, 0.10, 0.01),
        0.01,
    );
    let saucer =
        carve(drum(p - v(0.0, 0.05, 0.0), 0.52, 0.05, 0.03), drum(p - v(0.0, 0.09, 0.0), 0.47, 0.04, 0.01), 0.01);
    let soil = drum(q - v(0.0, 0.20, 0.0), 0.43, 0.04, 0.02);
    let all = near(pot, 0).or(saucer, 1).or(soil, 2);
    let mut leaves: f32 = 1e3;
    for (count, out, up, long) in [(8.0_f32, 0.34, 0.66, 0.26), (7.0, 0.24, 0.76, 0.22), (5.0, 0.12, 0.85, 0.17)] {
        let turn = std::f32::consts::TAU / count;
        let (f, _) = cell(atan2(p.z, p.x) + out * 9.0, turn);
        let r = len2(p.x, p.z);
        let l = v(r * cos(f) - out, p.y - up, r * sin(f)).turn_z(0.35 + 1.6 * (0.36 - out));
        leaves = leaves.min(egg(l, v(long, 0.055, 0.125)) * 0.8);
    }
    let heart = egg(p - v(0.0, 0.80, 0.0), v(0.09, 0.16, 0.09));
    all.or(leaves.min(heart), 3)
}

/// A storage jar with a wooden lid. Slots: 0 body, 1 lid, 2 seal and label.
fn jar(p: V3, size: &[f32; 4]) -> Near {
    let squat = 1.0 - 0.3 * size.first().copied().unwrap_or(0.0);
    let q = p - v(0.0, 0.43 * squat, 0.0);
    let body = drum(q, 0.48, 0.43 * squat, 0.13);
    let lid = blend(
        drum(p - v(0.0, 0.86 * squat + 0.07, 0.0), 0.42, 0.05, 0.025),
        egg(p - v(0.0, 0.86 * squat + 0.13, 0.0), v(0.09, 0.07, 0.09)),
        0.02,
    );
    let seal = drum(p - v(0.0, 0.86 * squat + 0.01, 0.0), 0.40, 0.02, 0.008);
    let label = meet((body - 0.006).abs() - 0.006, rect(q.x, q.y, 0.22, 0.15, 0.02), 0.003).max(-q.z);
    near(body, 0).or(lid, 1).or(seal, 2).or(label, 2)
}

/// A vacuum bottle. Slots: 0 body, 1 cap, 2 steel rings.
fn thermos(p: V3, size: &[f32; 4]) -> Near {
    let loop_on = size.first().copied().unwrap_or(0.0) > 0.5;
    let neck = 0.07 * smooth(1.18, 1.36, p.y);
    let body = meet(len2(p.x, p.z) - 0.36 + neck, (p.y - 0.71).abs() - 0.69, 0.04);
    let cap = drum(p - v(0.0, 1.60, 0.0), 0.275, 0.17, 0.05);
    let (rib, _) = cell(atan2(p.z, p.x), 0.20);
    let cap = cap + 0.012 * smooth(0.05, 0.02, rib.abs()) * smooth(0.02, 0.05, (p.y - 1.60).abs() - 0.10 + 0.08);
    let steel = drum(p - v(0.0, 1.415, 0.0), 0.285, 0.025, 0.01).min(drum(p - v(0.0, 0.035, 0.0), 0.352, 0.035, 0.015));
    let all = near(body * 0.9, 0).or(cap * 0.9, 1).or(steel, 2);
    if loop_on {
        let strap = len2(len2(p.x, (p.y - 1.72) * 0.9) - 0.20, p.z * 0.55) - 0.03;
        return all.or(strap.max(1.66 - p.y), 1);
    }
    all
}

/// An electric kettle on its base. Slots: 0 body, 1 handle and base, 2 lid and spout.
fn kettle(p: V3, _: &[f32; 4]) -> Near {
    let q = p - v(0.0, 0.58, 0.0);
    let body = cone(q, 0.54, 0.40, 0.46, 0.08);
    let base = drum(p - v(0.0, 0.06, 0.0), 0.56, 0.06, 0.03);
    let lid = blend(drum(p - v(0.0, 1.05, 0.0), 0.36, 0.03, 0.02), drum(p - v(0.0, 1.12, 0.0), 0.07, 0.05, 0.03), 0.03);
    let spout = bar(p, v(0.36, 0.82, 0.0), v(0.66, 1.04, 0.0), 0.11, 0.05);
    let h = v(p.x + 0.50, p.y - 0.70, p.z);
    let handle = (rect(h.x, h.y, 0.30, 0.38, 0.18).abs() * 1.0 - 0.0).max(-1.0);
    let handle = meet(handle - 0.05, h.z.abs() - 0.085, 0.04).max(p.x + 0.36);
    near(blend(body, spout, 0.06), 0).or(base, 1).or(handle, 1).or(lid, 2)
}

/// A scented candle in a tumbler, its lid beside it. Slots: 0 tumbler, 1 wax, 2 label, 3 wick, 4 flame.
fn candle(p: V3, _: &[f32; 4]) -> Near {
    let q = p - v(0.0, 0.40, 0.0);
    let cup = carve(drum(q, 0.46, 0.40, 0.05), drum(q - v(0.0, 0.14, 0.0), 0.42, 0.40, 0.03), 0.012);
    let wax = drum(q + v(0.0, 0.06, 0.0), 0.42, 0.30, 0.02) + 0.02 * smooth(0.25, 0.0, len2(p.x, p.z));
    let label = meet((drum(q, 0.468, 0.40, 0.05)).abs() - 0.004, rect(q.x, q.y, 0.20, 0.22, 0.02), 0.003).max(-q.z);
    let wick = rod(p, v(0.0, 0.60, 0.0), v(0.01, 0.78, 0.0), 0.014);
    let flame = egg(p - v(0.01, 0.93, 0.0), v(0.048, 0.13, 0.048));
    near(cup, 0).or(wax, 1).or(label, 2).or(wick, 3).or(flame, 4)
}
