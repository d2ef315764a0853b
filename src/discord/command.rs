//! What someone wants of the bot, as a closed set of values, whichever way it came.

use crate::render::discord::{Button, PassageKey, Stale};

/// A command with the one who gave it and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Incoming {
    /// The interaction's or message's id; it names a fault in the log.
    pub(super) id: u64,
    pub(super) actor: Actor,
    pub(super) place: Place,
    pub(super) command: Command,
}

/// Who gives a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Actor {
    pub(super) user: u64,
    /// Permissions in the guild, as Discord sends them; none outside guilds and for messages.
    pub(super) permissions: u64,
}

/// Where a command is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) guild: Option<u64>,
    pub(super) channel: u64,
    /// The channel that a thread belongs to, where Discord says so.
    pub(super) parent: Option<u64>,
    pub(super) way: Way,
}

/// How a command came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Interaction,
    Message,
}

/// What is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Command {
    Ask(Asking),
    /// Something is being typed into an option of a command.
    Suggest {
        option: Suggest,
        typed: String,
    },
    /// The message menu: an answer to someone's message.
    Find {
        text: String,
    },
    /// A component was used.
    Use {
        button: Result<Button, Stale>,
        /// The passage that was picked, of a menu.
        picked: Option<PassageKey>,
        on: Used,
    },
    Articles {
        article: Option<String>,
    },
    Help,
    Privacy,
    About,
    Reindex,
}

/// A question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Asking {
    pub(super) question: String,
    /// The earlier question, if this is a reply to an answer.
    pub(super) previous: Option<String>,
    pub(super) visibility: Visibility,
}

/// Whether the asker wants to be the only one who sees the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Visibility {
    Open,
    Private,
}

/// What autocomplete completes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Suggest {
    Questions,
    Articles,
}

/// The message whose component was used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Used {
    /// What it was asked.
    pub(super) question: Option<String>,
    /// The question before that one.
    pub(super) previous: Option<String>,
    pub(super) visibility: Visibility,
}

impl Incoming {
    /// The name of the command for the log.
    pub(super) fn name(&self) -> &'static str {
        match &self.command {
            Command::Ask(_) => "ask",
            Command::Suggest { .. } => "suggest",
            Command::Find { .. } => "find",
            Command::Use { .. } => "use",
            Command::Articles { .. } => "articles",
            Command::Help => "help",
            Command::Privacy => "privacy",
            Command::About => "about",
            Command::Reindex => "reindex",
        }
    }

    /// Whether it asks something, which is what cooldowns count.
    pub(super) fn asks(&self) -> bool {
        match &self.command {
            Command::Ask(_) | Command::Find { .. } => true,
            Command::Use { button, .. } => {
                matches!(button, Ok(Button::Related { .. } | Button::Share(_)))
            }
            _ => false,
        }
    }

    /// Whether nobody but the asker will see what comes of it: known before any work, for the deferral.
    pub(super) fn is_private(&self) -> bool {
        match &self.command {
            Command::Ask(asking) => asking.visibility == Visibility::Private,
            Command::Suggest { .. } => false,
            _ => true,
        }
    }
}
