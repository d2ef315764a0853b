//! Listens to Discord's gateway; what to make of an event is decided elsewhere.

use std::sync::Arc;

use serenity::all::{Context, Event, RawEventHandler};

use super::conversation::Conversation;
use super::parse;
use super::responder::{FirstResponse, Responder};
use super::work::Work;

/// Takes events to what answers them.
pub(super) struct Gateway {
    work: Arc<Work>,
    responder: Responder,
    conversation: Conversation,
    /// The bot's own id.
    bot: u64,
}

impl Gateway {
    pub(super) fn new(work: Arc<Work>, bot: u64) -> Self {
        Self {
            responder: Responder::new(Arc::clone(&work)),
            conversation: Conversation::new(Arc::clone(&work), bot),
            work,
            bot,
        }
    }
}

/// What serenity is handed: one for each connection, all of one gateway.
pub(super) struct Listener(pub(super) Arc<Gateway>);

#[serenity::async_trait]
impl RawEventHandler for Listener {
    async fn raw_event(&self, _: Context, event: Event) {
        let Gateway {
            work,
            responder,
            conversation,
            bot,
        } = &*self.0;
        let Some(_in_work) = work.begin().await else {
            return;
        };
        match event {
            Event::InteractionCreate(event) => {
                responder
                    .interaction(&event.interaction, FirstResponse::Callback)
                    .await;
            }
            Event::MessageCreate(event) => {
                if let Some(said) = parse::message(&event.message, *bot) {
                    conversation.message(said).await;
                }
            }
            Event::MessageUpdate(event) => conversation.edited(&event).await,
            Event::MessageDelete(event) => conversation.deleted(event.message_id.get()).await,
            Event::MessageDeleteBulk(event) => {
                for message in event.ids {
                    conversation.deleted(message.get()).await;
                }
            }
            Event::GuildCreate(event) => work.desk.guild_joined(event.guild.id.get()).await,
            Event::GuildDelete(event) if !event.guild.unavailable => {
                work.desk.guild_left(event.guild.id.get()).await;
            }
            Event::Ready(event) => {
                tracing::info!(guilds = event.ready.guilds.len(), "connected to Discord");
            }
            Event::Resumed(_) => tracing::info!("connected to Discord again"),
            _ => {}
        }
    }
}
