//! Receives events and sends replies; what to reply is decided elsewhere.

mod wire;

use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use serde::Serialize;
use serenity::all::{
    ChannelId, Context, Event, Http, Interaction, InteractionId, MessageId, MessageUpdateEvent,
    RawEventHandler,
};
use serenity::http::{HttpError, StatusCode};
use tokio::sync::{Mutex, MutexGuard, Semaphore, watch};
use tokio::task::JoinHandle;

use super::answered::{Answer, digest};
use super::command::{Command, Incoming};
use super::desk::{Desk, Reply, fault_id};
use super::handlers::reindex;
use super::parse::{self, Said};
use super::session::describe;
use crate::render::discord::{Audience, Message, fault, rebuilding, rebuilding_already};
use wire::{Callback, Choices, EPHEMERAL, Flags, Posted, Reference, callback};

/// Discord wants a first response within 3 s; this leaves time for it to travel.
const DEFER_AFTER: Duration = Duration::from_millis(1_500);
/// A person who waits longer than this sees the bot typing.
const TYPE_AFTER: Duration = Duration::from_millis(400);
/// Progress is shown at most this often.
const PROGRESS_EVERY: Duration = Duration::from_secs(2);
/// Events in work at a time; more wait.
const IN_WORK: u32 = 1_000;
/// Searches at a time: they take CPU and nothing else, so more than a few only slow each other.
const SEARCHES: usize = 4;
/// Locks for messages; two messages share one now and then, and wait for each other.
const TURNS: usize = 64;
/// A request that failed for no fault of its own is sent once more after this.
const AGAIN_AFTER: Duration = Duration::from_millis(250);

pub(super) struct Gateway {
    desk: Arc<Desk>,
    http: Arc<Http>,
    /// The bot's own id.
    bot: u64,
    in_work: Semaphore,
    searches: Arc<Semaphore>,
    rebuilding: AtomicBool,
    /// A question, its edits and its deletion are handled one after the other: those of one message share a lock.
    turns: [Mutex<()>; TURNS],
}

/// What serenity is handed: one for each connection, all of one gateway.
pub(super) struct Listener(pub(super) Arc<Gateway>);

#[serenity::async_trait]
impl RawEventHandler for Listener {
    async fn raw_event(&self, _: Context, event: Event) {
        let gateway = &self.0;
        let Ok(_in_work) = gateway.in_work.acquire().await else {
            return;
        };
        match event {
            Event::InteractionCreate(event) => gateway.interaction(&event.interaction).await,
            Event::MessageCreate(event) => {
                if let Some(said) = parse::message(&event.message, gateway.bot) {
                    gateway.message(said).await;
                }
            }
            Event::MessageUpdate(event) => gateway.edited(&event).await,
            Event::MessageDelete(event) => gateway.deleted(event.message_id.get()).await,
            Event::MessageDeleteBulk(event) => {
                for message in event.ids {
                    gateway.deleted(message.get()).await;
                }
            }
            Event::Ready(event) => {
                tracing::info!(guilds = event.ready.guilds.len(), "connected to Discord");
            }
            Event::Resumed(_) => tracing::info!("connected to Discord again"),
            _ => {}
        }
    }
}

impl Gateway {
    pub(super) fn new(desk: Arc<Desk>, http: Arc<Http>, bot: u64) -> Self {
        Self {
            desk,
            http,
            bot,
            in_work: Semaphore::new(IN_WORK as usize),
            searches: Arc::new(Semaphore::new(SEARCHES)),
            rebuilding: AtomicBool::new(false),
            turns: std::array::from_fn(|_| Mutex::new(())),
        }
    }

    /// Waits until nothing is in work.
    pub(super) async fn idle(&self) {
        let _ = self.in_work.acquire_many(IN_WORK).await;
    }

