//! What the bot says beside answers to those who ask.

use std::fmt::Write as _;
use std::time::Duration;

use super::button::Button;
use super::message::{Audience, ButtonStyle, Component, Embed, Message, Row, escaped, plain};
use crate::store::{ANSWER_RETENTION, GAP_RETENTION, LEFT_GUILD_RETENTION, PersonalData};

/// A fault of ours; the id stands in the log too.
pub fn fault(id: &str) -> Message {
    Message::private(format!(
        "Sorry, something went wrong on my side. If it happens again, tell those who run me this number: `{id}`"
    ))
}

/// There is no room for one more question right now.
pub fn busy() -> Message {
    Message::private(
        "A lot is being asked right now, and I can't keep up. Please try again in a minute.",
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
        LimitScope::Person => "You're request faster than I may answer.",
        LimitScope::Channel => "This channel has asked a lot just now.",
        LimitScope::Guild => "This server has asked a lot just now.",
    };
    Message::private(format!("{whose} Please try again in {wait}."))
}

/// Who has asked too much.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LimitScope {
    /// One person.
    Person,
    /// A channel.
    Channel,
    /// A guild.
    Guild,
}

/// A component of an older version, or of something that is gone.
pub fn stale() -> Message {
    Message::private(
        "This is from before the articles changed, and I can't find what it meant any more. Please ask again.",
    )
}

/// A message to find an answer to that has no text.
pub fn no_text() -> Message {
    Message::private("That message has no text that I could look up.")
}

/// An answer cannot be shared where the bot keeps quiet.
pub fn share_elsewhere() -> Message {
    Message::private(
        "In this channel I answer privately, as those who manage this server want it, so I can't share that here.",
    )
}

/// Thanks for a vote.
pub fn thanks_for_vote(helpful: bool) -> Message {
    Message::private(if helpful {
        "Glad it helped."
    } else {
        "Thanks for telling me. It helps to see where the articles fall short."
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
pub fn help() -> Message {
    page(
        "I answer questions about muscle memory with passages of a set of articles, **word for word**, each with its \
         source. Where the articles have no answer, I say so.\n\n\
         **Ask** with `/ask`, by mentioning me, by replying to me (I remember your question before), in a direct \
         message, or with **Apps › Find an answer** on any message.\n\
         **Read on** with the buttons: other passages, the text around the quote, the sources.\n\
         **Browse** with `/articles`.\n\
         **Tell me** whether it helped: that shows where the articles fall short.\n\n\
         `/privacy` says what I keep, `/about` says what I am."
            .to_owned(),
    )
}

/// `/privacy`
pub fn privacy(mine: &PersonalData) -> Message {
    let (gaps_days, grace_days) = (days(GAP_RETENTION), days(LEFT_GUILD_RETENTION));
    let answer_days = days(ANSWER_RETENTION);
    let mut text = format!(
        "**What I see**: what you ask me, and nothing else. I don't read other messages.\n\
         **What I keep**: a question that the articles had no good answer to, for {gaps_days} days, so that they can \
         be mended; your votes on answers; and for {answer_days} days which of my messages answers which of yours, so that \
         an edited or deleted question changes its answer or takes it along. All stand under a code that leads back to \
         you only when you ask here, never under your name. What was answered well is counted, not kept. A question \
         that managers have taught me stays with their server until they take it back, with nothing that leads to you. My log holds ids and lengths, no texts.\n\
         In memory alone, until I restart: when you last asked, so that nobody floods me.\n\
         **For servers**: their own articles and settings, with who changed what. {grace_days} days after I was \
         removed from a server all of it is deleted, questions and votes too; taking me back before that keeps it.\n\n"
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
        text.push_str("Right now I keep no question and no vote of yours.");
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
            "\n-# What you did as a manager stays in the logs of those servers, and is not deleted here.",
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
        "Deleted: I keep no question and no vote of yours now. What a server was taught of your questions stays with \
         it, with nothing that leads to you; what you did as a manager stays in the logs of those servers."
            .to_owned(),
    )
}

/// `/about`: the version, how the index stands, and where the articles come from.
#[derive(Debug, Clone, Copy)]
pub struct About<'a> {
    /// The program's version.
    pub version: &'a str,
    /// Articles there are.
    pub articles: usize,
    /// Seconds since 1970 when the index was built, if that is known.
    pub built_at: Option<u64>,
    /// Licences of the articles, each once.
    pub licenses: &'a [String],
}

/// Renders [`About`].
pub fn about(about: &About<'_>) -> Message {
    let mut text = format!(
        "**Engram {}** answers with passages of {} articles, word for word. It runs no language model that writes \
         text and asks no other service.",
        escaped(about.version, 40),
        about.articles
    );
    if let Some(built_at) = about.built_at {
        let _ = write!(text, "\nThe articles were last read <t:{built_at}:R>.");
    }
    if !about.licenses.is_empty() {
        let licenses = escaped(&plain(&about.licenses.join(", "), 300), 360);
        let _ = write!(text, "\nLicence of the articles: {licenses}");
    }
    page(text)
}

/// Someone may not do that.
pub fn denied(why: Denied) -> Message {
    Message::private(match why {
        Denied::OutsideGuild => "That works in a server alone, by those who manage it.",
        Denied::Elsewhere => {
            "The articles for all are managed in my home server alone, so that can't be done here."
        }
        Denied::NotManager => {
            "For that you need the permission Manage Server, or a role that was given the right by `/settings role`."
        }
        Denied::NotServerManager => "For that you need the permission Manage Server.",
    })
}

/// Why someone may not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Denied {
    /// It is no guild.
    OutsideGuild,
    /// This is not the home guild.
    Elsewhere,
    /// They may not manage the articles and settings.
    NotManager,
    /// They may not manage the guild itself.
    NotServerManager,
}

/// What is kept cannot be reached; answers go on.
pub fn store_away() -> Message {
    Message::private(
        "I can't reach what I keep right now, so I changed nothing. Questions are answered all the same. Please try \
         again in a moment.",
    )
}
