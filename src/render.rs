//! `&Answer` → text for a terminal, wire structs, Discord messages. Pure: it sees answers, never the engine.
//! Every sentence that the program says is here or, in eight languages, in [`crate::locale`].

pub mod chat;
#[cfg(feature = "discord")]
pub mod discord;
#[cfg(feature = "discord")]
pub mod doctor;
#[cfg(feature = "discord")]
pub mod figures;
pub mod json;
#[cfg(test)]
pub(crate) mod sample;
pub mod sentences;
pub mod talk;
pub mod terminal;
#[cfg(feature = "discord")]
pub mod why;
mod wrap;

use std::borrow::Cow;
use std::collections::HashSet;

pub use crate::locale::Locale;

use crate::answer::{Answer, Outcome, Quoted, Reason};
use crate::passage::PassageId;
use crate::text::cut_at_word;

/// A choice shows at most this many characters; few headings are longer, and it is Discord's limit for a
/// button's label.
const CHOICE_CHARS: usize = 80;
/// At most this many choices are offered; one row of Discord's buttons.
const MAX_CHOICES: usize = 5;
/// Where the articles have no answer, more headings would only be further off.
const MAX_CHOICES_FOR_NOTHING: usize = 3;
/// A preview shows at most this many characters.
const PREVIEW_CHARS: usize = 200;
/// What stands between the parts of a heading path.
const PATH_SEPARATOR: &str = " › ";

/// Something a person can pick under an answer, instead of typing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice<'a> {
    /// The passage it leads to.
    pub passage: &'a PassageId,
    /// What it says: a heading, mostly a question.
    pub label: Cow<'a, str>,
    /// The best sentence of the passage, where it is not sure that the passage answers: one look tells.
    pub preview: Option<Cow<'a, str>>,
}

/// What to pick from: related questions under an answer, the nearest headings where there is none.
pub fn choices(answer: &Answer) -> Vec<Choice<'_>> {
    let mut seen = HashSet::new();
    match answer.outcome {
        Outcome::Answer => answer
            .related
            .iter()
            .map(|related| Choice {
                passage: &related.passage,
                label: cut_at_word(&related.heading, CHOICE_CHARS),
                preview: None,
            })
            .filter(|choice| seen.insert(choice.label.clone()))
            .take(MAX_CHOICES)
            .collect(),
        Outcome::Nothing
            if matches!(
                answer.reason,
                Reason::EmptyQuestion | Reason::SmallTalk(_) | Reason::Urgent
            ) =>
        {
            Vec::new()
        }
        Outcome::Nothing if !answer.is_near => Vec::new(),
        Outcome::Closest | Outcome::Nothing => answer
            .passages
            .iter()
            .filter(|quoted| seen.insert(label(quoted)))
            .map(|quoted| Choice {
                passage: &quoted.hit.passage.id,
                label: label(quoted),
                preview: (answer.outcome == Outcome::Closest)
                    .then(|| preview(quoted))
                    .flatten(),
            })
            .take(match answer.outcome {
                Outcome::Nothing => MAX_CHOICES_FOR_NOTHING,
                _ => MAX_CHOICES,
            })
            .collect(),
    }
}

/// The trail of headings to a passage, in one line; empty for text before the first heading.
pub fn section(quoted: &Quoted) -> String {
    quoted.citation.heading_path.join(PATH_SEPARATOR)
}

/// A section by its article's title and its own heading: "Otters › What do otters eat?".
pub fn section_name(title: &str, heading: Option<&str>) -> String {
    match heading {
        Some(heading) => format!("{title}{PATH_SEPARATOR}{heading}"),
        None => title.to_owned(),
    }
}

/// What a passage is offered as: its heading, or its first words where it has none.
fn label(quoted: &Quoted) -> Cow<'_, str> {
    match quoted.citation.heading_path.last() {
        Some(heading) => cut_at_word(heading, CHOICE_CHARS),
        None => cut_at_word(quoted.hit.quoted().trim(), CHOICE_CHARS),
    }
}

/// The highlighted sentence of a passage; none where the passage has no heading, since its text is the label then.
fn preview(quoted: &Quoted) -> Option<Cow<'_, str>> {
    quoted.citation.heading_path.last()?;
    let sentence = quoted.hit.quoted().get(quoted.hit.highlight.clone())?;
    let sentence = sentence.trim().trim_start_matches("- ");
    (!sentence.is_empty()).then(|| cut_at_word(sentence, PREVIEW_CHARS))
}

#[cfg(test)]
mod tests {
    use super::sample::{answer_with, otters, quoted};
    use super::*;
    use crate::answer::SmallTalk;

    fn labels(answer: &Answer) -> Vec<String> {
        choices(answer)
            .into_iter()
            .map(|choice| choice.label.into_owned())
            .collect()
    }

    #[test]
    fn an_answer_offers_related_questions() {
        assert_eq!(labels(&otters()), ["Where do otters sleep?"]);
    }

    #[test]
    fn without_an_answer_the_nearest_headings_are_offered_once_each() {
        let mut answer = answer_with(vec![
            quoted("Where do otters sleep?", "In kelp."),
            quoted("Where do otters sleep?", "Afloat."),
            quoted("", "Otters are mammals of rivers and coasts."),
        ]);
        let expected = [
            "Where do otters sleep?",
            "Otters are mammals of rivers and coasts.",
        ];
        for quoted in &mut answer.passages {
            quoted.hit.highlight = quoted.hit.quote.clone();
        }
        answer.outcome = Outcome::Closest;
        assert_eq!(labels(&answer), expected);
        let previews: Vec<Option<Cow<'_, str>>> = choices(&answer)
            .into_iter()
            .map(|choice| choice.preview)
            .collect();
        assert_eq!(previews, [Some("In kelp.".into()), None]);
        answer.outcome = Outcome::Nothing;
        assert_eq!(labels(&answer), expected);
        assert!(
            choices(&answer)
                .iter()
                .all(|choice| choice.preview.is_none())
        );
        answer.is_near = false;
        assert!(labels(&answer).is_empty());
        answer.is_near = true;
        answer.reason = Reason::SmallTalk(SmallTalk::Thanks);
        assert!(labels(&answer).is_empty());
    }
}
