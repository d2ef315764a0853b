//! The token vectors of a text, small enough to keep for every passage, and how well a question's fit into them.

use std::borrow::Cow;

use pulp::{Arch, Simd, WithSimd};

use super::Encoding;
use super::product::{Columns, ColumnsMut, WIDTH_STEP, add_product};

/// The length of a token's vector.
pub const TOKEN_DIMENSIONS: usize = 128;

const SCALE_BYTES: usize = size_of::<f32>();
/// What one token takes in a [`TokenMatrix`], in bytes: its scale and its values.
pub const TOKEN_BYTES: usize = SCALE_BYTES + TOKEN_DIMENSIONS;

/// The token vectors of one text in 8 bits, borrowed from where they are stored or owned.
///
/// Its bytes are a little-endian f32 scale for each token, then [`TOKEN_DIMENSIONS`] signed bytes for each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenMatrix<'a> {
    bytes: Cow<'a, [u8]>,
}

impl<'a> TokenMatrix<'a> {
    /// Reads what [`TokenMatrix::as_bytes`] gave. `None` if the length can't be right.
    pub fn from_bytes(bytes: &'a [u8]) -> Option<Self> {
        let bytes = Cow::Borrowed(bytes);
        bytes
            .len()
            .is_multiple_of(TOKEN_BYTES)
            .then_some(Self { bytes })
    }

    /// The bytes to store.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// How many tokens there are.
    pub fn len(&self) -> usize {
        self.bytes.len() / TOKEN_BYTES
    }

    /// Whether the text had no token at all.
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// How well the tokens of a question find their like in this passage: the mean over the question's tokens, by
    /// their weights, of the best cosine with any token here. 0 if either has no token or no weight is above 0.
    pub fn max_sim(&self, asked: &AskedTokens) -> f32 {
        if self.is_empty() || asked.weights.is_empty() {
            return 0.0;
        }
        let best = Arch::new().dispatch(BestCosines {
            passage: self,
            asked,
        });
        let sum: f32 = best.iter().zip(&asked.weights).map(|(a, b)| a * b).sum();
        sum / asked.weights.iter().sum::<f32>()
    }

    fn scales_and_numbers(&self) -> (&[[u8; SCALE_BYTES]], &[u8]) {
        let (scales, numbers) = self.bytes.split_at(self.len() * SCALE_BYTES);
        (scales.as_chunks().0, numbers)
    }
}

/// The token vectors of a question that count, readied for many passages.
#[derive(Debug, Clone, PartialEq)]
pub struct AskedTokens {
    /// [`TOKEN_DIMENSIONS`] rows of a column for each token, and columns of zeros up to `width`.
    block: Vec<f32>,
    width: usize,
    /// One for each token, all above 0.
    weights: Vec<f32>,
}

impl AskedTokens {
    /// Takes the tokens of a question with a weight for each; one without a weight above 0 counts nothing.
    pub fn new(question: &Encoding, weights: &[f32]) -> Self {
        // A weight of 0 is common (stop words), and the products are all the work.
        let (counted, weights): (Vec<_>, Vec<f32>) = question
            .tokens
            .iter()
            .zip(weights)
            .filter(|(_, weight)| **weight > 0.0)
            .unzip();
        let width = counted.len().next_multiple_of(WIDTH_STEP);
        let mut block = vec![0.0; TOKEN_DIMENSIONS * width];
        for (column, token) in counted.iter().enumerate() {
            for (dimension, value) in token.vector.iter().enumerate() {
                block[dimension * width + column] = *value;
            }
        }
        Self {
            block,
            width,
            weights,
        }
    }
}

/// The best cosine of each token of a question with any of a passage.
struct BestCosines<'a> {
    passage: &'a TokenMatrix<'a>,
    asked: &'a AskedTokens,
}

impl WithSimd for BestCosines<'_> {
    type Output = Vec<f32>;

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) -> Vec<f32> {
        /// Tokens of the passage that are unpacked together: few enough to stay in the nearest memory.
        const TOGETHER: usize = 24;
        let width = self.asked.width;
        let mut best = vec![f32::NEG_INFINITY; width];
        let mut unpacked = [0.0; TOGETHER * TOKEN_DIMENSIONS];
        let mut products = vec![0.0; TOGETHER * width];
        let (scales, numbers) = self.passage.scales_and_numbers();
        for (scales, numbers) in scales
            .chunks(TOGETHER)
            .zip(numbers.chunks(TOGETHER * TOKEN_DIMENSIONS))
        {
            let unpacked = &mut unpacked[..numbers.len()];
            for (x, packed) in unpacked.iter_mut().zip(numbers) {
                *x = f32::from(packed.cast_signed());
            }
            products.fill(0.0);
            let tokens = Columns {
                numbers: unpacked,
                stride: TOKEN_DIMENSIONS,
                width: TOKEN_DIMENSIONS,
            };
            let cosines = &mut ColumnsMut {
                numbers: &mut products,
                stride: width,
                width,
            };
            add_product(simd, tokens, &self.asked.block, cosines);
            for (scale, products) in scales.iter().zip(products.chunks_exact(width)) {
                let scale = f32::from_le_bytes(*scale);
                for (best, product) in best.iter_mut().zip(products) {
                    *best = best.max(product * scale);
                }
            }
        }
        best
    }
}

impl From<&Encoding> for TokenMatrix<'static> {
    fn from(encoding: &Encoding) -> Self {
        let count = encoding.tokens.len();
        let mut bytes = Vec::with_capacity(count * TOKEN_BYTES);
        let mut numbers = Vec::with_capacity(count * TOKEN_DIMENSIONS);
        for token in &encoding.tokens {
            let largest = token.vector.iter().fold(0.0_f32, |max, x| max.max(x.abs()));
            let scale = largest.max(f32::MIN_POSITIVE) / 127.0;
            bytes.extend(scale.to_le_bytes());
            #[expect(clippy::cast_possible_truncation, reason = "at most 127 either way")]
            let rounded = token.vector.iter().map(|x| (x / scale).round() as i8);
            numbers.extend(rounded.map(i8::cast_unsigned));
        }
        bytes.append(&mut numbers);
        let bytes = Cow::Owned(bytes);
        Self { bytes }
    }
}
