//! `&Answer` → the wire form that `ask --json` and `--batch` write, one object a line. Its structs borrow and stand
//! apart from the core types, so that these can change without the wire form changing.

use std::time::Duration;

use serde::Serialize;
use serde_json::Value;

use crate::answer::{self, Outcome, Quoted, Reason};
use crate::article::{Grade, LinkKind};
use crate::render::{section, sentences, terminal};

/// Version of the wire form. Keys may be added without changing it; none goes or changes its meaning.
pub const VERSION: u32 = 1;

/// One answer.
#[derive(Debug, Serialize)]
pub struct Answer<'a> {
    v: u32,
    id: Option<&'a Value>,
    question: &'a str,
    answered: bool,
    outcome: &'static str,
    reason: &'static str,
    confidence: f64,
    passages: Vec<Passage<'a>>,
    related: Vec<&'a str>,
    disagreement: Option<Disagreement<'a>>,
    did_you_mean: Option<&'a str>,
    reply: String,
    took_ms: f64,
}

#[derive(Debug, Serialize)]
struct Passage<'a> {
    rank: usize,
    id: &'a str,
    title: &'a str,
    section: String,
    text: &'a str,
    quote: &'a str,
    /// Bytes of `quote`.
    highlight: [usize; 2],
    source: Source<'a>,
    grade: Option<&'static str>,
    score: f64,
}

#[derive(Debug, Serialize)]
struct Source<'a> {
    name: &'a str,
    url: Option<&'a str>,
    path: &'a str,
    references: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Disagreement<'a> {
    kind: &'static str,
    about: &'a str,
    one: Passage<'a>,
    other: Passage<'a>,
}

/// Makes the wire form of an answer. `id` is the asker's own mark for the question and comes back as it was.
pub fn answer<'a>(id: Option<&'a Value>, answer: &'a answer::Answer, took: Duration) -> Answer<'a> {
    Answer {
        v: VERSION,
        id,
        question: &answer.question,
        answered: answer.outcome == Outcome::Answer,
        outcome: answer.outcome.as_str(),
        reason: reason(&answer.reason),
        confidence: rounded(answer.confidence, 4),
        passages: answer.passages.iter().map(passage).collect(),
        related: answer
            .related
            .iter()
            .map(|related| related.heading.as_str())
            .collect(),
        disagreement: answer.disagreement.as_ref().map(disagreement),
        did_you_mean: answer.did_you_mean.as_deref(),
        reply: terminal::answer(answer, &terminal::Style::PLAIN),
        took_ms: (took.as_secs_f64() * 10_000.0).round() / 10.0,
    }
}

fn passage(quoted: &Quoted) -> Passage<'_> {
    let hit = &quoted.hit;
    let citation = &quoted.citation;
    Passage {
        rank: hit.rank,
        id: hit.passage.id.as_str(),
        title: &citation.title,
        section: section(quoted),
        text: &hit.passage.text,
        quote: hit.quoted(),
        highlight: [hit.highlight.start, hit.highlight.end],
        source: Source {
            name: &citation.source.name,
            url: citation.source.url.as_deref(),
            path: &citation.source.path,
            references: citation
                .references
                .iter()
                .map(sentences::reference_full)
                .collect(),
        },
        grade: citation.grade.map(Grade::as_str),
        score: rounded(hit.score, 4),
    }
}

fn disagreement(disagreement: &answer::Disagreement) -> Disagreement<'_> {
    Disagreement {
        kind: match disagreement.kind {
            LinkKind::Contradicts => "contradicts",
            LinkKind::Qualifies => "qualifies",
        },
        about: &disagreement.about,
        one: passage(&disagreement.one),
        other: passage(&disagreement.other),
    }
}

fn reason(reason: &Reason) -> &'static str {
    match reason {
        Reason::Score => "score",
        Reason::NotCovered { .. } => "not_covered",
        Reason::UnknownWords => "unknown_words",
        Reason::EmptyQuestion => "empty_question",
        Reason::Urgent => "urgent",
        Reason::SmallTalk(_) => "small_talk",
    }
}

fn rounded(value: f32, digits: i32) -> f64 {
    let scale = 10_f64.powi(digits);
    (f64::from(value) * scale).round() / scale
}

#[cfg(test)]
mod tests {
    use expect_test::expect;
    use serde_json::json;

    use super::*;
    use crate::render::sample::otters;

    #[test]
    fn the_wire_form_has_every_key() {
        let id = json!("q1");
        let otters = otters();
        let wire = answer(Some(&id), &otters, Duration::from_micros(14_240));
        expect![[r#"
            {
              "v": 1,
              "id": "q1",
              "question": "what do otters eat",
              "answered": true,
              "outcome": "answer",
              "reason": "score",
              "confidence": 0.8712,
              "passages": [
                {
                  "rank": 1,
                  "id": "otters#what-do-otters-eat",
                  "title": "Otters",
                  "section": "What do otters eat?",
                  "text": "Otters hunt at night. They eat fish, crabs and sea urchins.\n\n- A sea otter eats a quarter of its weight a day.",
                  "quote": "Otters hunt at night. They eat fish, crabs and sea urchins.\n\n- A sea otter eats a quarter of its weight a day.",
                  "highlight": [
                    22,
                    59
                  ],
                  "source": {
                    "name": "Otters",
                    "url": null,
                    "path": "articles/otters.md",
                    "references": [
                      "Otter et al. (2020). What do otters eat? J Otters. https://doi.org/10.1/otter"
                    ]
                  },
                  "grade": "moderate",
                  "score": 1.93
                }
              ],
              "related": [
                "Where do otters sleep?"
              ],
              "disagreement": null,
              "did_you_mean": null,
              "reply": "Otters hunt at night. They eat fish, crabs and sea urchins.\n\n- A sea otter eats a quarter of its weight a day.\n\n— Otters: What do otters eat?\n  Moderate evidence: few, small or indirect studies · Otter et al. 2020\n\nRelated questions:\n  1  Where do otters sleep?",
              "took_ms": 14.2
            }"#]].assert_eq(&serde_json::to_string_pretty(&wire).unwrap());
        let quote = &otters.passages[0].hit;
        assert_eq!(
            &quote.quoted()[quote.highlight.clone()],
            "They eat fish, crabs and sea urchins."
        );
    }
}
