//! What lies on a desk: keyboard, mouse, headphones, phone case, speaker, power bank, notebook.

use super::{Model, model};
use crate::maths::{V3, cell, floor, sin, smooth, v};
use crate::sdf::{Near, bar, carve, cone, cuboid, drum, egg, len2, meet, near, rect, ring, rod, slab};

pub(super) const MODELS: &[Model] = &[
    model("keyboard", keyboard, v(0.0, 0.08, 0.0), 1.26),
    model("mouse", mouse, v(0.0, 0.22, 0.0), 0.98),
    model("headphones", headphones, v(0.0, 0.66, 0.0), 1.02),
    model("phone-case", phone_case, v(0.0, 0.08, 0.0), 1.18),
    model("speaker", speaker, v(0.0, 0.46, 0.0), 0.98),
    model("power-bank", power_bank, v(0.0, 0.14, 0.0), 1.04),
    model("notebook", notebook, v(0.0, 0.10, 0.0), 1.16),
];

/// A compact keyboard. Slots: 0 case, 1 keys, 2 accent keys.
fn keyboard(p: V3, _: &[f32; 4]) -> Near {
    let q = (p - v(0.0, 0.11, 0.0)).turn_x(-0.06);
    let case = cuboid(q, v(1.18, 0.075, 0.46), 0.05);
    if q.y > 0.35 {
        return near(q.y - 0.2, 0);
    }
    let step = 0.158;
    let row = floor(q.z / step + 0.5).clamp(-2.0, 2.0);
    let z = q.z - row * step;
    // Rows are offset as on every keyboard; the last row has the space bar.
    let shift = row * 0.035;
    let key = |x: f32, z: f32, half: f32| {
        let r = v(x, q.y - 0.115, z);
        let taper = 0.018 * smooth(-0.05, 0.05, r.y);
        (cuboid(r, v(half - taper, 0.055, 0.068 - taper), 0.02)
            + 0.02 * smooth(0.06, 0.0, len2(x, z)) * smooth(0.02, 0.06, r.y))
            * 0.9
    };
    let (cap, accent) = if row > 1.5 && (q.x + 0.05).abs() < 0.47 {
        (key(q.x + 0.05, z, 0.44), true)
    } else {
        let n = floor((q.x - shift) / step + 0.5).clamp(-6.0, 6.0);
        (key(q.x - shift - n * step, z, 0.068), (n < -5.5 && row < -1.5) || n > 5.5)
    };
    let cap = cap.max(q.x.abs() - 1.12);
    near(case, 0).or(cap, if accent { 2 } else { 1 })
}

/// A wireless mouse. Slots: 0 shell, 1 wheel, 2 side.
fn mouse(p: V3, _: &[f32; 4]) -> Near {
    let q = p - v(0.0, 0.08, 0.0);
    let body = egg(q - v(0.0, 0.02, 0.06), v(0.50, 0.36 + 0.04 * q.z, 0.84));
    let body = meet(body, -q.y - 0.04, 0.05);
    let waist = egg(v(q.x.abs() - 0.72, q.y - 0.02, q.z - 0.05), v(0.28, 0.5, 0.5));
    let body = carve(body, waist, 0.10);
    let split = (q.x.abs() - 0.008).max(q.z + 0.10).max(-q.y);
    let side = (q.y - 0.115 + 0.05 * q.z).abs() - 0.008;
    let gap = split.min(side.max(0.02 - q.x.abs()));
    let body = carve(body, gap, 0.012);
    let wheel = drum(v(q.y - 0.25, q.x, q.z + 0.44), 0.12, 0.05, 0.02) + 0.006 * sin((q.z + q.y) * 90.0);
    near(body * 0.85, if q.y < 0.112 - 0.05 * q.z { 2 } else { 0 }).or(wheel * 0.9, 1)
}

/// Over-ear headphones standing on their cups. Slots: 0 band and cups, 1 cushions, 2 metal.
fn headphones(p: V3, _: &[f32; 4]) -> Near {
    let q = v(p.x.abs(), p.y, p.z);
    let r = len2(q.x * 1.02, q.y - 0.72);
    let band = meet((r - 0.74).abs() - 0.03, p.z.abs() - 0.12 + 0.03 * smooth(0.8, 1.5, q.y), 0.025).max(0.60 - q.y);
    let pad = meet((r - 0.685).abs() - 0.035, p.z.abs() - 0.10, 0.03).max(1.02 - q.y);
    let arm = bar(q, v(0.745, 0.86, 0.0), v(0.74, 0.46, 0.0), 0.035, 0.045);
    let c = (q - v(0.70, 0.40, 0.0)).turn_z(0.10);
    let face = v(c.y, c.x, c.z * 1.12);
    let cup = drum(face, 0.36, 0.085, 0.06);
    let cap = drum(face - v(0.0, 0.095, 0.0), 0.25, 0.02, 0.015);
    let cushion = ring(face + v(0.0, 0.13, 0.0), 0.26, 0.105) * 0.9;
    near(band.min(cup), 0).or(pad, 1).or(arm, 2).or(cap, 2).or(cushion, 1)
}

