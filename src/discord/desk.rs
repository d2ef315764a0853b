//! Takes a command to its handler and gives back what to say. Blocking: a question is searched for here.

use super::answered::Answered;
use super::command::{Command, Incoming, Way};
use super::cooldown::{Limits, TooFast};
use super::handlers::{about, articles, ask, pages, suggest};
use super::permission::may_manage_articles;
use crate::Result;
use crate::config::PageTurners;
use crate::engine::Engine;
use crate::render::discord::{Choice, Message, fault, may_not_reindex, slow_down};

/// What to do about a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Reply {
    /// A new message.
    Say(Message),
    /// The message whose component was used changes into this.
    Update(Message),
    /// What autocomplete offers.
    Choices(Vec<Choice>),
    /// The articles are to be read anew, which takes longer than an answer may.
    Rebuild,
    /// Nothing.
    Silence,
}

/// The rules of the house.
#[derive(Debug, Clone)]
pub(super) struct Policy {
    /// Where the articles are managed.
    pub(super) home_guild: Option<u64>,
    /// The channels of guilds that it answers in; all if empty.
    pub(super) channels: Vec<u64>,
    pub(super) page_turners: PageTurners,
}

/// All that handlers need.
pub(super) struct Desk {
    pub(super) engine: Engine,
    pub(super) policy: Policy,
    pub(super) limits: Limits,
    pub(super) answered: Answered,
}

impl Desk {
    /// Handles a command. A fault becomes an apology with an id that stands in the log.
    pub(super) fn handle(&self, incoming: &Incoming) -> Reply {
        match self.dispatch(incoming) {
            Ok(reply) => reply,
            Err(error) => {
                let id = fault_id(incoming.id);
                tracing::error!(fault = %id, command = incoming.name(), %error, "a command failed");
                match incoming.command {
                    Command::Suggest { .. } => Reply::Choices(Vec::new()),
                    _ => Reply::Say(fault(&id)),
                }
            }
        }
    }

    fn dispatch(&self, incoming: &Incoming) -> Result<Reply> {
        if incoming.place.way == Way::Message && !self.speaks_in(incoming) {
            return Ok(Reply::Silence);
        }
        if incoming.asks()
            && let Err(TooFast { who, seconds }) = self.limits.count(incoming.actor, incoming.place)
        {
            if incoming.place.way == Way::Message && !self.limits.may_tell(incoming.actor.user) {
                return Ok(Reply::Silence);
            }
            return Ok(Reply::Say(slow_down(who, seconds)));
        }
        match &incoming.command {
            Command::Ask(asking) => ask::ask(self, incoming, asking),
            Command::Find { text } => ask::find(self, incoming, text),
            Command::Suggest { option, typed } => Ok(suggest::suggest(self, *option, typed)),
            Command::Use { button, picked, on } => match button {
                Ok(button) => pages::used(self, incoming, *button, *picked, on),
                Err(_) => Ok(Reply::Say(crate::render::discord::stale())),
            },
            Command::Articles { article } => Ok(articles::articles(self, article.as_deref())),
            Command::Help => Ok(about::help()),
            Command::Privacy => Ok(about::privacy(self, incoming)),
            Command::About => Ok(about::about(self)),
            Command::Reindex => Ok(
                match may_manage_articles(incoming, self.policy.home_guild) {
                    Ok(()) => Reply::Rebuild,
                    Err(why) => Reply::Say(may_not_reindex(why)),
                },
            ),
        }
    }

    /// Whether it may speak openly where the command was given.
    pub(super) fn speaks_in(&self, incoming: &Incoming) -> bool {
        let place = &incoming.place;
        place.guild.is_none()
            || self.policy.channels.is_empty()
            || self.policy.channels.contains(&place.channel)
            || place
                .parent
                .is_some_and(|parent| self.policy.channels.contains(&parent))
    }
}

/// The number that a person is given and that stands in the log.
pub(super) fn fault_id(incoming: u64) -> String {
    format!("{incoming:x}")
}
