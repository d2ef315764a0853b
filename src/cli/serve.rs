//! `engram serve`: the bot, until it is told to stop.

use std::net::SocketAddr;
use std::pin::pin;
use std::time::Duration;

use clap::Args;
use secrecy::{ExposeSecret as _, SecretString};

use super::{Exit, open_engine};
use crate::Error;
use crate::config::{Config, DiscordSettings, check_url};
use crate::discord::{self, Endpoint, PublicKey, ServeSettings, ShardRange, Transport};
use crate::ops::{self, HealthState};
use crate::store::{ProcessLock, Store, StoreSettings};

/// At shutdown, how long to wait for blocking work such as a rebuild.
const BLOCKING_GRACE: Duration = Duration::from_millis(250);
/// At shutdown, how long the store may take to close.
const CLOSE_TIMEOUT: Duration = Duration::from_millis(250);

/// Delays between attempts to open a database, 30 s in all: it may still be starting.
const DATABASE_RETRIES: [Duration; 6] = [
    Duration::from_secs(1),
    Duration::from_secs(2),
    Duration::from_secs(4),
    Duration::from_secs(8),
    Duration::from_secs(8),
    Duration::from_secs(7),
];

/// Interval and number of attempts to take the lock of a process that is ending, which takes up to 5 s.
const LOCK_RETRY: Duration = Duration::from_millis(200);
const LOCK_TRIES: u32 = 30;

/// Run the Discord bot
///
/// The token comes from `DISCORD_TOKEN`, or from the file that `DISCORD_TOKEN_FILE` names. Ctrl-C and SIGTERM end it.
#[derive(Debug, Default, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// Base address of REST calls, if not Discord's own: a proxy, or a fake for tests
    #[arg(long, value_name = "URL")]
    api_url: Option<String>,
    /// Register the commands in this guild only, where they appear at once
    #[arg(long, value_name = "ID", value_parser = super::id)]
    guild: Option<u64>,
    /// Take interactions as signed HTTP requests at this address, not over the gateway
    ///
    /// Set the application's public key in `DISCORD_PUBLIC_KEY`, and the address under which Discord reaches this one as
    /// the interactions endpoint URL. Mentions, replies and direct messages come over the gateway alone.
    #[arg(long, value_name = "ADDRESS")]
    http: Option<SocketAddr>,
    /// Run these shards of the bot, as `FIRST..LAST/TOTAL`: both included, counted from 0
    ///
    /// Each process of a fleet keeps a range of its own, and `DATABASE_URL` is the same for all. They share the
    /// identify queue, and save their sessions for the next process with the same shards. `auto` keeps all shards that
    /// Discord recommends.
    #[arg(
        long,
        value_name = "RANGE",
        default_value = "auto",
        conflicts_with = "http"
    )]
    shards: ShardRange,
}

const EXAMPLES: &str = "\
Examples:
  DISCORD_TOKEN=… engram serve
  DISCORD_TOKEN_FILE=/run/secrets/token engram serve --guild 123456789012345678
  DISCORD_TOKEN=… DATABASE_URL=postgres://… engram serve --shards 0..24/100
  DISCORD_PUBLIC_KEY=… engram serve --http 127.0.0.1:8080";

/// Where the token comes from.
const TOKEN: &str = "DISCORD_TOKEN or DISCORD_TOKEN_FILE";

pub(super) fn run(arguments: Arguments, config: &Config) -> anyhow::Result<Exit> {
    let token = config.discord_token.clone().ok_or_else(|| Error::Setting {
        key: TOKEN.to_owned(),
        what: "it is not set\nhint: set it to the token from the page Bot of your application at \
               https://discord.com/developers/applications"
            .to_owned(),
    })?;
    if !discord::is_token(&token) {
        return Err(Error::Setting {
            key: TOKEN.to_owned(),
            what: "this is no bot token: one has three parts between dots\nhint: copy it from the page Bot of your \
                   application, not the client secret or the public key"
                .to_owned(),
        }
        .into());
    }
    if let Some(url) = &arguments.api_url {
        check_url("--api-url", url)?;
    }
    let _only_process = only_process(&arguments, config, &token)?;
    let discord = config.discord.clone();
    let discord = DiscordSettings {
        api_url: arguments.api_url.or(discord.api_url),
        guild: arguments.guild.or(discord.guild),
        ..discord
    };
    let transport = match arguments.http {
        Some(address) => Transport::Http(Endpoint::bind(address, public_key(config)?)?),
        None => Transport::Gateway(arguments.shards),
    };
    let settings = ServeSettings {
        discord,
        transport,
        ..ServeSettings::new(token)
    };
    let runtime = tokio::runtime::Runtime::new()
        .map_err(|error| Error::internal("starting the bot", error))?;
    let ended = runtime.block_on(serve(settings, config));
    runtime.shutdown_timeout(BLOCKING_GRACE);
    ended?;
    Ok(Exit::Done)
}

/// Whether a restart may help. It does not after a wrong setting or a final refusal by Discord, nor on a damaged store.
pub(super) fn may_pass(error: &anyhow::Error) -> bool {
    !matches!(
        error.downcast_ref::<Error>(),
        Some(
            Error::Setting { .. }
                | Error::Settings { .. }
                | Error::Refused { .. }
                | Error::StoreIncompatible { .. }
                | Error::StoreCorrupt { .. }
                | Error::ContentUnreadable { .. }
                | Error::NoArticles { .. }
        )
    )
}

