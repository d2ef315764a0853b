//! The weighing of what words, meaning and wordings say of a passage.

use crate::index::Candidate;

/// How much each signal counts. They are sums of cosines and shares, so a plain sum is the honest start; the figures
/// behind each weight are printed by `engram eval`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weights {
    /// Normalised BM25 over headings and text.
    pub words: f32,
    /// Normalised BM25 over the wordings.
    pub wording_words: f32,
    /// Cosine of the whole passage.
    pub passage: f32,
    /// Cosine of the best sentence.
    pub sentence: f32,
    /// Cosine of the heading.
    pub heading: f32,
    /// Cosine of the nearest wording.
    pub wording: f32,
    /// Late interaction of tokens.
    pub max_sim: f32,
}

impl Default for Weights {
    fn default() -> Self {
        Self {
            words: 0.5,
            wording_words: 0.0,
            passage: 1.0,
            sentence: 1.0,
            heading: 0.5,
            wording: 2.0,
            max_sim: 2.0,
        }
    }
}

impl Weights {
    /// One number for a candidate; without vectors it rests on words alone.
    pub(super) fn score(&self, candidate: &Candidate) -> f32 {
        let Some(meaning) = &candidate.meaning else {
            return candidate.words + candidate.wording_words;
        };
        self.words * candidate.words
            + self.wording_words * candidate.wording_words
            + self.passage * meaning.passage
            + self.sentence * meaning.sentence
            + self.heading * meaning.heading
            + self.wording * meaning.wordings[0]
            + self.max_sim * meaning.max_sim
    }
}
