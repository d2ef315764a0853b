//! The weights in the program's bytes → tables and matrices. They stay there, in 8 bits.

use safetensors::SafeTensors;
use safetensors::tensor::TensorView;

use super::matrix::{Matrix, PANEL};
use crate::{Error, Result};

const MODEL: &[u8] = include_bytes!("../../model/minilm-l6-v2-q8.safetensors");

const TOKEN_REDUCTION: &[u8] = include_bytes!("../../model/token-reduction-q8.safetensors");

/// The tensors of one file.
pub(super) struct Weights(SafeTensors<'static>);

impl Weights {
    pub(super) fn of_model() -> Result<Self> {
        SafeTensors::deserialize(MODEL).map(Self).map_err(failed)
    }

    pub(super) fn of_token_reduction() -> Result<Self> {
        SafeTensors::deserialize(TOKEN_REDUCTION)
            .map(Self)
            .map_err(failed)
    }

    /// A table that is read row by row. It stays where it is, in 8 bits.
    pub(super) fn table(&self, name: &str) -> Result<Table> {
        let rows = self.tensor(&format!("{name}.q8"))?;
        Ok(Table {
            rows: rows.data(),
            width: rows.shape()[1],
            scales: self.vector(&format!("{name}.scale"))?,
        })
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
        let (numbers, _) = self.tensor(name)?.data().as_chunks::<4>();
        Ok(numbers.iter().map(|&x| f32::from_le_bytes(x)).collect())
    }

    fn tensor(&self, name: &str) -> Result<TensorView<'static>> {
        self.0.tensor(name).map_err(failed)
    }
}

/// Rows of 8-bit numbers with a scale each.
pub(super) struct Table {
    rows: &'static [u8],
    width: usize,
    scales: Vec<f32>,
}

impl Table {
    /// Adds a row to a vector of the same width.
    pub(super) fn add_row(&self, row: usize, vector: &mut [f32]) {
        let scale = self.scales[row];
        let numbers = &self.rows[row * self.width..][..self.width];
        for (value, &x) in vector.iter_mut().zip(numbers) {
            *value += f32::from(x.cast_signed()) * scale;
        }
    }
}

fn failed(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
    Error::internal("unpacking the encoder's weights", source)
}