    /// Handles a command on a thread for work that blocks.
    fn handle(&self, incoming: Incoming) -> JoinHandle<Reply> {
        let desk = Arc::clone(&self.desk);
        let searches = Arc::clone(&self.searches);
        tokio::spawn(async move {
            let permit = searches.acquire_owned().await;
            let id = incoming.id;
            let handled = tokio::task::spawn_blocking(move || {
                let _permit = permit;
                desk.handle(&incoming)
            });
            handled.await.unwrap_or_else(|error| {
                tracing::error!(fault = %fault_id(id), %error, "a handler broke");
                Reply::Say(fault(&fault_id(id)))
            })
        })
    }

    async fn interaction(&self, interaction: &Interaction) {
        let Some(incoming) = parse::interaction(interaction) else {
            tracing::warn!(kind = ?interaction.kind(), "an interaction that is not known");
            return;
        };
        let slip = Slip {
            id: interaction.id(),
            token: interaction.token(),
            of_component: matches!(incoming.command, Command::Use { .. }),
            private: incoming.is_private(),
        };
        let hurried = matches!(incoming.command, Command::Suggest { .. });
        let mut work = self.handle(incoming);
        let sent = tokio::select! {
            reply = &mut work => self.respond(&slip, reply_or_silence(reply)).await,
            // Autocomplete cannot be deferred.
            () = tokio::time::sleep(DEFER_AFTER), if !hurried => match self.defer(&slip).await {
                Ok(()) => self.respond_late(&slip, reply_or_silence(work.await)).await,
                Err(error) => Err(error),
            },
        };
        if let Err(error) = sent {
            let fault = fault_id(slip.id.get());
            tracing::error!(%fault, error = describe(&error), "a reply could not be sent");
        }
    }

    async fn respond(&self, slip: &Slip<'_>, reply: Reply) -> serenity::Result<()> {
        match reply {
            Reply::Say(message) => {
                self.callback(slip, callback::MESSAGE, Some(&Posted::new(&message)))
                    .await
            }
            Reply::Update(message) => self.callback(slip, callback::UPDATE, Some(&message)).await,
            Reply::Choices(choices) => {
                self.callback(slip, callback::CHOICES, Some(&Choices { choices }))
                    .await
            }
            Reply::Rebuild => self.rebuild(slip, Stage::Fresh).await,
            Reply::Silence => Ok(()),
        }
    }

    async fn defer(&self, slip: &Slip<'_>) -> serenity::Result<()> {
        if slip.of_component {
            return self
                .callback(slip, callback::DEFERRED_UPDATE, None::<&Flags>)
                .await;
        }
        let flags = Flags {
            flags: if slip.private { EPHEMERAL } else { 0 },
        };
        self.callback(slip, callback::DEFERRED_MESSAGE, Some(&flags))
            .await
    }

    /// After a deferral: a component's message is edited by an update, and anything else it has to say follows; what
    /// a command has to say replaces its placeholder.
    async fn respond_late(&self, slip: &Slip<'_>, reply: Reply) -> serenity::Result<()> {
        match reply {
            Reply::Say(message) if slip.of_component => {
                let posted = Posted::new(&message);
                self.http
                    .create_followup_message(slip.token, &posted, Vec::new())
                    .await?;
            }
            Reply::Say(message) | Reply::Update(message) => {
                self.edit_original(slip, &message).await?;
            }
            Reply::Rebuild => self.rebuild(slip, Stage::Deferred).await?,
            Reply::Choices(_) | Reply::Silence => {}
        }
        Ok(())
    }

    async fn edit_original(&self, slip: &Slip<'_>, message: &Message) -> serenity::Result<()> {
        again(|| {
            self.http
                .edit_original_interaction_response(slip.token, message, Vec::new())
        })
        .await?;
        Ok(())
    }

    async fn callback(
        &self,
        slip: &Slip<'_>,
        kind: u8,
        data: Option<&impl Serialize>,
    ) -> serenity::Result<()> {
        let body = Callback { kind, data };
        // If the first try arrived all the same, Discord refuses the second one and nothing is lost.
        again(|| {
            self.http
                .create_interaction_response(slip.id, slip.token, &body, Vec::new())
        })
        .await
    }

