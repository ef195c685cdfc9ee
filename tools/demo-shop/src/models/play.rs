//! Toys and sports: bear, ball, dumbbell, yoga mat, blocks, wooden car; and a bowl for pets.

use super::{Model, model};
use crate::maths::{V3, cell, smooth, v};
use crate::noise::noise;
use crate::sdf::{Near, ball, bar, blend, carve, cone, cuboid, drum, egg, len2, meet, near, rect, ring, rod};

pub(super) const MODELS: &[Model] = &[
    model("bear", bear, v(0.0, 0.72, 0.05), 1.04),
    model("ball", basketball, v(0.0, 0.72, 0.0), 0.80),
    model("dumbbells", dumbbells, v(0.0, 0.26, 0.0), 1.12),
    model("yoga-mat", yoga_mat, v(0.0, 0.28, 0.0), 1.18),
    model("blocks", blocks, v(0.0, 0.50, 0.0), 1.06),
    model("car", car, v(0.0, 0.38, 0.0), 1.02),
    model("pet-bowl", pet_bowl, v(0.0, 0.22, 0.0), 1.08),
];

/// A sitting bear. Slots: 0 fur, 1 muzzle, soles and ears' insides, 2 eyes and nose, 3 bow.
fn bear(p: V3, _: &[f32; 4]) -> Near {
    let q = v(p.x.abs(), p.y, p.z);
    let trunk = egg(q - v(0.0, 0.46, 0.0), v(0.40, 0.45, 0.36));
    let head = egg(q - v(0.0, 1.08, 0.04), v(0.38, 0.34, 0.34));
    let ear = ball(q - v(0.30, 1.36, 0.0), 0.14);
    let arm = bar(q, v(0.36, 0.70, 0.08), v(0.50, 0.36, 0.26), 0.14, 0.135);
    let leg = bar(q, v(0.26, 0.20, 0.10), v(0.40, 0.17, 0.52), 0.18, 0.17);
    let fur = blend(blend(blend(trunk, head, 0.06), ear, 0.03), arm.min(leg), 0.05);
    let fluff = if fur < 0.06 { 0.018 * noise(p * 34.0) } else { 0.012 };
    let muzzle = egg(q - v(0.0, 1.00, 0.33), v(0.17, 0.13, 0.12));
    let sole = egg(q - v(0.41, 0.17, 0.655), v(0.115, 0.115, 0.05));
    let inner = egg(q - v(0.30, 1.36, 0.10), v(0.085, 0.085, 0.06));
    let eye = ball(q - v(0.135, 1.15, 0.335), 0.042);
    let nose = egg(q - v(0.0, 1.05, 0.445), v(0.06, 0.042, 0.035));
    let bow = egg(v(q.x - 0.14, q.y - 0.78, q.z - 0.38).turn_z(-0.25), v(0.14, 0.08, 0.05))
        .min(ball(q - v(0.0, 0.78, 0.40), 0.055));
    near((fur - fluff) * 0.85, 0)
        .or((muzzle.min(sole).min(inner) - fluff * 0.4) * 0.9, 1)
        .or(eye.min(nose), 2)
        .or(bow, 3)
}

/// A basketball. Slots: 0 panels, 1 seams.
fn basketball(p: V3, _: &[f32; 4]) -> Near {
    let q = (p - v(0.0, 0.72, 0.0)).turn_x(0.5).turn_z(0.35);
    let seam = q.x.abs().min(q.y.abs()).min((len2(q.x.abs() - 0.86, q.z) - 0.62).abs());
    let groove = smooth(0.030, 0.012, seam);
    let pebble = 0.004 * noise(q * 46.0);
    near((ball(q, 0.72) + groove * 0.018 - pebble * (1.0 - groove)) * 0.9, u8::from(seam < 0.02))
}

/// A pair of six-sided dumbbells. Slots: 0 heads, 1 bar.
fn dumbbells(p: V3, _: &[f32; 4]) -> Near {
    let one = |q: V3| {
        let side = v(q.x.abs() - 0.52, q.y, q.z);
        let (a, b) = (side.y.abs(), side.z.abs());
        let hexagon = (b * 0.866 + a * 0.5).max(a) - 0.27;
        let head = meet(hexagon, side.x.abs() - 0.22, 0.06);
        let waist = 0.055 + 0.018 * smooth(0.22, 0.0, q.x.abs());
        let grip = (len2(q.y, q.z) - waist).max(q.x.abs() - 0.4);
        let (f, _) = cell(q.x + q.y, 0.03);
        (head, grip - 0.004 * smooth(0.010, 0.0, f.abs()))
    };
    let (h1, g1) = one((p - v(0.0, 0.27, 0.34)).turn_y(0.22));
    let (h2, g2) = one((p - v(0.0, 0.27, -0.40)).turn_y(-0.10));
    near(h1.min(h2), 0).or(g1.min(g2) * 0.9, 1)
}

/// A rolled mat with its strap. Slots: 0 mat, 1 inner side, 2 strap.
fn yoga_mat(p: V3, _: &[f32; 4]) -> Near {
    let q = p - v(0.0, 0.30, 0.0);
    let r = len2(q.y, q.z);
    let a = crate::maths::atan2(q.y, q.z) / std::f32::consts::TAU;
    let (f, n) = cell(r - 0.062 * a, 0.062);
    let turn = f.abs() - 0.026;
    let roll = meet(turn.max(n - 4.5), q.x.abs() - 0.95, 0.008).max(0.04 - r);
    let solid = meet(r - 0.29 - 0.062 * a, q.x.abs() - 0.93, 0.01);
    let flap = cuboid(p - v(0.0, 0.028, 0.42), v(0.95, 0.026, 0.36), 0.01);
    let strap = |x: f32| {
        (len2(r - 0.335, q.x - x) - 0.012).max((q.x - x).abs() - 0.05).min(meet(
            (r - 0.328).abs() - 0.012,
            (q.x - x).abs() - 0.05,
            0.005,
        ))
    };
    near(roll.min(flap) * 0.8, 0).or(solid, 1).or(strap(0.45).min(strap(-0.45)), 2)
}

