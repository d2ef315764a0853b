//! Hits → what we say: the outcome, how sure we are, the passages with their citations, and what else to ask.

use crate::article::{Grade, LinkKind, Reference, Source};
use crate::passage::PassageId;
use crate::search::Hit;

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
