//! The weighing of what words, meaning and wordings say of a passage.

use crate::index::{Candidate, SemanticScores};

/// How much each signal counts. The figures behind them are printed by `engram eval`.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Weights {
    /// Normalised BM25 over headings and text.
    words: f32,
    /// Normalised BM25 over the wordings.
    wording_words: f32,
    /// Cosine of the whole passage.
    passage: f32,
    /// Cosine of the best sentence.
    sentence: f32,
    /// Cosine of the heading. Beside many wordings it adds nothing.
    heading: f32,
    /// Cosine of the nearest wording.
    wording: f32,
    /// Mean cosine of the three nearest wordings.
    wordings: f32,
    /// Mean cosine of the ten nearest wordings: many that are fairly near tell more than one that is near by accident.
    ten_wordings: f32,
    /// [`SemanticScores::log_posterior`].
    log_posterior: f32,
}

/// For libraries with wordings enough for a discriminant. A listwise fit to judged questions (softmax over the sections)
/// gave these proportions; rounding them cost nothing. The wordings count most: they are how people ask.
const WITH_WORDINGS: Weights = Weights {
    words: 1.0,
    wording_words: 6.0,
    passage: 0.5,
    sentence: 2.5,
    heading: 0.0,
    wording: 2.0,
    wordings: 5.5,
    ten_wordings: 9.5,
    log_posterior: 0.06,
};

/// For all other libraries: few wordings pull towards the sections that have them. Over eight libraries of plain pages,
/// counting all headings and sentences a quarter less took the mean hit@1 and hit@3 from 73.9 and 86.1 to 74.9 and 87.7;
/// other weights gave up to a point more of one and less of the other.
const WITHOUT_WORDINGS: Weights = Weights {
    words: 0.5,
    wording_words: 0.5,
    passage: 1.0,
    sentence: 0.75,
    heading: 0.25,
    wording: 1.0,
    wordings: 0.0,
    ten_wordings: 0.0,
    log_posterior: 0.0,
};

/// One number for a candidate, comparable with those of the same query only; without vectors it rests on words alone.
pub(super) fn score(candidate: &Candidate) -> f32 {
    let Some(meaning) = &candidate.semantic else {
        return candidate.words + candidate.wording_words;
    };
    let weights = match meaning.log_posterior {
        Some(_) => WITH_WORDINGS,
        None => WITHOUT_WORDINGS,
    };
    weights.sum(candidate, meaning)
}

impl Weights {
    fn sum(&self, candidate: &Candidate, meaning: &SemanticScores) -> f32 {
        self.words * candidate.words
            + self.wording_words * candidate.wording_words
            + self.passage * meaning.passage
            + self.sentence * meaning.sentence
            + self.heading * meaning.heading
            + self.wording * meaning.wordings.first()
            + self.wordings * meaning.wordings.mean()
            + self.ten_wordings * meaning.ten_wordings
            + self.log_posterior * meaning.log_posterior.unwrap_or(0.0)
    }
}
