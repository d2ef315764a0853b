//! Takes a command to its handler and gives back what to say. Searches run on threads for work that blocks; what is
//! kept is awaited.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::{Mutex, Semaphore};

use crate::answer::Thresholds;
use crate::article::GuildId;
use crate::config::PageTurners;
use crate::discord::commands::{
    answer_buttons, articles, ask, autocomplete, content, gaps, help, manager_buttons, reindex,
    settings, stats, upload,
};
use crate::discord::download::Downloads;
use crate::discord::inbound::invocation::{Command, Cost, Invocation, RequestedVisibility, Source};
use crate::discord::jobs::gap_recorder::GapRecorder;
use crate::discord::jobs::index_sync::IndexSync;
use crate::discord::jobs::reindex::Job;
use crate::discord::policy::cooldown::{RateLimited, RateLimits};
use crate::discord::reply::reply_index::{REMEMBERED, ReplyIndex, TrackedReply};
use crate::engine::Engine;
use crate::metric::{self, Rejection, Stage};
use crate::render::discord::{
    Button, Choice, Message, Modal, busy, fault, slow_down, stale, store_away,
};
use crate::store::{self, GuildSettings, Store};
use crate::{Error, Result};

/// Queue timeout before replying "busy"; leaves room within Discord's 3 s deadline.
const QUEUE_TIMEOUT: Duration = Duration::from_millis(1_200);
/// Discord wants the first response within 3 s; this leaves time for it to travel.
const DEFER_AFTER: Duration = Duration::from_millis(1_500);
/// A guild's settings are mostly known. Where they have to be read, an answer waits no longer for them than this.
const SETTINGS_WITHIN: Duration = Duration::from_millis(500);

/// What to do about a command.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Reply {
    /// A new message.
    Say(Message),
    /// The message whose component was used changes into this.
    Update(Message),
    /// What autocomplete offers.
    Choices(Vec<Choice>),
    /// A modal to fill in.
    Modal(Modal),
    /// Work that takes longer than an answer may: `now` is said first, and its end takes the place of that.
    Work { now: Message, job: Job },
    /// Nothing.
    Silence,
}

/// The operator's settings, which hold where a guild has none of its own.
#[derive(Debug, Clone)]
pub(crate) struct Policy {
    /// Where the articles for all are managed.
    pub(crate) home_guild: Option<u64>,
    /// The channels of guilds that it answers in, unless a guild has chosen its own; all if empty.
    pub(crate) channels: Vec<u64>,
    pub(crate) page_turners: PageTurners,
    /// How sure to be, unless a guild has said so.
    pub(crate) thresholds: Thresholds,
    /// Time after which one person may ask once more, unless a guild has said so.
    pub(crate) cooldown: Duration,
}

/// What handlers share.
pub(crate) struct App {
    pub(crate) engine: Engine,
    pub(crate) store: Store,
    pub(crate) policy: Policy,
    pub(crate) rate_limits: RateLimits,
    pub(crate) reply_index: ReplyIndex,
    pub(crate) downloads: Downloads,
    pub(crate) index_sync: IndexSync,
    pub(crate) gap_recorder: GapRecorder,
    /// One rebuild of the articles for all at a time.
    pub(crate) rebuilding_shared: Mutex<()>,
    searches: Arc<Semaphore>,
}

/// An invocation with the settings of its guild and the time of its arrival: built once for each.
#[derive(Debug, Clone)]
pub(crate) struct CommandContext {
    pub(crate) invocation: Invocation,
    pub(crate) settings: GuildSettings,
    /// Whether those are the guild's own. If not, nothing is said openly: it may not want that.
    pub(crate) settings_known: bool,
    /// When the event arrived.
    pub(crate) received: Instant,
}

impl CommandContext {
    fn new(invocation: Invocation, settings: Option<GuildSettings>, received: Instant) -> Self {
        Self {
            received,
            invocation,
            settings_known: settings.is_some(),
            settings: settings.unwrap_or_default(),
        }
    }

    /// When the first response is due: a reply that is not ready by then is deferred.
    pub(crate) fn defer_at(&self) -> Instant {
        self.received + DEFER_AFTER
    }

