//! Why a question gets its answer → the form that the page for writers shows.

use serde::Serialize;

use crate::answer::{self, DecidedBy, Explanation, NearSection};
use crate::index::NearText;

/// Why a question gets its answer.
#[derive(Debug, Serialize)]
pub struct Why {
    question: String,
    searched_for: Option<String>,
    outcome: &'static str,
    decided: String,
    signals: Vec<Signal>,
    sections: Vec<Section>,
    not_covered: Option<NotCovered>,
}

/// One number that the probability was made of.
#[derive(Debug, Serialize)]
struct Signal {
    name: &'static str,
    value: f32,
}

#[derive(Debug, Serialize)]
struct Section {
    id: String,
    title: String,
    heading: String,
    probability: f32,
    score: f32,
    words: f32,
    wording_words: f32,
    passage: Option<f32>,
    sentence: Option<f32>,
    heading_cosine: Option<f32>,
    nearest_wording: Option<Near>,
}

#[derive(Debug, Serialize)]
struct Near {
    text: String,
    cosine: f32,
}

#[derive(Debug, Serialize)]
struct NotCovered {
    label: String,
    question: Near,
}

/// Makes that form.
pub fn why(explanation: &Explanation) -> Why {
    Why {
        question: explanation.answer.question.clone(),
        searched_for: explanation.searched_for.clone(),
        outcome: explanation.answer.outcome.as_str(),
        decided: decided(explanation),
        signals: signals(explanation),
        sections: explanation.sections.iter().map(section).collect(),
        not_covered: explanation
            .not_covered
            .as_ref()
            .map(|(label, question)| NotCovered {
                label: label.clone(),
                question: near(question),
            }),
    }
}

/// What decided the outcome, in a sentence.
fn decided(explanation: &Explanation) -> String {
    match explanation.decided_by {
        DecidedBy::EmptyQuestion => "There is nothing in it to look for.".to_owned(),
        DecidedBy::Urgent => "It tells of danger, so only help is said.".to_owned(),
        DecidedBy::SmallTalk => "It is small talk, so nothing was searched for.".to_owned(),
        DecidedBy::Heading => "It is the heading of a section, word for word.".to_owned(),
        DecidedBy::NotCovered => {
            "It is a question of not-covered.toml in nearly the same words.".to_owned()
        }
        DecidedBy::UnknownWords => "None of its words is known.".to_owned(),
        DecidedBy::Probability => format!(
            "The first section answers with a probability of {:.0} %: from {:.0} % on it is an answer, from {:.0} % \
             on the closest topics are offered.",
            100.0 * explanation.answer.confidence,
            100.0 * explanation.thresholds.answer_at,
            100.0 * explanation.thresholds.closest_at,
        ),
    }
}

fn signals(explanation: &Explanation) -> Vec<Signal> {
    let Some(signals) = &explanation.signals else {
        return Vec::new();
    };
    let values = signals.values.iter();
    values
        .map(|(signal, value)| Signal {
            name: signal_name(*signal),
            value: rounded(*value),
        })
        .collect()
}

fn signal_name(signal: answer::Signal) -> &'static str {
    match signal {
        answer::Signal::Bias => "Constant",
        answer::Signal::Score => "Score of the first section",
        answer::Signal::ScoreGap => "Lead over the second",
        answer::Signal::Margin => "Nearest wordings less nearest questions not covered",
        answer::Signal::SectionMargin => {
            "Its own nearest wordings less nearest questions not covered"
        }
        answer::Signal::LogOddsVsUncovered => "Log odds against not covered",
        answer::Signal::DensityRatio => "Log of wordings around it over questions not covered",
        answer::Signal::Wordings => "Cosine of the nearest wordings",
        answer::Signal::Passage => "Cosine of the first passage",
        answer::Signal::Sentence => "Cosine of its best sentence",
        answer::Signal::Coverage => "Share of the words that are known",
    }
}

fn section(section: &NearSection) -> Section {
    Section {
        id: section.id.as_str().to_owned(),
        title: section.title.clone(),
        heading: section
            .heading
            .clone()
            .unwrap_or_else(|| section.title.clone()),
        probability: rounded(section.probability),
        score: rounded(section.score),
        words: rounded(section.words),
        wording_words: rounded(section.wording_words),
        passage: section.cosines.map(|cosines| rounded(cosines.passage)),
        sentence: section.cosines.map(|cosines| rounded(cosines.sentence)),
        heading_cosine: section.cosines.map(|cosines| rounded(cosines.heading)),
        nearest_wording: section.nearest_wording.as_ref().map(near),
    }
}

fn near(text: &NearText) -> Near {
    Near {
        text: text.text.clone(),
        cosine: rounded(text.cosine),
    }
}

/// Two digits say enough to a reader.
fn rounded(value: f32) -> f32 {
    (value * 100.0).round() / 100.0
}
