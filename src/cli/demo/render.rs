//! The studio: a camera, one soft lamp, a sheet to stand on, and sphere tracing (Hart 1996) to see it all by.
//!
//! Two things make it quick enough to draw a whole shop while one waits. Tiles of 8 × 8 pixels first send one thick
//! ray, which stops where it can no longer promise to hit nothing; their pixels start from there. And edges alone are
//! sampled more than once.

use image::RgbImage;
use rayon::prelude::*;

use super::develop::develop;
use super::maths::{V3, cos, mix, sin, smooth, v};
use super::models::Model;
use super::noise::{at, cloud};
use super::sdf::Near;
use super::surface::Material;

/// Sides at which main pictures and second views are traced; the rest is enlargement, and passes for a lens.
const TRACED: [usize; 2] = [496, 400];
const TILE: usize = 8;

/// All that a picture shows.
#[derive(Clone, Debug)]
pub(crate) struct Scene {
    pub(crate) model: &'static Model,
    /// The model's free measures.
    pub(crate) size: [f32; 4],
    /// By the model's slots.
    pub(crate) materials: Vec<Material>,
    pub(crate) ground: Material,
    /// Linear RGB of what is far behind.
    pub(crate) wall: V3,
    pub(crate) view: View,
    /// Where the lamp stands, degrees about the vertical axis from the camera.
    pub(crate) lamp: f32,
    /// Whether it is the main picture, which is traced finer.
    pub(crate) main: bool,
}

/// Where the camera is: degrees about the vertical axis, degrees above the horizon, and how close.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct View {
    pub(crate) turn: f32,
    pub(crate) tilt: f32,
    pub(crate) zoom: f32,
}

struct Camera {
    eye: V3,
    right: V3,
    up: V3,
    ahead: V3,
    /// Pixels to a side.
    side: usize,
}

/// What a ray met: 0 is the far wall, 1 the ground, more is the model's slot + 2.
#[derive(Clone, Copy, Default)]
pub(super) struct Seen {
    pub(super) colour: V3,
    what: u8,
    depth: f32,
}

/// What the pixels of a tile share.
#[derive(Clone, Copy)]
struct Tile {
    /// How far their rays may go without meeting the model; `None` where none of them meets it.
    start: Option<f32>,
    /// Share of the lamp's light on the ground, where it is the same all over the tile.
    lit: Option<f32>,
}

const LENS: f32 = 0.29;

/// Draws a scene.
pub(crate) fn draw(scene: &Scene) -> RgbImage {
    let [fine, coarse] = TRACED;
    let side = if scene.main { fine } else { coarse };
    let camera = Camera::new(scene, side);
    let studio = Studio::new(scene);
    let tiles = side / TILE;
    let rows: Vec<Vec<Seen>> = (0..tiles).into_par_iter().map(|ty| studio.strip(&camera, ty, tiles)).collect();
    let mut sharp: Vec<Seen> = rows.into_iter().flatten().collect();
    let edges: Vec<(usize, V3)> = (side..side * (side - 1))
        .into_par_iter()
        .filter(|&i| is_edge(&sharp, i, side))
        .map(|i| (i, studio.supersample(&camera, i % side, i / side)))
        .collect();
    for (i, colour) in edges {
        if let Some(seen) = sharp.get_mut(i) {
            seen.colour = colour;
        }
    }
    develop(&sharp, side)
}

/// Whether something else begins beside this pixel.
fn is_edge(sharp: &[Seen], i: usize, side: usize) -> bool {
    let Some(here) = sharp.get(i) else { return false };
    [i + 1, i.wrapping_sub(1), i + side, i.wrapping_sub(side)].iter().any(|&j| {
        sharp.get(j).is_some_and(|o| o.what != here.what || (here.what > 1 && (o.depth - here.depth).abs() > 0.012 * here.depth))
    })
}

impl Camera {
    fn new(scene: &Scene, side: usize) -> Camera {
        let (turn, tilt) = (scene.view.turn.to_radians(), scene.view.tilt.to_radians());
        let target = scene.model.middle;
        let away = 1.06 * scene.model.reach / (LENS * scene.view.zoom);
        let from = v(sin(turn) * cos(tilt), sin(tilt), cos(turn) * cos(tilt));
        let ahead = -from;
        let right = v(cos(turn), 0.0, -sin(turn));
        Camera { eye: target + from * away, right, up: right.cross(ahead), ahead, side }
    }

