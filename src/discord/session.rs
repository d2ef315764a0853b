//! The life of the connection: log in, register, listen, and end in time. While Discord cannot be reached it tries
//! again; only a refused token or refused intents end it.

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use secrecy::ExposeSecret as _;
use serenity::all::{ClientBuilder, GatewayIntents, Http, HttpBuilder};
use serenity::gateway::GatewayError;
use serenity::http::StatusCode;
use tokio::sync::oneshot;

use super::cooldown::Limits;
use super::desk::{Desk, Policy};
use super::download::Downloads;
use super::gateway::{Gateway, Listener};
use super::register::{Scope, register};
use super::send::{Backoff, describe};
use super::work::Work;
use super::{Endpoint, Reception, ServeSettings, refused_token};
use crate::engine::Engine;
use crate::store::Store;
use crate::{Error, Result};

/// How long the gateway may take to say goodbye.
const GOODBYE: Duration = Duration::from_secs(2);
/// How long what is being answered may take to its end after that.
const LAST_ANSWERS: Duration = Duration::from_secs(2);

pub(super) async fn run(
    settings: ServeSettings,
    engine: Engine,
    store: Store,
    shutdown: impl Future<Output = ()> + Send,
) -> Result<()> {
    let mut shutdown = pin!(shutdown);
    let home_guild = settings.home_guild.or(settings.guild);
    let downloads = Downloads::new(settings.api_url.as_deref())
        .map_err(|error| Error::internal("getting ready to fetch files", error))?;
    let policy = Policy {
        home_guild,
        channels: settings.channels.clone(),
        page_turners: settings.page_turners,
        thresholds: engine.thresholds(),
        cooldown: settings.cooldowns.person.refill,
    };
    let limits = Limits::new(&settings.cooldowns);
    let desk = Arc::new(Desk::new(engine, store, policy, limits, downloads));
    let bot = tokio::select! {
        () = &mut shutdown => return Ok(()),
        bot = log_in(&settings) => bot?,
    };
    let scope = Scope {
        guild: settings.guild,
        home_guild,
    };
    let http = Arc::new(http(&settings));
    http.set_application_id(bot.application.into());
    let registration = tokio::spawn({
        let http = Arc::clone(&http);
        async move { register(&http, scope).await }
    });
    let following = tokio::spawn({
        let desk = Arc::clone(&desk);
        async move { desk.libraries.follow().await }
    });
    let mending = tokio::spawn({
        let desk = Arc::clone(&desk);
        async move { desk.libraries.mend().await }
    });
    let retiring = tokio::spawn({
        let desk = Arc::clone(&desk);
        async move { desk.retire_now_and_then().await }
    });
    let reading = tokio::spawn({
        let desk = Arc::clone(&desk);
        async move { desk.keep_reading().await }
    });
    let work = Arc::new(Work::new(Arc::clone(&desk), Arc::clone(&http)));
    let ended = match &settings.reception {
        Reception::Gateway => {
            let gateway = Arc::new(Gateway::new(Arc::clone(&work), bot.user));
            listen(&settings, bot, &gateway, shutdown).await
        }
        Reception::Http(endpoint) => take(endpoint, Arc::clone(&work), shutdown).await,
    };
    for task in [registration, following, mending, retiring, reading] {
        task.abort();
    }
    if tokio::time::timeout(LAST_ANSWERS, work.idle())
        .await
        .is_err()
    {
        tracing::warn!("ended before everything was answered");
    }
    if let Err(error) = desk.recorder.flush().await {
        tracing::warn!(%error, "counts of the last seconds are lost");
    }
    ended
}

/// Listens until the end; connects anew when serenity gives up.
async fn listen(
    settings: &ServeSettings,
    bot: Bot,
    gateway: &Arc<Gateway>,
    mut shutdown: impl Future<Output = ()> + Unpin,
) -> Result<()> {
    let intents =
        GatewayIntents::GUILDS | GatewayIntents::GUILD_MESSAGES | GatewayIntents::DIRECT_MESSAGES;
    let mut backoff = Backoff::new(Duration::from_secs(1), Duration::from_mins(1));
    loop {
        let connect = async {
            let http = http(settings);
            http.set_application_id(bot.application.into());
            // Asked for first: where it fails, serenity would turn to Discord's own address, whatever `api_url` says.
            let url = http.get_gateway().await?.url;
            let client = ClientBuilder::new_with_http(http, intents)
                .raw_event_handler(Listener(Arc::clone(gateway)))
                .await?;
            *client.ws_url.lock().await = url;
            Ok::<_, serenity::Error>(client)
        };
        let connected = tokio::select! {
            () = &mut shutdown => return Ok(()),
            connected = connect => connected,
        };
        let error = match connected {
            Ok(mut client) => {
                let shards = Arc::clone(&client.shard_manager);
                let ended = tokio::select! {
                    () = &mut shutdown => {
                        tracing::info!("shutting down");
                        // It can hang on a connection that is just being made anew; the process ends anyway.
                        let _ = tokio::time::timeout(GOODBYE, shards.shutdown_all()).await;
                        return Ok(());
                    }
                    ended = client.start_autosharded() => ended,
                };
                let _ = tokio::time::timeout(GOODBYE, shards.shutdown_all()).await;
                ended.err()
            }
            Err(error) => Some(error),
        };
        if let Some(error) = &error
            && let Some(fatal) = fatal(error)
        {
            return Err(fatal);
        }
        let wait = backoff.next();
        let error = error.as_ref().map(describe);
        tracing::warn!(error, retry_s = wait.as_secs(), "not connected to Discord");
        tokio::select! {
            () = &mut shutdown => return Ok(()),
            () = tokio::time::sleep(wait) => {}
        }
    }
}

