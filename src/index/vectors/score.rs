//! What the vectors of a generation say of a question.

use std::collections::BTreeMap;
use std::ops::Range;

use super::file::{PassageRows, Vectors};
use super::quantized::{QuantizedVector, dot};
use crate::encoder::{AskedTokens, Encoding};
use crate::index::candidate::{Candidate, NearestUncovered, OverlayScore, SemanticScores};
use crate::index::catalogue::Ordinal;
use crate::index::discriminant;
use crate::index::nearest::NearestThree;
use crate::index::retrieve::idf;

/// Passages taken from meaning for late interaction, beside those found by words.
const BY_MEANING: usize = 40;

/// A question's vectors.
pub(in crate::index) struct QueryVectors {
    text: QuantizedVector,
    /// What the discriminant says of each class.
    classes: Vec<f32>,
    /// By how rare the word piece of each is among the passages.
    tokens: AskedTokens,
}

impl QueryVectors {
    /// The cosine between the question and a text.
    pub(in crate::index) fn cosine(&self, text: &QuantizedVector) -> f32 {
        self.text.cosine(text)
    }
}

impl Vectors {
    /// Readies a question's vectors for comparing.
    pub(in crate::index) fn embed_query(&self, question: &Encoding) -> QueryVectors {
        let unseen = idf(self.passages.len() as f32, 0.0);
        let idfs: Vec<f32> = question
            .tokens
            .iter()
            .map(|token| self.idf.get(&token.id).copied().unwrap_or(unseen))
            .collect();
        QueryVectors {
            text: QuantizedVector::quantize(&question.pooled),
            classes: self
                .classes
                .iter()
                .map(|row| discriminant::fits(row, &question.pooled))
                .collect(),
            tokens: AskedTokens::new(question, &idfs),
        }
    }

    /// Compares a question with everything: all texts of all passages, then the tokens of the nearest passages. What
    /// was taught counts among the wordings of its section.
    pub(in crate::index) fn score(
        &self,
        question: &QueryVectors,
        taught: &[OverlayScore],
        found: &mut BTreeMap<Ordinal, Candidate>,
    ) -> Option<NearestUncovered> {
        let mut scores: Vec<(Ordinal, SemanticScores)> = (0..)
            .zip(&self.passages)
            .map(|(ordinal, rows)| (ordinal, self.compare(&question.text, rows)))
            .collect();
        self.share_wordings(&mut scores);
        for said in taught {
            for place in said.ordinals.clone() {
                let Some((_, scores)) = scores.get_mut(place as usize) else {
                    continue;
                };
                scores.wordings.insert(said.cosine);
            }
        }
        let (sections, groups) = question
            .classes
            .split_at(self.classes_of.sections.min(question.classes.len()));
        let all_sections = discriminant::log_sum(sections);
        for ((_, scores), class) in scores.iter_mut().zip(&self.classes_of.by_passage) {
            // Of a section without examples nothing is known: it gets an even share.
            let even = all_sections - (sections.len() as f32).ln();
            let fitting = class.map_or(Some(&even), |class| sections.get(class));
            scores.log_posterior = fitting
                .filter(|_| !sections.is_empty())
                .map(|fitting| fitting - all_sections);
        }
        let nearest_group = groups.iter().copied().max_by(f32::total_cmp);
        let groups_fit = nearest_group.map(|fitting| fitting - all_sections);
        let rough = |scores: &SemanticScores| {
            scores.passage + scores.sentence + scores.heading + 2.0 * scores.wordings.first()
        };
        scores.sort_by(|(one, a), (other, b)| rough(b).total_cmp(&rough(a)).then(one.cmp(other)));
        for (place, (ordinal, mut scores)) in scores.into_iter().enumerate() {
            if place >= BY_MEANING && !found.contains_key(&ordinal) {
                continue;
            }
            let tokens = self.tokens_of(&self.passages[ordinal as usize]);
            scores.max_sim = tokens.max_sim(&question.tokens);
            found
                .entry(ordinal)
                .or_insert_with(|| Candidate::unscored(ordinal))
                .semantic = Some(scores);
        }
        self.groups
            .iter()
            .enumerate()
            .map(|(group, rows)| NearestUncovered {
                group,
                nearest: self.nearest(&question.text, rows.clone()),
                log_posterior: groups_fit,
            })
            .reduce(NearestUncovered::with)
    }

    /// The later pieces of a section have no wordings of their own: they share those of its first piece.
    fn share_wordings(&self, scores: &mut [(Ordinal, SemanticScores)]) {
        for place in 1..scores.len() {
            let rows = &self.passages[place];
            let before = &self.passages[place - 1];
            if rows.heading.is_some() && rows.heading == before.heading && rows.wordings.is_empty()
            {
                scores[place].1.wordings = scores[place - 1].1.wordings;
            }
        }
    }

    fn compare(&self, question: &QuantizedVector, rows: &PassageRows) -> SemanticScores {
        let mut sentence = 0.0;
        let mut best_sentence = 0;
        for (place, row) in rows.sentences.clone().enumerate() {
            let cosine = self.cosine(question, row);
            if cosine > sentence {
                sentence = cosine;
                best_sentence = place;
            }
        }
        SemanticScores {
            passage: self.cosine(question, rows.text),
            sentence,
            best_sentence,
            heading: rows.heading.map_or(0.0, |row| self.cosine(question, row)),
            wordings: self.nearest(question, rows.wordings.clone()),
            max_sim: 0.0,
            log_posterior: None,
        }
    }

    fn nearest(&self, question: &QuantizedVector, rows: Range<usize>) -> NearestThree {
        NearestThree::of(rows.map(|row| self.cosine(question, row)))
    }

    fn cosine(&self, question: &QuantizedVector, row: usize) -> f32 {
        let (values, scale) = self.text(row);
        dot(&question.values, values) as f32 * question.scale * scale
    }
}