    /// Direction of the ray through a point of the picture, in pixels.
    fn ray(&self, x: f32, y: f32) -> V3 {
        #[allow(clippy::cast_precision_loss)]
        let half = self.side as f32 / 2.0;
        (self.ahead + self.right * ((x / half - 1.0) * LENS) + self.up * ((1.0 - y / half) * LENS)).unit()
    }
}

/// A scene with what is worked out once.
struct Studio<'a> {
    scene: &'a Scene,
    lamp: V3,
    side: V3,
    over: V3,
    /// The ground's colour, about.
    base: V3,
}

impl<'a> Studio<'a> {
    fn new(scene: &'a Scene) -> Studio<'a> {
        let a = (scene.view.turn + scene.lamp).to_radians();
        let lamp = v(sin(a) * 0.75, 0.72, cos(a) * 0.75).unit();
        let side = v(0.0, 1.0, 0.0).cross(lamp).unit();
        let up = v(0.0, 1.0, 0.0);
        let spots = [v(0.1, 0.0, 0.2), v(-0.7, 0.0, 0.4), v(0.5, 0.0, -0.8), v(0.9, 0.0, 0.9)];
        let base = spots.iter().fold(V3::default(), |sum, &p| sum + scene.ground.colour(p, up) * 0.25);
        Studio { scene, lamp, side, over: lamp.cross(side), base }
    }

    fn near(&self, p: V3) -> Near {
        (self.scene.model.shape)(p, &self.scene.size)
    }

    /// Where a ray enters and leaves the sphere about the model, made wider by `margin`.
    fn span(&self, from: V3, along: V3, margin: f32) -> Option<(f32, f32)> {
        let to = from - self.scene.model.middle;
        let b = to.dot(along);
        let r = self.scene.model.reach + margin;
        let c = to.dot(to) - r * r;
        let h = b * b - c;
        (h > 0.0).then(|| (-b - h.sqrt(), -b + h.sqrt())).filter(|(_, out)| *out > 0.0)
    }

    /// One row of tiles, as TILE rows of pixels.
    #[allow(clippy::cast_precision_loss)]
    fn strip(&self, camera: &Camera, ty: usize, tiles: usize) -> Vec<Seen> {
        let mut rows = vec![Seen::default(); TILE * camera.side];
        for tx in 0..tiles {
            let (left, top) = ((tx * TILE) as f32, (ty * TILE) as f32);
            let tile = self.tile(camera, left, top);
            for (i, j) in (0..TILE * TILE).map(|k| (k % TILE, k / TILE)) {
                let along = camera.ray(left + i as f32 + 0.5, top + j as f32 + 0.5);
                if let Some(pixel) = rows.get_mut(j * camera.side + tx * TILE + i) {
                    *pixel = self.see(camera.eye, along, tile);
                }
            }
        }
        rows
    }

    /// What all pixels of the tile at `left`, `top` share.
    #[allow(clippy::cast_precision_loss)]
    fn tile(&self, camera: &Camera, left: f32, top: f32) -> Tile {
        let size = TILE as f32;
        let start = self.thick_ray(camera, camera.ray(left + size / 2.0, top + size / 2.0));
        let mut lit = [0.0, 0.0, 0.0, 0.0, 0.0];
        for (share, (dx, dy)) in lit.iter_mut().zip([(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0), (0.5, 0.5)]) {
            let along = camera.ray(left + size * dx, top + size * dy);
            if along.y > -1e-3 {
                return Tile { start, lit: None };
            }
            *share = self.lit(camera.eye + along * (-camera.eye.y / along.y), 0.012);
        }
        let [first, ..] = lit;
        let same = lit.iter().all(|share| (share - first).abs() < 0.004);
        Tile { start, lit: same.then_some(first) }
    }

    /// How far every ray of a tile may go without meeting the model; `None` where none of them meets it.
    fn thick_ray(&self, camera: &Camera, along: V3) -> Option<f32> {
        #[allow(clippy::cast_precision_loss)]
        let spread = 1.5 * LENS * TILE as f32 / camera.side as f32;
        let from = camera.eye;
        let reach = self.scene.model.reach;
        let to = self.scene.model.middle - from;
        let nearest = to.dot(along);
        if (to - along * nearest).length() > reach + nearest * spread {
            return None;
        }
        let end = nearest + reach;
        let mut t = (nearest - reach).max(0.0);
        for _ in 0..40 {
            let room = self.near(from + along * t).d - t * spread;
            if room < 0.004 {
                return Some(t);
            }
            t += room / (1.0 + spread);
            if t > end {
                return None;
            }
        }
        Some(t)
    }

    #[allow(clippy::cast_precision_loss)]
    fn supersample(&self, camera: &Camera, x: usize, y: usize) -> V3 {
        let tile = Tile { start: self.thick_ray(camera, camera.ray(x as f32 + 0.5, y as f32 + 0.5)), lit: None };
        let mut sum = V3::default();
        for (dx, dy) in [(0.125, 0.375), (0.375, 0.875), (0.625, 0.125), (0.875, 0.625)] {
            sum = sum + self.see(camera.eye, camera.ray(x as f32 + dx, y as f32 + dy), tile).colour;
        }
        sum * 0.25
    }

    fn see(&self, eye: V3, along: V3, tile: Tile) -> Seen {
        let floor = if along.y < -1e-4 { -eye.y / along.y } else { f32::MAX };
        if let Some(t) = tile.start.and_then(|t| self.march(eye, along, t, floor)) {
            let p = eye + along * t;
            let slot = self.near(p).slot;
            return Seen { colour: self.shade(p, along, slot), what: slot.saturating_add(2), depth: t };
        }
        if floor > 1e6 {
            return Seen { colour: self.wall(along), what: 0, depth: 0.0 };
        }
        let p = eye + along * floor;
        let gone = smooth(3.2, 7.5, v(p.x, 0.0, p.z).length() / self.scene.model.reach);
        let colour = if gone <= 0.0 {
            self.floor(p, along, gone, tile.lit)
        } else if gone < 1.0 {
            self.floor(p, along, gone, tile.lit).mix(self.wall(along), gone)
        } else {
            self.wall(along)
        };
        Seen { colour, what: 1, depth: floor }
    }

    fn march(&self, from: V3, along: V3, start: f32, floor: f32) -> Option<f32> {
        let end = self.span(from, along, 0.0)?.1.min(floor);
        let mut t = start;
        for _ in 0..48 {
            let d = self.near(from + along * t).d;
            if d < 0.0004 * t {
                return Some(t);
            }
            t += d * 0.92;
            if t > end {
                return None;
            }
        }
        None
    }

    /// Share of the lamp's light that reaches a point (Quilez' penumbra estimate).
    fn lit(&self, p: V3, start: f32) -> f32 {
        let Some((into, out)) = self.span(p, self.lamp, 0.25) else { return 1.0 };
        let mut t = into.max(start);
        let mut share: f32 = 1.0;
        for _ in 0..16 {
            let d = self.near(p + self.lamp * t).d;
            share = share.min(0.5 + 0.5 * d * 7.0 / t.max(0.05));
            if share < 0.01 {
                return 0.0;
            }
            t += (d * 0.9).clamp(0.05, 0.5);
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

    fn shade(&self, p: V3, along: V3, slot: u8) -> V3 {
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
        let diffuse = self.ambient(n, open) + v(1.0, 0.965, 0.91) * (1.9 * key);
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

    fn floor(&self, p: V3, along: V3, gone: f32, lit: Option<f32>) -> V3 {
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
        let diffuse = self.ambient(n, 0.45 + 0.55 * touch) + v(1.0, 0.965, 0.91) * (1.9 * key);
        let pool = 1.06 - 0.16 * smooth(0.0, 4.0, v(p.x + self.lamp.x, 0.0, p.z + self.lamp.z).length() / reach);
        if material.finish.gloss < 0.03 {
            return colour * diffuse * pool;
        }
        let grazing = (1.0 + along.dot(n)).clamp(0.0, 1.0);
        let mirror = material.finish.gloss * (0.05 + 0.4 * grazing * grazing * grazing);
        let r = along - n * (2.0 * along.dot(n));
        colour * diffuse * pool + self.mirror(r, material.finish.rough.max(0.3)) * (mirror * (0.3 + 0.7 * shadow) * touch)
    }

    /// The room out of focus: a gradient, a few soft discs of light.
    fn wall(&self, along: V3) -> V3 {
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
