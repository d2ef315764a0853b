//! A vector in 8 bits.

use serde::{Deserialize, Serialize};

use crate::encoder::with_best_instructions;

/// A vector of length 1 in 8 bits: `value × scale`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(in crate::index) struct QuantizedVector {
    pub(super) values: Vec<i8>,
    pub(super) scale: f32,
}

impl QuantizedVector {
    pub(in crate::index) fn quantize(vector: &[f32]) -> Self {
        let largest = vector
            .iter()
            .fold(0.0_f32, |most, value| most.max(value.abs()));
        let step = if largest > 0.0 { largest / 127.0 } else { 1.0 };
        #[expect(
            clippy::cast_possible_truncation,
            reason = "it is between -127 and 127"
        )]
        let values: Vec<i8> = vector
            .iter()
            .map(|value| (value / step).round() as i8)
            .collect();
        let length = (dot(&values, &values) as f32).sqrt();
        Self {
            values,
            scale: if length > 0.0 { 1.0 / length } else { 0.0 },
        }
    }

    pub(in crate::index) fn cosine(&self, other: &Self) -> f32 {
        dot(&self.values, &other.values) as f32 * self.scale * other.scale
    }

    pub(super) fn vector(&self) -> Vec<f32> {
        self.values
            .iter()
            .map(|value| f32::from(*value) * self.scale)
            .collect()
    }
}

/// The greatest product is 127², and 384 of them fit an `i32` by far, so nothing wraps; it is told to, so that no check
/// keeps the compiler from using vector instructions.
pub(super) fn dot(one: &[i8], other: &[i8]) -> i32 {
    with_best_instructions(
        #[inline(always)]
        || {
            one.iter().zip(other).fold(0, |sum: i32, (a, b)| {
                sum.wrapping_add(i32::from(*a).wrapping_mul(i32::from(*b)))
            })
        },
    )
}
