use crate::fingerprint::{Picture, Pixels};

/// A canvas to draw on.
struct Canvas {
    width: usize,
    height: usize,
    rgba: Vec<u8>,
}

impl Canvas {
    fn new(width: usize, height: usize, colour: [u8; 3]) -> Self {
        let [r, g, b] = colour;
        Self { width, height, rgba: [r, g, b, 255].repeat(width * height) }
    }

    fn paint(&mut self, colour: [u8; 3], inside: impl Fn(usize, usize) -> bool) -> &mut Self {
        for (at, pixel) in self.rgba.chunks_exact_mut(4).enumerate() {
            if inside(at % self.width, at / self.width) {
                pixel[..3].copy_from_slice(&colour);
            }
        }
        self
    }

    /// Strokes like those of letters, `size` high, in the rectangle.
    fn write(&mut self, colour: [u8; 3], size: usize, [left, top, right, bottom]: [usize; 4]) -> &mut Self {
        self.paint(colour, |x, y| {
            let inside = (left..right).contains(&x) && (top..bottom).contains(&y) && (y - top) % (size * 2) < size;
            let (column, line) = (x.wrapping_sub(left) / size, y.wrapping_sub(top) / (size * 2));
            let (u, v) = (x.wrapping_sub(left) % size, y.wrapping_sub(top) % (size * 2));
            let letter = (column.wrapping_mul(31).wrapping_add(line * 17)).wrapping_mul(2_654_435_761) >> 7;
            let stroke = size / 6;
            let upright = u < stroke && letter & 1 == 0 || u > size / 2 && u < size / 2 + stroke && letter & 2 == 0;
            let level = u < size * 2 / 3 && (v < stroke && letter & 4 == 0 || v > size / 2 && v < size / 2 + stroke);
            inside && (upright || level)
        })
    }

    fn picture(&self) -> Picture {
        Picture::index(&Pixels::new(self.width as u32, self.height as u32, &self.rgba).unwrap())
    }

    /// At half the size, as a shop's server makes it: the mean of four pixels.
    fn halved(&self) -> Self {
        let (width, height) = (self.width / 2, self.height / 2);
        let mut half = Self::new(width, height, [0; 3]);
        for (at, pixel) in half.rgba.chunks_exact_mut(4).enumerate() {
            let (x, y) = (at % width * 2, at / width * 2);
            for (channel, value) in pixel.iter_mut().enumerate() {
                let sum: u32 = [(0, 0), (1, 0), (0, 1), (1, 1)]
                    .iter()
                    .map(|(i, j)| u32::from(self.rgba[((y + j) * self.width + x + i) * 4 + channel]))
                    .sum();
                *value = (sum / 4) as u8;
            }
        }
        half
    }

    /// With noise like that of a lossy encoder.
    fn noisy(&self) -> Self {
        let noise = |at: usize| ((at * 2_654_435_761) >> 11) % 3;
        let rgba = self.rgba.iter().enumerate().map(|(at, value)| value.saturating_sub(noise(at / 4) as u8));
        Self { rgba: rgba.collect(), ..*self }
    }
}

fn size_chart() -> Canvas {
    let mut canvas = Canvas::new(800, 600, [255; 3]);
    let line = |at: usize, step: usize| at % step < 2;
    canvas.paint([80; 3], |x, y| {
        (40..762).contains(&x) && (60..542).contains(&y) && (line(x - 40, 120) || line(y - 60, 60))
    });
    canvas
        .write([20; 3], 24, [60, 80, 740, 530])
        .paint([230, 120, 40], |x, y| (42..160).contains(&x) && (62..120).contains(&y));
    canvas
}

fn text() -> Canvas {
    let mut canvas = Canvas::new(800, 800, [255; 3]);
    canvas.write([30; 3], 26, [40, 30, 760, 770]);
    canvas
}

fn placeholder() -> Canvas {
    let mut canvas = Canvas::new(600, 600, [238; 3]);
    let frame = |x: usize, y: usize| (180..420).contains(&x) && (200..380).contains(&y);
    let inner = |x: usize, y: usize| (192..408).contains(&x) && (212..368).contains(&y);
    canvas.paint([190; 3], |x, y| frame(x, y) && !inner(x, y) || inner(x, y) && y > 300 && x.abs_diff(300) < y - 290);
    canvas.write([170; 3], 24, [200, 430, 420, 470]);
    canvas
}

fn logo() -> Canvas {
    let mut canvas = Canvas::new(600, 600, [200, 20, 30]);
    canvas.paint([255; 3], |x, y| x.abs_diff(300).pow(2) + y.abs_diff(300).pow(2) < 150 * 150);
    canvas.write([200, 20, 30], 40, [220, 280, 390, 330]);
    canvas
}

#[test]
fn graphics_never_make_a_match() {
    for (name, canvas) in
        [("size chart", size_chart()), ("text", text()), ("placeholder", placeholder()), ("logo", logo())]
    {
        for (how, canvas) in [
            ("noisy", canvas.noisy()),
            ("half", canvas.halved()),
            ("half, noisy", canvas.halved().noisy()),
            ("drawn", canvas),
        ] {
            assert!(!canvas.picture().is_telling(), "{name}, {how}: quality {}", canvas.picture().quality);
        }
    }
}

/// A shaded thing on white: what a photograph has, a graphic has not.
#[test]
fn a_photograph_of_something_plain_may() {
    for (level, ground) in [(60.0, 255), (215.0, 255), (30.0, 20), (128.0, 240)] {
        let mut canvas = Canvas::new(500, 500, [ground; 3]);
        for (at, pixel) in canvas.rgba.chunks_exact_mut(4).enumerate() {
            let (x, y) = ((at % 500) as f32 / 250.0 - 1.0, (at / 500) as f32 / 250.0 - 1.0);
            let round = x * x + y * y * 1.4;
            if round < 0.5 {
                let shade = level + 30.0 * (0.5 - round) - 20.0 * x + 6.0 * (y * 40.0).sin();
                pixel[..3].fill(shade.clamp(0.0, 255.0) as u8);
            }
        }
        let picture = canvas.picture();
        assert!(picture.is_telling(), "{level} on {ground}: quality {}", picture.quality);
    }
}
