//! What the program says in its own words: the same in Discord and in the terminal. Short, friendly, plain text
//! without markup; the edge that shows it escapes what came from a person.

use std::fmt::Write as _;

use crate::answer::{Answer, Disagreement, Outcome, Reason, SmallTalk};
use crate::article::{Grade, LinkKind, Reference};
use crate::content::LibraryProfile;
use crate::locale::args;
use crate::render::Locale;
use crate::text::capitalised;

/// What is said before the passages or headings: where to turn, if that comes first, and what came of the question.
/// An answer speaks for itself.
pub fn opening(answer: &Answer, locale: Locale) -> Option<String> {
    let help = answer.help.as_ref().map(|help| help.text.clone());
    let parts: Vec<String> = help.into_iter().chain(outcome(answer, locale)).collect();
    (!parts.is_empty()).then(|| parts.join("\n\n"))
}

/// What came of a question; nothing for an answer.
fn outcome(answer: &Answer, locale: Locale) -> Option<String> {
    if answer.outcome == Outcome::Answer {
        return None;
    }
    let profile = &answer.profile;
    Some(match &answer.reason {
        Reason::Urgent => return None,
        Reason::SmallTalk(said) => small_talk(*said, &in_locale(profile, locale), locale),
        Reason::EmptyQuestion => nothing_asked(profile, locale),
        Reason::UnknownWords => locale.message("unknown-words"),
        Reason::NotCovered { label, reason } => {
            not_covered(label, reason.as_deref(), profile, locale)
        }
        Reason::Score if answer.outcome == Outcome::Closest => locale.message("closest"),
        Reason::Score => locale.message("nothing"),
    })
}

/// A group of questions that the articles do not cover. Label and reason are in the library's language: to a reader of
/// another one the reason is said after a sentence of theirs.
fn not_covered(
    label: &str,
    reason: Option<&str>,
    profile: &LibraryProfile,
    locale: Locale,
) -> String {
    let who = profile.who_can_help.as_deref().map(capitalised);
    match (reason, who) {
        (Some(reason), _) if speaks(profile, locale) => reason.to_owned(),
        (Some(reason), _) => format!("{}\n{reason}", locale.message("not-covered")),
        (None, _) if !speaks(profile, locale) => locale.message("not-covered"),
        (None, Some(who)) => {
            locale.format("not-covered-who", &args!["label" => label, "who" => who])
        }
        (None, None) => locale.format("not-covered-label", &args!["label" => label]),
    }
}

/// What stands above the headings to pick from; nothing where the opening leads into them.
pub fn choices_heading(answer: &Answer, locale: Locale) -> Option<String> {
    match (answer.outcome, &answer.reason) {
        (Outcome::Answer, _) => Some(locale.message("heading-related")),
        (Outcome::Closest, Reason::Score) => None,
        (Outcome::Closest, _) => Some(locale.message("heading-perhaps")),
        (Outcome::Nothing, _) => Some(locale.message("heading-closest")),
    }
}

fn small_talk(said: SmallTalk, profile: &LibraryProfile, locale: Locale) -> String {
    let subject = profile.subject.as_deref();
    match (said, subject) {
        (SmallTalk::Greeting, _) => greeting(profile, locale),
        (SmallTalk::Thanks, _) => locale.message("thanks"),
        (SmallTalk::Farewell, _) => locale.message("goodbye"),
        (SmallTalk::AboutTheBot, Some(subject)) => locale.format(
            "about-the-bot-on",
            &args!["name" => profile.name.as_str(), "subject" => subject],
        ),
        (SmallTalk::AboutTheBot, None) => {
            locale.format("about-the-bot", &args!["name" => profile.name.as_str()])
        }
        (SmallTalk::Reaction, _) => locale.message("reaction"),
        (SmallTalk::Unhappy, Some(subject)) => {
            locale.format("unhappy-on", &args!["subject" => subject])
        }
        (SmallTalk::Unhappy, None) => locale.message("unhappy"),
    }
}

fn greeting(profile: &LibraryProfile, locale: Locale) -> String {
    match (&profile.greeting, &profile.subject) {
        (Some(greeting), _) => greeting.clone(),
        (None, Some(subject)) => {
            locale.format("greeting-about", &args!["subject" => subject.as_str()])
        }
        (None, None) => locale.message("greeting"),
    }
}