/// A phone case lying on its face. Slots: 0 case, 1 camera island, 2 lenses.
fn phone_case(p: V3, _: &[f32; 4]) -> Near {
    let body = cuboid(p - v(0.0, 0.08, 0.0), v(0.52, 0.08, 1.06), 0.07);
    let flat = rect(p.x, p.z, 0.52, 1.06, 0.16);
    let body = meet(body, flat, 0.03);
    let c = v(p.x + 0.24, p.y - 0.165, p.z + 0.76);
    let island = slab(rect(c.x, c.z, 0.21, 0.22, 0.09), c.y, 0.02, 0.012);
    let mut all = near(body, 0).or(island, 1);
    for (x, z) in [(-0.09, -0.10), (-0.09, 0.10), (0.10, 0.0)] {
        let l = v(c.x - x, c.y - 0.02, c.z - z);
        all = all
            .or(carve(drum(l, 0.075, 0.02, 0.01), drum(l - v(0.0, 0.03, 0.0), 0.052, 0.02, 0.0), 0.003), 1)
            .or(drum(l, 0.05, 0.012, 0.0), 2);
    }
    let button = cuboid(p - v(0.525, 0.08, -0.30), v(0.015, 0.025, 0.14), 0.01);
    all.or(button, 0)
}

/// A portable loudspeaker lying on its feet. Slots: 0 mesh, 1 ends and strip, 2 buttons.
fn speaker(p: V3, _: &[f32; 4]) -> Near {
    let q = p - v(0.0, 0.46, 0.0);
    let r = len2(q.y, q.z);
    let mesh = 0.010 * sin(q.x * 70.0) * sin(crate::maths::atan2(q.y, q.z) * 34.0);
    let body = meet(r - 0.40 - mesh, q.x.abs() - 0.76, 0.05);
    let end = rect(q.x.abs() - 0.80, r, 0.075, 0.385, 0.05);
    let dish = drum(v(q.y, q.x.abs() - 0.90, q.z), 0.29, 0.06, 0.03);
    let strip = cuboid(p - v(0.0, 0.845, 0.0), v(0.34, 0.03, 0.09), 0.028);
    let (f, n) = cell(q.x, 0.17);
    let button = drum(v(f, p.y - 0.882, p.z), 0.045, 0.012, 0.008).max(n.abs() - 1.5);
    let foot = cuboid(v(q.x.abs() - 0.4, p.y - 0.04, p.z), v(0.12, 0.05, 0.16), 0.03);
    near(body * 0.8, 0).or(carve(end, dish, 0.02), 1).or(strip.min(foot), 1).or(button, 2)
}

/// A power bank with its cable. Slots: 0 shell, 1 ports and lights, 2 cable.
fn power_bank(p: V3, _: &[f32; 4]) -> Near {
    let q = p - v(-0.10, 0.13, 0.0);
    let shell = cuboid(q, v(0.78, 0.125, 0.42), 0.11);
    let port = cuboid(q - v(0.78, 0.0, 0.14), v(0.03, 0.035, 0.09), 0.02).min(cuboid(
        q - v(0.78, 0.0, -0.14),
        v(0.03, 0.03, 0.07),
        0.025,
    ));
    let (f, n) = cell(q.x - 0.2, 0.08);
    let lights = drum(v(f, q.y - 0.125, q.z - 0.28), 0.016, 0.006, 0.0).max(n.abs() - 1.6);
    let turn = len2(p.x - 0.76, p.z - 0.36);
    let cable = len2(turn - 0.22, p.y - 0.10).max(0.70 - p.x) - 0.030;
    let tail = rod(p, v(0.72, 0.05, 0.58), v(0.05, 0.04, 0.70), 0.030);
    let plug = cuboid(p - v(-0.06, 0.05, 0.71), v(0.13, 0.045, 0.07), 0.025);
    near(carve(shell, port, 0.005), 0).or(port + 0.01, 1).or(lights, 1).or(cable.min(tail), 2).or(plug, 2)
}

/// A bound notebook with an elastic band and a pen. Slots: 0 cover, 1 pages, 2 band, 3 pen.
fn notebook(p: V3, _: &[f32; 4]) -> Near {
    let q = (p - v(0.0, 0.10, 0.0)).turn_y(0.10);
    let flat = rect(q.x, q.z, 0.66, 0.90, 0.05);
    let cover = slab(flat, q.y.abs() - 0.082, 0.014, 0.008).min(slab(
        rect(q.x + 0.64, q.z, 0.03, 0.90, 0.01),
        q.y,
        0.095,
        0.02,
    ));
    let pages = slab(rect(q.x - 0.01, q.z, 0.62, 0.87, 0.03), q.y, 0.078, 0.003) + 0.002 * sin(q.y * 320.0);
    let band = cuboid(q - v(0.50, 0.0, 0.0), v(0.025, 0.104, 0.91), 0.006);
    let b = (p - v(-0.12, 0.235, 0.12)).turn_y(-0.5);
    let pen = meet(len2(b.x, b.y) - 0.042, b.z.abs() - 0.56, 0.02).min(cone(
        v(b.x, b.z - 0.63, b.y),
        0.042,
        0.008,
        0.08,
        0.0,
    ));
    let clip = cuboid(b - v(0.0, 0.055, -0.38), v(0.012, 0.01, 0.16), 0.006);
    near(cover, 0).or(pages, 1).or(band, 2).or(pen.min(clip), 3)
}