    /// Reads the articles anew and shows how it goes in the response.
    async fn rebuild(&self, slip: &Slip<'_>, stage: Stage) -> serenity::Result<()> {
        if self.rebuilding.swap(true, Ordering::AcqRel) {
            return self.say_first(slip, stage, &rebuilding_already()).await;
        }
        let shown = self.say_first(slip, stage, &rebuilding(None)).await;
        let (show, mut progress) = watch::channel(rebuilding(None));
        let engine = self.desk.engine.clone();
        let mut work = tokio::task::spawn_blocking(move || {
            reindex::run(&engine, &|message| {
                show.send_replace(message);
            })
        });
        let report = loop {
            let pause = tokio::time::sleep(PROGRESS_EVERY);
            tokio::select! {
                report = &mut work => break report,
                () = pause => {
                    if progress.has_changed().unwrap_or(false) {
                        let message = progress.borrow_and_update().clone();
                        if let Err(error) = self.edit_original(slip, &message).await {
                            tracing::warn!(error = describe(&error), "progress could not be shown");
                        }
                    }
                }
            }
        };
        self.rebuilding.store(false, Ordering::Release);
        let report = report.unwrap_or_else(|error| {
            tracing::error!(%error, "the rebuild broke");
            fault(&fault_id(slip.id.get()))
        });
        shown?;
        self.edit_original(slip, &report).await
    }

    async fn say_first(
        &self,
        slip: &Slip<'_>,
        stage: Stage,
        message: &Message,
    ) -> serenity::Result<()> {
        match stage {
            Stage::Fresh => {
                self.callback(slip, callback::MESSAGE, Some(&Posted::new(message)))
                    .await
            }
            Stage::Deferred => self.edit_original(slip, message).await,
        }
    }

