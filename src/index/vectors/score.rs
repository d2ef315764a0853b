//! A question's vector against all the vectors of a generation.

use std::collections::BTreeMap;
use std::ops::Range;

use super::file::{VectorTable, Vectors};
use super::layout::{PassageRows, SectionRows, TextKind};
use crate::index::candidate::{Candidate, NearestUncovered, OverlayScore, SemanticScores};
use crate::index::catalogue::Ordinal;
use crate::index::discriminant;
use crate::index::embedder::QueryEmbedding;
use crate::index::nearest::{NearestThree, mean_of_greatest};
use crate::index::quantized::QuantizedVector;

/// Wordings of a section that [`SemanticScores::ten_wordings`] is the mean of.
const MANY_WORDINGS: usize = 10;

/// Passages taken for their vectors, beside those found by words.
const BY_VECTORS: usize = 40;

/// How fast the weight of a text falls with its distance from the question in [`KernelSum`]. Figures are the same from 6
/// to 14.
const KERNEL_SHARPNESS: f32 = 10.0;

/// How densely texts lie around a question: the mean of an exponential kernel over their cosines.
#[derive(Debug, Clone, Copy, Default)]
struct KernelSum {
    sum: f32,
    texts: usize,
}

/// The value of the discriminant for a question, on the scale of [`SemanticScores::log_posterior`].
struct LogPosteriors {
    /// By class.
    sections: Vec<f32>,
    /// Of a section without examples nothing is known: it gets an even share.
    unknown_section: f32,
    /// Of the best group that is not covered.
    best_group: Option<f32>,
}

impl Vectors {
    /// Compares a question with all texts of all passages. Adds the scores to the candidates found by words, and the
    /// nearest candidates that only the vectors find. A taught wording counts among the wordings of its section.
    pub(in crate::index) fn score(
        &self,
        question: &QueryEmbedding,
        taught: &[OverlayScore],
        found: &mut BTreeMap<Ordinal, Candidate>,
    ) -> Option<NearestUncovered> {
        let vector = question.quantized();
        let posteriors = self.log_posteriors(question);
        let mut around_wordings = KernelSum::default();
        let taught = self.taught_by_section(taught);
        let sections: Vec<SemanticScores> = (self.layout.sections.iter().zip(&taught))
            .map(|(rows, taught)| {
                let posteriors = posteriors.as_ref();
                self.score_section(vector, rows, taught, posteriors, &mut around_wordings)
            })
            .collect();
        let mut scores: Vec<(Ordinal, SemanticScores)> = (0..)
            .zip(&self.layout.passages)
            .map(|(ordinal, rows)| {
                let of_section = sections[rows.section];
                (
                    ordinal,
                    self.score_passage(vector, ordinal, rows, of_section),
                )
            })
            .collect();
        let rough = |scores: &SemanticScores| {
            scores.passage + scores.sentence + scores.heading + 2.0 * scores.wordings.first()
        };
        scores.sort_by(|(one, a), (other, b)| rough(b).total_cmp(&rough(a)).then(one.cmp(other)));
        for (index, (ordinal, scores)) in scores.into_iter().enumerate() {
            if index >= BY_VECTORS && !found.contains_key(&ordinal) {
                continue;
            }
            found
                .entry(ordinal)
                .or_insert_with(|| Candidate::unscored(ordinal))
                .semantic = Some(scores);
        }
        let not_covered = self.tables.of(TextKind::NotCovered);
        let log_posterior = posteriors.and_then(|posteriors| posteriors.best_group);
        let mut around_uncovered = KernelSum::default();
        let nearest = (self.layout.groups.iter().enumerate())
            .map(|(group, rows)| NearestUncovered {
                group,
                nearest: nearest(not_covered, vector, rows, &mut around_uncovered),
                log_posterior,
                log_density_ratio: None,
            })
            .reduce(NearestUncovered::merge)?;
        Some(NearestUncovered {
            log_density_ratio: around_wordings.log_ratio(around_uncovered),
            ..nearest
        })
    }

    /// The cosine of each sentence of a passage; none if there is no such passage.
    pub(in crate::index) fn sentence_cosines(
        &self,
        question: &QueryEmbedding,
        ordinal: Ordinal,
    ) -> Option<Vec<f32>> {
        let rows = self.layout.passages.get(ordinal as usize)?;
        let sentences = self.tables.of(TextKind::Sentences);
        let cosines = rows.sentences.clone();
        Some(
            cosines
                .map(|row| sentences.cosine(question.quantized(), row))
                .collect(),
        )
    }

    /// None where the library has no discriminant.
    fn log_posteriors(&self, question: &QueryEmbedding) -> Option<LogPosteriors> {
        if self.discriminant.is_empty() {
            return None;
        }
        let mut classes: Vec<f32> = (self.discriminant.iter())
            .map(|row| discriminant::log_score(row, &question.vector))
            .collect();
        let groups = classes.split_off(self.layout.section_classes);
        let all_sections = discriminant::log_sum_exp(&classes);
        let best_group = groups.into_iter().max_by(f32::total_cmp);
        Some(LogPosteriors {
            unknown_section: -(classes.len() as f32).ln(),
            sections: classes.iter().map(|score| score - all_sections).collect(),
            best_group: best_group.map(|score| score - all_sections),
        })
    }

