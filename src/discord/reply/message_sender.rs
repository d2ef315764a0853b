//! Answers messages, and keeps an answer in step with its question when that is edited or deleted.

use std::sync::Arc;
use std::time::{Duration, Instant};

use serenity::all::{ChannelId, MessageId, MessageUpdateEvent, UserId as DiscordUser};
use tokio::sync::{Mutex, MutexGuard};

use crate::article::{GuildId as OwnGuildId, UserId};
use crate::discord::app::App;
use crate::discord::commands::reply::Reply;
use crate::discord::dispatch::{fault_id, reply_or_silence};
use crate::discord::inbound::decode::Event;
use crate::discord::inbound::new_post::{FirstMessage, NewPost};
use crate::discord::inbound::parse::{self, AddressedMessage};
use crate::discord::policy::cooldown::RateLimited;
use crate::discord::reply::payload::{EditPayload, Posted, Reference};
use crate::discord::reply::retry::again;
use crate::discord::reply::thread_parents::ThreadParents;
use crate::discord::reply_index::TrackedReply;
use crate::discord::rest::{self, RestClient, code};
use crate::metric;
use crate::render::Locale;
use crate::render::discord::{Audience, Message, busy, private_answer_not_sent};

/// The reaction that means "busy" or "too fast".
const NOT_NOW: &str = "⏳";
/// The typing indicator is shown after this long.
const TYPE_AFTER: Duration = Duration::from_millis(400);
/// Number of locks for messages; messages that share one wait for each other.
const LOCKS: usize = 64;

/// An edited message whose answer is to be updated.
pub(crate) struct Edit {
    addressed: AddressedMessage,
    /// The digest of what it asks now.
    question: u64,
}

/// Answers messages.
pub(crate) struct MessageSender {
    app: Arc<App>,
    rest: Arc<RestClient>,
    /// The bot's own id.
    bot: u64,
    /// A question, its edits and its deletion are handled one after the other: those of one message share a lock.
    locks: [Mutex<()>; LOCKS],
    threads: ThreadParents,
}

impl MessageSender {
    pub(crate) fn new(app: Arc<App>, rest: Arc<RestClient>, bot: u64) -> Self {
        Self {
            app,
            rest,
            bot,
            locks: std::array::from_fn(|_| Mutex::new(())),
            threads: ThreadParents::default(),
        }
    }

