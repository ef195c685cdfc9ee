//! What one wears: boots, vest, hats, slippers, belt, sunglasses, watch.

use super::{Model, model};
use crate::maths::{V3, cell, mix, sin, smooth, v};
use crate::noise::cloud;
use crate::sdf::{Near, bar, blend, carve, cuboid, drum, egg, len2, meet, near, rect, ring, rod, shell, slab};

pub(super) const MODELS: &[Model] = &[
    model("boots", boots, v(0.0, 0.72, 0.0), 1.22),
    model("vest", vest, v(0.0, 0.05, 0.02), 1.30),
    model("cap", cap, v(0.12, 0.30, 0.0), 1.05),
    model("straw-hat", straw_hat, v(0.0, 0.22, 0.0), 1.18),
    model("slippers", slippers, v(0.0, 0.20, 0.0), 1.18),
    model("belt", belt, v(0.0, 0.16, 0.0), 1.0),
    model("sunglasses", sunglasses, v(0.0, 0.22, -0.30), 1.22),
    model("watch", watch, v(0.0, 0.34, 0.0), 1.0),
];

/// A pair of eight-eyelet boots. Slots: 0 leather, 1 sole, 2 stitches and heel loop, 3 laces, 4 lining.
fn boots(p: V3, _: &[f32; 4]) -> Near {
    let room = cuboid(p - v(0.0, 0.74, 0.0), v(0.92, 0.76, 0.72), 0.02);
    if room > 0.25 {
        return near(room - 0.05, 0);
    }
    // Toes point along +x; each boot is turned out a little, and one is set back.
    let side = if p.z < 0.0 { -1.0 } else { 1.0 };
    let q = v(p.x + side * 0.10, p.y, p.z.abs() - 0.36).turn_y(0.10 * 1.0);
    let outline = {
        let waist = 0.235 - 0.05 * smooth(0.55, 0.0, (q.x + 0.12).abs());
        let heel = len2(q.x + 0.52, q.z) - 0.215;
        let ball = len2((q.x - 0.38) * 0.82, q.z - 0.01) - 0.265;
        blend(blend(heel, ball, 0.10), rect(q.x + 0.05, q.z, 0.5, waist, 0.05), 0.08)
    };
    let arch = smooth(0.16, 0.05, (q.x + 0.18).abs()) * 0.10;
    let sole = meet(slab(outline - 0.035, q.y - 0.10, 0.10, 0.025), -(q.y - arch), 0.02);
    let (rib, _) = cell(q.y - 0.03, 0.045);
    let sole = sole + smooth(0.012, 0.0, rib.abs()) * 0.012 * smooth(0.17, 0.14, q.y);
    let foot = blend(
        egg(q - v(0.34, 0.27, 0.0), v(0.40, 0.235, 0.245)),
        egg(q - v(-0.12, 0.36, 0.0), v(0.42, 0.34, 0.215)),
        0.26,
    );
    let rx = 0.285 + 0.05 * smooth(0.7, 1.35, q.y);
    let along = q.x + 0.345 + 0.03 * q.y;
    let column = (len2(along / rx, q.z / 0.215) - 1.0) * 0.21;
    let shaft = meet(column, (q.y - 0.82).abs() - 0.58, 0.03);
    let heel = egg(q - v(-0.45, 0.30, 0.0), v(0.27, 0.32, 0.22));
    let crease = 0.010
        * sin(q.y * 30.0 + 4.0 * q.x)
        * smooth(0.20, 0.0, (q.x + 0.02).abs())
        * smooth(0.28, 0.42, q.y)
        * smooth(0.75, 0.5, q.y);
    let upper = blend(blend(foot, heel, 0.15), shaft, 0.20) + crease;
    let upper = meet(upper, 0.16 - q.y, 0.02);
    let hollow = meet((len2(along / (rx - 0.045), q.z / 0.172) - 1.0) * 0.17, 0.7 - q.y, 0.02);
    let lined = column < -0.022 && q.y > 0.72;
    let upper = carve(upper, hollow, 0.03);
    // Collar and toe seams, and the eyelet facings, stand up a little.
    let collar = smooth(0.02, 0.0, (q.y - 1.33).abs()) * 0.012;
    let facing = smooth(0.02, 0.0, (q.z.abs() - 0.115).abs())
        * smooth(-0.12, 0.0, q.x + 0.1 * q.y)
        * smooth(0.34, 0.44, q.y)
        * 0.012;
    let mut all = near((upper - collar - facing) * 0.85, if lined { 4 } else { 0 }).or(sole * 0.9, 1);
    let (dash, _) = cell(q.x + q.z * 0.8, 0.05);
    let welt = len2(outline - 0.012, q.y - 0.202) - 0.010;
    all = all.or(welt.max(dash.abs() - 0.017), 2);
    all = all.or(len2(len2(q.x + 0.70 - 0.02 * q.y, (q.y - 1.40) * 0.7) - 0.075, q.z) - 0.022, 2);
    laces(q, all)
}

