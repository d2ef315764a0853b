//! What handlers share: engine, store, rate limits, downloads, and the queue for searches.

use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

use tokio::sync::Semaphore;

use crate::article::GuildId;
use crate::discord::context::{CommandContext, Policy};
use crate::discord::download::Downloads;
use crate::discord::guild_locales::GuildLocales;
use crate::discord::inbound::invocation::Invocation;
use crate::discord::jobs::gap_recorder::GapRecorder;
use crate::discord::jobs::index_sync::IndexSync;
use crate::discord::jobs::reindex::Reindexer;
use crate::discord::policy::cooldown::RateLimits;
use crate::discord::reply_index::{REMEMBERED, ReplyIndex, TrackedReply};
use crate::engine::Engine;
use crate::messages::Responder;
use crate::metric::{self, Rejection, Stage};
use crate::render::discord::CommandMentions;
use crate::store::{Change, GuildSettings, Store};
use crate::{Error, Result};

/// Queue timeout before replying "busy"; leaves room within Discord's 3 s deadline.
const QUEUE_TIMEOUT: Duration = Duration::from_millis(1_200);
/// Longest wait for a guild's settings where they are not cached.
const SETTINGS_TIMEOUT: Duration = Duration::from_millis(500);

/// What handlers share.
pub(crate) struct App {
    pub(crate) engine: Engine,
    pub(crate) store: Store,
    pub(crate) policy: Policy,
    pub(crate) rate_limits: RateLimits,
    pub(crate) reply_index: ReplyIndex,
    pub(crate) downloads: Downloads,
    pub(crate) index_sync: Arc<IndexSync>,
    pub(crate) reindexer: Reindexer,
    pub(crate) gap_recorder: GapRecorder,
    pub(crate) guild_locales: GuildLocales,
    command_mentions: RwLock<CommandMentions>,
    searches: Arc<Semaphore>,
}

impl App {
    pub(crate) fn new(
        engine: Engine,
        store: Store,
        policy: Policy,
        rate_limits: RateLimits,
        downloads: Downloads,
    ) -> Self {
        let index_sync = Arc::new(IndexSync::new(engine.clone(), store.clone()));
        Self {
            reindexer: Reindexer::new(engine.clone(), Arc::clone(&index_sync)),
            index_sync,
            gap_recorder: GapRecorder::new(store.clone()),
            engine,
            store,
            policy,
            rate_limits,
            reply_index: ReplyIndex::default(),
            downloads,
            guild_locales: GuildLocales::default(),
            command_mentions: RwLock::default(),
            searches: Arc::new(Semaphore::new(searches())),
        }
    }

    /// Builds the context of an invocation: the only place where the settings of its guild are read for it.
    pub(crate) async fn context(
        &self,
        invocation: Invocation,
        received: Instant,
    ) -> CommandContext {
        let settings = match invocation.place.guild_id() {
            Some(guild) => self.settings_soon(guild).await,
            None => Some(GuildSettings::default()),
        };
        CommandContext::new(invocation, settings, received)
    }

    /// The same from cached settings only: never waits.
    pub(crate) fn context_from_cache(&self, invocation: Invocation) -> CommandContext {
        let settings = match invocation.place.guild_id() {
            Some(guild) => self.store.cached_settings(guild),
            None => Some(GuildSettings::default()),
        };
        CommandContext::new(invocation, settings, Instant::now())
    }

    /// A guild's settings, or the last ones cached if the store does not answer in time: a fault of the store does not
    /// prevent an answer.
    pub(crate) async fn settings_soon(&self, guild: GuildId) -> Option<GuildSettings> {
        match tokio::time::timeout(SETTINGS_TIMEOUT, self.store.settings(guild)).await {
            Ok(Ok(settings)) => return Some(settings),
            Ok(Err(error)) => {
                tracing::warn!(guild.id = guild.0, %error, "guild settings could not be read");
            }
            Err(_) => {
                tracing::warn!(guild.id = guild.0, "reading guild settings timed out");
            }
        }
        self.store.cached_settings(guild)
    }

    /// Loads which messages answer which from before a restart.
    pub(crate) async fn recall_answers(&self) {
        match self.store.recent_answers(REMEMBERED).await {
            Ok(answers) => self.reply_index.recall(answers),
            Err(error) => {
                tracing::warn!(%error, "edited and deleted questions of before the start are not followed");
            }
        }
    }

    /// Forgets the answers of users who have their data deleted, in any process, until the store is closed.
    pub(crate) async fn follow_deletions(&self) {
        let mut changes = self.store.changes();
        while let Some(change) = changes.next().await {
            match change {
                Change::PersonalData(asker) => self.reply_index.forget(&asker),
                Change::Resync => self.forget_deleted().await,
                Change::Library(_) | Change::Settings(_) => {}
            }
        }
    }

    /// Forgets the answers of users of whom the store has none any more.
    async fn forget_deleted(&self) {
        let remembered = self.reply_index.askers();
        if remembered.is_empty() {
            return;
        }
        // What was answered last may not be written yet.
        let stored = match self.gap_recorder.flush().await {
            Ok(()) => self.store.askers_with_answers().await,
            Err(error) => Err(error),
        };
        match stored {
            Ok(stored) => {
                for asker in remembered.difference(&stored) {
                    self.reply_index.forget(asker);
                }
            }
            Err(error) => {
                tracing::warn!(%error, "deletions by other processes were not looked for");
            }
        }
    }

    /// Changes what is known of the answer to a message, here and in the store.
    pub(crate) fn note_answer(&self, question: u64, change: impl FnOnce(&mut TrackedReply)) {
        if let Some(answered) = self.reply_index.update(question, change) {
            self.gap_recorder.replied(answered);
        }
    }

    /// The registered commands, as far as they are known.
    pub(crate) fn command_mentions(&self) -> CommandMentions {
        let known = self.command_mentions.read();
        known.unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Notes the registered commands.
    pub(crate) fn set_command_mentions(&self, mentions: CommandMentions) {
        let known = self.command_mentions.write();
        *known.unwrap_or_else(PoisonError::into_inner) = mentions;
    }

    /// Makes messages from the articles that an invocation reaches.
    pub(crate) fn responder(&self, context: &CommandContext) -> Responder<'_> {
        Responder {
            engine: &self.engine,
            guild: context.guild(),
            thresholds: context.thresholds(&self.policy),
            locale: context.locale(),
        }
    }

    /// Runs blocking work on a blocking thread, a few at a time.
    ///
    /// # Errors
    /// Those of the work; and [`Error::Busy`] after [`QUEUE_TIMEOUT`].
    pub(crate) async fn blocking<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&Self) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let begun = Instant::now();
        let permit = Arc::clone(&self.searches).acquire_owned();
        let permit = tokio::time::timeout(QUEUE_TIMEOUT, permit).await;
        metric::record_stage(Stage::Queue, begun.elapsed());
        let Ok(permit) = permit else {
            metric::rejected(Rejection::TimedOut);
            return Err(Error::Busy);
        };
        let app = Arc::clone(self);
        let done = tokio::task::spawn_blocking(move || {
            let _permit = permit;
            work(&app)
        });
        done.await
            .map_err(|error| Error::internal("handling a command", error))?
    }
}

/// Searches at a time: they are CPU-bound, so more than there are cores would only slow each other down.
fn searches() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}
