//! The token vectors of a text, small enough to keep for every passage, and how well a question's fit into them.

#![expect(
    clippy::inline_always,
    reason = "only what is inlined is compiled for each kind of processor"
)]

use std::borrow::Cow;

use super::Encoding;
use super::kernel::with_best_instructions;

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
    ///
    /// There is a weight for each token of the question; a token without one counts nothing.
    pub fn max_sim(&self, question: &TokenMatrix<'_>, weights: &[f32]) -> f32 {
        // A weight of 0 is common (stop words), and the products are all the work.
        let asked: Vec<_> = question
            .rows()
            .zip(weights)
            .filter(|(_, weight)| **weight > 0.0)
            .map(|((scale, row), weight)| (*weight, scale, widened(row)))
            .collect();
        if self.is_empty() || asked.is_empty() {
            return 0.0;
        }
        let mut best = vec![f32::NEG_INFINITY; asked.len()];
        with_best_instructions(
            #[inline(always)]
            || {
                for (scale, row) in self.rows() {
                    let row = widened(row);
                    for (best, (.., asked)) in best.iter_mut().zip(&asked) {
                        *best = best.max(dot(asked, &row) * scale);
                    }
                }
            },
        );
        let (mut sum, mut weight_sum) = (0.0, 0.0);
        for ((weight, scale, _), best) in asked.iter().zip(best) {
            sum += weight * scale * best;
            weight_sum += weight;
        }
        sum / weight_sum
    }

    #[inline(always)]
    fn rows(&self) -> impl Iterator<Item = (f32, &[u8; TOKEN_DIMENSIONS])> {
        let (scales, numbers) = self.bytes.split_at(self.len() * SCALE_BYTES);
        let scales = scales.as_chunks().0.iter().map(|&x| f32::from_le_bytes(x));
        scales.zip(numbers.as_chunks().0)
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

/// In 16 bits there is an instruction that multiplies pairs and adds them two by two.
#[inline(always)]
fn widened(row: &[u8; TOKEN_DIMENSIONS]) -> [i16; TOKEN_DIMENSIONS] {
    row.map(|x| i16::from(x.cast_signed()))
}

/// The sum can't overflow: there are far fewer than 2³¹ ÷ 127² numbers. It is told to wrap so that no check keeps the
/// compiler from using vector instructions.
#[inline(always)]
fn dot(a: &[i16; TOKEN_DIMENSIONS], b: &[i16; TOKEN_DIMENSIONS]) -> f32 {
    let sum = a.iter().zip(b).fold(0_i32, |sum, (&a, &b)| {
        sum.wrapping_add(i32::from(a).wrapping_mul(i32::from(b)))
    });
    sum as f32
}
