//! Guilds that the bot has left: their data is kept for a grace period, in case it is invited again, then deleted.

use std::time::Duration;

use jiff::Timestamp;

use super::schema::TABLES;
use super::{Store, now, row};
use crate::Result;
use crate::article::GuildId;

/// Data of a guild that the bot has left is deleted after this.
pub const LEFT_GUILD_RETENTION: Duration = Duration::from_hours(30 * 24);

impl Store {
    /// The bot has left a guild: its data will be deleted after [`LEFT_GUILD_RETENTION`], counted from the first call.
    pub async fn guild_left(&self, guild: GuildId) -> Result<()> {
        self.call("noting that a guild was left", async {
            let mut tx = self.begin_write().await?;
            sqlx::query(
                "INSERT INTO guilds (guild, library_version, last_draft, left_at) VALUES ($1, 0, 0, $2)
                 ON CONFLICT (guild) DO UPDATE SET left_at = COALESCE(guilds.left_at, excluded.left_at)",
            )
            .bind(row::guild(guild))
            .bind(now().as_millisecond())
            .execute(tx.connection())
            .await?;
            tx.commit().await
        })
        .await
    }

    /// The bot is in a guild: its data is kept. Returns whether the guild was marked as left.
    pub async fn guild_joined(&self, guild: GuildId) -> Result<bool> {
        self.call("noting that a guild was joined", async {
            // Most guilds never left; checking first saves a write for each at the start.
            let left: Option<Option<i64>> =
                sqlx::query_scalar("SELECT left_at FROM guilds WHERE guild = $1")
                    .bind(row::guild(guild))
                    .fetch_optional(&self.inner.pool)
                    .await?;
            if left.flatten().is_none() {
                return Ok(false);
            }
            let mut tx = self.begin_write().await?;
            let updated = sqlx::query(
                "UPDATE guilds SET left_at = NULL WHERE guild = $1 AND left_at IS NOT NULL",
            )
            .bind(row::guild(guild))
            .execute(tx.connection())
            .await?;
            tx.commit().await?;
            Ok(updated.rows_affected() > 0)
        })
        .await
    }

    /// Notes that a guild is welcomed now. Returns false if it was welcomed before. Atomic across processes.
    pub async fn welcome(&self, guild: GuildId) -> Result<bool> {
        self.call("noting that a guild is welcomed", async {
            let mut tx = self.begin_write().await?;
            let noted = sqlx::query(
                "INSERT INTO guilds (guild, library_version, last_draft, welcomed_at) VALUES ($1, 0, 0, $2)
                 ON CONFLICT (guild) DO UPDATE SET welcomed_at = excluded.welcomed_at
                 WHERE guilds.welcomed_at IS NULL",
            )
            .bind(row::guild(guild))
            .bind(now().as_millisecond())
            .execute(tx.connection())
            .await?;
            tx.commit().await?;
            Ok(noted.rows_affected() > 0)
        })
        .await
    }

    /// Notes that commands are registered in this guild alone.
    pub async fn guild_commands_registered(&self, guild: GuildId) -> Result<()> {
        self.call("noting that commands are registered in a guild", async {
            let mut tx = self.begin_write().await?;
            sqlx::query(
                "INSERT INTO guilds (guild, library_version, last_draft, commands_at) VALUES ($1, 0, 0, $2)
                 ON CONFLICT (guild) DO UPDATE SET commands_at = excluded.commands_at",
            )
            .bind(row::guild(guild))
            .bind(now().as_millisecond())
            .execute(tx.connection())
            .await?;
            tx.commit().await
        })
        .await
    }

    /// Notes that the commands of [`Store::guild_commands_registered`] are removed.
    pub async fn guild_commands_removed(&self, guild: GuildId) -> Result<()> {
        self.call("noting that the commands of a guild are removed", async {
            let mut tx = self.begin_write().await?;
            sqlx::query("UPDATE guilds SET commands_at = NULL WHERE guild = $1")
                .bind(row::guild(guild))
                .execute(tx.connection())
                .await?;
            tx.commit().await
        })
        .await
    }

    /// The guilds in which commands are registered for that guild alone.
    pub async fn guilds_with_commands(&self) -> Result<Vec<GuildId>> {
        self.call("reading the guilds with commands of their own", async {
            let guilds: Vec<i64> = sqlx::query_scalar(
                "SELECT guild FROM guilds WHERE commands_at IS NOT NULL ORDER BY guild",
            )
            .fetch_all(&self.inner.pool)
            .await?;
            Ok(guilds.into_iter().map(row::guild_from).collect())
        })
        .await
    }

    /// All guilds with data, except those marked as left.
    pub async fn guilds_not_left(&self) -> Result<Vec<GuildId>> {
        // A row in `guilds` alone is what remains of a deleted guild. Guild 0 stands for direct messages.
        let kept: Vec<String> = TABLES
            .iter()
            .filter(|table| table.name != "guilds")
            .map(|table| format!("SELECT guild FROM {}", table.name))
            .collect();
        let statement = format!(
            "SELECT guild FROM ({}) AS kept
             WHERE guild <> 0 AND guild NOT IN (SELECT guild FROM guilds WHERE left_at IS NOT NULL) ORDER BY guild",
            kept.join(" UNION ")
        );
        self.call("reading the guilds with data", async {
            let guilds: Vec<i64> = sqlx::query_scalar(sqlx::AssertSqlSafe(statement))
                .fetch_all(&self.inner.pool)
                .await?;
            Ok(guilds.into_iter().map(row::guild_from).collect())
        })
        .await
    }

    /// The guilds marked as left, with the time.
    pub async fn leaving(&self) -> Result<Vec<(GuildId, Timestamp)>> {
        self.call("reading the guilds that were left", async {
            let rows: Vec<(i64, i64)> = sqlx::query_as(
                "SELECT guild, left_at FROM guilds WHERE left_at IS NOT NULL ORDER BY guild",
            )
            .fetch_all(&self.inner.pool)
            .await?;
            rows.into_iter()
                .map(|(guild, left_at)| Ok((row::guild_from(guild), row::timestamp_from(left_at)?)))
                .collect()
        })
        .await
    }
}
