//! Text → vectors: one for the whole text and one for each of its word pieces.
//!
//! The model is all-MiniLM-L6-v2 (see `model/README.md`). Its weights are part of the program, in 8 bits: nothing is
//! downloaded and no file is looked for. The same text gives the same bytes on the same kind of processor, alone or in
//! a batch, in any order.
//!
//! The six layers are run here, in safe code, for the kind of processor at hand (pulp picks it). candle has this model
//! too, but wants all weights as f32 tensors, four times what lies in the program, and takes thrice as long to multiply
//! with them.

use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use crate::Result;

mod kernel;
mod matrix;
mod model;
mod pieces;
mod product;
mod token;
mod weights;

pub(crate) use kernel::with_best_instructions;
pub use token::{AskedTokens, TOKEN_BYTES, TOKEN_DIMENSIONS, TokenMatrix};

use pieces::Piece;

/// Names the vectors that this module makes: other weights, cutting or reduction are another version, and what was
/// stored under the old one can't be compared with what is made under the new one.
pub const ENCODER_VERSION: &str = "minilm-l6-v2-q8-128";

/// The length of [`Encoding::pooled`].
pub const POOLED_DIMENSIONS: usize = 384;

/// The most word pieces of a text that are read: the model saw no longer text in training. The mark before the text
/// and the one after it count too, so 254 pieces of the text itself are left: about 190 English words.
pub const MAX_PIECES: usize = 256;

/// Pieces that go through the model together when many texts are encoded: enough to read the weights seldom, few
/// enough to stay near the processor.
const BUNDLE_PIECES: usize = 64;

/// What a text means, as vectors.
#[derive(Debug, Clone, PartialEq)]
pub struct Encoding {
    /// The whole text: the mean over its pieces and both marks, of length 1. The dot product of two is their cosine.
    /// A text without any piece has the vector of the two marks alone, which is like no question.
    pub pooled: Vec<f32>,
    /// The pieces in their order, at most [`MAX_PIECES`] − 2.
    pub tokens: Vec<TokenVector>,
}

/// One word piece of a text and what it means where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct TokenVector {
    /// The piece, as its line in the vocabulary counted from 0.
    pub id: u32,
    /// The bytes of the text that the piece was made of.
    pub range: Range<usize>,
    /// Its vector, reduced to [`TOKEN_DIMENSIONS`] and of length 1.
    pub vector: Vec<f32>,
}

/// The model, ready to use. A handle: clones share the weights, and threads may share a clone.
///
/// # Examples
///
/// ```
/// use engram::encoder::Encoder;
///
/// let encoder = Encoder::load()?;
/// let cosine = |a: &str, b: &str| -> engram::Result<f32> {
///     let (a, b) = (encoder.encode(a)?, encoder.encode(b)?);
///     Ok(a.pooled.iter().zip(&b.pooled).map(|(a, b)| a * b).sum())
/// };
/// let asked = "why are newbies so clumsy";
/// assert!(cosine(asked, "Beginners move stiffly.")? > cosine(asked, "Butter melts at 32 °C.")?);
/// # Ok::<(), engram::Error>(())
/// ```
#[derive(Clone)]
pub struct Encoder {
    parts: Arc<Parts>,
}

struct Parts {
    pieces: pieces::Pieces,
    model: model::Model,
}

impl Encoder {
    /// Reads the vocabulary; the weights stay where they are, in the program. Load once, then clone.
    pub fn load() -> Result<Self> {
        let parts = Parts {
            pieces: pieces::Pieces::load()?,
            model: model::Model::load()?,
        };
        Ok(Self {
            parts: Arc::new(parts),
        })
    }

    /// Encodes one text on the calling thread. Any text will do; what is beyond [`MAX_PIECES`], or beyond 16,384
    /// characters, is not read.
    pub fn encode(&self, text: &str) -> Result<Encoding> {
        let pieces = self.parts.pieces.split(text)?;
        let mut encodings = self.encode_bundle(&[pieces]);
        Ok(encodings.remove(0))
    }

    /// Encodes many texts on all threads of the current rayon pool; the encodings come in the order of the texts.
    pub fn encode_batch(&self, texts: &[&str]) -> Result<Vec<Encoding>> {
        let pieces = texts
            .par_iter()
            .map(|text| self.parts.pieces.split(text))
            .collect::<Result<Vec<_>>>()?;
        let bundles: Vec<&[Vec<Piece>]> = bundles(&pieces);
        let encodings = bundles
            .into_par_iter()
            .flat_map_iter(|bundle| self.encode_bundle(bundle));
        Ok(encodings.collect())
    }

    fn encode_bundle(&self, texts: &[Vec<Piece>]) -> Vec<Encoding> {
        let ids: Vec<Vec<u32>> = texts
            .iter()
            .map(|pieces| pieces.iter().map(|piece| piece.id).collect())
            .collect();
        let ids: Vec<&[u32]> = ids.iter().map(Vec::as_slice).collect();
        let outputs = self.parts.model.run(&ids);
        let encodings = texts.iter().zip(outputs).map(|(pieces, output)| Encoding {
            pooled: output.pooled,
            tokens: pieces
                .iter()
                .zip(output.tokens.chunks_exact(TOKEN_DIMENSIONS))
                .map(|(piece, vector)| TokenVector {
                    id: piece.id,
                    range: piece.range.clone(),
                    vector: vector.to_vec(),
                })
                .collect(),
        });
        encodings.collect()
    }

    /// Whether the vocabulary holds the word in one piece, in any case: such a word is known and no slip of the
    /// keyboard.
    pub fn is_whole_word(&self, word: &str) -> bool {
        self.parts.pieces.is_whole_word(word)
    }
}

/// Cuts texts into runs of about [`BUNDLE_PIECES`] pieces, at least one text each.
fn bundles(texts: &[Vec<Piece>]) -> Vec<&[Vec<Piece>]> {
    let mut bundles = Vec::new();
    let (mut start, mut pieces) = (0, 0);
    for (at, text) in texts.iter().enumerate() {
        if pieces + text.len() > BUNDLE_PIECES && at > start {
            bundles.push(&texts[start..at]);
            (start, pieces) = (at, 0);
        }
        pieces += text.len();
    }
    if start < texts.len() {
        bundles.push(&texts[start..]);
    }
    bundles
}

#[cfg(test)]
mod tests;
