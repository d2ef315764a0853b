//! Text → its embedding, in any of about a hundred languages.
//!
//! The model is multilingual-e5-small (see `model/README.md`). Its weights are compiled into the program, in 4 and 8
//! bits. The same text gives the same bytes on the same kind of processor, alone or in a batch, in any order.
//!
//! The twelve layers run in safe code with the vector instructions of the processor (pulp selects them). candle has this
//! model too, but needs all weights as f32 tensors, which are many times larger, and takes three times as long for the
//! matrix products.

use std::sync::Arc;

use rayon::prelude::*;

use crate::Result;

mod kernel;
mod matrix;
mod model;
mod pieces;
mod product;
mod weights;

pub(crate) use kernel::with_best_instructions;

/// Version of the vectors: changes with the weights, the pieces or the center. Vectors of different versions cannot be
/// compared.
pub const ENCODER_VERSION: &str = "multilingual-e5-small-q8-1";

/// The embedding dimension.
pub const POOLED_DIMENSIONS: usize = 384;

/// Most word pieces of a text; the rest is cut. `CLS`, `SEP` and the three pieces of the role count too, so 251 pieces of
/// the text itself are left: about 180 English words.
pub const MAX_PIECES: usize = 256;

/// Pieces of a batch when many texts are encoded: enough to read the weights rarely, few enough to fit into the cache.
const BATCH_PIECES: usize = 64;

/// The role of a text: the model was trained with one of two prefixes before each text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// A question, or a short text such as a wording or a heading.
    Query,
    /// A text that may hold an answer: a passage, a sentence.
    Passage,
}

impl Role {
    /// The text as the model reads it.
    pub fn prefixed(self, text: &str) -> String {
        match self {
            Self::Query => format!("query: {text}"),
            Self::Passage => format!("passage: {text}"),
        }
    }
}

/// The model, ready to use. A handle: clones share the weights, and threads may share a clone.
///
/// # Examples
///
/// ```
/// use engram::encoder::{Encoder, Role};
///
/// let encoder = Encoder::load()?;
/// let question = encoder.encode(Role::Query, "why are newbies so clumsy");
/// let cosine = |passage: &str| -> f32 {
///     let passage = encoder.encode(Role::Passage, passage);
///     question.iter().zip(&passage).map(|(a, b)| a * b).sum()
/// };
/// assert!(cosine("Anfänger bewegen sich steif.") > cosine("Butter melts at 32 °C."));
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
    /// Parses the built-in weights without copying them. Load once, then clone.
    ///
    /// # Errors
    /// [`crate::Error::Internal`] if the built-in weights cannot be read.
    pub fn load() -> Result<Self> {
        let weights = weights::Weights::of_pieces()?;
        let parts = Parts {
            pieces: pieces::Pieces::load(&weights)?,
            model: model::Model::load(&weights)?,
        };
        Ok(Self {
            parts: Arc::new(parts),
        })
    }

    /// Encodes one text on the calling thread: an L2-normalised vector of [`POOLED_DIMENSIONS`] values, so the dot product
    /// of two is their cosine. Text beyond [`MAX_PIECES`], or beyond 4,096 characters, is cut.
    pub fn encode(&self, role: Role, text: &str) -> Vec<f32> {
        self.encode_in_one_pass(role, &[text]).remove(0)
    }

    /// Encodes a few texts as [`Self::encode`] does, in their order. Faster than one by one: short texts mostly wait for
    /// the weights, which are read once.
    pub fn encode_in_one_pass(&self, role: Role, texts: &[&str]) -> Vec<Vec<f32>> {
        let split = |text: &&str| self.parts.pieces.split(&role.prefixed(text));
        let pieces: Vec<Vec<u32>> = texts.iter().map(split).collect();
        self.parts.model.run(&pieces)
    }

    /// Encodes many texts on all threads of the current rayon pool; the vectors come in the order of the texts.
    pub fn encode_batch(&self, texts: &[(Role, &str)]) -> Vec<Vec<f32>> {
        let pieces: Vec<Vec<u32>> = texts
            .par_iter()
            .map(|(role, text)| self.parts.pieces.split(&role.prefixed(text)))
            .collect();
        batches(&pieces)
            .into_par_iter()
            .flat_map_iter(|batch| self.parts.model.run(batch))
            .collect()
    }

    /// Whether the vocabulary holds the word in one piece, or it is a common English word: then it is no typing error.
    pub fn is_whole_word(&self, word: &str) -> bool {
        self.parts.pieces.is_whole_word(word)
    }
}

/// Batches of about [`BATCH_PIECES`] pieces, with at least one text each.
fn batches(texts: &[Vec<u32>]) -> Vec<&[Vec<u32>]> {
    let mut batches = Vec::new();
    let (mut start, mut pieces) = (0, 0);
    for (at, text) in texts.iter().enumerate() {
        if pieces + text.len() > BATCH_PIECES && at > start {
            batches.push(&texts[start..at]);
            (start, pieces) = (at, 0);
        }
        pieces += text.len();
    }
    if start < texts.len() {
        batches.push(&texts[start..]);
    }
    batches
}

#[cfg(test)]
mod tests;
