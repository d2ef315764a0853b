//! What the bot says beside answers, and how it names its commands.

use std::fmt::Write as _;

use super::button::Button;
use super::message::{Audience, Component, Embed, Look, Message, Row, escaped, plain};

/// Name and description of each command and option, as Discord shows them.
pub mod names {
    /// `/ask`
    pub const ASK: &str = "Ask about muscle memory: answered with the articles' own words";
    /// Its question.
    pub const ASK_QUESTION: &str = "Your question, in your own words";
    /// Its audience.
    pub const ASK_PRIVATE: &str = "Show the answer to you alone";
    /// The message menu.
    pub const FIND: &str = "Find an answer";
    /// `/articles`
    pub const ARTICLES: &str = "Browse and read the articles";
    /// Its article.
    pub const ARTICLES_TITLE: &str = "An article to open";
    /// `/help`
    pub const HELP: &str = "What I can do and how to ask";
    /// `/privacy`
    pub const PRIVACY: &str = "What I keep about you; show it and delete it";
    /// `/about`
    pub const ABOUT: &str = "Version, age of the index, licences of the sources";
    /// `/reindex`
    pub const REINDEX: &str = "Read the articles anew; the old ones answer meanwhile";
}

/// A fault of ours; the id stands in the log too.
pub fn fault(id: &str) -> Message {
    Message::private(format!(
        "Sorry, something went wrong on my side. If it happens again, tell those who run me this number: `{id}`"
    ))
}

/// Too many questions; `seconds` until the next one.
pub fn slow_down(who: Crowd, seconds: u64) -> Message {
    let wait = match seconds {
        0 | 1 => "a second".to_owned(),
        2..=90 => format!("{seconds} seconds"),
        _ => format!("{} minutes", seconds.div_ceil(60)),
    };
    let whose = match who {
        Crowd::Person => "You're asking faster than I may answer.",
        Crowd::Channel => "This channel has asked a lot just now.",
        Crowd::Guild => "This server has asked a lot just now.",
    };
    Message::private(format!("{whose} Please try again in {wait}."))
}

/// Who has asked too much.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Crowd {
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

/// Thanks for a vote.
pub fn thanks_for_vote(helpful: bool) -> Message {
    Message::private(if helpful {
        "Glad it helped."
    } else {
        "Thanks for telling me. It helps to see where the articles fall short."
    })
}

/// `/reindex` by someone who may not, or somewhere it may not be.
pub fn may_not_reindex(why: MayNot) -> Message {
    Message::private(match why {
        MayNot::Elsewhere => {
            "The articles are managed in my home server alone, so that can't be done here."
        }
        MayNot::NotManager => "For that you need the permission Manage Server.",
    })
}

/// Why someone may not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MayNot {
    /// This is not the home guild.
    Elsewhere,
    /// They may not manage the guild.
    NotManager,
}

/// A rebuild has begun, or goes on: what it does now.
pub fn rebuilding(step: Option<(&str, usize, usize)>) -> Message {
    let step = match step {
        None => String::new(),
        Some((what, done, total)) => format!("\n{what}: {done} of {total}"),
    };
    Message::private(format!(
        "Reading the articles anew. I go on answering from the old index meanwhile.{step}"
    ))
}

/// A rebuild goes on already.
pub fn rebuilding_already() -> Message {
    Message::private("The articles are being read anew already. I'll be done soon.")
}

/// What a rebuild did.
#[derive(Debug, Clone, Copy)]
pub struct Rebuilt<'a> {
    /// Articles and passages there are now.
    pub articles: usize,
    /// Passages there are now.
    pub passages: usize,
    /// Titles or ids of what is new.
    pub added: &'a [String],
    /// … has changed.
    pub changed: &'a [String],
    /// … is gone.
    pub removed: &'a [String],
    /// What an author should mend, one line each.
    pub problems: &'a [String],
    /// How long it took.
    pub seconds: f64,
}

/// Reports a rebuild.
pub fn rebuilt(report: &Rebuilt<'_>) -> Message {
    let mut text = format!(
        "Done in {:.1} s: {} articles, {} passages.",
        report.seconds, report.articles, report.passages
    );
    let kinds = [
        ("New", report.added),
        ("Changed", report.changed),
        ("Gone", report.removed),
    ];
    if kinds.iter().all(|(_, names)| names.is_empty()) {
        text.push_str("\nNothing has changed.");
    }
    for (kind, names) in kinds {
        if !names.is_empty() {
            let _ = write!(
                text,
                "\n**{kind}**: {}",
                escaped(&plain(&names.join(", "), 350), 420)
            );
        }
    }
    if !report.problems.is_empty() {
        let _ = write!(text, "\n**To mend** ({}):", report.problems.len());
        for problem in report.problems.iter().take(5) {
            let _ = write!(text, "\n- {}", escaped(&plain(problem, 100), 120));
        }
    }
    Message::private(text)
}

/// A rebuild failed; `why` is for those who manage the articles.
pub fn rebuild_failed(why: &str) -> Message {
    Message::private(format!(
        "That didn't work; I go on answering from the old index.\n{}",
        escaped(&plain(why, 600), 800)
    ))
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
pub fn privacy(kept: Kept) -> Message {
    let mine = match kept.answers {
        0 => "Right now I keep nothing about you.".to_owned(),
        1 => "Right now I remember one message of yours that I answered.".to_owned(),
        count => format!("Right now I remember {count} messages of yours that I answered."),
    };
    let mut message = page(format!(
        "**What I see**: what you ask me, and nothing else. I don't read other messages.\n\
         **What I keep**: in memory alone, until I restart, which of my messages answers which of yours, so that an \
         edited or deleted question changes its answer; and when you last asked, so that nobody floods me. Questions \
         are not written down; my log holds ids and lengths, never texts.\n\n{mine}"
    ));
    if kept.answers > 0 {
        let forget = Button::Forget.to_custom_id();
        message.components = vec![Row::of(vec![Component::button(
            Look::Danger,
            "Delete mine",
            forget,
        )])];
    }
    message
}

/// What is kept about someone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept {
    /// Messages that were answered.
    pub answers: usize,
}

/// Everything about someone was deleted.
pub fn forgotten() -> Message {
    page("Deleted. I keep nothing about you now.".to_owned())
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
