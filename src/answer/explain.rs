//! A question → why it gets the answer that it gets: for the writers of the articles.

use super::pipeline::examine;
use super::scope::{MergedHit, SearchScope, Searched, merge};
use super::{Answer, Outcome, Reason, Signals, Thresholds};
use crate::Result;
use crate::index::NearText;
use crate::passage::PassageId;
use crate::query::Query;
use crate::search;

/// Sections that are told of, at most.
const MAX_SECTIONS: usize = 10;
/// Passages that are looked at for them: a section may have several.
const MAX_PASSAGES: usize = 3 * MAX_SECTIONS;

/// Why a question gets the answer that it gets.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// What is said.
    pub answer: Answer,
    /// What decided the outcome.
    pub decided_by: DecidedBy,
    /// How sure an answer must be.
    pub thresholds: Thresholds,
    /// The question as it was searched for. None where the search is not told of: an empty question, danger, small talk.
    pub searched_for: Option<String>,
    /// What the probability was made of; none if nothing was searched for or found. An emergency has it: it is searched.
    pub signals: Option<Signals>,
    /// The nearest sections, best first, each once.
    pub sections: Vec<NearSection>,
    /// The nearest question that is not covered, with its group's label.
    pub not_covered: Option<(String, NearText)>,
}

/// What decided the outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecidedBy {
    /// There was nothing in it to look for.
    EmptyQuestion,
    /// It tells of danger: only help is said.
    Urgent,
    /// It is small talk.
    SmallTalk,
    /// It is the heading of a section, word for word.
    Heading,
    /// It is a question that is not covered, in other words.
    NotCovered,
    /// None of its words is known.
    UnknownWords,
    /// The probability, by the thresholds.
    Probability,
}

/// A section near a question, with the scores of its best passage.
#[derive(Debug, Clone, PartialEq)]
pub struct NearSection {
    /// Its id.
    pub id: PassageId,
    /// The title of its article.
    pub title: String,
    /// Its heading, if it has one.
    pub heading: Option<String>,
    /// The probability (0 to 1) that it answers.
    pub probability: f32,
    /// What it was ranked by.
    pub score: f32,
    /// BM25 of headings and text, over the highest score that the question could get.
    pub words: f32,
    /// The same for its wordings.
    pub wording_words: f32,
    /// Cosines by meaning; none without vectors.
    pub cosines: Option<Cosines>,
    /// Its wording that is nearest.
    pub nearest_wording: Option<NearText>,
}

/// Cosines between a question and the parts of a section.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cosines {
    /// The passage.
    pub passage: f32,
    /// Its best sentence.
    pub sentence: f32,
    /// Its heading; 0 without one.
    pub heading: f32,
}

/// Answers a question and tells why.
pub(crate) fn explain(
    scope: &SearchScope<'_>,
    query: &Query,
    thresholds: Thresholds,
) -> Result<Explanation> {
    let examined = examine(scope, query, thresholds)?;
    let mut explanation = Explanation {
        decided_by: DecidedBy::Probability,
        thresholds,
        searched_for: None,
        signals: examined.signals,
        sections: Vec::new(),
        not_covered: None,
        answer: examined.answer,
    };
    explanation.decided_by = match explanation.answer.reason {
        Reason::EmptyQuestion => DecidedBy::EmptyQuestion,
        Reason::Urgent => DecidedBy::Urgent,
        Reason::SmallTalk(_) => DecidedBy::SmallTalk,
        _ => {
            search_for(scope, query, &mut explanation)?;
            explanation.decided_by
        }
    };
    Ok(explanation)
}

/// Searches again and tells what was found, and what decided.
fn search_for(scope: &SearchScope<'_>, query: &Query, explanation: &mut Explanation) -> Result<()> {
    let prepared = search::prepare(&scope.generations(), scope.embedder, query);
    let searched = scope.search(&prepared)?;
    let is_heading = [&prepared.typed, &prepared.query]
        .iter()
        .any(|form| scope.section_with_heading(form).is_some());
    explanation.decided_by = if is_heading && explanation.answer.outcome == Outcome::Answer {
        DecidedBy::Heading
    } else if explanation.answer.reason == Reason::UnknownWords {
        DecidedBy::UnknownWords
    } else if searched.iter().any(Searched::repeats_not_covered) {
        DecidedBy::NotCovered
    } else {
        DecidedBy::Probability
    };
    let mut seen: Vec<PassageId> = Vec::new();
    for hit in merge(&searched, None, MAX_PASSAGES) {
        let Some(section) = hit.section() else {
            continue;
        };
        if seen.len() < MAX_SECTIONS && !seen.contains(&section.id) {
            seen.push(section.id.clone());
            explanation.sections.extend(near(&hit, &prepared));
        }
    }
    if let Some(embedding) = &prepared.embedding {
        let groups = scope
            .generations()
            .into_iter()
            .filter_map(|generation| generation.nearest_uncovered(embedding));
        explanation.not_covered =
            groups.max_by(|(_, one), (_, other)| one.cosine.total_cmp(&other.cosine));
    }
    explanation.searched_for = Some(prepared.query.text().to_owned());
    Ok(())
}

fn near(hit: &MergedHit<'_>, prepared: &search::PreparedQuery) -> Option<NearSection> {
    let candidate = &hit.ranked.candidate;
    let section = hit.section()?;
    let (article, _) = hit.generation.head(&section.id)?;
    Some(NearSection {
        id: section.id.clone(),
        title: article.title.clone(),
        heading: section.heading().map(str::to_owned),
        probability: hit.probability,
        score: hit.ranked.score,
        words: candidate.words,
        wording_words: candidate.wording_words,
        cosines: candidate.semantic.map(|scores| Cosines {
            passage: scores.passage,
            sentence: scores.sentence,
            heading: scores.heading,
        }),
        nearest_wording: prepared
            .embedding
            .as_ref()
            .and_then(|embedding| hit.generation.nearest_wording(embedding, candidate.ordinal)),
    })
}
