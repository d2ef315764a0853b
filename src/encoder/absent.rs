//! Stands for the encoder in a program that is built without it (feature `semantic`): an [`Encoder`] cannot be made, so
//! nothing is ever encoded. Everything above is the same code with and without an encoder.

/// No manifest names this version.
pub(crate) const ENCODER_VERSION: &str = "absent";

/// The embedding dimension.
pub(crate) const POOLED_DIMENSIONS: usize = 384;

/// An encoder that does not exist.
#[derive(Clone)]
pub(crate) enum Encoder {}

/// What one token takes in a [`TokenMatrix`], in bytes.
pub(crate) const TOKEN_BYTES: usize = 132;

/// The vectors of a text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Encoding {
    pub(crate) pooled: Vec<f32>,
    pub(crate) tokens: Vec<TokenVector>,
}

/// One word piece of a text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct TokenVector {
    pub(crate) id: u32,
}

/// The token vectors of a passage.
pub(crate) struct TokenMatrix<'a>(&'a [u8]);

impl<'a> TokenMatrix<'a> {
    #[expect(
        clippy::unnecessary_wraps,
        reason = "the signature of the encoder that this stands for"
    )]
    pub(crate) fn from_bytes(bytes: &'a [u8]) -> Option<Self> {
        Some(Self(bytes))
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.0
    }

    #[expect(
        clippy::unused_self,
        reason = "the signature of the encoder that this stands for"
    )]
    pub(crate) fn max_sim(&self, _asked: &AskedTokens) -> f32 {
        0.0
    }
}

impl From<&Encoding> for TokenMatrix<'static> {
    fn from(_encoding: &Encoding) -> Self {
        Self(&[])
    }
}

/// The token vectors of a question.
pub(crate) struct AskedTokens;

impl AskedTokens {
    pub(crate) fn new(_question: &Encoding, _weights: &[f32]) -> Self {
        Self
    }
}

impl Encoder {
    pub(crate) fn encode(&self, _text: &str) -> crate::Result<Encoding> {
        match *self {}
    }

    pub(crate) fn encode_batch(&self, _texts: &[&str]) -> crate::Result<Vec<Encoding>> {
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
