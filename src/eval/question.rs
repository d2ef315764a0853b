//! The three forms of labelled questions, one JSON object a line: the project's judgments (`sections`), facts as
//! regular expressions (`must`), and public collections (`gold`, ids of articles or passages).

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use fancy_regex::Regex;
use serde::{Deserialize, Serialize};

use super::grade::{self, Facts};
use crate::answer::Quoted;
use crate::{Error, Result};

/// What should come of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A passage answers it.
    Answerable,
    /// No passage does.
    Unanswerable,
    /// It is no question.
    Chitchat,
    /// It is meant to do harm.
    Injection,
}

impl Kind {
    /// The word that stands in the files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Answerable => "answerable",
            Self::Unanswerable => "unanswerable",
            Self::Chitchat => "chitchat",
            Self::Injection => "injection",
        }
    }
}

/// A question with what is known of its answers.
#[derive(Debug)]
pub struct Question {
    /// Unique within its file.
    pub id: String,
    /// As a person would type it.
    pub text: String,
    /// What should come of it.
    pub kind: Kind,
    /// How it is worded; `any` where the file does not say.
    pub style: String,
    /// For a question that no passage answers: whether it is near the topic.
    pub near: Option<bool>,
    /// Whether it may be answered or refused, as long as nothing forbidden is said.
    pub free: bool,
    /// Which passages answer.
    pub gold: Gold,
    /// What must not be said, whatever the outcome.
    forbidden: Vec<Regex>,
}

/// Tells the passages that answer.
#[derive(Debug)]
pub enum Gold {
    /// Those of these sections.
    Sections(BTreeSet<String>),
    /// Those that state the facts.
    Facts(Facts),
    /// Those of these articles, or with these ids.
    Ids(BTreeSet<String>),
}

#[derive(Deserialize)]
struct Line {
    id: String,
    #[serde(alias = "text")]
    question: String,
    kind: Option<Kind>,
    style: Option<String>,
    sections: Option<BTreeSet<String>>,
    /// A judgment says yes or no; a collection lists passages.
    near: Option<serde_json::Value>,
    must: Option<Vec<Vec<String>>>,
    #[serde(default)]
    must_not: Vec<String>,
    expect: Option<String>,
    gold: Option<BTreeSet<String>>,
}

/// Reads a file of labelled questions.
///
/// # Errors
/// [`Error::Io`] if it cannot be read; [`Error::Malformed`] with the line that cannot be understood.
pub fn read_questions(path: &Path) -> Result<Vec<Question>> {
    let text = fs::read_to_string(path).map_err(|error| Error::io("read", path, error))?;
    let mut questions = Vec::new();
    for (line, number) in text.lines().zip(1..) {
        if line.trim().is_empty() {
            continue;
        }
        let malformed = |what: String| Error::Malformed {
            path: path.to_path_buf(),
            line: number,
            what,
        };
        let line: Line =
            serde_json::from_str(line).map_err(|error| malformed(error.to_string()))?;
        questions.push(line.question().map_err(malformed)?);
    }
    Ok(questions)
}

impl Line {
    fn question(self) -> std::result::Result<Question, String> {
        let kind = match (self.kind, &self.gold) {
            (Some(kind), _) => kind,
            (None, Some(gold)) if gold.is_empty() => Kind::Unanswerable,
            (None, Some(_)) => Kind::Answerable,
            (None, None) => return Err("it has neither a kind nor gold passages".to_owned()),
        };
        let answerable = kind == Kind::Answerable;
        let forbidden = self.must_not.iter().filter(|_| !answerable);
        let gold = match (self.sections, self.gold, self.must) {
            (Some(sections), _, _) => Gold::Sections(sections),
            (None, Some(ids), _) => Gold::Ids(ids),
            (None, None, Some(must)) if answerable => {
                Gold::Facts(Facts::new(&must, &self.must_not)?)
            }
            _ if answerable => return Err("it does not say what answers it".to_owned()),
            _ => Gold::Ids(BTreeSet::new()),
        };
        Ok(Question {
            forbidden: forbidden
                .map(|pattern| grade::expression(pattern))
                .collect::<std::result::Result<_, _>>()?,
            near: self.near.and_then(|near| near.as_bool()),
            free: !answerable
                && kind != Kind::Unanswerable
                && self.expect.as_deref() == Some("any"),
            id: self.id,
            text: self.question,
            kind,
            style: self.style.unwrap_or_else(|| "any".to_owned()),
            gold,
        })
    }
}

impl Question {
    /// The forbidden expressions that what would be shown matches.
    pub(super) fn leaks(&self, passages: &[Quoted]) -> Vec<String> {
        if self.forbidden.is_empty() {
            return Vec::new();
        }
        let said: Vec<String> = passages.iter().map(grade::said).collect();
        let said = said.join("\n");
        self.forbidden
            .iter()
            .filter(|expression| grade::matches(expression, &said))
            .map(|expression| expression.as_str().to_owned())
            .collect()
    }
}

impl Gold {
    /// The rank, from 1, of the first passage that answers.
    pub(super) fn rank(&self, passages: &[Quoted]) -> Option<usize> {
        let answers = |quoted: &Quoted| {
            let passage = &quoted.hit.passage;
            match self {
                Self::Sections(sections) => sections.contains(passage.id.section()),
                Self::Ids(ids) => {
                    ids.contains(passage.article.as_str()) || ids.contains(passage.id.as_str())
                }
                Self::Facts(facts) => facts.are_in(quoted),
            }
        };
        passages
            .iter()
            .position(answers)
            .map(|position| position + 1)
    }
}
