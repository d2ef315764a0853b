//! The encoder as the index uses it. Without one, search works on words only.

use std::fmt;
use std::sync::Arc;

use rayon::{ThreadPool, ThreadPoolBuilder};

use super::quantized::QuantizedVector;
use crate::encoder::{ENCODER_VERSION, Encoder, Role};
use crate::{Error, Result};

/// Turns texts into vectors, if an encoder was loaded. Cheap to clone.
#[derive(Clone, Default)]
pub struct Embedder {
    encoder: Option<Encoder>,
    /// The threads that many texts are encoded on; none for those of the current rayon pool.
    background_pool: Option<Arc<ThreadPool>>,
}

/// A question as vectors, independent of the generation that it is compared with.
#[derive(Debug)]
pub(crate) struct QueryEmbedding {
    /// L2-normalised.
    pub(crate) vector: Vec<f32>,
    quantized: QuantizedVector,
}

impl fmt::Debug for Embedder {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Embedder({:?})", self.version())
    }
}

impl Embedder {
    /// Without an encoder: words only.
    pub fn none() -> Self {
        Self::default()
    }

    /// Loads the built-in encoder; in a program that is built without one, words only.
    ///
    /// # Errors
    /// [`crate::Error::Internal`] if the built-in weights cannot be read.
    pub fn load() -> Result<Self> {
        Ok(Self {
            #[cfg(feature = "semantic")]
            encoder: Some(Encoder::load()?),
            #[cfg(not(feature = "semantic"))]
            encoder: None,
            background_pool: None,
        })
    }

    /// From now on encodes many texts on half of the processors, at low priority, so that questions are answered
    /// meanwhile.
    pub(crate) fn with_background_pool(self) -> Result<Self> {
        let threads = std::thread::available_parallelism().map_or(1, |all| all.get() / 2);
        let background_pool = ThreadPoolBuilder::new()
            .num_threads(threads.max(1))
            .thread_name(|_| "builder".to_owned())
            .start_handler(|_| lower_priority())
            .build()
            .map_err(|error| Error::internal("starting the threads that build", error))?;
        Ok(Self {
            background_pool: Some(Arc::new(background_pool)),
            ..self
        })
    }

    fn in_background<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        match &self.background_pool {
            Some(background_pool) => background_pool.install(work),
            None => work(),
        }
    }

    /// The version of the encoder; vectors of different versions do not compare.
    pub fn version(&self) -> Option<&'static str> {
        self.encoder.as_ref().map(|_| ENCODER_VERSION)
    }

    /// Whether the encoder's vocabulary has this word in one piece: such a word is no typing error.
    pub(crate) fn is_whole_word(&self, word: &str) -> bool {
        let encoder = self.encoder.as_ref();
        encoder.is_some_and(|encoder| encoder.is_whole_word(word))
    }

    /// Embeds a question; none without an encoder.
    pub(crate) fn embed_query(&self, question: &str) -> Option<QueryEmbedding> {
        self.embed_queries(&[question]).pop()
    }

    /// Embeds a few questions on the calling thread, in their order; no embedding at all without an encoder.
    pub(crate) fn embed_queries(&self, questions: &[&str]) -> Vec<QueryEmbedding> {
        let vectors = match &self.encoder {
            Some(encoder) if !questions.is_empty() => {
                encoder.encode_in_one_pass(Role::Query, questions)
            }
            _ => Vec::new(),
        };
        vectors.into_iter().map(QueryEmbedding::new).collect()
    }

    /// Embeds a question that begins with an earlier one as its context: what was asked last counts as much as the whole,
    /// in which a long context would drown it. None without an encoder.
    pub(crate) fn embed_in_context(&self, whole: &str, last_turn: &str) -> Option<QueryEmbedding> {
        let vectors = self.embed_queries(&[whole, last_turn]);
        let [whole, last_turn] = vectors.as_slice() else {
            return None;
        };
        let turns = whole.vector.iter().zip(&last_turn.vector);
        let mut sum: Vec<f32> = turns.map(|(a, b)| a + b).collect();
        let length = sum.iter().map(|value| value * value).sum::<f32>().sqrt();
        for value in &mut sum {
            *value /= length.max(f32::MIN_POSITIVE);
        }
        Some(QueryEmbedding::new(sum))
    }

    /// The vectors of questions, in their order; no vector at all without an encoder.
    pub(crate) fn quantized_embeddings(&self, questions: &[&str]) -> Vec<QuantizedVector> {
        let questions: Vec<(Role, &str)> = questions
            .iter()
            .map(|question| (Role::Query, *question))
            .collect();
        self.encode_batch(&questions)
    }

    /// Encodes texts on the background pool, in their order; none without an encoder.
    pub(super) fn encode_batch(&self, texts: &[(Role, &str)]) -> Vec<QuantizedVector> {
        let vectors = match &self.encoder {
            // Opening a guild calls this too, and must not wait for the pool if there is nothing to encode.
            Some(encoder) if !texts.is_empty() => {
                self.in_background(|| encoder.encode_batch(texts))
            }
            _ => Vec::new(),
        };
        vectors
            .iter()
            .map(|vector| QuantizedVector::quantize(vector))
            .collect()
    }
}

impl QueryEmbedding {
    /// Takes an L2-normalised vector.
    fn new(vector: Vec<f32>) -> Self {
        Self {
            quantized: QuantizedVector::quantize(&vector),
            vector,
        }
    }

    /// The cosine between the question and a text.
    pub(super) fn cosine(&self, text: &QuantizedVector) -> f32 {
        self.quantized.cosine(text)
    }

    /// The question's L2-normalised vector in 8 bits.
    pub(super) fn quantized(&self) -> &QuantizedVector {
        &self.quantized
    }
}

/// Lets every other thread go first. Only on Linux: elsewhere niceness is that of the whole process.
fn lower_priority() {
    #[cfg(all(target_os = "linux", feature = "semantic"))]
    if let Err(error) = rustix::process::nice(10) {
        tracing::debug!(%error, "building goes on at the same priority as answering");
    }
}

#[cfg(all(test, target_os = "linux", feature = "semantic"))]
mod tests {
    use super::*;

    #[test]
    fn builder_threads_have_a_lower_priority() {
        // Adding 0 returns the niceness of the current thread.
        let niceness = || rustix::process::nice(0).unwrap();
        let embedder = Embedder::none().with_background_pool().unwrap();
        assert_eq!(embedder.in_background(niceness), (niceness() + 10).min(19));
    }
}
