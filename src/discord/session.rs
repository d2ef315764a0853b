//! The life of the connection: log in, register, listen, and end in time. While Discord cannot be reached it tries
//! again; only a refused token or refused intents end it.

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use secrecy::ExposeSecret as _;
use serenity::all::{ClientBuilder, GatewayIntents, Http, HttpBuilder};
use serenity::gateway::GatewayError;
use serenity::http::{HttpError, StatusCode};

use super::answered::Answered;
use super::cooldown::Limits;
use super::desk::{Desk, Policy};
use super::gateway::{Gateway, Listener};
use super::register::{Scope, register};
use super::{ServeSettings, refused_token};
use crate::engine::Engine;
use crate::{Error, Result};

/// How long the gateway may take to say goodbye.
const GOODBYE: Duration = Duration::from_secs(2);
/// How long what is being answered may take to its end after that.
const LAST_ANSWERS: Duration = Duration::from_secs(2);

pub(super) async fn run(
    settings: ServeSettings,
    engine: Engine,
    shutdown: impl Future<Output = ()> + Send,
) -> Result<()> {
    let mut shutdown = pin!(shutdown);
    let home_guild = settings.home_guild.or(settings.guild);
    let desk = Arc::new(Desk {
        engine,
        policy: Policy {
            home_guild,
            channels: settings.channels.clone(),
            page_turners: settings.page_turners,
        },
        limits: Limits::new(&settings.cooldowns),
        answered: Answered::default(),
    });
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
    let gateway = Arc::new(Gateway::new(desk, http, bot.user));
    let ended = listen(&settings, bot, &gateway, shutdown).await;
    registration.abort();
    if tokio::time::timeout(LAST_ANSWERS, gateway.idle())
        .await
        .is_err()
    {
        tracing::warn!("ended before everything was answered");
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

/// Who the bot is.
#[derive(Debug, Clone, Copy)]
struct Bot {
    user: u64,
    application: u64,
}

/// Asks Discord who the token belongs to; tries until Discord answers.
async fn log_in(settings: &ServeSettings) -> Result<Bot> {
    let http = http(settings);
    let mut backoff = Backoff::new(Duration::from_secs(1), Duration::from_mins(1));
    loop {
        let who = async {
            let user = http.get_current_user().await?.id.get();
            let application = http.get_current_application_info().await?.id.get();
            Ok::<_, serenity::Error>(Bot { user, application })
        };
        match who.await {
            Ok(bot) => return Ok(bot),
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

/// An error for the log: without addresses, since those of interactions hold their tokens.
pub(super) fn describe(error: &serenity::Error) -> String {
    match error {
        serenity::Error::Http(HttpError::UnsuccessfulRequest(response)) => format!(
            "Discord answered {} ({}: {})",
            response.status_code.as_u16(),
            response.error.code,
            response.error.message
        ),
        serenity::Error::Http(HttpError::Request(request)) => {
            let what = if request.is_timeout() {
                "a request took too long"
            } else if request.is_connect() {
                "no connection"
            } else {
                "a request failed"
            };
            what.to_owned()
        }
        serenity::Error::Http(_) => "a request failed".to_owned(),
        serenity::Error::Gateway(error) => format!("gateway: {error}"),
        serenity::Error::Json(_) => "an answer of Discord could not be read".to_owned(),
        _ => "the connection failed".to_owned(),
    }
}

/// Waits that double up to a limit.
#[derive(Debug)]
pub(super) struct Backoff {
    next: Duration,
    most: Duration,
}

impl Backoff {
    pub(super) fn new(first: Duration, most: Duration) -> Self {
        Self { next: first, most }
    }

    pub(super) fn next(&mut self) -> Duration {
        let wait = self.next;
        self.next = (wait * 2).min(self.most);
        wait
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_a_limit() {
        let mut backoff = Backoff::new(Duration::from_secs(1), Duration::from_secs(3));
        assert_eq!(
            [backoff.next(), backoff.next(), backoff.next()].map(|wait| wait.as_secs()),
            [1, 2, 3]
        );
    }
}
