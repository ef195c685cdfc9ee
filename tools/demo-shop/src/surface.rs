//! What things are made of: a finish (how it takes the light) and a pattern (how its colour varies).
//!
//! A material is written as a line of words, in any order: a finish, a pattern, a number (repeats to a unit) and one
//! or two colours, as in `glaze bands 3 #f7f4ec #2c59a0`.

use std::f32::consts::TAU;

use super::maths::{V3, atan2, cell, cos, floor, mix, sin, smooth, v};
use super::noise::{at, cloud, noise};
use super::sdf::len2;

/// How a surface takes the light.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Finish {
    /// Strength of the mirror image of the studio, 0–1.
    pub(crate) gloss: f32,
    /// How much of that image is smeared, 0–1.
    pub(crate) rough: f32,
    /// Whether the mirror image takes the colour of the surface, as on metals.
    pub(crate) metal: bool,
    /// Height of the relief.
    pub(crate) bump: f32,
    /// Bumps to a unit.
    pub(crate) grain: f32,
    /// Light that comes back from within: wax, plush, cloth.
    pub(crate) glow: f32,
}

const fn finish(gloss: f32, rough: f32, metal: bool, bump: f32, grain: f32, glow: f32) -> Finish {
    Finish { gloss, rough, metal, bump, grain, glow }
}

/// The finishes by name.
const FINISHES: [(&str, Finish); 14] = [
    ("glaze", finish(0.55, 0.05, false, 0.004, 3.0, 0.06)),
    ("clay", finish(0.06, 0.8, false, 0.006, 30.0, 0.02)),
    ("leather", finish(0.50, 0.34, false, 0.0026, 64.0, 0.0)),
    ("suede", finish(0.02, 0.9, false, 0.003, 46.0, 0.05)),
    ("cloth", finish(0.02, 0.9, false, 0.03, 6.0, 0.06)),
    ("knit", finish(0.02, 0.9, false, 0.04, 10.0, 0.06)),
    ("plush", finish(0.0, 1.0, false, 0.020, 30.0, 0.16)),
    ("wood", finish(0.10, 0.45, false, 0.006, 9.0, 0.0)),
    ("metal", finish(0.85, 0.12, true, 0.002, 4.0, 0.0)),
    ("brushed", finish(0.6, 0.45, true, 0.004, 30.0, 0.0)),
    ("plastic", finish(0.22, 0.25, false, 0.002, 30.0, 0.02)),
    ("rubber", finish(0.07, 0.6, false, 0.008, 30.0, 0.0)),
    ("wax", finish(0.16, 0.4, false, 0.004, 6.0, 0.25)),
    ("paper", finish(0.02, 0.9, false, 0.004, 12.0, 0.04)),
];

/// How the colour varies over a surface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pattern {
    Plain,
    /// Rings about the vertical axis at even heights.
    Bands,
    /// Stripes along x.
    Stripes,
    /// Two sets of see-through stripes.
    Check,
    /// Round dots, seen from above.
    Dots,
    /// Five-petalled flowers, seen from above.
    Floral,
    /// Year rings along x.
    Grain,
    /// Veins.
    Marble,
    /// Flecks.
    Speckle,
    /// Over-and-under weave.
    Weave,
    /// Boards side by side.
    Planks,
    /// Square tiles with joints.
    Tiles,
    /// From the first colour at the foot to the second at the top.
    Fade,
    /// Circles about the vertical axis, seen from above.
    Rings,
    /// V stitches.
    Chevron,
    /// The ribs of a knitted vest or a corduroy, along z.
    Ribs,
}

const PATTERNS: [(&str, Pattern); 16] = [
    ("plain", Pattern::Plain),
    ("bands", Pattern::Bands),
    ("stripes", Pattern::Stripes),
    ("check", Pattern::Check),
    ("dots", Pattern::Dots),
    ("floral", Pattern::Floral),
    ("grain", Pattern::Grain),
    ("marble", Pattern::Marble),
    ("speckle", Pattern::Speckle),
    ("weave", Pattern::Weave),
    ("planks", Pattern::Planks),
    ("tiles", Pattern::Tiles),
    ("fade", Pattern::Fade),
    ("rings", Pattern::Rings),
    ("chevron", Pattern::Chevron),
    ("ribs", Pattern::Ribs),
];

/// A finish, a pattern and its colours.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Material {
    pub(crate) finish: Finish,
    pattern: Pattern,
    scale: f32,
    a: V3,
    b: V3,
}

