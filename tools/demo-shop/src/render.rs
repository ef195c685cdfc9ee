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
use super::sdf::Near;
use super::surface::Material;

/// Sides at which main pictures and second views are traced; the rest is enlargement, and passes for a lens.
const TRACED: [usize; 2] = [480, 384];
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

/// Share of the lamp's light on the ground under a tile's corners.
type Corners = [f32; 4];

/// What is known of a pixel from its tile.
#[derive(Clone, Copy)]
struct Tile {
    /// How far the ray may go without meeting the model; `None` where it does not meet it.
    start: Option<f32>,
    /// Share of the lamp's light on the ground, where that is smooth over the tile.
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
        .map(|i| (i, studio.supersample(&camera, &sharp, i)))
        .collect();
    for (i, colour) in edges {
        if let Some(seen) = sharp.get_mut(i) {
            seen.colour = colour;
        }
    }
    develop(&sharp, side)
}

/// The pixels beside, above and below pixel `i`.
fn beside(i: usize, side: usize) -> [usize; 4] {
    [i + 1, i.wrapping_sub(1), i + side, i.wrapping_sub(side)]
}

/// Whether something else begins beside this pixel.
fn is_edge(sharp: &[Seen], i: usize, side: usize) -> bool {
    let Some(here) = sharp.get(i) else {
        return false;
    };
    beside(i, side).into_iter().any(|j| {
        sharp.get(j).is_some_and(|o| {
            let far = (o.depth - here.depth).abs() > 0.012 * here.depth;
            o.what != here.what || (here.what > 1 && far)
        })
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
pub(super) struct Studio<'a> {
    pub(super) scene: &'a Scene,
    /// Unit vector towards the lamp, and its panel's two sides.
    pub(super) lamp: V3,
    pub(super) side: V3,
    pub(super) over: V3,
    /// The ground's colour, about.
    pub(super) base: V3,
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

    pub(super) fn near(&self, p: V3) -> Near {
        (self.scene.model.shape)(p, &self.scene.size)
    }

    /// Where a ray enters and leaves the sphere about the model, made wider by `margin`.
    pub(super) fn span(&self, from: V3, along: V3, margin: f32) -> Option<(f32, f32)> {
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
            let (start, corners) = self.tile(camera, left, top);
            for (i, j) in (0..TILE * TILE).map(|k| (k % TILE, k / TILE)) {
                let (dx, dy) = (i as f32 + 0.5, j as f32 + 0.5);
                let along = camera.ray(left + dx, top + dy);
                let lit = corners.map(|[a, b, c, d]| {
                    let u = dx / TILE as f32;
                    mix(mix(a, b, u), mix(c, d, u), dy / TILE as f32)
                });
                let tile = Tile { start, lit };
                if let Some(pixel) = rows.get_mut(j * camera.side + tx * TILE + i) {
                    *pixel = self.see(camera.eye, along, tile);
                }
            }
        }
        rows
    }

    /// What the pixels of the tile at `left`, `top` share.
    #[allow(clippy::cast_precision_loss)]
    fn tile(&self, camera: &Camera, left: f32, top: f32) -> (Option<f32>, Option<Corners>) {
        let size = TILE as f32;
        let start = self.thick_ray(camera, camera.ray(left + size / 2.0, top + size / 2.0));
        let lit = |dx: f32, dy: f32| {
            let along = camera.ray(left + size * dx, top + size * dy);
            let ground = camera.eye + along * (-camera.eye.y / along.y.min(-1e-3));
            self.lit(ground, 0.012)
        };
        let corners = [lit(0.0, 0.0), lit(1.0, 0.0), lit(0.0, 1.0), lit(1.0, 1.0)];
        let mean = corners.iter().sum::<f32>() / 4.0;
        let even = corners.iter().all(|share| (share - mean).abs() < 0.12);
        let smooth = even && (lit(0.5, 0.5) - mean).abs() < 0.02;
        (start, smooth.then_some(corners))
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

    /// The pixel numbered `i` again, as the mean of three rays: an edge runs through it.
    #[allow(clippy::cast_precision_loss)]
    fn supersample(&self, camera: &Camera, sharp: &[Seen], i: usize) -> V3 {
        let (x, y) = ((i % camera.side) as f32, (i / camera.side) as f32);
        let around = beside(i, camera.side).into_iter().chain([i]);
        let depths = around.filter_map(|j| sharp.get(j).filter(|seen| seen.what > 1));
        let nearest = depths.fold(f32::MAX, |least, seen| least.min(seen.depth));
        // Nothing of the model can be much nearer than what is seen beside it.
        let start = (nearest < f32::MAX).then_some(0.985 * nearest);
        let tile = Tile { start, lit: None };
        let again = |dx: f32, dy: f32| self.see(camera.eye, camera.ray(x + dx, y + dy), tile).colour;
        let before = sharp.get(i).map_or(V3::default(), |seen| seen.colour);
        (before + again(0.15, 0.75) + again(0.85, 0.25)) * (1.0 / 3.0)
    }

    fn see(&self, eye: V3, along: V3, tile: Tile) -> Seen {
        let floor = if along.y < -1e-4 { -eye.y / along.y } else { f32::MAX };
        let met = tile.start.and_then(|t| self.march(eye, along, t, floor));
        if let Some((t, slot)) = met {
            let p = eye + along * t;
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

    fn march(&self, from: V3, along: V3, start: f32, floor: f32) -> Option<(f32, u8)> {
        let end = self.span(from, along, 0.0)?.1.min(floor);
        let mut t = start;
        for _ in 0..48 {
            let near = self.near(from + along * t);
            if near.d < 0.0005 * t {
                return Some((t, near.slot));
            }
            t += near.d * 0.95;
            if t > end {
                return None;
            }
        }
        None
    }
}
