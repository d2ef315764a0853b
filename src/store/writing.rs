//! A change in the making: nothing of it stands until it is committed, and nobody is told before.

use sqlx::{Any, AnyConnection, Transaction};
use tokio::sync::OwnedMutexGuard;

use super::changes::Change;
use super::{Dialect, Inner, now, row};
use crate::article::GuildId;

/// A transaction that writes. Dropped without [`Writing::commit`], it leaves nothing.
pub(super) struct Writing<'a> {
    transaction: Transaction<'static, Any>,
    inner: &'a Inner,
    changes: Vec<Change>,
    _turn: Option<OwnedMutexGuard<()>>,
}

impl<'a> Writing<'a> {
    pub(super) async fn begin(inner: &'a Inner) -> sqlx::Result<Self> {
        let (statement, turn) = match inner.dialect {
            // A transaction that takes the lock only when it first writes can find that what it read has changed.
            Dialect::Sqlite => (
                "BEGIN IMMEDIATE",
                Some(inner.turn.clone().lock_owned().await),
            ),
            Dialect::Postgres => ("BEGIN", None),
        };
        Ok(Self {
            transaction: inner.pool.begin_with(statement).await?,
            inner,
            changes: Vec::new(),
            _turn: turn,
        })
    }

    /// The connection to run statements on.
    pub(super) fn on(&mut self) -> &mut AnyConnection {
        &mut self.transaction
    }

    /// The time by the clock that all processes share, in ms since 1970: the database's, or this machine's for a file.
    pub(super) async fn now(&mut self) -> sqlx::Result<i64> {
        match self.inner.dialect {
            Dialect::Sqlite => Ok(now().as_millisecond()),
            Dialect::Postgres => {
                sqlx::query_scalar("SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint")
                    .fetch_one(self.on())
                    .await
            }
        }
    }

    /// Gives a guild's library its next version, and holds back other changes of that library until the end.
    pub(super) async fn library_changed(&mut self, guild: GuildId) -> sqlx::Result<u64> {
        let version: i64 = sqlx::query_scalar(
            "INSERT INTO guilds (guild, library_version, last_draft) VALUES ($1, 1, 0)
             ON CONFLICT (guild) DO UPDATE SET library_version = guilds.library_version + 1
             RETURNING library_version",
        )
        .bind(row::guild(guild))
        .fetch_one(self.on())
        .await?;
        self.tell(Change::Library(guild)).await?;
        row::number_from(version)
    }

    /// Tells all processes of a change once it stands.
    pub(super) async fn tell(&mut self, change: Change) -> sqlx::Result<()> {
        if self.inner.dialect == Dialect::Postgres
            && let Some((channel, guild)) = change.notification()
        {
            sqlx::query("SELECT pg_notify($1, $2)")
                .bind(channel)
                .bind(guild.to_string())
                .execute(self.on())
                .await?;
        }
        self.changes.push(change);
        Ok(())
    }

    /// Makes the change stand.
    pub(super) async fn commit(self) -> sqlx::Result<()> {
        self.transaction.commit().await?;
        for change in self.changes {
            if let Change::Settings(guild) = change {
                self.inner.known_settings.forget(guild);
            }
            // PostgreSQL tells this process as it tells the others.
            if self.inner.dialect == Dialect::Sqlite {
                self.inner.feed.send(change);
            }
        }
        Ok(())
    }
}
