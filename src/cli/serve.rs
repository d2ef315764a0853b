//! `engram serve`: the bot, until it is told to stop.

use std::net::SocketAddr;
use std::pin::pin;
use std::time::Duration;

use clap::Args;

use super::{Exit, open_engine};
use crate::Error;
use crate::config::Config;
use crate::discord::{self, Endpoint, PublicKey, Reception, ServeSettings, ShardRange};
use crate::ops::{self, Watched};
use crate::store::{Store, StoreSettings};

/// How long work that cannot be interrupted, such as a rebuild, is waited for at the end.
const LAST_WORK: Duration = Duration::from_millis(500);

/// A database is waited for, half a minute in all: it may be starting, as this is.
const WAITS_FOR_DATABASE: [Duration; 6] = [
    Duration::from_secs(1),
    Duration::from_secs(2),
    Duration::from_secs(4),
    Duration::from_secs(8),
    Duration::from_secs(8),
    Duration::from_secs(7),
];

/// Run the Discord bot
///
/// The token comes from `DISCORD_TOKEN`, or from the file that `DISCORD_TOKEN_FILE` names. Ctrl-C and SIGTERM end it.
#[derive(Debug, Default, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// Base address of REST calls, if not Discord's own: a proxy, or a stand-in for tests
    #[arg(long, value_name = "URL")]
    api_url: Option<String>,
    /// Register the commands in this guild only, where they appear at once
    #[arg(long, value_name = "ID")]
    guild: Option<u64>,
    /// Take interactions as signed HTTP requests at this address, not over the gateway
    ///
    /// Set the application's public key in `DISCORD_PUBLIC_KEY`, and the address under which Discord reaches this one as
    /// the interactions endpoint URL. Mentions, replies and direct messages come over the gateway alone.
    #[arg(long, value_name = "ADDRESS")]
    http: Option<SocketAddr>,
    /// Keep these shards of the bot, as `FIRST..LAST/TOTAL`: both included, counted from 0
    ///
    /// Each process of a fleet keeps a range of its own, and `DATABASE_URL` is the same for all. They take turns to
    /// identify, and leave their sessions to whoever keeps the same shards next. `auto` keeps all that Discord
    /// recommends.
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

pub(super) fn run(arguments: Arguments, config: &Config) -> anyhow::Result<Exit> {
    let token = config.discord.token.clone().ok_or_else(|| Error::Setting {
        key: "DISCORD_TOKEN".to_owned(),
        what: "it is not set\nhint: set it to the token from the page Bot of your application at \
               https://discord.com/developers/applications"
            .to_owned(),
    })?;
    let discord = config.discord.clone();
    let reception = match arguments.http {
        Some(address) => Reception::Http(Endpoint::bind(address, public_key(config)?)?),
        None => Reception::Gateway(arguments.shards),
    };
    let settings = ServeSettings {
        api_url: arguments.api_url.or(discord.api_url),
        guild: arguments.guild.or(discord.guild),
        home_guild: discord.home_guild,
        channels: discord.channels,
        page_turners: discord.page_turners,
        cooldowns: discord.cooldowns,
        reception,
        ..ServeSettings::new(token)
    };
    let runtime = tokio::runtime::Runtime::new()
        .map_err(|error| Error::internal("starting the bot", error))?;
    let ended = runtime.block_on(serve(settings, config));
    runtime.shutdown_timeout(LAST_WORK);
    ended?;
    Ok(Exit::Done)
}

fn public_key(config: &Config) -> Result<PublicKey, Error> {
    let wrong = |what: &str| Error::Setting {
        key: "DISCORD_PUBLIC_KEY".to_owned(),
        what: format!(
            "{what}\nhint: copy it from the page General Information of your application"
        ),
    };
    let key = config.discord.public_key.as_deref();
    key.ok_or_else(|| {
        wrong("it is not set, and requests cannot be told from forged ones without it")
    })?
    .parse()
    .map_err(wrong)
}

/// Opens the library and runs the bot. Health is told, and a signal heard, while an index is still being built.
async fn serve(settings: ServeSettings, config: &Config) -> crate::Result<()> {
    let mut stopped = pin!(stopped());
    let over_gateway = matches!(settings.reception, Reception::Gateway(_));
    let watched = Watched::new(over_gateway.then(|| settings.connections.clone()));
    if let Some(listener) = ops::listen(config.ops_address).await? {
        let watched = watched.clone();
        tokio::spawn(async move {
            if let Err(error) = ops::serve(listener, watched).await {
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
        let waits = match store {
            StoreSettings::File(_) => &[][..],
            StoreSettings::Postgres(_) => &WAITS_FOR_DATABASE,
        };
        let store = patiently(waits, async || Store::open(&store).await).await?;
        Ok::<_, Error>((engine, store))
    };
    let (engine, store) = tokio::select! {
        () = &mut stopped => return Ok(()),
        opened = opening => opened?,
    };
    watched.opened(engine.clone());
    let ended = discord::serve(settings, engine, store.clone(), stopped).await;
    let closed = store.close().await;
    ended.and(closed)
}

/// Opens what may not be there yet: waits so long after each try that fails.
async fn patiently<T>(
    waits: &[Duration],
    mut open: impl AsyncFnMut() -> crate::Result<T>,
) -> crate::Result<T> {
    for wait in waits {
        match open().await {
            Err(Error::StoreAway { place, what, .. }) => {
                tracing::warn!(%place, %what, retry_s = wait.as_secs(), "the store is not there yet");
                tokio::time::sleep(*wait).await;
            }
            opened => return opened,
        }
    }
    open().await
}

/// Done when the program is told to stop.
async fn stopped() {
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
        let opened = patiently(&[Duration::ZERO; 3], async || {
            tried += 1;
            match answers[tried - 1] {
                Some(0) => Err(Error::StoreForeign {
                    place: "here".to_owned(),
                    what: "it is another program's".to_owned(),
                }),
                Some(opened) => Ok(opened),
                None => Err(Error::StoreAway {
                    operation: "opening the store",
                    place: "here".to_owned(),
                    what: "Connection refused".to_owned(),
                }),
            }
        });
        (opened.await, tried)
    }

    #[tokio::test]
    async fn a_store_that_is_away_is_waited_for_and_no_other() {
        assert!(matches!(tries(&[Some(7)]).await, (Ok(7), 1)));
        assert!(matches!(tries(&[None, None, Some(7)]).await, (Ok(7), 3)));
        assert!(matches!(
            tries(&[None, Some(0)]).await,
            (Err(Error::StoreForeign { .. }), 2)
        ));
        assert!(matches!(
            tries(&[None; 4]).await,
            (Err(Error::StoreAway { .. }), 4)
        ));
    }
}