    /// The cosines of the taught wordings of each section.
    fn taught_by_section(&self, taught: &[OverlayScore]) -> Vec<Vec<f32>> {
        let mut cosines = vec![Vec::new(); self.layout.sections.len()];
        for wording in taught {
            if let Some(rows) = self.layout.passages.get(wording.ordinals.start as usize) {
                cosines[rows.section].push(wording.cosine);
            }
        }
        cosines
    }

    /// The scores that all passages of a section have in common. The density `around` the question is of the file's
    /// wordings alone.
    fn score_section(
        &self,
        question: &QuantizedVector,
        rows: &SectionRows,
        taught: &[f32],
        posteriors: Option<&LogPosteriors>,
        around: &mut KernelSum,
    ) -> SemanticScores {
        let headings = self.tables.of(TextKind::Headings);
        let wordings = self.tables.of(TextKind::Wordings);
        let log_posterior = posteriors.map(|posteriors| match rows.class {
            Some(class) => posteriors.sections[class],
            None => posteriors.unknown_section,
        });
        let cosines: Vec<f32> = (rows.wordings.clone())
            .map(|row| wordings.cosine(question, row))
            .inspect(|cosine| around.add(*cosine))
            .chain(taught.iter().copied())
            .collect();
        SemanticScores {
            heading: rows
                .heading
                .map_or(0.0, |row| headings.cosine(question, row)),
            wordings: NearestThree::of(cosines.iter().copied()),
            ten_wordings: mean_of_greatest(cosines, MANY_WORDINGS),
            log_posterior,
            ..SemanticScores::default()
        }
    }

    fn score_passage(
        &self,
        question: &QuantizedVector,
        ordinal: Ordinal,
        rows: &PassageRows,
        of_section: SemanticScores,
    ) -> SemanticScores {
        let sentences = self.tables.of(TextKind::Sentences);
        let passages = self.tables.of(TextKind::Passages);
        let mut scores = SemanticScores {
            passage: passages.cosine(question, ordinal as usize),
            ..of_section
        };
        for row in rows.sentences.clone() {
            scores.sentence = scores.sentence.max(sentences.cosine(question, row));
        }
        scores
    }
}

impl Vectors {
    /// The cosine between a question and each wording of a passage's section, in their order.
    pub(in crate::index) fn wording_cosines(
        &self,
        question: &QueryEmbedding,
        ordinal: Ordinal,
    ) -> Vec<f32> {
        let Some(passage) = self.layout.passages.get(ordinal as usize) else {
            return Vec::new();
        };
        let rows = self.layout.sections[passage.section].wordings.clone();
        let wordings = self.tables.of(TextKind::Wordings);
        rows.map(|row| wordings.cosine(question.quantized(), row))
            .collect()
    }

    /// The cosine between a question and each one that is not covered, group by group.
    pub(in crate::index) fn uncovered_cosines(&self, question: &QueryEmbedding) -> Vec<f32> {
        let questions = self.tables.of(TextKind::NotCovered);
        (0..self.layout.rows(TextKind::NotCovered))
            .map(|row| questions.cosine(question.quantized(), row))
            .collect()
    }
}

/// The nearest of some texts; all of them count towards how densely texts lie around the question.
fn nearest(
    table: &VectorTable,
    question: &QuantizedVector,
    rows: &Range<usize>,
    around: &mut KernelSum,
) -> NearestThree {
    let cosines = rows.clone().map(|row| table.cosine(question, row));
    NearestThree::of(cosines.inspect(|cosine| around.add(*cosine)))
}

impl KernelSum {
    fn add(&mut self, cosine: f32) {
        self.sum += (KERNEL_SHARPNESS * (cosine - 1.0)).exp();
        self.texts += 1;
    }

    /// None if either has no texts.
    fn log_ratio(self, other: Self) -> Option<f32> {
        let log_mean = |one: Self| (one.texts > 0).then(|| (one.sum / one.texts as f32).ln());
        Some(log_mean(self)? - log_mean(other)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn around(cosines: &[f32]) -> KernelSum {
        let mut sum = KernelSum::default();
        for cosine in cosines {
            sum.add(*cosine);
        }
        sum
    }

    #[test]
    fn density_is_a_mean_in_which_near_texts_count_most() {
        let ratio = |one: &[f32], other: &[f32]| around(one).log_ratio(around(other));
        assert_eq!(ratio(&[0.5], &[]), None);
        let same = ratio(&[0.5, 0.1], &[0.5, 0.1, 0.5, 0.1]).unwrap();
        assert!(same.abs() < 1e-5, "{same}");
        // One near text outweighs three that are half as near.
        assert!(ratio(&[0.8, 0.0, 0.0], &[0.4, 0.4, 0.4]).unwrap() > 0.0);
    }
}
