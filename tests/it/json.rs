//! The wire form, read back into structs of the test's own that know every key and no other.

use serde::Deserialize;

use crate::cli::otters;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Answer {
    v: u32,
    id: Option<String>,
    question: String,
    answered: bool,
    outcome: String,
    reason: String,
    confidence: f64,
    passages: Vec<Passage>,
    related: Vec<String>,
    disagreement: Option<serde_json::Value>,
    did_you_mean: Option<String>,
    reply: String,
    took_ms: f64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Passage {
    rank: usize,
    id: String,
    title: String,
    section: String,
    text: String,
    quote: String,
    highlight: [usize; 2],
    source: Source,
    grade: Option<String>,
    score: f64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Source {
    name: String,
    url: Option<String>,
    path: String,
    references: Vec<String>,
}

#[test]
fn an_answer_has_every_key_and_its_ranges_hold() {
    let line = otters(&["ask", "--json", "what do otters eat"], "").ends_with(0);
    let answer: Answer = serde_json::from_str(&line).unwrap();
    assert_eq!((answer.v, answer.id), (1, None));
    assert_eq!(answer.question, "what do otters eat");
    assert!(answer.answered && answer.outcome == "answer" && answer.reason == "score");
    assert!((0.0..=1.0).contains(&answer.confidence) && answer.took_ms >= 0.0);
    assert!(answer.did_you_mean.is_none() && answer.disagreement.is_none());
    assert!(answer.related.iter().all(|related| related.ends_with('?')));
    let first = &answer.passages[0];
    assert_eq!((first.rank, first.grade.as_deref()), (1, Some("strong")));
    assert_eq!(first.id, "food#what-do-otters-eat");
    assert_eq!(
        (first.title.as_str(), first.section.as_str()),
        ("What otters live on", "What do otters eat?")
    );
    assert_eq!(
        (first.source.name.as_str(), first.source.path.as_str()),
        ("What otters live on", "articles/food.md")
    );
    assert!(first.source.url.is_none() && first.source.references.is_empty());
    assert!(first.score.is_finite());
    for passage in &answer.passages {
        assert!(passage.text.contains(&passage.quote));
        assert!(
            passage
                .quote
                .get(passage.highlight[0]..passage.highlight[1])
                .is_some()
        );
    }
    assert_eq!(
        &first.quote[first.highlight[0]..first.highlight[1]],
        "Otters eat fish, crabs and sea urchins."
    );
    assert!(answer.reply.starts_with(&first.quote));
}

#[test]
fn nothing_found_is_an_object_too() {
    let line = otters(&["ask", "--json", "qwxzv blorfnik"], "").ends_with(1);
    let answer: Answer = serde_json::from_str(&line).unwrap();
    assert!(!answer.answered && answer.outcome == "nothing");
    assert!(!answer.reply.is_empty());
}