/// Laces cross over the instep and up the shin, and end in a bow.
fn laces(q: V3, mut all: Near) -> Near {
    let rung = |i: f32| {
        let left = 1.0 - i / 7.0;
        v(-0.085 + 0.27 * left * left, 0.52 + 0.097 * i, 0.10)
    };
    let room = bar(q, v(0.2, 0.5, 0.0), v(-0.06, 1.2, 0.0), 0.22, 0.26);
    if room > 0.12 {
        return all.or(room - 0.03, 3);
    }
    for i in 0..8_u8 {
        let a = rung(f32::from(i));
        let b = rung(f32::from(i) + 1.0);
        let flip = |w: V3| v(w.x, w.y, -w.z);
        let lift = v(0.05, 0.02, 0.0);
        all = all.or(rod(q, a, flip(a) + v(0.0, 0.0, 0.0), 0.024).min(rod(q, a, a - v(0.03, 0.0, -0.03), 0.026)), 3);
        if i < 7 {
            let middle = (a + flip(b)) * 0.5 + lift;
            all = all.or(rod(q, a, middle, 0.022).min(rod(q, middle, flip(b), 0.022)), 3);
            let other = v(middle.x, middle.y, -middle.z);
            all = all.or(rod(q, flip(a), other, 0.022).min(rod(q, other, b, 0.022)), 3);
        }
    }
    let knot = rung(7.0) + v(0.04, 0.02, -0.105);
    let wing = v(q.x - knot.x, q.y - knot.y + 0.5 * (q.z.abs() - 0.02), q.z.abs() - 0.11);
    all = all.or(len2(len2(wing.y * 1.5, wing.z) - 0.085, wing.x) - 0.02, 3);
    let tail = rod(v(q.x, q.y, q.z.abs()), knot, knot + v(0.10, -0.30, 0.13), 0.018);
    all.or(tail, 3)
}

/// A cotton vest lying flat, its hem towards +z. Slots: 0 cloth, 1 bindings, 2 label.
fn vest(p: V3, _: &[f32; 4]) -> Near {
    let (x, z) = (p.x.abs(), p.z);
    let waist = 0.60 - 0.045 * smooth(0.45, 0.0, (z - 0.25).abs()) + 0.03 * smooth(0.6, 1.1, z);
    let hem = 1.08 + 0.025 * sin(p.x * 5.0 + 1.0) - 0.05 * p.x * p.x;
    let trunk = meet(meet(x - waist, z - hem, 0.05), -z - 1.06 + 0.10 * smooth(0.2, 0.45, x), 0.05);
    let arm = {
        let (ax, az) = (x - 0.80, z + 0.72);
        (len2(ax / 0.40, az / 0.62) - 1.0) * 0.42
    };
    let neck = (len2(x / 0.26, (z + 1.12) / 0.42) - 1.0) * 0.27;
    let flat = carve(carve(trunk, arm, 0.03), neck, 0.03);
    let back = carve(carve(trunk, arm, 0.03), (len2(x / 0.25, (z + 1.14) / 0.20) - 1.0) * 0.22, 0.03);
    let bound = (arm.min(neck) - 0.045).max(flat) < 0.0 || z > hem - 0.06;
    // Folds: long soft waves that gather towards the shoulders and the waist.
    let wave = cloud(v(p.x * 2.6 + 0.7 * z, 1.0, z * 0.9)) - 0.5;
    let (crease, _) = cell(p.x * 1.3 + 0.55 * z + 1.1 * wave, 0.55);
    let fold = smooth(0.16, 0.0, crease.abs()) * (0.25 + wave).max(0.0);
    let pull = sin((x * 9.0 - z * 5.0) + 3.0 * wave) * 0.012 * smooth(0.2, -0.5, z);
    let height = 0.075 + 0.06 * wave + 0.075 * fold + pull - 0.03 * smooth(-0.16, 0.0, flat);
    let front = slab(flat, p.y - height * 0.5, height * 0.5 + 0.02, 0.02);
    let seam = if bound { 0.006 } else { 0.0 };
    let behind = slab(back, p.y - 0.012, 0.02, 0.01);
    let label = slab(rect(p.x, z + 0.90, 0.07, 0.035, 0.005), p.y - 0.03, 0.012, 0.002);
    near((front - seam) * 0.7, u8::from(bound)).or(behind, u8::from(back > -0.045)).or(label, 2)
}

