//! Listens to Discord's gateway; what to make of an event is decided elsewhere. It never waits: what is not for the bot
//! is dropped before it is read, the rest is worked on elsewhere, as far as there is room.

use std::collections::HashSet;
use std::sync::Arc;

use serde::de::DeserializeOwned;
use serenity::all::{Interaction, Message, MessageUpdateEvent, UnavailableGuild};
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};
use twilight_gateway::ShardId;

use crate::discord::inbound::decode;
use crate::discord::inbound::event_filter;
use crate::discord::inbound::parse::{self, Said};
use crate::discord::jobs::guild_lifecycle::GuildNews;
use crate::discord::policy::admission::Work;
use crate::discord::reply::message_sender::Conversation;
use crate::discord::reply::pending_response::{FirstResponse, Responder};
use crate::discord::transport::in_flight::{Debt, Ledger};
use crate::metric;

/// Takes events to what answers them.
pub(crate) struct Gateway {
    work: Arc<Work>,
    responder: Responder,
    conversation: Conversation,
    /// To what takes it in, one after the other.
    guilds: UnboundedSender<GuildNews>,
    /// The bot's own id.
    bot: u64,
}

impl Gateway {
    pub(crate) fn new(work: Arc<Work>, bot: u64) -> Self {
        let (guilds, news) = unbounded_channel();
        tokio::spawn(Arc::clone(&work.desk).follow_guilds(news));
        Self {
            guilds,
            responder: Responder::new(Arc::clone(&work)),
            conversation: Conversation::new(Arc::clone(&work), bot),
            work,
            bot,
        }
    }

    /// Takes in an event: its name and its data as they came. What it asks is owed in the ledger until it is answered.
    pub(crate) fn hear(self: &Arc<Self>, kind: &str, data: &str, ledger: &Arc<Ledger>) {
        match kind {
            "INTERACTION_CREATE" => match read::<Interaction>(kind, data) {
                Some(interaction) => {
                    if let Some(debt) = ledger.owe(interaction.id().get()) {
                        self.hear_interaction(interaction, debt);
                    }
                }
                None => self.apologize(data, ledger),
            },
            "MESSAGE_CREATE" if event_filter::may_address(data, self.bot) => {
                if let Some(said) = read::<Message>(kind, data)
                    .and_then(|message| parse::message(&message, self.bot))
                    && let Some(debt) = ledger.owe(said.id)
                {
                    self.hear_message(said, debt);
                }
            }
            // These are bounded by the answers that are remembered.
            "MESSAGE_UPDATE" if self.has_answered(data) => {
                if let Some(event) = read::<MessageUpdateEvent>(kind, data) {
                    let gateway = Arc::clone(self);
                    if let Some(edit) = self.conversation.edited(&event) {
                        tokio::spawn(async move { gateway.conversation.follow(edit).await });
                    }
                }
            }
            "MESSAGE_DELETE" | "MESSAGE_DELETE_BULK" if self.has_answered(data) => {
                let (gateway, messages) = (Arc::clone(self), event_filter::messages(data));
                tokio::spawn(async move {
                    for message in messages {
                        gateway.conversation.deleted(message).await;
                    }
                });
            }
            "GUILD_CREATE" | "GUILD_DELETE" => {
                if let Some(guild) = read::<UnavailableGuild>(kind, data) {
                    self.hear_of_guild(kind == "GUILD_CREATE", &guild);
                }
            }
            _ => {}
        }
    }

    /// The bot is in these guilds of a shard, and in no others.
    pub(crate) fn hear_all_guilds(&self, shard: ShardId, guilds: HashSet<u64>) {
        let _ = self.guilds.send(GuildNews::All(shard, guilds));
    }

    /// The bot came into a guild or left it; one that has an outage is neither.
    fn hear_of_guild(&self, is_in: bool, guild: &UnavailableGuild) {
        let id = guild.id.get();
        if is_in {
            let _ = self.guilds.send(GuildNews::Joined(id));
        } else if !guild.unavailable {
            let _ = self.guilds.send(GuildNews::Left(id));
        }
    }

    fn hear_interaction(self: &Arc<Self>, interaction: Interaction, debt: Debt) {
        let gateway = Arc::clone(self);
        let first = FirstResponse::Callback(Some(debt));
        if let Some(room) = self.work.begin() {
            tokio::spawn(async move {
                let _room = room;
                gateway.responder.interaction(&interaction, first).await;
            });
        } else if let Some(room) = self.work.turn_away() {
            tokio::spawn(async move {
                let _room = room;
                gateway.responder.turn_away(&interaction, first).await;
            });
        }
    }

    fn hear_message(self: &Arc<Self>, said: Said, debt: Debt) {
        // Remembered before any work, so that its edit or deletion finds it however soon that comes.
        self.conversation.remember(&said);
        let gateway = Arc::clone(self);
        if let Some(room) = self.work.begin() {
            tokio::spawn(async move {
                let (_room, _debt) = (room, debt);
                gateway.conversation.message(said).await;
            });
        } else if self.work.desk.limits.may_tell(said.author())
            && let Some(room) = self.work.turn_away()
        {
            tokio::spawn(async move {
                let (_room, _debt) = (room, debt);
                gateway.conversation.turn_away(&said).await;
            });
        }
    }

    /// Answers an interaction that cannot be read, so that its person does not wait for nothing.
    fn apologize(self: &Arc<Self>, data: &str, ledger: &Arc<Ledger>) {
        if let Some(unread) = event_filter::unread(data)
            && let Some(debt) = ledger.owe(unread.id.get())
            && let Some(room) = self.work.turn_away()
        {
            let gateway = Arc::clone(self);
            let first = FirstResponse::Callback(Some(debt));
            tokio::spawn(async move {
                let _room = room;
                gateway.responder.apologize(&unread, first).await;
            });
        }
    }

    fn has_answered(&self, data: &str) -> bool {
        let answered = &self.work.desk.answered;
        event_filter::messages(data)
            .into_iter()
            .any(|message| answered.get(message).is_some())
    }
}

/// Reads what an event tells. What cannot be read is counted and reported, never its text.
fn read<T: DeserializeOwned>(kind: &str, data: &str) -> Option<T> {
    let value = decode::read(data.as_bytes());
    if value.is_none() {
        metric::unreadable();
        tracing::warn!(kind, bytes = data.len(), "an event could not be read");
    }
    value
}
