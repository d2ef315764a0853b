//! What the program says in its own words: the same in Discord and in the terminal. Short, friendly, plain text
//! without markup; the edge that shows it escapes what came from a person.

use std::borrow::Cow;
use std::fmt::Write as _;

use crate::answer::{Answer, Disagreement, Outcome, Reason, SmallTalk};
use crate::article::{Grade, LinkKind, Reference};

/// What is said before the passages or headings: where to turn, if that comes first, and what came of the question.
/// An answer speaks for itself.
pub fn opening(answer: &Answer) -> Option<Cow<'_, str>> {
    let help = answer.help.as_ref().map(|help| help.text.as_str());
    match (help, outcome(answer)) {
        (Some(help), Some(outcome)) => Some(format!("{help}\n\n{outcome}").into()),
        (Some(help), None) => Some(help.into()),
        (None, outcome) => outcome,
    }
}

/// What came of a question; nothing for an answer.
fn outcome(answer: &Answer) -> Option<Cow<'_, str>> {
    if answer.outcome == Outcome::Answer {
        return None;
    }
    Some(match &answer.reason {
        Reason::Urgent => return None,
        Reason::SmallTalk(said) => small_talk(*said).into(),
        Reason::EmptyQuestion => {
            "Ask me something, for example: how long does muscle memory last?".into()
        }
        Reason::UnknownWords => "I couldn't find any of those words. Try rephrasing.".into(),
        Reason::NotCovered {
            reason: Some(reason),
            ..
        } => reason.as_str().into(),
        Reason::NotCovered {
            label,
            reason: None,
        } => format!("The articles don't cover that ({label}).").into(),
        Reason::Score if answer.outcome == Outcome::Closest => {
            "Not sure I have this one. Closest topics:".into()
        }
        Reason::Score => "The articles have no answer to that.".into(),
    })
}

/// What stands above the headings to pick from; nothing where the opening leads into them.
pub fn choices_heading(answer: &Answer) -> Option<&'static str> {
    match (answer.outcome, &answer.reason) {
        (Outcome::Answer, _) => Some("Related questions:"),
        (Outcome::Closest, Reason::Score) => None,
        (Outcome::Closest, _) => Some("Perhaps one of these helps:"),
        (Outcome::Nothing, _) => Some("Closest topics:"),
    }
}

fn small_talk(said: SmallTalk) -> &'static str {
    match said {
        SmallTalk::Greeting => {
            "Hi! Ask me about muscle memory: how long a skill lasts, coming back after a break, why practice sticks."
        }
        SmallTalk::Thanks => "You're welcome.",
        SmallTalk::Farewell => "Bye, and come back with questions.",
        SmallTalk::AboutTheBot => {
            "I'm Engram. I look up your question in a set of articles on muscle memory and show you what they say, \
             word for word, with the source. Where they have no answer, I say so. Ask in your own words."
        }
        SmallTalk::Reaction => "Ask away whenever you like.",
        SmallTalk::Unhappy => {
            "Sorry that this was no help. Please try other words, or a shorter question: I only find what stands in \
             the articles on muscle memory."
        }
    }
}

/// How sure the evidence behind a passage is, in words.
pub fn grade(grade: Grade) -> &'static str {
    match grade {
        Grade::Strong => "Strong evidence: several good studies in people agree",
        Grade::Moderate => "Moderate evidence: few, small or indirect studies",
        Grade::Contested => "Contested: studies or experts disagree",
        Grade::Practical => "Practical advice: sensible, weakly tested",
    }
}

/// Introduces the other side of a disagreement.
pub fn disagreement(disagreement: &Disagreement) -> String {
    let lead = match disagreement.kind {
        LinkKind::Contradicts => "Another passage says otherwise.",
        LinkKind::Qualifies => "There is a limit to this.",
    };
    format!("{lead} {}", disagreement.about)
}

/// Tells how a misspelt question was understood.
pub fn understood_as(question: &str) -> String {
    format!("Understood as: {question}")
}

/// A work in short, as it stands under an answer: `Tatel et al. 2025`.
pub fn reference_short(reference: &Reference) -> String {
    match reference.year {
        Some(year) => format!("{} {year}", reference.authors),
        None => reference.authors.clone(),
    }
}

/// A work in full, in one line: authors, year, title, journal, link; what is not known is left out.
pub fn reference_full(reference: &Reference) -> String {
    let mut parts = vec![match reference.year {
        Some(year) => format!("{} ({year})", reference.authors),
        None => reference.authors.clone(),
    }];
    parts.extend(reference.title.clone());
    parts.extend(reference.journal.clone());
    let mut line = String::new();
    for part in &parts {
        let space = if line.is_empty() { "" } else { " " };
        let stop = if part.ends_with(['.', '?', '!']) {
            ""
        } else {
            "."
        };
        let _ = write!(line, "{space}{part}{stop}");
    }
    if let Some(link) = reference.link() {
        line.push(' ');
        line.push_str(&link);
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_work_is_named_with_what_is_known_of_it() {
        let mut work = crate::render::sample::reference();
        assert_eq!(
            reference_full(&work),
            "Otter et al. (2020). What do otters eat? J Otters. https://doi.org/10.1/otter"
        );
        assert_eq!(reference_short(&work), "Otter et al. 2020");
        work.year = None;
        work.title = None;
        work.journal = None;
        work.doi = None;
        assert_eq!(reference_full(&work), "Otter et al.");
        assert_eq!(reference_short(&work), "Otter et al.");
    }
}
