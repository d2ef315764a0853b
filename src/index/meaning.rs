//! The encoder as the index sees it: loaded or not. Without it everything works on words alone.
//! `words_only.rs` has the same items for a program that is built without one.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use super::Generation;
use super::build::Progress;
use super::catalogue::Ordinal;
use super::manifest::Manifest;
use super::retrieve::{Candidate, NotCovered};
pub(super) use super::vectors::Vectors;
use super::vectors::{self, QueryVectors};
use crate::Result;
use crate::content::Corpus;
use crate::encoder::{ENCODER_VERSION, Encoder};
use crate::passage::Passage;

/// Turns texts into vectors, if an encoder was loaded. Cheap to clone.
#[derive(Clone, Default)]
pub struct Meaning {
    encoder: Option<Encoder>,
}

/// A question as vectors.
pub(crate) struct QueryMeaning {
    vectors: QueryVectors,
}

/// How many texts a build turned into vectors, and how many vectors it took over.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct VectorReport {
    pub(super) encoded: usize,
    pub(super) reused: usize,
}

impl fmt::Debug for Meaning {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Meaning({:?})", self.version())
    }
}

impl Meaning {
    /// Words alone.
    pub fn none() -> Self {
        Self::default()
    }

    /// Loads the built-in encoder.
    ///
    /// # Errors
    /// [`crate::Error::Internal`] if the built-in weights cannot be read.
    pub fn load() -> Result<Self> {
        Ok(Self {
            encoder: Some(Encoder::load()?),
        })
    }

    /// The version of the encoder; vectors of another version do not compare with its own.
    pub fn version(&self) -> Option<&'static str> {
        self.encoder.as_ref().map(|_| ENCODER_VERSION)
    }

    /// Whether the encoder knows this word as a whole: such a word is no typing error.
    pub(crate) fn is_whole_word(&self, word: &str) -> bool {
        let encoder = self.encoder.as_ref();
        encoder.is_some_and(|encoder| encoder.is_whole_word(word))
    }

    /// Encodes a question for a generation; none if either has no vectors.
    pub(crate) fn understand(
        &self,
        question: &str,
        generation: &Generation,
    ) -> Result<Option<QueryMeaning>> {
        let (Some(encoder), Some(vectors)) = (&self.encoder, generation.vectors()) else {
            return Ok(None);
        };
        Ok(Some(QueryMeaning {
            vectors: vectors.understand(&encoder.encode(question)?),
        }))
    }

    /// Makes the vectors of a corpus and writes them beside the rest of the generation.
    pub(super) fn write_vectors(
        &self,
        generation: &Path,
        previous: Option<&Path>,
        corpus: &Corpus,
        passages: &[Vec<Passage>],
        progress: &(dyn Fn(Progress) + Sync),
    ) -> Result<VectorReport> {
        let Some(encoder) = &self.encoder else {
            return Ok(VectorReport::default());
        };
        vectors::write(encoder, generation, previous, corpus, passages, progress)
    }

    /// Makes the vectors of a corpus in memory; none without an encoder.
    pub(super) fn vectors_in_ram(
        &self,
        corpus: &Corpus,
        passages: &[Vec<Passage>],
    ) -> Result<Option<Vectors>> {
        let encoder = self.encoder.as_ref();
        encoder
            .map(|encoder| Vectors::in_ram(encoder, corpus, passages))
            .transpose()
    }
}

/// Opens the vectors of a generation, if it has any.
pub(super) fn open_vectors(folder: &Path, manifest: &Manifest) -> Result<Option<Vectors>> {
    let encoder = manifest.encoder.as_ref();
    encoder.map(|_| Vectors::open(folder)).transpose()
}

impl QueryMeaning {
    /// Adds what the vectors say to the candidates found by words, and the candidates that only the vectors find.
    pub(super) fn score(
        &self,
        generation: &Generation,
        found: &mut BTreeMap<Ordinal, Candidate>,
    ) -> Option<NotCovered> {
        generation.vectors()?.score(&self.vectors, found)
    }
}
