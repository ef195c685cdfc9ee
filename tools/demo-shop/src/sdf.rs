//! Signed distances to simple solids, and ways to join them.
//!
//! After Inigo Quilez' collection (iquilezles.org/articles/distfunctions). Every function takes the point in the
//! solid's own frame and answers the distance to its surface, negative inside. Some are bounds and not exact, which
//! only costs the renderer steps.

use super::maths::{V3, v};

/// The nearest surface: how far, and which of the model's materials it is made of.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Near {
    pub(crate) d: f32,
    pub(crate) slot: u8,
}

/// A surface of material `slot` at distance `d`.
pub(crate) fn near(d: f32, slot: u8) -> Near {
    Near { d, slot }
}

impl Near {
    /// This and another solid.
    pub(crate) fn or(self, d: f32, slot: u8) -> Near {
        if d < self.d { near(d, slot) } else { self }
    }
}

/// Length in the plane.
pub(crate) fn len2(x: f32, y: f32) -> f32 {
    (x * x + y * y).sqrt()
}

pub(crate) fn ball(p: V3, r: f32) -> f32 {
    p.length() - r
}

/// Ellipsoid with half axes `r` (a bound).
pub(crate) fn egg(p: V3, r: V3) -> f32 {
    let a = v(p.x / r.x, p.y / r.y, p.z / r.z).length();
    let b = v(p.x / (r.x * r.x), p.y / (r.y * r.y), p.z / (r.z * r.z)).length();
    if b < 1e-6 { -r.x.min(r.y).min(r.z) } else { a * (a - 1.0) / b }
}

/// Box with half sides `h`, its edges rounded by `r` (inside the half sides).
pub(crate) fn cuboid(p: V3, h: V3, r: f32) -> f32 {
    let q = p.abs() - h + v(r, r, r);
    v(q.x.max(0.0), q.y.max(0.0), q.z.max(0.0)).length() + q.x.max(q.y).max(q.z).min(0.0) - r
}

/// The same in the plane.
pub(crate) fn rect(x: f32, y: f32, hx: f32, hy: f32, r: f32) -> f32 {
    let (qx, qy) = (x.abs() - hx + r, y.abs() - hy + r);
    len2(qx.max(0.0), qy.max(0.0)) + qx.max(qy).min(0.0) - r
}

/// Upright cylinder, radius `r`, half height `h`, edges rounded by `e`.
pub(crate) fn drum(p: V3, r: f32, h: f32, e: f32) -> f32 {
    rect(len2(p.x, p.z), p.y, r, h, e)
}

/// Upright frustum: radius `low` at −h, `high` at h, edges rounded by `e`.
pub(crate) fn cone(p: V3, low: f32, high: f32, h: f32, e: f32) -> f32 {
    let t = (p.y / h * 0.5 + 0.5).clamp(0.0, 1.0);
    let slope = (high - low) / (2.0 * h);
    let r = low + (high - low) * t;
    let side = (len2(p.x, p.z) - r) / (1.0 + slope * slope).sqrt();
    meet(side, p.y.abs() - h, e)
}

/// Ring about the vertical axis.
pub(crate) fn ring(p: V3, r: f32, thick: f32) -> f32 {
    len2(len2(p.x, p.z) - r, p.y) - thick
}

/// Rod from `a` to `b`.
pub(crate) fn rod(p: V3, a: V3, b: V3, r: f32) -> f32 {
    bar(p, a, b, r, r)
}

/// Rod from `a` to `b` whose radius goes from `ra` to `rb`.
pub(crate) fn bar(p: V3, a: V3, b: V3, ra: f32, rb: f32) -> f32 {
    let (pa, ba) = (p - a, b - a);
    let t = (pa.dot(ba) / ba.dot(ba).max(1e-9)).clamp(0.0, 1.0);
    (pa - ba * t).length() - (ra + (rb - ra) * t)
}

/// Thing seen from above (distance `flat` in the plane) made into a slab of half height `h`, edges rounded by `e`.
pub(crate) fn slab(flat: f32, y: f32, h: f32, e: f32) -> f32 {
    meet(flat, y.abs() - h, e)
}

/// What is in both, the edge between them rounded by `e`.
pub(crate) fn meet(a: f32, b: f32, e: f32) -> f32 {
    let (qa, qb) = (a + e, b + e);
    len2(qa.max(0.0), qb.max(0.0)) + qa.max(qb).min(0.0) - e
}

/// Both, flowing into each other over a width of `k`.
pub(crate) fn blend(a: f32, b: f32, k: f32) -> f32 {
    let h = (k - (a - b).abs()).max(0.0) / k;
    a.min(b) - h * h * k * 0.25
}

/// `a` without `b`, the edge softened over `k`.
pub(crate) fn carve(a: f32, b: f32, k: f32) -> f32 {
    -blend(-a, b, k)
}

/// Only a skin of thickness `t` on either side of the surface.
pub(crate) fn shell(d: f32, t: f32) -> f32 {
    d.abs() - t
}
