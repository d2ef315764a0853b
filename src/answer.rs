//! Hits → what we say: the outcome, how sure we are, the passages with their citations, and what else to ask.

mod calibration;
mod disagreement;
mod explain;
mod pipeline;
mod related;
mod scope;
mod small_talk;
mod urgent;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::Result;
use crate::article::{Grade, LinkKind, Reference, Source};
use crate::content::LibraryProfile;
use crate::index::{ArticleHead, Embedder, Generation};
use crate::passage::PassageId;
use crate::query::Query;
use crate::search::{self, Hit};

pub use calibration::{Calibration, LogisticFit, Signal, SignalSet, Signals};
pub use explain::{Cosines, DecidedBy, Explanation, NearSection};

pub(crate) use explain::explain;
pub(crate) use pipeline::{MAX_PASSAGES, examine};
pub(crate) use scope::{LibraryView, SearchScope};

/// Least probability with which the section that answered a question answers the next one too. Of 180 follow-ups of
/// invented talks (not in the repository), 93 got the section that answers them with it and 82 without, at 36 and 34 wrong
/// ones.
const CARRY_OVER_AT: f32 = 0.2;

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
    /// It tells of danger: help comes first, and nothing else is said.
    Urgent,
    /// It was a greeting, thanks or the like.
    SmallTalk(SmallTalk),
}

/// How urgently a message needs somebody other than this program, the most urgent first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum HelpLevel {
    /// Somebody may harm themselves.
    Crisis,
    /// A life or a limb may be in danger.
    Emergency,
    /// A symptom, a medicine or an illness: a professional should be asked.
    Professional,
}

impl HelpLevel {
    /// Whether nothing but the help is said.
    fn is_urgent(self) -> bool {
        match self {
            Self::Crisis | Self::Emergency => true,
            Self::Professional => false,
        }
    }
}

/// What a message is told before anything else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Help {
    /// How urgent it is.
    pub level: HelpLevel,
    /// What is said, in the asker's language as far as there is a text in it, and in English.
    pub text: String,
}

/// Things people say to a bot that are no question to its articles. Of several in one message, the first of this order is
/// replied to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SmallTalk {
    /// "you suck", "that didn't answer my question"
    Unhappy,
    /// "who are you", "what can you do"
    AboutTheBot,
    /// "thanks"
    Thanks,
    /// "bye"
    Farewell,
    /// "hi"
    Greeting,
    /// "lol", "ok", "nice"
    Reaction,
}

/// The whole of what we have to say to a question; `render` puts it into words.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The question as it was typed, control characters dropped.
    pub question: String,
    /// The earlier questions and this one as one text, if they were answered together or help was given again: the
    /// [`Ask::previous`](crate::engine::Ask::previous) of the next question. Where it is none, that is `question`.
    pub in_context: Option<String>,
    /// What came of it.
    pub outcome: Outcome,
    /// Probability (0 to 1) that the first passage answers the question.
    pub confidence: f32,
    /// Why, where it is worth saying.
    pub reason: Reason,
    /// Where to turn before reading on, if the message needs it.
    pub help: Option<Help>,
    /// Whether the first passages are near enough to the question to be offered where they are no answer to it.
    pub is_near: bool,
    /// The passages, best first; also there for [`Outcome::Closest`], and for [`Outcome::Nothing`] the nearest ones.
    pub passages: Vec<Quoted>,
    /// What else a person might ask next.
    pub related: Vec<Related>,
    /// Set when the author linked the first passage's section to one that contradicts or qualifies it.
    pub disagreement: Option<Disagreement>,
    /// The question as it was searched for, if its spelling was corrected.
    pub did_you_mean: Option<String>,
    /// What the library is about, and what the bot says of itself.
    pub profile: Arc<LibraryProfile>,
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

/// Two passages of an answer that contradict or qualify each other.
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
            answer_at: 0.56,
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

/// Whether this is what people ask after they told of a danger: "can it wait?", "can I train tomorrow?".
pub(crate) fn is_asked_afterwards(query: &Query, embedder: &Embedder) -> bool {
    let embedding = embedder.embed_query(query.text());
    embedding.is_some_and(|embedding| urgent::is_asked_afterwards(&embedding))
}

impl Answer {
    /// Whether both begin with a passage of the same section.
    pub(crate) fn begins_like(&self, other: &Self) -> bool {
        let own = self.first_section();
        own.is_some() && own == other.first_section()
    }

    fn first_section(&self) -> Option<&str> {
        Some(self.passages.first()?.hit.passage.id.section())
    }

    /// Whether it is said to the bot rather than asked of the articles, or tells of danger: no earlier question changes that.
    pub(crate) fn is_for_no_article(&self) -> bool {
        matches!(
            self.reason,
            Reason::Urgent | Reason::EmptyQuestion | Reason::SmallTalk(_)
        )
    }

    /// Answers with the section that answered the question before, if that ranks first again with at least
    /// [`CARRY_OVER_AT`]: a follow-up is mostly about the passage just shown, though it shares few words with it. The other
    /// side of a disagreement was shown with it then.
    pub(crate) fn carry_over(&mut self, before: &Self) {
        let same_section = before.outcome == Outcome::Answer && self.begins_like(before);
        let is_decided_by_score = matches!(self.reason, Reason::Score | Reason::NotCovered { .. });
        if same_section && is_decided_by_score && self.confidence >= CARRY_OVER_AT {
            self.outcome = Outcome::Answer;
            self.reason = Reason::Score;
        }
    }

    /// Moves the first `count` passages to the end, to show the one after them, if there are so many. Ranks follow the new
    /// order; `confidence` stays that of the passage that ranked first.
    pub(crate) fn rotate_passages(&mut self, count: usize) {
        if self.outcome != Outcome::Answer || !(1..self.passages.len()).contains(&count) {
            return;
        }
        self.passages.rotate_left(count);
        for (quoted, rank) in self.passages.iter_mut().zip(1..) {
            quoted.hit.rank = rank;
        }
        self.disagreement = None;
        let shown = self.passages[0].hit.passage.id.section();
        self.related
            .retain(|related| related.passage.section() != shown);
    }
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

/// The first passages by plain BM25 over titles, headings and texts, as a search box would list them: for comparing.
pub(crate) fn by_bm25(generation: &Generation, query: &Query, limit: usize) -> Result<Vec<Quoted>> {
    let mut quoted = Vec::with_capacity(limit);
    for (rank, ordinal) in (1..).zip(search::by_bm25(generation, query, limit)?) {
        let hit = search::hit_at(generation, query, ordinal)?;
        quoted.extend(hit.and_then(|hit| quote(generation, Hit { rank, ..hit })));
    }
    Ok(quoted)
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
