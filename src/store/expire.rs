//! Deletes what has outlived its retention. Any process may call this at any time; an advisory lock lets one do the work.

use std::time::Duration;

use jiff::Timestamp;

use super::answers::ANSWER_RETENTION;
use super::change::Change;
use super::counts::DAY_MS;
use super::drafts::DRAFT_RETENTION;
use super::gaps::GAP_RETENTION;
use super::guilds::LEFT_GUILD_RETENTION;
use super::schema::TABLES;
use super::{Dialect, Store, row};
use crate::Result;
use crate::article::GuildId;

/// Advisory lock of the process that deletes.
const EXPIRE_LOCK: i64 = 0x456e_6772_0002;

/// Grace for ended leases and untaken sessions: clocks differ between machines.
const EPHEMERAL_RETENTION: Duration = Duration::from_hours(1);

/// Votes are deleted after this.
pub const VOTE_RETENTION: Duration = Duration::from_hours(365 * 24);
/// Daily counts are deleted after this: a bit more than [`MAX_STATS_DAYS`](super::MAX_STATS_DAYS).
pub const COUNT_RETENTION: Duration = Duration::from_hours(400 * 24);
/// Entries of audit logs are deleted after this.
pub const AUDIT_RETENTION: Duration = Duration::from_hours(730 * 24);

/// What was deleted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Expired {
    /// Unapproved drafts.
    pub drafts: u64,
    /// Gaps past their retention.
    pub gaps: u64,
    /// Guilds left longer ago than their retention.
    pub guilds: Vec<GuildId>,
}

impl Store {
    /// Deletes what has outlived its retention, and all data of guilds that were left longer ago than
    /// [`LEFT_GUILD_RETENTION`]. While another process deletes rows, only guilds are deleted, each under its row lock.
    pub async fn expire(&self, now: Timestamp) -> Result<Expired> {
        let before = |age: Duration| (now - age).as_millisecond();
        let mut expired = self
            .call("deleting what has expired", async {
                let mut tx = self.begin_write().await?;
                let mut expired = Expired::default();
                if !self.try_lock_expiry(tx.connection()).await? {
                    return Ok(expired);
                }
                let drafts = sqlx::query("DELETE FROM drafts WHERE at <= $1")
                    .bind(before(DRAFT_RETENTION))
                    .execute(tx.connection())
                    .await?;
                expired.drafts = drafts.rows_affected();
                let gaps = sqlx::query("DELETE FROM gaps WHERE at <= $1")
                    .bind(before(GAP_RETENTION))
                    .execute(tx.connection())
                    .await?;
                expired.gaps = gaps.rows_affected();
                for (statement, age) in [
                    ("DELETE FROM turns WHERE over <= $1", EPHEMERAL_RETENTION),
                    ("DELETE FROM sessions WHERE at <= $1", EPHEMERAL_RETENTION),
                    ("DELETE FROM answers WHERE at <= $1", ANSWER_RETENTION),
                    ("DELETE FROM votes WHERE at <= $1", VOTE_RETENTION),
                ] {
                    sqlx::query(statement)
                        .bind(before(age))
                        .execute(tx.connection())
                        .await?;
                }
                sqlx::query("DELETE FROM counts WHERE day < $1")
                    .bind(before(COUNT_RETENTION).div_euclid(DAY_MS))
                    .execute(tx.connection())
                    .await?;
                // The triggers that keep the log append-only let entries older than this go.
                sqlx::query(
                    "INSERT INTO meta (name, value) VALUES ('audit_expires_before', $1)
                     ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                )
                .bind(before(AUDIT_RETENTION).to_string())
                .execute(tx.connection())
                .await?;
                sqlx::query("DELETE FROM audit WHERE at < $1")
                    .bind(before(AUDIT_RETENTION))
                    .execute(tx.connection())
                    .await?;
                tx.commit().await?;
                Ok(expired)
            })
            .await?;
        for (guild, left_at) in self.leaving().await? {
            let over = left_at.as_millisecond() <= before(LEFT_GUILD_RETENTION);
            if over
                && self
                    .delete_guild(guild, before(LEFT_GUILD_RETENTION))
                    .await?
            {
                expired.guilds.push(guild);
            }
        }
        Ok(expired)
    }

    async fn try_lock_expiry(&self, connection: &mut sqlx::AnyConnection) -> sqlx::Result<bool> {
        match self.inner.dialect {
            // The write transaction itself excludes other processes.
            Dialect::Sqlite => Ok(true),
            Dialect::Postgres => {
                sqlx::query_scalar("SELECT pg_try_advisory_xact_lock($1)")
                    .bind(EXPIRE_LOCK)
                    .fetch_one(connection)
                    .await
            }
        }
    }

    /// Deletes all rows of a guild if it was left before `left_before`. Its id and library version stay: the version
    /// must never decrease, so that an index which another process still holds counts as stale.
    async fn delete_guild(&self, guild: GuildId, left_before: i64) -> Result<bool> {
        self.call("deleting a guild's data", async {
            let mut tx = self.begin_write().await?;
            // The row lock blocks a concurrent `guild_joined`.
            let held = sqlx::query(
                "UPDATE guilds SET library_version = library_version + 1
                 WHERE guild = $1 AND left_at <= $2",
            )
            .bind(row::guild(guild))
            .bind(left_before)
            .execute(tx.connection())
            .await?;
            if held.rows_affected() == 0 {
                return Ok(false);
            }
            for table in TABLES.iter().filter(|table| table.name != "guilds") {
                let statement = format!("DELETE FROM {} WHERE guild = $1", table.name);
                sqlx::query(sqlx::AssertSqlSafe(statement))
                    .bind(row::guild(guild))
                    .execute(tx.connection())
                    .await?;
            }
            sqlx::query("UPDATE guilds SET left_at = NULL, welcomed_at = NULL WHERE guild = $1")
                .bind(row::guild(guild))
                .execute(tx.connection())
                .await?;
            tx.notify(Change::Library(guild)).await?;
            tx.notify(Change::Settings(guild)).await?;
            tx.commit().await?;
            Ok(true)
        })
        .await
    }
}
