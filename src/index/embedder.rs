//! The encoder as the index sees it: loaded or not. Without it everything works on words alone.
//! `words_only.rs` has the same items for a program that is built without one.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::{ThreadPool, ThreadPoolBuilder};
use serde::{Deserialize, Serialize};

use super::Generation;
use super::build::Progress;
use super::candidate::{Candidate, NearestUncovered, OverlayScore};
use super::catalogue::Ordinal;
use super::manifest::Manifest;
pub(super) use super::vectors::Vectors;
use super::vectors::{self, QuantizedVector, QueryVectors};
use crate::content::Corpus;
use crate::encoder::{ENCODER_VERSION, Encoder, Encoding};
use crate::passage::Passage;
use crate::{Error, Result};

/// Turns texts into vectors, if an encoder was loaded. Cheap to clone.
#[derive(Clone, Default)]
pub struct Embedder {
    encoder: Option<Encoder>,
    /// The threads that many texts are encoded on; none for all there are.
    builders: Option<Arc<ThreadPool>>,
}

/// A question as the encoder understands it, whatever it is asked of.
#[derive(Debug)]
pub(crate) struct QueryEmbedding(Encoding);

/// A question as vectors, readied for one generation.
pub(crate) struct QueryMeaning {
    vectors: QueryVectors,
}

/// The vector of a whole text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct TextVector(QuantizedVector);

impl TextVector {
    /// The cosine between two texts.
    pub(crate) fn cosine(&self, other: &Self) -> f32 {
        self.0.cosine(&other.0)
    }
}

/// How many texts a build turned into vectors, and how many vectors it took over.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct VectorReport {
    pub(super) encoded: usize,
    pub(super) reused: usize,
}

impl fmt::Debug for Embedder {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Embedder({:?})", self.version())
    }
}

impl Embedder {
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
            builders: None,
        })
    }

    /// Encodes many texts on half of the processor from now on, and of that on what nobody else wants: the rest is for
    /// those who ask meanwhile.
    pub(crate) fn sparing(self) -> Result<Self> {
        let threads = std::thread::available_parallelism().map_or(1, |all| all.get() / 2);
        let builders = ThreadPoolBuilder::new()
            .num_threads(threads.max(1))
            .thread_name(|_| "builder".to_owned())
            .start_handler(|_| give_way())
            .build()
            .map_err(|error| Error::internal("starting the threads that build", error))?;
        Ok(Self {
            builders: Some(Arc::new(builders)),
            ..self
        })
    }

    fn on_builders<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        match &self.builders {
            Some(builders) => builders.install(work),
            None => work(),
        }
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

    /// Encodes a question; none without an encoder.
    pub(crate) fn embed_query(&self, question: &str) -> Result<Option<QueryEmbedding>> {
        let encoder = self.encoder.as_ref();
        encoder
            .map(|encoder| encoder.encode(question).map(QueryEmbedding))
            .transpose()
    }

    /// The vectors of whole texts, in their order; none at all without an encoder.
    pub(crate) fn vectors_of(&self, texts: &[&str]) -> Result<Vec<TextVector>> {
        let Some(encoder) = self.encoder.as_ref().filter(|_| !texts.is_empty()) else {
            return Ok(Vec::new());
        };
        // Whoever asks of a guild that has to be opened comes by here, and must not wait for those who build unless
        // there is something to encode.
        let encodings = self.on_builders(|| encoder.encode_batch(texts))?;
        Ok(encodings
            .iter()
            .map(|encoding| TextVector(QuantizedVector::quantize(&encoding.pooled)))
            .collect())
    }

    /// Makes the vectors of a corpus and writes them beside the rest of the generation. Those that a known generation
    /// holds are taken over.
    pub(super) fn write_vectors(
        &self,
        generation: &Path,
        known: &[PathBuf],
        corpus: &Corpus,
        passages: &[Vec<Passage>],
        progress: &(dyn Fn(Progress) + Sync),
    ) -> Result<VectorReport> {
        let Some(encoder) = &self.encoder else {
            return Ok(VectorReport::default());
        };
        self.on_builders(|| vectors::write(encoder, generation, known, corpus, passages, progress))
    }

    /// Makes the vectors of a corpus in memory; none without an encoder.
    pub(super) fn vectors_in_ram(
        &self,
        corpus: &Corpus,
        passages: &[Vec<Passage>],
    ) -> Result<Option<Vectors>> {
        let encoder = self.encoder.as_ref();
        encoder
            .map(|encoder| self.on_builders(|| Vectors::in_ram(encoder, corpus, passages)))
            .transpose()
    }
}

/// Opens the vectors of a generation, if it has any that this program's encoder made: no others compare with a
/// question's.
pub(super) fn open_vectors(folder: &Path, manifest: &Manifest) -> Result<Option<Vectors>> {
    if manifest.encoder.as_deref() == Some(ENCODER_VERSION) {
        Vectors::open(folder).map(Some)
    } else {
        Ok(None)
    }
}

impl QueryMeaning {
    /// Readies a question for a generation; none if that has no vectors.
    pub(super) fn new(understood: &QueryEmbedding, generation: &Generation) -> Option<Self> {
        let vectors = generation.vectors()?.embed_query(&understood.0);
        Some(Self { vectors })
    }

    /// The cosine between the question and a text.
    pub(super) fn cosine(&self, text: &TextVector) -> f32 {
        self.vectors.cosine(&text.0)
    }

    /// Adds what the vectors say to the candidates found by words, and the candidates that only the vectors find.
    pub(super) fn score(
        &self,
        generation: &Generation,
        taught: &[OverlayScore],
        found: &mut BTreeMap<Ordinal, Candidate>,
    ) -> Option<NearestUncovered> {
        generation.vectors()?.score(&self.vectors, taught, found)
    }
}

/// Lets every other thread go first. Elsewhere than on Linux that would hold for the whole process.
fn give_way() {
    #[cfg(target_os = "linux")]
    if let Err(error) = rustix::process::nice(10) {
        tracing::debug!(%error, "building goes on at the same priority as answering");
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn those_who_build_go_last() {
        // Nothing added tells where a thread stands.
        let stands = || rustix::process::nice(0).unwrap();
        let meaning = Embedder::none().sparing().unwrap();
        assert_eq!(meaning.on_builders(stands), (stands() + 10).min(19));
    }
}
