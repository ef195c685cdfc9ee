//! What lies on a kitchen table: spoon, knife, pan, board, chopsticks, tray.

use super::{Model, model};
use crate::maths::{V3, smooth, v};
use crate::sdf::{Near, bar, blend, carve, cone, cuboid, drum, egg, len2, meet, near, rect, rod, slab};

pub(super) const MODELS: &[Model] = &[
    model("spoon", spoon, v(0.13, 0.34, 0.0), 1.26),
    model("knife", knife, v(0.0, 0.06, 0.0), 1.30),
    model("pan", pan, v(0.35, 0.22, 0.0), 1.42),
    model("board", board, v(0.0, 0.08, 0.0), 1.25),
    model("chopsticks", chopsticks, v(0.0, 0.08, 0.0), 1.28),
    model("tray", tray, v(0.0, 0.12, 0.0), 1.2),
];

/// A Chinese soup spoon: a deep flat-footed bowl whose wall runs on into a channelled handle.
/// Slots: 0 body, 1 the painted edge.
fn spoon(p: V3, _: &[f32; 4]) -> Near {
    let q = p - v(-0.50, 0.34, 0.0);
    // The rim climbs towards the handle.
    let rim = 0.02 + 0.10 * q.x + 0.10 * (q.x + 0.2) * (q.x + 0.2);
    let outer = meet(
        blend(egg(q, v(0.56, 0.34, 0.37)), drum(p - v(-0.52, 0.05, 0.0), 0.20, 0.05, 0.02), 0.06),
        q.y - rim,
        0.025,
    );
    let inner = egg(q - v(0.0, 0.02, 0.0), v(0.51, 0.29, 0.32));
    // Handle: along x, rising as a parabola, with a groove along its back.
    let u = p.x + 0.06;
    let t = smooth(0.0, 1.35, u);
    let line = 0.36 + 0.08 * u + 0.24 * u * u;
    let half = 0.20 - 0.09 * smooth(0.0, 0.5, u) + 0.02 * t;
    let slope = 1.0 / (1.0 + (0.08 + 0.48 * u) * (0.08 + 0.48 * u)).sqrt();
    let y = (p.y - line) * slope;
    let section = rect(p.z, y, half, 0.055, 0.05);
    let groove = len2(p.z * 0.85, y - 0.10 - 0.04 * t) - (half * 0.72);
    let handle = meet(section, (p.x - 0.55).abs() - 0.72, 0.05);
    let body = carve(blend(outer, handle, 0.12), inner, 0.03);
    let body = carve(body, groove.max(-p.x - 0.15), 0.04);
    let painted = q.y > rim - 0.055 * smooth(0.46, 0.25, q.x) + 0.2 * smooth(0.40, 0.5, q.x) || p.x > 1.13;
    near(body * 0.8, u8::from(painted))
}

/// A kitchen knife lying flat. Slots: 0 blade, 1 handle, 2 rivets.
fn knife(p: V3, _: &[f32; 4]) -> Near {
    let blade = {
        let belly = p.z - 0.17 + 0.55 * smooth(-0.55, -1.25, p.x) * 0.62;
        let back = -p.z - 0.17 - 0.03 * smooth(-0.2, -1.2, p.x);
        let flat = meet(meet(belly, back, 0.02), (p.x + 0.52).abs() - 0.72, 0.03);
        let wedge = 0.026 - 0.024 * smooth(0.02, 0.17, p.z);
        slab(flat, p.y - 0.06, wedge, 0.002)
    };
    let grip = {
        let bend = 0.03 * smooth(0.6, 1.2, p.x);
        let q = v(p.x - 0.72, p.y - 0.06, p.z + 0.05 - bend);
        let waist = 0.10 - 0.018 * smooth(0.35, 0.0, (q.x - 0.05).abs()) + 0.02 * smooth(0.3, 0.48, q.x);
        cuboid(q, v(0.50, 0.055, waist), 0.045)
    };
    let bolster = cuboid(p - v(0.21, 0.06, -0.03), v(0.05, 0.06, 0.12), 0.03);
    let mut all = near(blade, 0).or(grip, 1).or(bolster, 2);
    for x in [0.42, 0.70, 0.98] {
        all = all.or(drum(p - v(x, 0.10, -0.05), 0.03, 0.018, 0.006), 2);
    }
    all
}