    async fn lock(&self, message: u64) -> MutexGuard<'_, ()> {
        let lock = usize::try_from(message % LOCKS as u64).unwrap_or(0);
        self.locks[lock].lock().await
    }

    /// The language to answer a message in: the guild's, and English where nothing tells.
    fn locale(&self, addressed: &AddressedMessage) -> Locale {
        let guild = addressed
            .guild
            .map(|guild| self.app.guild_locales.get(guild));
        guild.unwrap_or_default()
    }

    /// Remembers a message that will be answered. Returns false if it was answered already, by the process before.
    pub(crate) fn remember(&self, addressed: &AddressedMessage) -> bool {
        let app = &self.app;
        let question = app.store.fingerprint(addressed.content());
        let answer = TrackedReply {
            channel: addressed.channel,
            message: None,
            asker: app.store.pseudonym(UserId(addressed.author())),
            question,
            edited: question,
        };
        app.reply_index.add(addressed.id, answer)
    }

    /// Answers a message that is remembered.
    pub(crate) async fn message(&self, addressed: AddressedMessage) {
        let begun = Instant::now();
        let _one_at_a_time = self.lock(addressed.id).await;
        let answered = &self.app.reply_index;
        if answered.get(addressed.id).is_none() {
            // It was taken back meanwhile.
            return;
        }
        let Some(reply) = self.think(&addressed).await else {
            answered.take(addressed.id);
            return;
        };
        let in_guild = addressed.guild.is_some();
        let sent = match reply {
            MessageReply::NotNow(_) if in_guild => {
                answered.take(addressed.id);
                self.react(&addressed).await
            }
            MessageReply::Say(reply) if reply.audience == Audience::Asker && in_guild => {
                answered.take(addressed.id);
                self.tell_privately(&addressed, &reply).await
            }
            MessageReply::Say(reply) | MessageReply::NotNow(reply) => {
                self.answer(&addressed, &reply).await
            }
        };
        metric::record_stage(metric::Stage::Whole, begun.elapsed());
        report(&addressed, sent);
    }

    /// Answers a new post, if it is in a forum that the guild has chosen for that and the answer is sure. What was
    /// answered before is not answered again: this process and the next one remember it, and the nonce keeps another one
    /// from posting beside it.
    pub(crate) async fn post(&self, post: NewPost) {
        let settings = self.app.settings_soon(OwnGuildId(post.guild)).await;
        if !settings.is_some_and(|settings| settings.forums.contains(&post.forum)) {
            return;
        }
        // A mention in its first message, which has the same id, is handled before or after this.
        let _one_at_a_time = self.lock(post.id).await;
        let FirstMessage::Text(text) = self.first_message(&post).await else {
            return;
        };
        let question = self.app.store.fingerprint(&text);
        let answer = TrackedReply {
            channel: post.id,
            message: None,
            asker: self.app.store.pseudonym(UserId(post.author)),
            question,
            edited: question,
        };
        if !self.app.reply_index.add(post.id, answer) {
            return;
        }
        let (id, locale) = (post.id, self.app.guild_locales.get(post.guild));
        let invocation = post.into_invocation(&text, locale);
        let context = self.app.context(invocation, Instant::now()).await;
        match reply_or_silence(self.app.spawn(context).await) {
            Reply::Say(reply) if reply.audience == Audience::Everyone => {
                let sent = self.reply(id, id, &reply).await;
                report_lost(id, id, sent);
            }
            _ => {
                self.app.reply_index.take(id);
            }
        }
    }

    async fn first_message(&self, post: &NewPost) -> FirstMessage {
        let (channel, message) = (ChannelId::new(post.id), MessageId::new(post.id));
        match self.rest.message(channel, message).await {
            Ok(message) => FirstMessage::of(&message, self.bot),
            Err(error) => {
                tracing::info!(channel.id = post.id, %error, "a post's first message could not be read");
                FirstMessage::Text(String::new())
            }
        }
    }

    /// Says that there is no room, at once and without any work, where the bot surely may speak.
    pub(crate) async fn reject(&self, addressed: &AddressedMessage) {
        let mut invocation =
            addressed
                .clone()
                .into_invocation(self.bot, None, self.locale(addressed));
        invocation.place.parent = self.threads.known_parent(addressed.channel);
        let context = self.app.context_from_cache(invocation);
        let speaks_openly = context.speaks_openly(&self.app.policy);
        if speaks_openly && addressed.guild.is_none() {
            report(
                addressed,
                self.answer(addressed, &busy(self.locale(addressed))).await,
            );
            return;
        }
        self.app.reply_index.take(addressed.id);
        if speaks_openly {
            report(addressed, self.react(addressed).await);
        }
    }

    /// Shows that there is no answer now: a reaction, since in a guild any message of the bot would be public or open a
    /// direct message.
    async fn react(&self, addressed: &AddressedMessage) -> rest::Result<()> {
        let channel = ChannelId::new(addressed.channel);
        let message = MessageId::new(addressed.id);
        self.rest.react(channel, message, NOT_NOW).await
    }

    /// What to say to a message; shows that it is typing if that takes a while.
    async fn think(&self, addressed: &AddressedMessage) -> Option<MessageReply> {
        let title = if addressed.opens_post() {
            self.title(addressed.channel).await
        } else {
            None
        };
        let invocation =
            addressed
                .clone()
                .into_invocation(self.bot, title.as_deref(), self.locale(addressed));
        let mut context = self.app.context(invocation, Instant::now()).await;
        if !context.speaks_openly(&self.app.policy) {
            context.invocation.place.parent =
                self.threads.parent(&self.rest, addressed.channel).await;
        }
        let mut work = self.app.spawn(context);
        let reply = tokio::select! {
            reply = &mut work => reply,
            () = tokio::time::sleep(TYPE_AFTER) => {
                let _ = self.rest.show_typing(ChannelId::new(addressed.channel)).await;
                work.await
            }
        };
        match reply_or_silence(reply) {
            Reply::Say(message) | Reply::Update(message) => Some(MessageReply::Say(message)),
            Reply::NotNow(message) => Some(MessageReply::NotNow(message)),
            Reply::Choices(_)
            | Reply::Modal(_)
            | Reply::Remove
            | Reply::Work { .. }
            | Reply::Silence => None,
        }
    }

    async fn answer(&self, addressed: &AddressedMessage, reply: &Message) -> rest::Result<()> {
        self.reply(addressed.channel, addressed.id, reply).await
    }

    /// Replies to a message that is remembered.
    async fn reply(&self, channel_id: u64, asked: u64, reply: &Message) -> rest::Result<()> {
        let reference = Reference {
            message_id: asked.to_string(),
            fail_if_not_exists: false,
        };
        let posted = Posted::once(reply, asked, Some(reference));
        let channel = ChannelId::new(channel_id);
        // The nonce keeps a second try from posting twice.
        let sent = again(|| self.rest.send_message(channel, &posted)).await;
        let sent = match sent {
            Err(error) if error.code() == Some(code::CANNOT_REPLY) => {
                tracing::warn!(channel.id = channel_id, %error, hint = error.hint(), "a reply was refused");
                let posted = Posted::once(reply, asked, None);
                self.rest.send_message(channel, &posted).await
            }
            sent => sent,
        };
        match sent {
            Ok(sent) => {
                let sent = Some(sent.get());
                self.app.note_answer(asked, |answer| answer.message = sent);
                Ok(())
            }
            Err(error) => {
                self.app.reply_index.take(asked);
                Err(error)
            }
        }
    }

    /// In a guild only a DM is private. Where it cannot be sent, the reply says how to get the answer.
    async fn tell_privately(
        &self,
        addressed: &AddressedMessage,
        reply: &Message,
    ) -> rest::Result<()> {
        if self.told_by_dm(addressed, reply).await {
            return Ok(());
        }
        let not_sent = private_answer_not_sent(self.locale(addressed));
        self.answer(addressed, &not_sent).await
    }

    /// Sends a DM, if it may; returns whether it was sent.
    async fn told_by_dm(&self, addressed: &AddressedMessage, reply: &Message) -> bool {
        if !self.app.rate_limits.may_open_dm() {
            return false;
        }
        let sent = self.send_dm(addressed, reply).await;
        if let Err(error) = &sent {
            tracing::info!(%error, "a direct message was refused");
        }
        sent.is_ok()
    }

    async fn send_dm(&self, addressed: &AddressedMessage, reply: &Message) -> rest::Result<()> {
        let user = DiscordUser::new(addressed.author());
        let channel = self.rest.open_dm(user).await?;
        let posted = Posted::once(reply, addressed.id, None);
        self.rest.send_message(channel, &posted).await.map(drop)
    }

    /// Notes that a message was edited: of several edits the last one noted counts.
    pub(crate) fn edited(&self, event: &Event<MessageUpdateEvent>) -> Option<Edit> {
        let addressed = parse::edited(event, self.bot)?;
        let app = &self.app;
        let question = app.store.fingerprint(addressed.content());
        app.reply_index
            .update(addressed.id, |answer| answer.edited = question);
        Some(Edit {
            addressed,
            question,
        })
    }

    /// Changes the answer to a message that was edited. Where much is being asked it waits and tries once more, so that
    /// no answer stays beside a question that it is not to.
    pub(crate) async fn follow(&self, edit: Edit) {
        let Edit {
            addressed,
            question,
        } = edit;
        let app = &self.app;
        if let Err(RateLimited { seconds, .. }) = app.rate_limits.count_post(addressed.place()) {
            tokio::time::sleep(Duration::from_secs(seconds)).await;
            let answer = app.reply_index.get(addressed.id);
            if answer.is_none_or(|answer| answer.edited != question) {
                // It was edited once more, or taken back.
                return;
            }
            if app.rate_limits.count_post(addressed.place()).is_err() {
                tracing::warn!(
                    channel.id = addressed.channel,
                    "an edit was not followed: too much is asked"
                );
                return;
            }
        }
        let _one_at_a_time = self.lock(addressed.id).await;
        let Some(answer) = app.reply_index.get(addressed.id) else {
            return;
        };
        if question == answer.question || question != answer.edited {
            return;
        }
        let Some(message) = answer.message.map(MessageId::new) else {
            return;
        };
        let Some(MessageReply::Say(reply)) = self.think(&addressed).await else {
            return;
        };
        let channel = ChannelId::new(answer.channel);
        // In a DM nobody else sees the answer, whatever its audience.
        if reply.audience == Audience::Asker && addressed.guild.is_some() {
            app.note_answer(addressed.id, |answer| answer.question = question);
            if !self.told_by_dm(&addressed, &reply).await {
                // Beside the answer: that is a card, which no edit turns into a text.
                let not_sent = private_answer_not_sent(self.locale(&addressed));
                let posted = Posted::new(&not_sent);
                let sent = self.rest.send_message(channel, &posted).await;
                report(&addressed, sent.map(drop));
            }
            return;
        }
        let changed = EditPayload::new(&reply);
        match self.rest.edit_message(channel, message, &changed).await {
            Ok(()) => app.note_answer(addressed.id, |answer| answer.question = question),
            Err(error) => {
                tracing::warn!(%error, "an answer could not be changed");
            }
        }
    }

    /// Takes back the answer to a message that was deleted.
    pub(crate) async fn deleted(&self, question: u64) {
        let _one_at_a_time = self.lock(question).await;
        let Some(answer) = self.app.reply_index.take(question) else {
            return;
        };
        self.app.gap_recorder.taken_back(question);
        let Some(message) = answer.message.map(MessageId::new) else {
            return;
        };
        let channel = ChannelId::new(answer.channel);
        if let Err(error) = self.rest.delete_message(channel, message).await {
            tracing::warn!(%error, "an answer could not be taken back");
        }
    }

    async fn title(&self, channel: u64) -> Option<String> {
        match self.rest.channel(ChannelId::new(channel)).await {
            Ok(channel) => channel.name,
            Err(error) => {
                tracing::warn!(%error, "a post's title could not be read");
                None
            }
        }
    }
}

/// What to say to a message.
enum MessageReply {
    Say(Message),
    /// There is no answer now, and this is why.
    NotNow(Message),
}

fn report(addressed: &AddressedMessage, sent: rest::Result<()>) {
    report_lost(addressed.id, addressed.channel, sent);
}

fn report_lost(asked: u64, channel: u64, sent: rest::Result<()>) {
    if let Err(error) = sent {
        let fault = fault_id(asked);
        metric::reply_lost();
        tracing::warn!(%fault, channel.id = channel, %error, "a reply could not be sent");
    }
}
