//! Pieces → a vector: twelve layers of attention.

use pulp::{Arch, Simd, WithSimd};

use super::POOLED_DIMENSIONS;
use super::kernel::{self, Norm};
use super::matrix::Matrix;
use super::pieces::{CLS, SEP};
use super::product::{Columns, ColumnsMut, WIDTH_STEP, add_product};
use super::weights::{self, Weights, WordTable};
use crate::Result;

const LAYERS: usize = 12;
const WIDTH: usize = POOLED_DIMENSIONS;
const HEADS: usize = 12;
const HEAD_WIDTH: usize = WIDTH / HEADS;

pub(super) struct Model {
    words: WordTable,
    /// Row by row.
    positions: Vec<f32>,
    norm: Norm,
    layers: Vec<Layer>,
    /// Subtracted from the vector of every text: without it all texts are similar (cosines of 0.75 to 1).
    center: Vec<f32>,
}

struct Layer {
    query_key_value: Linear,
    attention_output: Linear,
    attention_norm: Norm,
    intermediate: Linear,
    output: Linear,
    output_norm: Norm,
}

struct Linear {
    weight: Matrix,
    bias: Vec<f32>,
}

impl Model {
    /// Reads the word table from the vocabulary's file.
    pub(super) fn load(pieces: &Weights) -> Result<Self> {
        let weights = Weights::of_layers()?;
        let layers = (0..LAYERS)
            .map(|number| Layer::load(&weights, number))
            .collect::<Result<_>>()?;
        Ok(Self {
            words: WordTable::load(pieces)?,
            positions: weights.vector("positions")?,
            norm: norm(&weights, "norm")?,
            layers,
            center: weights::center()?,
        })
    }

    /// Runs the model over the pieces of some texts, each between `CLS` and `SEP`. Returns an L2-normalised vector for
    /// each text.
    ///
    /// The rows of all texts go through each matrix together: the weights are read once, not once a text, which is
    /// most of the work for short texts. Pieces meet only those of their own text.
    pub(super) fn run(&self, texts: &[Vec<u32>]) -> Vec<Vec<f32>> {
        let counts: Vec<usize> = texts.iter().map(|pieces| pieces.len() + 2).collect();
        let mut rows = Vec::with_capacity(counts.iter().sum::<usize>() * WIDTH);
        for pieces in texts {
            rows.extend(self.embed(pieces));
        }
        for layer in &self.layers {
            rows = layer.run(&rows, &counts);
        }
        split(&rows, &counts, WIDTH)
            .map(|rows| self.pool(rows))
            .collect()
    }

    /// Mean pooling over all pieces, `CLS` and `SEP` included, then centering.
    fn pool(&self, rows: &[f32]) -> Vec<f32> {
        let mut pooled = vec![0.0; WIDTH];
        for row in rows.chunks_exact(WIDTH) {
            kernel::add(&mut pooled, row);
        }
        kernel::normalize_l2(&mut pooled);
        for (value, center) in pooled.iter_mut().zip(&self.center) {
            *value -= center;
        }
        kernel::normalize_l2(&mut pooled);
        pooled
    }

    fn embed(&self, pieces: &[u32]) -> Vec<f32> {
        let marked = std::iter::once(&CLS).chain(pieces).chain([&SEP]);
        let mut rows = self.positions[..(pieces.len() + 2) * WIDTH].to_vec();
        for (&piece, row) in marked.zip(rows.chunks_exact_mut(WIDTH)) {
            self.words.add_row(piece as usize, row);
        }
        self.norm.apply(&mut rows);
        rows
    }
}

impl Layer {
    fn load(weights: &Weights, number: usize) -> Result<Self> {
        let linear = |name: &str| -> Result<Linear> {
            let name = format!("{number}.{name}");
            Ok(Linear {
                weight: weights.matrix(&name)?,
                bias: weights.vector(&format!("{name}.bias"))?,
            })
        };
        Ok(Self {
            query_key_value: linear("query_key_value")?,
            attention_output: linear("attention_output")?,
            attention_norm: norm(weights, &format!("{number}.attention_norm"))?,
            intermediate: linear("intermediate")?,
            output: linear("output")?,
            output_norm: norm(weights, &format!("{number}.output_norm"))?,
        })
    }

