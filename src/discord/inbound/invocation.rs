//! A parsed command with its user and channel, from any source.

use crate::article::{GuildId, UserId};
use crate::discord::inbound::manager_command::{
    ContentCommand, GapsCommand, ModalSubmission, UploadedFile,
};
use crate::render::Locale;
use crate::render::discord::{Button, ManageButton, PageState, PassageKey};

/// A command with its user and channel.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Invocation {
    /// The interaction's or message's id; it names a fault in the log.
    pub(crate) id: u64,
    pub(crate) actor: Actor,
    pub(crate) place: Place,
    pub(crate) locales: Locales,
    pub(crate) command: Command,
}

/// The languages that a reply may be in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Locales {
    /// The user's, for what only they see.
    pub(crate) user: Locale,
    /// The guild's, for what everyone sees; the user's outside of guilds.
    pub(crate) public: Locale,
}

impl Locales {
    /// One for both: of a message, which does not tell its author's.
    pub(crate) fn both(locale: Locale) -> Self {
        Self {
            user: locale,
            public: locale,
        }
    }

    /// Of an interaction, by Discord's codes.
    pub(crate) fn of_interaction(user: &str, guild: Option<&str>) -> Self {
        Self {
            user: Locale::from_code(user),
            public: Locale::from_code(guild.unwrap_or(user)),
        }
    }
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
    pub(crate) source: Source,
}

impl Place {
    /// The guild, if it is one.
    pub(crate) fn guild_id(&self) -> Option<GuildId> {
        self.guild.map(GuildId)
    }
}

/// How a command came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Source {
    Interaction,
    Message,
}

/// A parsed command: a slash command, a menu entry, a component, a modal, autocomplete or an addressed message.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Command {
    /// `/ask`, a mention, a reply or a DM.
    Ask(AskRequest),
    /// A new post in a forum whose posts are answered.
    Post(AskRequest),
    /// An option that is being typed.
    Autocomplete {
        option: AutocompleteOption,
        typed: String,
    },
    /// The message menu: an answer to someone's message.
    Find {
        text: String,
    },
    /// A component of an answer or of the article list.
    AnswerButton {
        button: Button,
        /// The passage that was picked, if the component is a menu.
        picked: Option<PassageKey>,
        on: ComponentMessage,
    },
    /// The modal that asks what an answer lacked was submitted.
    Missing {
        state: PageState,
        /// What was filled in; empty if nothing was.
        what: String,
        on: ComponentMessage,
    },
    Articles {
        article: Option<String>,
    },
    Help,
    Privacy,
    About,
    /// A command of another version, which Discord still shows.
    Unknown,
    /// `/content add`; without a file a modal asks for title and text.
    ContentAdd {
        file: Option<UploadedFile>,
    },
    /// That modal was submitted.
    ModalSubmit(ModalSubmission),
    /// `/content` except `add`.
    Content(ContentCommand),
    Reindex {
        library: ReindexTarget,
    },
    Gaps(GapsCommand),
    Stats {
        days: u16,
    },
    Settings,
    /// A component of a message for managers.
    ManagerButton {
        button: ManageButton,
        /// The picked values, if the component is a menu.
        picked: Vec<String>,
    },
    /// A component that this version does not understand.
    StaleButton,
}

/// Which library `/reindex` rebuilds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ReindexTarget {
    /// The guild's own.
    Own,
    /// The one for all guilds.
    Shared,
}

/// A question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct AskRequest {
    pub(crate) question: String,
    /// The earlier question, if this is a reply to an answer.
    pub(crate) previous: Option<String>,
    pub(crate) visibility: RequestedVisibility,
    /// Whether the question, or the earlier one, is the text of another message, perhaps somebody else's: it is never
    /// recorded.
    pub(crate) quoted: bool,
    /// Whether the question was asked before and has been edited.
    pub(crate) edited: bool,
}

