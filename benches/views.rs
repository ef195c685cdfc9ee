//! How long the codes of one picture take natively: `cargo bench --bench views -- PIXELS.rgba WIDTH HEIGHT` prints the
//! best of many rounds, in milliseconds, as JSON. `make bench-hash` runs it beside the browser's module and the packages
//! that people would take instead.
#![allow(missing_docs)]

use std::{env, fs, hint::black_box, process::ExitCode, time::Instant};

use yuantou::fingerprint::{Picture, Pixels, ViewKind};

const ROUNDS: usize = 60;

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let [file, width, height] = arguments.as_slice() else {
        eprintln!("usage: cargo bench --bench views -- PIXELS.rgba WIDTH HEIGHT");
        return ExitCode::SUCCESS;
    };
    let (Ok(rgba), Ok(width), Ok(height)) = (fs::read(file), width.parse(), height.parse()) else {
        eprintln!("{file}: cannot be read, or its size is no number");
        return ExitCode::FAILURE;
    };
    let Ok(pixels) = Pixels::new(width, height, &rgba) else {
        eprintln!("{file}: not {width} × {height} pixels of RGBA");
        return ExitCode::FAILURE;
    };
    let best = |work: &dyn Fn() -> Picture| {
        let rounds = (0..ROUNDS).map(|_| {
            let start = Instant::now();
            black_box(work());
            start.elapsed().as_secs_f64() * 1e3
        });
        rounds.fold(f64::INFINITY, f64::min)
    };
    let one = best(&|| Picture::of_views(black_box(&pixels), &[ViewKind::Full]));
    let listing = best(&|| Picture::index(black_box(&pixels)));
    let all = best(&|| Picture::query(black_box(&pixels)));
    println!("{{\"one\":{one:.3},\"listing\":{listing:.3},\"all\":{all:.3}}}");
    ExitCode::SUCCESS
}
