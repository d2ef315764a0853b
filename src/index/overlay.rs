//! What a guild's admins taught: wordings of sections, of either library, and questions that are not covered. They
//! count like the wordings of the articles as soon as they are taught, but for the discriminant and the densities, which
//! need a build.
//!
//! A question that consists of the very words of a taught one is overridden: its outcome is what was taught, whatever
//! the ranking says. For other questions a taught wording is one wording more.

use std::collections::BTreeMap;

use super::candidate::{NearestUncovered, OverlayScore};
use super::embedder::{Embedder, QueryEmbedding};
use super::generation::Generation;
use super::nearest::NearestThree;
use super::quantized::QuantizedVector;
use crate::article::Teaching;
use crate::passage::PassageId;
use crate::text::{content_word, words};

/// What BM25 gives a term that stands once in a field of average length, over the most that it can give.
const ONCE: f32 = 0.45;

/// What was taught, prepared for comparing.
#[derive(Debug, Clone, Default)]
pub(crate) struct Overlay {
    taught: Vec<Teaching>,
    /// One for each of `taught`, in the same order.
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
    vector: Option<QuantizedVector>,
}

/// The outcome that was taught for a question of exactly these words.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Override<'a> {
    /// This section answers.
    Section(PassageId),
    /// Nothing does, for the reason of the group with this label.
    NotCovered(&'a str),
}

impl Overlay {
    /// Prepares what was taught. Vectors of questions that `before` has too are reused.
    pub(crate) fn new(taught: &[Teaching], embedder: &Embedder, before: Option<&Self>) -> Self {
        let kept = before.map(Self::vectors).unwrap_or_default();
        Self::with_vectors(taught, &kept, embedder)
    }

    /// Prepares what was taught with stored vectors; those that are missing are made.
    pub(crate) fn with_vectors(
        taught: &[Teaching],
        kept: &BTreeMap<String, QuantizedVector>,
        embedder: &Embedder,
    ) -> Self {
        let mut fresh: Vec<&str> = taught
            .iter()
            .map(question)
            .filter(|question| !kept.contains_key(*question))
            .collect();
        fresh.sort_unstable();
        fresh.dedup();
        let vectors = embedder.quantized_embeddings(&fresh);
        let made: BTreeMap<&str, &QuantizedVector> = fresh.into_iter().zip(&vectors).collect();
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
        Self {
            taught: taught.to_vec(),
            entries,
            labels,
        }
    }

    /// What was taught.
    pub(crate) fn taught(&self) -> &[Teaching] {
        &self.taught
    }

    /// Each taught question with its vector, for storing.
    pub(crate) fn vectors(&self) -> BTreeMap<String, QuantizedVector> {
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

    /// The label of a group of what is not covered, by its index among the taught ones.
    pub(crate) fn label(&self, index: usize) -> Option<&str> {
        self.labels.get(index).map(String::as_str)
    }

    /// Scores the taught wordings of this generation's sections for a question. `idfs` are those of `terms`.
    pub(super) fn score(
        &self,
        generation: &Generation,
        terms: &[String],
        idfs: &[f32],
        query: Option<&QueryEmbedding>,
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
                    cosine: entry.cosine(query),
                })
            })
            .collect()
    }

    /// The nearest questions that are not covered: those of the library itself and the taught ones, whose groups are
    /// numbered after the library's own `groups`.
    pub(super) fn not_covered(
        &self,
        own: Option<NearestUncovered>,
        groups: usize,
        query: &QueryEmbedding,
    ) -> Option<NearestUncovered> {
        let log_posterior = own.and_then(|own| own.log_posterior);
        let log_density_ratio = own.and_then(|own| own.log_density_ratio);
        let taught = self.taught.iter().zip(&self.entries);
        let taught = taught.filter_map(|(teaching, entry)| {
            let Teaching::NotCovered { group, .. } = teaching else {
                return None;
            };
            let index = self.labels.binary_search(group).ok()?;
            Some(NearestUncovered {
                group: groups + index,
                nearest: NearestThree::of([entry.cosine(Some(query))].into_iter()),
                log_posterior,
                log_density_ratio,
            })
        });
        own.into_iter()
            .chain(taught)
            .reduce(NearestUncovered::merge)
    }
}

fn question(teaching: &Teaching) -> &str {
    match teaching {
        Teaching::Wording { question, .. } | Teaching::NotCovered { question, .. } => question,
    }
}

impl TaughtEntry {
    fn new(question: &str, vector: Option<QuantizedVector>) -> Self {
        let words: Vec<String> = words(question).collect();
        let content: Vec<&str> = words.iter().filter_map(|word| content_word(word)).collect();
        Self {
            terms: Generation::terms(&content.join(" ")),
            words,
            vector,
        }
    }

    fn cosine(&self, query: Option<&QueryEmbedding>) -> f32 {
        query
            .zip(self.vector.as_ref())
            .map_or(0.0, |(query, vector)| query.cosine(vector))
    }
}
