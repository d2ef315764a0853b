//! Change notifications, from this process or another: an in-process channel with `SQLite`, `LISTEN`/`NOTIFY` with
//! `PostgreSQL`. Notifications may be lost, versions are not, so subscribers get [`Change::Resync`] now and then.

use std::sync::Arc;
use std::time::Duration;

use secrecy::{ExposeSecret as _, SecretString};
use sqlx::postgres::PgListener;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::broadcast::{Receiver, Sender};
use tokio::task::JoinHandle;

use super::change::{CHANNELS, Change};
use super::circuit_breaker::CircuitBreaker;
use super::settings::SettingsCache;
use super::{Store, row};
use crate::Result;
use crate::article::GuildId;

/// Buffered notifications per subscriber; one that falls further behind gets [`Change::Resync`].
const BUFFER: usize = 1024;
/// Resync after this long without a notification: a connection can die silently.
const RESYNC_AFTER: Duration = Duration::from_secs(30);
/// Between attempts to reconnect the `PostgreSQL` listener.
const RECONNECT_DELAY: Duration = Duration::from_secs(1);

/// A subscription to change notifications.
pub struct Changes(Receiver<Change>);

impl Changes {
    /// Waits for the next change; `None` once the last handle to the store is dropped. [`Change::Resync`] comes after
    /// every 30 s of silence.
    pub async fn next(&mut self) -> Option<Change> {
        match tokio::time::timeout(RESYNC_AFTER, self.0.recv()).await {
            Ok(Ok(change)) => Some(change),
            Ok(Err(RecvError::Lagged(_))) | Err(_) => Some(Change::Resync),
            Ok(Err(RecvError::Closed)) => None,
        }
    }
}

/// The source of notifications. Stops listening when dropped.
pub(super) struct ChangeFeed {
    sender: Sender<Change>,
    listening: Option<JoinHandle<()>>,
}

impl ChangeFeed {
    /// Notifications of this process only.
    pub(super) fn in_process() -> Self {
        Self {
            sender: Sender::new(BUFFER),
            listening: None,
        }
    }

    /// Notifications of all processes. Already listening when this returns.
    pub(super) async fn of_postgres(
        url: &str,
        settings_cache: Arc<SettingsCache>,
        breaker: Arc<CircuitBreaker>,
    ) -> sqlx::Result<Self> {
        let listener = listener(url).await?;
        let sender = Sender::new(BUFFER);
        let url = SecretString::from(url);
        let listening = tokio::spawn(listen(
            url,
            listener,
            sender.clone(),
            settings_cache,
            breaker,
        ));
        Ok(Self {
            sender,
            listening: Some(listening),
        })
    }

    pub(super) fn send(&self, change: Change) {
        // It is fine if there is no subscriber.
        let _ = self.sender.send(change);
    }
}

impl Drop for ChangeFeed {
    fn drop(&mut self) {
        if let Some(listening) = &self.listening {
            listening.abort();
        }
    }
}

/// Forwards notifications until aborted, reconnecting as needed.
async fn listen(
    url: SecretString,
    mut notifications: PgListener,
    sender: Sender<Change>,
    settings_cache: Arc<SettingsCache>,
    breaker: Arc<CircuitBreaker>,
) {
    loop {
        let change = match notifications.try_recv().await {
            Ok(Some(one)) => Change::from_notification(one.channel(), one.payload()),
            lost => {
                if let Err(error) = lost {
                    tracing::warn!(%error, "no notifications from PostgreSQL");
                }
                breaker.half_open();
                notifications = reconnect(&url).await;
                // Notifications in between are lost.
                Change::Resync
            }
        };
        match change {
            Change::Settings(guild) => settings_cache.invalidate(guild),
            Change::Resync => settings_cache.invalidate_all(),
            Change::Library(_) | Change::PersonalData(_) => {}
        }
        let _ = sender.send(change);
    }
}

/// Opens a listener on its own connection.
async fn listener(url: &str) -> sqlx::Result<PgListener> {
    let mut listener = PgListener::connect(url).await?;
    // A lost connection must be reported at once.
    listener.eager_reconnect(false);
    listener.listen_all(CHANNELS).await?;
    Ok(listener)
}

/// Retries [`listener`] until it succeeds. A new one, since the old one keeps the connection that was reset.
async fn reconnect(url: &SecretString) -> PgListener {
    loop {
        match listener(url.expose_secret()).await {
            Ok(listener) => return listener,
            Err(error) => tracing::warn!(%error, "no notifications from PostgreSQL"),
        }
        tokio::time::sleep(RECONNECT_DELAY).await;
    }
}

impl Store {
    /// Subscribes to changes from now on.
    pub fn changes(&self) -> Changes {
        Changes(self.inner.feed.sender.subscribe())
    }

    /// The version of a guild's library, 0 if it never had one. Incremented by every change of its articles or
    /// teachings.
    pub async fn library_version(&self, guild: GuildId) -> Result<u64> {
        self.call("reading the version of a library", async {
            let version: Option<i64> =
                sqlx::query_scalar("SELECT library_version FROM guilds WHERE guild = $1")
                    .bind(row::guild(guild))
                    .fetch_optional(&self.inner.pool)
                    .await?;
            row::integer_from(version.unwrap_or(0))
        })
        .await
    }

    /// The library versions of all guilds that ever had one, by guild.
    pub async fn library_versions(&self) -> Result<Vec<(GuildId, u64)>> {
        self.call("reading the versions of the libraries", async {
            let versions: Vec<(i64, i64)> = sqlx::query_as(
                "SELECT guild, library_version FROM guilds WHERE library_version > 0 ORDER BY guild",
            )
            .fetch_all(&self.inner.pool)
            .await?;
            versions
                .into_iter()
                .map(|(guild, version)| Ok((row::guild_from(guild), row::integer_from(version)?)))
                .collect()
        })
        .await
    }
}
