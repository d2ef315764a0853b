//! Answers messages, and keeps an answer in step with its question when that is edited or deleted.

use std::sync::Arc;
use std::time::{Duration, Instant};

use serenity::all::{ChannelId, MessageId, MessageUpdateEvent};
use tokio::sync::{Mutex, MutexGuard};

use crate::article::UserId;
use crate::discord::app::{Reply, fault_id};
use crate::discord::inbound::parse::{self, Said};
use crate::discord::policy::admission::{Work, reply_or_silence};
use crate::discord::policy::cooldown::TooFast;
use crate::discord::reply::payload::{Posted, Reference};
use crate::discord::reply::reply_index::Answer;
use crate::discord::reply::retry::{again, describe};
use crate::discord::reply::thread_parents::Threads;
use crate::metric;
use crate::render::discord::{Audience, Message, busy};

/// A person who waits longer than this sees the bot typing.
const TYPE_AFTER: Duration = Duration::from_millis(400);
/// Locks for messages; two messages share one now and then, and wait for each other.
const TURNS: usize = 64;

/// A message that was edited, to be followed.
pub(crate) struct Edit {
    said: Said,
    /// The digest of what it asks now.
    question: u64,
}

/// What answers messages.
pub(crate) struct Conversation {
    work: Arc<Work>,
    /// The bot's own id.
    bot: u64,
    /// A question, its edits and its deletion are handled one after the other: those of one message share a lock.
    turns: [Mutex<()>; TURNS],
    threads: Threads,
}

impl Conversation {
    pub(crate) fn new(work: Arc<Work>, bot: u64) -> Self {
        Self {
            work,
            bot,
            turns: std::array::from_fn(|_| Mutex::new(())),
            threads: Threads::default(),
        }
    }