/// Takes interactions over HTTP until the end.
async fn take(
    endpoint: &Endpoint,
    work: Arc<Work>,
    shutdown: impl Future<Output = ()>,
) -> Result<()> {
    let (stop, stopped) = oneshot::channel::<()>();
    let mut taking = pin!(super::http::listen(endpoint, work, async move {
        let _ = stopped.await;
    }));
    tokio::select! {
        ended = &mut taking => return ended,
        () = shutdown => tracing::info!("shutting down"),
    }
    drop(stop);
    tokio::time::timeout(GOODBYE, taking)
        .await
        .unwrap_or(Ok(()))
}

/// Whether Discord sends the interactions the way they are waited for.
///
/// # Errors
/// [`Error::Setting`] if they will never come.
fn check_way(reception: &Reception, url: Option<&str>) -> Result<()> {
    match (reception, url.filter(|url| !url.is_empty())) {
        (Reception::Gateway, Some(_)) => Err(Error::Setting {
            key: "interactions endpoint URL".to_owned(),
            what: "Discord sends this application's commands and buttons to that address, so that none would reach the \
                   gateway\nhint: clear it on the page General Information of the application, or start with --http"
                .to_owned(),
        }),
        (Reception::Http(_), None) => {
            tracing::warn!(
                "Discord sends nothing here yet: set the interactions endpoint URL on the page General Information of \
                 the application to the public address of this endpoint"
            );
            Ok(())
        }
        _ => Ok(()),
    }
}

/// Who the bot is.
#[derive(Debug, Clone, Copy)]
struct Bot {
    user: u64,
    application: u64,
}

/// Asks Discord who the token belongs to; tries until Discord answers.
async fn log_in(settings: &ServeSettings) -> Result<Bot> {
    let http = http(settings);
    let user = until_answered(|| http.get_current_user()).await?.id.get();
    let application = until_answered(|| http.get_current_application_info()).await?;
    check_way(
        &settings.reception,
        application.interactions_endpoint_url.as_deref(),
    )?;
    Ok(Bot {
        user,
        application: application.id.get(),
    })
}

/// Sends a request until it is answered.
///
/// # Errors
/// What trying again cannot mend.
async fn until_answered<T, F>(send: impl Fn() -> F) -> Result<T>
where
    F: Future<Output = serenity::Result<T>>,
{
    let mut backoff = Backoff::new(Duration::from_secs(1), Duration::from_mins(1));
    loop {
        match send().await {
            Ok(answer) => return Ok(answer),
            Err(error) => {
                if let Some(fatal) = fatal(&error) {
                    return Err(fatal);
                }
                let wait = backoff.next();
                tracing::warn!(
                    error = describe(&error),
                    retry_s = wait.as_secs(),
                    "Discord cannot be reached"
                );
                tokio::time::sleep(wait).await;
            }
        }
    }
}

fn http(settings: &ServeSettings) -> Http {
    let builder = HttpBuilder::new(settings.token.expose_secret());
    match &settings.api_url {
        // serenity ignores the proxy as long as its own rate limiter is on.
        Some(url) => builder
            .proxy(url.trim_end_matches('/'))
            .ratelimiter_disabled(true)
            .build(),
        None => builder.build(),
    }
}

/// The failures that trying again cannot mend.
fn fatal(error: &serenity::Error) -> Option<Error> {
    match error {
        serenity::Error::Http(error) if error.status_code() == Some(StatusCode::UNAUTHORIZED) => {
            Some(refused_token())
        }
        serenity::Error::Gateway(GatewayError::InvalidAuthentication) => Some(refused_token()),
        serenity::Error::Gateway(
            GatewayError::DisallowedGatewayIntents | GatewayError::InvalidGatewayIntents,
        ) => Some(Error::internal(
            "connecting to Discord",
            "Discord refuses the intents, though none of them is privileged",
        )),
        _ => None,
    }
}
