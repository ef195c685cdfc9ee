//! How light falls in the studio: shadows, mirror images, the ground and the room behind.

use super::maths::{V3, mix, smooth, v};
use super::noise::{at, cloud};
use super::render::Studio;
use super::surface::Material;

/// Colour of the lamp, and how strong it is.
const LAMP: V3 = v(1.9, 1.8335, 1.729);

impl Studio<'_> {
    /// Share of the lamp's light that reaches a point (after Quilez' penumbra estimate).
    pub(super) fn lit(&self, p: V3, start: f32) -> f32 {
        let Some((into, out)) = self.span(p, self.lamp, 0.25) else {
            return 1.0;
        };
        let mut t = into.max(start);
        let mut share: f32 = 1.0;
        // Short steps: long ones leave rings in the penumbra.
        for _ in 0..30 {
            let d = self.near(p + self.lamp * t).d;
            share = share.min(0.5 + 0.5 * d * 7.0 / t.max(0.05));
            if share < 0.01 {
                return 0.0;
            }
            t += (d * 0.55).clamp(0.035, 0.4);
            if t > out {
                break;
            }
        }
        let s = share.clamp(0.0, 1.0);
        s * s * (3.0 - 2.0 * s)
    }

    /// The mirror image of the studio: two soft boxes, a bright ceiling and a dark room.
    fn mirror(&self, r: V3, rough: f32) -> V3 {
        let edge = 0.03 + rough * 0.7;
        let panel = |to: V3, u: V3, w: V3, half: (f32, f32)| {
            let ahead = r.dot(to);
            if ahead < 0.05 {
                return 0.0;
            }
            let (x, y) = (r.dot(u) / ahead, r.dot(w) / ahead);
            smooth(half.0 + edge, half.0 - edge, x.abs()) * smooth(half.1 + edge, half.1 - edge, y.abs())
        };
        let key = panel(self.lamp, self.side, self.over, (0.42, 0.30));
        let strip = v(-self.lamp.x, 0.35, -self.lamp.z).unit();
        let rim = panel(strip, self.side, strip.cross(self.side), (0.14, 0.7));
        let sky = mix(0.16, 0.75, smooth(-0.25, 0.85, r.y));
        let below = self.base * 0.55;
        let room = below.mix(self.scene.wall * sky, smooth(-0.25, 0.1, r.y));
        room + v(1.0, 0.97, 0.92) * (key * mix(3.2, 1.1, rough)) + v(0.85, 0.93, 1.0) * (rim * mix(1.2, 0.4, rough))
    }

    fn normal(&self, p: V3, e: f32) -> V3 {
        let k = [v(1.0, -1.0, -1.0), v(-1.0, -1.0, 1.0), v(-1.0, 1.0, -1.0), v(1.0, 1.0, 1.0)];
        k.iter().fold(V3::default(), |n, &s| n + s * self.near(p + s * e).d).unit()
    }

    /// How open the surroundings are, 0–1.
    fn open(&self, p: V3, n: V3) -> f32 {
        let mut closed = 0.0;
        let mut weight = 1.0;
        for h in [0.06, 0.20] {
            let q = p + n * h;
            closed += (h - self.near(q).d.min(q.y.max(0.0))).max(0.0) * weight;
            weight *= 0.7;
        }
        (1.0 - 3.2 * closed).clamp(0.08, 1.0)
    }

    pub(super) fn shade(&self, p: V3, along: V3, slot: u8) -> V3 {
        let material = self.scene.materials.get(usize::from(slot)).unwrap_or(&self.scene.ground);
        let finish = material.finish;
        let plain = self.normal(p, 0.0012);
        let n = self.roughen(plain, p, material);
        let colour = material.colour(p, plain);
        let open = self.open(p, n);
        let facing = n.dot(self.lamp);
        let shadow = if facing > -0.2 { self.lit(p + n * 0.012, 0.02) } else { 0.0 };
        // Cloth and wax let the light creep past the terminator.
        let wrap = finish.glow;
        let key = ((facing + wrap) / (1.0 + wrap)).max(0.0) * mix(shadow, 1.0, wrap * 0.4);
        let diffuse = self.ambient(n, open) + LAMP * key;
        let grazing = (1.0 + along.dot(n)).clamp(0.0, 1.0);
        let fresnel = grazing * grazing * grazing * grazing;
        let fuzz = colour.mix(v(1.0, 1.0, 1.0), 0.3) * (wrap * fresnel * 1.2 * open);
        if finish.gloss < 0.03 {
            return colour * diffuse + fuzz;
        }
        let r = along - n * (2.0 * along.dot(n));
        let image = self.mirror(r, finish.rough) * (0.35 + 0.65 * open) * mix(0.45, 1.0, shadow.max(0.2));
        if finish.metal {
            return colour * (image * mix(0.95, 1.2, fresnel) * finish.gloss + diffuse * (1.0 - finish.gloss) * 0.6);
        }
        let mirror = finish.gloss * (0.11 + 0.75 * fresnel) * (1.0 - 0.6 * finish.rough);
        colour * diffuse * (1.0 - mirror * 0.5) + image * mirror + fuzz
    }

    fn ambient(&self, n: V3, open: f32) -> V3 {
        let sky = v(0.62, 0.66, 0.72) * (0.36 + 0.24 * n.y);
        let bounce = self.base * (0.26 * (0.5 - 0.5 * n.y));
        (sky + bounce) * open
    }

    /// Tilts the normal by the slope of the material's relief.
    fn roughen(&self, n: V3, p: V3, material: &Material) -> V3 {
        if material.finish.bump < 0.0025 {
            return n;
        }
        let e = 0.35 / material.finish.grain.max(1.0);
        let here = material.relief(p);
        let slope = v(
            material.relief(p + v(e, 0.0, 0.0)) - here,
            material.relief(p + v(0.0, e, 0.0)) - here,
            material.relief(p + v(0.0, 0.0, e)) - here,
        );
        (n - slope * (1.0 / e)).unit()
    }

    pub(super) fn floor(&self, p: V3, along: V3, gone: f32, lit: Option<f32>) -> V3 {
        let material = &self.scene.ground;
        let up = v(0.0, 1.0, 0.0);
        let n = if gone < 0.4 && material.finish.bump > 0.01 { self.roughen(up, p, material) } else { up };
        let reach = self.scene.model.reach;
        let near = (p - self.scene.model.middle).length() < reach * 1.2;
        let touch = if near { smooth(-0.02, 0.30 * reach, self.near(p).d) } else { 1.0 };
        let shadow = lit.unwrap_or_else(|| self.lit(p, 0.012));
        let key = n.dot(self.lamp).max(0.0) * shadow;
        let blur = mix(1.0, 0.6, gone);
        let colour = material.colour(p, up).mix(self.base, 1.0 - blur);
        let diffuse = self.ambient(n, 0.45 + 0.55 * touch) + LAMP * key;
        let pool = 1.06 - 0.16 * smooth(0.0, 4.0, v(p.x + self.lamp.x, 0.0, p.z + self.lamp.z).length() / reach);
        if material.finish.gloss < 0.03 {
            return colour * diffuse * pool;
        }
        let grazing = (1.0 + along.dot(n)).clamp(0.0, 1.0);
        let mirror = material.finish.gloss * (0.05 + 0.4 * grazing * grazing * grazing);
        let r = along - n * (2.0 * along.dot(n));
        colour * diffuse * pool
            + self.mirror(r, material.finish.rough.max(0.3)) * (mirror * (0.3 + 0.7 * shadow) * touch)
    }

    /// The room out of focus: a gradient, a few soft discs of light.
    pub(super) fn wall(&self, along: V3) -> V3 {
        let across = along.dot(self.side) * 6.0;
        let height = along.y * 6.0;
        let base = self.scene.wall * (0.62 + 0.5 * smooth(-2.5, 1.5, height) - 0.10 * across.abs().min(2.0));
        let haze = cloud(v(across * 0.7, height * 0.7, 4.0)) - 0.5;
        let mut light = 0.0;
        for k in 0..7_u8 {
            let k = f32::from(k);
            let (cx, cy) = (at(k, self.scene.lamp) * 4.0 - 2.0, at(k + 20.0, self.scene.lamp) * 2.2 - 1.4);
            let r = 0.16 + 0.2 * at(k + 40.0, self.scene.lamp);
            let d = ((across - cx) * (across - cx) + (height - cy) * (height - cy)).sqrt();
            light += smooth(r, r - 0.07, d) * 0.07;
        }
        base * (1.0 + 0.25 * haze) + v(1.0, 0.95, 0.85) * light
    }
}
