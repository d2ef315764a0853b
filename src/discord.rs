//! The bot: a gateway event or signed request becomes a `Command` in its `CommandContext`, a handler turns it into a
//! `Reply`, and that is sent. Handlers take values and return values, whichever transport a command arrived by.
//!
//! Kept throughout: no privileged intent, no cache, no text of users in a log, no mention in anything that is sent.
//!
//! # Layers
//!
//! A module imports only from rows above its own.
//!
//! | layer | what |
//! | --- | --- |
//! | `inbound`, `rest` | an event → an `Invocation`; which events are in flight; requests to Discord within its limits |
//! | `context`, `download`, `guild_locales`, `reply_index` | an invocation with its guild's settings; uploaded files; the guilds' languages; which message answers which |
//! | `policy` | permissions, rate limits, bounds on work, timeouts |
//! | `jobs` | rebuilding, following the store and the files, recording gaps, expiry |
//! | `app` | what handlers share |
//! | `commands` | a command → a `Reply` |
//! | `dispatch` | which handler a command goes to; errors → apologies |
//! | `reply` | a `Reply` → requests to Discord |
//! | `register` | the commands as Discord lists them |
//! | `diagnostics`, `transport` | `engram doctor`; gateway and HTTP server, start and shutdown |

mod app;
mod commands;
mod context;
mod diagnostics;
mod dispatch;
mod download;
mod guild_locales;
mod inbound;
mod jobs;
mod policy;
mod register;
mod reply;
mod reply_index;
mod rest;
mod transport;

use std::future::Future;

use secrecy::SecretString;

use crate::config::DiscordSettings;
use crate::engine::Engine;
use crate::store::Store;
use crate::{Error, Result};

pub use diagnostics::{
    Application, DiagnosticsReport, DiagnosticsRequest, Installs, Listing, TokenStatus, diagnose,
    is_token,
};
pub use policy::permission::invite_permissions;
pub use policy::timeouts::Timeouts;
pub use transport::connections::{ConnectionState, Connections};
pub use transport::http::Endpoint;
pub use transport::shard_range::ShardRange;
pub use transport::signature::PublicKey;

/// How the bot runs: what the operator has configured, and what a start adds.
#[derive(Debug, Clone)]
pub struct ServeSettings {
    /// The bot's token. It is never shown.
    pub token: SecretString,
    /// What the operator has configured.
    pub discord: DiscordSettings,
    /// How events reach the bot.
    pub transport: Transport,
    /// How long to wait for Discord.
    pub timeouts: Timeouts,
    /// Shows the state of the connections.
    pub connections: Connections,
}

/// How events reach the bot. Discord sends an application's interactions one of these ways, and all other events over
/// the gateway alone.
#[derive(Debug, Clone)]
pub enum Transport {
    /// Over the gateway, on these of the bot's connections.
    Gateway(ShardRange),
    /// As signed HTTP requests.
    Http(Endpoint),
}

impl ServeSettings {
    /// Settings with everything but the token left at its default.
    pub fn new(token: SecretString) -> Self {
        Self {
            token,
            discord: DiscordSettings::default(),
            transport: Transport::Gateway(ShardRange::Auto),
            timeouts: Timeouts::default(),
            connections: Connections::default(),
        }
    }
}

/// Runs the bot until `shutdown` is done, then ends within five seconds. While Discord cannot be reached it keeps
/// trying.
///
/// # Errors
/// [`Error::Setting`] if Discord refuses the token, or sends interactions to an endpoint URL while the bot uses the
/// gateway; [`Error::Refused`] if it refuses the intents, the API version or the shards; [`Error::Internal`] if the HTTP
/// client or listener fails.
pub async fn serve(
    settings: ServeSettings,
    engine: Engine,
    store: Store,
    shutdown: impl Future<Output = ()> + Send,
) -> Result<()> {
    transport::serve::run(settings, engine, store, shutdown).await
}

/// Parses an interaction, a message and an edit as the gateway does, for fuzzing: any input must be handled.
#[cfg(any(test, feature = "fuzzing"))]
pub(crate) mod fuzz_entry {
    use std::time::Duration;

    use crate::discord::inbound::{decode, parse};
    use crate::discord::transport::http;
    use crate::render::Locale;

    const BOT: u64 = 4;
    /// The first one of RFC 8032, part 7.1.
    const KEY: &str = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
    const NOW: Duration = Duration::from_secs(1_700_000_000);

    pub(crate) fn interaction(json: &[u8]) {
        if let Some(event) = decode::read(json) {
            let _ = parse::interaction(&event);
        }
    }

    pub(crate) fn message(json: &[u8]) {
        let addressed = decode::read(json).and_then(|event| parse::message(&event, BOT));
        let _ = addressed.map(|addressed| addressed.into_invocation(BOT, None, Locale::default()));
    }

    pub(crate) fn edit(json: &[u8]) {
        if let Some(event) = decode::read(json) {
            let _ = parse::edited(&event, BOT);
        }
    }

    /// Whether a request is taken for Discord's.
    pub(crate) fn is_accepted(signature: &str, timestamp: &str, body: &[u8]) -> bool {
        let key = KEY.parse().expect("it is a key");
        http::is_accepted(&key, signature, timestamp, body, NOW)
    }
}

/// The error for a token that Discord refuses.
fn refused_token() -> Error {
    Error::Setting {
        key: "DISCORD_TOKEN or DISCORD_TOKEN_FILE".to_owned(),
        what: "Discord refuses this token\nhint: copy it again from the page Bot of your application at \
               https://discord.com/developers/applications"
            .to_owned(),
    }
}