/// Makes sure that no other process runs with this token and the same shards or address on the same `SQLite` file: both
/// would answer everything. Waits a moment for one that is ending.
fn only_process(
    arguments: &Arguments,
    config: &Config,
    token: &SecretString,
) -> Result<Option<ProcessLock>, Error> {
    if config.database_url.is_some() {
        return Ok(None);
    }
    let part = match arguments.http {
        Some(address) => address.to_string(),
        None => arguments.shards.to_string(),
    };
    let hash = blake3::hash(format!("{} {part}", token.expose_secret()).as_bytes());
    let name = format!("serve-{}.lock", &hash.to_hex()[..16]);
    for tries_left in (0..LOCK_TRIES).rev() {
        if let Some(lock) = ProcessLock::take(&config.data, &name)? {
            return Ok(Some(lock));
        }
        if tries_left + 1 == LOCK_TRIES {
            tracing::warn!(
                "another process runs with this token on this store; waiting for it to end"
            );
        }
        std::thread::sleep(LOCK_RETRY);
    }
    Err(Error::Setting {
        key: "data".to_owned(),
        what: format!(
            "another process runs the bot with this token on the store in {}\nhint: stop it first, or give each its \
             own shards or data folder",
            config.data.display()
        ),
    })
}

fn public_key(config: &Config) -> Result<PublicKey, Error> {
    let wrong = |what: &str| Error::Setting {
        key: "DISCORD_PUBLIC_KEY".to_owned(),
        what: format!(
            "{what}\nhint: copy it from the page General Information of your application"
        ),
    };
    let key = config.discord_public_key.as_deref();
    key.ok_or_else(|| {
        wrong("it is not set, and requests cannot be told from forged ones without it")
    })?
    .parse()
    .map_err(wrong)
}

/// Opens index and store and runs the bot. The operations port and the signal handler work while the index is built.
async fn serve(settings: ServeSettings, config: &Config) -> crate::Result<()> {
    let mut shutdown_signal = pin!(shutdown_signal());
    let over_gateway = matches!(settings.transport, Transport::Gateway(_));
    let health = HealthState::new(over_gateway.then(|| settings.connections.clone()));
    if let Some(listener) = ops::listen(config.ops_address).await? {
        let health = health.clone();
        tokio::spawn(async move {
            if let Err(error) = ops::serve(listener, health).await {
                tracing::error!(%error, "health and metrics are no longer served");
            }
        });
    }
    let opening = async {
        let config = config.clone();
        let store = StoreSettings::from_config(&config);
        let opening = tokio::task::spawn_blocking(move || open_engine(&config));
        let engine = opening
            .await
            .map_err(|error| Error::internal("opening the index", error))??;
        let retries = match store {
            StoreSettings::File(_) => &[][..],
            StoreSettings::Postgres(_) => &DATABASE_RETRIES,
        };
        let store = open_with_retries(retries, async || Store::open(&store).await).await?;
        Ok::<_, Error>((engine, store))
    };
    let (engine, store) = tokio::select! {
        () = &mut shutdown_signal => return Ok(()),
        opened = opening => opened?,
    };
    health.opened(engine.clone(), store.clone());
    let ended = discord::serve(settings, engine, store.clone(), shutdown_signal).await;
    // An unavailable store does not make the shutdown a failure.
    match tokio::time::timeout(CLOSE_TIMEOUT, store.close()).await {
        Ok(Ok(())) => {}
        Ok(Err(error)) => tracing::warn!(%error, "the store was not closed in order"),
        Err(_) => tracing::warn!("the store was not closed in order: it does not answer"),
    }
    ended
}

/// Calls `open` until it succeeds, with a delay after each unavailable store.
async fn open_with_retries<T>(
    waits: &[Duration],
    mut open: impl AsyncFnMut() -> crate::Result<T>,
) -> crate::Result<T> {
    for wait in waits {
        match open().await {
            Err(Error::StoreUnavailable { location, what, .. }) => {
                tracing::warn!(%location, %what, retry_s = wait.as_secs(), "the store is not available yet");
                tokio::time::sleep(*wait).await;
            }
            opened => return opened,
        }
    }
    open().await
}

/// Completes on Ctrl-C or SIGTERM.
async fn shutdown_signal() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminated) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = interrupted => {}
                _ = terminated.recv() => {}
            }
            return;
        }
    }
    let _ = interrupted.await;
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn tries(answers: &[Option<u8>]) -> (crate::Result<u8>, usize) {
        let mut tried = 0;
        let opened = open_with_retries(&[Duration::ZERO; 3], async || {
            tried += 1;
            match answers[tried - 1] {
                Some(0) => Err(Error::StoreIncompatible {
                    location: "here".to_owned(),
                    what: "it belongs to another program".to_owned(),
                }),
                Some(opened) => Ok(opened),
                None => Err(Error::StoreUnavailable {
                    operation: "opening the store",
                    location: "here".to_owned(),
                    what: "Connection refused".to_owned(),
                }),
            }
        });
        (opened.await, tried)
    }

    #[tokio::test]
    async fn only_an_unavailable_store_is_retried() {
        assert!(matches!(tries(&[Some(7)]).await, (Ok(7), 1)));
        assert!(matches!(tries(&[None, None, Some(7)]).await, (Ok(7), 3)));
        assert!(matches!(
            tries(&[None, Some(0)]).await,
            (Err(Error::StoreIncompatible { .. }), 2)
        ));
        assert!(matches!(
            tries(&[None; 4]).await,
            (Err(Error::StoreUnavailable { .. }), 4)
        ));
    }
}
