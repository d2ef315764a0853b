//! Hits → what we say: the outcome, how sure we are, the passages with their citations, and what else to ask.

mod calibration;
mod disagreement;
mod distress;
mod related;
mod scope;
mod small_talk;

use serde::{Deserialize, Serialize};

use crate::Result;
use crate::article::{Grade, LinkKind, Reference, Source};
use crate::content::UncoveredGroup;
use crate::index::{ArticleHead, Generation, Override};
use crate::passage::PassageId;
use crate::query::Query;
use crate::search::{self, Hit, PreparedQuery};

pub use calibration::{Calibration, LogisticFit, SignalSet, Signals};
use related::{nearest, related};
pub(crate) use scope::{LibraryView, SearchScope};
use scope::{MergedHit, Searched, TAUGHT_CONFIDENCE, merge};

/// Passages of an answer, at most: what a person may turn the pages of.
const MAX_PASSAGES: usize = 5;
/// Passages that are put in order: those shown, and those whose headings may be worth asking next.
const MAX_RANKED: usize = 1 + 2 * MAX_PASSAGES;
const _: () = assert!(MAX_RANKED < search::MOST_RANKED);
/// A question that is nearer than this (cosine) to one that is not covered, and nearer to it than to any wording, is
/// refused in the words of that group.
const NEAR_NOT_COVERED: f32 = 0.6;
/// Where there is no answer anyway, this is near enough for the reason to be worth saying.
const FAIRLY_NEAR_NOT_COVERED: f32 = 0.45;

/// What came of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
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

/// The text around a passage, within its article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Surroundings {
    /// The passage before, if the article has one.
    pub before: Option<String>,
    /// The passage itself.
    pub text: String,
    /// The passage after, if the article has one.
    pub after: Option<String>,
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
        /// The sentence for the asker: why, and where to turn instead. None for a group that an admin made up.
        reason: Option<String>,
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
    /// "you suck", "that didn't answer my question"
    Unhappy,
    /// Somebody may be about to harm themselves.
    Distress,
}

/// The whole of what we have to say to a question; `render` puts it into words.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The question as it was typed, control characters dropped.
    pub question: String,
    /// The question with the one before it, if it could not stand alone.
    pub in_context: Option<String>,
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
    small_talk(query).is_some()
}

fn small_talk(query: &Query) -> Option<SmallTalk> {
    if distress::is_heard(query.text()) {
        return Some(SmallTalk::Distress);
    }
    small_talk::recognise(query.text())
}

/// An answer with the signals that its probability was made of.
#[derive(Debug, Clone, PartialEq)]
pub struct Examined {
    /// What is said.
    pub answer: Answer,
    /// None if nothing was searched for or found.
    pub signals: Option<Signals>,
    /// The sections that came nearest, best first, more than are quoted.
    pub nearest: Vec<Related>,
}

/// Answers a question from all the libraries that the asker reaches.
pub(crate) fn examine(
    scope: &SearchScope<'_>,
    query: &Query,
    thresholds: Thresholds,
) -> Result<Examined> {
    let unsearched = |reason| {
        Ok(Examined {
            answer: Answer::empty(query, reason),
            signals: None,
            nearest: Vec::new(),
        })
    };
    if query.is_empty() {
        return unsearched(Reason::EmptyQuestion);
    }
    let law = |text| scope.taught.and_then(|taught| taught.override_for(text));
    let typed = law(query.text());
    // Nothing that was taught stands before help.
    if let Some(kind) = small_talk(query)
        && (typed.is_none() || kind == SmallTalk::Distress)
    {
        return unsearched(Reason::SmallTalk(kind));
    }
    let generations = scope.generations();
    let prepared = PreparedQuery::corrected(&generations, scope.meaning, query)?;
    let mut searched = scope.search(&prepared)?;
    let headed = || {
        scope
            .headed(query)
            .or_else(|| scope.headed(&prepared.query))
    };
    let verdict = match typed
        .or_else(|| law(prepared.query.text()))
        .or_else(|| headed().map(Override::Section))
    {
        Some(Override::Section(section)) => {
            let there = searched.iter_mut().position(|one| one.put_first(&section));
            if let Some(index) = there {
                searched[..=index].rotate_right(1);
                for other in &mut searched[1..] {
                    other.confidence = other.confidence.min(TAUGHT_CONFIDENCE);
                }
            }
            there.map(|_| (Outcome::Answer, Reason::Score))
        }
        Some(Override::NotCovered(label)) => {
            for one in &mut searched {
                one.confidence = one.confidence.min(1.0 - TAUGHT_CONFIDENCE);
            }
            Some((Outcome::Nothing, scope.reason(label)))
        }
        None => {
            // What the shared library does not cover is no word on a guild's own passages.
            if let [one] = searched.as_mut_slice()
                && one.is_all_but_not_covered()
            {
                one.confidence = one.confidence.min(1.0 - TAUGHT_CONFIDENCE);
            }
            None
        }
    };
    let first = &searched[0];
    let settled = verdict.is_some();
    let (outcome, reason) =
        verdict.unwrap_or_else(|| decide(scope, &prepared, &searched, thresholds));
    let merged = merge(&searched, MAX_RANKED);
    let mut passages = Vec::with_capacity(MAX_PASSAGES);
    for (merged, rank) in merged.iter().take(MAX_PASSAGES).zip(1..) {
        passages.extend(show(merged, rank, searched.len() > 1, &prepared)?);
    }
    let did_you_mean =
        prepared.corrected && !settled && changed_the_first(scope, query, merged.first())?;
    let disagreement = if outcome == Outcome::Answer {
        disagreement::find(&generations, &passages)?
    } else {
        None
    };
    let answer = Answer {
        question: query.text().to_owned(),
        in_context: None,
        outcome,
        confidence: first.confidence,
        reason,
        related: related(&merged, &passages, disagreement.as_ref()),
        disagreement,
        passages,
        did_you_mean: did_you_mean.then(|| prepared.query.text().to_owned()),
    };
    Ok(Examined {
        answer,
        signals: first.signals,
        nearest: nearest(&merged),
    })
}