/// A tower of wooden blocks. Slots: 0 to 3 the blocks' colours, 4 plain wood.
fn blocks(p: V3, _: &[f32; 4]) -> Near {
    let cube = |x: f32, y: f32, z: f32, a: f32| cuboid((p - v(x, y, z)).turn_y(a), v(0.19, 0.19, 0.19), 0.03);
    let arch = {
        let q = p - v(-0.02, 0.57, -0.05);
        carve(cuboid(q, v(0.56, 0.19, 0.19), 0.03), len2(q.x, q.y + 0.19) - 0.22, 0.01)
    };
    let roof = {
        let q = p - v(0.0, 0.90, -0.05);
        meet(meet(q.x.abs() * 0.64 + q.y * 0.768 - 0.16, q.z.abs() - 0.19, 0.02), -q.y - 0.14, 0.02)
    };
    let post = drum(p - v(-0.72, 0.28, 0.28), 0.15, 0.28, 0.03);
    let cone_ = cone(p - v(-0.72, 0.70, 0.28), 0.18, 0.01, 0.16, 0.02);
    near(cube(-0.40, 0.19, -0.05, 0.0), 0)
        .or(cube(0.36, 0.19, -0.05, 0.0), 1)
        .or(arch, 2)
        .or(roof, 3)
        .or(cube(0.74, 0.19, 0.40, 0.5), 3)
        .or(cube(0.10, 0.19, 0.56, -0.3), 4)
        .or(post, 1)
        .or(cone_, 0)
        .or(cuboid((p - v(-0.30, 0.10, 0.62)).turn_y(0.7), v(0.30, 0.10, 0.14), 0.03), 4)
}

/// A wooden car. Slots: 0 body, 1 windows, 2 wheels, 3 hubs.
fn car(p: V3, _: &[f32; 4]) -> Near {
    let q = p - v(0.0, 0.36, 0.0);
    let lower = cuboid(q, v(0.86, 0.19, 0.36), 0.13);
    let cabin = cuboid(q - v(-0.10, 0.27, 0.0), v(0.48 - 0.12 * smooth(0.1, 0.4, q.y), 0.20, 0.32), 0.11);
    let body = blend(lower, cabin, 0.10);
    let pane = rect(q.x + 0.34, q.y - 0.29, 0.15, 0.09, 0.04).min(rect(q.x - 0.12, q.y - 0.29, 0.17, 0.09, 0.04));
    let window =
        (pane.max(0.2 - q.z.abs())).min(rect(q.z, q.y - 0.29, 0.22, 0.09, 0.04).max(0.15 - (q.x + 0.10).abs()));
    let arch = len2(q.x.abs() - 0.50, q.y + 0.14) - 0.25;
    let body = carve(body, arch.max(0.24 - q.z.abs()), 0.02);
    let w = v(q.x.abs() - 0.50, q.z.abs() - 0.32, q.y + 0.14);
    let wheel = drum(w, 0.21, 0.085, 0.035);
    let hub = drum(v(w.x, w.y - 0.08, w.z), 0.10, 0.02, 0.012);
    let peg = rod(q, v(0.87, -0.02, 0.18), v(0.89, -0.02, 0.18), 0.05).min(rod(
        q,
        v(0.87, -0.02, -0.18),
        v(0.89, -0.02, -0.18),
        0.05,
    ));
    near(body, u8::from(window < 0.0)).or(wheel, 2).or(hub, 3).or(peg, 3)
}

/// A twin bowl for pets in a stand. Slots: 0 stand, 1 bowls, 2 food, 3 water.
fn pet_bowl(p: V3, _: &[f32; 4]) -> Near {
    let q = v(p.x.abs() - 0.48, p.y, p.z);
    let board = carve(
        cuboid(p - v(0.0, 0.30, 0.0), v(1.0, 0.05, 0.48), 0.04),
        drum(q - v(0.0, 0.3, 0.0), 0.36, 0.2, 0.0),
        0.01,
    );
    let leg = cuboid(v(p.x.abs() - 0.90, p.y - 0.14, p.z.abs() - 0.36), v(0.05, 0.14, 0.05), 0.02);
    let shape = cone(q - v(0.0, 0.24, 0.0), 0.27, 0.37, 0.12, 0.03);
    let bowl = carve(shape, cone(q - v(0.0, 0.29, 0.0), 0.22, 0.35, 0.12, 0.03), 0.01);
    let lip = ring(q - v(0.0, 0.365, 0.0), 0.375, 0.022);
    let lumps = 0.05 * noise(p * 15.0) + 0.02 * noise(p * 31.0);
    let food = (drum(q - v(0.0, 0.28, 0.0), 0.30, 0.03, 0.02) - lumps).max(p.x) * 0.8;
    let water = drum(q - v(0.0, 0.28, 0.0), 0.32, 0.02, 0.0).max(-p.x);
    near(board.min(leg), 0).or(bowl.min(lip), 1).or(food, 2).or(water, 3)
}