    /// Whether only the user sees the reply. Decided before any work, since a deferral fixes it.
    pub(crate) fn is_private(&self, policy: &Policy) -> bool {
        match &self.invocation.command {
            Command::Autocomplete { .. } => false,
            Command::Ask(request) => !self.is_open(request.visibility, policy),
            _ => true,
        }
    }

    /// The guild it was given in.
    pub(crate) fn guild(&self) -> Option<GuildId> {
        self.invocation.place.guild_id()
    }

    /// Whether the bot may speak openly there.
    pub(crate) fn speaks_openly(&self, policy: &Policy) -> bool {
        let place = &self.invocation.place;
        if !self.settings_known {
            return false;
        }
        let channels = if self.settings.answer_channels.is_empty() {
            &policy.channels
        } else {
            &self.settings.answer_channels
        };
        place.guild.is_none()
            || channels.is_empty()
            || channels.contains(&place.channel)
            || place
                .parent
                .is_some_and(|parent| channels.contains(&parent))
    }

    /// How sure an answer must be, if the guild has said so.
    pub(crate) fn thresholds(&self, policy: &Policy) -> Option<Thresholds> {
        thresholds(&self.settings, policy.thresholds)
    }

    /// Whether an answer is for everyone, if its asker wants it so.
    pub(crate) fn is_open(&self, wish: RequestedVisibility, policy: &Policy) -> bool {
        let open = match wish {
            RequestedVisibility::Public => true,
            RequestedVisibility::Private => false,
            RequestedVisibility::Default => self.settings.visibility == store::Visibility::Public,
        };
        open && self.speaks_openly(policy)
    }
}

impl App {
    pub(crate) fn new(
        engine: Engine,
        store: Store,
        policy: Policy,
        rate_limits: RateLimits,
        downloads: Downloads,
    ) -> Self {
        Self {
            index_sync: IndexSync::new(engine.clone(), store.clone()),
            gap_recorder: GapRecorder::new(store.clone()),
            engine,
            store,
            policy,
            rate_limits,
            reply_index: ReplyIndex::default(),
            downloads,
            rebuilding_shared: Mutex::new(()),
            searches: Arc::new(Semaphore::new(searches())),
        }
    }

