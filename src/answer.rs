//! Hits → what we say: the outcome, how sure we are, the passages with their citations, and what else to ask.

mod calibration;
mod disagreement;
mod small_talk;

use crate::Result;
use crate::article::{Grade, LinkKind, Reference, Source};
use crate::index::{ArticleHead, Generation, Meaning, SectionHead};
use crate::passage::PassageId;
use crate::query::Query;
use crate::search::{self, Found, Hit, Ranked};

pub use calibration::{Calibration, Fit, SignalSet, Signals};

/// Passages of an answer, at most: what a person may turn the pages of.
const MAX_PASSAGES: usize = 5;
/// Related questions, at most.
const MAX_RELATED: usize = 3;
/// A question that is nearer than this (cosine) to one that is not covered, and nearer to it than to any wording, is
/// refused in the words of that group.
const NEAR_NOT_COVERED: f32 = 0.6;

/// What came of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// The first passage answers it, as far as we can tell.
    Answer,
    /// Not sure: the headings of the nearest passages are offered instead.
    Closest,
    /// The articles have no answer, or it was no question.
    Nothing,
}

impl Outcome {
    /// The word of the wire form.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Answer => "answer",
            Self::Closest => "closest",
            Self::Nothing => "nothing",
        }
    }
}

/// Why the outcome is what it is, where that is worth saying.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// The score alone decided.
    Score,
    /// The question is near a group of questions that the articles do not cover.
    NotCovered {
        /// The group's label.
        label: String,
        /// The sentence for the asker: why, and where to turn instead.
        reason: String,
    },
    /// No content word of the question is known.
    UnknownWords,
    /// There was nothing in it to look for.
    EmptyQuestion,
    /// It was a greeting, thanks or the like.
    SmallTalk(SmallTalk),
}

/// Things people say to a bot that are no question to its articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SmallTalk {
    /// "hi"
    Greeting,
    /// "thanks"
    Thanks,
    /// "bye"
    Farewell,
    /// "who are you", "what can you do"
    AboutTheBot,
    /// "lol", "ok", "nice"
    Reaction,
}

/// The whole of what we have to say to a question; `render` puts it into words.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The question as it was typed, control characters dropped.
    pub question: String,
    /// What came of it.
    pub outcome: Outcome,
    /// Probability (0 to 1) that the first passage answers the question.
    pub confidence: f32,
    /// Why, where it is worth saying.
    pub reason: Reason,
    /// The passages, best first; also there for [`Outcome::Closest`], and for [`Outcome::Nothing`] the nearest ones.
    pub passages: Vec<Quoted>,
    /// What else a person might ask next.
    pub related: Vec<Related>,
    /// Set when the passages pull against each other.
    pub disagreement: Option<Disagreement>,
    /// The question as it was understood, if spelling was corrected and that changed the first passage.
    pub did_you_mean: Option<String>,
}

/// A passage as it is shown: the hit and the pointer to where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Quoted {
    /// The passage, its rank, quote and highlight.
    pub hit: Hit,
    /// The pointer shown to the reader.
    pub citation: Citation,
}

/// The pointer shown to the reader.
#[derive(Debug, Clone, PartialEq)]
pub struct Citation {
    /// The article's title.
    pub title: String,
    /// Headings from the outermost to the section's own.
    pub heading_path: Vec<String>,
    /// Where the article came from.
    pub source: Source,
    /// The works its section rests on.
    pub references: Vec<Reference>,
    /// How sure their evidence is.
    pub grade: Option<Grade>,
}

/// A heading that a person might ask next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// The passage it heads.
    pub passage: PassageId,
    /// The heading, as a question where the article has it so.
    pub heading: String,
}

/// Two passages of an answer that pull against each other.
#[derive(Debug, Clone, PartialEq)]
pub struct Disagreement {
    /// How they relate.
    pub kind: LinkKind,
    /// The first passage's side.
    pub one: Quoted,
    /// The other side.
    pub other: Quoted,
    /// What it is about, in one line.
    pub about: String,
}

/// How sure to be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Thresholds {
    /// Answer when the first passage answers with at least this probability.
    pub answer_at: f32,
    /// Offer the closest headings when it is at least this; say nothing was found below.
    pub closest_at: f32,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self {
            answer_at: 0.55,
            closest_at: 0.15,
        }
    }
}

impl Thresholds {
    /// What comes of a question whose first passage answers it with this probability.
    pub fn outcome(&self, confidence: f32) -> Outcome {
        if confidence >= self.answer_at {
            Outcome::Answer
        } else if confidence >= self.closest_at {
            Outcome::Closest
        } else {
            Outcome::Nothing
        }
    }
}

/// Whether this is said to the bot rather than asked of the articles: then no earlier question is its context.
pub(crate) fn is_small_talk(query: &Query) -> bool {
    small_talk::recognise(query.text()).is_some()
}

/// An answer with the signals that its probability was made of.
#[derive(Debug, Clone, PartialEq)]
pub struct Examined {
    /// What is said.
    pub answer: Answer,
    /// None if nothing was searched for or found.
    pub signals: Option<Signals>,
}

