//! Handles gateway events. Never blocks: irrelevant events are dropped before full deserialization; the rest is spawned
//! if admission allows.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Instant;

use serde::de::DeserializeOwned;
use serenity::all::{Interaction, Message, MessageUpdateEvent, UnavailableGuild};
use tokio::sync::mpsc::UnboundedSender;
use twilight_gateway::ShardId;

use crate::discord::app::App;
use crate::discord::inbound::decode::{self, Event};
use crate::discord::inbound::event_filter;
use crate::discord::inbound::in_flight::{Delivery, InFlight};
use crate::discord::inbound::new_post::NewPost;
use crate::discord::inbound::parse::{self, AddressedMessage};
use crate::discord::jobs::guild_lifecycle::GuildEvent;
use crate::discord::policy::admission::Admission;
use crate::discord::reply::interaction_responder::InteractionResponder;
use crate::discord::reply::message_sender::MessageSender;
use crate::discord::reply::pending_response::FirstResponse;
use crate::metric;

/// Hands each event to its handler.
pub(crate) struct Gateway {
    app: Arc<App>,
    admission: Arc<Admission>,
    responder: InteractionResponder,
    messages: MessageSender,
    /// Channel to the task that handles guild events in order.
    guilds: UnboundedSender<GuildEvent>,
    /// The bot's own id.
    bot: u64,
}

impl Gateway {
    pub(crate) fn new(
        app: Arc<App>,
        admission: Arc<Admission>,
        responder: InteractionResponder,
        messages: MessageSender,
        guilds: UnboundedSender<GuildEvent>,
        bot: u64,
    ) -> Self {
        Self {
            app,
            admission,
            responder,
            messages,
            guilds,
            bot,
        }
    }

    /// Handles an event, given its name and its data as JSON. It counts as in flight until it is answered.
    pub(crate) fn handle_event(
        self: &Arc<Self>,
        kind: &str,
        data: &str,
        in_flight: &Arc<InFlight>,
    ) {
        match kind {
            "INTERACTION_CREATE" => match read::<Interaction>(kind, data) {
                Some(interaction) => {
                    if self.admission.is_first(interaction.value.id().get()) {
                        self.handle_interaction(interaction, in_flight.begin());
                    }
                }
                None => self.apologize(data, in_flight),
            },
            "MESSAGE_CREATE" if event_filter::may_address(data, self.bot) => {
                if let Some(addressed) = read::<Message>(kind, data)
                    .and_then(|message| parse::message(&message, self.bot))
                    && self.admission.is_first(addressed.id)
                {
                    self.handle_message(addressed, in_flight.begin());
                }
            }
            "THREAD_CREATE" => {
                if let Some(post) = NewPost::from_event(data) {
                    self.handle_post(post, in_flight.begin());
                }
            }
            // The remembered answers bound these, so a permit is not required. If there is one, the process does not end
            // before the change is recorded.
            "MESSAGE_UPDATE" if self.has_answered(data) => {
                if let Some(event) = read::<MessageUpdateEvent>(kind, data) {
                    let gateway = Arc::clone(self);
                    if let Some(edit) = self.messages.edited(&event) {
                        let running = self.admission.begin();
                        tokio::spawn(async move {
                            let _running = running;
                            gateway.messages.follow(edit).await;
                        });
                    }
                }
            }
            "MESSAGE_DELETE" | "MESSAGE_DELETE_BULK" if self.has_answered(data) => {
                let (gateway, messages) = (Arc::clone(self), event_filter::messages(data));
                let running = self.admission.begin();
                tokio::spawn(async move {
                    let _running = running;
                    for message in messages {
                        gateway.messages.deleted(message).await;
                    }
                });
            }
            "GUILD_UPDATE" => {
                if let Some((guild, locale)) = event_filter::guild_locale(data) {
                    self.app.guild_locales.set(guild, locale);
                }
            }
            "GUILD_CREATE" => match event_filter::joined_guild(data) {
                Some(guild) => {
                    self.app.guild_locales.set(guild.id, guild.locale);
                    let _ = self.guilds.send(GuildEvent::Joined(guild));
                }
                None => unreadable(kind, data),
            },
            "GUILD_DELETE" => {
                if let Some((guild, locale)) = event_filter::guild_locale(data) {
                    self.app.guild_locales.set(guild, locale);
                }
                if let Some(guild) = read::<UnavailableGuild>(kind, data) {
                    self.handle_guild_gone(&guild.value);
                }
            }
            _ => {}
        }
    }

