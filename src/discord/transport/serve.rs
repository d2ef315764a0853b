//! Runs the bot: log in, start the background tasks, listen, and shut down in time. While Discord cannot be reached it
//! retries; only what no retry can change ends it (see [`crate::discord::serve`]).

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use secrecy::ExposeSecret as _;
use serenity::all::{ApplicationId, SessionStartLimit};
use tokio::sync::mpsc::unbounded_channel;
use tokio::sync::{oneshot, watch};
use tokio::task::JoinSet;
use twilight_gateway::queue::InMemoryQueue;
use twilight_gateway::{Config, ConfigBuilder, Intents, ShardId};

use crate::config::DiscordSettings;
use crate::discord::app::App;
use crate::discord::context::Policy;
use crate::discord::download::Downloads;
use crate::discord::jobs::guild_lifecycle::GuildLifecycle;
use crate::discord::jobs::welcome::Welcome;
use crate::discord::policy::admission::Admission;
use crate::discord::policy::cooldown::RateLimits;
use crate::discord::policy::timeouts::{Timeouts, millis};
use crate::discord::register::{Scope, register};
use crate::discord::reply::interaction_responder::InteractionResponder;
use crate::discord::reply::message_sender::MessageSender;
use crate::discord::rest::{self, RestClient};
use crate::discord::transport::gateway::Gateway;
use crate::discord::transport::identify_queue::IdentifyQueue;
use crate::discord::transport::session_store::SessionStore;
use crate::discord::transport::shard::{self, FatalClose, Shards};
use crate::discord::{Endpoint, ServeSettings, ShardRange, Transport, refused_token};
use crate::engine::Engine;
use crate::store::Store;
use crate::{Error, Result};

/// Timeout of closing all shards, or the HTTP server.
const CLOSE_TIMEOUT: Duration = Duration::from_secs(2);
/// Timeout of the replies in flight after that.
const DRAIN_TIMEOUT: Duration = Duration::from_secs(2);

/// Timeout of writing the records that are still queued.
const FLUSH_TIMEOUT: Duration = Duration::from_millis(500);

pub(crate) async fn run(
    settings: ServeSettings,
    engine: Engine,
    store: Store,
    shutdown: impl Future<Output = ()> + Send,
) -> Result<()> {
    let mut shutdown = pin!(shutdown);
    let client = rest::http_client(settings.timeouts.answer)
        .map_err(|error| Error::internal("preparing requests to Discord", error))?;
    let api_url = settings.discord.api_url.as_deref();
    let downloads = Downloads::new(client.clone(), api_url);
    let rest = Arc::new(RestClient::new(client, &settings.token, api_url));
    let app = Arc::new(app(&settings.discord, engine, store, downloads));
    let bot = tokio::select! {
        () = &mut shutdown => return Ok(()),
        bot = log_in(&settings, &rest) => bot?,
    };
    rest.set_application(bot.application);
    let lifecycle = Arc::new(GuildLifecycle::new(app.store.clone()));
    let mut background = background_tasks(&app, &lifecycle);
    background.spawn({
        let (rest, timeouts) = (Arc::clone(&rest), settings.timeouts);
        let scope = Scope {
            guild: settings.discord.guild,
            home_guild: app.policy.home_guild,
        };
        let app = Arc::clone(&app);
        async move { register(&rest, scope, &app.engine.profile(), timeouts, &app).await }
    });
    let admission = Arc::new(Admission::default());
    let responder = InteractionResponder::new(Arc::clone(&app), Arc::clone(&rest));
    let ended = match &settings.transport {
        Transport::Gateway(range) => {
            // Before the first event.
            app.recall_answers().await;
            let (guilds, guild_events) = unbounded_channel();
            let welcome = Welcome {
                store: app.store.clone(),
                rest: Arc::clone(&rest),
                engine: app.engine.clone(),
                message: settings.discord.welcome_message,
            };
            tokio::spawn(lifecycle.follow_guilds(guild_events, welcome));
            let messages = MessageSender::new(Arc::clone(&app), Arc::clone(&rest), bot.user);
            let gateway = Arc::new(Gateway::new(
                Arc::clone(&app),
                Arc::clone(&admission),
                responder,
                messages,
                guilds,
                bot.user,
            ));
            run_shards(&settings, *range, &rest, &gateway, &app.store, shutdown).await
        }
        Transport::Http(endpoint) => {
            let rest = Arc::clone(&rest);
            background.spawn(async move { lifecycle.compare_guilds_hourly(&rest).await });
            run_http(endpoint, Arc::clone(&admission), responder, shutdown).await
        }
    };
    background.abort_all();
    finish(&admission, &app).await;
    ended
}