/// A frying pan. Slots: 0 coated inside, 1 outside, 2 handle.
fn pan(p: V3, _: &[f32; 4]) -> Near {
    let q = p - v(-0.15, 0.16, 0.0);
    let outer = cone(q, 0.62, 0.78, 0.15, 0.05);
    let inner = cone(q - v(0.0, 0.04, 0.0), 0.58, 0.75, 0.14, 0.05);
    let body = carve(outer, inner, 0.02);
    let lip = q.y > 0.135;
    let lift = 0.10 * smooth(0.6, 1.6, p.x);
    let h = v(p.x - 1.12, p.y - 0.25 - lift, p.z);
    let handle = cuboid(h, v(0.52, 0.045, 0.085 - 0.03 * smooth(0.1, -0.5, h.x)), 0.04);
    let hole = slab(rect(h.x - 0.40, h.z, 0.06, 0.025, 0.025), h.y, 0.2, 0.0);
    let joint = rod(p, v(0.56, 0.22, 0.0), v(0.75, 0.26, 0.0), 0.05);
    near(body, if len2(q.x, q.z) < 0.74 && inner < 0.02 && !lip { 0 } else { 1 })
        .or(carve(handle, hole, 0.01), 2)
        .or(joint, 1)
}

/// A cutting board with a handle hole and a juice groove. Slots: 0 wood, 1 groove, 2 cord.
fn board(p: V3, _: &[f32; 4]) -> Near {
    let main = rect(p.x + 0.12, p.z, 0.86, 0.62, 0.12);
    let grip = rect(p.x - 0.90, p.z, 0.26, 0.16, 0.10);
    let flat = carve(blend(main, grip, 0.16), len2(p.x - 1.0, p.z) - 0.06, 0.01);
    let ridge = (main + 0.10).abs() - 0.02;
    let body = carve(slab(flat, p.y - 0.07, 0.07, 0.025), slab(ridge, p.y - 0.15, 0.035, 0.01), 0.015);
    let loop_ = len2((len2(p.x - 1.10, p.z) - 0.12).abs(), p.y - 0.15) - 0.014;
    near(body, u8::from(ridge < 0.008 && p.y > 0.1)).or(loop_, 2)
}

/// Chopsticks side by side on a rest; the first measure is how many pairs. Slots: 0 stick, 1 end, 2 rest.
fn chopsticks(p: V3, size: &[f32; 4]) -> Near {
    let pairs = size.first().copied().unwrap_or(0.0).clamp(2.0, 6.0);
    let step = 0.105;
    let span = pairs * 2.0 - 1.0;
    let n = ((p.z / step + span / 2.0) + 0.5).clamp(0.0, span);
    let n = crate::maths::floor(n);
    let q = v(p.x, p.y, p.z - (n - span / 2.0) * step);
    let lift = 0.10 - 0.035 * (q.x + 0.9);
    let stick = bar(q - v(0.0, 0.06 + lift * 0.4, 0.0), v(-1.18, 0.04, 0.0), v(1.18, 0.0, 0.0), 0.022, 0.040);
    let rest = {
        let r = p - v(-0.62, 0.035, 0.0);
        let sag = 0.02 * smooth(0.0, 0.5, r.z.abs());
        cuboid(r - v(0.0, sag, 0.0), v(0.12, 0.04, 0.12 + step * span * 0.5), 0.03)
    };
    near(stick, u8::from(p.x > 0.72 && p.x < 1.12)).or(rest, 2)
}

/// A serving tray with two handles. Slots: 0 floor, 1 wall, 2 handles.
fn tray(p: V3, _: &[f32; 4]) -> Near {
    let flat = rect(p.x, p.z, 1.0, 0.66, 0.18);
    let outer = slab(flat, p.y - 0.11, 0.11, 0.03);
    let inner = slab(flat + 0.05, p.y - 0.20, 0.16, 0.02);
    let body = carve(outer, inner, 0.01);
    let x = p.x.abs() - 1.0;
    let handle = len2(len2(p.z * 0.75, p.y - 0.20) - 0.16, x) - 0.028;
    near(body, u8::from(flat > -0.075)).or(handle.max(0.14 - p.y), 2)
}
