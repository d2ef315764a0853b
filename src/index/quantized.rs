//! A vector in 8 bits.

use serde::{Deserialize, Serialize};

use crate::encoder::with_best_instructions;

/// An L2-normalised vector in 8 bits: `value × scale`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct QuantizedVector {
    pub(super) values: Vec<i8>,
    pub(super) scale: f32,
}

impl QuantizedVector {
    /// Quantizes a vector of any length but 0. The result is L2-normalised; of a zero vector it is zero.
    pub(super) fn quantize(vector: &[f32]) -> Self {
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

    /// The cosine between two vectors.
    pub(crate) fn cosine(&self, other: &Self) -> f32 {
        self.cosine_to(&other.values, other.scale)
    }

    /// The cosine to a quantized vector that is stored as values and scale.
    pub(super) fn cosine_to(&self, values: &[i8], scale: f32) -> f32 {
        dot(&self.values, values) as f32 * self.scale * scale
    }

    /// The vector in f32.
    pub(super) fn dequantize(&self) -> Vec<f32> {
        self.values
            .iter()
            .map(|value| f32::from(*value) * self.scale)
            .collect()
    }
}

/// The greatest product is 127² and a vector has some hundred values, so an `i32` never overflows. Wrapping operations
/// all the same: overflow checks would keep the compiler from using vector instructions.
fn dot(one: &[i8], other: &[i8]) -> i32 {
    with_best_instructions(
        #[inline(always)]
        || {
            one.iter().zip(other).fold(0, |sum: i32, (a, b)| {
                sum.wrapping_add(i32::from(*a).wrapping_mul(i32::from(*b)))
            })
        },
    )
}
