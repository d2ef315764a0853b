//! What the index finds for one query: of one passage, or of the groups that are not covered.

use std::ops::Range;

use super::catalogue::Ordinal;
use super::nearest::NearestThree;

/// What the index finds of one passage for one query.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Candidate {
    /// The passage.
    pub(crate) ordinal: Ordinal,
    /// BM25 of headings and text over the highest score that the query could get, 0 to 1.
    pub(crate) words: f32,
    /// The same for the wordings of its section.
    pub(crate) wording_words: f32,
    /// What comparing vectors gave; none without vectors.
    pub(crate) semantic: Option<SemanticScores>,
}

/// Cosines between the question and the parts of a passage.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct SemanticScores {
    /// The whole passage under its heading.
    pub(crate) passage: f32,
    /// The best of its sentences.
    pub(crate) sentence: f32,
    /// Its heading; 0 without one.
    pub(crate) heading: f32,
    /// The three nearest wordings of its section.
    pub(crate) wordings: NearestThree,
    /// Mean cosine of the ten nearest wordings of its section, or of all where it has fewer; 0 without any.
    pub(crate) ten_wordings: f32,
    /// LDA log posterior of its section among all sections. None where the library has too few wordings for a
    /// discriminant.
    pub(crate) log_posterior: Option<f32>,
}

/// The nearest questions of the list of what is not covered.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct NearestUncovered {
    /// Group of the nearest one.
    pub(crate) group: usize,
    /// Cosines of the nearest three.
    pub(crate) nearest: NearestThree,
    /// LDA log score of the best group, with the sections' sum as the reference: the scale of
    /// [`SemanticScores::log_posterior`].
    pub(crate) log_posterior: Option<f32>,
    /// Log of how densely wordings lie around the query over how densely such questions do. None without wordings.
    pub(crate) log_density_ratio: Option<f32>,
}

impl NearestUncovered {
    /// Merges two lists; of equally near groups the first is kept.
    #[must_use]
    pub(super) fn merge(self, other: Self) -> Self {
        Self {
            group: if other.nearest.first() > self.nearest.first() {
                other.group
            } else {
                self.group
            },
            nearest: self.nearest.merge(other.nearest),
            log_posterior: self.log_posterior.or(other.log_posterior),
            log_density_ratio: self.log_density_ratio.or(other.log_density_ratio),
        }
    }
}

impl Candidate {
    /// A passage of which nothing is known yet.
    pub(crate) fn unscored(ordinal: Ordinal) -> Self {
        Self {
            ordinal,
            words: 0.0,
            wording_words: 0.0,
            semantic: None,
        }
    }
}

/// What a taught wording adds to the scores of the passages of its section, for one question.
pub(super) struct OverlayScore {
    pub(super) ordinals: Range<Ordinal>,
    /// On the scale of [`super::Candidate::wording_words`].
    pub(super) words: f32,
    pub(super) cosine: f32,
}