/// A baseball cap. Slots: 0 crown, 1 brim, 2 button and badge.
fn cap(p: V3, _: &[f32; 4]) -> Near {
    let dome = shell(egg(p - v(-0.12, 0.08, 0.0), v(0.62, 0.56, 0.52)), 0.015);
    let seam = {
        let q = p - v(-0.12, 0.0, 0.0);
        let six = crate::maths::atan2(q.z, q.x) / (std::f32::consts::PI / 3.0);
        let (f, _) = cell(six, 1.0);
        smooth(0.03, 0.0, f.abs()) * 0.010
    };
    let dome = meet(dome - seam, -p.y, 0.01);
    let flat = meet((len2((p.x - 0.36) / 0.62, p.z / 0.50) - 1.0) * 0.48, -(len2(p.x + 0.12, p.z * 1.15) - 0.55), 0.02);
    let bow = 0.10 - 0.34 * p.z * p.z - 0.12 * (p.x - 0.3).max(0.0);
    let brim = slab(flat.max(-p.x + 0.1), p.y - bow.max(0.02), 0.022, 0.015);
    let badge = egg(p - v(0.47, 0.30, 0.0), v(0.06, 0.11, 0.14));
    near(dome * 0.8, 0).or(brim * 0.8, 1).or(drum(p - v(-0.12, 0.65, 0.0), 0.05, 0.02, 0.015), 2).or(badge, 2)
}

/// A wide straw hat with a ribbon. Slots: 0 straw, 1 ribbon.
fn straw_hat(p: V3, _: &[f32; 4]) -> Near {
    let r = len2(p.x, p.z);
    let lift = 0.06 + 0.05 * sin(crate::maths::atan2(p.z, p.x) * 2.0) * smooth(0.5, 1.1, r);
    let brim = slab(r - 1.08, p.y - lift, 0.018, 0.012);
    let crown = meet(egg(p - v(0.0, 0.12, 0.0), v(0.50, 0.50, 0.46)), p.y - 0.52, 0.10);
    let dent = egg(p - v(0.0, 0.60, 0.0), v(0.28, 0.10, 0.16));
    let crown = carve(crown, dent, 0.08).max(0.02 - p.y);
    let rib = sin(r * 90.0 + p.y * 60.0) * 0.003;
    let band = meet(crown - 0.016, (p.y - 0.15).abs() - 0.07, 0.01);
    let tail = slab(rect(p.x - 0.62, p.z - 0.28 - 0.2 * p.x, 0.20, 0.06, 0.01), p.y - lift - 0.03, 0.008, 0.004);
    near((blend(brim, crown, 0.06) - rib) * 0.8, 0).or(band * 0.9, 1).or(tail, 1)
}

/// A pair of house slippers. Slots: 0 sole, 1 insole, 2 upper.
fn slippers(p: V3, _: &[f32; 4]) -> Near {
    let q = v(p.x, p.y, p.z.abs() - 0.40).turn_y(-0.06);
    let outline = bar(v(q.x, 0.0, q.z), v(-0.62, 0.0, 0.0), v(0.46, 0.0, -0.02), 0.28, 0.36)
        + 0.05 * smooth(0.3, 0.0, (q.x + 0.2).abs());
    let sole = slab(outline, q.y - 0.09, 0.09, 0.05);
    let insole = slab(outline + 0.05, q.y - 0.165, 0.03, 0.02);
    let arch = egg(q - v(0.42, 0.12, 0.0), v(0.56, 0.36, 0.37));
    let hole = egg(q - v(0.34, 0.10, 0.0), v(0.60, 0.29, 0.31));
    let upper = meet(meet(carve(arch, hole, 0.02), -(q.x + 0.02 + 0.25 * q.z * q.z), 0.03), 0.10 - q.y, 0.02);
    let (rib, _) = cell(q.x, 0.09);
    near(sole, 0).or(insole, 1).or((upper - 0.014 * smooth(0.045, 0.0, rib.abs())) * 0.8, 2)
}