    /// Handles a command. A fault becomes an apology with an id that stands in the log.
    pub(crate) async fn handle(self: &Arc<Self>, context: CommandContext) -> Reply {
        let invocation = &context.invocation;
        let (id, name) = (fault_id(invocation.id), invocation.name());
        let suggests = matches!(invocation.command, Command::Autocomplete { .. });
        match self.dispatch(&context).await {
            Ok(reply) => reply,
            Err(Error::Busy) => too_busy(suggests),
            Err(error) => {
                tracing::error!(fault = %id, command = name, %error, "a command failed");
                if suggests {
                    return Reply::Choices(Vec::new());
                }
                Reply::Say(apology(&error, &id))
            }
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

    /// A guild's settings, or the last ones known if they cannot be had soon: trouble with the store takes no answer
    /// away.
    async fn settings_soon(&self, guild: GuildId) -> Option<GuildSettings> {
        match tokio::time::timeout(SETTINGS_WITHIN, self.store.settings(guild)).await {
            Ok(Ok(settings)) => return Some(settings),
            Ok(Err(error)) => {
                tracing::warn!(guild.id = guild.0, %error, "the settings of a guild are not known");
            }
            Err(_) => {
                tracing::warn!(guild.id = guild.0, "the settings of a guild take long");
            }
        }
        self.store.cached_settings(guild)
    }

    async fn dispatch(self: &Arc<Self>, context: &CommandContext) -> Result<Reply> {
        let invocation = &context.invocation;
        if invocation.place.source == Source::Message && !context.speaks_openly(&self.policy) {
            return Ok(Reply::Silence);
        }
        let in_time = match invocation.costs() {
            Some(Cost::Question) => self.rate_limits.count(
                invocation.actor.user,
                invocation.place,
                context.settings.cooldown_seconds,
            ),
            Some(Cost::Post) => self.rate_limits.count_post(invocation.place),
            Some(Cost::Vote) => self.rate_limits.count_vote(invocation.actor.user),
            None => Ok(()),
        };
        if let Err(RateLimited { who, seconds }) = in_time {
            if invocation.place.source == Source::Message
                && !self.rate_limits.may_tell(invocation.actor.user)
            {
                return Ok(Reply::Silence);
            }
            return Ok(Reply::Say(slow_down(who, seconds)));
        }
        match invocation.command.clone() {
            Command::ContentAdd { file } => upload::add(self, context, file).await,
            Command::ModalSubmit(form) => upload::submit(self, context, form).await,
            Command::Content(wanted) => content::versions(self, context, wanted).await,
            Command::Reindex { library } => reindex::reindex(self, context, library).await,
            Command::Gaps(wanted) => gaps::gaps(self, context, wanted).await,
            Command::Stats { days } => stats::stats(self, context, days).await,
            Command::Settings(setting) => settings::settings(self, context, setting).await,
            Command::ManagerButton { button, picked } => {
                manager_buttons::used(self, context, button, picked).await
            }
            Command::Privacy => help::privacy(self, invocation).await,
            Command::AnswerButton {
                button: Ok(Button::Forget),
                ..
            } => help::forget(self, invocation).await,
            Command::AnswerButton {
                button: Ok(button @ (Button::Helpful(_) | Button::NotHelpful(_))),
                on,
                ..
            } => answer_buttons::vote(self, context, button, on).await,
            Command::Autocomplete { option, typed } => {
                autocomplete::suggest(self, context, option, typed).await
            }
            _ => {
                let context = context.clone();
                self.blocking(move |app| app.answer(&context)).await
            }
        }
    }

    /// Handles what is answered from the articles alone.
    fn answer(&self, context: &CommandContext) -> Result<Reply> {
        match &context.invocation.command {
            Command::Ask(request) => ask::ask(self, context, request),
            Command::Find { text } => ask::find(self, context, text),
            Command::AnswerButton { button, picked, on } => match button {
                Ok(button) => answer_buttons::used(self, context, *button, *picked, on),
                Err(_) => Ok(Reply::Say(stale())),
            },
            Command::Articles { article } => {
                Ok(articles::articles(self, context, article.as_deref()))
            }
            Command::Help => Ok(help::help()),
            Command::About => Ok(help::about(self)),
            _ => Ok(Reply::Silence),
        }
    }

    /// Remembers which messages answer which, as they were left before a restart.
    pub(crate) async fn recall_answers(&self) {
        match self.store.recent_answers(REMEMBERED).await {
            Ok(answers) => self.reply_index.recall(answers),
            Err(error) => {
                tracing::warn!(%error, "edited and deleted questions of before the start are not followed");
            }
        }
    }

    /// Changes what is known of the answer to a message, here and in the store.
    pub(crate) fn note_answer(&self, question: u64, change: impl FnOnce(&mut TrackedReply)) {
        if let Some(answered) = self.reply_index.update(question, change) {
            self.gap_recorder.replied(answered);
        }
    }

    /// Does work that blocks on a thread for it, a few at a time.
    ///
    /// # Errors
    /// Those of the work; and [`Error::Busy`] if there is too much before it.
    pub(crate) async fn blocking<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&Self) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let begun = Instant::now();
        let turn = Arc::clone(&self.searches).acquire_owned();
        let turn = tokio::time::timeout(QUEUE_TIMEOUT, turn).await;
        metric::record_stage(Stage::Queue, begun.elapsed());
        let Ok(permit) = turn else {
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

/// How sure an answer must be, if a guild has said so; `default` is what holds otherwise.
pub(crate) fn thresholds(settings: &GuildSettings, default: Thresholds) -> Option<Thresholds> {
    let answer_at = settings.answer_at?;
    Some(Thresholds {
        answer_at,
        closest_at: default.closest_at.min(answer_at),
    })
}

/// Searches at a time: they take CPU and nothing else, so more than there are cores only slow each other.
fn searches() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

/// There is no room for a command right now.
pub(crate) fn too_busy(suggests: bool) -> Reply {
    if suggests {
        Reply::Choices(Vec::new())
    } else {
        Reply::Say(busy())
    }
}

/// What the user is told of an error.
fn apology(error: &Error, id: &str) -> Message {
    match error {
        Error::StoreUnavailable { .. } => store_away(),
        _ => fault(id),
    }
}

/// The code that a user is given and that stands in the log.
pub(crate) fn fault_id(invocation: u64) -> String {
    format!("{invocation:x}")
}