    async fn turn(&self, message: u64) -> MutexGuard<'_, ()> {
        let lock = usize::try_from(message % TURNS as u64).unwrap_or(0);
        self.turns[lock].lock().await
    }

    async fn message(&self, said: Said) {
        let _turn = self.turn(said.id).await;
        let Some(reply) = self.think(&said).await else {
            return;
        };
        let sent = if reply.audience == Audience::Asker && said.guild.is_some() {
            self.tell_privately(said.author(), &reply).await
        } else {
            self.answer(&said, &reply).await
        };
        if let Err(error) = sent {
            let fault = fault_id(said.id);
            tracing::warn!(%fault, channel.id = said.channel, error = describe(&error), "a reply could not be sent");
        }
    }

    /// What to say to a message; shows that it is typing if that takes a while.
    async fn think(&self, said: &Said) -> Option<Message> {
        let title = if said.opens_post() {
            self.title(said.channel).await
        } else {
            None
        };
        let incoming = said.clone().into_incoming(self.bot, title.as_deref());
        let mut work = self.handle(incoming);
        let reply = tokio::select! {
            reply = &mut work => reply,
            () = tokio::time::sleep(TYPE_AFTER) => {
                let _ = self.http.broadcast_typing(ChannelId::new(said.channel)).await;
                work.await
            }
        };
        match reply_or_silence(reply) {
            Reply::Say(message) | Reply::Update(message) => Some(message),
            Reply::Choices(_) | Reply::Rebuild | Reply::Silence => None,
        }
    }

    async fn answer(&self, said: &Said, reply: &Message) -> serenity::Result<()> {
        let posted = Posted {
            message: reply,
            flags: None,
            message_reference: Some(Reference {
                message_id: said.id.to_string(),
                fail_if_not_exists: false,
            }),
            nonce: Some(said.id.to_string()),
            enforce_nonce: Some(true),
        };
        let answer = Answer {
            channel: said.channel,
            message: None,
            asker: said.author(),
            question: digest(said.content()),
        };
        self.desk.answered.put(said.id, answer);
        let channel = ChannelId::new(said.channel);
        // The nonce keeps a second try from posting twice.
        let sent = again(|| self.http.send_message(channel, Vec::new(), &posted)).await;
        match sent {
            Ok(sent) => {
                let sent = Some(sent.id.get());
                self.desk
                    .answered
                    .update(said.id, |answer| answer.message = sent);
                Ok(())
            }
            Err(error) => {
                self.desk.answered.take(said.id);
                Err(error)
            }
        }
    }

    /// In a guild only a DM is private. Some people take none; they are not told.
    async fn tell_privately(&self, user: u64, message: &Message) -> serenity::Result<()> {
        let to = serde_json::json!({"recipient_id": user.to_string()});
        let channel = self.http.create_private_channel(&to).await?;
        self.http
            .send_message(channel.id, Vec::new(), message)
            .await?;
        Ok(())
    }

    async fn edited(&self, event: &MessageUpdateEvent) {
        let _turn = self.turn(event.id.get()).await;
        let Some(answer) = self.desk.answered.get(event.id.get()) else {
            return;
        };
        let Some(said) = parse::edited(event, self.bot) else {
            return;
        };
        let question = digest(said.content());
        if question == answer.question {
            return;
        }
        let Some(reply) = self
            .think(&said)
            .await
            .filter(|reply| reply.audience == Audience::Everyone)
        else {
            return;
        };
        let Some(message) = answer.message.map(MessageId::new) else {
            return;
        };
        let channel = ChannelId::new(answer.channel);
        match self
            .http
            .edit_message(channel, message, &reply, Vec::new())
            .await
        {
            Ok(_) => self
                .desk
                .answered
                .update(said.id, |answer| answer.question = question),
            Err(error) => {
                tracing::warn!(error = describe(&error), "an answer could not be changed");
            }
        }
    }

    async fn deleted(&self, question: u64) {
        let _turn = self.turn(question).await;
        let Some(answer) = self.desk.answered.take(question) else {
            return;
        };
        let Some(message) = answer.message.map(MessageId::new) else {
            return;
        };
        let channel = ChannelId::new(answer.channel);
        if let Err(error) = self.http.delete_message(channel, message, None).await {
            tracing::warn!(
                error = describe(&error),
                "an answer could not be taken back"
            );
        }
    }

    async fn title(&self, channel: u64) -> Option<String> {
        match self.http.get_channel(ChannelId::new(channel)).await {
            Ok(channel) => channel.guild().map(|channel| channel.name),
            Err(error) => {
                tracing::warn!(error = describe(&error), "a post's title could not be read");
                None
            }
        }
    }
}

/// How far the response to an interaction is.
#[derive(Clone, Copy)]
enum Stage {
    /// Nothing was sent yet.
    Fresh,
    /// A placeholder stands where the response goes.
    Deferred,
}

/// What it takes to answer an interaction.
struct Slip<'a> {
    id: InteractionId,
    token: &'a str,
    of_component: bool,
    private: bool,
}

/// Sends a request, and once more if Discord or the line was to blame.
async fn again<T, F>(send: impl Fn() -> F) -> serenity::Result<T>
where
    F: Future<Output = serenity::Result<T>>,
{
    match send().await {
        Err(error) if is_passing(&error) => {
            tokio::time::sleep(AGAIN_AFTER).await;
            send().await
        }
        done => done,
    }
}

fn is_passing(error: &serenity::Error) -> bool {
    match error {
        serenity::Error::Http(error) => match error.status_code() {
            Some(status) => status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS,
            None => matches!(error, HttpError::Request(_)),
        },
        _ => false,
    }
}

fn reply_or_silence(reply: Result<Reply, tokio::task::JoinError>) -> Reply {
    // The task holds no more than the handler, whose panic is caught within it.
    reply.unwrap_or(Reply::Silence)
}
