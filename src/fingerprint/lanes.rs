//! Four lanes at a time, by name: at the module's optimisation for size the compiler finds none by itself. Each lane
//! does what a plain loop would do, in the same order, so that every bit of the result is the same.

use wide::f32x4;

/// Numbers that [`weighted_sum`] adds up at a time.
const BLOCK: usize = 16;

/// Adds `weight` × `values` to `sums`, place by place, as far as both reach.
pub(crate) fn add_scaled(sums: &mut [f32], weight: f32, values: &[f32]) {
    let scale = f32x4::splat(weight);
    let (sum_blocks, sum_rest) = sums.as_chunks_mut::<4>();
    let (value_blocks, value_rest) = values.as_chunks::<4>();
    for (sum, value) in sum_blocks.iter_mut().zip(value_blocks) {
        *sum = (f32x4::from(*sum) + scale * f32x4::from(*value)).to_array();
    }
    for (sum, value) in sum_rest.iter_mut().zip(value_rest) {
        *sum += weight * value;
    }
}

/// Writes to `sums`, at each place, the sum of that place of the rows by their weights. Row `i` begins at
/// `values[start + i * stride]`.
pub(crate) fn weighted_sum(sums: &mut [f32], weights: &[f32], values: &[f32], start: usize, stride: usize) {
    let (blocks, rest) = sums.as_chunks_mut::<BLOCK>();
    let tail = start + blocks.len() * BLOCK;
    for (sums, at) in blocks.iter_mut().zip((start..).step_by(BLOCK)) {
        let mut totals = [f32x4::ZERO; BLOCK / 4];
        for (weight, from) in weights.iter().zip((at..).step_by(stride)) {
            let Some(row) = values.get(from..from + BLOCK) else { break };
            let scale = f32x4::splat(*weight);
            for (total, four) in totals.iter_mut().zip(row.as_chunks::<4>().0) {
                *total += scale * f32x4::from(*four);
            }
        }
        for (sum, total) in sums.as_chunks_mut::<4>().0.iter_mut().zip(totals) {
            *sum = total.to_array();
        }
    }
    rest.fill(0.0);
    for (weight, from) in weights.iter().zip((tail..).step_by(stride)) {
        let row = values.get(from..).unwrap_or_default();
        rest.iter_mut().zip(row).for_each(|(sum, value)| *sum += weight * value);
    }
}
