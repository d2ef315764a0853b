//! Transactions on pooled connections. A connection goes back to the pool only after a COMMIT or ROLLBACK that
//! succeeded; any other one is closed.
//!
//! sqlx's own transaction is not used: where the database ends a transaction by itself, as `SQLite` does on a full disk,
//! its ROLLBACK fails, the connection goes back to the pool with a wrong transaction depth, and every later BEGIN on it
//! fails.

use std::ops::{Deref, DerefMut};
use std::time::Duration;

use sqlx::pool::PoolConnection;
use sqlx::{Any, AnyConnection, AnyPool};
use tokio::sync::OwnedMutexGuard;

/// Longest wait for the ROLLBACK of a dropped transaction; its connection is closed after that.
const ROLLBACK_TIMEOUT: Duration = Duration::from_secs(2);

/// A transaction. Rolled back when dropped without [`Transaction::commit`].
pub(super) struct Transaction {
    /// `None` once it has ended.
    connection: Option<PoolConnection<Any>>,
    /// Held until the transaction has ended.
    write_lock: Option<OwnedMutexGuard<()>>,
}

impl Transaction {
    /// Runs a `BEGIN` statement on a connection of the pool.
    pub(super) async fn begin(
        pool: &AnyPool,
        begin: &'static str,
        write_lock: Option<OwnedMutexGuard<()>>,
    ) -> sqlx::Result<Self> {
        // Its drop cleans up if BEGIN fails, or if the caller is cancelled during it.
        let mut transaction = Self {
            connection: Some(pool.acquire().await?),
            write_lock,
        };
        sqlx::raw_sql(begin).execute(&mut *transaction).await?;
        Ok(transaction)
    }

    /// Commits.
    pub(super) async fn commit(mut self) -> sqlx::Result<()> {
        let committed = sqlx::raw_sql("COMMIT").execute(&mut *self).await;
        if let Some(mut connection) = self.connection.take()
            && committed.is_err()
        {
            connection.close_on_drop();
        }
        committed.map(drop)
    }
}

impl Drop for Transaction {
    fn drop(&mut self) {
        let Some(mut connection) = self.connection.take() else {
            return;
        };
        let write_lock = self.write_lock.take();
        tokio::spawn(async move {
            let rollback = sqlx::raw_sql("ROLLBACK").execute(&mut *connection);
            let rolled_back = tokio::time::timeout(ROLLBACK_TIMEOUT, rollback).await;
            if !matches!(rolled_back, Ok(Ok(_))) {
                connection.close_on_drop();
            }
            drop(connection);
            drop(write_lock);
        });
    }
}

impl Deref for Transaction {
    type Target = AnyConnection;

    fn deref(&self) -> &AnyConnection {
        self.connection
            .as_deref()
            .expect("it has its connection until it ends")
    }
}

impl DerefMut for Transaction {
    fn deref_mut(&mut self) -> &mut AnyConnection {
        self.connection
            .as_deref_mut()
            .expect("it has its connection until it ends")
    }
}

#[cfg(test)]
mod tests {
    use crate::article::GuildId;
    use crate::store::{Store, StoreSettings};

    /// Caps the file of all idle connections at its size plus a page, as a full disk would.
    async fn fill_disk(store: &Store) {
        let mut connections = Vec::new();
        for _ in 0..4 {
            let mut connection = store.inner.pool.acquire().await.unwrap();
            let pages: i64 = sqlx::query_scalar("PRAGMA page_count")
                .fetch_one(&mut *connection)
                .await
                .unwrap();
            let cap = format!("PRAGMA max_page_count = {pages}");
            sqlx::raw_sql(sqlx::AssertSqlSafe(cap))
                .execute(&mut *connection)
                .await
                .unwrap();
            connections.push(connection);
        }
    }

    #[tokio::test]
    async fn after_a_full_disk_the_store_works_again_without_a_restart() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&StoreSettings::in_folder(folder.path()))
            .await
            .unwrap();
        fill_disk(&store).await;
        let mut failed = 0;
        for guild in 1..2_000 {
            match store.guild_left(GuildId(guild)).await {
                Ok(()) => {}
                Err(error) => {
                    assert!(error.to_string().contains("the disk is full"), "{error}");
                    failed += 1;
                    break;
                }
            }
        }
        assert_eq!(failed, 1, "the disk was never full");
        assert_eq!(
            store
                .inner
                .health
                .fault()
                .map(|fault| fault.what)
                .as_deref(),
            Some("the disk is full")
        );
        // The connection of the failed transaction is gone, and with it its cap; the other ones still have theirs.
        let mut written = 0;
        for guild in 2_000..2_100 {
            match store.guild_left(GuildId(guild)).await {
                Ok(()) => written += 1,
                Err(error) => assert!(error.to_string().contains("the disk is full"), "{error}"),
            }
        }
        assert!(
            written >= 90,
            "only {written} of 100 transactions succeeded"
        );
        assert_eq!(store.fault().await, None);
    }
}
