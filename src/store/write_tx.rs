//! Write transactions. Notifications go out only after the commit.

use std::sync::Arc;

use sqlx::AnyConnection;

use super::change::Change;
use super::transaction::Transaction;
use super::{Dialect, Inner, now, row};
use crate::article::GuildId;

/// A write transaction. Rolled back when dropped without [`WriteTx::commit`].
pub(super) struct WriteTx {
    transaction: Transaction,
    inner: Arc<Inner>,
    changes: Vec<Change>,
}

impl WriteTx {
    pub(super) async fn begin(inner: Arc<Inner>) -> sqlx::Result<Self> {
        let (statement, write_lock) = match inner.dialect {
            // A deferred transaction could fail with SQLITE_BUSY when it upgrades from reading to writing.
            Dialect::Sqlite => (
                "BEGIN IMMEDIATE",
                Some(inner.write_lock.clone().lock_owned().await),
            ),
            Dialect::Postgres => ("BEGIN", None),
        };
        Ok(Self {
            transaction: Transaction::begin(&inner.pool, statement, write_lock).await?,
            inner,
            changes: Vec::new(),
        })
    }

    /// The connection for statements within this transaction.
    pub(super) fn connection(&mut self) -> &mut AnyConnection {
        &mut self.transaction
    }

    /// The time by the clock that all processes share, in ms since 1970: the database server's, or this machine's for a file.
    pub(super) async fn now(&mut self) -> sqlx::Result<i64> {
        match self.inner.dialect {
            Dialect::Sqlite => Ok(now().as_millisecond()),
            Dialect::Postgres => {
                sqlx::query_scalar("SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint")
                    .fetch_one(self.connection())
                    .await
            }
        }
    }

    /// Increments a guild's library version; the row lock serialises changes of that library until the commit.
    pub(super) async fn library_changed(&mut self, guild: GuildId) -> sqlx::Result<u64> {
        let version: i64 = sqlx::query_scalar(
            "INSERT INTO guilds (guild, library_version, last_draft) VALUES ($1, 1, 0)
             ON CONFLICT (guild) DO UPDATE SET library_version = guilds.library_version + 1
             RETURNING library_version",
        )
        .bind(row::guild(guild))
        .fetch_one(self.connection())
        .await?;
        self.notify(Change::Library(guild)).await?;
        row::integer_from(version)
    }

    /// Notifies all processes of a change after the commit.
    pub(super) async fn notify(&mut self, change: Change) -> sqlx::Result<()> {
        if self.inner.dialect == Dialect::Postgres
            && let Some((channel, payload)) = change.notification()
        {
            sqlx::query("SELECT pg_notify($1, $2)")
                .bind(channel)
                .bind(payload)
                .execute(self.connection())
                .await?;
        }
        self.changes.push(change);
        Ok(())
    }

    /// Commits, then sends the notifications. Both are carried out even if the caller is cancelled meanwhile: whether an
    /// abandoned commit took place could not be told.
    pub(super) async fn commit(self) -> sqlx::Result<()> {
        let committed = tokio::spawn(self.commit_and_notify());
        committed.await.unwrap_or(Err(sqlx::Error::WorkerCrashed))
    }

    async fn commit_and_notify(self) -> sqlx::Result<()> {
        self.transaction.commit().await?;
        self.inner.health.commit_succeeded();
        for change in self.changes {
            if let Change::Settings(guild) = &change {
                self.inner.settings_cache.invalidate(*guild);
            }
            // With PostgreSQL this process gets the notification like the others.
            if self.inner.dialect == Dialect::Sqlite {
                self.inner.feed.send(change);
            }
        }
        Ok(())
    }
}
