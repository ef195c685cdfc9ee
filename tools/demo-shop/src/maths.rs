//! Vectors, and the few functions that would otherwise differ between machines' mathematics libraries.
//!
//! Everything here is additions, multiplications and square roots, which IEEE 754 fixes to the last bit: so the
//! demo's pictures, and with them its pack, are the same bytes on every machine.

use std::f32::consts::{PI, TAU};
use std::ops::{Add, Mul, Neg, Sub};

/// A point, direction or linear RGB colour.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct V3 {
    pub(crate) x: f32,
    pub(crate) y: f32,
    pub(crate) z: f32,
}

/// Short for a [`V3`].
pub(crate) const fn v(x: f32, y: f32, z: f32) -> V3 {
    V3 { x, y, z }
}

impl V3 {
    pub(crate) fn dot(self, o: V3) -> f32 {
        self.x * o.x + self.y * o.y + self.z * o.z
    }

    pub(crate) fn cross(self, o: V3) -> V3 {
        v(self.y * o.z - self.z * o.y, self.z * o.x - self.x * o.z, self.x * o.y - self.y * o.x)
    }

    pub(crate) fn length(self) -> f32 {
        self.dot(self).sqrt()
    }

    /// Unit vector; the zero vector stays what it is.
    pub(crate) fn unit(self) -> V3 {
        self * (1.0 / self.length().max(1e-9))
    }

    pub(crate) fn abs(self) -> V3 {
        v(self.x.abs(), self.y.abs(), self.z.abs())
    }

    pub(crate) fn mix(self, o: V3, t: f32) -> V3 {
        self + (o - self) * t
    }

    /// Turned about the vertical axis by `a` radians.
    pub(crate) fn turn_y(self, a: f32) -> V3 {
        let (s, c) = (sin(a), cos(a));
        v(self.x * c + self.z * s, self.y, self.z * c - self.x * s)
    }

    /// Turned about the x axis by `a` radians.
    pub(crate) fn turn_x(self, a: f32) -> V3 {
        let (s, c) = (sin(a), cos(a));
        v(self.x, self.y * c - self.z * s, self.y * s + self.z * c)
    }

    /// Turned about the z axis by `a` radians.
    pub(crate) fn turn_z(self, a: f32) -> V3 {
        let (s, c) = (sin(a), cos(a));
        v(self.x * c - self.y * s, self.x * s + self.y * c, self.z)
    }
}

impl Add for V3 {
    type Output = V3;
    fn add(self, o: V3) -> V3 {
        v(self.x + o.x, self.y + o.y, self.z + o.z)
    }
}

impl Sub for V3 {
    type Output = V3;
    fn sub(self, o: V3) -> V3 {
        v(self.x - o.x, self.y - o.y, self.z - o.z)
    }
}

impl Mul<f32> for V3 {
    type Output = V3;
    fn mul(self, k: f32) -> V3 {
        v(self.x * k, self.y * k, self.z * k)
    }
}

/// Component by component: light times colour.
impl Mul for V3 {
    type Output = V3;
    fn mul(self, o: V3) -> V3 {
        v(self.x * o.x, self.y * o.y, self.z * o.z)
    }
}

impl Neg for V3 {
    type Output = V3;
    fn neg(self) -> V3 {
        self * -1.0
    }
}

/// Sine, to about 1e-5: the Taylor polynomial on a quarter turn.
pub(crate) fn sin(a: f32) -> f32 {
    let turns = a * (1.0 / TAU);
    let f = turns - floor(turns + 0.5);
    let x = if f > 0.25 {
        (0.5 - f) * TAU
    } else if f < -0.25 {
        (-0.5 - f) * TAU
    } else {
        f * TAU
    };
    let q = x * x;
    x * (1.0 + q * (-1.0 / 6.0 + q * (1.0 / 120.0 + q * (-1.0 / 5040.0 + q * (1.0 / 362_880.0)))))
}

/// Cosine.
pub(crate) fn cos(a: f32) -> f32 {
    sin(a + PI / 2.0)
}

/// Largest whole number not above `x`, for |x| below two thousand million. `f32::floor` is a library call on the oldest
/// x86-64, and the noise asks for it in every pixel.
#[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss)]
pub(crate) fn floor(x: f32) -> f32 {
    let t = x as i32 as f32;
    if t > x { t - 1.0 } else { t }
}

/// Angle of (x, y) in radians, to about 1e-3: enough to count the petals of a pattern.
pub(crate) fn atan2(y: f32, x: f32) -> f32 {
    let (ax, ay) = (x.abs(), y.abs());
    let r = ax.min(ay) / ax.max(ay).max(1e-9);
    let q = r * r;
    let mut a = r * (0.999_866 + q * (-0.330_299_5 + q * (0.180_141 + q * (-0.085_133 + q * 0.020_835_1))));
    if ay > ax {
        a = PI / 2.0 - a;
    }
    if x < 0.0 {
        a = PI - a;
    }
    if y < 0.0 { -a } else { a }
}

/// 0 below `a`, 1 above `b`, smooth between; falling where `a` > `b`.
pub(crate) fn smooth(a: f32, b: f32, x: f32) -> f32 {
    let t = ((x - a) / (b - a)).clamp(0.0, 1.0);
    t * t * (3.0 - 2.0 * t)
}

/// Straight line from `a` to `b`.
pub(crate) fn mix(a: f32, b: f32, t: f32) -> f32 {
    a + (b - a) * t
}

/// Distance of `x` to the nearest multiple of `step`, and which multiple that is.
pub(crate) fn cell(x: f32, step: f32) -> (f32, f32) {
    let n = floor(x / step + 0.5);
    (x - n * step, n)
}
