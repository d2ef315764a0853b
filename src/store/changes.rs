//! News of changes made by this process or by another: an in-process channel with `SQLite`, `LISTEN` with
//! `PostgreSQL`. News may be lost; the versions never are, so those who listen are told to look for themselves now
//! and then.

use std::sync::Arc;
use std::time::Duration;

use secrecy::{ExposeSecret as _, SecretString};
use sqlx::postgres::PgListener;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::broadcast::{Receiver, Sender};
use tokio::task::JoinHandle;

use super::fault::Away;
use super::settings::KnownSettings;
use super::{Store, row};
use crate::Result;
use crate::article::GuildId;

const LIBRARY_CHANNEL: &str = "engram_library";
const SETTINGS_CHANNEL: &str = "engram_settings";
/// So much news may wait for a slow reader; of more it is told to look for itself.
const WAITING: usize = 1024;
/// Without news for so long, look anyway: a connection can die without a word.
const LOOK_AFTER: Duration = Duration::from_secs(30);
/// Between attempts to hear from `PostgreSQL` again.
const LISTEN_AGAIN: Duration = Duration::from_secs(1);

/// What changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// A guild's articles or what it was taught: its library has another version.
    Library(GuildId),
    /// A guild's settings.
    Settings(GuildId),
    /// News may have been missed: compare with [`Store::library_versions`].
    LookAgain,
}

impl Change {
    pub(super) fn notification(self) -> Option<(&'static str, GuildId)> {
        match self {
            Self::Library(guild) => Some((LIBRARY_CHANNEL, guild)),
            Self::Settings(guild) => Some((SETTINGS_CHANNEL, guild)),
            Self::LookAgain => None,
        }
    }

    fn from_notification(channel: &str, payload: &str) -> Self {
        match (channel, payload.parse().map(GuildId)) {
            (LIBRARY_CHANNEL, Ok(guild)) => Self::Library(guild),
            (SETTINGS_CHANNEL, Ok(guild)) => Self::Settings(guild),
            _ => Self::LookAgain,
        }
    }
}

/// The news from the moment it was asked for.
pub struct Changes(Receiver<Change>);

impl Changes {
    /// Waits for the next change; none once the last handle to the store is gone. Without news, [`Change::LookAgain`]
    /// comes every half minute.
    pub async fn next(&mut self) -> Option<Change> {
        match tokio::time::timeout(LOOK_AFTER, self.0.recv()).await {
            Ok(Ok(change)) => Some(change),
            Ok(Err(RecvError::Lagged(_))) | Err(_) => Some(Change::LookAgain),
            Ok(Err(RecvError::Closed)) => None,
        }
    }
}

/// Where news comes from. Dropped, it stops listening.
pub(super) struct Feed {
    sender: Sender<Change>,
    listening: Option<JoinHandle<()>>,
}

impl Feed {
    /// News of this process alone.
    pub(super) fn in_process() -> Self {
        Self {
            sender: Sender::new(WAITING),
            listening: None,
        }
    }

    /// News of all processes. It listens already when this returns.
    pub(super) async fn of_postgres(
        url: &str,
        known_settings: Arc<KnownSettings>,
        away: Arc<Away>,
    ) -> sqlx::Result<Self> {
        let listener = listener(url).await?;
        let sender = Sender::new(WAITING);
        let url = SecretString::from(url);
        let listening = tokio::spawn(listen(url, listener, sender.clone(), known_settings, away));
        Ok(Self {
            sender,
            listening: Some(listening),
        })
    }

    pub(super) fn send(&self, change: Change) {
        // Nobody listening is no failure.
        let _ = self.sender.send(change);
    }
}

impl Drop for Feed {
    fn drop(&mut self) {
        if let Some(listening) = &self.listening {
            listening.abort();
        }
    }
}

/// Passes news on until it is stopped, whatever becomes of the connection.
async fn listen(
    url: SecretString,
    mut news: PgListener,
    sender: Sender<Change>,
    known_settings: Arc<KnownSettings>,
    away: Arc<Away>,
) {
    loop {
        let change = match news.try_recv().await {
            Ok(Some(news)) => Change::from_notification(news.channel(), news.payload()),
            lost => {
                if let Err(error) = lost {
                    tracing::warn!(%error, "no news from PostgreSQL");
                }
                away.suspect();
                news = listen_again(&url).await;
                // What was said in between is lost.
                Change::LookAgain
            }
        };
        match change {
            Change::Settings(guild) => known_settings.forget(guild),
            Change::LookAgain => known_settings.doubt_all(),
            Change::Library(_) => {}
        }
        let _ = sender.send(change);
    }
}

/// Listens on a connection of its own.
async fn listener(url: &str) -> sqlx::Result<PgListener> {
    let mut listener = PgListener::connect(url).await?;
    // It is to say at once that the connection is lost.
    listener.eager_reconnect(false);
    listener
        .listen_all([LIBRARY_CHANNEL, SETTINGS_CHANNEL])
        .await?;
    Ok(listener)
}

/// The same as soon as it can be had. A new one: the old one holds on to a connection that was reset.
async fn listen_again(url: &SecretString) -> PgListener {
    loop {
        match listener(url.expose_secret()).await {
            Ok(listener) => return listener,
            Err(error) => tracing::warn!(%error, "no news from PostgreSQL"),
        }
        tokio::time::sleep(LISTEN_AGAIN).await;
    }
}

impl Store {
    /// The news from now on.
    pub fn changes(&self) -> Changes {
        Changes(self.inner.feed.sender.subscribe())
    }

    /// The version of a guild's library: 0 if it never had one. Every change of its articles or of what it was taught
    /// gives it the next.
    pub async fn library_version(&self, guild: GuildId) -> Result<u64> {
        self.within("reading the version of a library", async {
            let version: Option<i64> =
                sqlx::query_scalar("SELECT library_version FROM guilds WHERE guild = $1")
                    .bind(row::guild(guild))
                    .fetch_optional(&self.inner.pool)
                    .await?;
            row::number_from(version.unwrap_or(0))
        })
        .await
    }

    /// The versions of all guilds' libraries that ever changed, by guild.
    pub async fn library_versions(&self) -> Result<Vec<(GuildId, u64)>> {
        self.within("reading the versions of the libraries", async {
            let versions: Vec<(i64, i64)> = sqlx::query_as(
                "SELECT guild, library_version FROM guilds WHERE library_version > 0 ORDER BY guild",
            )
            .fetch_all(&self.inner.pool)
            .await?;
            versions
                .into_iter()
                .map(|(guild, version)| Ok((row::guild_from(guild), row::number_from(version)?)))
                .collect()
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn news_that_is_not_understood_makes_one_look() {
        for change in [
            Change::Library(GuildId(u64::MAX)),
            Change::Settings(GuildId(1)),
        ] {
            let (channel, guild) = change.notification().unwrap();
            assert_eq!(
                Change::from_notification(channel, &guild.to_string()),
                change
            );
        }
        for (channel, payload) in [("engram_library", "x"), ("other", "1"), ("", "")] {
            assert_eq!(
                Change::from_notification(channel, payload),
                Change::LookAgain
            );
        }
    }
}
