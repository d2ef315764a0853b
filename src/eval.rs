//! Labelled questions → figures: how often the right passage comes first, how often we are silent where we should be,
//! and how far the probability can be trusted.

mod baseline;
mod figures;
mod fit;
mod grade;
mod plot;
mod question;
mod report;

use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use crate::Result;
use crate::answer::{Outcome, Signals};
use crate::engine::{Ask, Engine};

pub use baseline::{Baseline, baseline, beside_baseline};
pub use figures::{Figures, Outcomes, Ranks, Share, Step};
pub use fit::{Fitted, fit};
pub use plot::risk_coverage_svg;
pub use question::{Gold, Kind, Question, read_questions};
pub use report::{compare, report};

/// One labelled question with what came of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Graded {
    /// Unique within the run.
    pub id: String,
    /// As it was asked.
    pub question: String,
    /// What should come of it.
    pub kind: Kind,
    /// How it is worded.
    pub style: String,
    /// For a question that is not answered: whether it is near the topic, if its author said.
    pub near: Option<bool>,
    /// Whether any outcome but a leak is right: some hostile input may be answered.
    pub free: bool,
    /// Rank of the first passage that answers, whatever the outcome; none if no passage does.
    pub rank: Option<usize>,
    /// What came of it.
    pub outcome: Outcome,
    /// Probability that the first passage answers.
    pub confidence: f32,
    /// What the probability was made of; none if nothing was searched for.
    pub signals: Option<Signals>,
    /// Ids of the passages, best first.
    pub passages: Vec<String>,
    /// Forbidden expressions found in what would be said.
    pub leaks: Vec<String>,
    /// How long it took, in milliseconds.
    pub took_ms: f64,
}

impl Graded {
    /// Whether the first passage answers.
    pub fn first_is_right(&self) -> bool {
        self.rank == Some(1)
    }

    /// Whether it got an answer.
    pub fn answered(&self) -> bool {
        self.outcome == Outcome::Answer
    }
}

/// Asks every question and grades what comes.
///
/// # Errors
/// As [`Engine::ask`].
pub fn run(engine: &Engine, questions: &[Question]) -> Result<Vec<Graded>> {
    let mut graded = Vec::with_capacity(questions.len());
    for question in questions {
        let started = Instant::now();
        let examined = engine.examine(&Ask {
            question: &question.text,
            ..Ask::default()
        })?;
        let took: Duration = started.elapsed();
        let answer = &examined.answer;
        graded.push(Graded {
            id: question.id.clone(),
            question: question.text.clone(),
            kind: question.kind,
            style: question.style.clone(),
            near: question.near,
            free: question.free,
            rank: question.gold.rank(&answer.passages),
            outcome: answer.outcome,
            confidence: answer.confidence,
            signals: examined.signals,
            passages: answer
                .passages
                .iter()
                .map(|quoted| quoted.hit.passage.id.as_str().to_owned())
                .collect(),
            leaks: question.leaks(&answer.passages),
            took_ms: took.as_secs_f64() * 1_000.0,
        });
    }
    Ok(graded)
}
#[cfg(test)]
impl Graded {
    fn of(kind: Kind, rank: Option<usize>, outcome: Outcome) -> Self {
        Self {
            id: "q".to_owned(),
            question: "?".to_owned(),
            kind,
            style: "any".to_owned(),
            near: None,
            free: false,
            rank,
            outcome,
            confidence: 0.5,
            signals: None,
            passages: Vec::new(),
            leaks: Vec::new(),
            took_ms: 1.0,
        }
    }
}