/// What handlers share, with the operator's settings.
fn app(settings: &DiscordSettings, engine: Engine, store: Store, downloads: Downloads) -> App {
    let policy = Policy {
        home_guild: settings.home_guild.or(settings.guild),
        channels: settings.channels.clone(),
        page_turners: settings.page_turners,
        thresholds: engine.thresholds(),
        cooldown: settings.cooldowns.person.refill(),
    };
    let rate_limits = RateLimits::new(&settings.cooldowns);
    App::new(engine, store, policy, rate_limits, downloads)
}

/// Starts the tasks that run whichever transport is used.
fn background_tasks(app: &Arc<App>, lifecycle: &Arc<GuildLifecycle>) -> JoinSet<()> {
    let mut tasks = JoinSet::new();
    tasks.spawn({
        let app = Arc::clone(app);
        async move { app.index_sync.follow().await }
    });
    tasks.spawn({
        let app = Arc::clone(app);
        async move { app.follow_deletions().await }
    });
    tasks.spawn({
        let app = Arc::clone(app);
        async move { app.index_sync.repair().await }
    });
    tasks.spawn({
        let app = Arc::clone(app);
        async move { app.reindexer.follow_files().await }
    });
    tasks.spawn({
        let lifecycle = Arc::clone(lifecycle);
        async move { lifecycle.expire_hourly().await }
    });
    tasks
}

/// Waits for the replies in flight, and writes the records that are still queued.
async fn finish(admission: &Admission, app: &App) {
    if tokio::time::timeout(DRAIN_TIMEOUT, admission.idle())
        .await
        .is_err()
    {
        tracing::warn!("ended before everything was answered");
    }
    match tokio::time::timeout(FLUSH_TIMEOUT, app.gap_recorder.flush()).await {
        Ok(Ok(())) => {}
        Ok(Err(error)) => {
            tracing::warn!(%error, "counts of the last seconds were not written; closing the store tries again");
        }
        Err(_) => tracing::warn!(
            "counts of the last seconds were not written in time; closing the store tries again"
        ),
    }
}

/// Runs the shards of a range until `shutdown`. Each reconnects by itself; after a fatal close of one, all start new
/// sessions.
async fn run_shards(
    settings: &ServeSettings,
    range: ShardRange,
    rest: &Arc<RestClient>,
    gateway: &Arc<Gateway>,
    store: &Store,
    mut shutdown: impl Future<Output = ()> + Unpin,
) -> Result<()> {
    let timeouts = settings.timeouts;
    let mut backoff = timeouts.backoff();
    loop {
        let gateway_info = tokio::select! {
            () = &mut shutdown => return Ok(()),
            answer = until_answered(&timeouts, || rest.bot_gateway()) => answer?,
        };
        let (numbers, total) = range.of(gateway_info.shards);
        // With `auto`, no other process shares the identify queue or takes over sessions.
        let shared_with = (range != ShardRange::Auto).then(|| store.clone());
        let shared = Arc::new(Shards {
            config: config(
                settings,
                &gateway_info.session_start_limit,
                shared_with.clone(),
            ),
            rest: Arc::clone(rest),
            gateway: Arc::clone(gateway),
            timeouts,
            connections: settings.connections.clone(),
            session_store: shared_with.map(|store| SessionStore::new(store, total)),
        });
        settings.connections.begin(numbers.clone());
        let (stop, stopped) = watch::channel(false);
        let mut shards = JoinSet::new();
        for number in numbers {
            let id = ShardId::new(number, total);
            shards.spawn(shard::run(Arc::clone(&shared), id, stopped.clone()));
        }
        let ended = tokio::select! {
            () = &mut shutdown => None,
            ended = shards.join_next() => ended,
            never = shared.write_sessions() => match never {},
        };
        stop.send_replace(true);
        let all = async { while shards.join_next().await.is_some() {} };
        // Dropping the set aborts what has not ended in time.
        let _ = tokio::time::timeout(CLOSE_TIMEOUT, all).await;
        match ended {
            None => {
                tracing::info!("shutting down");
                return Ok(());
            }
            Some(Ok(Err(FatalClose::Guilds))) if range == ShardRange::Auto => {
                tracing::warn!("the bot is in too many guilds for so few connections");
            }
            Some(Ok(Err(close))) => return Err(refused(close)),
            Some(Ok(Ok(()))) => {}
            Some(Err(error)) => tracing::error!(%error, "a shard panicked"),
        }
        tokio::select! {
            () = &mut shutdown => return Ok(()),
            () = tokio::time::sleep(backoff.next().unwrap_or(timeouts.last_retry)) => {}
        }
    }
}