/// Quotes one passage by its id, as an answer would; none if there is no such passage (any more).
pub(crate) fn quote_by_id(
    generations: &[&Generation],
    id: &PassageId,
    query: &Query,
) -> Result<Option<Quoted>> {
    for generation in generations {
        if let Some(ordinal) = generation.find(id) {
            let hit = search::hit_at(generation, query, ordinal)?;
            return Ok(hit.and_then(|hit| quote(generation, hit)));
        }
    }
    Ok(None)
}

impl Answer {
    fn empty(query: &Query, reason: Reason) -> Self {
        Self {
            question: query.text().to_owned(),
            in_context: None,
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
    scope: &SearchScope<'_>,
    prepared: &PreparedQuery,
    searched: &[Searched<'_>],
    thresholds: Thresholds,
) -> (Outcome, Reason) {
    if searched.iter().all(|one| one.signals.is_none()) {
        return (Outcome::Nothing, Reason::UnknownWords);
    }
    let outcome = thresholds.outcome(searched[0].confidence);
    let knows_a_word = searched.iter().any(|one| one.found.known_terms > 0)
        || prepared.knows_a_word(&scope.generations(), scope.meaning);
    if !knows_a_word {
        // The encoder finds something near any string of letters, which is no ground to answer on.
        let outcome = match outcome {
            Outcome::Answer => Outcome::Closest,
            unsure => unsure,
        };
        return (outcome, Reason::UnknownWords);
    }
    let wordings = searched.iter().map(Searched::nearest_wording);
    let wording = wordings.fold(0.0, f32::max);
    // What the shared library does not cover is no word on passages that a guild's own one is surer of.
    let speaking = match outcome {
        Outcome::Answer => 0,
        Outcome::Closest => 1,
        Outcome::Nothing => searched.len(),
    };
    let enough = match outcome {
        Outcome::Nothing => FAIRLY_NEAR_NOT_COVERED,
        _ => NEAR_NOT_COVERED,
    };
    let reason = searched[..speaking]
        .iter()
        .filter_map(|one| Some((one, one.found.not_covered?)))
        .filter(|(_, near)| near.nearest.first() >= enough && near.nearest.first() > wording)
        .max_by(|(_, one), (_, other)| one.nearest.first().total_cmp(&other.nearest.first()))
        .and_then(|(one, near)| {
            let own = one.library.generation.not_covered();
            if let Some(group) = own.get(near.group) {
                return Some(not_covered(group));
            }
            let label = scope.taught?.label(near.group - own.len())?;
            Some(scope.reason(label))
        })
        .unwrap_or(Reason::Score);
    (outcome, reason)
}

fn not_covered(group: &UncoveredGroup) -> Reason {
    Reason::NotCovered {
        label: group.label.clone(),
        reason: Some(group.reason.clone()),
    }
}

/// Whether the question as it was typed would have put another passage first.
fn changed_the_first(
    scope: &SearchScope<'_>,
    query: &Query,
    first: Option<&MergedHit<'_>>,
) -> Result<bool> {
    let typed = PreparedQuery::as_typed(&scope.generations(), scope.meaning, query.clone())?;
    let typed = scope.search(&typed)?;
    let section = |merged: &MergedHit<'_>| {
        let ordinal = merged.ranked.candidate.ordinal;
        merged
            .generation
            .section_of(ordinal)
            .map(|section| (section.id.clone(), ordinal))
    };
    Ok(merge(&typed, 1).first().map(section) != first.map(section))
}

/// Reads a passage in its place. A score compares within one library only: of several, the probability stands for it.
fn show(
    merged: &MergedHit<'_>,
    rank: usize,
    several: bool,
    prepared: &PreparedQuery,
) -> Result<Option<Quoted>> {
    let hit = search::hit(merged.generation, prepared, merged.ranked)?;
    Ok(hit.and_then(|hit| {
        let score = if several {
            merged.probability
        } else {
            hit.score
        };
        quote(merged.generation, Hit { rank, score, ..hit })
    }))
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
