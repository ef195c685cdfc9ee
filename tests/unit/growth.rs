//! How the time of some work grows with its input.

use std::time::Duration;

use cpu_time::ThreadTime;

/// Runs of each size, of which the fastest counts.
const RUNS: usize = 3;
/// Four times the input may take this many times as long. Linear work takes 4 times as long, and somewhat more where it
/// outgrows a cache; quadratic work takes 16 times as long.
const MAX_RATIO: f64 = 8.0;
/// Differences below this are noise.
const NOISE: Duration = Duration::from_millis(2);

/// Asserts that work on an input made `size` big takes linear time: a fourth of it is timed against the whole. The
/// thread's own processor time is measured, so that other work on the machine does not count.
pub(crate) fn assert_linear(name: &str, size: usize, make: impl Fn(usize) -> String, work: impl Fn(&str)) {
    let time = |input: &str| {
        let run = || {
            let start = ThreadTime::now();
            work(input);
            start.elapsed()
        };
        (0..RUNS).map(|_| run()).min().unwrap()
    };
    let (small, large) = (time(&make(size / 4)), time(&make(size)));
    assert!(large <= small.max(NOISE).mul_f64(MAX_RATIO), "{name}: {small:?} for a fourth, {large:?} for the whole");
}

#[test]
fn quadratic_work_is_noticed() {
    let quadratic = |text: &str| {
        let steps: usize =
            (0..text.len()).map(|at| text.as_bytes()[at..].iter().filter(|byte| **byte == b'x').count()).sum();
        assert!(std::hint::black_box(steps) > 0);
    };
    let noticed = std::panic::catch_unwind(|| assert_linear("quadratic", 16_000, |size| "x".repeat(size), quadratic));
    assert!(noticed.is_err());
}
