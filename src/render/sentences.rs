//! What the program says in its own words: the same in Discord and in the terminal. Short, friendly, plain text
//! without markup; the edge that shows it escapes what came from a person.

use std::borrow::Cow;
use std::fmt::Write as _;

use crate::answer::{Answer, Disagreement, Outcome, Reason, SmallTalk};
use crate::article::{Grade, LinkKind, Reference};
use crate::content::LibraryProfile;
#[cfg(feature = "discord")]
use crate::render::Locale;
#[cfg(feature = "discord")]
use crate::render::locale::args;
use crate::text::capitalised;

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
        Reason::SmallTalk(said) => small_talk(*said, &answer.profile),
        Reason::EmptyQuestion => nothing_asked(&answer.profile),
        Reason::UnknownWords => "I couldn't find any of those words. Try rephrasing.".into(),
        Reason::NotCovered {
            reason: Some(reason),
            ..
        } => reason.as_str().into(),
        Reason::NotCovered {
            label,
            reason: None,
        } => match &answer.profile.who_can_help {
            Some(who) => format!(
                "The articles don't cover that ({label}). {} may be able to help.",
                capitalised(who)
            )
            .into(),
            None => format!("The articles don't cover that ({label}).").into(),
        },
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

fn small_talk(said: SmallTalk, profile: &LibraryProfile) -> Cow<'_, str> {
    match said {
        SmallTalk::Greeting => greeting(profile),
        SmallTalk::Thanks => "You're welcome.".into(),
        SmallTalk::Farewell => "Bye, and come back with questions.".into(),
        SmallTalk::AboutTheBot => format!(
            "I'm {}. I look up your question in a set of articles{} and show you what they say, word for word, with \
             the source. Where they have no answer, I say so. Ask in your own words.",
            profile.name,
            on_subject(profile)
        )
        .into(),
        SmallTalk::Reaction => "Ask away whenever you like.".into(),
        SmallTalk::Unhappy => format!(
            "Sorry that this was no help. Please try other words, or a shorter question: I only find what stands in \
             the articles{}.",
            on_subject(profile)
        )
        .into(),
    }
}

fn greeting(profile: &LibraryProfile) -> Cow<'_, str> {
    match (&profile.greeting, &profile.subject) {
        (Some(greeting), _) => greeting.into(),
        (None, Some(subject)) => format!("Hi! Ask me about {subject}.").into(),
        (None, None) => "Hi! Ask me a question, and I'll look it up in the articles.".into(),
    }
}

fn nothing_asked(profile: &LibraryProfile) -> Cow<'_, str> {
    match profile.examples.first() {
        Some(example) => format!(
            "Ask me something, for example: {}?",
            example.trim_end_matches('?')
        )
        .into(),
        None => "Ask me something in your own words.".into(),
    }
}

/// ` on otters`, where it is said what the articles are on.
pub(super) fn on_subject(profile: &LibraryProfile) -> String {
    match &profile.subject {
        Some(subject) => format!(" on {subject}"),
        None => String::new(),
    }
}

/// ` about otters`, where it is said what they are about.
pub(super) fn about_subject(profile: &LibraryProfile) -> String {
    match &profile.subject {
        Some(subject) => format!(" about {subject}"),
        None => String::new(),
    }
}

/// A library's profile for someone who reads this language: what it says of itself in another one is left out, where
/// there are other words for it. English is what people read who have none of the languages, so it leaves nothing out.
#[cfg(feature = "discord")]
pub(super) fn in_locale(profile: &LibraryProfile, locale: Locale) -> LibraryProfile {
    let mut profile = profile.clone();
    if locale != Locale::English && Locale::of_language(&profile.language) != Some(locale) {
        profile.subject = None;
        profile.greeting = None;
        profile.who_can_help = None;
    }
    profile
}

/// Names the language of the articles, where it is not the reader's.
#[cfg(feature = "discord")]
pub(super) fn articles_language(profile: &LibraryProfile, locale: Locale) -> Option<String> {
    let language = profile.language.split('-').next()?;
    (Locale::of_language(language) != Some(locale))
        .then(|| locale.format("articles-language", &args!["language" => language]))
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
    use std::sync::Arc;

    use super::*;
    use crate::render::sample::answer_with;

    /// What is said to small talk and the like, in a library with this profile.
    fn said(profile: &LibraryProfile) -> Vec<String> {
        let not_covered = Reason::NotCovered {
            label: "prices".to_owned(),
            reason: None,
        };
        [
            Reason::SmallTalk(SmallTalk::Greeting),
            Reason::SmallTalk(SmallTalk::AboutTheBot),
            Reason::SmallTalk(SmallTalk::Unhappy),
            Reason::EmptyQuestion,
            not_covered,
        ]
        .into_iter()
        .map(|reason| {
            let mut answer = answer_with(Vec::new());
            answer.outcome = Outcome::Nothing;
            answer.reason = reason;
            answer.profile = Arc::new(profile.clone());
            opening(&answer).unwrap().into_owned()
        })
        .collect()
    }

    #[test]
    fn the_bot_speaks_of_its_own_subject() {
        let profile = LibraryProfile {
            name: "Crumb".to_owned(),
            subject: Some("sourdough".to_owned()),
            greeting: Some("Hello, baker!".to_owned()),
            examples: vec!["Why is it flat?".to_owned()],
            who_can_help: Some("a baker".to_owned()),
            ..LibraryProfile::default()
        };
        let said = said(&profile);
        assert_eq!(said[0], "Hello, baker!");
        assert!(said[1].starts_with(
            "I'm Crumb. I look up your question in a set of articles on sourdough and"
        ));
        assert!(said[2].ends_with("the articles on sourdough."));
        assert_eq!(said[3], "Ask me something, for example: Why is it flat?");
        assert_eq!(
            said[4],
            "The articles don't cover that (prices). A baker may be able to help."
        );
    }

    #[test]
    fn without_a_profile_the_words_are_neutral() {
        let said = said(&LibraryProfile::default());
        assert_eq!(
            said[0],
            "Hi! Ask me a question, and I'll look it up in the articles."
        );
        assert!(
            said[1].starts_with("I'm Engram. I look up your question in a set of articles and")
        );
        assert!(said[2].ends_with("stands in the articles."));
        assert_eq!(said[3], "Ask me something in your own words.");
        assert_eq!(said[4], "The articles don't cover that (prices).");
    }

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
