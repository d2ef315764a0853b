//! What a guild's admins taught: wordings of sections, of either library, and questions that are not covered. They
//! count like the wordings that stand beside the articles, from the moment they are taught: nothing is built.
//!
//! The very words of a taught question are the admins' own decision: they get what was taught, whatever the ranking
//! says. Other questions are drawn towards it as by any wording.

use std::collections::BTreeMap;

use super::candidate::{NearestUncovered, OverlayScore};
use super::embedder::{QueryMeaning, TextVector};
use super::nearest::NearestThree;
use super::{Embedder, Generation};
use crate::Result;
use crate::article::Teaching;
use crate::passage::PassageId;
use crate::text::{content_word, words};

/// What BM25 gives a term that stands once in a field of average length, over the most that it can give.
const ONCE: f32 = 0.45;

/// What was taught, readied for questions.
#[derive(Debug, Clone, Default)]
pub(crate) struct Overlay {
    taught: Vec<Teaching>,
    /// One for each teaching, in their order.
    entries: Vec<TaughtEntry>,
    /// The labels of what is not covered, each once, sorted.
    labels: Vec<String>,
}

/// A taught question in the forms that comparing needs.
#[derive(Debug, Clone)]
struct TaughtEntry {
    /// Its folded words, in order.
    words: Vec<String>,
    /// The stems of its content words.
    terms: Vec<String>,
    vector: Option<TextVector>,
}

/// What the very words of a question were taught to mean.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Override<'a> {
    /// This section answers.
    Section(PassageId),
    /// Nothing does, for the reason of the group with this label.
    NotCovered(&'a str),
}

impl Overlay {
    /// Readies what was taught. Vectors of questions that `before` had already are taken over.
    pub(crate) fn new(
        taught: &[Teaching],
        meaning: &Embedder,
        before: Option<&Self>,
    ) -> Result<Self> {
        let kept = before.map(Self::vectors).unwrap_or_default();
        Self::with_vectors(taught, &kept, meaning)
    }

    /// Readies what was taught with vectors that were kept; those that are missing are made.
    pub(crate) fn with_vectors(
        taught: &[Teaching],
        kept: &BTreeMap<String, TextVector>,
        meaning: &Embedder,
    ) -> Result<Self> {
        let mut fresh: Vec<&str> = taught
            .iter()
            .map(question)
            .filter(|question| !kept.contains_key(*question))
            .collect();
        fresh.sort_unstable();
        fresh.dedup();
        let vectors = meaning.vectors_of(&fresh)?;
        let made: BTreeMap<&str, &TextVector> = fresh.into_iter().zip(&vectors).collect();
        let entries = taught
            .iter()
            .map(question)
            .map(|question| {
                let vector = made.get(question).copied().or(kept.get(question));
                TaughtEntry::new(question, vector.cloned())
            })
            .collect();
        let mut labels: Vec<String> = taught
            .iter()
            .filter_map(|teaching| match teaching {
                Teaching::NotCovered { group, .. } => Some(group.clone()),
                Teaching::Wording { .. } => None,
            })
            .collect();
        labels.sort_unstable();
        labels.dedup();
        Ok(Self {
            taught: taught.to_vec(),
            entries,
            labels,
        })
    }

    /// What was taught.
    pub(crate) fn taught(&self) -> &[Teaching] {
        &self.taught
    }

    /// Each taught question with its vector, for keeping.
    pub(crate) fn vectors(&self) -> BTreeMap<String, TextVector> {
        self.taught
            .iter()
            .map(question)
            .zip(&self.entries)
            .filter_map(|(question, entry)| Some((question.to_owned(), entry.vector.clone()?)))
            .collect()
    }

    /// What the admins decided for exactly these folded words, if they did; the last decision counts.
    pub(crate) fn override_for(&self, asked: &[String]) -> Option<Override<'_>> {
        if asked.is_empty() {
            return None;
        }
        let (teaching, _) = self
            .taught
            .iter()
            .zip(&self.entries)
            .rfind(|(_, entry)| entry.words == asked)?;
        Some(match teaching {
            Teaching::Wording { section, .. } => Override::Section(PassageId::from_text(section)),
            Teaching::NotCovered { group, .. } => Override::NotCovered(group),
        })
    }

    /// The label of a group of what is not covered, by its place among the taught ones.
    pub(crate) fn label(&self, place: usize) -> Option<&str> {
        self.labels.get(place).map(String::as_str)
    }

    /// What the taught wordings of this generation's sections say of a question. `idfs` are those of `terms`.
    pub(super) fn score(
        &self,
        generation: &Generation,
        terms: &[String],
        idfs: &[f32],
        meaning: Option<&QueryMeaning>,
    ) -> Vec<OverlayScore> {
        let all: f32 = idfs.iter().sum();
        self.taught
            .iter()
            .zip(&self.entries)
            .filter_map(|(teaching, entry)| {
                let Teaching::Wording { section, .. } = teaching else {
                    return None;
                };
                let section = PassageId::from_text(section);
                let ordinals = generation.ordinals_of(&section)?;
                let held: f32 = terms
                    .iter()
                    .zip(idfs)
                    .filter(|(term, _)| entry.terms.contains(term))
                    .map(|(_, idf)| idf)
                    .sum();
                Some(OverlayScore {
                    ordinals,
                    words: if all > 0.0 { ONCE * held / all } else { 0.0 },
                    cosine: entry.cosine(meaning),
                })
            })
            .collect()
    }

    /// The nearest questions that are not covered: those of the library itself, whose `groups` come first in the
    /// counting, and the taught ones.
    pub(super) fn not_covered(
        &self,
        own: Option<NearestUncovered>,
        groups: usize,
        meaning: &QueryMeaning,
    ) -> Option<NearestUncovered> {
        let log_posterior = own.and_then(|own| own.log_posterior);
        let taught = self.taught.iter().zip(&self.entries);
        let taught = taught.filter_map(|(teaching, entry)| {
            let Teaching::NotCovered { group, .. } = teaching else {
                return None;
            };
            let place = self.labels.binary_search(group).ok()?;
            Some(NearestUncovered {
                group: groups + place,
                nearest: NearestThree::of([entry.cosine(Some(meaning))].into_iter()),
                log_posterior,
            })
        });
        own.into_iter().chain(taught).reduce(NearestUncovered::with)
    }
}

fn question(teaching: &Teaching) -> &str {
    match teaching {
        Teaching::Wording { question, .. } | Teaching::NotCovered { question, .. } => question,
    }
}

impl TaughtEntry {
    fn new(question: &str, vector: Option<TextVector>) -> Self {
        let words: Vec<String> = words(question).collect();
        let content: Vec<&str> = words.iter().filter_map(|word| content_word(word)).collect();
        Self {
            terms: Generation::terms(&content.join(" ")),
            words,
            vector,
        }
    }

    fn cosine(&self, meaning: Option<&QueryMeaning>) -> f32 {
        meaning
            .zip(self.vector.as_ref())
            .map_or(0.0, |(meaning, vector)| meaning.cosine(vector))
    }
}