    async fn turn(&self, message: u64) -> MutexGuard<'_, ()> {
        let lock = usize::try_from(message % TURNS as u64).unwrap_or(0);
        self.turns[lock].lock().await
    }

    /// Remembers a message that will be answered.
    pub(crate) fn remember(&self, said: &Said) {
        let desk = &self.work.desk;
        let question = desk.store.fingerprint(said.content());
        let answer = Answer {
            channel: said.channel,
            message: None,
            asker: desk.store.pseudonym(UserId(said.author())),
            question,
            edited: question,
        };
        desk.answered.put(said.id, answer);
    }

    /// Answers a message that is remembered.
    pub(crate) async fn message(&self, said: Said) {
        let begun = Instant::now();
        let _turn = self.turn(said.id).await;
        let answered = &self.work.desk.answered;
        if answered.get(said.id).is_none() {
            // It was taken back meanwhile.
            return;
        }
        let Some(reply) = self.think(&said).await else {
            answered.take(said.id);
            return;
        };
        let sent = if reply.audience == Audience::Asker && said.guild.is_some() {
            answered.take(said.id);
            self.tell_privately(&said, &reply).await
        } else {
            self.answer(&said, &reply).await
        };
        metric::record_stage(metric::Stage::Whole, begun.elapsed());
        report(&said, sent);
    }

    /// Says that there is no room, at once and without any work, where the bot surely may speak.
    pub(crate) async fn turn_away(&self, said: &Said) {
        let mut incoming = said.clone().into_incoming(self.bot, None);
        incoming.place.parent = self.threads.known_parent(said.channel);
        if self.work.desk.surely_speaks_in(&incoming) {
            report(said, self.answer(said, &busy()).await);
        } else {
            self.work.desk.answered.take(said.id);
        }
    }

    /// What to say to a message; shows that it is typing if that takes a while.
    async fn think(&self, said: &Said) -> Option<Message> {
        let title = if said.opens_post() {
            self.title(said.channel).await
        } else {
            None
        };
        let mut incoming = said.clone().into_incoming(self.bot, title.as_deref());
        if !self.work.desk.speaks_in(&incoming).await {
            let parent = self.threads.parent(&self.work.http, said.channel).await;
            incoming.place.parent = parent;
        }
        let mut work = self.work.handle(incoming);
        let reply = tokio::select! {
            reply = &mut work => reply,
            () = tokio::time::sleep(TYPE_AFTER) => {
                let _ = self.work.http.broadcast_typing(ChannelId::new(said.channel)).await;
                work.await
            }
        };
        match reply_or_silence(reply) {
            Reply::Say(message) | Reply::Update(message) => Some(message),
            Reply::Choices(_) | Reply::Window(_) | Reply::Work { .. } | Reply::Silence => None,
        }
    }

    async fn answer(&self, said: &Said, reply: &Message) -> serenity::Result<()> {
        let reference = Reference {
            message_id: said.id.to_string(),
            fail_if_not_exists: false,
        };
        let posted = Posted::once(reply, said.id, Some(reference));
        let channel = ChannelId::new(said.channel);
        // The nonce keeps a second try from posting twice.
        let sent = again(|| self.work.http.send_message(channel, Vec::new(), &posted)).await;
        match sent {
            Ok(sent) => {
                let sent = Some(sent.id.get());
                self.work
                    .desk
                    .note_answer(said.id, |answer| answer.message = sent);
                Ok(())
            }
            Err(error) => {
                self.work.desk.answered.take(said.id);
                Err(error)
            }
        }
    }

    /// In a guild only a DM is private. Some people take none; they are not told.
    async fn tell_privately(&self, said: &Said, reply: &Message) -> serenity::Result<()> {
        let to = serde_json::json!({"recipient_id": said.author().to_string()});
        let channel = self.work.http.create_private_channel(&to).await?;
        self.work
            .http
            .send_message(channel.id, Vec::new(), &Posted::once(reply, said.id, None))
            .await?;
        Ok(())
    }

    /// Notes that a message was edited: of several edits the last one noted counts.
    pub(crate) fn edited(&self, event: &MessageUpdateEvent) -> Option<Edit> {
        let said = parse::edited(event, self.bot)?;
        let desk = &self.work.desk;
        let question = desk.store.fingerprint(said.content());
        desk.answered
            .update(said.id, |answer| answer.edited = question);
        Some(Edit { said, question })
    }

    /// Changes the answer to a message that was edited. Where much is being asked it waits and tries once more, so that
    /// no answer stays beside a question that it is not to.
    pub(crate) async fn follow(&self, edit: Edit) {
        let Edit { said, question } = edit;
        let desk = &self.work.desk;
        if let Err(TooFast { seconds, .. }) = desk.limits.count_post(said.place()) {
            tokio::time::sleep(Duration::from_secs(seconds)).await;
            let answer = desk.answered.get(said.id);
            if answer.is_none_or(|answer| answer.edited != question) {
                // It was edited once more, or taken back.
                return;
            }
            if desk.limits.count_post(said.place()).is_err() {
                tracing::warn!(
                    channel.id = said.channel,
                    "an edit was not followed: too much is asked"
                );
                return;
            }
        }
        let _turn = self.turn(said.id).await;
        let Some(answer) = desk.answered.get(said.id) else {
            return;
        };
        if question == answer.question || question != answer.edited {
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
            .work
            .http
            .edit_message(channel, message, &reply, Vec::new())
            .await
        {
            Ok(_) => desk.note_answer(said.id, |answer| answer.question = question),
            Err(error) => {
                tracing::warn!(error = describe(&error), "an answer could not be changed");
            }
        }
    }

    /// Takes back the answer to a message that was deleted.
    pub(crate) async fn deleted(&self, question: u64) {
        let _turn = self.turn(question).await;
        let Some(answer) = self.work.desk.answered.take(question) else {
            return;
        };
        self.work.desk.recorder.taken_back(question);
        let Some(message) = answer.message.map(MessageId::new) else {
            return;
        };
        let channel = ChannelId::new(answer.channel);
        if let Err(error) = self.work.http.delete_message(channel, message, None).await {
            tracing::warn!(
                error = describe(&error),
                "an answer could not be taken back"
            );
        }
    }

    async fn title(&self, channel: u64) -> Option<String> {
        match self.work.http.get_channel(ChannelId::new(channel)).await {
            Ok(channel) => channel.guild().map(|channel| channel.name),
            Err(error) => {
                tracing::warn!(error = describe(&error), "a post's title could not be read");
                None
            }
        }
    }
}

fn report(said: &Said, sent: serenity::Result<()>) {
    if let Err(error) = sent {
        let fault = fault_id(said.id);
        metric::reply_lost();
        tracing::warn!(%fault, channel.id = said.channel, error = describe(&error), "a reply could not be sent");
    }
}