    /// Handles the complete list of a shard's guilds.
    pub(crate) fn handle_guild_list(&self, shard: ShardId, guilds: HashSet<u64>) {
        let _ = self.guilds.send(GuildEvent::All(shard, guilds));
    }

    /// The bot left a guild, unless the guild only has an outage.
    fn handle_guild_gone(&self, guild: &UnavailableGuild) {
        if !guild.unavailable {
            let _ = self.guilds.send(GuildEvent::Left(guild.id.get()));
        }
    }

    /// Where there is no room nothing is said: nobody has asked.
    fn handle_post(self: &Arc<Self>, post: NewPost, delivery: Delivery) {
        if let Some(room) = self.admission.begin() {
            let gateway = Arc::clone(self);
            tokio::spawn(async move {
                let (_room, _delivery) = (room, delivery);
                gateway.messages.post(post).await;
            });
        }
    }

    fn handle_interaction(self: &Arc<Self>, interaction: Event<Interaction>, delivery: Delivery) {
        let received = Instant::now();
        let gateway = Arc::clone(self);
        let first = FirstResponse::Callback(Some(delivery));
        if let Some(room) = self.admission.begin() {
            tokio::spawn(async move {
                let _room = room;
                gateway
                    .responder
                    .interaction(&interaction, first, received)
                    .await;
            });
        } else if let Some(room) = self.admission.reject() {
            tokio::spawn(async move {
                let _room = room;
                gateway.responder.reject(&interaction, first).await;
            });
        }
    }

    fn handle_message(self: &Arc<Self>, addressed: AddressedMessage, delivery: Delivery) {
        // Remembered before any work, so that an early edit or deletion finds it.
        if !self.messages.remember(&addressed) {
            return;
        }
        let gateway = Arc::clone(self);
        if let Some(room) = self.admission.begin() {
            tokio::spawn(async move {
                let (_room, _delivery) = (room, delivery);
                gateway.messages.message(addressed).await;
            });
        } else if self.app.rate_limits.may_notify(addressed.author())
            && let Some(room) = self.admission.reject()
        {
            tokio::spawn(async move {
                let (_room, _delivery) = (room, delivery);
                gateway.messages.reject(&addressed).await;
            });
        } else {
            // No edit of it is to be followed.
            self.app.reply_index.take(addressed.id);
        }
    }

    /// Apologizes for an interaction that cannot be parsed, so that its user gets a response.
    fn apologize(self: &Arc<Self>, data: &str, in_flight: &Arc<InFlight>) {
        if let Some(unread) = event_filter::unread(data)
            && self.admission.is_first(unread.id.get())
            && let Some(room) = self.admission.begin()
        {
            let gateway = Arc::clone(self);
            let first = FirstResponse::Callback(Some(in_flight.begin()));
            tokio::spawn(async move {
                let _room = room;
                gateway.responder.apologize(&unread, first).await;
            });
        }
    }

    fn has_answered(&self, data: &str) -> bool {
        let answered = &self.app.reply_index;
        event_filter::messages(data)
            .into_iter()
            .any(|message| answered.get(message).is_some())
    }
}

/// Deserializes an event. A failure is counted and logged, without the event's text.
fn read<T: DeserializeOwned>(kind: &str, data: &str) -> Option<Event<T>> {
    let event = decode::read(data.as_bytes());
    if event.is_none() {
        unreadable(kind, data);
    }
    event
}

fn unreadable(kind: &str, data: &str) {
    metric::unreadable();
    tracing::warn!(kind, bytes = data.len(), "an event could not be read");
}
