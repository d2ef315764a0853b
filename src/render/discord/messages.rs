//! Sentences of the bot other than answers.

use std::fmt::Write as _;
use std::time::Duration;

use super::button::Button;
use super::message::{Audience, ButtonStyle, Component, Embed, Message, Row, escaped, plain};
use crate::content::LibraryProfile;
use crate::render::sentences;
use crate::store::{
    ANSWER_RETENTION, AUDIT_RETENTION, COUNT_RETENTION, GAP_RETENTION, LEFT_GUILD_RETENTION,
    PersonalData, VOTE_RETENTION,
};

/// A fault of the program; the log has the same id.
pub fn fault(id: &str) -> Message {
    Message::private(format!(
        "Sorry, something went wrong on my side. If it happens again, give this code to the bot's owner: `{id}`"
    ))
}

/// Too many questions are being answered right now.
pub fn busy() -> Message {
    Message::private(
        "I'm getting a lot of questions right now and can't keep up. Please try again in a minute.",
    )
}

/// Too many questions; `seconds` until the next one.
pub fn slow_down(who: LimitScope, seconds: u64) -> Message {
    let wait = match seconds {
        0 | 1 => "a second".to_owned(),
        2..=90 => format!("{seconds} seconds"),
        _ => format!("{} minutes", seconds.div_ceil(60)),
    };
    let whose = match who {
        LimitScope::Person => "Slow down a little.",
        LimitScope::Channel => "This channel is asking a lot right now.",
        LimitScope::Guild => "This server is asking a lot right now.",
    };
    Message::private(format!("{whose} Try again in {wait}."))
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
pub fn stale() -> Message {
    Message::private("That button is out of date. Please ask again.")
}

/// The bot may post, but no embeds, which answers are.
pub fn embeds_not_allowed() -> Message {
    Message::text(
        "I can't show answers here: I need the Embed Links permission in this channel. `/ask` works all the same.",
    )
}

/// A private answer could not be sent as a direct message; this is public, so it says nothing of what was asked.
pub fn private_answer_not_sent() -> Message {
    Message::text(
        "I'd rather answer that privately, but couldn't send you a direct message. Use `/ask` here, and only you will \
         see the answer.",
    )
}

/// A command that this version does not have.
pub fn unknown_command() -> Message {
    Message::private("I don't have that command any more. `/help` shows what I can do.")
}

/// A message to find an answer to that has no text.
pub fn no_text() -> Message {
    Message::private("That message has no text I could look up.")
}

/// An answer cannot be shared in a channel without public answers.
pub fn share_elsewhere() -> Message {
    Message::private("I only answer privately in this channel, so I can't share that here.")
}

/// Thanks for a vote.
pub fn thanks_for_vote(helpful: bool) -> Message {
    Message::private(if helpful {
        "Glad it helped."
    } else {
        "Thanks for telling me. It shows where the articles fall short."
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
pub fn help(profile: &LibraryProfile) -> Message {
    let about = escaped(&sentences::about_subject(profile), 120);
    let mut text = format!(
        "I answer questions{about} with **exact quotes** from the articles, each with its source. If they have no \
         answer, I say so.\n\n"
    );
    if !profile.examples.is_empty() {
        let examples: Vec<String> = profile
            .examples
            .iter()
            .map(|example| format!("*{}*", escaped(&plain(example, 100), 120)))
            .collect();
        let _ = writeln!(text, "**For example**: {}", examples.join(" · "));
    }
    text.push_str(
        "**Ask** with `/ask`, by mentioning me, by replying to me (I remember your last question), in a direct \
         message, or with **Apps › Find an answer** on any message.\n\
         **Read on** with the buttons: more passages, the text around the quote, the sources.\n\
         **Browse** with `/articles`.\n\
         **Tell me** whether it helped: it shows where the articles fall short.\n\n",
    );
    if let Some(disclaimer) = &profile.disclaimer {
        let _ = write!(text, "{}\n\n", escaped(disclaimer, 400));
    }
    text.push_str("`/privacy` says what I keep, `/about` says what I am.");
    page(text)
}

/// `/privacy`
pub fn privacy(mine: &PersonalData) -> Message {
    let (gaps_days, grace_days) = (days(GAP_RETENTION), days(LEFT_GUILD_RETENTION));
    let answer_days = days(ANSWER_RETENTION);
    let (votes_days, count_days) = (days(VOTE_RETENTION), days(COUNT_RETENTION));
    let audit_days = days(AUDIT_RETENTION);
    let mut text = format!(
        "**What I read**: what you ask me; and with **Find an answer**, or when you mention me without a question in a reply, \
         that one message. I never keep its text. I read no other messages.\n\
         **What I keep**: a question that the articles had no good answer to, for {gaps_days} days, so that they can \
         be improved; your votes on answers, for {votes_days} days; and for {answer_days} days which of my messages answers which of yours, so that \
         editing or deleting a question does the same to its answer. All of it is filed under a pseudonym, never under your name; only the person who runs me holds the key to it. Questions I answered well are counted, not kept; counts go after {count_days} days. A question \
         that managers taught me stays with their server until they undo it, with nothing that leads to you. My log \
         holds ids and lengths, never text.\n\
         Only in memory, until I restart: when you last asked, so that nobody floods me.\n\
         **For servers**: their own articles and settings, and for {audit_days} days a log of who changed what. {grace_days} days after I'm removed \
         from a server all of it is deleted, questions and votes too; adding me back before that keeps it.\n\n"
    );
    let mut parts = Vec::new();
    let number = |count: u64| usize::try_from(count).unwrap_or(usize::MAX);
    for (count, what) in [
        (mine.question_count, "question"),
        (mine.votes, "vote"),
        (mine.answers, "answered message"),
    ] {
        if count > 0 {
            parts.push(super::content::count(number(count), what));
        }
    }
    if parts.is_empty() && mine.acts > 0 {
        text.push_str("Right now I keep no questions or votes of yours.");
    } else if parts.is_empty() {
        text.push_str("Right now I keep nothing about you.");
    } else {
        let _ = write!(text, "**Yours right now**: {}.", parts.join(", "));
    }
    for (at, question) in mine.questions.iter().take(QUESTIONS_SHOWN) {
        let question = escaped(&plain(question, 150), 180);
        let _ = write!(text, "\n- <t:{}:d> {question}", at.as_second());
    }
    if mine.question_count > QUESTIONS_SHOWN as u64 {
        text.push_str("\n- …");
    }
    if mine.acts > 0 {
        text.push_str(
            "\n-# What you did as a manager stays in the logs of those servers and isn't deleted here.",
        );
    }
    let mut message = page(text);
    if !parts.is_empty() {
        let forget = Button::Forget.to_custom_id();
        message.components = vec![Row::of(vec![Component::button(
            ButtonStyle::Danger,
            "Delete mine",
            forget,
        )])];
    }
    message
}

/// Questions of their own that someone is shown.
const QUESTIONS_SHOWN: usize = 8;

fn days(duration: Duration) -> u64 {
    duration.as_secs() / (24 * 60 * 60)
}

/// Everything about someone was deleted.
pub fn forgotten() -> Message {
    page(
        "Deleted: I no longer keep any question or vote of yours. What managers taught me from your questions stays with \
         their server, with nothing that leads to you; what you did as a manager stays in the logs of those servers."
            .to_owned(),
    )
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
pub fn about(about: &About<'_>) -> Message {
    let profile = about.profile;
    let mut text = format!(
        "**{}** answers with exact quotes from {}{}. It runs no language model that writes text and calls no other \
         service.",
        escaped(&plain(&profile.name, 40), 60),
        super::content::count(about.articles, "article"),
        escaped(&sentences::on_subject(profile), 120),
    );
    if let Some(built_at) = about.built_at {
        let _ = write!(text, "\nThe articles were last read <t:{built_at}:R>.");
    }
    if !profile.is_english() {
        let language = escaped(sentences::language(&profile.language), 60);
        let _ = write!(text, "\nThe articles are in {language}.");
    }
    let licenses = match &profile.license {
        Some(license) => license.clone(),
        None => about.licenses.join(", "),
    };
    if !licenses.is_empty() {
        let licenses = escaped(&plain(&licenses, 300), 360);
        let _ = write!(text, "\nLicence of the articles: {licenses}");
    }
    if let Some(disclaimer) = &profile.disclaimer {
        let _ = write!(text, "\n{}", escaped(disclaimer, 400));
    }
    let _ = write!(text, "\n-# Engram {}", escaped(about.version, 40));
    page(text)
}

/// Someone may not do that.
pub fn denied(why: Denied) -> Message {
    Message::private(match why {
        Denied::OutsideGuild => "This only works in a server, for its managers.",
        Denied::Elsewhere => "The shared articles can only be managed in my home server.",
        Denied::NotManager => {
            "You need the Manage Server permission for that, or a role that was allowed with `/settings role`."
        }
        Denied::NotServerManager => "You need the Manage Server permission for that.",
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
pub fn store_away() -> Message {
    Message::private(
        "My database is unavailable. Nothing was changed, and I can still answer questions. Please try again in a \
         moment.",
    )
}
