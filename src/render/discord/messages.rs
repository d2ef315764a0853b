//! Sentences of the bot other than answers.

use std::fmt::Write as _;
use std::time::Duration;

use super::button::Button;
use super::command_mentions::CommandMentions;
use super::message::{
    Audience, ButtonStyle, Component, Embed, Message, ROW_BUTTONS, Row, escaped, plain,
};
use crate::content::LibraryProfile;
use crate::locale::args;
use crate::render::{Locale, sentences};
use crate::store::{
    ANSWER_RETENTION, AUDIT_RETENTION, COUNT_RETENTION, GAP_RETENTION, LEFT_GUILD_RETENTION,
    PersonalData, VOTE_RETENTION,
};

/// Questions of their own that someone is shown.
const QUESTIONS_SHOWN: usize = 8;

/// A fault of the program; the log has the same id.
pub fn fault(locale: Locale, id: &str) -> Message {
    Message::private(locale.format("fault", &args!["code" => id]))
}

/// Greets a server that the bot was added to.
pub fn welcome(locale: Locale, profile: &LibraryProfile) -> Message {
    let subject = sentences::in_locale(profile, locale).subject;
    Message::text(match subject {
        Some(subject) => {
            let subject = escaped(&subject, 100);
            locale.format("welcome-about", &args!["subject" => subject])
        }
        None => locale.message("welcome"),
    })
}

/// Too many questions are being answered right now.
pub fn busy(locale: Locale) -> Message {
    Message::private(locale.message("busy"))
}

/// Too many questions; `seconds` until the next one.
pub fn slow_down(locale: Locale, who: LimitScope, seconds: u64) -> Message {
    let why = match who {
        LimitScope::Person => locale.message("slow-down-person"),
        LimitScope::Channel => locale.message("slow-down-channel"),
        LimitScope::Guild => locale.message("slow-down-guild"),
    };
    let wait = match seconds {
        0..=90 => locale.format("try-again-seconds", &args!["seconds" => seconds.max(1)]),
        _ => locale.format(
            "try-again-minutes",
            &args!["minutes" => seconds.div_ceil(60)],
        ),
    };
    Message::private(format!("{why} {wait}"))
}

/// What the rate limit that was reached applies to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LimitScope {
    /// One person.
    Person,
    /// A channel.
    Channel,
    /// A guild.
    Guild,
}

/// A component of an older version, or of something that no longer exists.
pub fn stale(locale: Locale) -> Message {
    Message::private(locale.message("stale"))
}

/// A private answer could not be sent as a direct message; this is public, so it says nothing of what was asked.
pub fn private_answer_not_sent(locale: Locale) -> Message {
    Message::text(locale.message("private-answer-not-sent"))
}

/// A command that this version does not have.
pub fn unknown_command(locale: Locale) -> Message {
    Message::private(locale.message("unknown-command"))
}

/// A message to find an answer to that has no text.
pub fn no_text(locale: Locale) -> Message {
    Message::private(locale.message("no-text"))
}

/// An answer cannot be shared in a channel without public answers.
pub fn share_elsewhere(locale: Locale) -> Message {
    Message::private(locale.message("share-elsewhere"))
}

/// Someone else's answer is not theirs to remove.
pub fn not_yours(locale: Locale) -> Message {
    Message::private(locale.message("answer-not-yours"))
}

/// Thanks for a vote.
pub fn thanks_for_vote(locale: Locale, helpful: bool) -> Message {
    Message::private(if helpful {
        locale.message("vote-helpful")
    } else {
        locale.message("vote-not-helpful")
    })
}

fn page(description: String) -> Message {
    Message {
        embeds: vec![Embed {
            description,
            ..Embed::default()
        }],
        ..Message::default()
    }
    .seen_by(Audience::Asker)
}

