//! The weights in the program's bytes → tables and matrices; those stay there in 8 bits until they are first
//! used, so that a program that is asked nothing takes little memory.

use std::sync::OnceLock;

use candle_core::{Device, Tensor};
use safetensors::SafeTensors;
use safetensors::tensor::TensorView;

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

    /// A matrix of inputs × outputs, with a scale for each output; the outputs fill whole panels.
    pub(super) fn matrix(&self, name: &str) -> Result<Matrix> {
        let columns = self.tensor(&format!("{name}.q8"))?;
        let scales = self.vector(&format!("{name}.scale"))?;
        if !scales.len().is_multiple_of(PANEL) {
            return Err(failed(format!("{name} has {} outputs", scales.len())));
        }
        Ok(Matrix {
            columns: columns.data(),
            scales,
            panels: OnceLock::new(),
        })
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
            *value += unpack(x, scale);
        }
    }
}

/// How many outputs lie together in an unpacked matrix. The product reads as many numbers of each row as fit into two
/// vector registers: in rows of all outputs those lie in another page of memory each time, which took 1.6 times as long for a
/// question.
const PANEL: usize = 32;

/// A matrix to multiply with: in 8 bits, and in f32 too from its first use on.
pub(super) struct Matrix {
    columns: &'static [u8],
    scales: Vec<f32>,
    /// Panels × inputs × [`PANEL`].
    panels: OnceLock<Tensor>,
}

impl Matrix {
    /// Multiplies rows of inputs with it, which gives rows of outputs.
    pub(super) fn times(&self, rows: &[f32]) -> candle_core::Result<Vec<f32>> {
        let outputs = self.scales.len();
        let inputs = self.columns.len() / outputs;
        let count = rows.len() / inputs;
        if count == 0 {
            return Ok(Vec::new());
        }
        let rows = Tensor::from_slice(rows, (1, count, inputs), &Device::Cpu)?;
        let panels = self.unpacked(inputs)?;
        let product = rows
            .broadcast_as((panels.dim(0)?, count, inputs))?
            .matmul(panels)?;
        let mut whole = vec![0.0; count * outputs];
        let pieces = product.flatten_all()?.to_vec1()?;
        for (place, panel) in pieces.chunks_exact(count * PANEL).enumerate() {
            for (piece, row) in panel
                .chunks_exact(PANEL)
                .zip(whole.chunks_exact_mut(outputs))
            {
                row[place * PANEL..][..PANEL].copy_from_slice(piece);
            }
        }
        Ok(whole)
    }

    fn unpacked(&self, inputs: usize) -> candle_core::Result<&Tensor> {
        if let Some(panels) = self.panels.get() {
            return Ok(panels);
        }
        let outputs = self.scales.len();
        let mut numbers = Vec::with_capacity(self.columns.len());
        for (panel, scales) in self.scales.chunks_exact(PANEL).enumerate() {
            for row in self.columns.chunks_exact(outputs) {
                let row = row[panel * PANEL..].iter().zip(scales);
                numbers.extend(row.map(|(&x, &scale)| unpack(x, scale)));
            }
        }
        let shape = (outputs / PANEL, inputs, PANEL);
        let panels = Tensor::from_vec(numbers, shape, &Device::Cpu)?;
        Ok(self.panels.get_or_init(|| panels))
    }
}

fn unpack(number: u8, scale: f32) -> f32 {
    f32::from(number.cast_signed()) * scale
}

fn failed(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
    Error::internal("unpacking the encoder's weights", source)
}
