//! Four lanes at a time, by name: at the module's optimisation for size the compiler finds none by itself. Each lane
//! does what a plain loop would do, in the same order, so that every bit of the result is the same.

use wide::f32x4;

/// Numbers that [`weighted_sum`] adds up at a time.
const BLOCK: usize = 16;

/// One number in all lanes. Not `splat`, which is a loop where the compiler unrolls none.
#[inline]
fn all(value: f32) -> f32x4 {
    f32x4::new([value, value, value, value])
}

/// Adds `weight` × `values` to `sums`, place by place, as far as both reach.
pub(crate) fn add_scaled(sums: &mut [f32], weight: f32, values: &[f32]) {
    let scale = all(weight);
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
        // By name, so that they stay in registers.
        let (mut a, mut b, mut c, mut d) = (f32x4::ZERO, f32x4::ZERO, f32x4::ZERO, f32x4::ZERO);
        let mut from = at;
        for weight in weights {
            let Some(row) = values.get(from..).and_then(|rest| rest.first_chunk::<BLOCK>()) else { break };
            let [p, q, r, s]: [f32x4; 4] = bytemuck::cast(*row);
            let scale = all(*weight);
            a += scale * p;
            b += scale * q;
            c += scale * r;
            d += scale * s;
            from += stride;
        }
        *sums = bytemuck::cast([a, b, c, d]);
    }
    rest.fill(0.0);
    for (weight, from) in weights.iter().zip((tail..).step_by(stride)) {
        let row = values.get(from..).unwrap_or_default();
        rest.iter_mut().zip(row).for_each(|(sum, value)| *sum += weight * value);
    }
}
