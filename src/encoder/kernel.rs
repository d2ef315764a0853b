//! The operations between matrix products, on rows of numbers in place.
//!
//! Written so that the compiler vectorises them: no branch, no call, and sums in eight lanes. The standard exp and erf,
//! one number at a time, took longer than the matrix products.

#![expect(
    clippy::inline_always,
    reason = "only what is inlined is compiled for each kind of processor"
)]

const LANES: usize = 8;

/// 1.5 · 2^23: added to a number of at most 22 bits, it leaves the nearest integer in the lowest bits, in two's
/// complement.
pub(super) const ROUND: f32 = 12_582_912.0;

/// Rows that are multiplied at a time: with two registers of sums a row, they fill twelve of the sixteen there are.
pub(super) const TILE_ROWS: usize = 6;

/// Rows of the next tile, of those left: 14 are 5, 5 and 4 rather than 6, 6 and 2, since few sums at a time wait for each
/// other.
#[inline(always)]
pub(super) fn tile_rows(left: usize) -> usize {
    left.div_ceil(left.div_ceil(TILE_ROWS))
}

/// Runs work that is compiled for each kind of processor, as the kind at hand has it. What it calls must be inlined.
#[inline(always)]
pub(crate) fn with_best_instructions<T>(work: impl FnOnce() -> T) -> T {
    pulp::Arch::new().dispatch(work)
}

/// Added to the variance, so that it is never 0; the model was trained with this value.
const EPSILON: f32 = 1e-12;

/// Layer normalisation: mean 0 and variance 1, then a learned scale and shift.
pub(super) struct Norm {
    pub(super) weight: Vec<f32>,
    pub(super) bias: Vec<f32>,
}

impl Norm {
    /// Normalises every row.
    pub(super) fn apply(&self, rows: &mut [f32]) {
        with_best_instructions(
            #[inline(always)]
            || {
                for row in rows.chunks_exact_mut(self.weight.len()) {
                    self.apply_to_one(row);
                }
            },
        );
    }

    #[inline(always)]
    fn apply_to_one(&self, row: &mut [f32]) {
        let count = row.len() as f32;
        let mean = sum(row, |x| x) / count;
        let variance = sum(row, |x| (x - mean) * (x - mean)) / count;
        let stretch = 1.0 / (variance + EPSILON).sqrt();
        for ((x, weight), bias) in row.iter_mut().zip(&self.weight).zip(&self.bias) {
            *x = (*x - mean) * stretch * weight + bias;
        }
    }
}

/// Adds the same numbers to every row.
pub(super) fn add_bias(rows: &mut [f32], bias: &[f32]) {
    for row in rows.chunks_exact_mut(bias.len()) {
        add(row, bias);
    }
}

pub(super) fn add(numbers: &mut [f32], others: &[f32]) {
    for (x, other) in numbers.iter_mut().zip(others) {
        *x += other;
    }
}

/// x · Φ(x), the model's activation.
pub(super) fn gelu(numbers: &mut [f32]) {
    with_best_instructions(
        #[inline(always)]
        || {
            for x in numbers {
                *x = 0.5 * *x * (1.0 + erf(*x * std::f32::consts::FRAC_1_SQRT_2));
            }
        },
    );
}

/// Softmax of a row times a scale.
#[inline(always)]
pub(super) fn softmax(row: &mut [f32], scale: f32) {
    let largest = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    for x in row.iter_mut() {
        *x = exp((*x - largest) * scale);
    }
    let normalizer = 1.0 / sum(row, |x| x);
    for x in row {
        *x *= normalizer;
    }
}

/// L2-normalises a vector. A zero vector stays zero.
pub(super) fn normalize_l2(vector: &mut [f32]) {
    let length = sum(vector, |x| x * x).sqrt();
    let stretch = 1.0 / length.max(f32::MIN_POSITIVE);
    for x in vector {
        *x *= stretch;
    }
}

/// The sum of a function of each number.
#[inline(always)]
fn sum(numbers: &[f32], of: impl Fn(f32) -> f32) -> f32 {
    let mut lanes = [0.0; LANES];
    let (whole, rest) = numbers.as_chunks::<LANES>();
    for numbers in whole {
        for (lane, &x) in lanes.iter_mut().zip(numbers) {
            *lane += of(x);
        }
    }
    for (lane, &x) in lanes.iter_mut().zip(rest) {
        *lane += of(x);
    }
    lanes.iter().sum()
}

/// Abramowitz and Stegun 7.1.26: off by at most 1.5e-7.
#[inline(always)]
fn erf(x: f32) -> f32 {
    let t = 1.0 / (1.0 + 0.327_591_1 * x.abs());
    let polynomial = ((((1.061_405_4 * t - 1.453_152_1) * t + 1.421_413_8) * t - 0.284_496_72) * t
        + 0.254_829_6)
        * t;
    (1.0 - polynomial * exp(-x * x)).copysign(x)
}

/// e to the x, for x up to 0: 2 to the nearest whole power, times a polynomial for the rest.
#[inline(always)]
fn exp(x: f32) -> f32 {
    /// The natural logarithm of 2 in two parts: the first times a whole number is exact.
    const LN_2: (f32, f32) = (355.0 / 512.0, -2.121_944_4e-4);
    let x = x.max(-87.0);
    let shifted = x * std::f32::consts::LOG2_E + ROUND;
    let whole = shifted - ROUND;
    let rest = x - whole * LN_2.0 - whole * LN_2.1;
    let polynomial = 1.0
        + rest
            * (1.0
                + rest
                    * (0.5
                        + rest
                            * (0.166_666_67
                                + rest
                                    * (0.041_666_67
                                        + rest * (8.333_334e-3 + rest * 1.388_889e-3)))));
    let power = f32::from_bits((shifted.to_bits() << 23).wrapping_add(1.0_f32.to_bits()));
    polynomial * power
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exp_is_close() {
        for step in 0..=8700_u16 {
            let x = -f32::from(step) / 100.0;
            let exact = f64::from(x).exp();
            assert!((f64::from(exp(x)) - exact).abs() <= exact * 2e-6, "{x}");
        }
        assert!(exp(-1e30) < 1e-37);
    }

    #[test]
    fn gelu_is_close() {
        // Values of 0.5 x (1 + erf(x / √2)) in double precision.
        for (x, exact) in [
            (-30.0, 0.0),
            (-3.0, -0.004_049_694),
            (-1.0, -0.158_655_25),
            (-0.1, -0.046_017_21),
            (0.0, 0.0),
            (0.1, 0.053_982_79),
            (1.0, 0.841_344_7),
            (3.0, 2.995_950_3),
            (30.0, 30.0),
        ] {
            let mut numbers = [x];
            gelu(&mut numbers);
            assert!((numbers[0] - exact).abs() < 1e-6, "{x}: {}", numbers[0]);
        }
    }

    #[test]
    fn softmax_sums_to_one() {
        for (mut row, expected) in [
            ([1.0, 2.0, 3.0], [0.090_030_57, 0.244_728_47, 0.665_240_94]),
            ([-500.0, 0.0, 500.0], [0.0, 0.0, 1.0]),
        ] {
            softmax(&mut row, 1.0);
            for (found, expected) in row.iter().zip(expected) {
                assert!((found - expected).abs() < 1e-6, "{row:?}");
            }
        }
    }

    #[test]
    fn zeros_have_no_direction() {
        let mut row = [0.0; 4];
        normalize_l2(&mut row);
        assert_eq!(row.map(f32::to_bits), [0; 4]);
    }
}