/// `/help`
pub fn help(locale: Locale, profile: &LibraryProfile, commands: &CommandMentions) -> Message {
    let profile = sentences::in_locale(profile, locale);
    let mut text = match &profile.subject {
        Some(subject) => {
            let subject = escaped(subject, 120);
            locale.format("help-intro-about", &args!["subject" => subject])
        }
        None => locale.message("help-intro"),
    };
    text.push_str("\n\n");
    let lines = [
        locale.format("help-ask", &args!["ask" => commands.mention("ask")]),
        locale.message("help-read-on"),
        locale.format(
            "help-browse",
            &args!["articles" => commands.mention("articles")],
        ),
        locale.message("help-vote"),
    ];
    text.push_str(&lines.join("\n"));
    text.push_str("\n\n");
    if let Some(disclaimer) = &profile.disclaimer {
        text.push_str(&escaped(disclaimer, 400));
        text.push_str("\n\n");
    }
    let more =
        args!["privacy" => commands.mention("privacy"), "about" => commands.mention("about")];
    text.push_str(&locale.format("help-more", &more));
    if !profile.examples.is_empty() {
        text.push_str("\n\n");
        text.push_str(&locale.message("help-examples"));
    }
    let examples: Vec<Component> = (0..)
        .zip(&profile.examples)
        .take(ROW_BUTTONS)
        .map(|(number, example)| {
            let id = Button::Example { number }.to_custom_id();
            Component::button(ButtonStyle::Secondary, example, id)
        })
        .collect();
    let mut message = page(text);
    if !examples.is_empty() {
        message.components = vec![Row::of(examples)];
    }
    message
}

/// An example question of `/help`, by its place there.
pub fn example_question(locale: Locale, profile: &LibraryProfile, number: u8) -> Option<String> {
    let examples = sentences::in_locale(profile, locale).examples;
    examples.get(usize::from(number)).cloned()
}

/// `/privacy`
pub fn privacy(locale: Locale, mine: &PersonalData) -> Message {
    let mut text = [
        locale.message("privacy-read"),
        locale.format(
            "privacy-keep",
            &args![
                "gap_days" => days(GAP_RETENTION),
                "vote_days" => days(VOTE_RETENTION),
                "answer_days" => days(ANSWER_RETENTION),
                "count_days" => days(COUNT_RETENTION),
            ],
        ),
        locale.message("privacy-memory"),
        locale.format(
            "privacy-servers",
            &args![
                "audit_days" => days(AUDIT_RETENTION),
                "grace_days" => days(LEFT_GUILD_RETENTION),
            ],
        ),
    ]
    .join("\n");
    text.push_str("\n\n");
    let counted =
        |count: u64, key: &str| (count > 0).then(|| locale.format(key, &args!["count" => count]));
    let kept: Vec<String> = [
        counted(mine.question_count, "count-questions"),
        counted(mine.votes, "count-votes"),
        counted(mine.answers, "count-answered-messages"),
    ]
    .into_iter()
    .flatten()
    .collect();
    text.push_str(&if !kept.is_empty() {
        locale.format("privacy-yours", &args!["what" => kept.join(", ")])
    } else if mine.acts > 0 {
        locale.message("privacy-no-questions")
    } else {
        locale.message("privacy-nothing")
    });
    for (at, question) in mine.questions.iter().take(QUESTIONS_SHOWN) {
        let question = escaped(&plain(question, 150), 180);
        let _ = write!(text, "\n- <t:{}:d> {question}", at.as_second());
    }
    if mine.question_count > QUESTIONS_SHOWN as u64 {
        text.push_str("\n- …");
    }
    if mine.acts > 0 {
        text.push_str("\n-# ");
        text.push_str(&locale.message("privacy-managers"));
    }
    let mut message = page(text);
    if !kept.is_empty() {
        let label = locale.message("button-delete-mine");
        let forget = Button::Forget.to_custom_id();
        message.components = vec![Row::of(vec![Component::button(
            ButtonStyle::Danger,
            &label,
            forget,
        )])];
    }
    message
}

fn days(duration: Duration) -> u64 {
    duration.as_secs() / (24 * 60 * 60)
}

/// Everything about someone was deleted.
pub fn forgotten(locale: Locale) -> Message {
    page(locale.message("forgotten"))
}

/// `/about`: the version, how the index stands, and where the articles come from.
#[derive(Debug, Clone, Copy)]
pub struct About<'a> {
    /// What the library is about.
    pub profile: &'a LibraryProfile,
    /// The program's version.
    pub version: &'a str,
    /// Articles there are.
    pub articles: usize,
    /// Seconds since 1970 when the index was built, if that is known.
    pub built_at: Option<u64>,
    /// Licences of the articles, each once; said where the library has no licence line of its own.
    pub licenses: &'a [String],
}