/// Which rate limit a command counts against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cost {
    /// A question: user, channel and guild.
    Question,
    /// A public message about a question that was counted already: channel and guild only.
    Post,
    /// A vote: a search per vote, so limited per user.
    Vote,
}

/// Who is to see an answer, as far as the asker has said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RequestedVisibility {
    Public,
    Private,
    /// The guild's setting decides.
    Default,
}

/// What autocomplete completes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AutocompleteOption {
    Questions,
    Articles,
    /// Articles of the guild.
    OwnArticles,
    /// Articles of the guild, including removed ones.
    OwnHistory,
    /// Open gaps.
    Gaps,
    /// Sections that a question can be taught to.
    Sections,
    /// An option of another version.
    Unknown,
}

/// The message whose component was used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ComponentMessage {
    /// The question it answers.
    pub(crate) question: Option<String>,
    /// The question before that one.
    pub(crate) previous: Option<String>,
    /// Whether either is the text of another message.
    pub(crate) quoted: bool,
    pub(crate) visibility: RequestedVisibility,
    /// The message that it replies to, if it does.
    pub(crate) replies_to: Option<u64>,
}

impl Invocation {
    /// Whether what is asked is the text of another message, perhaps somebody else's.
    pub(crate) fn asks_quoted_text(&self) -> bool {
        match &self.command {
            Command::Find { .. } => true,
            Command::Ask(request) | Command::Post(request) => request.quoted,
            _ => false,
        }
    }

    /// The command's name, for the log.
    pub(crate) fn name(&self) -> &'static str {
        match &self.command {
            Command::Ask(_) => "ask",
            Command::Post(_) => "post",
            Command::Autocomplete { .. } => "suggest",
            Command::Find { .. } => "find",
            Command::AnswerButton { .. } => "use",
            Command::Missing { .. } => "missing",
            Command::Articles { .. } => "articles",
            Command::Help => "help",
            Command::Privacy => "privacy",
            Command::About => "about",
            Command::Unknown => "unknown",
            Command::ContentAdd { .. } => "content add",
            Command::ModalSubmit(_) => "submit",
            Command::Content(_) => "content",
            Command::Reindex { .. } => "reindex",
            Command::Gaps(_) => "gaps",
            Command::Stats { .. } => "stats",
            Command::Settings => "settings",
            Command::ManagerButton { .. } => "manage",
            Command::StaleButton => "stale",
        }
    }

    /// The rate limit that it counts against, if any.
    pub(crate) fn costs(&self) -> Option<Cost> {
        match &self.command {
            // An edit was counted before, where it can wait.
            Command::Ask(request) => (!request.edited).then_some(Cost::Question),
            Command::Find { .. } | Command::Post(_) => Some(Cost::Question),
            Command::AnswerButton { button, .. } => match button {
                Button::Related { .. } | Button::Example { .. } | Button::Ask { .. } => {
                    Some(Cost::Question)
                }
                Button::Share(_) => Some(Cost::Post),
                Button::Helpful(_) | Button::NotHelpful(_) => Some(Cost::Vote),
                _ => None,
            },
            Command::Missing { .. } => Some(Cost::Vote),
            _ => None,
        }
    }

    /// Whether its first response may be deferred: choices of autocomplete and modals cannot be.
    pub(crate) fn may_wait(&self) -> bool {
        match &self.command {
            Command::Autocomplete { .. }
            | Command::ContentAdd { file: None }
            | Command::Content(ContentCommand::Edit { .. })
            | Command::ManagerButton {
                button: ManageButton::Edit { .. },
                ..
            } => false,
            Command::AnswerButton {
                button: Button::NotHelpful(_),
                on,
                ..
            } => on.quoted,
            _ => true,
        }
    }

    /// Whether it is a question that was edited.
    pub(crate) fn is_edit(&self) -> bool {
        matches!(&self.command, Command::Ask(request) if request.edited)
    }
}
