//! What a guild's admins taught: wordings of sections, of either library, and questions that are not covered. They
//! count like the wordings that stand beside the articles, from the moment they are taught: nothing is built.
//!
//! The very words of a taught question are the admins' own decision: they get what was taught, whatever the ranking
//! says. Other questions are drawn towards it as by any wording.

use std::collections::BTreeMap;
use std::ops::Range;

use super::catalogue::Ordinal;
use super::meaning::{QueryMeaning, TextVector};
use super::retrieve::NotCovered;
use super::{Generation, Meaning};
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
    lessons: Vec<Lesson>,
    /// The labels of what is not covered, each once, sorted.
    labels: Vec<String>,
}

/// A taught question in the forms that comparing needs.
#[derive(Debug, Clone)]
struct Lesson {
    /// Its folded words, in order.
    words: Vec<String>,
    /// The stems of its content words.
    terms: Vec<String>,
    vector: Option<TextVector>,
}

/// What the very words of a question were taught to mean.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Law<'a> {
    /// This section answers.
    Section(PassageId),
    /// Nothing does, for the reason of the group with this label.
    NotCovered(&'a str),
}

/// What a taught wording says of the pieces of its section, for one question.
pub(super) struct Said {
    pub(super) ordinals: Range<Ordinal>,
    /// On the scale of [`super::Candidate::wording_words`].
    pub(super) words: f32,
    #[cfg_attr(
        not(feature = "semantic"),
        expect(dead_code, reason = "only a search by meaning reads it")
    )]
    pub(super) cosine: f32,
}

impl Overlay {
    /// Readies what was taught. Vectors of questions that `before` had already are taken over.
    pub(crate) fn new(
        taught: &[Teaching],
        meaning: &Meaning,
        before: Option<&Self>,
    ) -> Result<Self> {
        let kept = before.map(Self::vectors).unwrap_or_default();
        Self::with_vectors(taught, &kept, meaning)
    }

    /// Readies what was taught with vectors that were kept; those that are missing are made.
    pub(crate) fn with_vectors(
        taught: &[Teaching],
        kept: &BTreeMap<String, TextVector>,
        meaning: &Meaning,
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
        let lessons = taught
            .iter()
            .map(question)
            .map(|question| {
                let vector = made.get(question).copied().or(kept.get(question));
                Lesson::new(question, vector.cloned())
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
            lessons,
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
            .zip(&self.lessons)
            .filter_map(|(question, lesson)| Some((question.to_owned(), lesson.vector.clone()?)))
            .collect()
    }

    /// What the admins decided for exactly these words, if they did; the last decision counts.
    pub(crate) fn law(&self, question: &str) -> Option<Law<'_>> {
        let asked: Vec<String> = words(question).collect();
        if asked.is_empty() {
            return None;
        }
        let (teaching, _) = self
            .taught
            .iter()
            .zip(&self.lessons)
            .rfind(|(_, lesson)| lesson.words == asked)?;
        Some(match teaching {
            Teaching::Wording { section, .. } => Law::Section(PassageId::from_text(section)),
            Teaching::NotCovered { group, .. } => Law::NotCovered(group),
        })
    }

    /// The label of a group of what is not covered, by its place among the taught ones.
    pub(crate) fn label(&self, place: usize) -> Option<&str> {
        self.labels.get(place).map(String::as_str)
    }

    /// What the taught wordings of this generation's sections say of a question. `rarities` are those of `terms`.
    pub(super) fn say(
        &self,
        generation: &Generation,
        terms: &[String],
        rarities: &[f32],
        meaning: Option<&QueryMeaning>,
    ) -> Vec<Said> {
        let all: f32 = rarities.iter().sum();
        self.taught
            .iter()
            .zip(&self.lessons)
            .filter_map(|(teaching, lesson)| {
                let Teaching::Wording { section, .. } = teaching else {
                    return None;
                };
                let section = PassageId::from_text(section);
                let ordinals = generation.ordinals_of(&section)?;
                let held: f32 = terms
                    .iter()
                    .zip(rarities)
                    .filter(|(term, _)| lesson.terms.contains(term))
                    .map(|(_, rarity)| rarity)
                    .sum();
                Some(Said {
                    ordinals,
                    words: if all > 0.0 { ONCE * held / all } else { 0.0 },
                    cosine: lesson.cosine(meaning),
                })
            })
            .collect()
    }

    /// The nearest questions that are not covered: those of the library itself, whose `groups` come first in the
    /// counting, and the taught ones.
    pub(super) fn not_covered(
        &self,
        own: Option<NotCovered>,
        groups: usize,
        meaning: &QueryMeaning,
    ) -> Option<NotCovered> {
        let fit = own.and_then(|own| own.fit);
        let taught = self.taught.iter().zip(&self.lessons);
        let taught = taught.filter_map(|(teaching, lesson)| {
            let Teaching::NotCovered { group, .. } = teaching else {
                return None;
            };
            let place = self.labels.binary_search(group).ok()?;
            Some(NotCovered {
                group: groups + place,
                nearest: [lesson.cosine(Some(meaning)), 0.0, 0.0],
                fit,
            })
        });
        own.into_iter().chain(taught).reduce(NotCovered::with)
    }
}

fn question(teaching: &Teaching) -> &str {
    match teaching {
        Teaching::Wording { question, .. } | Teaching::NotCovered { question, .. } => question,
    }
}

impl Lesson {
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