/// Serves interactions over HTTP until `shutdown`.
async fn run_http(
    endpoint: &Endpoint,
    admission: Arc<Admission>,
    responder: InteractionResponder,
    shutdown: impl Future<Output = ()>,
) -> Result<()> {
    let (stop, stopped) = oneshot::channel::<()>();
    let mut running = pin!(crate::discord::transport::http::listen(
        endpoint,
        admission,
        responder,
        async move {
            let _ = stopped.await;
        }
    ));
    tokio::select! {
        ended = &mut running => return ended,
        () = shutdown => tracing::info!("shutting down"),
    }
    drop(stop);
    tokio::time::timeout(CLOSE_TIMEOUT, running)
        .await
        .unwrap_or(Ok(()))
}

/// Checks that Discord sends interactions by the transport that the bot uses.
///
/// # Errors
/// [`Error::Setting`] if none would arrive.
fn check_transport(transport: &Transport, url: Option<&str>) -> Result<()> {
    match (transport, url.filter(|url| !url.is_empty())) {
        (Transport::Gateway(_), Some(_)) => Err(Error::Setting {
            key: "interactions endpoint URL".to_owned(),
            what: "Discord sends this application's commands and buttons to that address, so that none would reach the \
                   gateway\nhint: clear it on the page General Information of the application, or start with --http"
                .to_owned(),
        }),
        (Transport::Http(_), None) => {
            tracing::warn!(
                "Discord sends nothing here yet: set the interactions endpoint URL on the page General Information of \
                 the application to the public address of this endpoint"
            );
            Ok(())
        }
        _ => Ok(()),
    }
}

/// The bot's own ids.
#[derive(Debug, Clone, Copy)]
struct Bot {
    user: u64,
    application: ApplicationId,
}

/// Reads the bot's ids from Discord; retries until Discord answers.
async fn log_in(settings: &ServeSettings, rest: &RestClient) -> Result<Bot> {
    let user = until_answered(&settings.timeouts, || rest.current_user()).await?;
    let application = until_answered(&settings.timeouts, || rest.current_application()).await?;
    check_transport(
        &settings.transport,
        application.interactions_endpoint_url.as_deref(),
    )?;
    Ok(Bot {
        user: user.get(),
        application: application.id,
    })
}

/// Sends a request until Discord answers it.
///
/// # Errors
/// If Discord refuses the token.
async fn until_answered<T, F>(timeouts: &Timeouts, send: impl Fn() -> F) -> Result<T>
where
    F: Future<Output = rest::Result<T>>,
{
    let mut backoff = timeouts.backoff();
    loop {
        let error = match send().await {
            Ok(answer) => return Ok(answer),
            Err(error) if error.is_unauthorized() => return Err(refused_token()),
            Err(error) => error,
        };
        let wait = backoff.next().unwrap_or(timeouts.last_retry);
        let hint = error.hint();
        tracing::warn!(%error, hint, retry_ms = millis(wait), "Discord cannot be reached");
        tokio::time::sleep(wait).await;
    }
}

/// The configuration of every shard. None of the intents is privileged.
fn config(
    settings: &ServeSettings,
    limit: &SessionStartLimit,
    shared_with: Option<Store>,
) -> Config<IdentifyQueue> {
    let small = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
    let at_a_time = u16::try_from(limit.max_concurrency.max(1)).unwrap_or(u16::MAX);
    let queue = match shared_with {
        Some(store) => IdentifyQueue::shared(store, at_a_time, settings.timeouts.identify_interval),
        None => IdentifyQueue::alone(InMemoryQueue::new(
            at_a_time,
            small(limit.remaining),
            Duration::from_millis(limit.reset_after),
            small(limit.total.max(limit.remaining)),
        )),
    };
    let intents = Intents::GUILDS | Intents::GUILD_MESSAGES | Intents::DIRECT_MESSAGES;
    ConfigBuilder::new(settings.token.expose_secret().to_owned(), intents)
        .queue(queue)
        .build()
}

/// The error for a close that no retry can change.
fn refused(close: FatalClose) -> Error {
    let what = match close {
        FatalClose::Token => return refused_token(),
        FatalClose::Intents => {
            "Discord refuses the intents, though none of them is privileged\nhint: look whether the application is \
             still enabled at https://discord.com/developers/applications"
                .to_owned()
        }
        FatalClose::Terms(code) => format!(
            "Discord refuses the connection with code {code}\nhint: a newer version of this program may be needed"
        ),
        FatalClose::Guilds => "the bot is in too many guilds for so few shards\nhint: restart all processes with a larger \
                         TOTAL in --shards"
            .to_owned(),
    };
    Error::Refused { what }
}
