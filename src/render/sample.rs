//! Hand-made answers for the tests of the renderers.

use crate::answer::{Answer, Citation, Outcome, Quoted, Reason, Related};
use crate::article::{ArticleId, BlockKind, Grade, Reference, Source};
use crate::passage::{Passage, PassageId};
use crate::search::Hit;

/// An answer with one passage whose second sentence is the best, and one related question.
pub(crate) fn otters() -> Answer {
    let mut answer = answer_with(vec![quoted(
        "What do otters eat?",
        "Otters hunt at night. They eat fish, crabs and sea urchins.\n\n- A sea otter eats a quarter of its weight a day.",
    )]);
    answer.passages[0].hit.highlight = 22..59;
    answer.passages[0].citation.grade = Some(Grade::Moderate);
    answer.passages[0].citation.references = vec![reference()];
    answer.related = vec![Related {
        passage: PassageId::from_text("otters#where-do-otters-sleep"),
        heading: "Where do otters sleep?".to_owned(),
    }];
    answer
}

/// A work of which everything is known.
pub(crate) fn reference() -> Reference {
    Reference {
        key: "otter2020".to_owned(),
        authors: "Otter et al.".to_owned(),
        year: Some(2020),
        title: Some("What do otters eat?".to_owned()),
        journal: Some("J Otters".to_owned()),
        doi: Some("10.1/otter".to_owned()),
        url: None,
    }
}

/// An answer of these passages and nothing else.
pub(crate) fn answer_with(passages: Vec<Quoted>) -> Answer {
    Answer {
        question: "what do otters eat".to_owned(),
        in_context: None,
        outcome: Outcome::Answer,
        confidence: 0.871_23,
        reason: Reason::Score,
        passages,
        related: Vec::new(),
        disagreement: None,
        help: None,
        is_near: true,
        did_you_mean: None,
        profile: std::sync::Arc::default(),
    }
}

/// A passage of the article on otters, shown whole.
pub(crate) fn quoted(heading: &str, text: &str) -> Quoted {
    let article = ArticleId::from_text("otters");
    let heading_path: Vec<String> = [heading]
        .into_iter()
        .filter(|heading| !heading.is_empty())
        .map(str::to_owned)
        .collect();
    Quoted {
        hit: Hit {
            rank: 1,
            score: 1.93,
            passage: Passage {
                id: PassageId::new(&article, &crate::article::anchor(heading), 1),
                article,
                title: "Otters".to_owned(),
                heading_path: heading_path.clone(),
                kind: BlockKind::Paragraph,
                range: 0..text.len(),
                text: text.to_owned(),
                grade: None,
                references: Vec::new(),
                wordings: Vec::new(),
            },
            quote: 0..text.len(),
            highlight: 0..0,
        },
        citation: Citation {
            title: "Otters".to_owned(),
            heading_path,
            source: Source {
                name: "Otters".to_owned(),
                url: None,
                path: "articles/otters.md".to_owned(),
                authors: vec!["A. Diver".to_owned()],
                license: Some("CC-BY-4.0".to_owned()),
            },
            references: Vec::new(),
            grade: None,
        },
    }
}
