//! What someone wants of the bot, as a closed set of values, whichever way it came.

use crate::article::{GuildId, UserId};
use crate::discord::inbound::manager_command::{Form, Gaps, Setting, Upload, Versions};
use crate::render::discord::{Button, ManageButton, PassageKey, Stale};

/// A command with the one who gave it and where.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Incoming {
    /// The interaction's or message's id; it names a fault in the log.
    pub(crate) id: u64,
    pub(crate) actor: Actor,
    pub(crate) place: Place,
    pub(crate) command: Command,
}

/// Who gives a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Actor {
    pub(crate) user: u64,
    /// Permissions in the guild, as Discord sends them; none outside guilds and for messages.
    pub(crate) permissions: u64,
    /// Roles in the guild, as Discord sends them; none outside guilds and for messages.
    pub(crate) roles: Vec<u64>,
}

impl Actor {
    /// Who it is.
    pub(crate) fn user_id(&self) -> UserId {
        UserId(self.user)
    }
}

/// Where a command is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) guild: Option<u64>,
    pub(crate) channel: u64,
    /// The channel that a thread belongs to, where Discord says so.
    pub(crate) parent: Option<u64>,
    pub(crate) way: Way,
}

impl Place {
    /// The guild, if it is one.
    pub(crate) fn guild_id(&self) -> Option<GuildId> {
        self.guild.map(GuildId)
    }
}

/// How a command came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    Interaction,
    Message,
}

/// What is wanted.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Command {
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
    /// `/content add`; without a file a window asks for title and text.
    Add {
        file: Option<Upload>,
    },
    /// What that window was filled in with.
    Submit(Form),
    /// `/content` but for `add`.
    Versions(Versions),
    Reindex {
        library: Rebuilt,
    },
    Gaps(Gaps),
    Stats {
        days: u16,
    },
    Settings(Setting),
    /// A component of a message for those who manage the guild was used.
    Manage {
        button: Result<ManageButton, Stale>,
        /// What was picked, of a menu.
        picked: Option<String>,
    },
}

/// Which library is to be read anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rebuilt {
    /// The guild's own.
    Own,
    /// The one for all.
    Shared,
}

/// A question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Asking {
    pub(crate) question: String,
    /// The earlier question, if this is a reply to an answer.
    pub(crate) previous: Option<String>,
    pub(crate) visibility: Visibility,
    /// Whether this is a question that was edited.
    pub(crate) edited: bool,
}

/// What a command costs of the pace at which one may ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cost {
    /// A question of a person, a channel and a guild.
    Question,
    /// Something that everyone sees, of a question that was paid for already: of a channel and a guild alone.
    Post,
    /// A vote: it is searched for, and nobody gives many in earnest.
    Vote,
}

/// Whether the asker wants to be the only one who sees the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Visibility {
    Open,
    Private,
    /// As the guild has it.
    Unsaid,
}

/// What autocomplete completes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Suggest {
    Questions,
    Articles,
    /// Articles of the guild's own.
    OwnArticles,
    /// Those and the ones that were removed.
    OwnHistory,
    /// Questions that wait for an answer.
    Gaps,
    /// Sections that a question can be taught to.
    Sections,
}

/// The message whose component was used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Used {
    /// What it was asked.
    pub(crate) question: Option<String>,
    /// The question before that one.
    pub(crate) previous: Option<String>,
    pub(crate) visibility: Visibility,
}

impl Incoming {
    /// The name of the command for the log.
    pub(crate) fn name(&self) -> &'static str {
        match &self.command {
            Command::Ask(_) => "ask",
            Command::Suggest { .. } => "suggest",
            Command::Find { .. } => "find",
            Command::Use { .. } => "use",
            Command::Articles { .. } => "articles",
            Command::Help => "help",
            Command::Privacy => "privacy",
            Command::About => "about",
            Command::Add { .. } => "content add",
            Command::Submit(_) => "submit",
            Command::Versions(_) => "content",
            Command::Reindex { .. } => "reindex",
            Command::Gaps(_) => "gaps",
            Command::Stats { .. } => "stats",
            Command::Settings(_) => "settings",
            Command::Manage { .. } => "manage",
        }
    }

    /// What it costs of the pace; none for what is free.
    pub(crate) fn costs(&self) -> Option<Cost> {
        match &self.command {
            // An edit pays before it comes here, so that it can wait.
            Command::Ask(asking) => (!asking.edited).then_some(Cost::Question),
            Command::Find { .. } => Some(Cost::Question),
            Command::Use { button, .. } => match button {
                Ok(Button::Related { .. }) => Some(Cost::Question),
                Ok(Button::Share(_)) => Some(Cost::Post),
                Ok(Button::Helpful(_) | Button::NotHelpful(_)) => Some(Cost::Vote),
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether its first response may be put off: what autocomplete offers, and a window, come at once or never.
    pub(crate) fn may_wait(&self) -> bool {
        !matches!(
            self.command,
            Command::Suggest { .. } | Command::Add { file: None }
        )
    }

    /// Whether it is a question in other words than before.
    pub(crate) fn is_edit(&self) -> bool {
        matches!(&self.command, Command::Ask(asking) if asking.edited)
    }
}