/// Answers a question from one generation.
pub(crate) fn examine(
    generation: &Generation,
    meaning: &Meaning,
    query: &Query,
    calibration: &Calibration,
    thresholds: Thresholds,
) -> Result<Examined> {
    let unsearched = |reason| {
        Ok(Examined {
            answer: Answer::empty(query, reason),
            signals: None,
        })
    };
    if query.is_empty() {
        return unsearched(Reason::EmptyQuestion);
    }
    if let Some(kind) = small_talk::recognise(query.text()) {
        return unsearched(Reason::SmallTalk(kind));
    }
    let found = search::search(generation, meaning, query)?;
    let signals = Signals::of(&found);
    let confidence = signals.map_or(0.0, |signals| calibration.probability(&signals));
    let (outcome, reason) = decide(generation, &found, confidence, thresholds);
    let shown = &found.ranked[..found.ranked.len().min(MAX_PASSAGES)];
    let understood = found.corrected.as_deref().map(Query::parse);
    let hits = search::hits(generation, understood.as_ref().unwrap_or(query), shown)?;
    let did_you_mean = match &found.corrected {
        Some(corrected) if changed_the_first(generation, meaning, query, &found)? => {
            Some(corrected.clone())
        }
        _ => None,
    };
    let passages: Vec<Quoted> = hits
        .into_iter()
        .filter_map(|hit| quote(generation, hit))
        .collect();
    let answer = Answer {
        question: query.text().to_owned(),
        outcome,
        confidence,
        reason,
        related: related(generation, &found.ranked, &passages),
        disagreement: if outcome == Outcome::Answer {
            disagreement::find(generation, query, &passages)?
        } else {
            None
        },
        passages,
        did_you_mean,
    };
    Ok(Examined { answer, signals })
}

/// Quotes one passage by its id, as an answer would; none if there is no such passage (any more).
pub(crate) fn quote_by_id(
    generation: &Generation,
    id: &PassageId,
    query: &Query,
) -> Result<Option<Quoted>> {
    let Some(ordinal) = generation.find(id) else {
        return Ok(None);
    };
    let hit = search::hit(generation, query, ordinal)?;
    Ok(hit.and_then(|hit| quote(generation, hit)))
}

impl Answer {
    fn empty(query: &Query, reason: Reason) -> Self {
        Self {
            question: query.text().to_owned(),
            outcome: Outcome::Nothing,
            confidence: 0.0,
            reason,
            passages: Vec::new(),
            related: Vec::new(),
            disagreement: None,
            did_you_mean: None,
        }
    }
}

/// Picks the outcome from the probability, and the reason that is worth saying.
fn decide(
    generation: &Generation,
    found: &Found,
    confidence: f32,
    thresholds: Thresholds,
) -> (Outcome, Reason) {
    let by_meaning = found
        .ranked
        .first()
        .is_some_and(|first| first.candidate.meaning.is_some());
    if found.ranked.is_empty() || (!by_meaning && found.known_terms == 0) {
        return (Outcome::Nothing, Reason::UnknownWords);
    }
    let outcome = thresholds.outcome(confidence);
    let wording = found
        .ranked
        .iter()
        .filter_map(|ranked| ranked.candidate.meaning)
        .map(|scores| scores.wordings[0])
        .fold(0.0, f32::max);
    let reason = found
        .not_covered
        .filter(|_| outcome != Outcome::Answer)
        .filter(|near| near.nearest[0] >= NEAR_NOT_COVERED && near.nearest[0] > wording)
        .and_then(|near| generation.not_covered(near.group))
        .map_or(Reason::Score, |group| Reason::NotCovered {
            label: group.label.clone(),
            reason: group.reason.clone(),
        });
    (outcome, reason)
}

/// Whether the question as it was typed would have put another passage first.
fn changed_the_first(
    generation: &Generation,
    meaning: &Meaning,
    query: &Query,
    found: &Found,
) -> Result<bool> {
    let typed = search::search_as_typed(generation, meaning, query)?;
    let first = |found: &Found| found.ranked.first().map(|first| first.candidate.ordinal);
    Ok(first(&typed) != first(found))
}

/// Puts the pointer to its place beside a hit. A hit whose quote cannot be found in its passage is never shown.
fn quote(generation: &Generation, hit: Hit) -> Option<Quoted> {
    hit.passage
        .text
        .get(hit.quote.clone())?
        .get(hit.highlight.clone())?;
    let (article, _) = generation.head(&hit.passage.id)?;
    Some(Quoted {
        citation: Citation {
            title: article.title.clone(),
            heading_path: hit.passage.heading_path.clone(),
            source: article.source.clone(),
            references: cited(article, &hit.passage.references),
            grade: hit.passage.grade,
        },
        hit,
    })
}

fn cited(article: &ArticleHead, keys: &[String]) -> Vec<Reference> {
    keys.iter()
        .filter_map(|key| {
            article
                .references
                .iter()
                .find(|reference| reference.key == *key)
        })
        .cloned()
        .collect()
}

/// What a person would ask next: the headings after the shown passages in the ranking, and the next section of the
/// first passage's article.
fn related(generation: &Generation, ranked: &[Ranked], shown: &[Quoted]) -> Vec<Related> {
    let Some(first) = shown.first() else {
        return Vec::new();
    };
    let next = generation
        .head(&first.hit.passage.id)
        .and_then(|(article, section)| {
            let place = article
                .sections
                .iter()
                .position(|other| other.id == section.id)?;
            article.sections.get(place + 1)
        });
    let ranked = ranked
        .iter()
        .skip(1)
        .take(2 * MAX_PASSAGES)
        .filter_map(|ranked| generation.section_of(ranked.candidate.ordinal));
    let mut related: Vec<Related> = Vec::new();
    for section in ranked
        .take(MAX_RELATED - 1)
        .chain(next)
        .filter(|section: &&SectionHead| section.heading().is_some())
    {
        let known = section.id.section() == first.hit.passage.id.section()
            || related.iter().any(|other| other.passage == section.id);
        if !known {
            related.push(Related {
                passage: section.id.clone(),
                heading: section.heading().unwrap_or_default().to_owned(),
            });
        }
    }
    related.truncate(MAX_RELATED);
    related
}