fn nothing_asked(profile: &LibraryProfile, locale: Locale) -> String {
    match profile.examples.first() {
        Some(example) => {
            let example = example.trim_end_matches('?');
            locale.format("ask-something-example", &args!["example" => example])
        }
        None => locale.message("ask-something"),
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
pub(super) fn in_locale(profile: &LibraryProfile, locale: Locale) -> LibraryProfile {
    let mut profile = profile.clone();
    if !speaks(&profile, locale) {
        profile.subject = None;
        profile.greeting = None;
        profile.who_can_help = None;
    }
    profile
}

/// Whether what a library says of itself is said to readers of this language.
fn speaks(profile: &LibraryProfile, locale: Locale) -> bool {
    locale == Locale::English || Locale::of_language(&profile.language) == Some(locale)
}

/// Names the language of the articles, where it is not the reader's.
#[cfg(feature = "discord")]
pub(super) fn articles_language(profile: &LibraryProfile, locale: Locale) -> Option<String> {
    let language = profile.language.split('-').next()?;
    (Locale::of_language(language) != Some(locale))
        .then(|| locale.format("articles-language", &args!["language" => language]))
}

/// Says which language quotes are in, where it is not the reader's.
#[cfg(feature = "discord")]
pub(super) fn quotes_language(profile: &LibraryProfile, locale: Locale) -> Option<String> {
    let language = articles_language(profile, locale)?;
    Some(format!(
        "{language} {}",
        locale.message("answer-quoted-as-written")
    ))
}

/// How sure the evidence behind a passage is, in two words.
pub fn evidence(grade: Grade, locale: Locale) -> String {
    match grade {
        Grade::Strong => locale.message("evidence-strong"),
        Grade::Moderate => locale.message("evidence-moderate"),
        Grade::Contested => locale.message("evidence-contested"),
        Grade::Practical => locale.message("evidence-practical"),
    }
}

/// The same with what that means.
pub fn grade(grade: Grade, locale: Locale) -> String {
    let meaning = match grade {
        Grade::Strong => locale.message("evidence-strong-meaning"),
        Grade::Moderate => locale.message("evidence-moderate-meaning"),
        Grade::Contested => locale.message("evidence-contested-meaning"),
        Grade::Practical => locale.message("evidence-practical-meaning"),
    };
    let evidence = capitalised(&evidence(grade, locale));
    locale.format(
        "evidence-and-meaning",
        &args!["evidence" => evidence, "meaning" => meaning],
    )
}

/// Introduces the other side of a disagreement.
pub fn disagreement(disagreement: &Disagreement, locale: Locale) -> String {
    let lead = match disagreement.kind {
        LinkKind::Contradicts => locale.message("disagreement-contradicts"),
        LinkKind::Qualifies => locale.message("disagreement-qualifies"),
    };
    format!("{lead} {}", disagreement.about)
}

/// Tells how a misspelt question was understood.
pub fn understood_as(question: &str, locale: Locale) -> String {
    locale.format("understood-as", &args!["question" => question])
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
    fn said(profile: &LibraryProfile, locale: Locale) -> Vec<String> {
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
            opening(&answer, locale).unwrap()
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
        let said = said(&profile, Locale::English);
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
        let said = said(&LibraryProfile::default(), Locale::English);
        assert_eq!(
            said[0],
            "Hi! Ask me a question, and I'll look it up in the articles."
        );
        assert!(
            said[1].starts_with("I'm Engram. I look up your question in a set of articles and")
        );
        assert!(said[2].ends_with("find what's in the articles."));
        assert_eq!(said[3], "Ask me something in your own words.");
        assert_eq!(said[4], "The articles don't cover that (prices).");
    }

    #[test]
    fn what_a_library_says_of_itself_is_said_to_readers_of_its_language() {
        let profile = |language: &str| LibraryProfile {
            subject: Some("otters".to_owned()),
            greeting: Some("Hello, diver!".to_owned()),
            who_can_help: Some("a keeper".to_owned()),
            language: language.to_owned(),
            ..LibraryProfile::default()
        };
        let foreign = said(&profile("en"), Locale::German);
        assert_eq!(
            foreign[0],
            "Hi! Stell mir eine Frage, dann schlage ich sie in den Artikeln nach."
        );
        assert!(foreign[1].starts_with("Ich bin Engram. "));
        assert_eq!(foreign[4], "Darum geht es in den Artikeln nicht.");
        let own = said(&profile("de"), Locale::German);
        assert_eq!(own[0], "Hello, diver!");
        assert!(own[2].ends_with("zum Thema otters steht."));
        assert_eq!(
            own[4],
            "Darum geht es in den Artikeln nicht (prices). Weiterhelfen kann vielleicht: A keeper."
        );
    }

    #[test]
    fn a_reason_is_said_after_a_sentence_in_the_readers_language() {
        let mut answer = answer_with(Vec::new());
        answer.outcome = Outcome::Nothing;
        answer.reason = Reason::NotCovered {
            label: "prices".to_owned(),
            reason: Some("Ask a shop.".to_owned()),
        };
        let said = |locale| opening(&answer, locale).unwrap();
        assert_eq!(said(Locale::English), "Ask a shop.");
        assert_eq!(
            said(Locale::French),
            "Les articles n'en parlent pas.\nAsk a shop."
        );
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
