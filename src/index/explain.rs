//! The text of a library that is nearest to a question: shows writers why a passage was found.

use super::catalogue::Ordinal;
use super::embedder::QueryEmbedding;
use super::generation::Generation;

/// A text of a library, and how near it is to a question.
#[derive(Debug, Clone, PartialEq)]
pub struct NearText {
    /// The wording or question.
    pub text: String,
    /// Its cosine to the question.
    pub cosine: f32,
}

impl Generation {
    /// The wording nearest to a question among those of a passage's section; none without vectors or wordings.
    pub(crate) fn nearest_wording(
        &self,
        embedding: &QueryEmbedding,
        ordinal: Ordinal,
    ) -> Option<NearText> {
        let cosines = self.vectors()?.wording_cosines(embedding, ordinal);
        let (position, cosine) = nearest(&cosines)?;
        let text = self.section_of(ordinal)?.wordings.get(position)?.clone();
        Some(NearText { text, cosine })
    }

    /// The question of what is not covered that is nearest to a question, with its group's label.
    pub(crate) fn nearest_uncovered(
        &self,
        embedding: &QueryEmbedding,
    ) -> Option<(String, NearText)> {
        let cosines = self.vectors()?.uncovered_cosines(embedding);
        let (position, cosine) = nearest(&cosines)?;
        let mut questions = self.not_covered().iter().flat_map(|group| {
            let questions = group.questions.iter();
            questions.map(|question| (&group.label, question))
        });
        let (label, text) = questions.nth(position)?;
        let text = text.clone();
        Some((label.clone(), NearText { text, cosine }))
    }
}

/// The greatest, and its position; of equal ones the first.
fn nearest(cosines: &[f32]) -> Option<(usize, f32)> {
    let cosines = cosines.iter().copied().enumerate();
    cosines.reduce(|best, other| if other.1 > best.1 { other } else { best })
}