impl Material {
    /// Reads a material's line. Answers the first word that is none of the known ones.
    pub(crate) fn parse(line: &str) -> Result<Material, String> {
        let mut made = Material {
            finish: finish(0.05, 0.7, false, 0.0, 1.0, 0.0),
            pattern: Pattern::Plain,
            scale: 1.0,
            a: v(0.8, 0.8, 0.8),
            b: v(0.5, 0.5, 0.5),
        };
        let mut colours = 0;
        for word in line.split_whitespace() {
            if let Some((_, f)) = FINISHES.iter().find(|(name, _)| *name == word) {
                made.finish = *f;
            } else if let Some((_, p)) = PATTERNS.iter().find(|(name, _)| *name == word) {
                made.pattern = *p;
            } else if let Some(colour) = word.strip_prefix('#').and_then(hex) {
                colours += 1;
                if colours == 1 {
                    made.a = colour;
                    made.b = colour * 0.72;
                } else {
                    made.b = colour;
                }
            } else if let Ok(number) = word.parse::<f32>() {
                made.scale = number;
            } else {
                return Err(word.to_owned());
            }
        }
        Ok(made)
    }

    /// Whether the pattern is printed on cloth or paper rather than grown, thrown or turned.
    fn hangs(&self) -> bool {
        matches!(self.pattern, Pattern::Floral | Pattern::Dots | Pattern::Check | Pattern::Stripes | Pattern::Tiles)
    }

    /// Height of the relief at a point of the surface.
    pub(crate) fn relief(&self, p: V3) -> f32 {
        let q = p * self.finish.grain;
        let fine = noise(q);
        match self.pattern {
            Pattern::Weave => {
                let (wx, wz) = (p.x * self.scale, p.z * self.scale + p.y * self.scale);
                self.finish.bump * (fine * 0.3 + 2.4 / self.scale.max(3.0) * sin(wx * 6.0) * sin(wz * 6.0))
            }
            Pattern::Chevron => {
                let run = (p.x + p.z * 0.6) * self.scale;
                let (fx, _) = cell(run, 1.0);
                self.finish.bump * (0.4 * fine + sin((p.y * self.scale + fx.abs() * 0.8) * TAU) * 0.5)
            }
            Pattern::Ribs => self.finish.bump * (fine * 0.4 + 0.35 * sin(p.x * self.scale * TAU)),
            _ => self.finish.bump * fine,
        }
    }

