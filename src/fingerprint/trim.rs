//! Cutting away uniform margins.

use super::plane::{Plane, Rect};

/// How far a margin's luma may stray from its own first line, of 255: what JPEG leaves around.
const TOLERANCE: f32 = 10.0;
/// One pixel in so many may stray further.
const STRAYS: usize = 100;
/// No more than so many margins within one another (a frame, the white inside of it, …).
const MARGINS: usize = 3;

/// The part of the picture inside its uniform margins, of whatever colour: luma only, like the codes that are made of
/// it. Less than a tenth of a side is never left: then there is nothing inside to speak of, and the whole is returned.
pub(crate) fn trimmed(plane: &Plane) -> Rect {
    let bounds = plane.bounds();
    let mut rect = bounds;
    for _ in 0..MARGINS {
        let next = without_margin(plane, rect);
        if next.width * 10 < bounds.width || next.height * 10 < bounds.height {
            return rect;
        }
        if next == rect {
            break;
        }
        rect = next;
    }
    rect
}

fn without_margin(plane: &Plane, rect: Rect) -> Rect {
    let rows = |y: usize| plane.row(&rect, y).iter().copied();
    let top = uniform_lines(rows, 0..rect.height);
    if top == rect.height {
        return rect;
    }
    let bottom = uniform_lines(rows, (0..rect.height - top).map(|y| rect.height - 1 - y));
    let rect = Rect { y: rect.y + top, height: rect.height.saturating_sub(top + bottom).max(1), ..rect };
    let columns = |x: usize| plane.column(&rect, x);
    let left = uniform_lines(columns, 0..rect.width);
    if left == rect.width {
        return rect;
    }
    let right = uniform_lines(columns, (0..rect.width - left).map(|x| rect.width - 1 - x));
    Rect { x: rect.x + left, width: rect.width.saturating_sub(left + right).max(1), ..rect }
}

/// How many of the first lines have one and the same luma.
fn uniform_lines<I: Iterator<Item = f32>>(line: impl Fn(usize) -> I, order: impl Iterator<Item = usize>) -> usize {
    let mut level = None;
    order
        .take_while(|&at| {
            let (mut strays, mut count) = (0, 0);
            let level = *level.get_or_insert_with(|| middle(line(at)));
            for value in line(at) {
                count += 1;
                strays += usize::from((value - level).abs() > TOLERANCE);
            }
            strays * STRAYS <= count
        })
        .count()
}

/// The median of a line, to 1/16 of the range's 255 steps.
fn middle(line: impl Iterator<Item = f32>) -> f32 {
    let mut counts = [0_usize; 4096];
    let mut total = 0;
    for value in line {
        total += 1;
        if let Some(count) = counts.get_mut((value * 16.0) as usize) {
            *count += 1;
        }
    }
    let mut seen = 0;
    let bin = counts.iter().position(|count| {
        seen += count;
        seen * 2 >= total
    });
    bin.unwrap_or(0) as f32 / 16.0
}
