//! The weights in the program's bytes → tables and matrices. They stay there, in 4 and 8 bits.

use safetensors::SafeTensors;
use safetensors::tensor::TensorView;

use super::POOLED_DIMENSIONS;
use super::matrix::{Matrix, PANEL};
use crate::{Error, Result};

const LAYERS: &[u8] = include_bytes!("../../model/e5-small-layers.safetensors");

const PIECES: &[u8] = include_bytes!("../../model/e5-small-pieces.safetensors");

const CENTER: &[u8] = include_bytes!("../../model/center.f32");

/// The tensors of one file.
pub(super) struct Weights(SafeTensors<'static>);

impl Weights {
    /// Everything but the vocabulary.
    pub(super) fn of_layers() -> Result<Self> {
        SafeTensors::deserialize(LAYERS).map(Self).map_err(failed)
    }

    /// The vocabulary.
    pub(super) fn of_pieces() -> Result<Self> {
        SafeTensors::deserialize(PIECES).map(Self).map_err(failed)
    }

    /// A matrix to multiply with, in panels of outputs.
    pub(super) fn matrix(&self, name: &str) -> Result<Matrix> {
        let panels = self.tensor(&format!("{name}.q8"))?;
        let scales = self.vector(&format!("{name}.scale"))?;
        match *panels.shape() {
            [count, pairs, PANEL, 2] if count * PANEL == scales.len() => {
                Ok(Matrix::new(panels.data(), 2 * pairs, scales))
            }
            ref shape => Err(failed(format!("{name} is a tensor of {shape:?}"))),
        }
    }

    pub(super) fn vector(&self, name: &str) -> Result<Vec<f32>> {
        Ok(floats(self.bytes(name)?))
    }

    /// The little-endian 32-bit values of a tensor.
    pub(super) fn words(&self, name: &str) -> Result<&'static [[u8; 4]]> {
        Ok(self.bytes(name)?.as_chunks().0)
    }

    pub(super) fn bytes(&self, name: &str) -> Result<&'static [u8]> {
        Ok(self.tensor(name)?.data())
    }

    fn tensor(&self, name: &str) -> Result<TensorView<'static>> {
        self.0.tensor(name).map_err(failed)
    }
}

/// The mean of the vectors of many questions (`model/center.py`).
pub(super) fn center() -> Result<Vec<f32>> {
    let center = floats(CENTER);
    if center.len() == POOLED_DIMENSIONS {
        Ok(center)
    } else {
        Err(failed(format!("the center has {} values", center.len())))
    }
}

fn floats(bytes: &[u8]) -> Vec<f32> {
    let (words, _) = bytes.as_chunks();
    words.iter().copied().map(f32::from_le_bytes).collect()
}

/// Values of a block of 4 bits.
const BLOCK: usize = 32;

/// Half of them have a byte each in common with the other half; before these stands their scale in 16 bits.
const BLOCK_BYTES: usize = 2 + BLOCK / 2;

/// Rows of 4-bit numbers, in blocks with a scale each.
pub(super) struct WordTable(&'static [[u8; BLOCK_BYTES]]);

impl WordTable {
    pub(super) fn load(weights: &Weights) -> Result<Self> {
        Ok(Self(weights.bytes("words")?.as_chunks().0))
    }

    /// Adds a row to a vector.
    pub(super) fn add_row(&self, row: usize, vector: &mut [f32]) {
        let count = vector.len() / BLOCK;
        let blocks = &self.0[row * count..][..count];
        for (block, values) in blocks.iter().zip(vector.chunks_exact_mut(BLOCK)) {
            let scale = from_f16(u16::from_le_bytes([block[0], block[1]]));
            let (low, high) = values.split_at_mut(BLOCK / 2);
            for ((byte, low), high) in block[2..].iter().zip(low).zip(high) {
                *low += (f32::from(byte & 15) - 8.0) * scale;
                *high += (f32::from(byte >> 4) - 8.0) * scale;
            }
        }
    }
}

/// A finite number of 16 bits: a sign, 5 bits of exponent, 10 of fraction.
fn from_f16(bits: u16) -> f32 {
    /// 2^-24, the least number above 0.
    const LEAST: f32 = 1.0 / 16_777_216.0;
    let (exponent, fraction) = ((bits >> 10) & 31, bits & 1023);
    let size = match exponent {
        0 => f32::from(fraction) * LEAST,
        _ => f32::from(fraction | 1024) * LEAST * (1_u32 << (exponent - 1)) as f32,
    };
    if bits >> 15 == 0 { size } else { -size }
}

fn failed(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
    Error::internal("unpacking the encoder's weights", source)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_are_read_exactly() {
        let known = [
            (0x0000, 0.0_f32),
            (0x0001, 5.960_464_5e-8),
            (0x03ff, 6.097_555e-5),
            (0x0400, 6.103_515_6e-5),
            (0x3555, 0.333_251_95),
            (0x3c00, 1.0),
            (0xc000, -2.0),
            (0x7bff, 65_504.0),
        ];
        for (bits, number) in known {
            assert_eq!(from_f16(bits).to_bits(), number.to_bits(), "{bits:x}");
        }
    }
}