/// A rolled belt with its buckle in front. Slots: 0 leather, 1 buckle, 2 edge.
fn belt(p: V3, _: &[f32; 4]) -> Near {
    let r = len2(p.x, p.z);
    let angle = crate::maths::atan2(p.z, p.x) / std::f32::consts::TAU;
    // A spiral of four turns, 0.085 apart.
    let (f, n) = cell(r - 0.085 * angle - 0.30, 0.085);
    let turn =
        if (-0.5..=4.5).contains(&n) { f.abs() } else { (r - 0.085 * angle - 0.30 - 0.085 * n.clamp(0.0, 4.0)).abs() };
    let strap = meet(turn - 0.028, (p.y - 0.17).abs() - 0.17, 0.015);
    let b = v(p.x - 0.76, p.y - 0.17, p.z);
    let frame = carve(cuboid(b, v(0.03, 0.21, 0.26), 0.025), cuboid(b, v(0.2, 0.145, 0.19), 0.02), 0.01);
    let tongue = rod(b, v(0.03, 0.0, -0.22), v(0.04, 0.0, 0.22), 0.018);
    let holder = carve(
        cuboid(b - v(-0.06, 0.0, -0.42), v(0.07, 0.19, 0.045), 0.02),
        cuboid(b - v(-0.06, 0.0, -0.42), v(0.05, 0.17, 0.2), 0.01),
        0.01,
    );
    near(strap * 0.8, if (p.y - 0.17).abs() > 0.15 { 2 } else { 0 }).or(frame.min(tongue), 1).or(holder, 2)
}

/// Sunglasses standing on their temples. Slots: 0 frame, 1 lens, 2 hinges.
fn sunglasses(p: V3, _: &[f32; 4]) -> Near {
    let (x, y, z) = (p.x.abs(), p.y - 0.30, p.z - 0.32 + 0.16 * p.x * p.x);
    let eye = rect(x - 0.47 - 0.04 * y, y, 0.36, 0.28 - 0.06 * smooth(0.5, 0.1, x), 0.20);
    let rim = meet(shell(eye, 0.045), z.abs() - 0.035, 0.02);
    let lens = meet(eye, z.abs() - 0.012, 0.005);
    let bridge = bar(v(x, y, z), v(0.0, 0.10, 0.01), v(0.16, 0.06, 0.0), 0.035, 0.045);
    let temple = rod(v(x, y, p.z), v(0.90, 0.16, 0.10), v(0.86, 0.16, -0.90), 0.030).min(bar(
        v(x, y, p.z),
        v(0.86, 0.16, -0.90),
        v(0.84, -0.14, -1.24),
        0.032,
        0.045,
    ));
    let hinge = cuboid(v(x - 0.88, y - 0.16, p.z - 0.16), v(0.035, 0.05, 0.09), 0.02);
    near(rim.min(bridge), 0).or(lens, 1).or(temple, 0).or(hinge, 2)
}

/// A wrist watch on its side-on cushion. Slots: 0 case, 1 dial, 2 strap, 3 hands and marks.
fn watch(p: V3, _: &[f32; 4]) -> Near {
    // The dial leans back 50 degrees from lying flat.
    let q = (p - v(0.0, 0.46, 0.12)).turn_x(-0.75);
    let case = carve(drum(q, 0.40, 0.075, 0.03), drum(q - v(0.0, 0.08, 0.0), 0.345, 0.05, 0.01), 0.01);
    let dial = drum(q, 0.36, 0.035, 0.0);
    let crown = drum(v(q.y, q.x - 0.44, q.z), 0.045, 0.035, 0.01);
    let mark = {
        let (f, _) = cell(crate::maths::atan2(q.z, q.x) / (std::f32::consts::PI / 6.0), 1.0);
        cuboid(v(len2(q.x, q.z) - 0.29, q.y - 0.04, f * 0.15), v(0.035, 0.008, 0.010), 0.0)
    };
    let hand = rod(q, v(0.0, 0.045, 0.0), v(0.14, 0.045, -0.10), 0.014).min(rod(
        q,
        v(0.0, 0.05, 0.0),
        v(-0.12, 0.05, -0.22),
        0.010,
    ));
    let band = {
        let r = len2(p.y - 0.40, p.z + 0.06);
        let hoop = (r - 0.40 - 0.05 * smooth(0.0, 0.5, p.z)).abs() - 0.03;
        let width = mix(0.20, 0.15, smooth(0.0, 0.7, 0.5 - p.y));
        meet(meet(hoop, p.x.abs() - width, 0.02), -(drum(q, 0.36, 0.3, 0.0)), 0.01)
    };
    let lug = cuboid(v(q.x.abs() - 0.20, q.y + 0.02, q.z.abs() - 0.40), v(0.035, 0.035, 0.09), 0.015);
    near(case.min(crown).min(lug), 0)
        .or(dial, 1)
        .or(band * 0.9, 2)
        .or(hand.min(mark), 3)
        .or(ring(q - v(0.0, 0.07, 0.0), 0.37, 0.025), 0)
}