    /// Linear RGB at a point of the surface.
    ///
    /// Patterns are drawn as seen from above; where the surface (normal `n`) stands upright they run on down its side
    /// as cloth does over an edge.
    pub(crate) fn colour(&self, p: V3, n: V3) -> V3 {
        let s = self.scale;
        let p = if self.hangs() && n.y.abs() < 0.5 {
            if n.x.abs() > n.z.abs() {
                v(p.x - p.y * n.x.signum(), p.y, p.z)
            } else {
                v(p.x, p.y, p.z - p.y * n.z.signum())
            }
        } else {
            p
        };
        let mottle = 0.97 + 0.06 * noise(p * 5.3);
        let t = match self.pattern {
            Pattern::Plain => 0.0,
            Pattern::Bands => {
                let (f, _) = cell(p.y + 0.06 * noise(p * 2.0) / s, 1.0 / s);
                smooth(0.16 / s, 0.12 / s, f.abs())
            }
            Pattern::Stripes => {
                let (f, _) = cell(p.x, 1.0 / s);
                smooth(0.27 / s, 0.23 / s, f.abs())
            }
            Pattern::Check => {
                let (f, _) = cell(p.x, 1.0 / s);
                let (g, _) = cell(p.z, 1.0 / s);
                let line = |f: f32| smooth(0.26 / s, 0.22 / s, f.abs());
                let thin = |f: f32| smooth(0.03 / s, 0.015 / s, (f.abs() - 0.38 / s).abs()) * 0.4;
                (0.45 * (line(f) + line(g)) + thin(f) + thin(g)).min(1.0)
            }
            Pattern::Dots => {
                let row = floor(p.z * s + 0.5);
                let (f, _) = cell(p.x * s + 0.5 * (row - 2.0 * floor(row / 2.0)), 1.0);
                let (g, _) = cell(p.z * s, 1.0);
                smooth(0.24, 0.19, len2(f, g))
            }
            Pattern::Floral => flower(p.x * s, p.z * s),
            Pattern::Grain => {
                let q = v(p.x * 0.35, p.y * 3.0, p.z * 3.0) * s;
                0.6 * years(cloud(q) * 5.0) + 0.4 * noise(v(p.x * 2.0, p.y * 40.0, p.z * 40.0))
            }
            Pattern::Marble => {
                let w = cloud(p * s) * 2.2 + (p.x * 0.6 + p.z) * s * 0.35;
                let (f, _) = cell(w, 0.8);
                smooth(0.10, 0.0, f.abs()) * (0.35 + 0.65 * noise(p * (s * 1.7)))
            }
            Pattern::Speckle => {
                smooth(0.72, 0.80, noise(p * (s * 14.0))) + 0.25 * smooth(0.5, 0.9, noise(p * (s * 4.0)))
            }
            Pattern::Weave => {
                let (wx, wz) = (p.x * s * 3.0, (p.z + p.y) * s * 3.0);
                0.25 + 0.25 * sin(wx * 2.0) * sin(wz * 2.0) + 0.3 * noise(v(wx, wz, 3.0))
            }
            Pattern::Planks => {
                let (f, n) = cell(p.z * s, 1.0);
                let q = v(p.x * 0.5 + n * 7.3, n, p.z * 6.0);
                let year = years(cloud(v(q.x * s, q.y, q.z * s)) * 4.0);
                let fibre = noise(v(p.x * 2.5, n, p.z * 55.0));
                let grain = 0.28 * year + 0.35 * at(n + 0.5, 2.5) + 0.32 * fibre;
                (grain + 0.8 * smooth(0.475, 0.497, f.abs())).min(1.2)
            }
            Pattern::Tiles => {
                let (f, n) = cell(p.x * s, 1.0);
                let (g, m) = cell(p.z * s, 1.0);
                let joint = smooth(0.47, 0.485, f.abs().max(g.abs()));
                (0.22 * at(n + 0.5, m + 0.5) + joint).min(1.0)
            }
            Pattern::Fade => smooth(0.0, 1.0, p.y * s),
            Pattern::Ribs => 0.35 - 0.35 * sin(p.x * s * TAU),
            Pattern::Rings => {
                let (f, _) = cell(len2(p.x, p.z), 1.0 / s);
                smooth(0.17 / s, 0.13 / s, f.abs())
            }
            Pattern::Chevron => {
                let (f, _) = cell((p.x + p.z * 0.6) * s, 1.0);
                0.35 + 0.35 * sin((p.y * s + f.abs() * 0.8) * TAU)
            }
        };
        self.a.mix(self.b, t.clamp(0.0, 1.2)) * mottle
    }
}

/// Year rings: pale wood that darkens slowly and falls back fast.
fn years(x: f32) -> f32 {
    let f = x - floor(x);
    smooth(0.0, 0.78, f) * smooth(1.0, 0.82, f)
}

/// A scatter of five-petalled flowers with leaves: 0 ground to 1 petal.
fn flower(x: f32, z: f32) -> f32 {
    let (n, m) = (floor(x), floor(z));
    let jitter = |k: f32| at(n * 1.7 + k, m * 2.3 + k) - 0.5;
    let (fx, fz) = (x - n - 0.5 + 0.3 * jitter(3.0), z - m - 0.5 + 0.3 * jitter(9.0));
    let r = len2(fx, fz);
    let angle = atan2(fz, fx) + 6.0 * jitter(5.0);
    let petal = 0.20 + 0.07 * cos(angle * 5.0) + 0.06 * jitter(7.0);
    let leaf = smooth(0.035, 0.02, (fx * 0.8 + fz * 0.6 - 0.30).abs()) * smooth(0.42, 0.36, r) * 0.5;
    let heart = 1.0 - 0.7 * smooth(0.07, 0.05, r);
    (smooth(petal, petal - 0.03, r) * heart).max(leaf)
}

/// `rrggbb` to linear RGB.
pub(crate) fn hex(text: &str) -> Option<V3> {
    let digits = text.len() == 6 && text.bytes().all(|b| b.is_ascii_hexdigit());
    let all = u32::from_str_radix(text, 16).ok().filter(|_| digits)?;
    let linear = |shift: u32| {
        #[allow(clippy::cast_precision_loss)]
        let c = ((all >> shift) & 255) as f32 / 255.0;
        // The sRGB curve to within a hundredth, without a power.
        mix(c * c, c * c * c, 0.2)
    };
    Some(v(linear(16), linear(8), linear(0)))
}
