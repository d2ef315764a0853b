//! The weights in the program's bytes → tables and matrices. They stay there, in 8 bits.

use pulp::{Arch, Simd, WithSimd};
use safetensors::SafeTensors;
use safetensors::tensor::TensorView;

use super::product::{Columns, ColumnsMut, add_product};
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

    /// A matrix to multiply with, in panels of [`PANEL`] outputs; its inputs fill whole blocks.
    pub(super) fn matrix(&self, name: &str) -> Result<Matrix> {
        let panels = self.tensor(&format!("{name}.q8"))?;
        let scales = self.vector(&format!("{name}.scale"))?;
        match *panels.shape() {
            [count, inputs, PANEL] if count * PANEL == scales.len() && inputs % DEPTH == 0 => {
                Ok(Matrix {
                    panels: panels.data(),
                    inputs,
                    scales,
                })
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

/// How many outputs lie together in a matrix: a line of memory for each input.
const PANEL: usize = 64;
/// Inputs that are unpacked together: a block that stays near the processor while all rows are multiplied with it.
const DEPTH: usize = 192;

/// A matrix to multiply with. It stays in 8 bits, and a block of it at a time is unpacked.
pub(super) struct Matrix {
    /// Panels × inputs × [`PANEL`] outputs.
    panels: &'static [u8],
    inputs: usize,
    /// One for each output.
    scales: Vec<f32>,
}

impl Matrix {
    /// Multiplies rows of inputs with it, which gives rows of outputs.
    pub(super) fn times(&self, rows: &[f32]) -> Vec<f32> {
        Arch::new().dispatch(Times { matrix: self, rows })
    }
}

struct Times<'a> {
    matrix: &'a Matrix,
    rows: &'a [f32],
}

impl WithSimd for Times<'_> {
    type Output = Vec<f32>;

    #[expect(
        clippy::inline_always,
        reason = "only what is inlined is compiled for each kind of processor"
    )]
    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) -> Vec<f32> {
        let Self { matrix, rows } = self;
        let (inputs, outputs) = (matrix.inputs, matrix.scales.len());
        let mut sums = vec![0.0; rows.len() / inputs * outputs];
        if sums.is_empty() {
            return sums;
        }
        let mut block = vec![0.0; DEPTH * PANEL];
        for (panel, numbers) in matrix.panels.chunks_exact(inputs * PANEL).enumerate() {
            for (depth, packed) in numbers.chunks_exact(DEPTH * PANEL).enumerate() {
                for (x, packed) in block.iter_mut().zip(packed) {
                    *x = f32::from(packed.cast_signed());
                }
                let rows = Columns {
                    numbers: &rows[depth * DEPTH..],
                    stride: inputs,
                    width: DEPTH,
                };
                let sums = &mut ColumnsMut {
                    numbers: &mut sums[panel * PANEL..],
                    stride: outputs,
                    width: PANEL,
                };
                add_product(simd, rows, &block, sums);
            }
        }
        for row in sums.chunks_exact_mut(outputs) {
            for (sum, scale) in row.iter_mut().zip(&matrix.scales) {
                *sum *= scale;
            }
        }
        sums
    }
}

fn failed(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
    Error::internal("unpacking the encoder's weights", source)
}
