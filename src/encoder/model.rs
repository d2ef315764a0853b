//! Word pieces → vectors: six layers of attention.

use pulp::{Arch, Simd, WithSimd};

use super::kernel::{self, Norm};
use super::matrix::Matrix;
use super::pieces::{END, START};
use super::product::{Columns, ColumnsMut, WIDTH_STEP, add_product};
use super::weights::{Table, Weights};
use super::{POOLED_DIMENSIONS, TOKEN_DIMENSIONS};
use crate::Result;

const LAYERS: usize = 6;
const WIDTH: usize = POOLED_DIMENSIONS;
const HEADS: usize = 12;
const HEAD_WIDTH: usize = WIDTH / HEADS;

/// What the model makes of one text.
pub(super) struct Output {
    /// [`POOLED_DIMENSIONS`] numbers.
    pub(super) pooled: Vec<f32>,
    /// [`TOKEN_DIMENSIONS`] numbers for each piece.
    pub(super) tokens: Vec<f32>,
}

pub(super) struct Model {
    words: Table,
    places: Table,
    norm: Norm,
    layers: Vec<Layer>,
    token_reduction: Matrix,
}

struct Layer {
    query_key_value: Linear,
    mix: Linear,
    mix_norm: Norm,
    wide: Linear,
    narrow: Linear,
    narrow_norm: Norm,
}

struct Linear {
    weight: Matrix,
    bias: Vec<f32>,
}

impl Model {
    pub(super) fn load() -> Result<Self> {
        let weights = Weights::of_model()?;
        let layers = (0..LAYERS)
            .map(|number| Layer::load(&weights, number))
            .collect::<Result<_>>()?;
        Ok(Self {
            words: weights.table("words")?,
            places: weights.table("places")?,
            norm: norm(&weights, "norm")?,
            layers,
            token_reduction: Weights::of_token_reduction()?.matrix("token")?,
        })
    }

    /// Runs the model over the pieces of some texts, each of which it puts between the two marks.
    ///
    /// The rows of all texts go through each matrix together: the weights are read once, not once a text, which is
    /// most of the work for short texts. Pieces meet only those of their own text.
    pub(super) fn run(&self, texts: &[&[u32]]) -> Vec<Output> {
        let counts: Vec<usize> = texts.iter().map(|pieces| pieces.len() + 2).collect();
        let mut rows = Vec::with_capacity(counts.iter().sum::<usize>() * WIDTH);
        for pieces in texts {
            rows.extend(self.embed(pieces));
        }
        for layer in &self.layers {
            rows = layer.run(&rows, &counts);
        }
        split(&rows, &counts, WIDTH)
            .map(|rows| self.read_out(rows))
            .collect()
    }

    fn read_out(&self, rows: &[f32]) -> Output {
        let mut pooled = vec![0.0; WIDTH];
        for row in rows.chunks_exact(WIDTH) {
            kernel::add(&mut pooled, row);
        }
        kernel::unit_length(&mut pooled, WIDTH);
        let without_marks = &rows[WIDTH..rows.len() - WIDTH];
        let mut tokens = self.token_reduction.times(without_marks);
        kernel::unit_length(&mut tokens, TOKEN_DIMENSIONS);
        Output { pooled, tokens }
    }

    fn embed(&self, pieces: &[u32]) -> Vec<f32> {
        let mut rows = vec![0.0; (pieces.len() + 2) * WIDTH];
        let marked = std::iter::once(&START).chain(pieces).chain([&END]);
        for (place, (&piece, row)) in marked.zip(rows.chunks_exact_mut(WIDTH)).enumerate() {
            self.words.add_row(piece as usize, row);
            self.places.add_row(place, row);
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
            query_key_value: linear("qkv")?,
            mix: linear("mix")?,
            mix_norm: norm(weights, &format!("{number}.mix.norm"))?,
            wide: linear("wide")?,
            narrow: linear("narrow")?,
            narrow_norm: norm(weights, &format!("{number}.narrow.norm"))?,
        })
    }

    /// `counts` says how many rows are each text's.
    fn run(&self, rows: &[f32], counts: &[usize]) -> Vec<f32> {
        let query_key_value = self.query_key_value.apply(rows);
        let mut attended = Vec::with_capacity(rows.len());
        for text in split(&query_key_value, counts, 3 * WIDTH) {
            attended.extend(Arch::new().dispatch(Attend(text)));
        }
        let mut mixed = self.mix.apply(&attended);
        kernel::add(&mut mixed, rows);
        self.mix_norm.apply(&mut mixed);
        let mut wide = self.wide.apply(&mixed);
        kernel::gelu(&mut wide);
        let mut narrow = self.narrow.apply(&wide);
        kernel::add(&mut narrow, &mixed);
        self.narrow_norm.apply(&mut narrow);
        narrow
    }
}

impl Linear {
    fn apply(&self, rows: &[f32]) -> Vec<f32> {
        let mut outputs = self.weight.times(rows);
        kernel::add_bias(&mut outputs, &self.bias);
        outputs
    }
}

/// Cuts rows of this width into those of each text.
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

/// Mixes the values of all pieces of a text into each, by how well its query fits their keys, in every head by
/// itself. A row holds all queries, then all keys, then all values.
struct Attend<'a>(&'a [f32]);

impl WithSimd for Attend<'_> {
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
        let mut shares = vec![0.0; count * padded];
        for head in (0..WIDTH).step_by(HEAD_WIDTH) {
            for (piece, row) in rows.chunks_exact(3 * WIDTH).enumerate() {
                for (place, key) in row[WIDTH + head..][..HEAD_WIDTH].iter().enumerate() {
                    keys[place * padded + piece] = *key;
                }
                values[piece * HEAD_WIDTH..][..HEAD_WIDTH]
                    .copy_from_slice(&row[2 * WIDTH + head..][..HEAD_WIDTH]);
            }
            shares.fill(0.0);
            let queries = Columns {
                numbers: &rows[head..],
                stride: 3 * WIDTH,
                width: HEAD_WIDTH,
            };
            let fits = &mut ColumnsMut {
                numbers: &mut shares,
                stride: padded,
                width: padded,
            };
            add_product(simd, queries, &keys, fits);
            for row in shares.chunks_exact_mut(padded) {
                kernel::softmax(&mut row[..count], scale);
            }
            let shares = Columns {
                numbers: &shares,
                stride: padded,
                width: count,
            };
            let mixed = &mut ColumnsMut {
                numbers: &mut attended[head..],
                stride: WIDTH,
                width: HEAD_WIDTH,
            };
            add_product(simd, shares, &values, mixed);
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
