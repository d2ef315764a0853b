//! Deletes what has been kept long enough. Any process may do this at any time; of several at once, one does it.

use std::time::Duration;

use jiff::Timestamp;

use super::answers::ANSWER_RETENTION;
use super::changes::Change;
use super::drafts::DRAFT_LIFE;
use super::gaps::GAP_RETENTION;
use super::guilds::LEAVING_GRACE;
use super::schema::TABLES;
use super::{Dialect, Store, row};
use crate::Result;
use crate::article::GuildId;

/// Held by the process that deletes.
const RETIRE_LOCK: i64 = 0x456e_6772_0002;

/// Turns that are over and sessions that nobody took go after so long: clocks differ.
const OF_THE_MOMENT_FOR: Duration = Duration::from_hours(1);

/// What was deleted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Retired {
    /// Drafts that nobody approved in time.
    pub drafts: u64,
    /// Gaps whose text was kept long enough.
    pub gaps: u64,
    /// Guilds that were left long enough ago; their indexes can go too.
    pub guilds: Vec<GuildId>,
}

impl Store {
    /// Deletes expired drafts, old gaps, which messages answered which long ago, and all that belongs to guilds that were
    /// left longer ago than their grace. Does nothing while another process is at it.
    pub async fn retire(&self, now: Timestamp) -> Result<Retired> {
        let before = |age: Duration| (now - age).as_millisecond();
        let mut retired = self
            .within("deleting what has expired", async {
                let mut writing = self.writing().await?;
                let mut retired = Retired::default();
                if !self.is_ours_to_retire(writing.on()).await? {
                    return Ok(retired);
                }
                let drafts = sqlx::query("DELETE FROM drafts WHERE at <= $1")
                    .bind(before(DRAFT_LIFE))
                    .execute(writing.on())
                    .await?;
                retired.drafts = drafts.rows_affected();
                let gaps = sqlx::query("DELETE FROM gaps WHERE at <= $1")
                    .bind(before(GAP_RETENTION))
                    .execute(writing.on())
                    .await?;
                retired.gaps = gaps.rows_affected();
                for (of_the_moment, age) in [
                    ("DELETE FROM turns WHERE over <= $1", OF_THE_MOMENT_FOR),
                    ("DELETE FROM sessions WHERE at <= $1", OF_THE_MOMENT_FOR),
                    ("DELETE FROM answers WHERE at <= $1", ANSWER_RETENTION),
                ] {
                    sqlx::query(of_the_moment)
                        .bind(before(age))
                        .execute(writing.on())
                        .await?;
                }
                writing.commit().await?;
                Ok(retired)
            })
            .await?;
        for (guild, left_at) in self.leaving().await? {
            let over = left_at.as_millisecond() <= before(LEAVING_GRACE);
            if over && self.forget_guild(guild, before(LEAVING_GRACE)).await? {
                retired.guilds.push(guild);
            }
        }
        Ok(retired)
    }

    async fn is_ours_to_retire(&self, connection: &mut sqlx::AnyConnection) -> sqlx::Result<bool> {
        match self.inner.dialect {
            // Who writes, writes alone.
            Dialect::Sqlite => Ok(true),
            Dialect::Postgres => {
                sqlx::query_scalar("SELECT pg_try_advisory_xact_lock($1)")
                    .bind(RETIRE_LOCK)
                    .fetch_one(connection)
                    .await
            }
        }
    }

    /// Deletes all rows of a guild, if it is still one that was left before that moment. What stays is its id and the
    /// version of its library, which never goes back: an index that another process still holds must look old.
    async fn forget_guild(&self, guild: GuildId, left_before: i64) -> Result<bool> {
        self.within("deleting what was a guild's", async {
            let mut writing = self.writing().await?;
            // Holds back whoever lets the bot in again at this moment.
            let held = sqlx::query(
                "UPDATE guilds SET library_version = library_version + 1
                 WHERE guild = $1 AND left_at <= $2",
            )
            .bind(row::guild(guild))
            .bind(left_before)
            .execute(writing.on())
            .await?;
            if held.rows_affected() == 0 {
                return Ok(false);
            }
            for table in TABLES.iter().filter(|table| table.name != "guilds") {
                let statement = format!("DELETE FROM {} WHERE guild = $1", table.name);
                sqlx::query(sqlx::AssertSqlSafe(statement))
                    .bind(row::guild(guild))
                    .execute(writing.on())
                    .await?;
            }
            sqlx::query("UPDATE guilds SET left_at = NULL WHERE guild = $1")
                .bind(row::guild(guild))
                .execute(writing.on())
                .await?;
            writing.tell(Change::Library(guild)).await?;
            writing.tell(Change::Settings(guild)).await?;
            writing.commit().await?;
            Ok(true)
        })
        .await
    }
}
