//! `engram serve`: the bot, until it is told to stop.

use std::net::SocketAddr;
use std::time::Duration;

use clap::Args;

use super::{Exit, open_engine};
use crate::Error;
use crate::config::Config;
use crate::discord::{self, Endpoint, PublicKey, Reception, ServeSettings};
use crate::store::{Store, StoreSettings};

/// How long work that cannot be interrupted, such as a rebuild, is waited for at the end.
const LAST_WORK: Duration = Duration::from_millis(500);

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
}

const EXAMPLES: &str = "\
Examples:
  DISCORD_TOKEN=… engram serve
  DISCORD_TOKEN_FILE=/run/secrets/token engram serve --guild 123456789012345678
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
        None => Reception::Gateway,
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
    let engine = open_engine(config)?;
    let runtime = tokio::runtime::Runtime::new()
        .map_err(|error| Error::internal("starting the bot", error))?;
    let ended = runtime.block_on(async {
        let store = Store::open(&StoreSettings::from_config(config)).await?;
        let ended = discord::serve(settings, engine, store.clone(), stopped()).await;
        let closed = store.close().await;
        ended.and(closed)
    });
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