    /// `counts` says how many rows are each text's.
    fn run(&self, rows: &[f32], counts: &[usize]) -> Vec<f32> {
        let query_key_value = self.query_key_value.apply(rows);
        let mut attended = Vec::with_capacity(rows.len());
        for text in split(&query_key_value, counts, 3 * WIDTH) {
            attended.extend(Arch::new().dispatch(Attention(text)));
        }
        let mut attention = self.attention_output.apply(&attended);
        kernel::add(&mut attention, rows);
        self.attention_norm.apply(&mut attention);
        let mut intermediate = self.intermediate.apply(&attention);
        kernel::gelu(&mut intermediate);
        let mut output = self.output.apply(&intermediate);
        kernel::add(&mut output, &attention);
        self.output_norm.apply(&mut output);
        output
    }
}

impl Linear {
    fn apply(&self, rows: &[f32]) -> Vec<f32> {
        let mut outputs = self.weight.times(rows);
        kernel::add_bias(&mut outputs, &self.bias);
        outputs
    }
}

/// Splits rows of this width by text.
fn split<'a>(
    rows: &'a [f32],
    counts: &'a [usize],
    width: usize,
) -> impl Iterator<Item = &'a [f32]> {
    counts.iter().scan(rows, move |rest, count| {
        let (own, after) = rest.split_at(count * width);
        *rest = after;
        Some(own)
    })
}

/// Self-attention within each text, for each head. A row holds all queries, then all keys, then all values.
struct Attention<'a>(&'a [f32]);

impl WithSimd for Attention<'_> {
    type Output = Vec<f32>;

    #[expect(
        clippy::inline_always,
        reason = "only what is inlined is compiled for each kind of processor"
    )]
    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) -> Vec<f32> {
        let rows = self.0;
        let count = rows.len() / (3 * WIDTH);
        let padded = count.next_multiple_of(WIDTH_STEP);
        let scale = 1.0 / (HEAD_WIDTH as f32).sqrt();
        let mut attended = vec![0.0; count * WIDTH];
        let mut keys = vec![0.0; HEAD_WIDTH * padded];
        let mut values = vec![0.0; count * HEAD_WIDTH];
        let mut weights = vec![0.0; count * padded];
        for head in (0..WIDTH).step_by(HEAD_WIDTH) {
            for (piece, row) in rows.chunks_exact(3 * WIDTH).enumerate() {
                for (dimension, key) in row[WIDTH + head..][..HEAD_WIDTH].iter().enumerate() {
                    keys[dimension * padded + piece] = *key;
                }
                values[piece * HEAD_WIDTH..][..HEAD_WIDTH]
                    .copy_from_slice(&row[2 * WIDTH + head..][..HEAD_WIDTH]);
            }
            weights.fill(0.0);
            let queries = Columns {
                numbers: &rows[head..],
                stride: 3 * WIDTH,
                width: HEAD_WIDTH,
            };
            let scores = &mut ColumnsMut {
                numbers: &mut weights,
                stride: padded,
                width: padded,
            };
            add_product(simd, queries, &keys, scores);
            for row in weights.chunks_exact_mut(padded) {
                kernel::softmax(&mut row[..count], scale);
            }
            let weights = Columns {
                numbers: &weights,
                stride: padded,
                width: count,
            };
            let output = &mut ColumnsMut {
                numbers: &mut attended[head..],
                stride: WIDTH,
                width: HEAD_WIDTH,
            };
            add_product(simd, weights, &values, output);
        }
        attended
    }
}

fn norm(weights: &Weights, name: &str) -> Result<Norm> {
    Ok(Norm {
        weight: weights.vector(&format!("{name}.weight"))?,
        bias: weights.vector(&format!("{name}.bias"))?,
    })
}
