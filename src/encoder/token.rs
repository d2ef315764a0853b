//! The token vectors of a text, small enough to keep for every passage, and how well a question's fit into them.

use std::borrow::Cow;

use super::Encoding;
use super::matrix::{Matrix, quantize};

/// The length of a token's vector.
pub const TOKEN_DIMENSIONS: usize = 128;

/// Tokens of a passage that are compared together: few enough to stay in the nearest memory.
const TOGETHER: usize = 24;

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
        let mut best = vec![f32::NEG_INFINITY; asked.matrix.outputs()];
        let (scales, numbers) = self.scales_and_numbers();
        for (scales, numbers) in scales
            .chunks(TOGETHER)
            .zip(numbers.chunks(TOGETHER * TOKEN_DIMENSIONS))
        {
            let scales = scales.iter().map(|scale| f32::from_le_bytes(*scale));
            let cosines = asked.matrix.times_bytes(numbers, scales.collect());
            for cosines in cosines.chunks_exact(best.len()) {
                for column in 0..best.len() {
                    best[column] = best[column].max(cosines[column]);
                }
            }
        }
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
    /// The vector of each token is an output.
    matrix: Matrix,
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
        let vectors = counted.iter().map(|token| token.vector.as_slice());
        Self {
            matrix: Matrix::of(vectors, TOKEN_DIMENSIONS),
            weights,
        }
    }
}

impl From<&Encoding> for TokenMatrix<'static> {
    fn from(encoding: &Encoding) -> Self {
        let count = encoding.tokens.len();
        let mut bytes = Vec::with_capacity(count * TOKEN_BYTES);
        let mut numbers = Vec::with_capacity(count * TOKEN_DIMENSIONS);
        for token in &encoding.tokens {
            let (scale, rounded) = quantize(&token.vector);
            bytes.extend(scale.to_le_bytes());
            numbers.extend(rounded);
        }
        bytes.append(&mut numbers);
        let bytes = Cow::Owned(bytes);
        Self { bytes }
    }
}
