//! Replaces the encoder in a program that is built without it (feature `semantic`): an [`Encoder`] cannot be constructed,
//! so nothing is encoded. The code that uses it is the same with and without an encoder.

/// No manifest names this version.
pub(crate) const ENCODER_VERSION: &str = "absent";

/// The embedding dimension.
pub(crate) const POOLED_DIMENSIONS: usize = 384;

/// An encoder that does not exist.
#[derive(Clone)]
pub(crate) enum Encoder {}

/// The role of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Role {
    Query,
    Passage,
}

impl Role {
    /// The text as an encoder would read it.
    pub(crate) fn prefixed(self, text: &str) -> String {
        match self {
            Self::Query => format!("query: {text}"),
            Self::Passage => format!("passage: {text}"),
        }
    }
}

impl Encoder {
    pub(crate) fn encode_in_one_pass(&self, _role: Role, _texts: &[&str]) -> Vec<Vec<f32>> {
        match *self {}
    }

    pub(crate) fn encode_batch(&self, _texts: &[(Role, &str)]) -> Vec<Vec<f32>> {
        match *self {}
    }

    pub(crate) fn is_whole_word(&self, _word: &str) -> bool {
        match *self {}
    }
}

/// Runs the work as it is compiled.
pub(crate) fn with_best_instructions<T>(work: impl FnOnce() -> T) -> T {
    work()
}