/// Renders [`About`].
pub fn about(locale: Locale, about: &About<'_>) -> Message {
    let profile = sentences::in_locale(about.profile, locale);
    let mut intro = args![
        "name" => escaped(&plain(&profile.name, 40), 60),
        "articles" => about.articles,
    ];
    let mut lines = vec![match &profile.subject {
        Some(subject) => {
            intro.set("subject", escaped(subject, 120));
            locale.format("about-intro-on", &intro)
        }
        None => locale.format("about-intro", &intro),
    }];
    if let Some(built_at) = about.built_at {
        let when = format!("<t:{built_at}:R>");
        lines.push(locale.format("about-read", &args!["when" => when]));
    }
    lines.extend(sentences::articles_language(&profile, locale));
    let licenses = match &profile.license {
        Some(license) => license.clone(),
        None => about.licenses.join(", "),
    };
    if !licenses.is_empty() {
        let licenses = escaped(&plain(&licenses, 300), 360);
        lines.push(locale.format("about-license", &args!["license" => licenses]));
    }
    if let Some(disclaimer) = &profile.disclaimer {
        lines.push(escaped(disclaimer, 400));
    }
    lines.push(format!("-# Engram {}", escaped(about.version, 40)));
    page(lines.join("\n"))
}

/// Someone may not do that.
pub fn denied(locale: Locale, why: Denied) -> Message {
    Message::private(match why {
        Denied::OutsideGuild => locale.message("denied-outside-guild"),
        Denied::Elsewhere => locale.message("denied-elsewhere"),
        Denied::NotManager => locale.message("denied-not-manager"),
        Denied::NotServerManager => locale.message("denied-not-server-manager"),
    })
}

/// Why someone may not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Denied {
    /// It was used outside a guild.
    OutsideGuild,
    /// This is not the home guild.
    Elsewhere,
    /// They may not manage the articles and settings.
    NotManager,
    /// They lack Manage Server.
    NotServerManager,
}

/// The store is unavailable; answers still work.
pub fn store_unavailable(locale: Locale) -> Message {
    Message::private(locale.message("store-unavailable"))
}

#[cfg(test)]
mod tests {
    use super::super::message::DESCRIPTION_CHARS;
    use super::*;
    use crate::text::utf16_len;

    fn profile(language: &str) -> LibraryProfile {
        LibraryProfile {
            subject: Some("*".repeat(50)),
            examples: vec!["_".repeat(100); 3],
            disclaimer: Some("*".repeat(300)),
            language: language.to_owned(),
            ..LibraryProfile::default()
        }
    }

    #[test]
    fn the_longest_pages_fit_in_every_language() {
        let questions = vec![(jiff::Timestamp::MAX, "_".repeat(2_000)); 20];
        let mine = PersonalData {
            question_count: u64::MAX,
            votes: u64::MAX,
            answers: u64::MAX,
            acts: u64::MAX,
            questions,
        };
        for locale in Locale::ALL {
            let profile = profile(locale.code());
            let pages = [
                help(locale, &profile, &CommandMentions::default()),
                privacy(locale, &mine),
                about(
                    locale,
                    &About {
                        profile: &profile,
                        version: "0.1.0",
                        articles: usize::MAX,
                        built_at: Some(u64::MAX),
                        licenses: &["*".repeat(400)],
                    },
                ),
            ];
            for page in pages {
                let length = utf16_len(&page.embeds[0].description);
                assert!(length <= DESCRIPTION_CHARS, "{locale:?}: {length}");
                assert!(!page.embeds[0].description.ends_with('…'), "{locale:?}");
            }
        }
    }

    #[test]
    fn a_wait_is_said_in_seconds_or_minutes() {
        let told = |locale, seconds| slow_down(locale, LimitScope::Person, seconds).content;
        let german = Locale::German;
        assert_eq!(
            told(Locale::English, 0),
            "Slow down a little. Try again in a second."
        );
        assert_eq!(
            told(Locale::English, 90),
            "Slow down a little. Try again in 90 seconds."
        );
        assert_eq!(
            told(Locale::English, 91),
            "Slow down a little. Try again in 2 minutes."
        );
        assert_eq!(
            told(german, 5),
            "Mach bitte etwas langsamer. Versuch es in 5 Sekunden noch mal."
        );
    }

    #[test]
    fn the_language_of_the_articles_is_named_where_it_is_another() {
        let said = |locale, language| {
            let profile = profile(language);
            let about = about(
                locale,
                &About {
                    profile: &profile,
                    version: "0.1.0",
                    articles: 1,
                    built_at: None,
                    licenses: &[],
                },
            );
            about.embeds[0].description.clone()
        };
        assert!(!said(Locale::English, "en").contains("English"));
        assert!(said(Locale::English, "de-AT").contains("The articles are in German."));
        assert!(said(Locale::German, "en").contains("Die Artikel sind auf Englisch."));
        assert!(!said(Locale::German, "de").contains("Deutsch"));
        assert!(said(Locale::Polish, "sw").contains("Język artykułów: sw."));
    }
}
